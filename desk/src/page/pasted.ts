// What a paste came with, told under the bar: cleaned, with a way back to what was on the clipboard.

import { undo } from "prosemirror-history";
import type { Node } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { cleanText } from "../schema/checks";
import { N, schema } from "../schema/schema";
import type { Told } from "../paste/told";
import type { Words } from "../words/words";
import type { Notices } from "./notices";

export type { Told };
type Place = { view: EditorView; notices: Notices; words: Words; source: (name: string) => void; place: (name: string) => void };

/** Says what was noticed, when there is anything to say. */
export function tellOfPaste(told: Told, { view, notices, words, source, place }: Place): void {
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
  if (told.speaker) buttons.push([`${words.pasteSpeaker} ${told.speaker}`, () => (notices.clear("paste"), makeStatement(view, told.speaker))]);
  if (told.pictures > 0) lines.push(`${told.pictures} ${words.pasteDropped}`);
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

/** Puts the paragraph of the caret into a statement of this speaker. */
function makeStatement(view: EditorView, speaker: string): void {
  const { $from } = view.state.selection;
  if ($from.depth !== 1 || $from.parent.type !== N.paragraph) return;
  const pos = $from.before(1);
  const tr = view.state.tr.replaceWith(pos, $from.after(1), N.statement.create({ speaker }, N.paragraph.create(null, $from.parent.content)));
  view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(pos + 2))).scrollIntoView());
  view.focus();
}

function dropEmoji(view: EditorView): void {
  const tr = view.state.tr;
  const places: [number, number][] = [];
  tr.doc.descendants((node, pos) => {
    for (const match of node.isText ? (node.text ?? "").matchAll(/ ?(?:\p{Extended_Pictographic}[\u{1f3fb}-\u{1f3ff}\ufe0f\u200d]*)+/gu) : []) places.push([pos + match.index, pos + match.index + match[0].length]);
  });
  for (const [from, to] of places.reverse()) tr.delete(from, to);
  view.dispatch(tr);
  view.focus();
}
