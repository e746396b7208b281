// The whole editor on its page: loads the article, builds the surface, saves, and says what happens.

import type { Command } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import * as commands from "../commands";
import { historyKey, isShortcut } from "../plugins/keys";
import { Saver, type State } from "../save/saver";
import { load, type Loaded, type Outcome } from "../save/server";
import type { Draft, Entry } from "../save/journal";
import { readTree, treeText, writeTree } from "../schema/canonical";
import { N } from "../schema/schema";
import { schemaHash } from "../schema/table";
import { cellPlace } from "../tables";
import { Voice } from "../words/words";
import { h } from "./element";
import { TopFields } from "./fields";
import { openMenu, type Entry as MenuEntry } from "./insert_menu";
import { linkAt, putLink, removeLink } from "./link";
import { Notices } from "./notices";
import { ask } from "./panel";
import { Pill } from "./pill";
import { goToPlace } from "./place";
import { tableTools, textTools, toolbar, type Bar } from "./toolbar";
import { reading, stateOf, writing, type WritingOptions } from "./writing";

export class App {
  private readonly voice: Voice;
  private readonly pill: Pill;
  private readonly notices: Notices;
  private readonly top: TopFields;
  private readonly surface = h("div", { class: "ke-surface" });
  private readonly popover = h("div", { class: "ke-popover" });
  private readonly writingOptions: WritingOptions;
  private bars: Bar[] = [];
  private tableBar!: Bar;
  view!: EditorView;
  saver!: Saver;

  constructor(private readonly main: HTMLElement) {
    const screen = main.dataset.screen ?? document.documentElement.lang ?? "ar";
    const dir = main.dataset.dir === "ltr" ? "ltr" : "rtl";
    this.voice = new Voice(screen, main.dataset.digits ?? "latn");
    this.pill = new Pill(this.voice);
    this.notices = new Notices(this.voice.words);
    this.top = new TopFields(this.voice, Number(main.dataset.headlineLimit ?? 110), dir, () => this.saver.touched(), () => this.view.focus());
    this.writingOptions = {
      words: this.voice.words,
      lang: main.dataset.lang ?? "ar",
      dir,
      preview: main.dataset.preview ?? "",
      doors: { link: () => this.askLink(), menu: (typed) => this.openMenu(typed), save: () => void this.saver.now(), publish: () => this.tell("khabar:publish", {}) },
      changed: (docChanged) => this.changed(docChanged),
    };
  }

  async start(): Promise<void> {
    const head = h("div", { class: "ke-head" }, this.pill.dom);
    this.main.classList.add("ke");
    this.main.replaceChildren(head, this.notices.dom);
    const loaded = await load(this.main.dataset.load ?? "");
    if ("problem" in loaded) return this.cannotOpen(loaded.problem);
    if (loaded.schema !== schemaHash) return this.outdated();
    try {
      this.open(loaded);
    } catch (error) {
      this.cannotOpen(error instanceof Error ? error.message : "");
    }
  }

  private open(loaded: Loaded): void {
    const doc = readTree(loaded.tree);
    const words = this.voice.words;
    const run = (command: Command) => {
      command(this.view.state, this.view.dispatch, this.view);
      this.view.focus();
    };
    const doors = { link: () => this.askLink(), menu: () => this.openMenu(false), picture: () => this.askPicture() };
    const textBar = toolbar(words.tools, words, textTools(words, this.writingOptions.dir, doors), run);
    this.tableBar = toolbar(words.tableTools, words, tableTools(), run);
    this.bars = [textBar, this.tableBar];
    const bars = h("div", { class: "ke-bars" }, textBar.dom, this.tableBar.dom);
    this.surface.append(this.popover);
    this.main.append(h("div", { class: "ke-panel" }, this.top.dom, bars, this.surface));

    this.top.set(loaded.headline, loaded.lead);
    this.saver = new Saver({
      address: this.main.dataset.save ?? "",
      article: this.main.dataset.article ?? "",
      revision: loaded.revision,
      csrf: this.main.dataset.csrf,
      draft: () => this.draft(),
      changed: (state, outcome) => this.told(state, outcome),
    });
    this.view = writing(this.surface, doc, this.writingOptions);
    this.pill.follow(this.saver);
    this.changed(false);
    this.main.addEventListener("keydown", (event) => this.key(event));
    addEventListener("beforeunload", (event) => this.leaving(event));
    this.offerRestore(loaded, treeText(doc));
    this.tell("khabar:ready", {});
  }

