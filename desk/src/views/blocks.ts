// Blocks with fields, edited in place: statement, picture, related, embed, recording, map, document.

import type { Node } from "prosemirror-model";
import { NodeSelection } from "prosemirror-state";
import type { EditorView, NodeView, NodeViewConstructor } from "prosemirror-view";
import { h } from "../page/element";
import { directionOf, languageChoices, type Words } from "../words/words";
import { Field, type FieldSpec } from "./field";
import type { LookUp } from "./offer";
import { GalleryView, galleryTools, type AskPictures } from "./gallery";

type Look = { legend: string; fields: FieldSpec[]; picture?: (node: Node) => string | null; inside?: [tag: "blockquote" | "div", label: string]; drawn?: boolean };
type Options = { words: Words; baseDir: string; preview: string; askPictures?: AskPictures; speakers?: LookUp };

/** The views by node name. */
export function blockViews(options: Options): { [name: string]: NodeViewConstructor } {
  const views: { [name: string]: NodeViewConstructor } = {};
  for (const [name, look] of Object.entries(looks(options))) {
    views[name] = (node, view, getPos) => new FieldsView(node, view, getPos, look, options);
  }
  views.gallery = (node, view, getPos) => new GalleryView(node, view, getPos, options);
  return views;
}

function looks({ words: w, preview, speakers }: Options): { [name: string]: Look } {
  return {
    statement: {
      legend: w.statement,
      inside: ["blockquote", ""],
      fields: [
        { attr: "speaker", label: w.speaker, ...(speakers ? { names: speakers } : {}) },
        { attr: "role", label: w.role },
        { attr: "to", label: w.to },
        { attr: "place", label: w.place },
        { attr: "date", label: w.date, dir: "ltr", hint: w.dateHint },
        { attr: "source", label: w.source },
        {
          attr: "authority",
          label: w.authority,
          choices: [["said", w.said], ["reported", w.reported], ["document", w.document], ["recording", w.recording]],
        },
        // Asked for with the first statement: a browser looks names of languages up for longer than it reads the rest of them.
        { attr: "lang", label: w.language, get choices() { return languageChoices(w); } },
        { attr: "href", label: w.href, dir: "ltr", wide: true },
      ],
    },
    picture: {
      legend: w.picture,
      picture: (node) => (preview && node.attrs.media ? preview.replace("{id}", encodeURIComponent(node.attrs.media)) : null),
      fields: [
        { attr: "caption", label: w.caption, wide: true },
        { attr: "alt", label: w.alt, wide: true },
        { attr: "credit", label: w.credit },
        { attr: "size", label: w.size, choices: [["body", w.sizeBody], ["wide", w.sizeWide]] },
        { attr: "media", label: w.media, dir: "ltr" },
      ],
    },
    related: { legend: w.related, fields: [{ attr: "article", label: w.article, dir: "ltr", wide: true }] },
    embed: {
      legend: w.embed,
      fields: [
        { attr: "href", label: w.href, dir: "ltr", wide: true },
        { attr: "provider", label: w.provider },
        { attr: "title", label: w.title },
      ],
    },
    audio: {
      legend: w.audio,
      inside: ["div", w.transcript],
      fields: [
        { attr: "href", label: w.audioHref, dir: "ltr", wide: true },
        { attr: "title", label: w.title },
        { attr: "credit", label: w.audioCredit },
        { attr: "length", label: w.length, dir: "ltr", hint: "4:05" },
        { attr: "provider", label: w.provider },
      ],
    },
    map: {
      legend: w.map,
      inside: ["div", ""],
      drawn: true,
      fields: [
        { attr: "place", label: w.placeName, wide: true },
        { attr: "latitude", label: w.latitude, dir: "ltr" },
        { attr: "longitude", label: w.longitude, dir: "ltr" },
        { attr: "caption", label: w.aboutPlace, wide: true },
      ],
    },
    file: {
      legend: w.file,
      fields: [
        { attr: "href", label: w.href, dir: "ltr", wide: true },
        { attr: "title", label: w.title, wide: true },
        { attr: "format", label: w.format, hint: "PDF" },
        { attr: "weight", label: w.weight, hint: w.weightHint },
      ],
    },
  };
}

let sittings = 0;

