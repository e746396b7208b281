// The insert menu: everything that can be put into the text, found by its Arabic or its English name.

import type { Command } from "prosemirror-state";
import { all, type Words } from "../words/words";
import { h } from "./element";

export type Entry = { name: keyof Words; also?: string; command?: Command; open?: () => void };
type Options = {
  words: Words;
  entries: Entry[];
  /** Runs the entry in the text. */
  choose: (entry: Entry) => void;
  /** Called when the menu closes without a choice; `typed` is what should still enter the text. */
  leave: (typed: string) => void;
};

/** Opens the menu inside `place`. `slash` says whether a typed slash opened it. */
export function openMenu(place: HTMLElement, options: Options, slash: boolean): void {
  const { words, entries } = options;
  const list = h("ul", { class: "ke-options", role: "listbox", id: "ke-options", "aria-label": words.insertTitle });
  const input = h("input", {
    class: "ke-in",
    type: "text",
    role: "combobox",
    autocomplete: "off",
    "aria-expanded": "true",
    "aria-controls": "ke-options",
    "aria-label": words.filter,
    placeholder: words.filter,
  });
  let shown: Entry[] = [];
  let at = 0;

  const draw = () => {
    shown = entries.filter((entry) => matches(entry, input.value));
    at = Math.min(at, Math.max(0, shown.length - 1));
    list.replaceChildren(...shown.map((entry, index) => option(entry, index)));
    if (shown.length === 0) list.append(h("li", { class: "ke-none" }, words.nothing));
    input.setAttribute("aria-activedescendant", shown.length ? `ke-option-${at}` : "");
    list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  };
  const option = (entry: Entry, index: number) =>
    h(
      "li",
      { role: "option", id: `ke-option-${index}`, "aria-selected": String(index === at), mousedown: (event: Event) => (event.preventDefault(), pick(entry)) },
      words[entry.name],
    );
  const close = () => {
    input.removeEventListener("blur", away);
    place.replaceChildren();
  };
  const pick = (entry: Entry) => (close(), options.choose(entry));
  const away = () => (close(), options.leave(""));
  const key = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") at = (at + 1) % Math.max(1, shown.length);
    else if (event.key === "ArrowUp") at = (at + shown.length - 1) % Math.max(1, shown.length);
    else if (event.key === "Enter" && shown[at]) pick(shown[at]!);
    else if (event.key === "Escape") (close(), options.leave(slash ? `/${input.value}` : ""));
    else if (event.key === "/" && slash && input.value === "") (close(), options.leave("/"));
    else if (event.key === "Backspace" && input.value === "") (close(), options.leave(""));
    else return;
    event.preventDefault();
    if (list.isConnected) draw();
  };
  input.addEventListener("keydown", key);
  input.addEventListener("input", () => ((at = 0), draw()));
  input.addEventListener("blur", away);
  place.replaceChildren(h("div", { class: "ke-menu", role: "dialog", "aria-label": words.insertTitle }, input, list));
  draw();
  input.focus();
}

function matches(entry: Entry, typed: string): boolean {
  const wanted = fold(typed);
  if (wanted === "") return true;
  return [...all.map((words) => words[entry.name]), entry.also ?? "", entry.name].some((name) => fold(name).includes(wanted));
}

/** Arabic names are found however their letters are written. */
function fold(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\u064b-\u0652\u0640]/g, "")
    .replace(/[أإآٱ]/g, "ا")
    .replace(/ى/g, "ي")
    .replace(/ة/g, "ه");
}
