// The source chain: on whose word the piece rests, in order, and the line that readers will see of it.

import { h, icon } from "../page/element";
import { cleanText, tidyHref } from "../schema/checks";
import type { Source } from "../save/server";
import type { Words } from "../words/words";

export const roles = ["agency", "outlet", "desk", "reporter", "document", "social"] as const;
const inLine = new Set(["agency", "outlet", "desk"]);

export class Sources {
  readonly dom: HTMLElement;
  private sources: Source[] = [];
  private readonly list = h("ol", { class: "ke-chain" });
  private readonly line = h("p", { class: "ke-meta" });

  constructor(private readonly words: Words, private readonly changed: () => void) {
    const add = h("button", { type: "button", class: "ke-quiet", click: () => this.add() }, words.addSource);
    this.dom = h("section", { class: "ke-card", "aria-label": words.sources }, h("h2", {}, words.sources), this.list, add, this.line);
  }

  set(sources: Source[]): void {
    this.sources = sources.map((source) => ({ ...source }));
    this.draw();
  }

  /** Sources without a name are not saved: somebody is about to type it. */
  get value(): Source[] {
    return this.sources.filter((source) => source.name !== "").map((source) => ({ ...source, href: source.href === "" ? "" : (tidyHref(source.href) ?? "") }));
  }

  /** Whether a source of this name is in the chain. */
  has(name: string): boolean {
    return this.sources.some((one) => one.name.toLowerCase() === name.toLowerCase());
  }

  /** Adds one, unless it is there. */
  put(source: Source): void {
    if (this.has(source.name)) return;
    this.sources.push(source);
    this.draw();
    this.changed();
  }

  private add(): void {
    this.sources.push({ role: "agency", name: "", href: "", detail: "" });
    this.draw();
    this.list.lastElementChild?.querySelector("input")?.focus();
  }

  private draw(): void {
    this.list.hidden = this.sources.length === 0;
    this.list.replaceChildren(...this.sources.map((source, index) => this.row(source, index)));
    this.say();
  }

  private row(source: Source, index: number): HTMLElement {
    const w = this.words;
    const text = (name: "name" | "href" | "detail", label: string, dir?: string) => {
      const input = h("input", { class: "ke-in", type: "text", "aria-label": label, placeholder: label, dir: dir ?? "auto", autocomplete: "off" });
      input.value = source[name];
      input.addEventListener("input", () => {
        source[name] = cleanText(input.value).trim();
        if (name === "href") input.toggleAttribute("aria-invalid", source.href !== "" && tidyHref(source.href) === null);
        this.say();
        this.changed();
      });
      return input;
    };
    const role = h("select", { class: "ke-in", "aria-label": w.sourceRole }, ...roles.map((name) => h("option", { value: name }, w[`source_${name}`])));
    role.value = source.role;
    role.addEventListener("change", () => ((source.role = role.value), this.say(), this.changed()));
    const step = (by: -1 | 1, name: string, path: string) =>
      h("button", { type: "button", class: "ke-icon", "aria-label": `${name}: ${source.name}`, disabled: index + by < 0 || index + by >= this.sources.length, click: () => this.move(index, by) }, icon(path));
    return h(
      "li",
      {},
      h("span", { class: "ke-meta" }, String(index + 1)),
      text("name", w.sourceName),
      role,
      h(
        "details",
        {},
        h("summary", { "aria-label": `${w.more}: ${source.name}` }, w.more),
        text("href", w.href, "ltr"),
        text("detail", w.sourceDetail),
        h("div", { class: "ke-row" }, step(-1, w.moveUp, "M12 19V5M6 11l6-6 6 6"), step(1, w.moveDown, "M12 5v14M6 13l6 6 6-6"), h("button", { type: "button", class: "ke-quiet", click: () => this.remove(index) }, w.remove)),
      ),
    );
  }

  private move(index: number, by: -1 | 1): void {
    const [one] = this.sources.splice(index, 1);
    this.sources.splice(index + by, 0, one!);
    this.draw();
    this.list.children[index + by]?.querySelector("details")?.setAttribute("open", "");
    this.changed();
  }

  private remove(index: number): void {
    this.sources.splice(index, 1);
    this.draw();
    this.changed();
  }

  private say(): void {
    const seen = this.sources.filter((source) => source.name !== "" && inLine.has(source.role)).slice(0, 3);
    this.line.hidden = seen.length === 0;
    this.line.replaceChildren(`${this.words.sourceLine} `, ...seen.flatMap((source, index) => [index > 0 ? " + " : "", h("bdi", {}, source.name)]));
  }
}
