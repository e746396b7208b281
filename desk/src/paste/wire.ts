// An agency's wire: the slug above it, its place and date and name before the first sentence, its marks at the end.

import type { Node } from "prosemirror-model";
import { offsetOf, without, withoutStart } from "./cut";
import type { Told } from "./told";

/** Whether the article's form takes a place; there is none where the article has no form. */
export type TakesPlace = (place: string) => boolean;

const agencies = "رويترز|أ\\s?ف\\s?ب|ا\\s?ف\\s?ب|أ\\.\\s?ف\\.\\s?ب|فرانس برس|د\\s?ب\\s?[أا]|[أا]\\s?ش\\s?[أا]|[أا]\\s?ب|أسوشيتد برس|الأناضول|شينخوا|سبوتنيك|تاس|واس|وام|قنا|كونا|بنا|بترا|وفا|سانا|واع|سبأ|وات|وكالة [^()/]{3,40}|الوكالة [^()/]{3,40}|وكالات|Reuters|REUTERS|AFP|AP|dpa|Xinhua|[^()\\s]{2,12} \\/ وكالات";
const day = "[\\d٠-٩]{1,2}\\s+[\\p{L} ]{2,20}?(?:\\s+[\\d٠-٩]{4})?";
/** «Place day (agency) - ». */
const inBrackets = new RegExp(`^(\\s*(?:([\\p{L}\\s.]{2,40}?)(?:[،,]?\\s+(${day}))?\\s*)?)\\((${agencies})\\)\\s*([-–—:]+\\s*)`, "u");
/** «Place / day / agency // », or the place and the agency on a line of their own. */
const inSlashes = new RegExp(`^(\\s*([\\p{L}\\s.]{2,40}?)(?:(?:\\s*[/،,-]\\s*|\\s+)(${day}))?\\s*)/\\s*(${agencies})\\s*((?:/+\\s*[-–—:]*|[-–—:]+|//+)\\s*|$)`, "u");
const slugLine = /^[\p{L}\p{N}]+(?:[-/][\p{L}\p{N}\s]{1,24}){1,5}(?:\s*\([^()]{2,24}\))?$/u;
const desks = /^\s*\((?:إعداد|تغطية|تحرير|كتابة|Reporting by|Writing by|Editing by)[^)]*\)\s*$/u;
const initials = "\\p{L}{1,2}(?:[. ]{1,2}\\p{L}{1,2}){0,2}\\.?";
const signed = `${initials}(?:\\s*[/\\-]\\s*${initials}){1,4}`;
/** What an agency ends a piece with, and who worked on it. */
const ended = new RegExp(`\\s*(?:\\((?:انتهى|النهاية|END|End)\\)|/{1,2}\\s*(?:انتهى|النهاية)\\s*/{1,2}|#{3}|-\\s?30\\s?-)\\s*(?:${signed}|${initials})?\\s*$`, "u");
const endLine = new RegExp(`^\\s*(?:(?:انتهى|النهاية)\\s*(?:[/\\-]\\s*${initials}){0,4}|${signed})\\s*$`, "u");

/** The blocks without what is the agency's own; without `takesPlace` its first lines stay. */
export function wire(blocks: Node[], told: Told, takesPlace?: TakesPlace): Node[] {
  const first = blocks.findIndex((block) => block.isTextblock && block.textContent.trim() !== "");
  if (first < 0) return blocks;
  const lined = takesPlace ? head(blocks, first, told, takesPlace) : blocks;
  return tail(lined, told).filter((block) => !drops(block, told));
}

/** The first lines: the slug goes, agency and place move to their fields, and a place that has no field stays. */
function head(blocks: Node[], first: number, told: Told, takesPlace: TakesPlace): Node[] {
  const near = blocks.slice(first, first + 5).findIndex((block) => block.isTextblock && dateline(block.textContent) !== null);
  if (near < 0) return blocks;
  const at = first + near;
  const [whole, before, place, date, agency, dash] = dateline(blocks[at]!.textContent)!;
  const where = place?.replace(/\s+/g, " ").trim() ?? "";
  const stays = where !== "" && !takesPlace(where);
  told.cleaned = true;
  told.agency = agency!.replace(/\s+/g, " ").trim();
  if (!stays) [told.place, told.date] = [where, date?.replace(/\s+/g, " ").trim() ?? ""];
  const above = blocks.slice(0, at).filter((block) => !slugLine.test(block.textContent.trim()));
  const cut = stays ? without(blocks[at]!, before!.length, whole.length - dash!.length) : withoutStart(blocks[at]!, whole.length);
  return [...above, cut, ...blocks.slice(at + 1)];
}

function dateline(text: string): RegExpExecArray | null {
  return inBrackets.exec(text) ?? inSlashes.exec(text);
}

/** The last lines: the mark of the end, and after it those who worked on the piece. */
function tail(blocks: Node[], told: Told): Node[] {
  const kept = [...blocks];
  const isEnded = told.agency !== "";
  for (let at = kept.length - 1; at >= Math.max(0, blocks.length - 3); at--) {
    const block = kept[at]!;
    if (!block.isTextblock) break;
    const text = block.textContent;
    const mark = ended.exec(text);
    if (mark) {
      // What stands below the mark signs it.
      const below = kept.slice(at + 1).filter((one) => !(one.isTextblock && endLine.test(one.textContent)));
      kept.splice(at, kept.length - at, ...(mark.index > 0 ? [block.cut(0, offsetOf(block, mark.index))] : []), ...below);
      told.cleaned = true;
      return kept;
    }
    if (isEnded && at === kept.length - 1 && at > 0 && endLine.test(text)) {
      kept.pop();
      told.cleaned = true;
    }
  }
  return kept;
}

function drops(block: Node, told: Told): boolean {
  if (!block.isTextblock || !desks.test(block.textContent)) return false;
  told.cleaned = true;
  return true;
}
