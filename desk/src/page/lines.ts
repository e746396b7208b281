// Plain lines of text that are written as the body is: the same marks while typing, and changes that the browser's own
// undo takes back.

import { arabicMark } from "../plugins/typing";

type Field = HTMLInputElement | HTMLTextAreaElement;

/** A line above the text, as what examines and replaces sees it. */
export type Line = {
  /** Its place from the top. */
  id: number;
  text: string;
  /** Goes there, with these letters selected. */
  show: (from: number, to: number) => void;
  /** Draws it as the place one stands at, or not. */
  mark: (stands: boolean) => void;
  write: (text: string) => void;
};

/** While typing from right to left, the keyboard's marks become the Arabic ones; never while letters are being composed. */
export function writesArabic(field: Field): void {
  /** Where the last mark was replaced. */
  let at = -1;
  field.addEventListener("input", (event) => {
    const { inputType, data, isComposing } = event as InputEvent;
    if (inputType === "historyUndo") return stepBehind(field, at);
    const end = field.selectionEnd ?? 0;
    const wanted = inputType === "insertText" && data?.length === 1 && !isComposing && field.dir === "rtl" && field.value[end - 1] === data ? arabicMark(field.value.slice(0, end - 1), data) : null;
    if (wanted === null) return;
    at = end - 1;
    put(field, at, end, wanted);
  });
}

/** The undo that brings back what was typed leaves it selected; the next letter would write over it. */
function stepBehind(field: Field, at: number): void {
  if (field.selectionStart === at && field.selectionEnd === at + 1) field.setSelectionRange(at + 1, at + 1);
}

/** Writes another text where this one stands, as one step that the browser can undo. */
export function rewrite(field: Field, text: string): void {
  if (field.readOnly) return;
  const had = document.activeElement;
  field.focus();
  put(field, 0, field.value.length, text);
  if (had instanceof HTMLElement && had !== field) had.focus();
}

function put(field: Field, from: number, to: number, text: string): void {
  field.setSelectionRange(from, to);
  if (document.execCommand(text === "" ? "delete" : "insertText", false, text)) return;
  field.setRangeText(text, from, to, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
