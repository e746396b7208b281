// Builds dist/: the bundle, its style sheet, the licences of what is inside, and a manifest with hashes.
// Run `node build.mjs` after a change here or in the content crate's schema; `node check.mjs` says when it is due.

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL(".", import.meta.url));
export const schemaFile = join(root, "../crates/content/schema/editor-v1.json");
export const schemaHash = createHash("sha256").update(readFileSync(schemaFile)).digest("hex").slice(0, 16);

/** The built files as text. */
export async function bundle() {
  const common = { bundle: true, minify: true, write: false, charset: "utf8", legalComments: "none", metafile: true, absWorkingDir: root };
  const script = await build({
    ...common,
    entryPoints: ["src/editor.ts"],
    format: "iife",
    target: "es2022",
    define: { __SCHEMA_HASH__: JSON.stringify(schemaHash) },
    alias: { "editor-schema": schemaFile },
  });
  // The library takes it in when a file is large.
  const pieces = await build({ ...common, entryPoints: ["src/save/tus.ts"], format: "esm", target: "es2022" });
  const style = await build({ ...common, entryPoints: ["src/editor.css"], external: ["/assets/*"] });
  return { script: script.outputFiles[0].text, pieces: pieces.outputFiles[0].text, style: style.outputFiles[0].text, inputs: Object.keys(script.metafile.inputs) };
}

/** The licence texts of the bundled packages. */
export function licences(inputs) {
  const names = new Set();
  for (const input of inputs) {
    const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) names.add(found[1]);
  }
  const parts = [...names].sort().map((name) => {
    const folder = join(root, "node_modules", name);
    const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) throw new Error(`${name} comes without a licence file`);
    return `${name} ${about.version} (${about.license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
  });
  return `The editor's bundle contains these packages.\n\n${parts.join("\n----\n\n")}`;
}

export function manifest({ script, style, pieces }) {
  const hash = (text) => createHash("sha256").update(text).digest("hex");
  return `${JSON.stringify({ schema: schemaHash, "editor.js": hash(script), "editor.css": hash(style), "pieces.js": hash(pieces) }, null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const built = await bundle();
  const { script, style, pieces, inputs } = built;
  mkdirSync(join(root, "dist"), { recursive: true });
  writeFileSync(join(root, "dist/editor.js"), script);
  writeFileSync(join(root, "dist/editor.css"), style);
  writeFileSync(join(root, "dist/pieces.js"), pieces);
  writeFileSync(join(root, "dist/LICENSES.txt"), licences(inputs));
  writeFileSync(join(root, "dist/manifest.json"), manifest(built));
  for (const [name, text] of [["editor.js", script], ["editor.css", style], ["pieces.js", pieces]]) {
    const bytes = Buffer.from(text);
    console.log(`${name}: ${bytes.length} bytes, gzip ${gzipSync(bytes, { level: 9 }).length}, br ${brotliCompressSync(bytes).length}`);
  }
  console.log(`schema ${schemaHash}`);
}
