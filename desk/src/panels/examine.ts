// What a second reader would notice in the letters themselves: digits of two kinds, letters that only look alike, and
// what keyboards leave behind. Nothing is changed before the writer says so.

import type { Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";

export type Finding = { kind: "digits" | "alike" | "tatweel" | "spaces" | "marks"; count: number; from: number; to: number };
type Place = { from: number; to: number; instead: string };

const arabic = "\u0620-\u064a\u0671-\u06d3\u06fa-\u06ff";
/** Letters of other keyboards that look like an Arabic one. */
const alike: { [letter: string]: string } = { "\u06cc": "\u064a", "\u06a9": "\u0643", "\u06be": "\u0647", "\u06c1": "\u0647", "\u06d2": "\u064a" };
const lookAlike = new RegExp(`(?<=[${arabic}])[a-zA-Z\\u0400-\\u04ff]|[a-zA-Z\\u0400-\\u04ff](?=[${arabic}])|[\\ufb50-\\ufdfb\\ufe70-\\ufefc]`, "gu");

/** What there is to notice, each kind once with its first place. `lang` decides which letters belong; `beside` are the words above the text. */
export function examine(doc: Node, lang: string, digits: string, beside = ""): Finding[] {
  return (["digits", "alike", "tatweel", "spaces", "marks"] as const).flatMap((kind) => {
    const places = placesOf(doc, kind, lang, digits, beside);
    return places.length ? [{ kind, count: places.length, from: places[0]!.from, to: places[0]!.to }] : [];
  });
}

/** Puts one kind right everywhere; one undo takes it back. */
export function putRight(view: EditorView, kind: Finding["kind"], lang: string, digits: string, beside = ""): void {
  const tr = view.state.tr;
  for (const { from, to, instead } of placesOf(tr.doc, kind, lang, digits, beside).reverse()) {
    if (instead === "") tr.delete(from, to);
    else tr.insertText(instead, from, to);
  }
  if (tr.docChanged) view.dispatch(tr.scrollIntoView());
}

function placesOf(doc: Node, kind: Finding["kind"], lang: string, digits: string, beside: string): Place[] {
  const runs = textsOf(doc);
  if (kind === "digits" && !mixesDigits([beside, ...runs.map((run) => run.text)].join(" "))) return [];
  return runs.flatMap(({ text, start }) => {
    const found: Place[] = [];
    const see = (pattern: RegExp, instead: (match: string) => string | null) => {
      for (const match of text.matchAll(pattern)) {
        const right = instead(match[0]);
        if (right !== null) found.push({ from: start + match.index, to: start + match.index + match[0].length, instead: right });
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
function textsOf(doc: Node): { text: string; start: number }[] {
  const runs: { text: string; start: number }[] = [];
  doc.descendants((node, pos) => {
    if (node.isText && !node.marks.some((mark) => mark.type.name === "isolate")) runs.push({ text: node.text ?? "", start: pos });
    return true;
  });
  return runs;
}
