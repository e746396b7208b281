// The whole editor on its page: loads the article, builds the surface, saves, and says what happens.

import { closeHistory } from "prosemirror-history";
import type { Command } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import * as commands from "../commands";
import { showKeys } from "../panels/help";
import { Find } from "../panels/find";
import { Notes } from "../panels/notes";
import { Suggestions } from "../panels/suggestions";
import { GalleryChooser } from "../panels/gallery";
import { upload, saidOf, Chooser } from "../panels/pictures";
import { historyKey, isShortcut } from "../plugins/keys";
import { same as sameValue } from "../save/merge";
import { Saver, type State } from "../save/saver";
import { load, type Article, type Loaded, type Outcome, type Picture } from "../save/server";
import type { Draft, Entry } from "../save/journal";
import { readTree, treeText, writeTree } from "../schema/canonical";
import { degreesOf } from "../schema/checks";
import { N } from "../schema/schema";
import { schemaHash, table } from "../schema/table";
import { cellPlace } from "../tables";
import { because } from "../words/because";
import { Voice } from "../words/words";
import { speakers } from "../panels/speakers";
import { h } from "./element";
import { DeskBar } from "./bar";
import { Company } from "./company";
import { entries } from "./entries";
import { TopFields } from "./fields";
import { openMenu, type Entry as MenuEntry } from "./insert_menu";
import { linkAt, putLink, removeLink } from "./link";
import { Notices } from "./notices";
import { ask } from "./panel";
import { Pill } from "./pill";
import { tellOfPaste, type Told } from "./pasted";
import { goToPlace } from "./place";
import { points } from "./points";
import { Rail } from "./rail";
import { Together } from "./together";
import { tableTools, textTools, toolbar, type Bar } from "./toolbar";
import { stateOf, writing, type WritingOptions } from "./writing";

export class App {
  private readonly voice: Voice;
  private readonly pill: Pill;
  private readonly notices: Notices;
  private readonly top: TopFields;
  private readonly surface = h("div", { class: "ke-surface" });
  private readonly popover = h("div", { class: "ke-popover" });
  private readonly writingOptions: WritingOptions;
  private readonly together: Together;
  private readonly find: Find;
  private readonly desk: string;
  private bars: Bar[] = [];
  private deskBar?: DeskBar;
  private rail?: Rail;
  private company?: Company;
  private notes?: Notes;
  private suggestions?: Suggestions;
  private checking: ReturnType<typeof setTimeout> | undefined;
  private writable = true;
  private tableBar!: Bar;
  /** What changes the text: out of reach while it is only read. */
  private tools!: HTMLElement;
  view!: EditorView;
  saver!: Saver;

  constructor(private readonly main: HTMLElement) {
    const screen = main.dataset.screen ?? document.documentElement.lang ?? "ar";
    const dir = main.dataset.dir === "ltr" ? "ltr" : "rtl";
    this.voice = new Voice(screen, main.dataset.digits ?? "latn");
    this.pill = new Pill(this.voice);
    this.notices = new Notices(this.voice.words);
    this.top = new TopFields(this.voice, Number(main.dataset.headlineLimit ?? 110), dir, () => (this.saver.touched(), this.check()), () => this.view.focus());
    this.desk = main.dataset.desk ?? "";
    this.find = new Find(this.voice, () => this.view, () => this.top.lines);
    this.writingOptions = {
      words: this.voice.words,
      lang: main.dataset.lang ?? "ar",
      dir,
      preview: main.dataset.preview ?? "",
      doors: { link: () => this.askLink(), menu: (typed) => this.openMenu(typed), save: () => void this.saver.version(), publish: () => void this.publish(), find: () => this.find.open(), notes: () => void this.notes?.open(), suggestions: () => this.suggestions?.open() },
      changed: (docChanged) => this.changed(docChanged),
      editable: () => this.writable,
      files: (files) => void this.takeFiles(files),
      askPictures: (done) => this.choosePictures(done),
      pasted: (told) => this.pasted(told),
    };
    this.together = new Together({
      words: this.voice.words,
      notices: this.notices,
      saver: () => this.saver,
      draft: () => this.draft(),
      writing: this.writingOptions,
      address: main.dataset.load ?? "",
      replace: (draft, after) => this.replaceWith(draft, after),
      outdated: () => this.outdated(),
    });
  }

