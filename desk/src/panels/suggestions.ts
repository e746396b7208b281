// The panel of suggestions: what the program found in the text and nobody has confirmed. Arrows go from one to the next,
// Enter accepts, Delete dismisses, Ctrl+Z takes the last dismissal back, Escape goes back to the text.

import type { EditorView } from "prosemirror-view";
import { h, icon } from "../page/element";
import { bringIntoView, drawSuggested, goToSpan } from "../plugins/suggested";
import { Asking, type Found } from "../save/asking";
import { Dismissed } from "../save/dismissed";
import { ask, type Article, type Source } from "../save/server";
import { attrHolds, cleanText } from "../schema/checks";
import { partStatement } from "../statements";
import { notDone } from "../words/because";
import type { Voice } from "../words/words";
import { deedOf, innerHref, lineOf, passagesOf, suggestionsOf, type Deed, type Suggestion } from "./suggestion";

type Doors = {
  view: () => EditorView;
  /** Headline and lead, as one text. */
  above: () => string;
  /** Whether nothing waits to be saved and the server can be reached. */
  rests: () => boolean;
  writable: () => boolean;
  sources: { has: (name: string) => boolean; put: (source: Source) => void };
  /** The article's stories are these now. */
  stories: (stories: Article["stories"]) => void;
};
type Shown = { one: Suggestion; deed: Deed; line: HTMLElement };
const groups = [["story", "foundStories"], ["statement", "foundStatements"], ["source", "foundSources"], ["copy", "foundCopies"]] as const;
/** From here on the panel stands beside the text, not under it. */
const beside = "(min-width: 960px)";

export class Suggestions {
  readonly dom: HTMLElement;
  /** Opens the panel; says how many suggestions are open. */
  readonly door: HTMLButtonElement;
  private readonly count = h("span", {});
  private readonly list = h("div", { class: "ke-found" });
  private readonly said = h("p", { class: "ke-meta", role: "status" });
  private readonly wrong = h("p", { class: "ke-note", role: "alert" });
  private readonly closing: HTMLButtonElement;
  private readonly asking: Asking;
  private readonly dismissed: Dismissed;
  private readonly rejected = new Set<string>();
  private readonly sending = new Set<string>();
  private found: Found = { ready: true, stories: [], copies: [], statements: [], sources: [] };
  private shown: Shown[] = [];
  private drawn = "";
  /** What was dismissed last in this panel, as long as it can be taken back. */
  private gone: Suggestion | null = null;

  constructor(private readonly voice: Voice, private readonly address: string, private readonly article: Article, id: string, private readonly doors: Doors) {
    const { words } = voice;
    this.dismissed = new Dismissed(id);
    this.asking = new Asking({ address: `${address}/suggestions`, rests: doors.rests, text: () => ({ doc: doors.view().state.doc, above: doors.above() }), heard: (found) => ((this.found = found), this.refresh()) });
    this.door = h("button", { type: "button", class: "ke-icon ke-notes-door ke-suggestions-door", "aria-label": words.suggestions, title: `${words.suggestions} (Ctrl J)`, "aria-expanded": "false", click: () => (this.dom.hidden ? this.open() : this.close()) }, icon("M12 3l2.2 6.8L21 12l-6.8 2.2L12 21l-2.2-6.8L3 12l6.8-2.2z") as unknown as HTMLElement, this.count);
    this.closing = h("button", { type: "button", class: "ke-quiet", click: () => this.close() }, words.close);
    this.dom = h("section", { class: "ke-card ke-suggestions", "aria-label": words.suggestions, "data-panel": "suggestions", hidden: true }, h("h2", {}, words.suggestions), h("p", { class: "ke-meta" }, words.suggestionsHint), this.wrong, this.said, this.list, this.closing);
    this.dom.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("focusin", (event) => this.stand(event.target as HTMLElement));
  }

  start(): void {
    this.asking.start();
    this.refresh();
  }

  /** The text that stands here is what the server has. */
  saved(): void {
    this.asking.saved();
  }

  /** Opens the panel and goes to its first suggestion; from inside of it, back to the text. */
  open(): void {
    if (this.dom.contains(document.activeElement)) return this.close();
    this.dom.hidden = false;
    this.door.setAttribute("aria-expanded", "true");
    this.tell("");
    this.refresh();
    this.goTo(0);
  }

  private close(): void {
    this.dom.hidden = true;
    this.door.setAttribute("aria-expanded", "false");
    drawSuggested(this.doors.view(), []);
    this.doors.view().focus();
  }

