// The headline's other wordings, each with its count and with a picture of where it will stand.

import { h } from "../page/element";
import { writesArabic } from "../page/lines";
import { cleanText } from "../schema/checks";
import type { Fields } from "../save/server";
import type { Voice } from "../words/words";

type Wording = "short" | "search" | "social";
const limits: { [wording in Wording]: number } = { short: 60, search: 60, social: 90 };

export class Wordings {
  readonly dom: HTMLElement;
  private readonly inputs: { [name: string]: HTMLInputElement } = {};
  private readonly counts: { [name: string]: HTMLElement } = {};
  private readonly shown: { [wording in Wording]: HTMLElement };
  private readonly lead = h("p", {});
  private web = "";

  constructor(private readonly voice: Voice, dir: string, lang: string, site: string, private readonly changed: () => void) {
    const w = voice.words;
    const shows = () => h("b", { dir, lang });
    this.shown = { short: shows(), search: shows(), social: shows() };
    const previews: { [wording in Wording]: HTMLElement } = {
      short: h("div", { class: "ke-preview ke-as-line", "aria-label": w.asInLists }, this.shown.short),
      search: h("div", { class: "ke-preview ke-as-found", "aria-label": w.asFound }, h("span", { class: "ke-meta" }, h("bdi", {}, site)), this.shown.search, this.lead),
      social: h("div", { class: "ke-preview ke-as-shared", "aria-label": w.asShared }, this.shown.social, h("span", { class: "ke-meta" }, h("bdi", {}, site))),
    };
    this.lead.dir = dir;
    this.lead.lang = lang;
    const rows = (["short", "search", "social"] as const).map((name) => h("div", { class: "ke-wording" }, this.line(name, w[`headline_${name}`], dir), previews[name]));
    this.dom = h("details", { class: "ke-wordings" }, h("summary", {}, w.wordings), this.line("kicker", w.kicker, dir), ...rows);
  }

  set(fields: Fields): void {
    this.web = fields.headlines.web;
    this.inputs.kicker!.value = fields.kicker;
    for (const name of ["short", "search", "social"] as const) this.inputs[name]!.value = fields.headlines[name];
  }

  get value(): Pick<Fields, "kicker" | "headlines"> {
    const read = (name: string) => cleanText(this.inputs[name]!.value).trim();
    return { kicker: read("kicker"), headlines: { web: this.web, short: read("short"), search: read("search"), social: read("social") } };
  }

  /** What stands where no other wording was given is the headline itself. */
  show(headline: string, lead: string): void {
    const { headlines } = this.value;
    this.lead.textContent = lead;
    for (const name of ["short", "search", "social"] as const) {
      const words = headlines[name] || headline;
      const letters = [...words].length;
      this.shown[name].textContent = words;
      this.inputs[name]!.placeholder = headline;
      this.counts[name]!.textContent = `${this.voice.count("letters", letters)} ${this.voice.words.lettersOf} ${this.voice.number(limits[name])}`;
      this.counts[name]!.classList.toggle("ke-over", letters > limits[name]);
    }
  }

  private line(name: Wording | "kicker", label: string, dir: string): HTMLElement {
    const id = `ke-${name}`;
    const input = h("input", { class: "ke-in", id, type: "text", dir, autocomplete: "off" });
    const letters = h("span", { class: "ke-meta" });
    writesArabic(input);
    input.addEventListener("input", () => this.changed());
    this.inputs[name] = input;
    this.counts[name] = letters;
    return h("div", {}, h("div", { class: "ke-label" }, h("label", { for: id }, label), letters), input);
  }
}
