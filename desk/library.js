// The media library: many files at once, each with its own result; the point that stays in every crop, with the pointer or
// the arrows; F goes there, A says archive or not. Without this script the same forms are sent as they are.
(() => {
  const make = (tag, given = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), given);
    element.append(...children.filter(Boolean));
    return element;
  };
  /** From how many bytes on a file goes up in pieces. */
  const LARGE = 2 << 20;
  const typing = (event) => event.target.closest?.("textarea,select,[contenteditable],input:not([type=checkbox])");
  const ask = async (method, address, body) => {
    try {
      const type = body instanceof Blob ? "application/octet-stream" : "application/json";
      const answer = await fetch(address, { method, body: body instanceof Blob ? body : JSON.stringify(body), headers: { accept: "application/json", "content-type": type }, credentials: "same-origin" });
      return { status: answer.status, said: await answer.json().catch(() => ({})) };
    } catch {
      return { status: 0, said: {} };
    }
  };

  const bring = document.getElementById("bring");
  const take = bring && bringing(bring, document.getElementById("taken"));
  const unfinished = document.getElementById("unfinished");
  if (unfinished) goingOn(unfinished, take);
  const frame = document.getElementById("frame");
  if (frame) focusing(frame, document.getElementById("focal"));
  // Whoever says "archive" and goes on at once has said it.
  let turned = Promise.resolve(true);
  addEventListener("keydown", (event) => {
    if (typing(event) || event.ctrlKey || event.altKey || event.metaKey) return;
    const held = document.activeElement?.closest("[data-picture]");
    if (event.code === "KeyF") {
      if (held) void turned.then((done) => (done ? (location.href = `${held.querySelector("a").href}#focal`) : (turned = Promise.resolve(true))));
      else document.getElementById("focal")?.focus();
    }
    if (event.code === "KeyA") held ? (turned = turned.then(() => turn(held))) : document.getElementById("archive")?.click();
  });
  // Whoever comes by F goes on where the point is.
  if (location.hash === "#focal") document.getElementById("focal")?.focus();

  /** Archive or not, on the shelf; tells whether the library has it so. */
  async function turn(card) {
    const archive = !("archive" in card.dataset);
    const { status, said } = await ask("PATCH", `/desk/media/${card.dataset.picture}`, { archive });
    const line = card.querySelector(".lib-archive");
    card.querySelector(".desk-problem")?.remove();
    if (status !== 200) {
      const words = card.closest("[data-unturned]").dataset;
      card.append(make("p", { className: "desk-problem", role: "alert", textContent: status === 401 ? words.signedOut : said.detail || words.unturned }));
      return false;
    }
    card.toggleAttribute("data-archive", archive);
    line.hidden = !archive;
    document.getElementById("said").textContent = archive ? line.textContent : "";
    return true;
  }

  /** Uploads that broke off before this page was opened: each goes on with the same file, or is dropped. */
  function goingOn(section, take) {
    const words = section.dataset;
    for (const line of section.querySelectorAll("[data-upload]")) {
      const { upload, name, length } = line.dataset;
      const [why, input] = [line.querySelector("[role=alert]"), line.querySelector("input")];
      line.querySelector(".desk-row").hidden = false;
      line.querySelector("[data-go-on]")?.addEventListener("click", () => input.click());
      input?.addEventListener("change", () => {
        const [file] = input.files;
        input.value = "";
        if (!file || plain(file.name) !== plain(name) || file.size !== Number(length)) return (why.textContent = words.other);
        leave(line);
        take([file], upload);
      });
      line.querySelector("[data-drop]").addEventListener("click", async () => {
        const answer = await fetch(upload, { method: "DELETE", headers: { "tus-resumable": "1.0.0" }, credentials: "same-origin" }).catch(() => null);
        // What is over was dropped already.
        if ([204, 404, 410].includes(answer?.status)) leave(line);
        else why.textContent = words.stays;
      });
    }

    /** What the server tidied of a name makes no other file of it. */
    function plain(name) {
      return name.normalize("NFC").replace(/[^\p{L}\p{N}]/gu, "").slice(0, 100);
    }

    /** The focus goes to the next line, or to the files where none is left. */
    function leave(line) {
      const beside = line.nextElementSibling ?? line.previousElementSibling;
      (beside?.querySelector("button") ?? document.getElementById("files")).focus();
      line.remove();
      if (!beside) section.remove();
    }
  }

  function bringing(form, list) {
    const words = form.dataset;
    const input = form.querySelector("input[type=file]");
    const waiting = [];
    let going = 0;
    form.querySelector("button").hidden = true;
    form.addEventListener("submit", (event) => event.preventDefault());
    input.addEventListener("change", () => (take(input.files), (input.value = "")));
    for (const kind of ["dragover", "dragenter"]) {
      addEventListener(kind, (event) => {
        if (!event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        form.classList.add("lib-over");
      });
    }
    addEventListener("dragleave", (event) => event.relatedTarget || form.classList.remove("lib-over"));
    addEventListener("drop", (event) => {
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      form.classList.remove("lib-over");
      take(event.dataTransfer.files);
    });
    addEventListener("beforeunload", (event) => (waiting.length || going) && event.preventDefault());
    return take;

    /** `from` is the address of an upload that the one file goes on with. */
    function take(files, from = null) {
      for (const [place, file] of [...files].entries()) {
        const state = make("span", { textContent: words.waits });
        const line = make("li", {}, make("div", {}, make("b", {}, make("bdi", { textContent: file.name })), " ", state));
        list.append(line);
        if (place >= Number(words.most)) refuse(line, state, words.tooMany);
        else if (file.size > 50 * 1024 * 1024) refuse(line, state, words.tooLarge);
        else waiting.push({ file, line, state, from });
      }
      for (let turn = 0; turn < 2; turn += 1) void next();
    }

    async function next() {
      if (going >= 2 || !waiting.length) return;
      const { file, line, state, from } = waiting.shift();
      going += 1;
      state.textContent = words.goes;
      const sending = from || file.size > LARGE ? inPieces(file, state, from) : ask("POST", words.to, file);
      const { status, said } = await sending.catch(() => ({ status: 500, said: {} }));
      going -= 1;
      if (status === 201) show(line, state, said);
      else refuse(line, state, { 0: words.offline, 401: words.signedOut, 413: words.tooLarge }[status] ?? (said.detail || words.failed));
      void next();
    }

    /** What a line that breaks has taken of a large file is not sent again. */
    async function inPieces(file, state, from) {
      const pieces = await import(words.pieces).catch(() => null);
      if (!pieces) return { status: 0, said: {} };
      const percent = new Intl.NumberFormat("en", { style: "percent" });
      const told = (sent, waits) => (state.textContent = waits ? (waits === "line" ? words.awaits : words.waits) : `${words.goes} \u2066${percent.format(sent / file.size)}\u2069`);
      const result = await new pieces.Upload("/desk", file, "picture", told, from).run();
      if (result.kind === "made") return { status: 201, said: result.made };
      return { status: result.kind === "signed_out" ? 401 : 422, said: { detail: result.why } };
    }

    function refuse(line, state, why) {
      line.className = "lib-refused";
      state.textContent = why;
    }

    /** What the library has of it now, as its photographer wrote it into the file. */
    function show(line, state, picture) {
      const address = `/desk/library/${picture.id}`;
      state.textContent = words.done;
      const read = make("dl", { className: "lib-read" });
      for (const [label, value, dir] of [[words.caption, picture.caption, "auto"], [words.credit, picture.credit, "auto"], [words.day, picture.taken_on, "ltr"], [words.source, picture.source, "auto"], [words.licence, picture.licence, "auto"]]) {
        if (value) read.append(make("dt", { textContent: label }), make("dd", {}, make("bdi", { dir, textContent: value })));
      }
      line.prepend(make("img", { src: `${words.to}/${picture.id}/preview?w=320`, alt: "", width: 120, height: 80 }));
      state.after(
        ...(picture.twin ? [" ", make("a", { className: "desk-name", href: `/desk/library/${picture.twin}`, textContent: words.twin })] : []),
        read.children.length ? read : make("span", { className: "desk-under", textContent: words.silent }),
        make("a", { className: "btn line", href: address, textContent: words.look }),
      );
    }
  }

  function focusing(place, mark) {
    const [across, down] = ["focal_x", "focal_y"].map((id) => document.getElementById(id));
    const crops = document.querySelectorAll("#crops img");
    const within = (value) => Math.round(Math.min(100, Math.max(0, Number(value) || 0)));
    mark.hidden = false;
    const show = () => {
      const [x, y] = [within(across.value), within(down.value)];
      mark.style.setProperty("--x", `${x}%`);
      mark.style.setProperty("--y", `${y}%`);
      mark.setAttribute("aria-valuenow", String(x));
      mark.setAttribute("aria-valuetext", `${x}% × ${y}%`);
      // The same class as on readers' pages: what is seen here is how it will be cut.
      const tenth = (value) => Math.floor(Math.min(99, value) / 10);
      const name = `f-${tenth(x)}${tenth(y)}`;
      for (const crop of crops) crop.className = name === "f-55" ? "" : name;
    };
    const to = (x, y) => {
      [across.value, down.value] = [within(x), within(y)];
      show();
    };
    const follow = (event) => {
      const box = place.getBoundingClientRect();
      to(((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
    };
    place.addEventListener("pointerdown", (event) => {
      place.setPointerCapture(event.pointerId);
      follow(event);
      mark.focus();
      event.preventDefault();
    });
    place.addEventListener("pointermove", (event) => place.hasPointerCapture(event.pointerId) && follow(event));
    mark.addEventListener("keydown", (event) => {
      const by = event.shiftKey ? 1 : 5;
      const step = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, -by], ArrowDown: [0, by] }[event.key];
      if (!step) return;
      event.preventDefault();
      to(within(across.value) + step[0], within(down.value) + step[1]);
    });
    for (const input of [across, down]) input.addEventListener("input", show);
    show();
  }
})();
