// Find and replace, under the toolbar: in the text, and in the lines above it.

import type { EditorView } from "prosemirror-view";
import { h } from "../page/element";
import type { Line } from "../page/lines";
import { foundIn, hitsIn, look, replace, stand, step, type Hit } from "../plugins/found";
import { cleanText } from "../schema/checks";
import type { Voice } from "../words/words";

export class Find {
  readonly dom: HTMLElement;
  private readonly wanted: HTMLInputElement;
  private readonly instead: HTMLInputElement;
  private readonly count = h("span", { class: "ke-meta", role: "status" });

  /** Which of the places above the text one stands at. */
  private at = -1;

  constructor(private readonly voice: Voice, private readonly view: () => EditorView, private readonly lines: () => Line[]) {
    const w = voice.words;
    this.wanted = h("input", { class: "ke-in", type: "text", "aria-label": w.find, placeholder: w.find, autocomplete: "off", "data-find": "wanted" });
    this.instead = h("input", { class: "ke-in", type: "text", "aria-label": w.replaceWith, placeholder: w.replaceWith, autocomplete: "off", "data-find": "instead" });
    this.wanted.addEventListener("input", () => (this.look(this.wanted.value), this.say()));
    const button = (name: string, act: () => void) => h("button", { type: "button", class: "ke-quiet", click: () => (act(), this.say()) }, name);
    this.dom = h(
      "div",
      { class: "ke-find", role: "search", hidden: true },
      this.wanted,
      button(w.next, () => this.step(1)),
      button(w.previous, () => this.step(-1)),
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
    this.look(this.wanted.value);
    this.say();
    this.wanted.focus();
    this.wanted.select();
  }

  private close(): void {
    this.dom.hidden = true;
    this.look("");
    this.view().focus();
  }

  private look(wanted: string): void {
    this.standAbove(-1);
    look(this.view(), wanted);
  }

  private get above(): (Hit & { line: Line })[] {
    const { wanted } = foundIn(this.view().state);
    return this.lines().flatMap((line) => hitsIn(line.text, wanted).map((hit) => ({ ...hit, line })));
  }

  private standAbove(at: number): void {
    this.at = at;
    for (const line of this.lines()) line.mark(false);
    this.above[at]?.line.mark(true);
  }

  /** From the caret through the text, then through the lines above it, and round again. */
  private step(by: 1 | -1): void {
    const view = this.view();
    const { above } = this;
    const { hits, at } = foundIn(view.state);
    if (above.length === 0 || (this.at < 0 && at < 0 && hits.length > 0)) return step(view, by);
    const total = above.length + hits.length;
    const now = this.at >= 0 ? this.at : at >= 0 ? above.length + at : by > 0 ? -1 : 0;
    const next = (now + by + total) % total;
    this.standAbove(next < above.length ? next : -1);
    stand(view, next - above.length);
  }

  private replace(all: boolean): void {
    const view = this.view();
    const instead = cleanText(this.instead.value);
    const { at } = foundIn(view.state);
    if (all) this.replaceAbove(this.above, instead);
    else if (this.at >= 0) return this.replaceHere(instead);
    else if (at < 0) return this.step(1);
    replace(view, instead, all);
    if (all) return this.standAbove(-1);
    const isBehind = foundIn(view.state).hits.some((hit) => hit.from >= view.state.selection.from);
    if (isBehind || this.above.length === 0) step(view, 1);
    else this.standAbove(0);
  }

  /** The place above the text one stands at; then on to the next one behind it. */
  private replaceHere(instead: string): void {
    const here = this.above[this.at];
    if (!here) return this.standAbove(-1);
    this.replaceAbove([here], instead);
    const { above } = this;
    const behind = above.findIndex(({ line, from }) => (line.id === here.line.id ? from >= here.from + instead.length : line.id > here.line.id));
    this.standAbove(behind);
    if (behind < 0) stand(this.view(), 0);
  }

  private replaceAbove(places: (Hit & { line: Line })[], instead: string): void {
    for (const line of new Set(places.map((place) => place.line))) {
      const own = places.filter((place) => place.line === line).reverse();
      line.write(own.reduce((text, { from, to }) => text.slice(0, from) + instead + text.slice(to), line.text));
    }
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target === this.wanted) this.step(event.shiftKey ? -1 : 1);
    else if (event.key === "Enter" && event.target === this.instead) this.replace(false);
    else return;
    event.preventDefault();
    this.say();
  }

  private say(): void {
    const { hits, at, wanted } = foundIn(this.view().state);
    const above = this.above.length;
    const total = above + hits.length;
    const now = this.at >= 0 ? this.at : at >= 0 ? above + at : -1;
    this.count.textContent = wanted === "" ? "" : total === 0 ? this.voice.words.nothing : now < 0 ? this.voice.count("places", total) : `${this.voice.number(now + 1)} / ${this.voice.number(total)}`;
  }
}
