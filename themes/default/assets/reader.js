// What a page can do beyond being read: its look, sharing, keeping for later, what is new, how long ago. All of it stays in
// this browser, and the page is whole without it: what stands here only to be used with script is `hidden` until then.
const root = document.documentElement;
const words = document.getElementById("reader-words").dataset;
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const one = (selector, within = document) => within.querySelector(selector);

const kept = {
  text(name) {
    try {
      return localStorage.getItem("khabar-" + name);
    } catch {
      return null;
    }
  },
  put(name, text) {
    try {
      if (text === null) localStorage.removeItem("khabar-" + name);
      else localStorage.setItem("khabar-" + name, text);
      return true;
    } catch {
      return false;
    }
  },
  list(name) {
    try {
      const list = JSON.parse(this.text(name));
      return Array.isArray(list) ? list.filter(Boolean) : [];
    } catch {
      return [];
    }
  },
};

/** Said to those who hear the page; those who see it see the same where they pressed. */
function say(text) {
  one("#said").textContent = text;
}

function choose(name, value) {
  if (value) root.dataset[name] = value;
  else delete root.dataset[name];
  kept.put(name, value || null);
}

// Light and dark: the radio buttons in the foot work by themselves; here they are remembered.
for (const button of all("#theme input")) {
  const value = button.id === "theme-auto" ? "" : button.id.slice(6);
  button.checked = value === (root.dataset.theme ?? "");
  button.addEventListener("change", () => choose("theme", value));
}

// The size of an article's text: one step down, two up.
const sizes = ["-1", "", "1", "2"];
const steps = all("[data-step]");
function showSteps() {
  const at = sizes.indexOf(root.dataset.size ?? "");
  for (const button of steps) button.setAttribute("aria-disabled", String(!(at + Number(button.dataset.step) in sizes)));
}
for (const button of steps) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const next = sizes[sizes.indexOf(root.dataset.size ?? "") + Number(button.dataset.step)];
    if (next === undefined) return;
    choose("size", next);
    showSteps();
    say(button.getAttribute("aria-label"));
  });
}
showSteps();

// Sharing: the device's own sheet where it has one; the plain links and copying otherwise.
const share = one(".share");
if (share) {
  const { address, headline } = share.dataset;
  if (navigator.share) {
    one("summary", share).addEventListener("click", (event) => {
      event.preventDefault();
      navigator.share({ title: headline, url: address }).catch(() => {});
    });
  }
  const copy = one("[data-copy]", share);
  if (navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      const done = await navigator.clipboard.writeText(address).then(() => true, () => false);
      copy.textContent = done ? words.copied : words.failed;
      say(copy.textContent);
    });
  }
}

// Articles are known by the id in their address.
const idIn = (address) => {
  try {
    return /^\/[^/]+\/[^/]+\/([0-9A-Z]{12})(?:\/|$)/.exec(new URL(address, location).pathname)?.[1];
  } catch {
    return undefined;
  }
};
const here = idIn(location.href);

// Pages are kept for when there is no network, by a worker that comes with the second visit, or with the first piece saved.
const home = new URL(".", one("link[rel=manifest]").href).pathname;
const keeps = "caches" in self && "serviceWorker" in navigator;
const register = () => keeps && navigator.serviceWorker.register(home + "worker.js").catch(() => {});
const MOST_AWAY = 60;
async function takeAway(on) {
  if (!keeps) return;
  register();
  try {
    const cache = await caches.open("khabar-saved-" + home);
    await (on ? cache.add(location.pathname) : cache.delete(location.pathname));
    for (const old of (await cache.keys()).slice(0, -MOST_AWAY)) await cache.delete(old);
  } catch {
    // The list of what is saved stands without it.
  }
}

// Keeping for later: the newest first.
const MOST_SAVED = 200;
const save = one("[data-save]");
if (save && here) {
  const show = (on) => save.setAttribute("aria-pressed", String(on));
  show(kept.list("saved").some((piece) => piece.id === here));
  save.hidden = false;
  save.addEventListener("click", () => {
    const others = kept.list("saved").filter((piece) => piece.id !== here);
    const on = save.getAttribute("aria-pressed") !== "true";
    const piece = { id: here, href: location.pathname, headline: one("h1").textContent.trim(), lang: save.dataset.lang };
    const stands = kept.put("saved", JSON.stringify(on ? [piece, ...others].slice(0, MOST_SAVED) : others));
    if (stands) show(on);
    if (stands) takeAway(on);
    say(stands ? (on ? words.saved : words.unsaved) : words.failed);
  });
}

