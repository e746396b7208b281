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
    const form = Object.assign(document.createElement("form"), { method: "post", action: "/desk/articles" });
    document.body.append(form);
    form.submit();
  };
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("textarea,select,[contenteditable],input:not([type=checkbox])");
    // Once more what brought one here: the screen's own order is given.
    if (event.ctrlKey && event.code === "Enter") return document.querySelector("[data-key=Enter]")?.click();
    if (typing || event.ctrlKey || event.altKey || event.metaKey || !document.querySelector(".desk-nav")) return;
    if (event.key === "?" || event.key === "؟") return document.querySelector(".desk-keys")?.showModal();
    if (document.querySelector("dialog[open]")) return;
    const held = document.activeElement?.closest("[data-keys]>li");
    if (held) at = lines().indexOf(held);
    if (going && goes[event.code]) return location.assign(goes[event.code]);
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
