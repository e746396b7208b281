// Lines: a page that keeps the line ends of its text parts its paragraphs with them, and two breaks in a row part what
// mail and networks write as one paragraph.

import { Fragment, Slice, type Node } from "prosemirror-model";
import { N } from "../schema/schema";
import { styleOf } from "./word";

const blocks = /^(?:p|div|ul|ol|li|table|thead|tbody|tr|td|th|h[1-6]|blockquote|hr|section|article|header|footer|figure|figcaption|pre|dl|dt|dd|address|main|center)$/;

/** Line ends that the page shows become breaks; breaks that only hold two blocks apart go. */
export function cleanLines(root: HTMLElement): void {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const kept: Text[] = [];
  for (let text = walker.nextNode() as Text | null; text; text = walker.nextNode() as Text | null) if (/\n/.test(text.data) && keepsLines(text)) kept.push(text);
  for (const text of kept) {
    const lines = text.data.split(/\n+/);
    const brake = () => root.ownerDocument.createElement("br");
    text.replaceWith(...lines.flatMap((line, at) => (at === 0 ? [line] : [brake(), brake(), line])));
  }
  for (const node of root.querySelectorAll("br")) if (isBlockSide(node, "previousSibling") && isBlockSide(node, "nextSibling")) node.remove();
}

/** Whether the nearest element that says so shows line ends; a plain text's element does by itself. */
function keepsLines(text: Text): boolean {
  for (let at = text.parentElement; at; at = at.parentElement) {
    if (at.localName === "pre" || at.localName === "textarea") return true;
    const says = /white-space(?:-collapse)?:\s*([a-z-]+)/gi;
    const said = [...styleOf(at).matchAll(says)].map((found) => found[1]!.toLowerCase()).filter((value) => value !== "inherit");
    if (said.length > 0) return /^(?:pre|pre-wrap|pre-line|break-spaces|preserve|preserve-breaks)$/.test(said.at(-1)!);
  }
  return false;
}

/** Whether nothing stands on this side of the break but a block, or the end. */
function isBlockSide(node: Element, side: "previousSibling" | "nextSibling"): boolean {
  let next: globalThis.Node | null = node[side];
  while (next && ((next.nodeType === 3 && !/\S/.test(next.nodeValue ?? "")) || next.nodeType === 8 || next.nodeName === "BR")) next = next[side];
  if (next) return blocks.test((next as Element).localName ?? "");
  const parent = node.parentElement;
  return parent === null || /^(?:div|body|blockquote|section|article)$/.test(parent.localName);
}

/** The slice with its paragraphs parted at two breaks in a row, without empty ones and breaks at their ends. */
export function parted(slice: Slice): Slice {
  const { content } = slice;
  const all: Node[] = [];
  content.forEach((node) => all.push(node));
  const isInline = all.length > 0 && all.every((node) => node.isInline);
  const pieces = isInline ? piecesOf(N.paragraph.create(null, content)) : all.flatMap((node) => (node.type === N.paragraph ? piecesOf(node) : [node]));
  if (isInline) return pieces.length > 1 ? new Slice(Fragment.fromArray(pieces), 1, 1) : slice;
  const same = pieces.length === all.length && pieces.every((node, at) => node === all[at]);
  return same || pieces.length === 0 ? slice : Slice.maxOpen(Fragment.fromArray(pieces), true);
}

function piecesOf(paragraph: Node): Node[] {
  const pieces: Node[][] = [[]];
  let breaks: Node[] = [];
  paragraph.forEach((node) => {
    if (node.type === N.hardBreak) return void breaks.push(node);
    if (breaks.length > 1) pieces.push([]);
    else if (pieces.at(-1)!.length > 0) pieces.at(-1)!.push(...breaks);
    breaks = [];
    pieces.at(-1)!.push(node);
  });
  const said = pieces.filter((piece) => piece.some((node) => !node.isText || /\S/.test((node.text ?? "").replace(/\u00a0/g, " "))));
  if (said.length === 1 && said[0]!.length === paragraph.childCount) return [paragraph];
  return said.map((piece, at) => N.paragraph.create(at === 0 ? paragraph.attrs : { ...paragraph.attrs, id: null }, trimmed(piece)));
}

function trimmed(piece: Node[]): Node[] {
  const ends = piece.map((node, at) => {
    if (!node.isText) return node;
    let text = node.text ?? "";
    if (at === 0) text = text.trimStart();
    if (at === piece.length - 1) text = text.trimEnd();
    return text === "" ? null : node.type.schema.text(text, node.marks);
  });
  return ends.filter((node): node is Node => node !== null);
}