const shelf = one("[data-shelf]");
if (shelf) {
  const list = one("ul", shelf);
  const draw = () => {
    // What is kept here is only ever shown as text, and only our own addresses are led to.
    const pieces = kept.list("saved").filter((piece) => typeof piece?.href === "string" && idIn(piece.href) === piece.id);
    list.replaceChildren(
      ...pieces.map((piece) => {
        const [item, link, drop] = ["li", "a", "button"].map((name) => document.createElement(name));
        link.href = new URL(piece.href, location).pathname;
        link.textContent = piece.headline;
        link.dir = "auto";
        if (piece.lang) link.lang = piece.lang;
        drop.type = "button";
        drop.textContent = words.remove;
        drop.setAttribute("aria-label", `${words.remove}: ${piece.headline}`);
        drop.addEventListener("click", () => {
          const beside = item.nextElementSibling ?? item.previousElementSibling;
          const next = beside ? [...list.children].indexOf(beside) - (item.nextElementSibling ? 1 : 0) : -1;
          kept.put("saved", JSON.stringify(kept.list("saved").filter((other) => other.id !== piece.id)));
          draw();
          (all("button", list)[next] ?? one("h2", shelf)).focus();
          say(words.unsaved);
        });
        item.append(link, drop);
        return item;
      }),
    );
    one("p", shelf).hidden = pieces.length > 0;
  };
  draw();
  // Whoever has kept nothing is not told of it, unless they came to see.
  shelf.hidden = !kept.list("saved").length && location.hash !== "#shelf";
}

// Without a network: the pages that were read, the last one first.
const pages = one("[data-kept]");
if (pages && keeps) {
  const cache = await caches.open("khabar-read-" + home);
  for (const { url } of (await cache.keys()).reverse()) {
    if (!idIn(url)) continue;
    const answer = await cache.match(url, { ignoreVary: true });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [item, link] = ["li", "a"].map((name) => document.createElement(name));
    link.href = new URL(url).pathname;
    link.textContent = one("h1", page).textContent.trim();
    link.dir = "auto";
    item.append(link);
    one("ul", pages).append(item);
    pages.hidden = false;
  }
}

// What is new since the last visit and was not opened yet. A visit is over after half an hour without a page.
const MOST_READ = 500;
const read = kept.list("read").filter((id) => id !== here);
if (here) kept.put("read", JSON.stringify([here, ...read].slice(0, MOST_READ)));
const now = Date.now();
const [last, since] = (kept.text("visit") ?? "0 0").split(" ").map(Number);
const before = now - last > 1_800_000 ? last : since;
kept.put("visit", `${now} ${before}`);
if (before) register();
if (before) {
  const opened = new Set([here, ...read]);
  for (const time of all("main article .meta time[datetime]")) {
    const piece = time.closest("article");
    const id = idIn(one("a[href]", one("h2, h3", piece) ?? piece)?.href ?? "/");
    if (!id || opened.has(id) || Date.parse(time.dateTime) <= before || one(".fresh", piece)) continue;
    const mark = document.createElement("b");
    mark.className = "fresh";
    mark.textContent = words.fresh;
    time.parentElement.append(mark);
  }
}

