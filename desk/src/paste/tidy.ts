// What chats, networks and agencies put around their words: the names in front, the tail that asks to read on, addresses
// that tell where a reader came from, the agency in brackets.

import { Fragment, Slice, type Mark, type Node } from "prosemirror-model";
import { M } from "../schema/schema";
import type { Told } from "./told";

/** What a chat puts in front of a line: when, and who. */
export const chat = /^\s*(?:\[[^\]]{6,32}\]\s*|[\d٠-٩]{1,4}[/.\-][\d٠-٩]{1,2}(?:[/.\-][\d٠-٩]{1,4})?[،,]?\s+[\d٠-٩]{1,2}:[\d٠-٩]{2}(?::[\d٠-٩]{2})?\s*(?:ص|م|AM|PM|am|pm)?\s+[-–]\s*)([^:\n]{1,60}?):\s+/u;
const readOn = /(?:\s*(?:…|\.\.\.)?\s*)(?:عرض المزيد|عرض أقل|رؤية المزيد|See more|See less|Show more|Show less)\s*$/u;
const agencies = "رويترز|أ\\s?ف\\s?ب|ا\\s?ف\\s?ب|أ\\.\\s?ف\\.\\s?ب|فرانس برس|د\\s?ب\\s?[أا]|[أا]\\s?ب|أسوشيتد برس|الأناضول|شينخوا|وكالة [^()]{3,40}|الوكالة [^()]{3,40}|Reuters|REUTERS|AFP|AP|dpa|Xinhua|[^()\\s]{2,12} \\/ وكالات";
const day = "[\\d٠-٩]{1,2}\\s+[\\p{L} ]{2,20}?(?:\\s+[\\d٠-٩]{4})?";
const dateline = new RegExp(`^(\\s*(?:([\\p{L}\\s.]{2,40}?)(?:[،,]?\\s+(${day}))?\\s*)?)\\((${agencies})\\)\\s*([-–—:]+\\s*)`, "u");
const slugLine = /^[\p{L}\p{N}]+(?:[-/][\p{L}\p{N}\s]{1,24}){1,5}$/u;
const desks = /^\s*\((?:إعداد|تغطية|تحرير|كتابة|Reporting by|Writing by|Editing by)[^)]*\)\s*$/u;
const emoji = /\p{Extended_Pictographic}/gu;
const tracking = /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|igshid|igsh|mc_[ce]id|ref_src|ref_url|yclid|_ga|mibextid|__cft__.*|__tn__|rdid|share_url|sfnsn|wa_status_inline)$/i;

/** Whether the article's form takes a place; there is none where the article has no form. */
export type TakesPlace = (place: string) => boolean;

/** The slice without them; `told` learns what was there. */
export function tidySlice(slice: Slice, told: Told, takesPlace?: TakesPlace): Slice {
  const blocks: Node[] = [];
  slice.content.forEach((block) => blocks.push(block));
  const first = blocks.findIndex((block) => block.isTextblock && block.textContent.trim() !== "");
  const lined = takesPlace ? wire(blocks, first, told, takesPlace) : blocks;
  const kept = lined.filter((block) => !drops(block, told)).map((block) => tidyNode(block, told));
  told.emoji += kept.reduce((sum, block) => sum + (block.textContent.match(emoji)?.length ?? 0), 0);
  told.reversed ||= isReversed(kept.map((block) => block.textContent).join(" "));
  const content = Fragment.fromArray(kept);
  return kept.length === blocks.length ? new Slice(content, slice.openStart, slice.openEnd) : Slice.maxOpen(content);
}

