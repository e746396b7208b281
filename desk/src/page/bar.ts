// The bar above the editor: where one is, how the article stands, who else is here, and the one thing to do next.

import type { Article } from "../save/server";
import type { Present } from "../save/presence";
import type { Words } from "../words/words";
import { h } from "./element";

type Doors = { publish: () => void; help: () => void };

export class DeskBar {
  readonly dom: HTMLElement;
  private readonly state = h("span", { class: "ke-state" });
  private readonly here = h("div", { class: "ke-here", role: "group" });
  private readonly preview = h("a", { class: "ke-line ke-only-wide", target: "_blank", rel: "noopener", hidden: true });
  private readonly fresh = h("form", { method: "post", class: "ke-only-wide" });
  private readonly publish: HTMLButtonElement;

  constructor(private readonly words: Words, private readonly desk: string, pill: HTMLElement, doors: Doors) {
    this.publish = h("button", { type: "button", class: "ke-btn ke-publish", hidden: true, click: () => doors.publish() });
    this.preview.textContent = words.asReaders;
    this.dom = h(
      "header",
      { class: "ke-dbar" },
      h("nav", { class: "ke-crumb", "aria-label": words.whereabouts }, h("a", { href: desk }, words.desk), h("span", { "aria-hidden": "true", class: "ke-only-wide" }, "/"), h("span", { class: "ke-only-wide" }, words.articles)),
      this.state,
      pill,
      h("button", { type: "button", class: "ke-icon ke-help", "aria-label": words.keys, title: `${words.keys} (?)`, click: () => doors.help() }, "?"),
      this.fresh,
      this.here,
      this.preview,
      this.publish,
    );
  }

  /** A door of a panel, beside the keys. */
  takes(door: HTMLElement): void {
    this.fresh.before(door);
  }

  show(article: Article): void {
    const { words } = this;
    this.fresh.action = `${this.desk}/articles?edition=${encodeURIComponent(article.edition)}&section=${encodeURIComponent(article.section)}`;
    this.fresh.replaceChildren(h("button", { class: "ke-icon", "aria-label": words.newArticle, title: words.newArticle }, "+"));
    const [name, kind] = article.withdrawn ? [words.isWithdrawn, "out"] : article.live ? [article.changed ? words.isChanged : words.isLive, "live"] : article.scheduled ? [words.isScheduled, "live"] : [words.isDraft, "draft"];
    this.state.textContent = name!;
    this.state.dataset.state = kind!;
    this.publish.hidden = !article.may_publish || article.withdrawn;
    this.publish.textContent = article.live ? words.publishChange : words.publish;
    this.preview.hidden = !article.live || !article.href;
    if (article.href) this.preview.href = article.href;
  }

  /** Something was written since readers saw it. */
  changed(): void {
    if (this.state.dataset.state === "live" && this.publish.textContent === this.words.publishChange) this.state.textContent = this.words.isChanged;
  }

  present(here: Present[], tab: string): void {
    const others = here.filter((one) => one.tab !== tab);
    this.here.hidden = others.length === 0;
    this.here.setAttribute("aria-label", `${this.words.alsoHere} ${others.map((one) => one.name).join("، ")}`);
    this.here.replaceChildren(...others.slice(0, 5).map((one) => h("b", { class: one.writes ? "ke-mono ke-writes" : "ke-mono", title: one.name }, [...one.name][0] ?? "؟")));
  }
}
