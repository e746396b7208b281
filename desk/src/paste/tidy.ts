// What chats, networks and agencies put around their words: the names in front, the tail that asks to read on, addresses
// that tell where a reader came from, the agency in brackets.

import { Fragment, Slice, type Mark, type Node } from "prosemirror-model";
import { M, N } from "../schema/schema";
import type { Told } from "./told";
import { offsetOf, withoutStart } from "./cut";
import { wire, type TakesPlace } from "./wire";

export type { TakesPlace };

/** What a chat puts in front of a line: when, and who. */
export const chat = /^\s*(?:\[(?=[^\]]*[\d٠-٩]{1,2}:[\d٠-٩]{2})[^\]]{6,32}\]\s*|[\d٠-٩]{1,4}[/.\-][\d٠-٩]{1,2}(?:[/.\-][\d٠-٩]{1,4})?[،,]?\s+[\d٠-٩]{1,2}:[\d٠-٩]{2}(?::[\d٠-٩]{2})?\s*(?:ص|م|AM|PM|am|pm)?\s+[-–]\s*)(?:~\s*)?([^:\n]{1,60}?):\s+/u;
/** What a chat writes where it leaves a picture out. */
const leftOut = /^\s*<?(?:تم استبعاد الوسائط|Media omitted|image omitted)>?\s*$/iu;
const edited = /\s*<(?:تم تعديل هذه الرسالة|This message was edited)>\s*$/iu;
const readOn = /(?:\s*(?:…|\.\.\.)?\s*)(?:عرض المزيد|عرض أقل|رؤية المزيد|See more|See less|Show more|Show less)\s*$/u;
/** One emoji and a space before it; © and the like are letters. */
export const emoji = / ?(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f)[\p{Emoji_Modifier}\ufe0f]*(?:\u200d\p{Extended_Pictographic}[\p{Emoji_Modifier}\ufe0f]*)*/gu;
const shorteners = /^(?:t\.co|bit\.ly|tinyurl\.com|goo\.gl|ow\.ly|is\.gd|buff\.ly|fb\.me|lnkd\.in|rb\.gy|cutt\.ly)$/i;
const tracking = /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|igshid|igsh|mc_[ce]id|ref_src|ref_url|yclid|_ga|mibextid|__cft__.*|__tn__|__eep__|rdid|share_url|sfnsn|wa_status_inline)$/i;

/** The slice without them; `told` learns what was there. */
export function tidySlice(slice: Slice, told: Told, takesPlace?: TakesPlace): Slice {
  const blocks: Node[] = [];
  slice.content.forEach((block) => blocks.push(block));
  const wired = wire(blocks, told, takesPlace);
  const tidied = messages(wired, told).map((block) => tidyNode(block, told));
  const says = (block: Node) => tidied.length === 1 || block.type !== N.paragraph || block.textContent.trim() !== "";
  told.messages = told.messages.map((message, at) => ({ ...message, text: tidied[at]!.textContent })).filter((_, at) => says(tidied[at]!));
  const kept = tidied.filter(says);
  told.emoji += kept.reduce((sum, block) => sum + (block.textContent.match(emoji)?.length ?? 0), 0);
  told.reversed ||= isReversed(kept.map((block) => block.textContent).join(" "));
  const content = Fragment.fromArray(kept);
  return kept.length === blocks.length ? new Slice(content, slice.openStart, slice.openEnd) : Slice.maxOpen(content);
}

/** A chat's paragraphs without the names before them; `told` learns who wrote each. */
function messages(blocks: Node[], told: Told): Node[] {
  if (!blocks.some((block) => block.isTextblock && chat.test(block.textContent))) return blocks;
  told.cleaned = true;
  let speaker = "";
  const kept: Node[] = [];
  for (const block of blocks) {
    const said = block.isTextblock ? chat.exec(block.textContent) : null;
    if (said) speaker = said[1]!.trim();
    let words = said ? withoutStart(block, said[0].length) : block;
    const change = words.isTextblock ? edited.exec(words.textContent) : null;
    if (change) words = words.cut(0, offsetOf(words, change.index));
    if (words.isTextblock && leftOut.test(words.textContent)) told.pictures += 1;
    else if (!words.isTextblock || words.textContent.trim() !== "") kept.push(words), told.messages.push({ speaker, text: "" });
  }
  return kept;
}

function tidyNode(node: Node, told: Told): Node {
  if (node.isText) return tidyText(node, told);
  const block = node.copy(mapped(node.content, (child) => tidyNode(child, told)));
  const tail = block.isTextblock ? readOn.exec(block.textContent) : null;
  if (!tail || tail[0].trim() === "") return block;
  told.cleaned = true;
  return block.cut(0, offsetOf(block, tail.index));
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
  const isSocial = /(^|\.)(facebook|instagram)\.com$/.test(url.hostname) && url.pathname === "/l.php";
  const isSearch = /(^|\.)google\.[a-z.]{2,6}$/.test(url.hostname) && url.pathname === "/url";
  const inner = isSocial || isSearch ? (url.searchParams.get("u") ?? url.searchParams.get("q") ?? url.searchParams.get("url")) : null;
  if (inner && /^https?:/.test(inner)) {
    told.cleaned = true;
    return untracked(inner, told);
  }
  const network = /(^|\.)(x|twitter)\.com$/.test(url.hostname);
  const names = [...url.searchParams.keys()].filter((name) => tracking.test(name) || (network && /^(?:s|t|src)$/.test(name)));
  if (shorteners.test(url.hostname)) told.short += 1;
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

/** Words that begin with what only ends a word, and end with what only begins one. */
function isReversed(text: string): boolean {
  const words = text.split(/[^\u0620-\u064a]+/).filter((word) => word.length > 2);
  if (words.length < 4) return false;
  const wrong = words.filter((word) => /^[ةى]/.test(word) || /لا$/.test(word)).length;
  const right = words.filter((word) => /^ال/.test(word) || /[ةى]$/.test(word)).length;
  return wrong >= 3 && wrong > right * 2;
}
