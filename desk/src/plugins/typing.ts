// While typing Arabic, the quotation mark of the keyboard becomes the house's «», and , ; ? after an Arabic letter
// become ، ؛ ؟. One undo brings back what was typed. Off in left-to-right blocks, in links and in foreign runs.

import { closeHistory } from "prosemirror-history";
import { Plugin, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { M } from "../schema/schema";

const arabicMarks: { [typed: string]: string } = { ",": "،", ";": "؛", "?": "؟" };
const arabicLetter = /[\u0620-\u064a\u0671-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\u064b-\u0652]/;

export function typing(baseDir: "rtl" | "ltr"): Plugin {
  return new Plugin({
    props: {
      handleTextInput(view, from, to, text) {
        const wanted = replacement(view.state, from, text, baseDir);
        if (wanted === null) return false;
        typeThenReplace(view, from, to, text, wanted);
        return true;
      },
    },
  });
}

/** What should stand instead of the typed character, or `null` to leave it. */
export function replacement(state: EditorState, from: number, text: string, baseDir: string): string | null {
  if (text !== '"' && !(text in arabicMarks)) return null;
  const $from = state.doc.resolve(from);
  if (!$from.parent.isTextblock || directionAt($from, baseDir) !== "rtl") return null;
  const marks = state.storedMarks ?? $from.marks();
  if (M.link.isInSet(marks) || M.isolate.isInSet(marks)) return null;
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, "\ufffc");
  return arabicMark(before, text);
}

/** What should stand instead of a character typed after `before`, in a line from right to left; `null` to leave it. */
export function arabicMark(before: string, typed: string): string | null {
  if (typed === '"') return quotationMark(before);
  return typed in arabicMarks ? punctuation(before, typed) : null;
}

function directionAt($pos: ReturnType<EditorState["doc"]["resolve"]>, baseDir: string): string {
  for (let depth = $pos.depth; depth > 0; depth--) {
    const dir = $pos.node(depth).attrs.dir;
    if (dir) return dir;
  }
  return baseDir;
}

function quotationMark(before: string): string | null {
  const opened = before.lastIndexOf("«") > before.lastIndexOf("»");
  if (opened) return "»";
  return before === "" || /[\s([{\ufffc:،؛\-–—/]$/.test(before) ? "«" : null;
}

function punctuation(before: string, typed: string): string | null {
  const last = before.replace(/[»”)\]]+$/, "").slice(-1);
  return arabicLetter.test(last) ? arabicMarks[typed]! : null;
}

/** Two steps in the history, and a closed door after them, so that one undo takes back the replacement alone. */
function typeThenReplace(view: EditorView, from: number, to: number, typed: string, wanted: string): void {
  view.dispatch(view.state.tr.insertText(typed, from, to).scrollIntoView());
  view.dispatch(closeHistory(view.state.tr).insertText(wanted, from, from + typed.length));
  view.dispatch(closeHistory(view.state.tr));
}