  async start(): Promise<void> {
    const head = h("div", { class: "ke-head" }, this.pill.dom);
    this.main.classList.add("ke");
    this.main.replaceChildren(head, this.notices.dom);
    const loaded = await load(this.main.dataset.load ?? "");
    if ("problem" in loaded) return this.cannotOpen(loaded.problem || because(loaded.answer, this.voice.words));
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
    this.tools = h("div", { class: "ke-bars" }, textBar.dom, this.tableBar.dom);
    this.surface.append(this.popover);
    const panel = h("div", { class: "ke-panel" }, this.top.dom, this.tools, this.find.dom, this.surface);
    this.furnish(loaded, panel);
    const { article } = loaded;
    if (this.rail && article) this.writingOptions.speakers = (typed) => speakers(this.desk, article.edition, typed, words);
    if (this.rail) this.writingOptions.takesPlace = (place) => this.rail!.takesPlace(place);
    this.top.set(loaded.headline, loaded.lead);
    this.view = writing(this.surface, doc, this.writingOptions);
    this.saver = new Saver({
      address: this.main.dataset.save ?? "",
      article: this.main.dataset.article ?? "",
      revision: loaded.revision,
      versions: this.desk ? `${this.address}/versions` : "",
      csrf: this.main.dataset.csrf,
      draft: () => this.draft(),
      changed: (state, outcome) => this.told(state, outcome),
    });
    this.pill.follow(this.saver, () => this.rail?.picture.descriptions ?? null);
    void this.rail?.picture.descriptions.sendLeft();
    this.changed(false);
    this.company?.start();
    void this.notes?.start();
    this.suggestions?.start();
    document.addEventListener("keydown", (event) => this.key(event));
    addEventListener("beforeunload", (event) => this.leaving(event));
    this.offerRestore(loaded, treeText(doc));
    if (loaded.headline === "" && this.desk) this.top.focus("headline");
    this.tell("khabar:ready", {});
  }

  private get address(): string {
    return `${this.desk}/articles/${this.main.dataset.article ?? ""}`;
  }

  /** The desk's own furniture around the text: the bar, the panels, the company. */
  private furnish(loaded: Loaded, panel: HTMLElement): void {
    const { article, fields } = loaded;
    if (!this.desk || !article || !fields) return this.main.append(panel);
    const { words } = this.voice;
    const bar = new DeskBar(words, this.desk, this.pill.dom, { publish: () => void this.publish(), help: () => showKeys(words) });
    bar.show(article);
    this.deskBar = bar;
    this.main.classList.add("ke-desk");
    this.main.querySelector(".ke-head")?.replaceWith(bar.dom);
    const changed = () => (this.saver.touched(), this.check());
    this.rail = new Rail(this.voice, this.desk, this.address, this.main.dataset.dir ?? "rtl", this.main.dataset.lang ?? "ar", article, loaded.me?.account ?? "", { changed, placed: () => this.suggestions?.refresh(), version: (name) => this.saver.version(name), notices: this.notices });
    this.rail.set(loaded);
    this.rail.dom.addEventListener("ke:described", () => this.described());
    this.top.dom.querySelector(".ke-second")?.before(this.rail.wordings.dom);
    this.notes = new Notes(this.voice, this.address, () => this.view);
    this.suggestions = this.suggestionsOf(article, this.rail);
    bar.takes(this.notes.door);
    bar.takes(this.suggestions.door);
    this.main.append(h("div", { class: "ke-cols" }, panel, h("div", { class: "ke-side" }, this.notes.dom, this.suggestions.dom, this.rail.dom)));
    this.writable = article.may_write;
    this.company = new Company(`${this.address}/presence`, this.desk, {
      words,
      notices: this.notices,
      bar,
      saver: () => this.saver,
      me: loaded.me ?? null,
      writable: (may) => this.setWritable(may && article.may_write),
      reread: () => this.reread(),
    });
  }

