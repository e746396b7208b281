// Pasting: HTML is cleaned and read by the schema, plain text becomes paragraphs, and in every case the characters
// themselves are cleaned. Ctrl+Shift+V, which the library knows, takes the plain text.

import { DOMParser, Fragment, Node, Slice, type ParseOptions, type ResolvedPos } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import { cleanPasted } from "../schema/checks";
import { N, schema } from "../schema/schema";
import { cleanTree, direction, quiet } from "./clean";

export function paste(baseDir: "rtl" | "ltr", baseLang: string): Plugin {
  return new Plugin({
    props: {
      clipboardParser: new CleaningParser(baseDir, baseLang),
      clipboardTextParser: (text, $context) => readPlain(text, $context, baseDir),
      transformPastedHTML: quiet,
      transformPasted: (slice) => new Slice(cleanFragment(slice.content), slice.openStart, slice.openEnd),
    },
  });
}

/** Reads the clipboard's HTML after cleaning it; what was copied from this editor is only checked. */
class CleaningParser extends DOMParser {
  constructor(
    private readonly baseDir: "rtl" | "ltr",
    private readonly baseLang: string,
  ) {
    super(schema, DOMParser.fromSchema(schema).rules);
  }

  override parseSlice(dom: globalThis.Node, options?: ParseOptions): Slice {
    const root = dom as HTMLElement;
    const own = root.querySelector("[data-pm-slice]") !== null;
    if (!own) cleanTree(root, { baseDir: this.baseDir, baseLang: this.baseLang });
    return super.parseSlice(dom, options);
  }
}

function readPlain(text: string, $context: ResolvedPos, baseDir: string): Slice {
  const lines = text.replace(/\r\n?/g, "\n").split(/\n+/);
  if (lines.length === 1 || $context.parent.type === N.cell) {
    const line = lines.join(" ");
    return new Slice(line ? Fragment.from(schema.text(line, $context.marks())) : Fragment.empty, 0, 0);
  }
  const paragraphs = lines
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const dir = direction(line);
      const foreign = dir !== null && dir !== baseDir;
      return N.paragraph.create(foreign ? { dir, lang: dir === "ltr" ? "en" : "ar" } : null, schema.text(line));
    });
  return new Slice(Fragment.fromArray(paragraphs), 1, 1);
}

function cleanFragment(fragment: Fragment): Fragment {
  const kept: Node[] = [];
  fragment.forEach((node) => {
    if (!node.isText) {
      kept.push(node.copy(cleanFragment(node.content)));
      return;
    }
    const text = cleanPasted(node.text ?? "");
    if (text) kept.push(schema.text(text, node.marks));
  });
  return Fragment.fromArray(kept);
}
