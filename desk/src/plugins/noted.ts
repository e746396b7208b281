// Passages that a note is about, underlined in the text. A note knows its block and the words; where the words were changed
// since, the block alone is shown.

import type { Node } from "prosemirror-model";
import { NodeSelection, Plugin, PluginKey, TextSelection, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";

/** What a note is about. */
export type Passage = { block: string; quoted: string };
type Span = { from: number; to: number };

const key = new PluginKey<Passage[]>("noted");

export function noted(): Plugin<Passage[]> {
  return new Plugin<Passage[]>({
    key,
    state: {
      init: () => [],
      apply: (tr, old) => (tr.getMeta(key) as Passage[] | undefined) ?? old,
    },
    props: {
      decorations(state) {
        const passages = key.getState(state) ?? [];
        if (passages.length === 0) return null;
        const spans = passages.map((passage) => wordsOf(state.doc, passage)).filter((span) => span !== null);
        return DecorationSet.create(state.doc, spans.map(({ from, to }) => Decoration.inline(from, to, { class: "ke-noted" })));
      },
    },
  });
}

/** Draws these passages, and no others. */
export function drawNoted(view: EditorView, passages: Passage[]): void {
  view.dispatch(view.state.tr.setMeta(key, passages).setMeta("addToHistory", false));
}

/** What is chosen in the text: the block that holds it, and the words; without a choice, how the block begins. */
export function chosen(state: EditorState): Passage {
  const { $from, from, to } = state.selection;
  for (let depth = $from.depth; depth >= 0; depth -= 1) {
    const node = depth === 0 ? state.doc.nodeAt(from) : $from.node(depth);
    const block = node?.attrs.id as string | undefined;
    if (!node || !block) continue;
    const end = depth === 0 ? to : Math.min(to, $from.end(depth));
    const words = depth === 0 ? "" : state.doc.textBetween(from, end, " ");
    return { block, quoted: (words || node.textContent.slice(0, 100)).trim().slice(0, 300) };
  }
  return { block: "", quoted: "" };
}

/** Brings the caret to what a note is about; whether it still stands there. */
export function goToNoted(view: EditorView, passage: Passage): boolean {
  const { doc } = view.state;
  const block = blockOf(doc, passage.block);
  if (!block) return false;
  const words = wordsOf(doc, passage);
  const selection = words ? TextSelection.create(doc, words.from, words.to) : block.node.isAtom ? NodeSelection.create(doc, block.pos) : TextSelection.near(doc.resolve(block.pos + 1));
  view.dispatch(view.state.tr.setSelection(selection).scrollIntoView());
  view.focus();
  return true;
}

function blockOf(doc: Node, id: string): { node: Node; pos: number } | null {
  let found: { node: Node; pos: number } | null = null;
  if (id) doc.descendants((node, pos) => (found || (node.attrs.id === id && (found = { node, pos })), !found));
  return found;
}

/** Where the words stand in their block. */
function wordsOf(doc: Node, { block, quoted }: Passage): Span | null {
  const found = blockOf(doc, block);
  if (!found || !quoted) return null;
  let text = "";
  const places: number[] = [];
  found.node.descendants((node, pos) => {
    if (!node.isText) return true;
    for (let index = 0; index < node.text!.length; index += 1) places.push(found.pos + 1 + pos + index);
    text += node.text!;
    return false;
  });
  const at = text.indexOf(quoted);
  return at < 0 ? null : { from: places[at]!, to: places[at + quoted.length - 1]! + 1 };
}
