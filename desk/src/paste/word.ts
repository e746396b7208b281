// What a word processor says about its own page and not about its words: lists drawn as paragraphs, notes at the foot,
// what was struck out while it was gone over, remarks in the margin, hidden text.

import { hrefKind, tidyHref } from "../schema/checks";
import { table } from "../schema/table";

/** Makes it plain in place. What stands here as `style` was renamed before it was read. */
export function cleanWord(root: HTMLElement): void {
  for (const node of root.querySelectorAll(remarks)) node.remove();
  for (const node of root.querySelectorAll<HTMLElement>("[data-style]")) if (/display:\s*none|mso-hide:\s*all/i.test(styleOf(node))) node.remove();
  notes(root);
  for (const paragraph of root.querySelectorAll<HTMLElement>("p[data-style*='mso-list']")) listItem(paragraph);
  gatherLists(root);
}

const remarks = "[data-style*='mso-element:comment-list'],.MsoCommentReference,a.msocomanchor,.msoDel,del[datetime]";

export function styleOf(node: Element): string {
  return node.getAttribute("data-style") ?? node.getAttribute("style") ?? "";
}

/** A reference to a note leads where the note leads; a note that is nothing but an address is not said twice. */
function notes(root: HTMLElement): void {
  const leads = new Map<string, string>();
  for (const note of root.querySelectorAll<HTMLElement>("[data-style*='mso-element:']")) {
    if (!/mso-element:\s*(?:foot|end)note\b(?!-)/i.test(styleOf(note)) || !note.id) continue;
    const words = note.cloneNode(true) as HTMLElement;
    for (const back of words.querySelectorAll("a[href*='#_ftnref'],a[href*='#_ednref']")) back.remove();
    const text = (words.textContent ?? "").replace(/\s+/g, " ").trim();
    const address = words.querySelector("a[href^='http']")?.getAttribute("href") ?? /https?:\/\/[^\s<>"«»،؛]+/.exec(text)?.[0] ?? "";
    if (hrefKind(tidyHref(address) ?? "") === null) continue;
    leads.set(note.id, address);
    if (text === address) note.remove();
  }
  for (const anchor of root.querySelectorAll<HTMLElement>("a[href]")) {
    const found = /#_((?:ftn|edn)(ref)?\d+)$/.exec(anchor.getAttribute("href") ?? "");
    if (!found) continue;
    const address = found[2] ? undefined : leads.get(found[1]!);
    if (!found[2]) raise(anchor);
    if (address) anchor.setAttribute("href", address);
    else anchor.replaceWith(...anchor.childNodes);
  }
  for (const list of root.querySelectorAll("[data-style*='note-list']")) for (const drawn of list.querySelectorAll(":scope > hr, :scope > br")) drawn.remove();
}

function raise(anchor: HTMLElement): void {
  const sup = anchor.ownerDocument.createElement("sup");
  sup.append(...anchor.childNodes);
  anchor.append(sup);
}

/** A word processor's list is paragraphs with a drawn bullet; they become items. */
function listItem(paragraph: HTMLElement): void {
  const found = /mso-list:\s*(l\d+)[^;]*?level(\d+)/i.exec(styleOf(paragraph));
  if (!found) return;
  let drawn = "";
  for (const bullet of paragraph.querySelectorAll("[data-style*='mso-list']")) {
    drawn += bullet.textContent ?? "";
    bullet.remove();
  }
  paragraph.setAttribute("data-word-list", /[0-9٠-٩]|^\s*\(?\p{L}{1,4}[.)\-]/u.test(drawn) ? "ol" : "ul");
  paragraph.setAttribute("data-word-id", found[1]!);
  paragraph.setAttribute("data-word-level", String(Math.min(Number(found[2]), table.limits.list_depth)));
}

function gatherLists(root: HTMLElement): void {
  for (const first of root.querySelectorAll<HTMLElement>("p[data-word-list]")) {
    if (!first.isConnected && !root.contains(first)) continue;
    if (first.closest("[data-gathered]")) continue;
    const list = root.ownerDocument.createElement(first.getAttribute("data-word-list") ?? "ul");
    list.setAttribute("data-gathered", "");
    first.before(list);
    let next: Element | null = first;
    while (next && isOfList(next, first)) {
      const paragraph: Element = next;
      next = paragraph.nextElementSibling;
      place(list, paragraph, Number(paragraph.getAttribute("data-word-level") ?? 1));
    }
  }
}

/** Two lists that follow each other stay two. */
function isOfList(paragraph: Element, first: Element): boolean {
  if (!paragraph.matches("p[data-word-list]")) return false;
  if (paragraph === first || paragraph.getAttribute("data-word-level") !== "1") return true;
  return ["data-word-list", "data-word-id"].every((name) => paragraph.getAttribute(name) === first.getAttribute(name));
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
