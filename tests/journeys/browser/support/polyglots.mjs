// Files that are a picture and something else at once, made here byte by byte. Each is a whole picture to a decoder; to
// a browser that takes it for a page, or for a script, it runs `DEED`, which leaves three marks.

import { deflateSync } from "node:zlib";

/** Stands in every one of them, and in nothing that is ours. */
export const MARK = "polyglot-ran";
/** A request for it is the mark that nobody can wipe off. */
export const TRAP = `/${MARK}`;
/** The window's name that is left behind. */
export const RAN = "polyglotRan";

/** Says so in the window, on the wire and aloud; a worker has no picture to ask for and no voice. */
const DEED = `self.${RAN}=1;self.Image?new Image().src="${TRAP}":fetch("${TRAP}");self.alert?alert("${MARK}"):0`;
const PAGE = `<html><body><script>${DEED}</script>`;

/** Opened as a page it runs. */
const AS_PAGE = "text/html";
/** Loaded by a page as a script it runs. */
export const AS_SCRIPT = "text/javascript";
/** Opened as a drawing it runs. */
const AS_DRAWING = "image/svg+xml";

/**
 * All of them.
 * @returns {{what: string, runsAs: string, bytes: Buffer}[]}
 */
export function polyglots() {
  return [
    { what: "a GIF with a script after its end", runsAs: AS_SCRIPT, bytes: join(gif("/*"), `*/=1;${DEED}`) },
    { what: "a GIF whose beginning is a script", runsAs: AS_SCRIPT, bytes: join(gif("=/*", `*/0;${DEED}/*`), "*/") },
    { what: "a GIF with a page after its end", runsAs: AS_PAGE, bytes: join(gif("@\0"), PAGE) },
    { what: "a JPEG with a page in its comment", runsAs: AS_PAGE, bytes: jpeg(segment(0xfe, PAGE)) },
    { what: "a JPEG with a PHP archive in its comment", runsAs: AS_PAGE, bytes: jpeg(segment(0xfe, `<?php __HALT_COMPILER(); ?>\r\n${PAGE}`)) },
    { what: "a JPEG with an archive after its end", runsAs: AS_PAGE, bytes: join(jpeg(), zip("index.html", PAGE)) },
    { what: "a PNG with a page in its words", runsAs: AS_PAGE, bytes: png(chunk("tEXt", join("Comment\0", PAGE))) },
    { what: "a WebP with a page after its end", runsAs: AS_PAGE, bytes: join(webp(), PAGE) },
    { what: "a page and PDF with a JPEG inside", runsAs: AS_PAGE, bytes: join(`%PDF-1.7\n${PAGE}<!--`, jpeg(), "-->\n%%EOF") },
    { what: "a page and film", runsAs: AS_PAGE, bytes: join(be32(24), "ftypmp42", be32(0), "mp42isom", be32(PAGE.length + 8), "free", PAGE) },
    { what: "a drawing that is called a PNG", runsAs: AS_DRAWING, bytes: join(`<svg xmlns="http://www.w3.org/2000/svg"><script>${DEED}</script></svg>`) },
    { what: "a page with a JPEG inside", runsAs: AS_PAGE, bytes: join(`<!doctype html>${PAGE}<!--`, jpeg(), "-->") },
  ];
}

function join(...parts) {
  return Buffer.concat(parts.map((part) => Buffer.from(part)));
}

function numbers(bytes, write) {
  const out = Buffer.alloc(bytes);
  write(out);
  return out;
}

const be32 = (number) => numbers(4, (out) => out.writeUInt32BE(number));
const be16 = (number) => numbers(2, (out) => out.writeUInt16BE(number));
const le16 = (number) => numbers(2, (out) => out.writeUInt16LE(number));
const le32 = (number) => numbers(4, (out) => out.writeUInt32LE(number));

/** One dot on a canvas whose measures, read as letters, begin with `letters`; with a comment where one is given. */
function gif(letters, comment = "") {
  const measures = Buffer.from(letters.padEnd(3, "*").padEnd(4, "\0"));
  const told = comment ? [Buffer.of(0x21, 0xfe, comment.length), comment, Buffer.of(0)] : [];
  const dot = [Buffer.of(0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0), Buffer.of(2, 2, 0x44, 1, 0)];
  const colours = Buffer.of(0x80, 0, 0, 9, 99, 199, 255, 255, 255);
  return join("GIF89a", measures, colours, ...told, ...dot, ";");
}

function segment(kind, body) {
  return join(Buffer.of(0xff, kind), be16(body.length + 2), body);
}

/** 64 by 48 dots of one grey: each of its blocks is two codes of one bit. */
function jpeg(...between) {
  const table = (number) => segment(0xc4, Buffer.of(number, 1, ...Array(15).fill(0), 0));
  return join(
    Buffer.of(0xff, 0xd8),
    ...between,
    segment(0xdb, Buffer.of(0, ...Array(64).fill(1))),
    segment(0xc0, Buffer.of(8, 0, 48, 0, 64, 1, 1, 0x11, 0)),
    table(0x00),
    table(0x10),
    segment(0xda, Buffer.of(1, 1, 0x00, 0, 63, 0)),
    Buffer.alloc((8 * 6 * 2) / 8),
    Buffer.of(0xff, 0xd9),
  );
}

/** 64 by 48 dots of one colour. */
function png(...between) {
  const rows = Buffer.concat(Array(48).fill(join(Buffer.of(0), Buffer.alloc(64 * 3, 99))));
  const header = join(be32(64), be32(48), Buffer.of(8, 2, 0, 0, 0));
  const chunks = [chunk("IHDR", header), ...between, chunk("IDAT", deflateSync(rows)), chunk("IEND", "")];
  return join(Buffer.of(0x89), "PNG\r\n\x1a\n", ...chunks);
}

function chunk(kind, body) {
  const told = join(kind, body);
  return join(be32(told.length - 4), told, be32(crc(told)));
}

/** One dot. */
function webp() {
  return Buffer.from("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==", "base64");
}

/** An archive that holds one file as it is. */
function zip(name, text) {
  const about = join(le16(0), le16(0), le16(0), le16(0), le32(crc(Buffer.from(text))), le32(text.length), le32(text.length));
  const file = join("PK\x03\x04", le16(20), about, le16(name.length), le16(0), name, text);
  const entry = join("PK\x01\x02", le16(20), le16(20), about, le16(name.length), Buffer.alloc(16), name);
  return join(file, entry, "PK\x05\x06", Buffer.alloc(4), le16(1), le16(1), le32(entry.length), le32(file.length), le16(0));
}

function crc(bytes) {
  let left = 0xffffffff;
  for (const byte of bytes) {
    left ^= byte;
    for (let bit = 0; bit < 8; bit += 1) left = (left >>> 1) ^ (left & 1 ? 0xedb88320 : 0);
  }
  return ~left >>> 0;
}
