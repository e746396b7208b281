// Foreign HTML made plain before it is read: what word processors, shared documents and web pages put on the
// clipboard is reduced to the elements the schema knows. Works on the detached document that the library has parsed.

import { table } from "../schema/table";

type Context = { baseDir: "rtl" | "ltr"; baseLang: string };

const dropped = "script,style,meta,link,title,head,template,noscript,object,iframe,svg,math,button,input,select,textarea,xml,[hidden],[aria-hidden=true]";

/** Cleans the pasted tree in place. */
export function cleanTree(root: HTMLElement, context: Context): void {
  for (const node of root.querySelectorAll(dropped)) node.remove();
  for (const paragraph of root.querySelectorAll<HTMLElement>("p[class*=MsoListParagraph]")) wordListItem(paragraph);
  gatherWordLists(root);
  for (const node of [...root.querySelectorAll<HTMLElement>("*")]) element(node, context);
  flattenLists(root);
  for (const image of root.querySelectorAll("img")) image.remove();
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

function styleOf(node: Element): string {
  return node.getAttribute("data-style") ?? node.getAttribute("style") ?? "";
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

/** A word processor's list is paragraphs with a drawn bullet; they become items. */
function wordListItem(paragraph: HTMLElement): void {
  const style = styleOf(paragraph);
  const level = Number(/mso-list:[^;]*level(\d+)/i.exec(style)?.[1] ?? 1);
  let drawn = "";
  for (const bullet of paragraph.querySelectorAll("[data-style*='mso-list']")) {
    drawn += bullet.textContent ?? "";
    bullet.remove();
  }
  paragraph.setAttribute("data-word-list", /[0-9٠-٩]/.test(drawn) ? "ol" : "ul");
  paragraph.setAttribute("data-word-level", String(Math.min(level, table.limits.list_depth)));
}

function gatherWordLists(root: HTMLElement): void {
  for (const first of root.querySelectorAll<HTMLElement>("p[data-word-list]")) {
    if (!first.isConnected && !root.contains(first)) continue;
    if (first.closest("[data-gathered]")) continue;
    const list = root.ownerDocument.createElement(first.getAttribute("data-word-list") ?? "ul");
    list.setAttribute("data-gathered", "");
    first.before(list);
    let next: Element | null = first;
    while (next?.matches("p[data-word-list]")) {
      const paragraph: Element = next;
      next = paragraph.nextElementSibling;
      place(list, paragraph, Number(paragraph.getAttribute("data-word-level") ?? 1));
    }
  }
}

function place(list: Element, paragraph: Element, level: number): void {
  let into = list;
  for (let depth = 1; depth < level && into.lastElementChild; depth++) {
    const item = into.lastElementChild;
    let inner = item.querySelector(":scope > ul, :scope > ol");
    if (!inner) {
      inner = list.ownerDocument.createElement(paragraph.getAttribute("data-word-list") ?? "ul");
      item.append(inner);
    }
    into = inner;
  }
  const item = list.ownerDocument.createElement("li");
  item.append(paragraph);
  into.append(item);
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
