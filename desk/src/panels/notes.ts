// What colleagues say to each other beside the text: notes on a passage, answers, and whom they name with an @.

import type { EditorView } from "prosemirror-view";
import { h } from "../page/element";
import { chosen, drawNoted, goToNoted, type Passage } from "../plugins/noted";
import { ask } from "../save/server";
import { notDone } from "../words/because";
import type { Voice } from "../words/words";

type Note = Passage & { id: string; parent: string; body: string; by: string; mine: boolean; at: string; named: string[]; resolved: { by: string; at: string } | null };
type Colleague = { id: string; name: string };

export class Notes {
  readonly dom: HTMLElement;
  /** Opens the panel; says how many notes are open. */
  readonly door: HTMLButtonElement;
  private readonly list = h("ol", { class: "ke-notes-list" });
  private readonly said = h("p", { class: "ke-note", role: "alert", hidden: true });
  private readonly about = h("blockquote", { class: "ke-quoted", dir: "auto", hidden: true });
  private readonly done = h("input", { type: "checkbox", id: "ke-notes-done" });
  private readonly writing: Writing;
  private passage: Passage = { block: "", quoted: "" };
  private notes: Note[] = [];
  /** Where each thread is answered, by its first note: what is half written there stays while the list is drawn anew. */
  private readonly replies = new Map<string, HTMLDetailsElement>();

