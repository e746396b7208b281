// The checks on strings that the schema names, the same as the server's. A field that fails one is shown to the
// writer as wrong and does not enter the document, so the document itself is always valid.

import { attrRow, table } from "./table";

const invisible =
  /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/u;
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;
const noncharacter = /[\ufdd0-\ufdef\ufffe\uffff]/;

/** Where an address leads, or `null` when it may not stand in a document. */
export function hrefKind(address: string): "https" | "http" | "mailto" | "tel" | "site" | null {
  if (address === "" || [...address].length > table.limits.attr_chars) return null;
  if (/[\s"<>\\`^{|}]/.test(address) || control.test(address) || /[\t\n]/.test(address)) return null;
  if (invisible.test(address)) return null;
  if (address.startsWith("/")) return address.startsWith("//") ? null : "site";
  const colon = address.indexOf(":");
  if (colon < 0) return null;
  const scheme = address.slice(0, colon).toLowerCase();
  const rest = address.slice(colon + 1);
  if (scheme === "https" || scheme === "http") return isWeb(rest) ? scheme : null;
  if (scheme === "mailto") return /^[^@?]+@[^@?]+(\?.*)?$/.test(rest) ? "mailto" : null;
  if (scheme === "tel") return /^[A-Za-z0-9+\-.();=*#,]+$/.test(rest) && /[0-9]/.test(rest) ? "tel" : null;
  return null;
}

function isWeb(rest: string): boolean {
  if (!rest.startsWith("//")) return false;
  const authority = rest.slice(2).split(/[/?#]/)[0] ?? "";
  const v6 = /^\[([0-9a-f:.]+)\](?::\d{1,5})?$/i.exec(authority);
  if (v6) return true;
  const host = authority.replace(/:\d{1,5}$/, "");
  return /[\p{L}\p{N}]/u.test(host) && /^(?:[A-Za-z0-9._-]|[^\x00-\x7f])+$/u.test(host);
}

/** Brings what a person pasted or typed as an address to the strict form; `null` when it cannot be one. */
export function tidyHref(typed: string): string | null {
  let text = typed.trim();
  if (/^[\w-]+(\.[\w-]+)+([/?#].*)?$/.test(text)) text = `https://${text}`;
  else if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(text) && !/^mailto:/i.test(text)) text = `mailto:${text}`;
  if (text.startsWith("//")) text = `https:${text}`;
  text = text.replace(/[ "<>`^{|}]/g, (c) => encodeURIComponent(c));
  return hrefKind(text) ? text : null;
}

/** Whether `text` is an ISO year, month, date, or date and time with its offset. */
export function isDate(text: string): boolean {
  const found = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(?:Z|[+-](\d\d):(\d\d)))?)?)?$/.exec(text);
  if (!found) return false;
  const [year, month, day, hour, minute, second, zoneHour, zoneMinute] = found.slice(1).map((part) => Number(part ?? 0));
  if (found[2] !== undefined && (month! < 1 || month! > 12)) return false;
  if (found[3] !== undefined && (day! < 1 || day! > new Date(Date.UTC(2000 + (year! % 400), month!, 0)).getUTCDate())) return false;
  return hour! <= 23 && minute! <= 59 && second! <= 60 && zoneHour! <= 14 && zoneMinute! <= 59;
}

/** Whether `text` has the shape of a language tag. */
export function isLang(text: string): boolean {
  return text.length <= 35 && /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(text);
}

/** Whether `text` is a number of degrees from `-most` to `most`. */
export function isDegrees(text: string, most: number): boolean {
  return /^-?[0-9]{1,3}(\.[0-9]{1,8})?$/.test(text) && Math.abs(Number(text)) <= most;
}

/** The degrees north and east that somebody typed or copied from a map's address; `null` when there are none. */
export function degreesOf(typed: string): [string, string] | null {
  const plain = typed
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/٫/g, ".")
    .replace(/[،؛]/g, ",")
    .replace(/−/g, "-");
  const number = "(-?\\d{1,3}(?:\\.\\d+)?)";
  const shapes = [`mlat=${number}&mlon=${number}`, `#map=\\d+/${number}/${number}`, `[@=:]${number},${number}`, `^\\s*${number}(?:\\s*[,;]\\s+|\\s+[,;]?\\s*)${number}\\s*$`, `^\\s*(-?\\d{1,3}\\.\\d+)[,;](-?\\d{1,3}\\.\\d+)\\s*$`];
  for (const shape of shapes) {
    const found = new RegExp(shape).exec(plain);
    if (!found) continue;
    const [north, east] = [found[1]!, found[2]!].map((degrees) => degrees.replace(/(\.\d{8})\d+$/, "$1")) as [string, string];
    return isDegrees(north, 90) && isDegrees(east, 180) ? [north, east] : null;
  }
  return null;
}

/** Whether a value may stand in an attribute. */
export function attrHolds(owner: string, attr: string, value: unknown): boolean {
  const row = attrRow(owner, attr);
  if (!row) return false;
  if (value === null) return row.nullable;
  if (row.values && !row.values.includes(value)) return false;
  if (typeof value !== "string") return typeof value === row.kind || (row.kind === "integer" && Number.isInteger(value));
  if ([...value].length > table.limits.attr_chars) return false;
  switch (row.check) {
    case "id":
      return /^[a-z0-9]{8,26}$/.test(value);
    case "lang":
      return value === "" || isLang(value);
    case "date":
      return value === "" || isDate(value);
    case "href":
      return hrefKind(value) !== null;
    case "href?":
      return value === "" || hrefKind(value) !== null;
    case "https":
      return hrefKind(value) === "https";
    case "file":
      return hrefKind(value) === "https" || hrefKind(value) === "site";
    case "clock":
      return value === "" || /^\d{1,3}:[0-5]\d(:[0-5]\d)?$/.test(value);
    case "latitude":
      return isDegrees(value, 90);
    case "longitude":
      return isDegrees(value, 180);
    case "name":
      return /^[A-Za-z0-9_-]{1,64}$/.test(value);
    default:
      return !control.test(value) && !noncharacter.test(value);
  }
}

/** Text as the document keeps it: composed, without controls and invisible marks of direction. */
export function cleanText(text: string): string {
  return text
    .normalize("NFC")
    .replace(new RegExp(invisible.source, "gu"), "")
    .replace(new RegExp(control.source, "g"), "")
    .replace(new RegExp(noncharacter.source, "g"), "");
}

/** Shapes of letters; a mark's shape has a space or a tatweel under it that is no part of the word. */
const presentation = /[\ufb00-\ufb06\ufb50-\ufdfb\ufe70-\ufefc]+/g;
const markShape = /[\ufc5e-\ufc63\ufcf2-\ufcf4\ufe70-\ufe7f]/g;
const letters = "\u0621-\u064a\u0671-\u06d3";
const tatweel = new RegExp(`\u0640+(?=[\u0640\u064b-\u0652\u0670]*[${letters}])|\u0640{2,}`, "g");

/** Pasted text: as `cleanText`, and look-alike forms become letters, tatweel inside of words and odd spaces go. */
export function cleanPasted(text: string): string {
  const plain = text.replace(markShape, (shape) => shape.normalize("NFKC").replace(/[ \u0640\ufe73]/g, "")).replace(presentation, (run) => run.normalize("NFKC"));
  return cleanText(plain).replace(/[\u00a0\u202f\u2000-\u200a\u3000]/g, " ").replace(/ {2,}/g, " ").replace(tatweel, "");
}

/** Whether cleaning changes more of a text than its spaces and invisible marks. */
export function changesLetters(text: string): boolean {
  const composed = cleanText(text);
  return composed.replace(tatweel, "") !== composed || composed.replace(presentation, "") !== composed;
}