  private suggestionsOf(article: Article, rail: Rail): Suggestions {
    return new Suggestions(this.voice, this.address, article, this.main.dataset.article ?? "", {
      view: () => this.view,
      above: () => Object.values(this.top.values).join("\n"),
      rests: () => !this.saver.dirty && this.saver.state !== "offline",
      writable: () => this.writable,
      sources: rail.sources,
      stories: (stories) => rail.showStories(stories),
    });
  }

  private setWritable(may: boolean): void {
    if (may === this.writable) return;
    this.writable = may;
    this.view.setProps({});
    this.top.disable(!may);
    this.rail?.dom.toggleAttribute("inert", !may);
    this.tools.toggleAttribute("inert", !may);
    this.main.classList.toggle("ke-reads", !may);
    this.suggestions?.refresh();
  }

  /** Takes what stands on the server, when nothing of one's own is waiting. */
  private async reread(): Promise<void> {
    const loaded = await load(this.main.dataset.load ?? "");
    if ("problem" in loaded || loaded.schema !== schemaHash || this.saver.dirty) return;
    this.replaceWith({ headline: loaded.headline, lead: loaded.lead, tree: loaded.tree as Draft["tree"], ...(loaded.fields ? { fields: loaded.fields } : {}) }, () => this.saver.adopt(loaded.revision));
  }

  /** A revision of what stands here, then the desk publishes it. */
  private async publish(): Promise<void> {
    if (!this.desk) return void this.tell("khabar:publish", {});
    if (!(await this.isPictureSaid())) return;
    if (!(await this.saver.version())) return;
    if (!this.tell("khabar:publish", { revision: this.saver.revision })) return;
    location.assign(`${this.address}/sheet`);
  }

  /** Whether the library knows what was said of the picture; why not is told. */
  private async isPictureSaid(): Promise<boolean> {
    const picture = this.rail?.picture;
    if (!picture || (await picture.descriptions.settled())) return true;
    const { words } = this.voice;
    this.notices.show("picture", picture.why || words.notSaid, [[words.close, () => this.notices.clear("picture")]]);
    return false;
  }

  /** Something was said of the picture, or became of it. */
  private described(): void {
    this.pill.refresh();
    const descriptions = this.rail?.picture.descriptions;
    if (descriptions?.full) this.notices.show("journal", this.voice.words.journalFull);
    if (!descriptions?.waits) this.notices.clear("picture");
    this.check();
  }

  /** Keeps what is written, and looks at it elsewhere. */
  private async look(place: "preview" | "revisions"): Promise<void> {
    await this.rail?.picture.descriptions.settled();
    if (await this.saver.version()) location.assign(`${this.address}/${place}`);
  }

  /** What to look at before publication, some time after the last change. */
  private check(): void {
    if (!this.rail) return;
    clearTimeout(this.checking);
    this.checking = setTimeout(() => {
      if (!this.rail) return;
      const { headline, lead } = this.top.values;
      this.rail.wordings.show(headline, lead);
      const told = points(this.view, { headline, lead, above: () => this.top.lines, limit: this.limit, picture: this.rail.picture.picture, sources: this.rail.sources.value.length, lang: this.writingOptions.lang, digits: this.main.dataset.digits ?? "latn" }, this.voice);
      this.rail.check(told.points, told.counts);
      this.suggestions?.refresh();
    }, 400);
  }

  private get limit(): number {
    return Number(this.main.dataset.headlineLimit ?? 110);
  }

  /** Pictures that were pasted or dropped into the text come in as uploads: all of them at once and in their order.
   * What could not be taken is told and does not keep the others away. */
  private async takeFiles(files: File[]): Promise<void> {
    const { words } = this.voice;
    const taken: Picture[] = [];
    const refused: string[] = [];
    this.notices.show("upload", words.uploading);
    for (const file of files.slice(0, table.limits.gallery_most)) {
      const one = await upload(this.desk, file, words);
      if (typeof one === "string") refused.push(one);
      else taken.push(one);
    }
    this.notices.clear("upload");
    if (taken.length) this.putPictures(taken);
    if (refused.length) this.notices.show("upload", [...new Set(refused)].join(" "), [[words.close, () => this.notices.clear("upload")]]);
  }