  /** Looks again which suggestions are open, some time after anything changed; draws where they are others than before. */
  refresh(): void {
    const { doc } = this.doors.view().state;
    const may = { place: this.article.may_lead, write: this.doors.writable() };
    const open = suggestionsOf(this.found).filter((one) => this.isOpen(one)).map((one) => ({ one, deed: deedOf(doc, one, may) }));
    const drawn = JSON.stringify([this.found.ready, may, open]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const at = this.at;
    const held = this.list.contains(document.activeElement);
    const before = new Map(this.shown.map((shown) => [JSON.stringify([shown.one, shown.deed]), shown.line]));
    const key = this.shown[at]?.one.key;
    this.shown = open.map(({ one, deed }) => ({ one, deed, line: before.get(JSON.stringify([one, deed])) ?? this.line(one, deed) }));
    this.draw();
    if (!held) return;
    // Who stands at a suggestion goes on there, or at the one that took its place.
    const same = this.shown.findIndex(({ one }) => one.key === key);
    this.goTo(same >= 0 ? same : Math.min(at, this.shown.length - 1));
  }

  private isOpen(one: Suggestion): boolean {
    if (this.dismissed.has(one.key)) return false;
    if (one.kind === "story") return !this.rejected.has(one.what.id) && !this.article.stories.some((story) => story.id === one.what.id);
    if (one.kind === "source") return !this.doors.sources.has(cleanText(one.what.name).trim());
    return one.kind !== "statement" || passagesOf(this.doors.view().state.doc, one).length > 0;
  }

  private draw(): void {
    const { words } = this.voice;
    const open = this.voice.number(this.shown.length);
    this.count.textContent = this.shown.length ? open : "";
    this.door.setAttribute("aria-label", `${words.suggestions}: ${open}`);
    const drawn = groups.map(([kind, title]) => {
      const lines = this.shown.filter(({ one }) => one.kind === kind).map(({ line }) => h("li", {}, line));
      if (lines.length === 0) return null;
      const locked = kind === "story" ? !this.article.may_lead && words.whoPlaces : kind !== "copy" && !this.doors.writable() && words.readOnly;
      return h("section", { "data-group": kind }, h("h3", {}, words[title]), locked && h("p", { class: "ke-meta" }, locked), h("ul", {}, ...lines));
    });
    const empty = this.shown.length === 0 && this.found.ready && h("p", { class: "ke-meta" }, words.foundNone);
    const reading = !this.found.ready && h("p", { class: "ke-meta" }, words.foundNotReady);
    this.list.replaceChildren(...[reading, empty, ...drawn].filter((part) => part !== false && part !== null));
    this.shown.forEach(({ line }, index) => (line.tabIndex = index === 0 ? 0 : -1));
  }

  private line(one: Suggestion, deed: Deed): HTMLElement {
    return lineOf(one, deed, this.voice, { accept: () => void this.accept(one, deed), dismiss: () => void this.dismiss(one), go: () => this.goToPassage(one) });
  }

  /** The suggestion that has the focus, or that would have it. */
  private get at(): number {
    const inside = this.shown.findIndex(({ line }) => line.contains(document.activeElement));
    return inside >= 0 ? inside : this.shown.findIndex(({ line }) => line.tabIndex === 0);
  }

  private goTo(index: number): void {
    const shown = this.shown[index];
    if (!shown) return drawSuggested(this.doors.view(), []), this.closing.focus();
    shown.line.focus();
    const passage = passagesOf(this.doors.view().state.doc, shown.one)[0];
    if (passage && matchMedia(beside).matches) bringIntoView(this.doors.view(), spanOf(passage));
  }

  /** The focus came to a line: its passage is drawn in the text. */
  private stand(target: HTMLElement): void {
    const shown = this.shown.find(({ line }) => line.contains(target));
    if (!shown) return;
    for (const { line } of this.shown) line.tabIndex = line === shown.line ? 0 : -1;
    drawSuggested(this.doors.view(), passagesOf(this.doors.view().state.doc, shown.one).map(spanOf));
  }

  private key(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || event.altKey || event.shiftKey) return;
    // By the place of the key: on an Arabic layout another letter stands there.
    if ((event.ctrlKey || event.metaKey) && event.code === "KeyZ" && this.gone) return event.preventDefault(), this.takeBack();
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") return event.preventDefault(), this.close();
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const most = this.shown.length;
    if (by && most > 0) return event.preventDefault(), this.goTo(this.list.contains(document.activeElement) ? Math.min(Math.max(this.at + by, 0), most - 1) : by > 0 ? 0 : most - 1);
    // What stands inside a line keeps its own keys, and a key that is held accepts one suggestion, not all.
    const shown = this.shown.find(({ line }) => line === event.target);
    if (!shown || !["Enter", "Delete", "Backspace"].includes(event.key)) return;
    event.preventDefault();
    if (event.repeat) return;
    if (event.key === "Enter") void this.accept(shown.one, shown.deed);
    else void this.dismiss(shown.one);
  }

