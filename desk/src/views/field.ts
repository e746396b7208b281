// One field of a block: a labelled input whose value enters the document as soon as it is sound.

import { h } from "../page/element";
import { attrHolds, cleanText } from "../schema/checks";
import { attrRow } from "../schema/table";
import type { Words } from "../words/words";
import { offer, type LookUp } from "./offer";

export type FieldSpec = {
  attr: string;
  label: string;
  /** For a closed vocabulary: value and its name. */
  choices?: [string, string][];
  dir?: "ltr";
  wide?: boolean;
  hint?: string;
  /** Where names are looked up while one is typed. */
  names?: LookUp;
};

export class Field {
  readonly dom: HTMLElement;
  private readonly input: HTMLInputElement | HTMLSelectElement;
  private readonly note: HTMLElement;

  constructor(
    private readonly owner: string,
    private readonly spec: FieldSpec,
    private readonly words: Words,
    private readonly change: (attr: string, value: string) => void,
  ) {
    const id = `ke-${Math.random().toString(36).slice(2, 10)}`;
    this.note = h("span", { class: "ke-note", id: `${id}-n`, hidden: true });
    this.input = spec.choices ? choice(id, spec.attr, spec.choices) : line(id, spec);
    this.input.setAttribute("aria-describedby", `${id}-n`);
    this.input.addEventListener(spec.choices ? "change" : "input", () => this.read());
    this.dom = h("div", { class: spec.wide ? "ke-field ke-wide" : "ke-field" }, h("label", { for: id }, spec.label), this.surface(), this.note);
  }

  private surface(): HTMLElement {
    const { names, label } = this.spec;
    return names && this.input instanceof HTMLInputElement ? offer(this.input, label, names, () => this.read()) : this.input;
  }

  /** Shows the document's value, unless the writer is in the middle of one that is not sound yet. */
  show(value: string): void {
    if (this.input.getAttribute("aria-invalid") === "true" && this.input === document.activeElement) return;
    if (this.input.value !== value) this.input.value = value;
    if (this.input.value !== value && this.spec.choices) {
      this.input.append(h("option", { value }, value));
      this.input.value = value;
    }
    this.turn();
    this.judge(true);
  }

  private read(): void {
    const typed = this.input.value;
    const value = this.spec.choices ? typed : cleanText(typed).trim();
    const sound = attrHolds(this.owner, this.spec.attr, value);
    this.turn();
    this.judge(sound);
    if (sound) this.change(this.spec.attr, value);
  }

  /** An empty field stands in the page's direction; `auto` alone would put its caret at the left. */
  private turn(): void {
    if (this.spec.dir || this.spec.choices) return;
    if (this.input.value === "") this.input.removeAttribute("dir");
    else this.input.setAttribute("dir", "auto");
  }

  private judge(sound: boolean): void {
    this.input.toggleAttribute("aria-invalid", false);
    if (!sound) this.input.setAttribute("aria-invalid", "true");
    this.note.hidden = sound;
    this.note.textContent = sound ? "" : whyWrong(attrRow(this.owner, this.spec.attr)?.check, this.words);
  }
}

/** What is wrong with a value that fails a check, in the writer's words. */
export function whyWrong(check: string | undefined, words: Words): string {
  if (check === "href" || check === "href?") return words.wrongHref;
  if (check === "https") return words.wrongHttps;
  if (check === "date") return words.wrongDate;
  if (check === "file") return words.wrongFile;
  if (check === "clock") return words.wrongClock;
  if (check === "latitude" || check === "longitude") return words.wrongDegrees;
  if (check === "name") return words.wrongName;
  return words.wrong;
}

function line(id: string, spec: FieldSpec): HTMLInputElement {
  return h("input", { id, class: "ke-in", type: "text", dir: spec.dir ?? null, placeholder: spec.hint ?? null, "data-attr": spec.attr, autocomplete: "off" });
}

function choice(id: string, attr: string, choices: [string, string][]): HTMLSelectElement {
  return h("select", { id, class: "ke-in", "data-attr": attr }, ...choices.map(([value, name]) => h("option", { value }, name)));
}