  /** The text as it would be saved now. */
  draft(): Draft {
    return { ...this.top.values, tree: writeTree(this.view.state.doc) };
  }

  private changed(docChanged: boolean): void {
    if (!this.view) return;
    for (const bar of this.bars) bar.refresh(this.view.state);
    this.tableBar.dom.hidden = cellPlace(this.view.state) === null;
    if (docChanged) this.saver.touched();
  }

  private told(state: State, outcome?: Outcome): void {
    this.pill.refresh();
    const words = this.voice.words;
    if (this.saver?.journal.full) this.notices.show("journal", words.journalFull);
    if (state === "saved") this.notices.clear();
    if (state === "outdated") this.outdated();
    if (state === "signed_out") this.notices.show("signed_out", words.signIn);
    if (state === "too_big") this.notices.show("too_big", words.tooBig);
    if (outcome?.kind === "refused") this.notices.refused(outcome.title, outcome.detail, outcome.errors, (place) => this.goTo(place));
    if (state === "conflicted") void this.showConflict();
    this.tell("khabar:state", { state, revision: this.saver?.revision });
  }

  private goTo(place: string): void {
    if (place === "/headline" || place === "/lead") this.top.focus(place === "/lead" ? "lead" : "headline");
    else goToPlace(this.view, place);
  }

  private async showConflict(): Promise<void> {
    const words = this.voice.words;
    const theirs = await load(this.main.dataset.load ?? "");
    if ("problem" in theirs) return this.notices.show("conflict", words.conflicted, [[words.apply, () => void this.showConflict()]]);
    if (theirs.schema !== schemaHash) return this.outdated();
    const place = h("div", { class: "ke-theirs", role: "group", "aria-label": words.theirs, tabindex: 0 }, h("p", { class: "ke-headline" }, theirs.headline), h("p", { class: "ke-lead" }, theirs.lead));
    const doc = readTree(theirs.tree);
    const shown = reading(place, doc, this.writingOptions);
    const end = (act: () => void) => () => {
      shown.destroy();
      this.notices.clear("conflict");
      act();
    };
    const buttons: [string, () => void][] = [
      [words.keepMine, end(() => this.saver.continueFrom(theirs.revision))],
      [words.takeTheirs, end(() => this.replaceWith({ headline: theirs.headline, lead: theirs.lead, tree: theirs.tree as Draft["tree"] }, () => this.saver.adopt(theirs.revision)))],
    ];
    this.notices.show("conflict", words.conflict, buttons, [place]);
  }

  /** Puts another text into the editor; the text before it can be undone back. */
  private replaceWith(draft: Draft, after: () => void): void {
    const doc = readTree(draft.tree);
    const { state } = this.view;
    if (doc.eq(state.doc)) this.view.updateState(stateOf(doc, this.writingOptions));
    else this.view.dispatch(state.tr.replaceWith(0, state.doc.content.size, doc.content));
    this.top.set(draft.headline, draft.lead);
    after();
  }

  private offerRestore(loaded: Loaded, text: string): void {
    const entry = this.saver.journal.read();
    if (!entry) return;
    if (this.equals(entry, loaded, text)) return this.saver.journal.clear();
    const words = this.voice.words;
    const moved = entry.revision !== loaded.revision ? ` ${words.restoreMoved}` : ".";
    this.notices.show("restore", `${words.restoreFound} ${this.voice.clock(entry.at)}${moved}`, [
      [words.restore, () => this.restore(entry)],
      [words.discard, () => (this.notices.clear("restore"), this.saver.dirty || this.saver.journal.clear())],
    ]);
  }

  private equals(entry: Entry, loaded: Loaded, text: string): boolean {
    try {
      return entry.headline === loaded.headline && entry.lead === loaded.lead && treeText(readTree(entry.tree)) === text;
    } catch {
      return false;
    }
  }

  private restore(entry: Entry): void {
    try {
      this.replaceWith(entry, () => this.saver.touched());
      this.notices.clear("restore");
    } catch {
      this.notices.show("restore", this.voice.words.cannotOpen);
    }
  }

  private outdated(): void {
    const words = this.voice.words;
    this.notices.show("outdated", words.outdated, [[words.reload, () => location.reload()]]);
  }

  private cannotOpen(why: string): void {
    const words = this.voice.words;
    this.notices.show("open", why ? `${words.cannotOpen}: ${why}` : words.cannotOpen, [[words.reload, () => location.reload()]]);
    this.pill.dom.textContent = words.cannotOpen;
  }

