// Plain text: the stars and lines with which chats write bold and struck words, and the line ends that a printed page
// leaves inside its paragraphs.

import type { Mark, Node } from "prosemirror-model";
import { cleanText } from "../schema/checks";
import { M, schema } from "../schema/schema";
import { chat } from "./tidy";
import type { Told } from "./told";

/** Lines that are one paragraph on a printed page, joined; empty lines part paragraphs. */
export function paragraphsOf(text: string, told: Told): string[] {
  // A soft hyphen at a line's end is the printer's; so is the line's end.
  const lines = text.replace(/\r\n?/g, "\n").replace(/\u00ad\n/g, "").split("\n").map((line) => cleanText(line).trimEnd());
  if (!isPrinted(lines)) return lines.filter((line) => line.trim() !== "");
  told.cleaned = true;
  const longest = Math.max(...lines.map((line) => line.length));
  const paragraphs: string[] = [];
  let open = false;
  for (const line of lines) {
    const words = line.trim();
    if (words === "") open = false;
    else {
      if (open && !/^[•●▪◦‣]\s/.test(words)) paragraphs.push(joined(paragraphs.pop()!, words));
      else paragraphs.push(words);
      open = !(/[.!؟?:»]$/.test(words) && words.length < longest * 0.8);
    }
  }
  return paragraphs;
}

/** A word that was parted at the edge of a page is one again. Arabic parts none. */
function joined(before: string, words: string): string {
  return /[a-z\u00df-\u024f]-$/.test(before) && /^[a-z\u00df-\u024f]/.test(words) ? before.slice(0, -1) + words : `${before} ${words}`;
}

/** Lines cut at the edge of a page: several, about equally long, and most of them end in the middle of a sentence. */
function isPrinted(lines: string[]): boolean {
  const full = lines.filter((line) => line.trim() !== "");
  if (full.length < 3 || full.some((line) => chat.test(line))) return false;
  const lengths = full.map((line) => line.length).sort((a, b) => a - b);
  const middle = lengths[Math.floor(lengths.length / 2)]!;
  const within = full.filter((line) => !/[.!؟?:،»)\]]$/.test(line.trim())).length;
  return middle >= 35 && middle <= 110 && lengths.at(-1)! <= middle * 1.5 && within >= full.length / 2;
}

const styles: [RegExp, () => Mark][] = [
  [/(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\p{L}\p{N}*])/u, () => M.bold.create()],
  [/(?<![\p{L}\p{N}_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\p{L}\p{N}_])/u, () => M.emphasis.create()],
  [/(?<![\p{L}\p{N}~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\p{L}\p{N}~])/u, () => M.strike.create()],
];

/** A line's text with its stars and lines read as marks. Addresses keep theirs. */
export function styled(text: string, marks: readonly Mark[], told: Told): Node[] {
  for (const [pattern, make] of styles) {
    const found = pattern.exec(text);
    if (!found || /https?:\/\/\S*$/.test(text.slice(0, found.index))) continue;
    told.cleaned = true;
    const [whole, inner] = found as unknown as [string, string];
    return [
      ...styled(text.slice(0, found.index), marks, told),
      ...styled(inner, make().addToSet(marks), told),
      ...styled(text.slice(found.index + whole.length), marks, told),
    ];
  }
  return text === "" ? [] : [schema.text(text, marks)];
}
