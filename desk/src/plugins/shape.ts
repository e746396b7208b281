// What the schema's content expressions cannot say and the server insists on: line breaks carry no marks, tables
// are rectangular, the heading of a fact box has level 3, a direction equal to the document's is not written.

import type { Node } from "prosemirror-model";
import { Plugin, type Transaction } from "prosemirror-state";
import { N } from "../schema/schema";

export function shape(baseDir: "rtl" | "ltr"): Plugin {
  return new Plugin({
    appendTransaction: (transactions, _before, after) => {
      if (!transactions.some((tr) => tr.docChanged)) return null;
      const tr = after.tr;
      repair(tr, baseDir);
      return tr.docChanged ? tr : null;
    },
  });
}

function repair(tr: Transaction, baseDir: string): void {
  const tables: number[] = [];
  tr.doc.descendants((node, pos, parent) => {
    if (node.type === N.table) tables.push(pos);
    if (node.type === N.hardBreak && node.marks.length) tr.removeMark(pos, pos + 1);
    if (node.type === N.heading && parent?.type === N.facts && node.attrs.level !== 3) tr.setNodeAttribute(pos, "level", 3);
    if (node.isBlock && node.attrs.dir === baseDir) tr.setNodeAttribute(pos, "dir", null);
    return true;
  });
  for (const pos of tables.reverse()) square(tr, pos);
}

/** Short rows get empty cells at their end. */
function square(tr: Transaction, pos: number): void {
  const table = tr.doc.nodeAt(pos);
  if (!table) return;
  let columns = 0;
  table.forEach((row) => (columns = Math.max(columns, row.childCount)));
  const ends: { at: number; missing: number }[] = [];
  table.forEach((row, offset) => {
    if (row.childCount < columns) ends.push({ at: pos + 1 + offset + row.nodeSize - 1, missing: columns - row.childCount });
  });
  for (const { at, missing } of ends.reverse()) {
    const cells: Node[] = Array.from({ length: missing }, () => N.cell.create());
    tr.insert(at, cells);
  }
}
