// The writing surface: the library's view with all plugins, and the state it begins from.

import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { history } from "prosemirror-history";
import type { Node } from "prosemirror-model";
import { EditorState, TextSelection, type Plugin } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { arrows } from "../plugins/arrows";
import { ids, settleAll } from "../plugins/ids";
import { keys, type Doors } from "../plugins/keys";
import { shape } from "../plugins/shape";
import { typing } from "../plugins/typing";
import { found } from "../plugins/found";
import { noted } from "../plugins/noted";
import { suggested } from "../plugins/suggested";
import { paste, type Told } from "../paste/paste";
import { N } from "../schema/schema";
import { blockViews } from "../views/blocks";
import type { AskPictures } from "../views/gallery";
import type { LookUp } from "../views/offer";
import type { Words } from "../words/words";

export type WritingOptions = {
  words: Words;
  lang: string;
  dir: "rtl" | "ltr";
  preview: string;
  doors: Doors;
  changed: (docChanged: boolean) => void;
  /** Whether this window may write now. */
  editable?: () => boolean;
  /** Picture files that were pasted or dropped. */
  files?: (files: File[]) => void;
  /** Asks for several pictures, for a gallery. */
  askPictures?: AskPictures;
  /** Who may be meant while a speaker's name is typed. */
  speakers?: LookUp;
  /** What was noticed while pasting. */
  pasted?: (told: Told) => void;
  /** Whether the article's form takes this place. */
  takesPlace?: (place: string) => boolean;
};

/** A state for a document: plugins, and ids where the document came without. */
export function stateOf(doc: Node, options: WritingOptions): EditorState {
  const state = EditorState.create({ doc, plugins: pluginsOf(options) });
  const settled = settleAll(state);
  return settled ? state.apply(settled) : state;
}

function pluginsOf({ dir, lang, doors, pasted, takesPlace }: WritingOptions): Plugin[] {
  return [...keys(doors), arrows(), typing(dir), paste(dir, lang, pasted, takesPlace), ids(), shape(dir), found(), noted(), suggested(), history({ newGroupDelay: 500 }), dropCursor({ class: "ke-drop" }), gapCursor()];
}

/** The view inside `place`. */
export function writing(place: HTMLElement, doc: Node, options: WritingOptions): EditorView {
  const view: EditorView = new EditorView(place, {
    state: stateOf(doc, options),
    attributes: {
      class: "ke-write",
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": options.words.body,
      lang: options.lang,
      dir: options.dir,
      spellcheck: "true",
    },
    nodeViews: blockViews({ words: options.words, baseDir: options.dir, preview: options.preview, askPictures: options.askPictures, speakers: options.speakers }),
    dispatchTransaction(tr) {
      view.updateState(view.state.apply(tr));
      options.changed(tr.docChanged);
    },
    editable: () => options.editable?.() ?? true,
    handlePaste: (_view, event) => takesFiles(event.clipboardData, options),
    handleDrop: (view, event) => takesFiles(event.dataTransfer, options, () => caretTo(view, event)),
    handleClick: (view, _pos, event) => below(view, event),
  });
  return view;
}

/** Picture files become uploads; a clipboard that has words as well is a paste of words. */
function takesFiles(data: DataTransfer | null, { files }: WritingOptions, first?: () => void): boolean {
  const pictures = [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/"));
  if (!files || pictures.length === 0 || data?.getData("text/plain") || data?.getData("text/html").replace(/<[^>]*>/g, "").trim()) return false;
  first?.();
  files(pictures);
  return true;
}

/** What is dropped comes in where it was dropped. */
function caretTo(view: EditorView, event: DragEvent): void {
  const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
  if (at) view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(at.pos))));
}

/** A read-only view of a document, for looking at the other text of a conflict. */
export function reading(place: HTMLElement, doc: Node, options: WritingOptions): EditorView {
  return new EditorView(place, {
    state: EditorState.create({ doc }),
    editable: () => false,
    attributes: { class: "ke-write ke-read", lang: options.lang, dir: options.dir },
    nodeViews: {},
  });
}

/** A click under the last block makes a paragraph there when the last block is not one. */
function below(view: EditorView, event: MouseEvent): boolean {
  if (event.target !== view.dom) return false;
  const last = view.dom.lastElementChild?.getBoundingClientRect();
  if (!last || event.clientY <= last.bottom || view.state.doc.lastChild?.type === N.paragraph) return false;
  const end = view.state.doc.content.size;
  const tr = view.state.tr.insert(end, N.paragraph.create());
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, end + 1)).scrollIntoView());
  return true;
}
