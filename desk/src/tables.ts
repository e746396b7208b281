// Tables: moving between cells, adding and removing rows and columns. All rows have equally many cells.

import type { Node } from "prosemirror-model";
import { TextSelection, type Command, type EditorState } from "prosemirror-state";
import { around } from "./commands";
import { N } from "./schema/schema";
import { table as schemaTable } from "./schema/table";

type Place = { table: Node; pos: number; row: number; column: number };

/** Where the caret stands in a table. */
export function cellPlace(state: EditorState): Place | null {
  const found = around(state, N.table);
  if (!found) return null;
  const { $from } = state.selection;
  if ($from.depth < found.depth + 2) return null;
  return { table: found.node, pos: found.pos, row: $from.index(found.depth), column: $from.index(found.depth + 1) };
}

/** Tab and Shift+Tab: the next or previous cell; a new row after the last one. */
export function nextCell(step: 1 | -1): Command {
  return (state, dispatch, view) => {
    const place = cellPlace(state);
    if (!place) return false;
    const columns = place.table.child(0).childCount;
    const index = place.row * columns + place.column + step;
    if (index < 0) return false;
    if (index >= columns * place.table.childCount) return addRow(1)(state, dispatch, view);
    const tr = state.tr;
    tr.setSelection(TextSelection.near(tr.doc.resolve(cellStart(place.table, place.pos, Math.floor(index / columns), index % columns))));
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

function cellStart(table: Node, pos: number, row: number, column: number): number {
  let at = pos + 1;
  for (let r = 0; r < row; r++) at += table.child(r).nodeSize;
  at += 1;
  for (let c = 0; c < column; c++) at += table.child(row).child(c).nodeSize;
  return at + 1;
}

/** Adds a row before (0) or after (1) the caret's row and goes there. */
export function addRow(after: 0 | 1): Command {
  return (state, dispatch) => {
    const place = cellPlace(state);
    if (!place || place.table.childCount >= schemaTable.limits.table_rows) return false;
    const columns = place.table.child(0).childCount;
    let at = place.pos + 1;
    for (let r = 0; r < place.row + after; r++) at += place.table.child(r).nodeSize;
    const row = N.row.create(null, Array.from({ length: columns }, () => N.cell.create()));
    const tr = state.tr.insert(at, row);
    tr.setSelection(TextSelection.near(tr.doc.resolve(at + 2)));
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

/** Adds a column before (0) or after (1) the caret's column. */
export function addColumn(after: 0 | 1): Command {
  return (state, dispatch) => {
    const place = cellPlace(state);
    if (!place || place.table.child(0).childCount >= schemaTable.limits.table_columns) return false;
    const tr = state.tr;
    for (let r = place.table.childCount - 1; r >= 0; r--) {
      let at = cellStart(place.table, place.pos, r, 0) - 1;
      for (let c = 0; c < place.column + after; c++) at += place.table.child(r).child(c).nodeSize;
      tr.insert(at, N.cell.create());
    }
    dispatch?.(tr);
    return true;
  };
}

/** Removes the caret's row; the last row takes the table with it. */
export const removeRow: Command = (state, dispatch) => {
  const place = cellPlace(state);
  if (!place) return false;
  if (place.table.childCount === 1) return removeTable(state, dispatch);
  const at = cellStart(place.table, place.pos, place.row, 0) - 2;
  dispatch?.(state.tr.delete(at, at + place.table.child(place.row).nodeSize));
  return true;
};

/** Removes the caret's column; the last column takes the table with it. */
export const removeColumn: Command = (state, dispatch) => {
  const place = cellPlace(state);
  if (!place) return false;
  if (place.table.child(0).childCount === 1) return removeTable(state, dispatch);
  const tr = state.tr;
  for (let r = place.table.childCount - 1; r >= 0; r--) {
    const at = cellStart(place.table, place.pos, r, place.column) - 1;
    tr.delete(at, at + place.table.child(r).child(place.column).nodeSize);
  }
  dispatch?.(tr);
  return true;
};

export const removeTable: Command = (state, dispatch) => {
  const place = cellPlace(state);
  if (!place) return false;
  const tr = state.tr.replaceWith(place.pos, place.pos + place.table.nodeSize, N.paragraph.create());
  tr.setSelection(TextSelection.create(tr.doc, place.pos + 1));
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** Whether the first row holds the columns' titles. */
export const toggleHeader: Command = (state, dispatch) => {
  const place = cellPlace(state);
  if (!place) return false;
  dispatch?.(state.tr.setNodeAttribute(place.pos, "header", !place.table.attrs.header));
  return true;
};
