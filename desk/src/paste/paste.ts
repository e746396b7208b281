// Pasting: HTML is cleaned and read by the schema, plain text becomes paragraphs, and in every case the characters
// themselves are cleaned. Ctrl+Shift+V, which the library knows, takes the plain text.

import { closeHistory } from "prosemirror-history";
import { DOMParser, Fragment, Node, Slice, type Mark, type ParseOptions, type ResolvedPos } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { changesLetters, cleanPasted } from "../schema/checks";
import { N, schema } from "../schema/schema";
import { parted } from "./breaks";
import { cleanTree, direction, quiet, wordsOf } from "./clean";
import { paragraphsOf, styled } from "./plain";
import { tidySlice, type TakesPlace } from "./tidy";
import { nothingTold, type Told } from "./told";

export type { Told };

/** `tell` hears what was noticed, once the text is in; without `takesPlace` an agency's dateline stays in the text. */
export function paste(baseDir: "rtl" | "ltr", baseLang: string, tell?: (told: Told) => void, takesPlace?: TakesPlace): Plugin {
  const heard = { told: nothingTold() };
  const comesIn = (view: EditorView, data: DataTransfer | null) => {
    const { told } = heard;
    heard.told = nothingTold();
    told.original = data?.getData("text/plain") || told.original;
    view.dispatch(closeHistory(view.state.tr));
    if (tell && !told.own) setTimeout(() => tell(told), 0);
    return false;
  };
  return new Plugin({
    props: {
      clipboardParser: new CleaningParser(baseDir, baseLang, heard),
      clipboardTextParser: (text, $context, plain) => {
        heard.told = { ...nothingTold(), own: plain };
        return readPlain(text, $context, baseDir, plain ? null : heard.told);
      },
      transformPastedHTML: (html) => {
        heard.told = nothingTold();
        return quiet(html);
      },
      transformPasted: (slice, view) => {
        // What is dragged about inside the text was cleaned when it came.
        if (view.dragging) heard.told = { ...nothingTold(), own: true };
        const clean = new Slice(cleanFragment(slice.content, heard.told), slice.openStart, slice.openEnd);
        if (heard.told.own) return clean;
        const inCell = view.state.selection.$from.parent.type === N.cell;
        return tidySlice(inCell ? clean : parted(clean), heard.told, takesPlace);
      },
      handlePaste: (view, event) => comesIn(view, event.clipboardData),
      handleDrop: (view, event) => comesIn(view, event.dataTransfer),
    },
  });
}

/** Reads the clipboard's HTML after cleaning it; what was copied from this editor is only checked. */
class CleaningParser extends DOMParser {
  constructor(
    private readonly baseDir: "rtl" | "ltr",
    private readonly baseLang: string,
    private readonly heard: { told: Told },
  ) {
    super(schema, DOMParser.fromSchema(schema).rules);
  }

  override parseSlice(dom: globalThis.Node, options?: ParseOptions): Slice {
    const root = dom as HTMLElement;
    const { told } = this.heard;
    told.own = root.querySelector("[data-pm-slice]") !== null;
    if (!told.own) {
      told.original = wordsOf(root);
      told.cleaned = /class="?Mso|docs-internal-guid|<o:p|data-style="[^"]*(font|mso|color)|<font|<img/i.test(root.innerHTML);
      cleanTree(root, { baseDir: this.baseDir, baseLang: this.baseLang }, told);
    }
    return super.parseSlice(dom, options);
  }
}

/** Without `told` the words are taken as they are: that is what was asked for. */
function readPlain(text: string, $context: ResolvedPos, baseDir: string, told: Told | null): Slice {
  const heard = told ?? nothingTold();
  const lines = told ? paragraphsOf(text, told) : text.replace(/\r\n?/g, "\n").split(/\n+/).filter((line) => line.trim() !== "");
  const runs = (line: string, marks: readonly Mark[]) => (told ? styled(line, marks, heard) : [schema.text(line, marks)]);
  if ($context.parent.type === N.cell || lines.length === 0) {
    const line = lines.join(" ");
    return new Slice(line ? Fragment.fromArray(runs(line, $context.marks())) : Fragment.empty, 0, 0);
  }
  if (lines.length === 1) return new Slice(Fragment.from(N.paragraph.create(null, runs(lines[0]!, $context.marks()))), 1, 1);
  const paragraphs = lines.map((line) => {
    const dir = direction(line);
    const foreign = dir !== null && dir !== baseDir;
    return N.paragraph.create(foreign ? { dir, lang: dir === "ltr" ? "en" : "ar" } : null, runs(line, []));
  });
  return new Slice(Fragment.fromArray(paragraphs), 1, 1);
}

function cleanFragment(fragment: Fragment, told: Told): Fragment {
  const kept: Node[] = [];
  fragment.forEach((node) => {
    if (!node.isText) {
      kept.push(node.copy(cleanFragment(node.content, told)));
      return;
    }
    told.cleaned ||= changesLetters(node.text ?? "");
    const text = cleanPasted(node.text ?? "");
    if (text) kept.push(schema.text(text, node.marks));
  });
  return Fragment.fromArray(kept);
}