  /** One change, which one Ctrl+Z takes back, whatever was typed a moment ago. */
  private putPictures(pictures: Picture[]): void {
    this.view.dispatch(closeHistory(this.view.state.tr));
    this.put(commands.insertBlock(() => commands.galleryOf(pictures.map(saidOf))));
    const empty = [...this.surface.querySelectorAll<HTMLElement>(".ProseMirror-selectednode [data-attr=credit]")].at(-1);
    if (pictures.length === 1 && pictures[0]!.credit === "") empty?.focus();
  }

  /** The text as it would be saved now. */
  draft(): Draft {
    const fields = this.rail ? { fields: this.rail.value } : {};
    return { ...this.top.values, tree: writeTree(this.view.state.doc), ...fields };
  }

  private changed(docChanged: boolean): void {
    if (!this.view || !this.saver) return;
    for (const bar of this.bars) bar.refresh(this.view.state);
    this.tableBar.dom.hidden = cellPlace(this.view.state) === null;
    if (docChanged) this.saver.touched();
    if (docChanged || this.checking === undefined) this.check();
  }

  private told(state: State, outcome?: Outcome): void {
    this.pill.refresh();
    const words = this.voice.words;
    if (this.saver?.journal.full) this.notices.show("journal", words.journalFull);
    if (state === "saved") for (const kind of ["refused", "too_big", "signed_out", "unproven", "conflict", "journal", "restore"]) this.notices.clear(kind);
    if (state === "saved") this.deskBar?.changed();
    if (state === "saved" || state === "clean") this.suggestions?.saved();
    if (state === "outdated") this.outdated();
    if (state === "signed_out") this.company ? this.company.signedOut() : this.notices.show("signed_out", words.signIn);
    if (outcome?.kind === "unproven") this.company ? this.company.unproven(outcome.byPassword) : this.notices.show("unproven", words.proveElsewhere);
    if (state === "too_big") this.notices.show("too_big", words.tooBig);
    if (outcome?.kind === "refused") this.notices.refused(outcome.title || (outcome.detail ? "" : because({ ok: false, status: outcome.status, why: null, body: {} }, words)), outcome.detail, outcome.errors, (place) => this.goTo(place));
    if (state === "conflicted") void this.together.meet();
    this.tell("khabar:state", { state, revision: this.saver?.revision });
  }

  private goTo(place: string): void {
    if (place === "/headline" || place === "/lead") this.top.focus(place === "/lead" ? "lead" : "headline");
    else goToPlace(this.view, place);
  }

  /** Puts another text into the editor, only where it differs, so that the caret stays; it can be undone back. */
  private replaceWith(draft: Draft, after: () => void): void {
    const doc = readTree(draft.tree);
    const { state } = this.view;
    const from = state.doc.content.findDiffStart(doc.content);
    const ends = state.doc.content.findDiffEnd(doc.content);
    if (from === null || !ends) {
      if (!doc.eq(state.doc)) this.view.updateState(stateOf(doc, this.writingOptions));
    } else {
      const overlap = Math.max(0, from - Math.min(ends.a, ends.b));
      this.view.dispatch(state.tr.replace(from, ends.a + overlap, doc.slice(from, ends.b + overlap)));
    }
    this.top.set(draft.headline, draft.lead);
    if (draft.fields) this.rail?.fill(draft.fields);
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
      return entry.headline === loaded.headline && entry.lead === loaded.lead && treeText(readTree(entry.tree)) === text && (!entry.fields || !loaded.fields || sameValue(entry.fields, loaded.fields));
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
    const offered = entries((name, attr, make) => this.askBlock(name, attr, make), () => this.askPicture(), () => this.askGallery());
    openMenu(this.popover, { words: this.voice.words, entries: offered, choose, leave }, slash);
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
    if (this.rail) return this.choosePicture();
    this.askBlock("picture", "media", (media) => N.picture.create({ media }));
  }

  /** Several pictures at once; without the desk's library one is asked for by its id. */
  private askGallery(): void {
    const done = (pictures: { [name: string]: unknown }[]) => pictures.length && this.put(commands.insertBlock(() => commands.galleryOf(pictures)));
    if (!this.tell("khabar:pick", { kind: "gallery", done })) return;
    if (!this.rail) return this.askPicture();
    this.choosePictures(done);
  }

