// The editor's schema: the table's rows joined with their look in the page.

import { Schema, type MarkSpec, type NodeSpec, type AttributeSpec } from "prosemirror-model";
import { markLook, nodeLook } from "./dom";
import { table, type AttrRow } from "./table";

function attrsOf(rows: AttrRow[]): { [name: string]: AttributeSpec } {
  const attrs: { [name: string]: AttributeSpec } = {};
  for (const row of rows) {
    const kind = row.kind === "integer" ? "number" : (row.kind ?? "string");
    const validate = row.nullable ? `${kind}|null` : kind;
    attrs[row.name] = row.required ? { validate } : { default: row.default, validate };
  }
  return attrs;
}

const nodes: { [name: string]: NodeSpec } = {};
for (const row of table.nodes) {
  const spec: NodeSpec = { ...nodeLook[row.name], attrs: attrsOf(row.attrs) };
  if (row.content) spec.content = row.content;
  if (row.group) spec.group = row.group;
  if (row.content === "inline*") spec.marks = row.marks;
  nodes[row.name] = spec;
}

const marks: { [name: string]: MarkSpec } = {};
for (const row of table.marks) marks[row.name] = { ...markLook[row.name], attrs: attrsOf(row.attrs) };

export const schema = new Schema({ nodes, marks, topNode: "doc" });

function nodeType(name: string) {
  const found = schema.nodes[name];
  if (!found) throw new Error(`the schema has no node "${name}"`);
  return found;
}

function markType(name: string) {
  const found = schema.marks[name];
  if (!found) throw new Error(`the schema has no mark "${name}"`);
  return found;
}

/** The node types by the names this editor uses; a table without one of them fails at start, not later. */
export const N = {
  paragraph: nodeType("paragraph"),
  heading: nodeType("heading"),
  list: nodeType("list"),
  item: nodeType("item"),
  quote: nodeType("quote"),
  statement: nodeType("statement"),
  picture: nodeType("picture"),
  gallery: nodeType("gallery"),
  facts: nodeType("facts"),
  related: nodeType("related"),
  table: nodeType("table"),
  row: nodeType("row"),
  cell: nodeType("cell"),
  embed: nodeType("embed"),
  audio: nodeType("audio"),
  map: nodeType("map"),
  file: nodeType("file"),
  rule: nodeType("rule"),
  hardBreak: nodeType("hard_break"),
};

/** The mark types by the names this editor uses. */
export const M = {
  bold: markType("bold"),
  emphasis: markType("emphasis"),
  strike: markType("strike"),
  superscript: markType("superscript"),
  subscript: markType("subscript"),
  link: markType("link"),
  isolate: markType("isolate"),
};
