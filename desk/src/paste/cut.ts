// A block of text without some of its letters.

import type { Node } from "prosemirror-model";

/** Without so many letters at its start. */
export function withoutStart(block: Node, letters: number): Node {
  return block.cut(offsetOf(block, letters));
}

/** Without the letters from here to there. */
export function without(block: Node, from: number, to: number): Node {
  const { content } = block;
  return block.copy(content.cut(0, offsetOf(block, from)).append(content.cut(offsetOf(block, to))));
}

/** Where a letter of the block's text stands in its content; a line break counts as a place and no letter. */
export function offsetOf(block: Node, letters: number): number {
  let left = letters;
  let offset = 0;
  block.forEach((child) => {
    const size = child.isText ? (child.text ?? "").length : 0;
    if (left <= 0) return;
    offset += child.isText ? Math.min(left, size) : child.nodeSize;
    left -= size;
  });
  return offset;
}
