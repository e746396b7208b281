// Runs the editor's checks in a real browser and says how many passed. `npm ci --ignore-scripts` first.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { missing } from "./browser.mjs";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));

async function absent() {
  if (missing) return missing;
  try {
    await import("playwright-core");
    return null;
  } catch {
    return "playwright-core (npm ci --ignore-scripts in tests/editor)";
  }
}

const lacking = await absent();
if (lacking) {
  console.log(`NOT RUN: the editor's checks (${lacking} is not here)`);
} else {
  const wanted = process.argv.slice(2);
  const files = readdirSync(here)
    .filter((name) => name.endsWith(".test.mjs") || name === "rtl.mjs")
    .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
    .map((name) => join(here, name));
  let passed = 0;
  let failed = 0;
  const stream = run({ files, concurrency: 2, timeout: 600_000 });
  stream.on("test:pass", (event) => event.details.type !== "suite" && event.nesting === 0 && (passed += 1));
  stream.on("test:fail", (event) => event.details.type !== "suite" && event.nesting === 0 && (failed += 1));
  stream.on("end", () => {
    console.log(`editor: ${passed} passed, ${failed} failed`);
    process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  });
  stream.compose(new spec()).pipe(process.stdout);
}
