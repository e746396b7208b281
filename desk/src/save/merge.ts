// Two texts that began as one, brought together block by block: what only one of them changed is taken from it. Where
// both changed the same block there is a conflict, and whoever sees both decides.

import type { Json } from "../schema/canonical";
import type { Draft } from "./journal";

type Block = { [name: string]: unknown; attrs?: { id?: string } };
/** A place that both changed. `null` where one of them removed the block. */
export type Conflict = { at: string; mine: unknown; theirs: unknown };
export type Merged = { draft: Draft; conflicts: Conflict[] };

/** Brings `mine` and `theirs` together; `draft` says `mine` wherever there is a conflict. */
export function merge(base: Draft, mine: Draft, theirs: Draft): Merged {
  const conflicts: Conflict[] = [];
  const line = (at: "headline" | "lead") => pick(at, base[at], mine[at], theirs[at], conflicts);
  const draft: Draft = { headline: line("headline"), lead: line("lead"), tree: mergeTrees(base.tree, mine.tree, theirs.tree, conflicts) };
  if (mine.fields && theirs.fields && base.fields) {
    const [before, one, other] = [base.fields, mine.fields, theirs.fields] as unknown as { [name: string]: unknown }[];
    const merged: { [name: string]: unknown } = {};
    for (const name of Object.keys(one!)) merged[name] = pick(`fields/${name}`, before![name], one![name], other![name], conflicts);
    draft.fields = merged as unknown as Draft["fields"] & object;
  }
  return { draft, conflicts };
}

function pick<T>(at: string, base: T, mine: T, theirs: T, conflicts: Conflict[]): T {
  if (same(mine, theirs) || same(theirs, base)) return mine;
  if (same(mine, base)) return theirs;
  conflicts.push({ at, mine, theirs });
  return mine;
}

function mergeTrees(base: Json, mine: Json, theirs: Json, conflicts: Conflict[]): Json {
  const [before, one, other] = [base, mine, theirs].map((tree) => blocksOf(tree)) as [Map<string, Block>, Map<string, Block>, Map<string, Block>];
  const kept = new Map<string, Block>();
  for (const id of new Set([...one.keys(), ...other.keys()])) {
    const block = settle(id, before.get(id), one.get(id), other.get(id), conflicts);
    if (block) kept.set(id, block);
  }
  const moved = (texts: Map<string, Block>) => !same([...texts.keys()].filter((id) => before.has(id)), [...before.keys()].filter((id) => texts.has(id)));
  const [frame, added] = moved(one) ? [one, other] : [other, one];
  const content = inOrder([...frame.keys()], [...added.keys()], kept);
  return { ...(mine as object), content } as unknown as Json;
}

/** What becomes of one block; nothing when it goes. */
function settle(id: string, base: Block | undefined, mine: Block | undefined, theirs: Block | undefined, conflicts: Conflict[]): Block | undefined {
  if (same(mine, theirs) || same(theirs, base)) return mine;
  if (same(mine, base)) return theirs;
  conflicts.push({ at: id, mine: mine ?? null, theirs: theirs ?? null });
  return mine ?? theirs;
}

/** The kept blocks in the order of `frame`, the others each behind the block they stood behind. */
function inOrder(frame: string[], others: string[], kept: Map<string, Block>): Block[] {
  const order = frame.filter((id) => kept.has(id));
  let before: string | null = null;
  for (const id of others) {
    if (!kept.has(id)) continue;
    if (!order.includes(id)) order.splice(before === null ? 0 : order.indexOf(before) + 1, 0, id);
    before = id;
  }
  return order.map((id) => kept.get(id)!);
}

function blocksOf(tree: Json): Map<string, Block> {
  const content = ((tree as { content?: Block[] }).content ?? []) as Block[];
  return new Map(content.map((block, index) => [block.attrs?.id ?? `#${index}`, block]));
}

/** Equal, in whatever order the names of an object came. */
/** Whether two values say the same, in whatever order their keys stand. */
export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one, sorted) === JSON.stringify(other, sorted);
}

function sorted(_name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
