// What the buttons, the keys and the insert menu do to the document.

import { lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import type { Node, NodeType } from "prosemirror-model";
import { liftListItem, sinkListItem, wrapInList } from "prosemirror-schema-list";
import { NodeSelection, TextSelection, type Command, type EditorState, type Transaction } from "prosemirror-state";
import { M, N } from "./schema/schema";
import { table } from "./schema/table";

type Attrs = { [name: string]: unknown };

export const toggleBold = toggleMark(M.bold);
export const toggleEmphasis = toggleMark(M.emphasis);
export const toggleStrike = toggleMark(M.strike);
export const toggleSuper = toggleMark(M.superscript);
export const toggleSub = toggleMark(M.subscript);

/** The nearest ancestor of a type around the selection, with the position before it. */
export function around(state: EditorState, type: NodeType): { node: Node; pos: number; depth: number } | null {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type === type) return { node: $from.node(depth), pos: $from.before(depth), depth };
  }
  return null;
}

export function hasMark(state: EditorState, name: keyof typeof M): boolean {
  const { from, to, empty, $from } = state.selection;
  const type = M[name];
  return empty ? type.isInSet(state.storedMarks ?? $from.marks()) !== undefined : state.doc.rangeHasMark(from, to, type);
}

/** Paragraph → heading 2 → 3 → 4 → paragraph. */
export const cycleHeading: Command = (state, dispatch) => {
  const node = state.selection.$from.parent;
  const attrs = { id: node.attrs.id, lang: node.attrs.lang, dir: node.attrs.dir };
  if (node.type === N.heading && node.attrs.level >= 4) return setBlockType(N.paragraph, attrs)(state, dispatch);
  const level = node.type === N.heading ? node.attrs.level + 1 : 2;
  return setBlockType(N.heading, { ...attrs, level })(state, dispatch);
};

/** Makes a list, changes its kind, or takes the lines out of it. */
export function toggleList(ordered: boolean): Command {
  return (state, dispatch) => {
    const inside = around(state, N.list);
    if (!inside) return wrapInList(N.list, { ordered })(state, dispatch);
    if (inside.node.attrs.ordered === ordered) return liftListItem(N.item)(state, dispatch);
    dispatch?.(state.tr.setNodeAttribute(inside.pos, "ordered", ordered));
    return true;
  };
}

export const sinkItem: Command = (state, dispatch) => {
  const { $from } = state.selection;
  let depth = 0;
  for (let d = $from.depth; d > 0; d--) if ($from.node(d).type === N.list) depth++;
  return depth < table.limits.list_depth && sinkListItem(N.item)(state, dispatch);
};

/** Puts the block into a quotation or a statement, or takes it out. */
export function toggleWrap(type: NodeType): Command {
  return (state, dispatch) => (around(state, type) ? lift(state, dispatch) : wrapIn(type)(state, dispatch));
}

/** Turns a block to the other direction, or back to the document's. */
export function toggleDirection(baseDir: "rtl" | "ltr"): Command {
  return (state, dispatch) => {
    const other = baseDir === "rtl" ? "ltr" : "rtl";
    const tr = state.tr;
    state.doc.nodesBetween(state.selection.from, state.selection.to, (node, pos) => {
      if (node.type !== N.paragraph && node.type !== N.heading) return;
      const back = node.attrs.dir === other;
      tr.setNodeAttribute(pos, "dir", back ? null : other);
      tr.setNodeAttribute(pos, "lang", back ? null : other === "ltr" ? "en" : "ar");
    });
    if (tr.docChanged) dispatch?.(tr);
    return tr.docChanged;
  };
}

/** Marks the selection as a foreign run, or takes that away. */
export const toggleIsolate: Command = (state, dispatch) => {
  if (state.selection.empty) return false;
  return toggleMark(M.isolate, { lang: "", dir: "auto" })(state, dispatch);
};

export const hardBreak: Command = (state, dispatch) => {
  if (!state.selection.$from.parent.inlineContent) return false;
  dispatch?.(state.tr.replaceSelectionWith(N.hardBreak.create(), false).scrollIntoView());
  return true;
};

