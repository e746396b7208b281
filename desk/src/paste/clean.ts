// Foreign HTML made plain before it is read: what word processors, shared documents and web pages put on the
// clipboard is reduced to the elements the schema knows. Works on the detached document that the library has parsed.

import { table } from "../schema/table";
import { cleanLines } from "./breaks";
import { takePictures } from "./pictures";
import type { Told } from "./told";
import { cleanWord, styleOf } from "./word";

type Context = { baseDir: "rtl" | "ltr"; baseLang: string };

const dropped = "script,style,meta,link,title,head,template,noscript,object,iframe,svg,math,button,input,select,textarea,xml,[hidden],[aria-hidden=true]";

/** Cleans the pasted tree in place; `told` learns of its pictures. */
export function cleanTree(root: HTMLElement, context: Context, told: Told): void {
  for (const anchor of root.querySelectorAll<HTMLElement>("a[href]")) address(anchor);
  for (const node of root.querySelectorAll(dropped)) node.remove();
  takePictures(root, told);
  cleanWord(root);
  senders(root);
  cleanLines(root);
  for (const node of root.querySelectorAll<HTMLElement>("div[data-style*='display']")) if (/display:\s*inline/i.test(styleOf(node))) unwrap(node);
  for (const node of [...root.querySelectorAll<HTMLElement>("*")]) element(node, context);
  flattenLists(root);
  for (const cell of root.querySelectorAll<HTMLElement>("td,th")) if (!cell.parentElement?.closest("td,th")) flattenCell(cell);
}

/** A cell holds words and breaks: what stood in it as paragraphs, items or a table of its own stands in lines. */
function flattenCell(cell: HTMLElement): void {
  const line = () => cell.ownerDocument.createElement("br");
  for (const block of [...cell.querySelectorAll(inCells)].reverse()) {
    block.before(line());
    block.after(line());
    unwrap(block);
  }
  const isEmpty = (node: globalThis.Node) => node.nodeType !== 1 && !/\S/.test(node.nodeValue ?? "");
  let before: globalThis.Node | null = null;
  for (const node of [...cell.childNodes]) {
    if (before?.nodeName === "BR" && (isEmpty(node) || node.nodeName === "BR")) node.remove();
    else if (before === null && (isEmpty(node) || node.nodeName === "BR")) node.remove();
    else before = node;
  }
  while (cell.lastChild && (isEmpty(cell.lastChild) || cell.lastChild.nodeName === "BR")) cell.lastChild.remove();
}

const inCells = "p,div,ul,ol,li,table,thead,tbody,tfoot,tr,td,th,caption,h1,h2,h3,h4,h5,h6,blockquote,hr,section,center,pre";

/**
 * An address that is relative was so on the page it came from, and leads elsewhere from ours. A network's short one gives way
 * to the one it shows, where that is whole.
 */
function address(anchor: HTMLElement): void {
  const href = anchor.getAttribute("href") ?? "";
  const shown = (anchor.textContent ?? "").trim();
  if (/^(?:\/|\.)/.test(href)) anchor.removeAttribute("href");
  else if (/^https?:\/\/t\.co\//i.test(href) && /^https?:\/\/[^\s…]+$/.test(shown)) anchor.setAttribute("href", shown);
}

/** A chat keeps beside its words when they were sent and by whom; it stands before them, as it does in its plain text. */
function senders(root: HTMLElement): void {
  for (const node of root.querySelectorAll<HTMLElement>("[data-pre-plain-text]")) {
    const first = node.querySelector("span") ?? node;
    first.prepend(node.getAttribute("data-pre-plain-text") ?? "");
  }
}

/**
 * Renames what the page's policy would complain about before the library parses the text. The document it parses
 * into is detached and runs nothing; this only keeps the console and the policy's reports quiet.
 */
export function quiet(html: string): string {
  return html
    .replace(/<style[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/([\s"'\/])style(\s*=)/gi, "$1data-style$2").replace(/([\s"'\/])on\w+(\s*=)/gi, "$1data-on$2"));
}

function element(node: HTMLElement, context: Context): void {
  const tag = node.localName;
  const style = styleOf(node);
  if ((tag === "b" || tag === "strong") && /font-weight:\s*(normal|400)/i.test(style)) return unwrap(node);
  if (tag === "i" && /font-style:\s*normal/i.test(style)) return unwrap(node);
  if (tag === "span" || tag === "font") styledRun(node, style);
  if (node.closest("[data-block]")) return;
  const text = node.textContent ?? "";
  for (const name of [...node.getAttributeNames()]) if (!isKept(tag, name)) node.removeAttribute(name);
  if (/^(p|h[1-6])$/.test(tag) && direction(text) && direction(text) !== context.baseDir) {
    node.setAttribute("dir", direction(text)!);
    node.setAttribute("lang", direction(text) === "ltr" ? "en" : "ar");
  }
}

function isKept(tag: string, name: string): boolean {
  if (tag === "a") return name === "href" || name === "title";
  if (tag === "bdi") return name === "lang" || name === "dir";
  return name === "data-id" || (tag === "aside" && name === "class") || (tag === "table" && name === "class");
}

/** Bold, italic and raised text that came as style becomes real marks. */
function styledRun(node: HTMLElement, style: string): void {
  const wraps: string[] = [];
  if (/font-weight:\s*(bold|[6-9]00)/i.test(style)) wraps.push("strong");
  if (/font-style:\s*italic/i.test(style)) wraps.push("em");
  if (/text-decoration[^;]*line-through/i.test(style)) wraps.push("s");
  if (/vertical-align:\s*super/i.test(style)) wraps.push("sup");
  if (/vertical-align:\s*sub/i.test(style)) wraps.push("sub");
  for (const name of wraps) {
    const wrapper = node.ownerDocument.createElement(name);
    wrapper.append(...node.childNodes);
    node.append(wrapper);
  }
}

function unwrap(node: Element): void {
  node.replaceWith(...node.childNodes);
}

/** The direction of a block's letters when they are all of one kind. */
export function direction(text: string): "rtl" | "ltr" | null {
  const rtl = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/.test(text);
  const ltr = /[A-Za-z\u00c0-\u024f\u0370-\u052f]/.test(text);
  return rtl === ltr ? null : rtl ? "rtl" : "ltr";
}

/** Lists deeper than the schema allows continue at its deepest level; a list outside of an item joins the item before. */
function flattenLists(root: HTMLElement): void {
  for (const list of [...root.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")]) {
    const before = list.previousElementSibling;
    if (before?.localName === "li") before.append(list);
  }
  for (const list of [...root.querySelectorAll("ul, ol")]) {
    let depth = 1;
    for (let up = list.parentElement; up && up !== root; up = up.parentElement) if (/^[uo]l$/.test(up.localName)) depth++;
    const item = list.closest("li");
    if (depth <= table.limits.list_depth || !item) continue;
    item.after(...list.children);
    list.remove();
  }
}

/** The words of a tree as lines, for a clipboard that has no plain text. */
export function wordsOf(root: HTMLElement): string {
  const copy = root.cloneNode(true) as HTMLElement;
  for (const node of copy.querySelectorAll(dropped)) node.remove();
  for (const node of copy.querySelectorAll("p,div,li,tr,h1,h2,h3,h4,h5,h6,blockquote,br")) node.append("\n");
  return (copy.textContent ?? "").replace(/[^\S\n]+/g, " ").replace(/ ?\n[\s]*/g, "\n").trim();
}
