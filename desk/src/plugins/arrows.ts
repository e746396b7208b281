// Left and right arrows go left and right. The browser walks a line of mixed directions in logical order, so that
// inside a Latin word of an Arabic line the left arrow moves the caret to the right. Here the caret goes to the
// nearest place on that side where the browser can draw it. Lines of one direction are left to the browser.

import { Plugin, Selection, TextSelection, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

const rtlLetters = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;
const ltrRun = /[0-9A-Za-z\u0660-\u0669\u06f0-\u06f9\u00c0-\u024f\u0370-\u052f]/;
/** How far from the caret, in characters, a line is measured. */
const reach = 250;

export function arrows(): Plugin {
  return new Plugin({
    props: {
      handleKeyDown(view, event) {
        if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
        if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return false;
        return step(view, event.key === "ArrowLeft" ? -1 : 1, event.shiftKey);
      },
    },
  });
}

type Place = { pos: number; x: number; top: number; bottom: number };

function step(view: EditorView, side: -1 | 1, extend: boolean): boolean {
  const selection = view.state.selection;
  if (!(selection instanceof TextSelection) || !isMixed(view.state)) return false;
  const places = measure(view, selection.head);
  const here = places.find((place) => place.pos === selection.head);
  if (!here) return false;
  if (!extend && !selection.empty) return collapse(view, places, side);
  const target = beside(places, here, side) ?? overEdge(view, places, here, side);
  if (target === null) return true;
  return go(view, target, extend);
}

function isMixed(state: EditorState): boolean {
  const { parent } = (state.selection as TextSelection).$head;
  return parent.inlineContent && rtlLetters.test(parent.textContent) && ltrRun.test(parent.textContent);
}

/** The places around the caret where the browser would draw it. */
function measure(view: EditorView, head: number): Place[] {
  const $head = view.state.doc.resolve(head);
  const start = $head.start();
  const stops = graphemeStops($head.parent.textBetween(0, $head.parent.content.size, undefined, "\ufffc"));
  const range = document.createRange();
  const places: Place[] = [];
  for (const stop of stops) {
    const pos = start + stop;
    if (Math.abs(pos - head) > reach) continue;
    const { node, offset } = view.domAtPos(pos, -1);
    range.setStart(node, offset);
    range.collapse(true);
    const rects = range.getClientRects();
    const rect = rects.length ? rects[rects.length - 1]! : view.coordsAtPos(pos, -1);
    places.push({ pos, x: rect.left, top: rect.top, bottom: rect.bottom });
  }
  return places;
}

function graphemeStops(text: string): number[] {
  const segments = new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text);
  return [...Array.from(segments, (segment) => segment.index), text.length];
}

function sameLine(a: Place, b: Place): boolean {
  const middle = (a.top + a.bottom) / 2;
  return middle > b.top && middle < b.bottom;
}

/** The nearest drawn place on one side of the same line; of two at one spot, the nearer in the text. */
function beside(places: Place[], here: Place, side: -1 | 1): number | null {
  const there = places.filter((place) => sameLine(place, here) && (place.x - here.x) * side > 0.5);
  if (there.length === 0) return null;
  const nearest = Math.min(...there.map((place) => (place.x - here.x) * side));
  const tied = there.filter((place) => (place.x - here.x) * side < nearest + 0.5);
  return tied.reduce((best, place) => (Math.abs(place.pos - here.pos) < Math.abs(best.pos - here.pos) ? place : best)).pos;
}

/** Over the edge of the line: to the neighbouring line's near end, or to the neighbouring block. */
function overEdge(view: EditorView, places: Place[], here: Place, side: -1 | 1): number | null {
  const $head = view.state.doc.resolve(here.pos);
  const { node } = view.domAtPos($head.start());
  const element = node instanceof Element ? node : node.parentElement;
  const rtl = element !== null && getComputedStyle(element.closest("p,h2,h3,h4,td") ?? element).direction === "rtl";
  const forward = rtl ? side < 0 : side > 0;
  const line = places.filter((place) => !sameLine(place, here) && (forward ? place.top > here.top : place.top < here.top));
  if (line.length > 0) {
    const near = line.reduce((best, place) => ((forward ? place.top < best.top : place.top > best.top) ? place : best));
    const row = line.filter((place) => sameLine(place, near));
    return row.reduce((best, place) => ((place.x - best.x) * side < 0 ? place : best)).pos;
  }
  const outside = forward ? $head.after() : $head.before();
  const found = Selection.findFrom(view.state.doc.resolve(outside), forward ? 1 : -1);
  return found instanceof TextSelection ? found.head : null;
}

/** An arrow on a selection goes to the selection's end on that side. */
function collapse(view: EditorView, places: Place[], side: -1 | 1): boolean {
  const { from, to } = view.state.selection;
  const ends = places.filter((place) => place.pos === from || place.pos === to);
  if (ends.length < 2 || !sameLine(ends[0]!, ends[1]!)) return false;
  const end = (ends[1]!.x - ends[0]!.x) * side > 0 ? ends[1]! : ends[0]!;
  return go(view, end.pos, false);
}

function go(view: EditorView, target: number, extend: boolean): boolean {
  const { doc, selection, tr } = view.state;
  const anchor = extend ? selection.anchor : target;
  view.dispatch(tr.setSelection(TextSelection.between(doc.resolve(anchor), doc.resolve(target))).scrollIntoView());
  return true;
}
