// What the schema's content expressions cannot say and the server insists on: line breaks carry no marks, tables
// are rectangular, a gallery has so many pictures at least and at most, the heading of a fact box has level 3, a direction equal to the document's is not written.

import type { Node } from "prosemirror-model";
import { Plugin, type Transaction } from "prosemirror-state";
import { N } from "../schema/schema";
import { table as schemaTable } from "../schema/table";

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
  const boxes: number[] = [];
  tr.doc.descendants((node, pos, parent) => {
    if (node.type === N.table || node.type === N.gallery) boxes.push(pos);
    if (node.type === N.hardBreak && node.marks.length) tr.removeMark(pos, pos + 1);
    if (node.type === N.heading && parent?.type === N.facts && node.attrs.level !== 3) tr.setNodeAttribute(pos, "level", 3);
    if (node.isBlock && node.attrs.dir === baseDir) tr.setNodeAttribute(pos, "dir", null);
    return true;
  });
  for (const pos of boxes.reverse()) {
    if (tr.doc.nodeAt(pos)?.type === N.table) square(tr, pos);
    else together(tr, pos);
  }
}

/** A gallery of too few is its picture, or nothing; one of too many is parted. */
function together(tr: Transaction, pos: number): void {
  const gallery = tr.doc.nodeAt(pos);
  if (!gallery) return;
  const { gallery_least: least, gallery_most: most } = schemaTable.limits;
  const pictures: Node[] = [];
  gallery.forEach((picture) => pictures.push(picture));
  if (pictures.length >= least && pictures.length <= most) return;
  const parts: Node[] = [];
  for (let at = 0; at < pictures.length; at += most) {
    const part = pictures.slice(at, at + most);
    if (part.length < least) parts.push(...part);
    else parts.push(N.gallery.create(at === 0 ? gallery.attrs : null, part));
  }
  if (parts.length === 0 && tr.doc.childCount === 1) parts.push(N.paragraph.create());
  tr.replaceWith(pos, pos + gallery.nodeSize, parts);
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
