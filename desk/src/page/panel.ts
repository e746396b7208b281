// A small panel in the page for what needs a value before it can enter the text: a link's address, a picture's id.

import { attrHolds, tidyHref } from "../schema/checks";
import { attrRow } from "../schema/table";
import { whyWrong } from "../views/field";
import type { Words } from "../words/words";
import { h } from "./element";

export type Ask = {
  title: string;
  label: string;
  owner: string;
  attr: string;
  value: string;
  /** Reads what was typed, where that is not the value itself; `null` when it is not sound. */
  read?: (typed: string) => string | null;
  /** Called with a sound value. */
  done: (value: string) => void;
  /** Offered as a third button. */
  remove?: () => void;
  closed: () => void;
};

/** Opens the panel inside `place`, which is emptied first. */
export function ask(place: HTMLElement, words: Words, what: Ask): void {
  const note = h("span", { class: "ke-note", id: "ke-ask-note", role: "alert" });
  const input = h("input", { class: "ke-in", id: "ke-ask", dir: "ltr", type: "text", autocomplete: "off", "aria-describedby": "ke-ask-note" });
  input.value = what.value;
  const close = () => {
    place.replaceChildren();
    what.closed();
  };
  const form = h(
    "form",
    { class: "ke-ask", role: "dialog", "aria-label": what.title, submit: submit, keydown: (event: KeyboardEvent) => escape(event, close) },
    h("label", { for: "ke-ask" }, what.label),
    input,
    note,
    h(
      "div",
      { class: "ke-row" },
      h("button", { type: "submit", class: "ke-btn" }, words.apply),
      h("button", { type: "button", class: "ke-quiet", click: close }, words.cancel),
      what.remove && h("button", { type: "button", class: "ke-quiet", click: () => (what.remove?.(), close()) }, words.unlink),
    ),
  );
  place.replaceChildren(form);
  input.focus();
  input.select();

  function submit(event: Event): void {
    event.preventDefault();
    const check = attrRow(what.owner, what.attr)?.check;
    const address = check === "href" || check === "https" || check === "file";
    const value = what.read ? what.read(input.value) : address ? (tidyHref(input.value) ?? "") : input.value.trim();
    if (value === null || (!what.read && !attrHolds(what.owner, what.attr, value))) {
      note.textContent = whyWrong(check, words);
      input.setAttribute("aria-invalid", "true");
      input.focus();
      return;
    }
    place.replaceChildren();
    what.done(value);
  }
}

function escape(event: KeyboardEvent, close: () => void): void {
  if (event.key !== "Escape") return;
  event.preventDefault();
  close();
}
