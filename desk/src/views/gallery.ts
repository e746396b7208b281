// A gallery in the text: its pictures stand in a grid, each with its own fields; they are moved by buttons, by dragging,
// and taken out.

import type { Node } from "prosemirror-model";
import { NodeSelection } from "prosemirror-state";
import type { EditorView, NodeView } from "prosemirror-view";
import { movePicture, takeOutOfGallery } from "../commands";
import { h } from "../page/element";
import { N } from "../schema/schema";
import type { Words } from "../words/words";

/** Asks for pictures; `done` hears their attributes. */
export type AskPictures = (done: (pictures: { [name: string]: unknown }[]) => void) => void;
type Place = () => number | undefined;

export class GalleryView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM = h("div", { class: "ke-set" });

  constructor(
    private node: Node,
    private readonly view: EditorView,
    private readonly getPos: Place,
    { words, askPictures }: { words: Words; askPictures?: AskPictures },
  ) {
    const button = (label: string, click: () => void) => h("button", { type: "button", class: "ke-quiet", click }, label);
    const remove = button(words.remove, () => this.remove());
    remove.setAttribute("aria-label", `${words.removeBlock}: ${words.gallery}`);
    const add = askPictures && button(words.addPictures, () => askPictures((pictures) => this.add(pictures)));
    const legend = h("div", { class: "ke-legend", contenteditable: "false", mousedown: (event: MouseEvent) => this.select(event) }, h("span", {}, words.gallery), h("div", { class: "ke-row" }, add, remove));
    this.dom = h("div", { class: "ke-box ke-gallery", "data-kind": "gallery", role: "group", "aria-label": words.gallery }, legend, this.contentDOM);
    this.dom.dataset.id = node.attrs.id ?? "";
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.dom.dataset.id = node.attrs.id ?? "";
    return true;
  }

  stopEvent(event: Event): boolean {
    const target = event.target as globalThis.Node;
    return !this.contentDOM.contains(target) && target instanceof HTMLElement && target.closest(".ke-quiet") !== null;
  }

  ignoreMutation(mutation: { type: string; target: globalThis.Node }): boolean {
    return !this.contentDOM.contains(mutation.target) && mutation.type !== "selection";
  }

  private add(pictures: { [name: string]: unknown }[]): void {
    const pos = this.getPos();
    if (pos === undefined || pictures.length === 0) return;
    const end = pos + this.node.nodeSize - 1;
    this.view.dispatch(this.view.state.tr.insert(end, pictures.map((attrs) => N.picture.create(attrs))).scrollIntoView());
  }

  private select(event: MouseEvent): void {
    const pos = this.getPos();
    if (pos === undefined || (event.target as HTMLElement).closest("button")) return;
    this.view.dispatch(this.view.state.tr.setSelection(NodeSelection.create(this.view.state.doc, pos)));
    this.view.focus();
  }

  private remove(): void {
    const pos = this.getPos();
    if (pos === undefined) return;
    const { tr } = this.view.state;
    const end = pos + this.node.nodeSize;
    this.view.dispatch((tr.doc.childCount === 1 ? tr.replaceWith(pos, end, N.paragraph.create()) : tr.delete(pos, end)).scrollIntoView());
    this.view.focus();
  }
}

/** What can be done with a picture while it stands in a gallery; elsewhere the style sheet hides it. */
export function galleryTools(view: EditorView, getPos: Place, words: Words): HTMLElement {
  const move = (by: 1 | -1, label: string, name: string) =>
    h("button", { type: "button", class: "ke-quiet", "data-do": name, click: () => step(view, getPos(), by, name) }, label);
  const out = () => {
    const pos = getPos();
    if (pos !== undefined && takeOutOfGallery(view.state, pos, view.dispatch.bind(view))) view.focus();
  };
  return h("div", { class: "ke-tools" }, move(-1, words.pictureBack, "back"), move(1, words.pictureOn, "on"), h("button", { type: "button", class: "ke-quiet", "data-do": "out", click: out }, words.takeOut));
}

/** Moves it, and the focus goes with it, so that the same key moves it further. */
function step(view: EditorView, pos: number | undefined, by: 1 | -1, name: string): void {
  const at = pos === undefined ? null : movePicture(view.state, pos, by, view.dispatch.bind(view));
  const dom = at === null ? null : view.nodeDOM(at);
  if (dom instanceof HTMLElement) dom.querySelector<HTMLElement>(`[data-do=${name}]`)?.focus();
}
