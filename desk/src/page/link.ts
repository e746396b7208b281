// The link under the caret: its extent, and putting, changing or removing it.

import type { EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { M, schema } from "../schema/schema";

export type Found = { from: number; to: number; href: string };

/** The link that the selection touches, with its whole extent; else the selection itself. */
export function linkAt(state: EditorState): Found {
  const { from, to, $from } = state.selection;
  const parent = $from.parent;
  let found: Found | null = null;
  if (parent.inlineContent) {
    const start = $from.start();
    let run: Found | null = null;
    parent.forEach((node, offset) => {
      const mark = M.link.isInSet(node.marks);
      if (mark && run && run.to === start + offset && run.href === mark.attrs.href) run.to += node.nodeSize;
      else run = mark ? { from: start + offset, to: start + offset + node.nodeSize, href: mark.attrs.href } : null;
      if (run && run.from <= from && run.to >= to) found = run;
    });
  }
  return found ?? { from, to, href: "" };
}

/** Puts the link; without a selection the address itself becomes the text. */
export function putLink(view: EditorView, { from, to }: Found, href: string): void {
  const tr = view.state.tr;
  if (from === to) tr.replaceWith(from, to, schema.text(href, [M.link.create({ href })]));
  else tr.removeMark(from, to, M.link).addMark(from, to, M.link.create({ href }));
  view.dispatch(tr.removeStoredMark(M.link).scrollIntoView());
}

export function removeLink(view: EditorView, { from, to }: Found): void {
  view.dispatch(view.state.tr.removeMark(from, to, M.link));
}
