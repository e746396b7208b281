// How nodes and marks look in the page and in the clipboard, and which foreign elements are read as them.
// Blocks with fields (statement, picture, related, embed) have a view of their own in `views/`; what stands here
// for them is what the clipboard carries.

import type { DOMOutputSpec, MarkSpec, Node, NodeSpec, TagParseRule } from "prosemirror-model";
import { attrHolds, isLang, tidyHref } from "./checks";

type Attrs = { [name: string]: unknown };

/** `lang`, `dir` and the id as attributes of an element; what is the document's own is left out. */
function textAttrs(node: Node): { [name: string]: string } {
  const attrs: { [name: string]: string } = {};
  if (node.attrs.id) attrs["data-id"] = node.attrs.id;
  if (node.attrs.lang) attrs.lang = node.attrs.lang;
  if (node.attrs.dir) attrs.dir = node.attrs.dir;
  return attrs;
}

function readText(dom: HTMLElement): Attrs {
  const lang = dom.getAttribute("lang");
  const dir = dom.getAttribute("dir");
  return { id: readId(dom), lang: lang && isLang(lang) ? lang : null, dir: dir === "rtl" || dir === "ltr" ? dir : null };
}

function readId(dom: HTMLElement): string | null {
  const id = dom.getAttribute("data-id");
  return id && attrHolds("paragraph", "id", id) ? id : null;
}

/** A block with fields travels through the clipboard with its attributes as JSON; each is checked on the way in. */
function carried(name: string): TagParseRule["getAttrs"] {
  return (dom) => {
    try {
      const read = JSON.parse(dom.getAttribute("data-attrs") ?? "") as Attrs;
      const sound = Object.entries(read).every(([attr, value]) => attrHolds(name, attr, value));
      return sound ? read : false;
    } catch {
      return false;
    }
  };
}

function carry(tag: string, name: string): NodeSpec {
  return {
    toDOM: (node) => [tag, { "data-block": name, "data-attrs": JSON.stringify(node.attrs) }] as DOMOutputSpec,
    parseDOM: [{ tag: `[data-block=${name}]`, getAttrs: carried(name) }],
  };
}

/** The same of a block with fields that holds blocks as well. */
function around(name: string): NodeSpec {
  return {
    isolating: true,
    draggable: true,
    toDOM: (node) => ["figure", { "data-block": name, "data-attrs": JSON.stringify(node.attrs) }, ["div", 0]],
    parseDOM: [{ tag: `figure[data-block=${name}]`, getAttrs: carried(name), contentElement: "div", priority: 60 }],
  };
}

function heading(tag: string, level: number): TagParseRule {
  return { tag, getAttrs: (dom) => ({ ...readText(dom), level }) };
}