  private choosePictures(done: (pictures: { [name: string]: unknown }[]) => void): void {
    this.placePopover();
    const close = () => (this.popover.replaceChildren(), this.view.focus());
    const chooser = new GalleryChooser(this.desk, this.voice, (pictures) => (close(), done(pictures.map(saidOf))), close);
    this.popover.replaceChildren(chooser.dom);
    chooser.dom.querySelector("input")?.focus();
  }

  private choosePicture(): void {
    const { words } = this.voice;
    this.placePopover();
    const close = () => (this.popover.replaceChildren(), this.view.focus());
    const chooser = new Chooser({ desk: this.desk, words, mayUpload: true }, (picture) => (this.popover.replaceChildren(), this.putPictures([picture])));
    const panel = h("div", { class: "ke-ask", role: "dialog", "aria-label": words.picture }, chooser.dom, h("button", { type: "button", class: "ke-quiet", click: close }, words.cancel));
    panel.addEventListener("keydown", (event) => event.key === "Escape" && (event.preventDefault(), close()));
    this.popover.replaceChildren(panel);
    panel.querySelector("input")?.focus();
  }

  private askBlock(name: "picture" | "related" | "embed" | "audio" | "map" | "file", attr: string, make: (value: string) => ReturnType<typeof N.picture.create>): void {
    const words = this.voice.words;
    const label = { media: words.media, article: words.article, href: name === "audio" ? words.audioHref : words.href, latitude: words.degrees }[attr] ?? attr;
    this.placePopover();
    ask(this.popover, words, {
      title: words[name],
      label,
      owner: name,
      attr,
      value: "",
      ...(attr === "latitude" ? { read: (typed: string) => degreesOf(typed)?.join(",") ?? null } : {}),
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
    if (event.defaultPrevented) return;
    if (event.key === "F6") return event.preventDefault(), this.nextPane();
    if ((event.key === "?" || event.key === "؟") && !(event.target as HTMLElement).closest("input, textarea, select, [contenteditable=true]")) return showKeys(this.voice.words);
    if (!isShortcut(event)) return;
    if (event.code === "KeyS" && !event.shiftKey) {
      event.preventDefault();
      void this.saver.version();
      return;
    }
    if (event.key === "Enter" && this.desk && !event.shiftKey) return event.preventDefault(), void this.publish();
    const place = event.shiftKey ? undefined : ({ KeyP: "preview", KeyH: "revisions" } as const)[event.code as "KeyP" | "KeyH"];
    if (place && this.desk) return event.preventDefault(), void this.look(place);
    if (event.code === "KeyM" && this.notes && !event.shiftKey) return event.preventDefault(), void this.notes.open();
    if (event.code === "KeyJ" && this.suggestions && !event.shiftKey) return event.preventDefault(), this.suggestions.open();
    const target = event.target as HTMLElement;
    const history = target.closest(".ke-box, .ke-suggestions") ? historyKey(event) : null;
    if (!history) return;
    event.preventDefault();
    history(this.view.state, this.view.dispatch, this.view);
  }

  /** From the headline to the text, to the panels, and back. */
  private nextPane(): void {
    const at = document.activeElement;
    if (this.view.hasFocus() && this.rail) this.rail.dom.querySelector<HTMLElement>("select, input, button")?.focus();
    else if (this.top.dom.contains(at)) this.view.focus();
    else this.top.focus("headline");
  }

  private leaving(event: BeforeUnloadEvent): void {
    this.saver.journal.flush();
    if (this.saver.dirty || this.rail?.picture.descriptions.waits) event.preventDefault();
  }

  private pasted(told: Told): void {
    if (told.files.length > 0 && this.desk) void this.takeFiles(told.files);
    else told.pictures += told.files.length;
    tellOfPaste(told, { view: this.view, notices: this.notices, voice: this.voice, source: (name) => this.rail?.sources.put({ role: "agency", name, href: "", detail: "" }), place: (name) => this.rail?.putPlace(name) });
  }

  /** Tells the page around the editor; false when the page took it upon itself. */
  private tell(name: string, detail: object): boolean {
    return this.main.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, cancelable: true }));
  }
}
