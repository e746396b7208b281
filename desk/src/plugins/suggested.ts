// The passages of the suggestion one stands at, drawn in the text. They move with the text and are never looked for while
// somebody types.

import { Plugin, PluginKey, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";

export type Span = { from: number; to: number };

const key = new PluginKey<DecorationSet>("suggested");

export function suggested(): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, old) {
        const spans = tr.getMeta(key) as Span[] | undefined;
        if (spans) return DecorationSet.create(tr.doc, spans.map(({ from, to }) => Decoration.inline(from, to, { class: "ke-suggested" })));
        return tr.docChanged ? old.map(tr.mapping, tr.doc) : old;
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

/** Draws these passages, and no others. */
export function drawSuggested(view: EditorView, spans: Span[]): void {
  if (spans.length === 0 && key.getState(view.state) === DecorationSet.empty) return;
  view.dispatch(view.state.tr.setMeta(key, spans).setMeta("addToHistory", false));
}

/** Scrolls a passage into view and leaves caret and focus where they are. */
export function bringIntoView(view: EditorView, { from }: Span): void {
  const { node } = view.domAtPos(from);
  (node instanceof Element ? node : node.parentElement)?.scrollIntoView({ block: "center" });
}

/** Brings the caret to a passage. */
export function goToSpan(view: EditorView, { from, to }: Span): void {
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, to)).scrollIntoView());
  view.focus();
}