export const nodeLook: { [name: string]: NodeSpec } = {
  paragraph: {
    toDOM: (node) => ["p", textAttrs(node), 0],
    parseDOM: [{ tag: "p", getAttrs: readText }],
  },
  heading: {
    defining: true,
    toDOM: (node) => [`h${node.attrs.level}`, textAttrs(node), 0],
    parseDOM: [heading("h1", 2), heading("h2", 2), heading("h3", 3), heading("h4", 4), heading("h5", 4), heading("h6", 4)],
  },
  list: {
    toDOM: (node) => [node.attrs.ordered ? "ol" : "ul", node.attrs.id ? { "data-id": node.attrs.id } : {}, 0],
    parseDOM: [
      { tag: "ul", getAttrs: (dom) => ({ id: readId(dom), ordered: false }) },
      { tag: "ol", getAttrs: (dom) => ({ id: readId(dom), ordered: true }) },
    ],
  },
  item: {
    defining: true,
    toDOM: (node) => ["li", node.attrs.id ? { "data-id": node.attrs.id } : {}, 0],
    parseDOM: [{ tag: "li", getAttrs: (dom) => ({ id: readId(dom) }) }],
  },
  quote: {
    defining: true,
    toDOM: (node) => ["blockquote", { class: "ke-quote", ...textAttrs(node) }, 0],
    parseDOM: [{ tag: "blockquote", getAttrs: readText }],
  },
  statement: {
    defining: true,
    isolating: true,
    draggable: true,
    toDOM: (node) => ["figure", { "data-block": "statement", "data-attrs": JSON.stringify(node.attrs) }, ["blockquote", 0]],
    parseDOM: [{ tag: "figure[data-block=statement]", getAttrs: carried("statement"), contentElement: "blockquote", priority: 60 }],
  },
  picture: { ...carry("figure", "picture"), draggable: true },
  gallery: {
    isolating: true,
    draggable: true,
    toDOM: (node) => ["div", { "data-block": "gallery", ...(node.attrs.id ? { "data-id": node.attrs.id } : {}) }, 0],
    parseDOM: [{ tag: "div[data-block=gallery]", getAttrs: (dom) => ({ id: readId(dom) }) }],
  },
  facts: {
    defining: true,
    isolating: true,
    toDOM: (node) => ["aside", { class: "ke-facts", ...(node.attrs.id ? { "data-id": node.attrs.id } : {}) }, 0],
    parseDOM: [{ tag: "aside.ke-facts", getAttrs: (dom) => ({ id: readId(dom) }) }],
  },
  related: { ...carry("div", "related"), draggable: true },
  table: {
    isolating: true,
    toDOM: (node) => {
      const attrs: { [name: string]: string } = { class: node.attrs.header ? "ke-table ke-headed" : "ke-table" };
      if (node.attrs.id) attrs["data-id"] = node.attrs.id;
      return ["table", attrs, ["tbody", 0]];
    },
    parseDOM: [
      {
        tag: "table",
        getAttrs: (dom) => ({ id: readId(dom), header: dom.matches(".ke-headed") || dom.querySelector("tr:first-child th") !== null }),
      },
    ],
  },
  row: { toDOM: () => ["tr", 0], parseDOM: [{ tag: "tr" }] },
  cell: { isolating: true, toDOM: () => ["td", 0], parseDOM: [{ tag: "td" }, { tag: "th" }] },
  embed: { ...carry("div", "embed"), draggable: true },
  audio: { ...around("audio"), defining: true },
  map: around("map"),
  file: { ...carry("div", "file"), draggable: true },
  rule: {
    toDOM: (node) => ["hr", node.attrs.id ? { "data-id": node.attrs.id } : {}],
    parseDOM: [{ tag: "hr", getAttrs: (dom) => ({ id: readId(dom) }) }],
  },
  hard_break: {
    inline: true,
    selectable: false,
    linebreakReplacement: true,
    toDOM: () => ["br"],
    parseDOM: [{ tag: "br" }],
  },
};

export const markLook: { [name: string]: MarkSpec } = {
  bold: {
    toDOM: () => ["strong", 0],
    parseDOM: [{ tag: "strong" }, { tag: "b" }],
  },
  emphasis: { toDOM: () => ["em", 0], parseDOM: [{ tag: "em" }, { tag: "i" }] },
  strike: { toDOM: () => ["s", 0], parseDOM: [{ tag: "s" }, { tag: "del" }, { tag: "strike" }] },
  superscript: { toDOM: () => ["sup", 0], parseDOM: [{ tag: "sup" }] },
  subscript: { toDOM: () => ["sub", 0], parseDOM: [{ tag: "sub" }] },
  link: {
    inclusive: false,
    toDOM: (mark) => ["a", { href: mark.attrs.href, ...(mark.attrs.title ? { title: mark.attrs.title } : {}) }, 0],
    parseDOM: [
      {
        tag: "a[href]",
        getAttrs: (dom) => {
          const href = tidyHref(dom.getAttribute("href") ?? "");
          const title = dom.getAttribute("title") ?? "";
          return href ? { href, title: attrHolds("link", "title", title) ? title : "" } : false;
        },
      },
    ],
  },
  isolate: {
    inclusive: false,
    toDOM: (mark) => ["bdi", { ...(mark.attrs.lang ? { lang: mark.attrs.lang } : {}), dir: mark.attrs.dir }, 0],
    parseDOM: [
      {
        tag: "bdi",
        getAttrs: (dom) => {
          const lang = dom.getAttribute("lang") ?? "";
          const dir = dom.getAttribute("dir") ?? "auto";
          return { lang: isLang(lang) ? lang : "", dir: dir === "ltr" || dir === "rtl" ? dir : "auto" };
        },
      },
    ],
  },
};
