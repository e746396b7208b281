// Headline and lead: plain lines of text above the body, with their counts.

import { cleanText } from "../schema/checks";
import type { Voice } from "../words/words";
import { h } from "./element";
import { rewrite, writesArabic, type Line } from "./lines";

export class TopFields {
  readonly dom: HTMLElement;
  private readonly headline: HTMLTextAreaElement;
  private readonly lead: HTMLTextAreaElement;
  private readonly letters = h("span", { class: "ke-meta" });
  private readonly count = h("span", { class: "ke-meta" });

  constructor(private readonly voice: Voice, private readonly limit: number, dir: string, changed: () => void, enter: () => void) {
    const w = voice.words;
    this.headline = h("textarea", { class: "ke-headline", id: "ke-headline", rows: 1, dir });
    this.lead = h("textarea", { class: "ke-lead", id: "ke-lead", rows: 2, dir });
    this.dom = h(
      "div",
      { class: "ke-top" },
      h("div", { class: "ke-label" }, h("label", { for: "ke-headline" }, w.headline), this.letters),
      this.headline,
      h("div", { class: "ke-label ke-second" }, h("label", { for: "ke-lead" }, w.lead), this.count),
      this.lead,
    );
    for (const field of [this.headline, this.lead]) {
      writesArabic(field);
      field.addEventListener("input", () => (this.refresh(), changed()));
      field.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.isComposing) return;
        event.preventDefault();
        if (field === this.headline) this.lead.focus();
        else enter();
      });
    }
  }

  get values(): { headline: string; lead: string } {
    return { headline: oneLine(this.headline.value), lead: oneLine(this.lead.value) };
  }

  /** Both as they are written, for what examines and replaces. */
  get lines(): Line[] {
    return [this.headline, this.lead].map((field, id) => ({
      id,
      text: field.value,
      show: (from, to) => (field.focus(), field.setSelectionRange(from, to)),
      mark: (stands) => {
        field.classList.toggle("ke-now", stands);
        if (stands) field.scrollIntoView({ block: "center" });
      },
      write: (text) => rewrite(field, text),
    }));
  }

  set(headline: string, lead: string): void {
    this.headline.value = headline;
    this.lead.value = lead;
    this.refresh();
  }

  disable(disabled: boolean): void {
    this.headline.readOnly = disabled;
    this.lead.readOnly = disabled;
  }

  focus(which: "headline" | "lead"): void {
    this[which].focus();
  }

  private refresh(): void {
    const { headline, lead } = this.values;
    const letters = [...headline].length;
    this.letters.textContent = `${this.voice.count("letters", letters)} ${this.voice.words.lettersOf} ${this.voice.number(this.limit)}`;
    this.letters.classList.toggle("ke-over", letters > this.limit);
    this.count.textContent = this.voice.count("words", lead.split(/\s+/).filter(Boolean).length);
    if (growsByItself) return;
    for (const field of [this.headline, this.lead]) {
      field.style.blockSize = "auto";
      field.style.blockSize = `${field.scrollHeight + 2}px`;
    }
  }
}

/** Where the browser lets a field be as high as its text, nothing is measured: to be told a height it lays the whole page out. */
const growsByItself = CSS.supports("field-sizing", "content");

function oneLine(text: string): string {
  return cleanText(text.replace(/\s*\n\s*/g, " "));
}
