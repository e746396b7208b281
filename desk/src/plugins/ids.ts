// Every block has an id of its own, for as long as it lives. New blocks get one; when a split or a paste makes two
// blocks with the same id, exactly one keeps it: the one that still says what the old block said, else the one
// that stands where the old block stood, else the first.

import type { Node } from "prosemirror-model";
import { Plugin, type EditorState, type Transaction } from "prosemirror-state";
import { Mapping } from "prosemirror-transform";

export function ids(): Plugin {
  return new Plugin({
    appendTransaction: (transactions, before, after) =>
      transactions.some((tr) => tr.docChanged) ? settle(transactions, before, after) : null,
  });
}

/** Gives ids to a document that has just been read, outside of the history. */
export function settleAll(state: EditorState): Transaction | null {
  return settle([], state, state)?.setMeta("addToHistory", false) ?? null;
}

function settle(transactions: readonly Transaction[], before: EditorState, after: EditorState): Transaction | null {
  const { holders, nameless } = idsOf(after.doc);
  const twice = [...holders.values()].some((places) => places.length > 1);
  if (!twice && nameless.length === 0) return null;

  const losers = [...nameless];
  if (twice) {
    const origins = placesBefore(transactions, before.doc);
    for (const [id, places] of holders) {
      if (places.length < 2) continue;
      const keeper = keeperOf(after.doc, places, origins.get(id));
      losers.push(...places.filter((place) => place !== keeper));
    }
  }
  const taken = new Set(holders.keys());
  const tr = after.tr;
  for (const place of losers) tr.setNodeAttribute(place, "id", fresh(taken));
  return tr;
}

function idsOf(doc: Node): { holders: Map<string, number[]>; nameless: number[] } {
  const holders = new Map<string, number[]>();
  const nameless: number[] = [];
  doc.descendants((node, pos) => {
    if (node.isInline) return false;
    if (!node.type.spec.attrs || !("id" in node.type.spec.attrs)) return true;
    const id = node.attrs.id as string | null;
    if (!id) nameless.push(pos);
    else if (holders.has(id)) holders.get(id)!.push(pos);
    else holders.set(id, [pos]);
    return !node.isTextblock;
  });
  return { holders, nameless };
}

type Origin = { place: number; said: string };

function placesBefore(transactions: readonly Transaction[], doc: Node): Map<string, Origin> {
  const mapping = new Mapping();
  for (const tr of transactions) mapping.appendMapping(tr.mapping);
  const origins = new Map<string, Origin>();
  doc.descendants((node, pos) => {
    if (node.isInline) return false;
    if (node.attrs.id) origins.set(node.attrs.id, { place: mapping.map(pos, -1), said: node.textContent });
    return !node.isTextblock;
  });
  return origins;
}

function keeperOf(doc: Node, places: number[], origin: Origin | undefined): number | undefined {
  if (!origin) return places[0];
  const unchanged = places.filter((place) => doc.nodeAt(place)?.textContent === origin.said);
  const among = unchanged.length > 0 ? unchanged : places;
  return among.includes(origin.place) ? origin.place : among[0];
}

const letters = "abcdefghijklmnopqrstuvwxyz0123456789";

function fresh(taken: Set<string>): string {
  for (;;) {
    const bytes = crypto.getRandomValues(new Uint8Array(12));
    const id = Array.from(bytes, (byte) => letters[byte % letters.length]).join("");
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
}