// What came into a story since it was last open here, on a visit before this one: said above, and marked. The page is the
// same for all, so it brings the words for one, two, three, eleven and a hundred, and the language's own rule picks.
const MOST_STORIES = 100;
const line = one("[data-latest]");
if (line) {
  const path = location.pathname;
  const stories = kept.list("stories").filter(Array.isArray);
  const [, newest, earlier, at] = stories.find((story) => story[0] === path) ?? [];
  const seen = now - at < 1_800_000 && earlier ? earlier : newest;
  const entries = all(".tl > li");
  // No more is seen than what this page shows: another may hold what is newer.
  const shown = entries.map((entry) => Date.parse(one("time", entry).dateTime));
  const upTo = Math.max(newest || 0, ...(shown.length ? shown : [Date.parse(line.dataset.latest)]));
  const others = stories.filter((story) => story[0] !== path);
  kept.put("stories", JSON.stringify([[path, upTo, seen || 0, now], ...others].slice(0, MOST_STORIES)));
  const fresh = entries.filter(
    (entry) => seen && Date.parse(one("time", entry).dateTime) > seen && !read.includes(idIn(one("a", entry).href)),
  );
  for (const entry of fresh) {
    const mark = document.createElement("b");
    mark.className = "fresh";
    mark.textContent = words.fresh;
    one(".meta", entry).append(mark);
    if (entry.closest("details")) entry.closest("details").open = true;
  }
  const count = fresh.length;
  if (count) {
    const rules = new Intl.PluralRules([root.lang, "en"]);
    const like = [1, 2, 3, 11, 100].find((n) => rules.select(n) === rules.select(count)) ?? 100;
    // In the digits of the edition, whichever these are.
    const counted = line.dataset["n" + like].replace(/\p{Nd}+/u, (digits) =>
      String(count).replace(/\d/g, (digit) => String.fromCodePoint(digits.codePointAt(0) - Number(String(like)[0]) + Number(digit))),
    );
    const link = one("a", line);
    link.textContent = (fresh.at(-1) === entries.at(-1) && line.dataset.more) || counted;
    fresh[0].id = "new";
    link.href = "#new";
    line.hidden = false;
  }
}

// How long ago, for an hour: after that the clock says more in fewer words. The time itself stays in `datetime` and in
// the title; the digits are the edition's.
const times = all("main article .meta time[datetime]").map((time) => ({ time, said: time.textContent, at: Date.parse(time.dateTime) }));
const digits = times.some(({ said }) => /[٠-٩]/.test(said)) ? "arab" : times.some(({ said }) => /[۰-۹]/.test(said)) ? "arabext" : "latn";
if (times.length && Intl.RelativeTimeFormat.supportedLocalesOf(root.lang).length) {
  const ago = new Intl.RelativeTimeFormat(`${root.lang}-u-nu-${digits}`);
  const tell = () => {
    for (const { time, said, at } of times) {
      const minutes = Math.floor((Date.now() - at) / 60_000);
      const near = minutes >= 0 && minutes < 60;
      time.textContent = !near ? said : minutes < 1 ? words.now : ago.format(-minutes, "minute");
      if (near) time.title = said;
      else time.removeAttribute("title");
    }
  };
  tell();
  setInterval(() => document.hidden || tell(), 60_000);
}

// What may be meant, while it is typed: links under the field, of which the arrows and the pointer take one. Whoever goes on
// typing, or presses enter in the field, searches as ever.
const seek = one(".seek");
if (seek) {
  const field = one("input", seek);
  const list = document.createElement("ul");
  list.className = "offers";
  list.hidden = true;
  seek.append(list);
  let waits;
  field.addEventListener("input", () => {
    clearTimeout(waits);
    waits = setTimeout(async () => {
      const typed = field.value.trim();
      const address = `${seek.action.split("?")[0]}suggest?q=${encodeURIComponent(typed)}`;
      const offers = typed.length < 2 ? [] : await fetch(address).then((answer) => answer.json()).catch(() => []);
      if (field.value.trim() !== typed) return;
      list.replaceChildren(
        ...offers.map((offer) => {
          const [item, link] = ["li", "a"].map((name) => document.createElement(name));
          link.href = new URL(offer.href, location).pathname + new URL(offer.href, location).search;
          link.textContent = offer.text;
          link.dir = "auto";
          item.append(link);
          return item;
        }),
      );
      list.hidden = !offers.length;
    }, 200);
  });
  seek.addEventListener("keydown", (event) => {
    const places = [field, ...all("a", list)];
    const next = places.indexOf(document.activeElement) + { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") list.hidden = true;
    if (list.hidden || !places[next]) return;
    event.preventDefault();
    places[next].focus();
  });
  seek.addEventListener("focusout", (event) => {
    if (!seek.contains(event.relatedTarget)) list.hidden = true;
  });
}