  constructor(private readonly voice: Voice, private readonly address: string, private readonly view: () => EditorView) {
    const { words } = voice;
    this.door = h("button", { type: "button", class: "ke-icon ke-notes-door", "aria-label": words.notes, title: `${words.notes} (Ctrl M)`, "aria-expanded": "false", click: () => (this.dom.hidden ? void this.open() : this.close()) }, "✎");
    this.writing = new Writing(words.noteWrite, words.noteSend, address, voice, (body, named) => this.write({ body, named, ...this.passage }));
    this.done.addEventListener("change", () => this.draw());
    this.dom = h(
      "section",
      { class: "ke-card ke-notes", "aria-label": words.notes, "data-panel": "notes", hidden: true },
      h("h2", {}, words.notes),
      this.about,
      this.writing.dom,
      this.said,
      h("div", { class: "ke-check" }, this.done, h("label", { for: "ke-notes-done" }, words.noteShowDone)),
      this.list,
      h("button", { type: "button", class: "ke-quiet", click: () => this.close() }, words.close),
    );
    this.dom.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && (event.preventDefault(), this.close()));
  }

  /** Reads the notes once, so that their passages are seen; whoever comes by the address of one finds it open. */
  async start(): Promise<void> {
    await this.read();
    const wanted = location.hash.startsWith("#note-") ? location.hash.slice(6) : "";
    if (wanted) void this.open(wanted);
  }

  async open(wanted = ""): Promise<void> {
    this.passage = wanted ? { block: "", quoted: "" } : chosen(this.view().state);
    this.about.textContent = this.passage.quoted;
    this.about.hidden = this.passage.quoted === "";
    this.dom.hidden = false;
    this.door.setAttribute("aria-expanded", "true");
    if (!wanted) this.writing.focus();
    await this.read();
    if (!wanted) return;
    if (this.notes.some((note) => note.resolved && (note.id === wanted || this.notes.some((one) => one.id === wanted && one.parent === note.id)))) {
      this.done.checked = true;
      this.draw();
    }
    const line = document.getElementById(`note-${wanted}`);
    line?.scrollIntoView({ block: "nearest" });
    line?.focus();
  }

  private close(): void {
    this.dom.hidden = true;
    this.door.setAttribute("aria-expanded", "false");
    this.view().focus();
  }

  private async read(): Promise<void> {
    const answer = await ask("GET", `${this.address}/notes`);
    if (!answer.ok) return this.say(notDone(this.voice.words.notesUnread, answer, this.voice.words));
    this.notes = (answer.body.notes as Note[] | undefined) ?? [];
    this.draw();
  }

  private async write(note: object): Promise<boolean> {
    const answer = await ask("POST", `${this.address}/notes`, note);
    if (answer.ok) await this.read();
    else this.say(notDone(this.voice.words.noteNotKept, answer, this.voice.words));
    return answer.ok;
  }

  private async resolve(note: Note): Promise<void> {
    const answer = await ask("POST", `${this.address}/notes/${note.id}/resolution`, { resolved: note.resolved === null });
    if (!answer.ok) return this.say(notDone(this.voice.words.noteNotChanged, answer, this.voice.words));
    await this.read();
    this.writing.focus();
  }

  private say(text: string): void {
    this.said.textContent = text;
    this.said.hidden = false;
  }

  private draw(): void {
    const { words } = this.voice;
    this.said.hidden = true;
    const threads = this.notes.filter((note) => note.parent === "");
    const open = threads.filter((note) => note.resolved === null);
    this.door.textContent = open.length ? `✎ ${this.voice.number(open.length)}` : "✎";
    this.door.setAttribute("aria-label", `${words.notes}: ${this.voice.number(open.length)}`);
    drawNoted(this.view(), open.filter((note) => note.quoted !== ""));
    const shown = this.done.checked ? threads : open;
    for (const id of this.replies.keys()) if (!threads.some((note) => note.id === id)) this.replies.delete(id);
    const at = document.activeElement;
    const held = at instanceof HTMLElement && this.list.contains(at) ? at : null;
    this.list.replaceChildren(...shown.map((note) => this.thread(note)));
    if (shown.length === 0) this.list.replaceChildren(h("li", { class: "ke-meta" }, words.noteNone));
    // Who writes an answer goes on writing there.
    if (held?.isConnected) held.focus({ preventScroll: true });
  }

  private reply(note: Note): HTMLDetailsElement {
    const known = this.replies.get(note.id);
    if (known) return known;
    const { words } = this.voice;
    const writing = new Writing(words.noteAnswer, words.noteAnswer, this.address, this.voice, async (body, named) => {
      const kept = await this.write({ body, named, parent: note.id });
      if (kept && dom.contains(document.activeElement)) dom.querySelector("summary")?.focus();
      if (kept) dom.open = false;
      return kept;
    });
    const dom = h("details", {}, h("summary", {}, words.noteAnswer), writing.dom);
    dom.addEventListener("toggle", () => dom.open && writing.focus());
    this.replies.set(note.id, dom);
    return dom;
  }

  private thread(note: Note): HTMLElement {
    const { words } = this.voice;
    const answers = this.notes.filter((one) => one.parent === note.id);
    return h(
      "li",
      { id: `note-${note.id}`, tabindex: -1, class: note.resolved ? "ke-thread ke-done" : "ke-thread" },
      note.quoted !== "" && h("button", { type: "button", class: "ke-quoted", dir: "auto", title: words.noteGo, click: () => goToNoted(this.view(), note) || this.say(words.noteMoved) }, note.quoted),
      this.one(note),
      ...answers.map((one) => h("div", { class: "ke-answer", id: `note-${one.id}`, tabindex: -1 }, this.one(one))),
      note.resolved ? h("p", { class: "ke-meta" }, `${words.noteDoneBy} `, h("bdi", {}, note.resolved.by), " · ", h("bdi", {}, note.resolved.at)) : null,
      note.resolved ? null : this.reply(note),
      h("button", { type: "button", class: "ke-quiet", click: () => void this.resolve(note) }, note.resolved ? words.noteReopen : words.noteResolve),
    );
  }

  /** A note's words, with the names that it names told apart. */
  private one(note: Note): HTMLElement {
    const body = h("p", { dir: "auto" });
    let rest = note.body;
    while (rest) {
      const found = note.named.map((name) => ({ name, at: rest.indexOf(`@${name}`) })).filter((one) => one.at >= 0).sort((one, other) => one.at - other.at)[0];
      if (!found) break;
      body.append(rest.slice(0, found.at), h("b", { class: "ke-named" }, h("bdi", {}, `@${found.name}`)));
      rest = rest.slice(found.at + found.name.length + 1);
    }
    body.append(rest);
    return h("div", {}, h("p", { class: "ke-meta" }, h("b", {}, h("bdi", {}, note.by)), " · ", h("bdi", {}, note.at)), body);
  }
}

let count = 0;

