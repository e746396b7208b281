// The keys of the desk's screens, by their place on the keyboard, so that they are the same on an Arabic one: J and K go
// down and up, O opens, X chooses, R renames, / looks for something; C begins a piece; G and then D, L or M go to a screen;
// the question mark shows them all.
(() => {
  const goes = { KeyD: "/desk", KeyL: "/desk/articles", KeyM: "/desk/library" };
  let at = -1;
  let going = false;
  const lines = () => [...document.querySelectorAll("[data-keys]>li")];
  const to = (place) => {
    const all = lines();
    if (!all.length) return;
    at = Math.min(Math.max(place, 0), all.length - 1);
    all[at].querySelector("a")?.focus();
    all[at].scrollIntoView({ block: "nearest" });
  };
  const rename = () => {
    const box = lines()[at]?.querySelector("details:has([data-line=rename])");
    if (!box) return;
    box.open = true;
    box.querySelector("input[name=headline]")?.select();
  };
  const begin = () => {
    if (written) return;
    const edition = document.querySelector("select[name=edition]")?.value;
    const action = edition ? `/desk/articles?edition=${encodeURIComponent(edition)}` : "/desk/articles";
    const form = Object.assign(document.createElement("form"), { method: "post", action });
    document.body.append(form);
    form.submit();
  };
  // What is being written into a form is not left by a letter that was meant for something else.
  let written = false;
  addEventListener("input", (event) => (written ||= !!event.target.closest("form[method=post]")));
  // Whoever types by voice, or often beside the keys, switches the single letters off.
  const isOff = () => {
    try {
      return localStorage.getItem("khabar-desk-keys") === "off";
    } catch {
      return false;
    }
  };
  const opener = document.querySelector("[data-opens-keys]");
  const dialog = opener && document.querySelector(".desk-keys");
  if (dialog) {
    opener.hidden = false;
    opener.addEventListener("click", () => dialog.showModal());
    const chosen = dialog.querySelector("[data-letters]");
    chosen.checked = !isOff();
    chosen.addEventListener("change", () => {
      try {
        localStorage.setItem("khabar-desk-keys", chosen.checked ? "on" : "off");
      } catch {
        // A browser that keeps nothing has them on.
      }
    });
  }
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("textarea,select,[contenteditable],input:not([type=checkbox])");
    // Once more what brought one here: the screen's own order is given.
    // A key that is held says it once, and in a form that has an order of its own it is that one.
    if (event.ctrlKey && event.code === "Enter") {
      const order = (event.target.closest?.("form") ?? document).querySelector("[data-key=Enter]");
      return event.repeat ? undefined : order?.click();
    }
    if (typing || event.ctrlKey || event.altKey || event.metaKey || event.repeat && event.code !== "KeyJ" && event.code !== "KeyK") return;
    if (!dialog || dialog.open || isOff()) return;
    if (event.key === "?" || event.key === "؟") return dialog.showModal();
    const held = document.activeElement?.closest("[data-keys]>li");
    if (held) at = lines().indexOf(held);
    if (going && goes[event.code] && !written) return location.assign(goes[event.code]);
    going = event.code === "KeyG";
    const does = {
      KeyJ: () => to(at + 1),
      KeyK: () => to(at - 1),
      KeyR: rename,
      KeyC: begin,
      KeyO: () => lines()[at]?.querySelector("a")?.click(),
      KeyX: () => lines()[at]?.querySelector("input[type=checkbox]")?.click(),
      Slash: () => document.querySelector("[data-key=Slash]")?.focus(),
    }[event.code];
    if (!does) return;
    event.preventDefault();
    does();
  });
})();
