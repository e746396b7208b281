// What a second reader would notice in the letters themselves: digits of two kinds, letters that only look alike, and
// what keyboards leave behind. Nothing is changed before the writer says so.

import type { Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import type { Line } from "../page/lines";

type Kind = "digits" | "alike" | "tatweel" | "spaces" | "marks";
/** A stretch of the text, or of the line above it that is named. */
export type Place = { line: Line | null; from: number; to: number };
export type Finding = { kind: Kind; count: number; first: Place };
type Mending = Place & { instead: string };
/** The text with the lines above it, and what belongs there. */
export type Examined = { doc: Node; above: Line[]; lang: string; digits: string };

const arabic = "\u0620-\u064a\u0671-\u06d3\u06fa-\u06ff";
/** Letters of other keyboards that look like an Arabic one. */
const alike: { [letter: string]: string } = { "\u06cc": "\u064a", "\u06a9": "\u0643", "\u06be": "\u0647", "\u06c1": "\u0647", "\u06d2": "\u064a" };
const lookAlike = new RegExp(`(?<=[${arabic}])[a-zA-Z\\u0400-\\u04ff]|[a-zA-Z\\u0400-\\u04ff](?=[${arabic}])|[\\ufb50-\\ufdfb\\ufe70-\\ufefc]`, "gu");

/** What there is to notice, each kind once with its first place. `lang` decides which letters belong. */
export function examine(examined: Examined): Finding[] {
  return (["digits", "alike", "tatweel", "spaces", "marks"] as const).flatMap((kind) => {
    const places = placesOf(examined, kind);
    return places.length ? [{ kind, count: places.length, first: places[0]! }] : [];
  });
}

/** Puts one kind right everywhere; one undo takes it back, in the text and in each line above it. */
export function putRight(view: EditorView, kind: Kind, examined: Examined): void {
  const { tr } = view.state;
  const places = placesOf({ ...examined, doc: tr.doc }, kind).reverse();
  for (const { line, from, to, instead } of places) {
    if (line) continue;
    if (instead === "") tr.delete(from, to);
    else tr.insertText(instead, from, to);
  }
  if (tr.docChanged) view.dispatch(tr.scrollIntoView());
  for (const line of examined.above) {
    const text = places.filter((place) => place.line === line).reduce((text, { from, to, instead }) => text.slice(0, from) + instead + text.slice(to), line.text);
    if (text !== line.text) line.write(text);
  }
}

function placesOf({ doc, above, lang, digits }: Examined, kind: Kind): Mending[] {
  const runs = [...above.map((line) => ({ line, text: line.text, start: 0 })), ...textsOf(doc)];
  if (kind === "digits" && !mixesDigits(runs.map((run) => run.text).join(" "))) return [];
  return runs.flatMap(({ line, text, start }) => {
    const found: Mending[] = [];
    const see = (pattern: RegExp, instead: (match: string) => string | null) => {
      for (const match of text.matchAll(pattern)) {
        const right = instead(match[0]);
        if (right !== null) found.push({ line, from: start + match.index, to: start + match.index + match[0].length, instead: right });
      }
    };
    if (kind === "digits") see(/[0-9\u0660-\u0669\u06f0-\u06f9]/g, (digit) => (unified(digit, digits) === digit ? null : unified(digit, digits)));
    if (kind === "alike") {
      see(lookAlike, (letter) => letter.normalize("NFKC"));
      if (lang.startsWith("ar")) see(/[\u06cc\u06a9\u06be\u06c1\u06d2]/g, (letter) => alike[letter]!);
    }
    if (kind === "tatweel") see(/(?<=[\u0620-\u064a])\u0640+(?=[\u0620-\u064a])/g, () => "");
    if (kind === "spaces") see(/(?<=\S) {2,}(?=\S)/g, () => " ");
    if (kind === "marks" && lang.startsWith("ar")) see(/ +(?=[،؛؟.!])/g, () => "");
    return found;
  });
}

function mixesDigits(text: string): boolean {
  return [/[0-9]/, /[\u0660-\u0669]/, /[\u06f0-\u06f9]/].filter((kind) => kind.test(text)).length > 1;
}

function unified(digit: string, digits: string): string {
  const value = digit.codePointAt(0)! & 0xf;
  const zero = digits === "arab" ? 0x660 : digits === "arabext" ? 0x6f0 : 0x30;
  return String.fromCharCode(zero + value);
}

/** The texts of the document with their places; a run of one set of marks at a time. Addresses are left alone. */
function textsOf(doc: Node): { line: null; text: string; start: number }[] {
  const runs: { line: null; text: string; start: number }[] = [];
  doc.descendants((node, pos) => {
    if (node.isText && !node.marks.some((mark) => mark.type.name === "isolate")) runs.push({ line: null, text: node.text ?? "", start: pos });
    return true;
  });
  return runs;
}
