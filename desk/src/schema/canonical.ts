// The document as JSON, in the one form that equal documents share: the order of keys is type, attrs (in the
// schema's order), content, marks, text; marks stand in the schema's order; equal neighbours are joined.

import { Fragment, Mark, Node } from "prosemirror-model";
import { schema } from "./schema";

export type Json = { type: string; attrs?: { [name: string]: unknown }; content?: Json[]; marks?: Json[]; text?: string };

/** Reads a document. Throws with the reason when the JSON is not one. */
export function readTree(json: unknown): Node {
  const doc = canonicalNode(schema.nodeFromJSON(json));
  doc.check();
  return doc;
}

/** Writes a document as plain JSON values. */
export function writeTree(doc: Node): Json {
  return canonicalNode(doc).toJSON() as Json;
}

/** The bytes that two equal documents share. */
export function treeText(doc: Node): string {
  return JSON.stringify(writeTree(doc));
}

function canonicalNode(node: Node): Node {
  if (node.isText) return node.mark(Mark.setFrom([...node.marks]));
  if (node.isInline) return node.marks.length ? node.mark(Mark.none) : node;
  const children: Node[] = [];
  node.forEach((child) => {
    children.push(canonicalNode(child));
  });
  return node.copy(Fragment.fromArray(children));
}