  private async accept(one: Suggestion, deed: Deed): Promise<void> {
    if (deed === null) return;
    if (one.kind === "story") return this.place(one, true);
    if (deed === "go") return one.kind === "copy" ? this.openCopy(one.what.href) : this.goToPassage(one);
    if (one.kind === "statement") this.makeStatement(one);
    if (one.kind === "source") this.putSource(one);
  }

  private makeStatement(one: Suggestion & { kind: "statement" }): void {
    const { words } = this.voice;
    const view = this.doors.view();
    const passage = passagesOf(view.state.doc, one)[0];
    if (!this.doors.writable() || !passage?.parts) return this.refresh(), this.tell("", words.noteMoved);
    const speaker = cleanText(one.what.speaker).trim();
    view.dispatch(partStatement(view.state, passage, attrHolds("statement", "speaker", speaker) ? speaker : ""));
    this.refresh();
    this.tell(words.statementMade);
  }

  private putSource(one: Suggestion & { kind: "source" }): void {
    if (!this.doors.writable()) return this.refresh();
    const name = cleanText(one.what.name).trim();
    this.doors.sources.put({ role: one.what.role, name, href: "", detail: "" });
    this.refresh();
    this.tell(`${this.voice.words.pasteSource} ${name}`);
  }

  /** Puts the article into a story, or says that it is none of it; the program learns from both. */
  private async place(one: Suggestion & { kind: "story" }, accepted: boolean): Promise<void> {
    const { words } = this.voice;
    const { id, name } = one.what;
    if (!this.article.may_lead || this.sending.has(id)) return;
    this.sending.add(id);
    const answer = await ask("POST", `${this.address}/suggestions/stories`, { story: id, accepted });
    this.sending.delete(id);
    if (!answer.ok) return this.tell("", notDone(words.storyNotPlaced, answer, words));
    if (!accepted) this.rejected.add(id);
    const own = accepted ? [...this.article.stories, { id, name }] : this.article.stories;
    this.doors.stories(Array.isArray(answer.body.stories) ? (answer.body.stories as Article["stories"]) : own);
    this.refresh();
    this.tell(`${accepted ? words.storyPlaced : words.storyRejected} ${name}`);
  }

  private async dismiss(one: Suggestion): Promise<void> {
    if (one.kind === "story") return this.place(one, false);
    const { words } = this.voice;
    this.dismissed.add(one.key);
    this.refresh();
    this.tell(words.dismissedOne);
    this.gone = one;
    this.said.append(" ", h("button", { type: "button", class: "ke-quiet", "data-do": "undo", title: `${words.undo} (Ctrl Z)`, click: () => this.takeBack() }, words.undo));
  }

  /** What was dismissed last is open again, and has the focus. */
  private takeBack(): void {
    const { gone } = this;
    if (!gone) return;
    this.dismissed.takeBack(gone.key);
    this.refresh();
    this.tell(this.voice.words.suggestedAgain);
    this.goTo(this.shown.findIndex(({ one }) => one.key === gone.key));
  }

  private goToPassage(one: Suggestion): void {
    const passage = passagesOf(this.doors.view().state.doc, one)[0];
    if (passage) goToSpan(this.doors.view(), spanOf(passage));
    else this.tell("", this.voice.words.noteMoved);
  }

  private openCopy(href: string): void {
    const inner = innerHref(href);
    if (inner) window.open(inner, "_blank", "noopener");
  }

  private tell(said: string, wrong = ""): void {
    this.gone = null;
    this.said.textContent = said;
    this.wrong.textContent = wrong;
  }
}

function spanOf({ pos, from, to }: { pos: number; from: number; to: number }): { from: number; to: number } {
  return { from: pos + 1 + from, to: pos + 1 + to };
}
