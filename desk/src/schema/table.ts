// The schema's table, written once by the content crate and read here at build time. Everything the editor knows
// about nodes, attributes and marks comes from it; only their look in the page is added (see `dom.ts`).

import raw from "editor-schema";

export type AttrRow = {
  name: string;
  kind: string | null;
  nullable: boolean;
  required: boolean;
  default?: unknown;
  values?: unknown[];
  check?: string;
};
export type NodeRow = { name: string; group: string; content: string; marks: string; attrs: AttrRow[] };
export type MarkRow = { name: string; attrs: AttrRow[] };
export type Limits = {
  bytes: number;
  blocks: number;
  block_chars: number;
  attr_chars: number;
  list_depth: number;
  gallery_least: number;
  gallery_most: number;
  table_columns: number;
  table_rows: number;
};

export const table = raw as unknown as { version: number; limits: Limits; played: string[]; nodes: NodeRow[]; marks: MarkRow[] };

declare const __SCHEMA_HASH__: string;

/** The first 16 hexadecimal digits of the SHA-256 of the schema's file, as the server computes it too. */
export const schemaHash: string = __SCHEMA_HASH__;

/** The row of an attribute of a node or mark. */
export function attrRow(owner: string, attr: string): AttrRow | undefined {
  const rows: (NodeRow | MarkRow)[] = [...table.nodes, ...table.marks];
  return rows.find((row) => row.name === owner)?.attrs.find((row) => row.name === attr);
}
