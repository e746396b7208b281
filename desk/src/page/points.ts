// What to look at before publication.

import type { EditorView } from "prosemirror-view";
import { TextSelection } from "prosemirror-state";
import { examine, putRight } from "../panels/examine";
import { N } from "../schema/schema";
import type { Picture } from "../save/server";
import type { Voice } from "../words/words";
import type { Line } from "./lines";
import type { Point } from "./rail";

type Piece = { headline: string; lead: string; /** Both as they stand in their fields now. */ above: () => Line[]; limit: number; picture: Picture | null; sources: number; lang: string; digits: string };

/** Words that are read in a minute. */
const pace = 200;

export function points(view: EditorView, piece: Piece, voice: Voice): { points: Point[]; counts: string } {
  const w = voice.words;
  const letters = [...piece.headline].length;
  const found: Point[] = [
    letters === 0 ? { good: false, text: w.headlineMissing } : letters > piece.limit ? { good: false, text: w.headlineLong } : { good: true, text: w.headlineFits },
    piece.lead === "" ? { good: false, text: w.leadMissing } : { good: true, text: w.leadThere },
    piece.sources === 0 ? { good: false, text: w.noSource } : { good: true, text: w.sourcesNamed },
  ];
  if (!piece.picture) found.push({ good: false, text: w.noPicture });
  else found.push(piece.picture.alt !== "" && piece.picture.credit !== "" ? { good: true, text: w.pictureSaid } : { good: false, text: w.pictureUnsaid });
  const lacking = firstStatementLacking(view);
  if (lacking !== "none") found.push(lacking === null ? { good: true, text: w.statementsWhole } : { good: false, text: w.statementsLack, act: [[w.show, () => goTo(view, lacking + 1, lacking + 1)]] });
  const examined = () => ({ doc: view.state.doc, above: piece.above(), lang: piece.lang, digits: piece.digits });
  for (const { kind, count, first } of examine(examined())) {
    const text = `${w[`find_${kind}`]} (${voice.count("places", count)})`;
    found.push({ good: false, text, act: [[w.show, () => (first.line ? first.line.show(first.from, first.to) : goTo(view, first.from, first.to))], [w.fixAll, () => putRight(view, kind, examined())]] });
  }
  const words = view.state.doc.textBetween(0, view.state.doc.content.size, " ", " ").split(/\s+/).filter(Boolean).length + piece.lead.split(/\s+/).filter(Boolean).length;
  return { points: found, counts: `${voice.count("words", words)} · ${voice.count("reading", Math.round(words / pace))}` };
}

/** The position of the first statement without a speaker or a source; `null` when all have both, "none" without any. */
function firstStatementLacking(view: EditorView): number | null | "none" {
  let any = false;
  let lacking: number | null = null;
  view.state.doc.forEach((node, pos) => {
    if (node.type !== N.statement) return;
    any = true;
    if (lacking === null && (node.attrs.speaker === "" || node.attrs.source === "")) lacking = pos;
  });
  return any ? lacking : "none";
}

function goTo(view: EditorView, from: number, to: number): void {
  const { doc, tr } = view.state;
  view.dispatch(tr.setSelection(TextSelection.between(doc.resolve(from), doc.resolve(to))).scrollIntoView());
  view.focus();
}
