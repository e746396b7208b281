// What a paste came with, told under the bar: cleaned, with a way back to what was on the clipboard.

import { closeHistory, undo } from "prosemirror-history";
import type { Node } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { offsetOf } from "../paste/cut";
import { emoji } from "../paste/tidy";
import type { Message, Told } from "../paste/told";
import { attrHolds, cleanText } from "../schema/checks";
import { N, schema } from "../schema/schema";
import type { Voice } from "../words/words";
import type { Notices } from "./notices";

export type { Told };
type Place = { view: EditorView; notices: Notices; voice: Voice; source: (name: string) => void; place: (name: string) => void };

/** Says what was noticed, when there is anything to say. */
export function tellOfPaste(told: Told, { view, notices, voice, source, place }: Place): void {
  const { words } = voice;
  const lines: string[] = [];
  const buttons: [string, () => void][] = [];
  if (told.cleaned) {
    lines.push(words.pasteCleaned);
    const after = view.state.doc;
    buttons.push([words.keepOriginal, () => (notices.clear("paste"), putOriginal(view, told.original, after))]);
  }
  if (told.agency) {
    source(told.agency);
    lines.push(`${words.pasteSource} ${told.agency}`);
  }
  if (told.place) {
    place(told.place);
    lines.push(`${words.writtenIn}: ${told.place}`);
  }
  if (told.date) lines.push(`${words.date}: ${told.date}`);
  const speakers = [...new Set(told.messages.map((message) => message.speaker).filter(Boolean))];
  const offer = speakers.length === 1 ? `${words.pasteSpeaker} ${speakers[0]}` : words.pasteSpeakers;
  if (speakers.length > 0) buttons.push([offer, () => (notices.clear("paste"), makeStatements(view, told.messages))]);
  if (told.pictures > 0) lines.push(voice.count("dropped", told.pictures));
  if (told.short > 0) lines.push(words.pasteShort);
  if (told.reversed) lines.push(words.pasteReversed);
  if (told.emoji > 0) {
    lines.push(words.pasteEmoji);
    buttons.push([words.dropEmoji, () => (notices.clear("paste"), dropEmoji(view))]);
  }
  if (lines.length === 0 && buttons.length === 0) return;
  if (buttons.length === 0) notices.pass("paste", lines.join(" · "));
  else notices.show("paste", lines.join(" · "), [...buttons, [words.close, () => notices.clear("paste")]]);
}

/** The words of the clipboard as they came, but for what no document may hold. */
function putOriginal(view: EditorView, original: string, after: Node): void {
  if (view.state.doc.eq(after)) undo(view.state, view.dispatch);
  const paragraphs = original.split(/\r?\n/).map((line) => cleanText(line)).filter((line) => line.trim() !== "").map((line) => N.paragraph.create(null, schema.text(line)));
  const { $from } = view.state.selection;
  const tr = view.state.tr;
  if (paragraphs.length === 1) tr.replaceSelectionWith(paragraphs[0]!.firstChild!, false);
  else if ($from.parent.content.size === 0 && $from.depth === 1) tr.replaceWith($from.before(1), $from.after(1), paragraphs);
  else tr.insert($from.depth === 0 ? view.state.selection.to : $from.after(1), paragraphs);
  view.dispatch(tr.scrollIntoView());
  view.focus();
}

/** Puts each message into a statement of whoever wrote it; what one person wrote in a row is one statement. */
function makeStatements(view: EditorView, messages: Message[]): void {
  const { doc } = view.state;
  const first = placeOf(doc, messages);
  if (first < 0) return;
  const made: Node[] = [];
  let speaker: string | null = null;
  const put = (paragraph: Node, of: string | null) => {
    const before = made.at(-1);
    if (paragraph.content.size === 0) return;
    if (of === null) made.push(paragraph);
    else if (of === speaker && before?.type === N.statement) made[made.length - 1] = before.copy(before.content.addToEnd(paragraph));
    else made.push(N.statement.create({ speaker: of }, paragraph));
    speaker = of;
  };
  messages.forEach((message, at) => {
    const { block, from, to } = partOf(doc.child(first + at), message.text, at, messages.length);
    const named = message.speaker !== "" && attrHolds("statement", "speaker", message.speaker);
    put(block.cut(0, from), null);
    put(block.copy(block.content.cut(from, to)), named ? message.speaker : null);
    put(block.cut(to), null);
  });
  const start = Array.from({ length: first }, (_, at) => doc.child(at).nodeSize).reduce((sum, size) => sum + size, 0);
  const end = start + messages.reduce((sum, _, at) => sum + doc.child(first + at).nodeSize, 0);
  const tr = closeHistory(view.state.tr).replaceWith(start, end, made);
  view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(start + 2))).scrollIntoView());
  view.focus();
}

/** Where in the text these messages stand as paragraphs, the last such place; -1 when they were changed since. */
function placeOf(doc: Node, messages: Message[]): number {
  const stands = (at: number) => messages.every((message, index) => doc.child(at + index).type === N.paragraph && partOf(doc.child(at + index), message.text, index, messages.length).from >= 0);
  let at = doc.childCount - messages.length;
  while (at >= 0 && !stands(at)) at--;
  return at;
}

/** Which part of a paragraph a message is: the first one may stand after other words, and the last one before some. */
function partOf(block: Node, message: string, index: number, of: number): { block: Node; from: number; to: number } {
  const text = block.textContent;
  const at = of === 1 ? text.lastIndexOf(message) : index === 0 ? (text.endsWith(message) ? text.length - message.length : -1) : text.startsWith(message) ? 0 : -1;
  const isWhole = index === 0 || index === of - 1 || text === message;
  if (at < 0 || !isWhole) return { block, from: -1, to: -1 };
  return { block, from: at === 0 ? 0 : offsetOf(block, at), to: at + message.length === text.length ? block.content.size : offsetOf(block, at + message.length) };
}

function dropEmoji(view: EditorView): void {
  const tr = view.state.tr;
  const places: [number, number][] = [];
  tr.doc.descendants((node, pos) => {
    for (const match of node.isText ? (node.text ?? "").matchAll(emoji) : []) places.push([pos + match.index, pos + match.index + match[0].length]);
  });
  for (const [from, to] of places.reverse()) tr.delete(from, to);
  view.dispatch(tr);
  view.focus();
}
