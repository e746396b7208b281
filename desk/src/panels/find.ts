// Find and replace, under the toolbar.

import type { EditorView } from "prosemirror-view";
import { h } from "../page/element";
import { foundIn, look, replace, step } from "../plugins/found";
import { cleanText } from "../schema/checks";
import type { Voice } from "../words/words";

export class Find {
  readonly dom: HTMLElement;
  private readonly wanted: HTMLInputElement;
  private readonly instead: HTMLInputElement;
  private readonly count = h("span", { class: "ke-meta", role: "status" });

  constructor(private readonly voice: Voice, private readonly view: () => EditorView) {
    const w = voice.words;
    this.wanted = h("input", { class: "ke-in", type: "text", "aria-label": w.find, placeholder: w.find, autocomplete: "off", "data-find": "wanted" });
    this.instead = h("input", { class: "ke-in", type: "text", "aria-label": w.replaceWith, placeholder: w.replaceWith, autocomplete: "off", "data-find": "instead" });
    this.wanted.addEventListener("input", () => (look(this.view(), this.wanted.value), this.say()));
    const button = (name: string, act: () => void) => h("button", { type: "button", class: "ke-quiet", click: () => (act(), this.say()) }, name);
    this.dom = h(
      "div",
      { class: "ke-find", role: "search", hidden: true },
      this.wanted,
      button(w.next, () => step(this.view(), 1)),
      button(w.previous, () => step(this.view(), -1)),
      this.count,
      this.instead,
      button(w.replaceOne, () => this.replace(false)),
      button(w.replaceAll, () => this.replace(true)),
      button(w.close, () => this.close()),
    );
    this.dom.addEventListener("keydown", (event) => this.key(event));
  }

  open(): void {
    const view = this.view();
    const { from, to } = view.state.selection;
    const chosen = view.state.doc.textBetween(from, to, " ");
    if (chosen && chosen.length < 80) this.wanted.value = chosen;
    this.dom.hidden = false;
    look(view, this.wanted.value);
    this.say();
    this.wanted.focus();
    this.wanted.select();
  }

  private close(): void {
    this.dom.hidden = true;
    look(this.view(), "");
    this.view().focus();
  }

  private replace(all: boolean): void {
    const view = this.view();
    if (!all && foundIn(view.state).at < 0) return step(view, 1);
    replace(view, cleanText(this.instead.value), all);
    if (!all) step(view, 1);
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target === this.wanted) step(this.view(), event.shiftKey ? -1 : 1);
    else if (event.key === "Enter" && event.target === this.instead) this.replace(false);
    else return;
    event.preventDefault();
    this.say();
  }

  private say(): void {
    const { hits, at, wanted } = foundIn(this.view().state);
    this.count.textContent = wanted === "" ? "" : hits.length === 0 ? this.voice.words.nothing : at < 0 ? this.voice.count("places", hits.length) : `${this.voice.number(at + 1)} / ${this.voice.number(hits.length)}`;
  }
}
