// From the server's place (a JSON pointer into the tree) to the place in the text.

import { NodeSelection, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

/** Brings the caret to the block that a pointer names, and returns whether there was one. */
export function goToPlace(view: EditorView, pointer: string): boolean {
  const steps = pointer.split("/").slice(1);
  if (steps[0] === "tree") steps.shift();
  let node = view.state.doc;
  let pos = -1;
  for (let index = 0; index + 1 < steps.length && steps[index] === "content"; index += 2) {
    const child = Number(steps[index + 1]);
    if (!Number.isInteger(child) || child < 0 || child >= node.childCount || node.inlineContent) break;
    let at = pos + 1;
    for (let before = 0; before < child; before++) at += node.child(before).nodeSize;
    node = node.child(child);
    pos = at;
  }
  if (pos < 0) return false;
  const $inside = view.state.doc.resolve(Math.min(pos + 1, view.state.doc.content.size));
  const selection = node.isAtom || node.isLeaf ? NodeSelection.create(view.state.doc, pos) : TextSelection.near($inside);
  view.dispatch(view.state.tr.setSelection(selection).scrollIntoView());
  view.focus();
  const field = steps[steps.indexOf("attrs") + 1];
  const dom = view.nodeDOM(pos);
  if (steps.includes("attrs") && dom instanceof HTMLElement) dom.querySelector<HTMLElement>(`[data-attr="${CSS.escape(field ?? "")}"]`)?.focus();
  return true;
}