/** A field for a note: an @ and letters offer colleagues; Ctrl and Enter send it. */
class Writing {
  readonly dom: HTMLElement;
  private readonly field: HTMLTextAreaElement;
  private readonly offer: HTMLElement;
  private offered: Colleague[] = [];
  private named: Colleague[] = [];
  private at = 0;
  private asked = 0;
  private sending = false;

  constructor(label: string, send: string, private readonly address: string, voice: Voice, private readonly write: (body: string, named: string[]) => Promise<boolean>) {
    const id = `ke-note-${++count}`;
    this.offer = h("ul", { class: "ke-options ke-offer", role: "listbox", id: `${id}-offer`, "aria-label": voice.words.colleagues, hidden: true });
    this.field = h("textarea", { class: "ke-in", id, rows: 3, maxlength: 2000, dir: "auto", "aria-autocomplete": "list", "aria-controls": `${id}-offer`, "aria-describedby": `${id}-hint` });
    this.field.addEventListener("input", () => void this.look());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("blur", () => this.close());
    this.dom = h(
      "div",
      {},
      h("label", { for: id }, label),
      h("div", { class: "ke-offering" }, this.field, this.offer),
      h("p", { class: "ke-meta", id: `${id}-hint` }, voice.words.noteHint),
      h("button", { type: "button", class: "ke-btn", click: () => void this.send() }, send),
    );
  }

  focus(): void {
    this.field.focus();
  }

  /** What was typed after the last @, when the caret stands there. */
  private get typed(): string | null {
    const before = this.field.value.slice(0, this.field.selectionStart);
    return /(?:^|\s)@([^@\n]{0,40})$/.exec(before)?.[1] ?? null;
  }

  private async look(): Promise<void> {
    const mine = ++this.asked;
    const typed = this.typed;
    if (typed === null) return this.close();
    await new Promise((later) => setTimeout(later, 120));
    if (mine !== this.asked) return;
    const answer = await ask("GET", `${this.address}/colleagues?q=${encodeURIComponent(typed)}`);
    if (mine !== this.asked || !answer.ok) return;
    this.offered = (answer.body.names as Colleague[] | undefined) ?? [];
    this.at = 0;
    this.show();
  }

  private show(): void {
    this.offer.hidden = this.offered.length === 0;
    this.field.setAttribute("aria-activedescendant", this.offer.hidden ? "" : `${this.field.id}-${this.at}`);
    this.offer.replaceChildren(
      ...this.offered.map((one, index) => h("li", { role: "option", id: `${this.field.id}-${index}`, "aria-selected": String(index === this.at), mousedown: (event: Event) => (event.preventDefault(), this.name(one)) }, h("bdi", {}, one.name))),
    );
  }

  private name(one: Colleague): void {
    const caret = this.field.selectionStart;
    const from = caret - (this.typed ?? "").length;
    this.field.setRangeText(`${one.name} `, from, caret, "end");
    this.named.push(one);
    this.close();
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return event.preventDefault(), event.stopPropagation(), void this.send();
    const most = this.offered.length;
    if (most === 0) return;
    if (event.key === "ArrowDown") this.at = (this.at + 1) % most;
    else if (event.key === "ArrowUp") this.at = (this.at + most - 1) % most;
    else if (event.key === "Enter" || event.key === "Tab") return event.preventDefault(), this.name(this.offered[this.at]!);
    else if (event.key === "Escape") return event.preventDefault(), event.stopPropagation(), this.close();
    else return;
    event.preventDefault();
    this.show();
  }

  private close(): void {
    this.asked++;
    this.offered = [];
    this.show();
  }

  private async send(): Promise<void> {
    const body = this.field.value.trim();
    if (body === "") return this.focus();
    if (this.sending) return;
    const named = [...new Set(this.named.filter((one) => body.includes(`@${one.name}`)).map((one) => one.id))];
    // What is being sent is not written on: nothing goes out twice, and nothing is wiped that was not sent.
    this.sending = this.field.readOnly = true;
    try {
      if (!(await this.write(body, named))) return;
      this.field.value = "";
      this.named = [];
    } finally {
      this.sending = this.field.readOnly = false;
    }
  }
}
