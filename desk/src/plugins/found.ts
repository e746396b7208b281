// Finding: every place that says what is looked for, however its letters are written, drawn in the text.

import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, TextSelection, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";

export type Hit = { from: number; to: number };
type Found = { wanted: string; hits: Hit[]; at: number };

const key = new PluginKey<Found>("found");
const mostHits = 2000;
const nothing: Found = { wanted: "", hits: [], at: -1 };

export function found(): Plugin<Found> {
  return new Plugin<Found>({
    key,
    state: {
      init: () => nothing,
      apply(tr, old) {
        const asked = tr.getMeta(key) as Partial<Found> | undefined;
        if (asked?.wanted !== undefined) return { wanted: asked.wanted, hits: hitsOf(tr.doc, asked.wanted), at: asked.at ?? -1 };
        if (asked?.at !== undefined) return { ...old, at: asked.at, hits: tr.docChanged ? hitsOf(tr.doc, old.wanted) : old.hits };
        return tr.docChanged && old.wanted !== "" ? { ...old, hits: hitsOf(tr.doc, old.wanted) } : old;
      },
    },
    props: {
      decorations(state) {
        const { hits, at } = key.getState(state) ?? nothing;
        if (hits.length === 0) return null;
        return DecorationSet.create(state.doc, hits.map(({ from, to }, index) => Decoration.inline(from, to, { class: index === at ? "ke-hit ke-now" : "ke-hit" })));
      },
    },
  });
}

export function foundIn(state: EditorState): Found {
  return key.getState(state) ?? nothing;
}

/** Looks for something else; nothing when it is empty. */
export function look(view: EditorView, wanted: string): void {
  view.dispatch(view.state.tr.setMeta(key, { wanted, at: -1 }));
}

/** Goes to the next place, or to the one before. */
export function step(view: EditorView, by: 1 | -1): void {
  const { hits, at } = foundIn(view.state);
  if (hits.length === 0) return;
  const caret = view.state.selection.from;
  const fresh = by > 0 ? hits.findIndex((hit) => hit.from >= caret) : hits.filter((hit) => hit.to <= caret).length - 1;
  stand(view, at < 0 ? Math.max(0, fresh) : (at + by + hits.length) % hits.length);
}

/** Goes to this place, or to none. */
export function stand(view: EditorView, at: number): void {
  const hit = foundIn(view.state).hits[at];
  if (!hit) return view.dispatch(view.state.tr.setMeta(key, { at: -1 }));
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, hit.from, hit.to)).setMeta(key, { at }).scrollIntoView());
}

/** Replaces the place one stands at, or all of them in one step of the history. */
export function replace(view: EditorView, instead: string, all: boolean): number {
  const { hits, at } = foundIn(view.state);
  const chosen = all ? hits : hits.slice(Math.max(0, at), Math.max(0, at) + 1);
  const tr = view.state.tr;
  for (const { from, to } of [...chosen].reverse()) {
    if (instead === "") tr.delete(from, to);
    else tr.insertText(instead, from, to);
  }
  // The next place is looked for behind what stands there now.
  if (!all && chosen[0]) tr.setSelection(TextSelection.create(tr.doc, chosen[0].from + instead.length)).setMeta(key, { at: -1 });
  if (tr.docChanged) view.dispatch(tr);
  return chosen.length;
}

/** Every place whose letters read as the wanted ones: vowel signs, tatweel and the spellings of alef, ya and ta do not count. */
export function hitsOf(doc: Node, wanted: string): Hit[] {
  const hits: Hit[] = [];
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    const found = hitsIn(node.textBetween(0, node.content.size, undefined, "\ufffc"), wanted, mostHits - hits.length);
    hits.push(...found.map(({ from, to }) => ({ from: pos + 1 + from, to: pos + 1 + to })));
    return false;
  });
  return hits;
}

/** The same places in a line of text. */
export function hitsIn(line: string, wanted: string, most = mostHits): Hit[] {
  const needle = folded(wanted).text;
  const hits: Hit[] = [];
  if (needle === "") return hits;
  const { text, places } = folded(line);
  for (let at = text.indexOf(needle); at >= 0 && hits.length < most; at = text.indexOf(needle, at + needle.length)) {
    hits.push({ from: places[at]!, to: places[at + needle.length]! });
  }
  return hits;
}

const spelled: { [letter: string]: string } = { أ: "ا", إ: "ا", آ: "ا", ٱ: "ا", ى: "ي", ة: "ه", ی: "ي", ک: "ك" };

function folded(text: string): { text: string; places: number[] } {
  let out = "";
  const places: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!;
    if (/[\u064b-\u0652\u0670\u0640]/.test(letter)) continue;
    const digit = /[\u0660-\u0669\u06f0-\u06f9]/.test(letter) ? String(letter.charCodeAt(0) & 0xf) : null;
    out += digit ?? spelled[letter] ?? letter.toLowerCase()[0]!;
    places.push(at);
  }
  // A sign above the last letter belongs to it.
  places.push(text.length);
  return { text: out, places };
}
