// The keys, as a list: what the question mark shows when nobody is typing.

import { h } from "../page/element";
import type { Words } from "../words/words";

const keys: [keyof Words, string][] = [
  ["keySave", "Ctrl S"], ["keyPublish", "Ctrl Enter"], ["keyPreview", "Ctrl P"], ["keyRevisions", "Ctrl H"], ["insert", "Ctrl /"], ["keySlash", "/"], ["bold", "Ctrl B"], ["emphasis", "Ctrl I"], ["link", "Ctrl L"], ["quote", "Ctrl Q"],
  ["undo", "Ctrl Z"], ["redo", "Ctrl Y"], ["find", "Ctrl F"], ["notes", "Ctrl M"], ["suggestions", "Ctrl J"], ["keyPlain", "Ctrl Shift V"], ["keyLeave", "Esc"], ["keyPanes", "F6"], ["keyHelp", "?"],
];

/** Opens the list over the page; it closes with Escape, and the focus goes back to where it was. */
export function showKeys(words: Words): void {
  const before = document.activeElement;
  const dialog = h(
    "dialog",
    { class: "ke ke-dialog", "aria-label": words.keys },
    h("h2", {}, words.keys),
    h("dl", { class: "ke-keys" }, ...keys.flatMap(([name, key]) => [h("dt", {}, words[name]), h("dd", {}, h("kbd", { dir: "ltr" }, key))])),
    h("form", { method: "dialog" }, h("button", { class: "ke-btn" }, words.close)),
  );
  dialog.addEventListener("close", () => (dialog.remove(), before instanceof HTMLElement && before.focus()));
  document.body.append(dialog);
  dialog.showModal();
}
