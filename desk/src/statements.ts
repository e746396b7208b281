// A statement made of words that stand in the text: their paragraph is parted around them, and no character is lost.

import { closeHistory } from "prosemirror-history";
import type { Node } from "prosemirror-model";
import type { EditorState, Transaction } from "prosemirror-state";
import { N } from "./schema/schema";

/** Where words stand: the block that holds them with the position before it, and their offsets in its content. */
export type Passage = { block: Node; pos: number; from: number; to: number; /** Whether it is a paragraph of its own, which can be parted. */ parts: boolean };

/** Fewer letters than these are looked for in their own block alone. */
const leastElsewhere = 8;

/**
 * Where these words stand outside of statements: in the block of that id, else in the first block that has them. Their
 * block may have been parted since; `block` is null where it was never known.
 */
export function passageOf(doc: Node, block: string | null, words: string): Passage | null {
  if (words === "") return null;
  const blocks = blocksOf(doc);
  const own = blocks.find((one) => one.block.attrs.id === block);
  const elsewhere = block === null || words.length >= leastElsewhere ? blocks : [];
  for (const one of own ? [own, ...elsewhere] : elsewhere) {
    const span = spanIn(one, words);
    if (span) return { block: one.block, pos: one.pos, parts: one.parts, ...span };
  }
  return null;
}

type Block = Pick<Passage, "block" | "pos" | "parts"> & { text: string };
const read = new WeakMap<Node, Block[]>();

/** The blocks of text outside of statements; a document never changes, so each is read once. */
function blocksOf(doc: Node): Block[] {
  const known = read.get(doc);
  if (known) return known;
  const blocks: Block[] = [];
  doc.descendants((node, pos, parent) => {
    if (node.isTextblock) blocks.push({ block: node, pos, parts: parent === doc && node.type === N.paragraph, text: node.textContent });
    return !node.isTextblock && node.type !== N.statement;
  });
  read.set(doc, blocks);
  return blocks;
}

/** Where words stand in a block. Whoever found them may have read a break in a line as a break, as a space or as nothing. */
function spanIn({ block, text: whole }: Block, words: string): { from: number; to: number } | null {
  const has = whole.includes(words);
  if (!has && block.childCount < 2) return null;
  for (const pause of has ? [""] : ["\n", " "]) {
    let text = "";
    const places: number[] = [];
    block.forEach((child, offset) => {
      const said = child.isText ? child.text! : pause;
      for (let index = 0; index < said.length; index += 1) places.push(offset + index);
      text += said;
    });
    const at = text.indexOf(words);
    if (at >= 0) return { from: places[at]!, to: places[at + words.length - 1]! + 1 };
  }
  return null;
}

/** The words of a passage as a statement of this speaker, what stands around them as paragraphs before and after it; one step of the history. */
export function partStatement(state: EditorState, { block, pos, from, to }: Passage, speaker: string): Transaction {
  const words = widened(block.textBetween(0, block.content.size, undefined, "\n"), from, to);
  const { content, attrs } = block;
  const piece = (start: number, end: number, first: boolean) => N.paragraph.create(first ? attrs : { ...attrs, id: null }, content.cut(start, end));
  const pieces: Node[] = [N.statement.create({ speaker }, piece(words.from, words.to, words.from === 0))];
  if (words.from > 0) pieces.unshift(piece(0, words.from, true));
  if (words.to < content.size) pieces.push(piece(words.to, content.size, false));
  return closeHistory(state.tr.replaceWith(pos, pos + block.nodeSize, pieces));
}

const saysSomething = /[\p{L}\p{N}]/u;

/**
 * The marks of quotation around the words go with them, and the signs and spaces that end them: no paragraph is left that
 * ends with an opening mark, begins with a comma, or says nothing.
 */
function widened(said: string, from: number, to: number): { from: number; to: number } {
  const [before, after] = [said.slice(0, from), said.slice(to)];
  const opened = /[«“„‘‹"']\s*$/.exec(before)?.[0];
  const closed = /^[\s.,،؛…!؟?]*[»”“’›"']/.exec(after)?.[0];
  if (opened && (closed || /[«„‹]/.test(opened))) from -= opened.length;
  if (closed && (opened || /[»›]/.test(closed))) to += closed.length;
  to += /^[\s.,،؛;:…!؟?]*/.exec(said.slice(to))![0].length;
  if (!saysSomething.test(said.slice(0, from))) from = 0;
  if (!saysSomething.test(said.slice(to))) to = said.length;
  return { from, to };
}
