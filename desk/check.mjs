// Says whether dist/ is what the sources and the schema would build, and whether it keeps within its size.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { bundle, licences, manifest, schemaHash } from "./build.mjs";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));

const dist = (name) => readFileSync(join(here, "dist", name), "utf8");
const faults = [];
const stored = JSON.parse(dist("manifest.json"));
if (stored.schema !== schemaHash) faults.push(`the bundle was built for schema ${stored.schema}; the content crate's is ${schemaHash}`);
const built = await bundle();
const { script, style, pieces, inputs } = built;
if (dist("editor.js") !== script) faults.push("dist/editor.js is not what src/ builds");
if (dist("editor.css") !== style) faults.push("dist/editor.css is not what src/ builds");
if (dist("pieces.js") !== pieces) faults.push("dist/pieces.js is not what src/ builds");
if (dist("LICENSES.txt") !== licences(inputs)) faults.push("dist/LICENSES.txt is not current");
if (dist("manifest.json") !== manifest(built)) faults.push("dist/manifest.json is not current");
const size = brotliCompressSync(Buffer.from(script)).length;
if (size > 200_000) faults.push(`the bundle is ${size} bytes in brotli; 200000 is the limit`);
if (/\b(left|right)\s*:|margin-(left|right)|padding-(left|right)|letter-spacing|italic/.test(style)) faults.push("editor.css has a physical side, letter-spacing or italics");
if (/"resolved"/.test(readFileSync(join(here, "package-lock.json"), "utf8"))) faults.push("package-lock.json names a registry");
for (const fault of faults) console.error(`desk: ${fault}`);
if (faults.length) console.error("desk: run `npm ci && node build.mjs` in desk/ and commit dist/");
else console.log(`desk: dist/ is current, ${size} bytes in brotli, schema ${schemaHash}`);
process.exitCode = faults.length ? 1 : 0;
