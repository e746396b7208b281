// What the writer must know and decide: refusals, conflicts, an outdated page, text found after a crash.

import type { Fault } from "../save/server";
import type { Words } from "../words/words";
import { h } from "./element";

export class Notices {
  readonly dom: HTMLElement = h("div", { class: "ke-notices", "aria-live": "assertive" });

  constructor(private readonly words: Words) {}

  clear(kind?: string): void {
    for (const notice of [...this.dom.children]) {
      if (!kind || (notice as HTMLElement).dataset.kind === kind) notice.remove();
    }
  }

  /** Shows one notice of a kind, with its buttons; an older one of the kind goes. */
  show(kind: string, text: string, buttons: [string, () => void][] = [], more: Node[] = []): void {
    this.clear(kind);
    const row = h("div", { class: "ke-row" }, ...buttons.map(([name, act], index) => h("button", { type: "button", class: index === 0 ? "ke-btn" : "ke-quiet", click: act }, name)));
    this.dom.append(h("section", { class: "ke-notice", "data-kind": kind }, h("p", {}, text), ...more, buttons.length > 0 && row));
  }

  /** Says something that needs no answer; it goes by itself. */
  pass(kind: string, text: string): void {
    this.show(kind, text);
    const said = this.dom.lastElementChild;
    setTimeout(() => said?.remove(), 8000);
  }

  /** A refusal: the server's title and detail, and every place with its reason. */
  refused(title: string, detail: string, errors: Fault[], goTo: (place: string) => void): void {
    const list = h("ul", {}, ...errors.map((fault) => h("li", {}, h("bdi", {}, fault.why), " ", fault.place !== "" && h("button", { type: "button", class: "ke-quiet", click: () => goTo(fault.place) }, this.words.goThere))));
    const lines = [title, detail].filter((line) => line !== "").map((line) => h("p", {}, h("bdi", {}, line)));
    this.show("refused", this.words.refusedTitle, [], [...lines, ...(errors.length ? [list] : [])]);
  }
}