/** An agency's first lines: the slug goes, agency and place move to their fields, and a place that has no field stays. */
function wire(blocks: Node[], first: number, told: Told, takesPlace: TakesPlace): Node[] {
  if (first < 0) return blocks;
  const near = blocks.slice(first, first + 3).findIndex((block) => block.isTextblock && dateline.test(block.textContent));
  if (near < 0) return blocks;
  const at = first + near;
  const [whole, head, place, date, agency, dash] = dateline.exec(blocks[at]!.textContent)!;
  const where = place?.replace(/\s+/g, " ").trim() ?? "";
  const stays = where !== "" && !takesPlace(where);
  told.cleaned = true;
  told.agency = agency!.replace(/\s+/g, " ").trim();
  if (!stays) [told.place, told.date] = [where, date?.replace(/\s+/g, " ").trim() ?? ""];
  const before = blocks.slice(0, at).filter((block) => !slugLine.test(block.textContent.trim()));
  const cut = stays ? without(blocks[at]!, head!.length, whole.length - dash!.length) : withoutStart(blocks[at]!, whole.length);
  return [...before, cut, ...blocks.slice(at + 1)];
}

function drops(block: Node, told: Told): boolean {
  if (!block.isTextblock || !desks.test(block.textContent)) return false;
  told.cleaned = true;
  return true;
}

function tidyNode(node: Node, told: Told): Node {
  if (node.isText) return tidyText(node, told);
  if (!node.isTextblock) return node.copy(mapped(node.content, (child) => tidyNode(child, told)));
  let block = node.copy(mapped(node.content, (child) => tidyNode(child, told)));
  const said = chat.exec(block.textContent);
  if (said) {
    told.cleaned = true;
    told.speaker ||= said[1]!.trim();
    block = withoutStart(block, said[0].length);
  }
  const tail = readOn.exec(block.textContent);
  if (tail && tail[0].trim() !== "") {
    told.cleaned = true;
    block = block.cut(0, offsetOf(block, tail.index));
  }
  return block;
}

function tidyText(node: Node, told: Told): Node {
  const text = (node.text ?? "").replace(/https?:\/\/[^\s<>"«»]+/g, (address) => untracked(address, told));
  const marks = node.marks.map((mark): Mark => (mark.type === M.link ? M.link.create({ ...mark.attrs, href: untracked(String(mark.attrs.href), told) }) : mark));
  return node.type.schema.text(text || " ", marks);
}

/** The address without what tells who shared it with whom. */
export function untracked(address: string, told: Told): string {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return address;
  }
  const inner = /(^|\.)(facebook|instagram)\.com$/.test(url.hostname) && url.pathname === "/l.php" ? url.searchParams.get("u") : null;
  if (inner && /^https?:/.test(inner)) {
    told.cleaned = true;
    return untracked(inner, told);
  }
  const network = /(^|\.)(x|twitter)\.com$/.test(url.hostname);
  const names = [...url.searchParams.keys()].filter((name) => tracking.test(name) || (network && /^[st]$/.test(name)));
  if (names.length === 0) return address;
  told.cleaned = true;
  for (const name of names) url.searchParams.delete(name);
  return url.href.replace(/\?$/, "");
}

function mapped(content: Fragment, change: (node: Node) => Node): Fragment {
  const nodes: Node[] = [];
  content.forEach((node) => nodes.push(change(node)));
  return Fragment.fromArray(nodes);
}

function withoutStart(block: Node, letters: number): Node {
  return block.cut(offsetOf(block, letters));
}

function without(block: Node, from: number, to: number): Node {
  const { content } = block;
  return block.copy(content.cut(0, offsetOf(block, from)).append(content.cut(offsetOf(block, to))));
}

/** Where a letter of the block's text stands in its content; a line break counts as a place and no letter. */
function offsetOf(block: Node, letters: number): number {
  let left = letters;
  let offset = 0;
  block.forEach((child) => {
    const size = child.isText ? (child.text ?? "").length : 0;
    if (left <= 0) return;
    offset += child.isText ? Math.min(left, size) : child.nodeSize;
    left -= size;
  });
  return offset;
}

/** Words that begin with what only ends a word, and end with what only begins one. */
function isReversed(text: string): boolean {
  const words = text.split(/[^\u0620-\u064a]+/).filter((word) => word.length > 2);
  if (words.length < 4) return false;
  const wrong = words.filter((word) => /^[ةى]/.test(word) || /لا$/.test(word)).length;
  const right = words.filter((word) => /^ال/.test(word) || /[ةى]$/.test(word)).length;
  return wrong >= 3 && wrong > right * 2;
}
