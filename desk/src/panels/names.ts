// Names with type-ahead: topics, authors, stories. What was chosen stands as chips; arrows, Enter and Escape as in every
// list of the desk, and Backspace in the empty line takes back the last one.

import { h } from "../page/element";
import { ask } from "../save/server";
import type { Words } from "../words/words";

export type Name = { id: string; name: string; about?: string };
type Options = {
  label: string;
  of: "topics" | "authors" | "stories";
  /** Where names are looked up: an address that takes `&q=`. */
  address: string;
  /** Whether a name that is not known yet may be used. */
  opens: boolean;
  words: Words;
  changed: (names: Name[]) => void;
};

let count = 0;

export class Names {
  readonly dom: HTMLElement;
  private names: Name[] = [];
  private offered: Name[] = [];
  private at = -1;
  private asked = 0;
  private readonly chips = h("ul", { class: "ke-chips" });
  private readonly list: HTMLElement;
  private readonly input: HTMLInputElement;

  constructor(private readonly options: Options) {
    const id = `ke-names-${++count}`;
    this.list = h("ul", { class: "ke-options ke-offer", role: "listbox", id: `${id}-list`, "aria-label": options.label, hidden: true });
    this.input = h("input", { class: "ke-in", id, type: "text", role: "combobox", autocomplete: "off", "aria-expanded": "false", "aria-controls": `${id}-list`, "data-of": options.of });
    this.input.addEventListener("input", () => void this.look());
    this.input.addEventListener("focus", () => options.of === "stories" && void this.look());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    this.dom = h("div", { class: "ke-names" }, h("label", { for: id }, options.label), this.chips, h("div", { class: "ke-offering" }, this.input, this.list));
  }

  set(names: Name[]): void {
    this.names = names;
    this.draw();
  }

  get value(): Name[] {
    return this.names;
  }

  disable(disabled: boolean): void {
    this.input.disabled = disabled;
    for (const button of this.chips.querySelectorAll("button")) button.disabled = disabled;
  }

  private draw(): void {
    const { words } = this.options;
    this.chips.hidden = this.names.length === 0;
    this.chips.replaceChildren(
      ...this.names.map((name, index) =>
        h("li", {}, h("bdi", {}, name.name), h("button", { type: "button", "aria-label": `${words.takeAway}: ${name.name}`, click: () => this.remove(index) }, "×")),
      ),
    );
  }

  private async look(): Promise<void> {
    const mine = ++this.asked;
    const typed = this.input.value.trim();
    if (typed === "" && this.options.of !== "stories") return this.close();
    await new Promise((later) => setTimeout(later, 120));
    if (mine !== this.asked) return;
    const answer = await ask("GET", `${this.options.address}&q=${encodeURIComponent(typed)}`);
    if (mine !== this.asked || !answer.ok) return;
    const found = ((answer.body.names as Name[] | undefined) ?? []).filter((one) => !this.has(one.name));
    const known = found.some((one) => one.name === typed);
    this.offered = this.options.opens && typed !== "" && !known && !this.has(typed) ? [...found, { id: "", name: typed }] : found;
    this.at = this.offered.length > 0 ? 0 : -1;
    this.show();
  }

  private show(): void {
    const { words } = this.options;
    this.list.hidden = this.offered.length === 0;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.input.setAttribute("aria-activedescendant", this.at < 0 ? "" : `${this.input.id}-${this.at}`);
    this.list.replaceChildren(
      ...this.offered.map((one, index) =>
        h(
          "li",
          { role: "option", id: `${this.input.id}-${index}`, "aria-selected": String(index === this.at), mousedown: (event: Event) => (event.preventDefault(), this.add(one)) },
          h("bdi", {}, one.name),
          one.id === "" && h("span", { class: "ke-meta" }, ` ${words.newName}`),
        ),
      ),
    );
    this.list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const most = this.offered.length;
    if (event.key === "ArrowDown" && most) this.at = (this.at + 1) % most;
    else if (event.key === "ArrowUp" && most) this.at = (this.at + most - 1) % most;
    else if (event.key === "Enter") {
      event.preventDefault();
      const typed = this.input.value.trim();
      const chosen = this.offered[this.at];
      if (chosen) this.add(chosen);
      else if (this.options.opens && typed !== "") this.add({ id: "", name: typed });
      return;
    } else if (event.key === "Escape" && !this.list.hidden) return event.preventDefault(), event.stopPropagation(), this.close();
    else if (event.key === "Backspace" && this.input.value === "" && this.names.length) return this.remove(this.names.length - 1);
    else return;
    event.preventDefault();
    this.show();
  }

  private add(name: Name): void {
    if (!this.has(name.name)) this.names = [...this.names, name];
    this.input.value = "";
    this.close();
    this.draw();
    this.options.changed(this.names);
  }

  private remove(index: number): void {
    this.names = this.names.filter((_, at) => at !== index);
    this.draw();
    this.input.focus();
    this.options.changed(this.names);
  }

  private has(name: string): boolean {
    return this.names.some((one) => one.name === name);
  }

  private close(): void {
    this.asked++;
    this.offered = [];
    this.at = -1;
    this.show();
  }
}
