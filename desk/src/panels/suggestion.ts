// One suggestion: what it is, where it stands in the text, what may be done with it, and its line in the panel.

import type { Node } from "prosemirror-model";
import { h } from "../page/element";
import { passageOf, type Passage } from "../statements";
import type { Found, FoundCopy, FoundSource, FoundStatement, FoundStory } from "../save/asking";
import type { Voice } from "../words/words";
import { roles } from "./sources";

type Of<Kind, What> = { kind: Kind; key: string; what: What };
export type Suggestion = Of<"story", FoundStory> | Of<"statement", FoundStatement> | Of<"source", FoundSource> | Of<"copy", FoundCopy>;
/** `accept` changes something; `go` leads to a passage or to another article; nothing where this person may not. */
export type Deed = "accept" | "go" | null;
export type Acts = { accept: () => void; dismiss: () => void; go: () => void };

/** All that was found, in the order of the panel. */
export function suggestionsOf(found: Found): Suggestion[] {
  return [
    ...found.stories.map((what): Suggestion => ({ kind: "story", key: `story:${what.id}`, what })),
    ...found.statements.map((what): Suggestion => ({ kind: "statement", key: `statement:${what.speaker}:${what.words}`, what })),
    ...found.sources.map((what): Suggestion => ({ kind: "source", key: `source:${what.name}`, what })),
    ...found.copies.map((what): Suggestion => ({ kind: "copy", key: `copy:${what.article}`, what })),
  ];
}

/** Where it stands in the text. A story stands nowhere: what it shares are words of any place. */
export function passagesOf(doc: Node, { kind, what }: Suggestion): Passage[] {
  const wanted: [block: string | null, words: string][] = kind === "statement" ? [[what.block, what.words]] : kind === "source" ? [[null, what.name]] : kind === "copy" ? what.differing.slice(0, 20).map((words) => [null, words]) : [];
  return wanted.map(([block, words]) => passageOf(doc, block, words)).filter((passage) => passage !== null);
}

/** What accepting it would do. Speech in other words than the speaker's own is no quotation, and a source nobody named no link of the chain. */
export function deedOf(doc: Node, { kind, what }: Suggestion, may: { place: boolean; write: boolean }): Deed {
  if (kind === "story") return may.place ? "accept" : null;
  if (kind === "statement" && (!what.direct || !passageOf(doc, what.block, what.words)?.parts)) return "go";
  if (kind === "source" && !isChained(what)) return "go";
  if (kind === "copy") return "go";
  return may.write ? "accept" : null;
}

function isChained({ role }: FoundSource): boolean {
  return (roles as readonly string[]).includes(role);
}

/** An address of this house, else nothing. */
export function innerHref(href: string): string | null {
  return /^\/(?!\/)/.test(href) ? href : null;
}

let count = 0;

/** Its line: marked as unconfirmed in words and by its frame, with a button for each key. */
export function lineOf(one: Suggestion, deed: Deed, voice: Voice, acts: Acts): HTMLElement {
  const w = voice.words;
  const id = `ke-suggestion-${++count}`;
  const title = h("p", { id: `${id}-title`, class: "ke-suggestion-title" }, ...titleOf(one, voice));
  const about = h("div", { id: `${id}-about` }, ...aboutOf(one, deed, voice, acts));
  const button = (label: string, press: () => void, kind: string) => h("button", { type: "button", class: "ke-quiet", "data-do": kind, "aria-describedby": `${id}-title`, click: press }, label);
  const accepts = { story: w.storyAccept, statement: w.statementAccept, source: w.sourceAccept, copy: "" }[one.kind];
  const href = one.kind === "copy" ? innerHref(one.what.href) : null;
  const may = deed !== null || one.kind !== "story";
  const row = h(
    "div",
    { class: "ke-row" },
    deed === "accept" && button(accepts, acts.accept, "accept"),
    one.kind === "source" && button(w.noteGo, acts.go, "go"),
    href && h("a", { class: "ke-quiet ke-go", href, target: "_blank", rel: "noopener", "aria-describedby": `${id}-title` }, w.copyOpen),
    may && button(one.kind === "story" ? w.storyReject : w.dismiss, acts.dismiss, "dismiss"),
  );
  return h(
    "div",
    { class: "ke-suggestion", role: "group", tabindex: -1, "data-kind": one.kind, "aria-labelledby": `${id}-mark ${id}-title`, "aria-describedby": `${id}-about` },
    h("p", { id: `${id}-mark`, class: "ke-unconfirmed" }, w.unconfirmed),
    title,
    about,
    may && row,
  );
}

function titleOf(one: Suggestion, voice: Voice): HTMLElement[] {
  const w = voice.words;
  const name = (text: string) => h("b", {}, h("bdi", {}, text));
  if (one.kind === "story") return [name(one.what.name)];
  if (one.kind === "statement") return [name(one.what.speaker || w.noSpeaker)];
  if (one.kind === "source") return [name(one.what.name)];
  return [name(one.what.headline)];
}

function aboutOf(one: Suggestion, deed: Deed, voice: Voice, acts: Acts): HTMLElement[] {
  if (one.kind === "story") return aboutStory(one.what, voice);
  if (one.kind === "statement") return aboutStatement(one.what, deed, voice, acts);
  if (one.kind === "source") return aboutSource(one.what, voice);
  return aboutCopy(one.what, voice);
}

/** Words in a row, each by itself in its own direction. */
function dotted(parts: string[], before = ""): HTMLElement {
  const said = parts.filter((part) => part !== "");
  return h("p", { class: "ke-meta" }, before && `${before} `, ...said.flatMap((part, index) => [index > 0 && " · ", h("bdi", {}, part)]));
}

function aboutStory(story: FoundStory, { words }: Voice): HTMLElement[] {
  const why = story.shared.length > 0 ? [dotted(story.shared.slice(0, 8), words.because)] : [];
  return [dotted([story.state_words, story.pieces_words, story.last]), ...why];
}

function aboutStatement(said: FoundStatement, deed: Deed, { words: w }: Voice, acts: Acts): HTMLElement[] {
  const whose = [said.cue, said.inherited ? w.inheritedSpeaker : ""];
  const hint = !said.direct ? w.indirectHint : deed === "go" ? w.cannotPart : "";
  const notes = [...(whose.some(Boolean) ? [dotted(whose)] : []), ...(hint ? [h("p", { class: "ke-meta" }, hint)] : [])];
  return [h("button", { type: "button", class: "ke-quoted", dir: "auto", title: w.noteGo, click: acts.go }, said.words), ...notes];
}

function aboutSource(source: FoundSource, { words: w }: Voice): HTMLElement[] {
  const chained = isChained(source);
  const role = chained ? w[`source_${source.role as (typeof roles)[number]}`] : w.unnamedSource;
  return [dotted([role, chained ? "" : w.unnamedHint])];
}

function aboutCopy(copy: FoundCopy, voice: Voice): HTMLElement[] {
  const w = voice.words;
  const kind = { copy: w.copySame, within: w.copyWithin, holds: w.copyHolds }[copy.kind] ?? "";
  const share = `${voice.number(Math.round(copy.share))}${w.copyShare}`;
  const facts = dotted([kind, share, copy.first ? w.copyFirst : ""]);
  const differing = copy.differing.filter((part) => part !== "").slice(0, 20);
  const parts = h("details", {}, h("summary", {}, w.copyDiffers), h("ul", {}, ...differing.map((part) => h("li", { dir: "auto" }, part))));
  return [dotted([copy.source, copy.when]), facts, ...(differing.length > 0 ? [parts] : [])];
}