class FieldsView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM?: HTMLElement;
  private readonly fields: { attr: string; field: Field }[];
  private readonly image?: HTMLImageElement;
  private last = { attr: "", at: 0 };

  constructor(
    private node: Node,
    private readonly view: EditorView,
    private readonly getPos: () => number | undefined,
    private readonly look: Look,
    options: Options,
  ) {
    const name = node.type.name;
    this.fields = look.fields.map((spec) => ({
      attr: spec.attr,
      field: new Field(name, spec, options.words, (attr, value) => this.write(attr, value)),
    }));
    const remove = h("button", { type: "button", class: "ke-quiet", "aria-label": `${options.words.removeBlock}: ${look.legend}`, click: () => this.remove() }, options.words.remove);
    const { askPictures } = options;
    const draw = look.drawn && askPictures && h("button", { type: "button", class: "ke-quiet", click: () => askPictures((pictures) => this.draw(pictures)) }, options.words.drawnMap);
    const legend = h("div", { class: "ke-legend", contenteditable: "false", mousedown: (event: MouseEvent) => this.select(event) }, h("span", {}, look.legend), name === "picture" && galleryTools(view, getPos, options.words), draw, remove);
    if (look.picture) this.image = h("img", { class: "ke-pic", alt: "" });
    if (look.inside) this.contentDOM = h(look.inside[0], { class: look.inside[0] === "div" ? "ke-inside" : "ke-words", "data-label": look.inside[1] || null });
    const grid = h("div", { class: "ke-grid", contenteditable: "false" }, ...this.fields.map(({ field }) => field.dom));
    this.dom = h("figure", { class: `ke-box ke-${name}`, "data-kind": name }, legend, this.image, this.contentDOM, grid);
    this.render();
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.render();
    return true;
  }

  /** Events in the fields are the fields' own; the words belong to the editor. */
  stopEvent(event: Event): boolean {
    const target = event.target as globalThis.Node;
    if (this.contentDOM?.contains(target)) return false;
    if (/^(drag|drop)/.test(event.type)) return false;
    return target instanceof HTMLElement && target.closest(".ke-grid, .ke-quiet") !== null;
  }

  ignoreMutation(mutation: { type: string; target: globalThis.Node }): boolean {
    if (mutation.type === "selection") return !this.contentDOM?.contains(mutation.target) && mutation.target !== this.dom;
    return !this.contentDOM?.contains(mutation.target);
  }

  private render(): void {
    for (const { attr, field } of this.fields) field.show(String(this.node.attrs[attr] ?? ""));
    this.dom.dataset.id = this.node.attrs.id ?? "";
    if (this.contentDOM) {
      for (const name of ["lang", "dir"]) {
        if (this.node.attrs[name]) this.contentDOM.setAttribute(name, this.node.attrs[name]);
        else this.contentDOM.removeAttribute(name);
      }
    }
    const src = this.look.picture?.(this.node) ?? null;
    if (!this.image) return;
    this.image.hidden = src === null;
    if (src !== null && this.image.getAttribute("src") !== src) this.image.src = src;
  }

  private write(attr: string, value: string): void {
    const pos = this.getPos();
    const kept = attr === "lang" && value === "" ? null : value;
    if (pos === undefined || this.node.attrs[attr] === kept) return;
    const tr = this.view.state.tr.setNodeAttribute(pos, attr, kept);
    if (attr === "lang") tr.setNodeAttribute(pos, "dir", kept === null ? null : directionOf(kept));
    this.view.dispatch(tr.setMeta("composition", this.sitting(attr, tr.time)));
  }

  /** Letters typed into one field without a pause are one step of the history; the library groups by this number. */
  private sitting(attr: string, now: number): number {
    if (attr !== this.last.attr || now - this.last.at > 1000) sittings--;
    this.last = { attr, at: now };
    return sittings;
  }

  private select(event: MouseEvent): void {
    const pos = this.getPos();
    if (pos === undefined || (event.target as HTMLElement).closest("button")) return;
    this.view.dispatch(this.view.state.tr.setSelection(NodeSelection.create(this.view.state.doc, pos)));
    this.view.focus();
  }

  /** Puts the first of these pictures into the block, in the place of the one it has. */
  private draw(pictures: { [name: string]: unknown }[]): void {
    const pos = this.getPos();
    if (pos === undefined || !pictures[0]) return;
    const picture = this.view.state.schema.nodes.picture!.create(pictures[0]);
    this.view.dispatch(this.view.state.tr.replaceWith(pos + 1, pos + this.node.nodeSize - 1, picture).scrollIntoView());
  }

  private remove(): void {
    const pos = this.getPos();
    if (pos === undefined) return;
    const tr = this.view.state.tr;
    const alone = tr.doc.childCount === 1 && tr.doc.resolve(pos).depth === 0;
    if (alone) tr.replaceWith(pos, pos + this.node.nodeSize, this.view.state.schema.nodes.paragraph!.create());
    else tr.delete(pos, pos + this.node.nodeSize);
    this.view.dispatch(tr.scrollIntoView());
    this.view.focus();
  }
}