/** Puts a block where the caret is: instead of an empty paragraph, else after the block of the caret. */
export function insertBlock(make: () => Node): Command {
  return (state, dispatch) => {
    const { $from } = state.selection;
    const tr = state.tr;
    const block = make();
    const depth = Math.min($from.depth, 1);
    const empty = $from.depth === 1 && $from.parent.type === N.paragraph && $from.parent.content.size === 0;
    const pos = empty ? $from.before(1) : depth === 0 ? state.selection.to : $from.after(1);
    if (empty) tr.replaceWith(pos, $from.after(1), block);
    else tr.insert(pos, block);
    settleCaret(tr, pos, block);
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

function settleCaret(tr: Transaction, pos: number, block: Node): void {
  if (block.isAtom || block.isLeaf || block.type === N.gallery || block.type === N.map) {
    const after = pos + block.nodeSize;
    if (!tr.doc.nodeAt(after)) tr.insert(after, N.paragraph.create());
    tr.setSelection(block.type === N.rule ? TextSelection.near(tr.doc.resolve(after)) : NodeSelection.create(tr.doc, pos));
    return;
  }
  tr.setSelection(TextSelection.near(tr.doc.resolve(pos + 1)));
}

/** Leaves the outermost block: the caret goes to the paragraph after it, made when there is none. */
export const leaveBlock: Command = (state, dispatch) => {
  const { $from } = state.selection;
  const selected = state.selection instanceof NodeSelection && $from.depth === 0;
  if ($from.depth < 2 && !selected && $from.parent.type !== N.gallery && $from.parent.type !== N.map) return false;
  const after = selected ? state.selection.to : $from.after(1);
  const tr = state.tr;
  if (tr.doc.nodeAt(after)?.type !== N.paragraph) tr.insert(after, N.paragraph.create());
  tr.setSelection(TextSelection.create(tr.doc, after + 1));
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** Enter on a selected block makes a paragraph after it. */
export const enterAfterSelected: Command = (state, dispatch) =>
  state.selection instanceof NodeSelection && state.selection.node.isBlock ? leaveBlock(state, dispatch) : false;

/** Enter on an empty paragraph at the end of a box (quotation, statement, fact box) leaves the box. */
export const enterOutOfBox: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.depth !== 2 || $from.parent.content.size > 0 || $from.parent.type !== N.paragraph) return false;
  const box = $from.node(1);
  if (box.type === N.list || $from.index(1) !== box.childCount - 1 || box.childCount < 2) return false;
  const tr = state.tr.delete($from.before(2), $from.after(2));
  const after = tr.mapping.map($from.after(1));
  tr.insert(after, N.paragraph.create()).setSelection(TextSelection.create(tr.doc, after + 1));
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** Pictures as one block: a gallery, or the one picture there is. */
export function galleryOf(pictures: Attrs[]): Node {
  const nodes = pictures.map((attrs) => N.picture.create(attrs));
  return nodes.length === 1 ? nodes[0]! : N.gallery.create(null, nodes);
}

/** Moves a picture of a gallery by one place; the position it has then, or null where there is no such place. */
export function movePicture(state: EditorState, pos: number, by: 1 | -1, dispatch: (tr: Transaction) => void): number | null {
  const $pos = state.doc.resolve(pos);
  const gallery = $pos.parent;
  const first = by < 0 ? $pos.index() - 1 : $pos.index();
  if (gallery.type !== N.gallery || first < 0 || first + 1 >= gallery.childCount) return null;
  const from = $pos.posAtIndex(first);
  const [one, other] = [gallery.child(first), gallery.child(first + 1)];
  const tr = state.tr.replaceWith(from, from + one.nodeSize + other.nodeSize, [other, one]);
  const at = by < 0 ? from : from + other.nodeSize;
  dispatch(tr.setSelection(NodeSelection.create(tr.doc, at)).scrollIntoView());
  return at;
}

/** Puts a picture of a gallery after it, by itself. */
export function takeOutOfGallery(state: EditorState, pos: number, dispatch: (tr: Transaction) => void): boolean {
  const $pos = state.doc.resolve(pos);
  const picture = $pos.nodeAfter;
  if ($pos.parent.type !== N.gallery || !picture) return false;
  const tr = state.tr.insert($pos.after(), picture).delete(pos, pos + picture.nodeSize);
  dispatch(tr.scrollIntoView());
  return true;
}

/** A recording at this address; whose page it is, is said unless it is a file. */
export function audioAt(href: string): Node {
  const { hostname, pathname } = new URL(href);
  const end = /\.([a-z0-9]+)$/i.exec(pathname)?.[1]?.toLowerCase() ?? "";
  const isFile = table.played.includes(end);
  return N.audio.create({ href, provider: isFile ? "" : hostname }, N.paragraph.create());
}

/** A place at these degrees, written as `degreesOf` reads them and parted by a comma. */
export function mapAt(degrees: string): Node {
  const [latitude, longitude] = degrees.split(",");
  return N.map.create({ latitude, longitude });
}

/** A document at this address, its kind told by the end of that. */
export function fileAt(href: string): Node {
  const end = /\.([a-z0-9]{2,5})$/i.exec(href.split(/[?#]/)[0] ?? "");
  return N.file.create({ href, format: end ? end[1]!.toUpperCase() : "" });
}

export function emptyStatement(): Node {
  return N.statement.create(null, N.paragraph.create());
}

export function emptyFacts(): Node {
  return N.facts.create(null, [N.heading.create({ level: 3 }), N.list.create(null, N.item.create(null, N.paragraph.create()))]);
}

export function emptyTable(rows = 3, columns = 3): Node {
  const row = () => N.row.create(null, Array.from({ length: columns }, () => N.cell.create()));
  return N.table.create({ header: true }, Array.from({ length: rows }, row));
}