  private openMenu(slash: boolean): void {
    this.placePopover();
    const choose = (entry: MenuEntry) => {
      this.view.focus();
      if (entry.open) entry.open();
      else entry.command?.(this.view.state, this.view.dispatch, this.view);
    };
    const leave = (typed: string) => {
      this.view.focus();
      if (typed) this.view.dispatch(this.view.state.tr.insertText(typed));
    };
    openMenu(this.popover, { words: this.voice.words, entries: this.entries(), choose, leave }, slash);
  }

  private entries(): MenuEntry[] {
    const put = commands.insertBlock;
    return [
      { name: "picture", also: "image photo", open: () => this.askPicture() },
      { name: "statement", also: "speaker", command: put(commands.emptyStatement) },
      { name: "quote", also: "quote", command: commands.toggleWrap(N.quote) },
      { name: "heading", command: commands.cycleHeading },
      { name: "bullets", also: "list قائمة", command: commands.toggleList(false) },
      { name: "ordered", also: "list قائمة", command: commands.toggleList(true) },
      { name: "facts", also: "box", command: put(commands.emptyFacts) },
      { name: "table", command: put(() => commands.emptyTable()) },
      { name: "related", open: () => this.askBlock("related", "article", (article) => N.related.create({ article })) },
      { name: "embed", also: "video", open: () => this.askBlock("embed", "href", (href) => N.embed.create({ href, provider: new URL(href).hostname })) },
      { name: "rule", also: "line خط", command: put(() => N.rule.create()) },
      { name: "isolate", also: "bdi", command: commands.toggleIsolate },
      { name: "strike", command: commands.toggleStrike },
      { name: "superscript", command: commands.toggleSuper },
      { name: "subscript", command: commands.toggleSub },
    ];
  }

  private askLink(): void {
    const found = linkAt(this.view.state);
    const words = this.voice.words;
    this.placePopover();
    ask(this.popover, words, {
      title: words.link,
      label: words.href,
      owner: "link",
      attr: "href",
      value: found.href,
      done: (href) => (putLink(this.view, found, href), this.view.focus()),
      ...(found.href ? { remove: () => removeLink(this.view, found) } : {}),
      closed: () => this.view.focus(),
    });
  }

  /** The page around the editor may answer with a picker of its own; else the id is asked for here. */
  private askPicture(): void {
    const done = (attrs: { [name: string]: unknown }) => this.put(commands.insertBlock(() => N.picture.create(attrs)));
    if (!this.tell("khabar:pick", { kind: "picture", done })) return;
    this.askBlock("picture", "media", (media) => N.picture.create({ media }));
  }

  private askBlock(name: "picture" | "related" | "embed", attr: string, make: (value: string) => ReturnType<typeof N.picture.create>): void {
    const words = this.voice.words;
    const label = { media: words.media, article: words.article, href: words.href }[attr] ?? attr;
    this.placePopover();
    ask(this.popover, words, {
      title: words[name],
      label,
      owner: name,
      attr,
      value: "",
      done: (value) => this.put(commands.insertBlock(() => make(value))),
      closed: () => this.view.focus(),
    });
  }

  private put(command: Command): void {
    command(this.view.state, this.view.dispatch, this.view);
    this.view.focus();
  }

  /** Under the caret's line. */
  private placePopover(): void {
    const caret = this.view.coordsAtPos(this.view.state.selection.head);
    const box = this.surface.getBoundingClientRect();
    this.popover.style.insetBlockStart = `${caret.bottom - box.top + 6}px`;
  }

  /** Keys for the whole page: saving from any field, and one history for the text and its fields. */
  private key(event: KeyboardEvent): void {
    if (event.defaultPrevented || !isShortcut(event)) return;
    if (event.code === "KeyS" && !event.shiftKey) {
      event.preventDefault();
      void this.saver.now();
      return;
    }
    const target = event.target as HTMLElement;
    const history = target.closest(".ke-box") ? historyKey(event) : null;
    if (!history) return;
    event.preventDefault();
    history(this.view.state, this.view.dispatch, this.view);
  }

  private leaving(event: BeforeUnloadEvent): void {
    this.saver.journal.flush();
    if (this.saver.dirty) event.preventDefault();
  }

  /** Tells the page around the editor; false when the page took it upon itself. */
  private tell(name: string, detail: object): boolean {
    return this.main.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, cancelable: true }));
  }
}
