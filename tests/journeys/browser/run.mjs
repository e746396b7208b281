// Runs the journeys in a real browser, on SQLite and on PostgreSQL: some on each, the others in turn, those on each too with
// `KHABAR_FULL=1`; what reads the sample newsroom reads it on SQLite. `npm ci --ignore-scripts` first; `cargo build` makes the program they run, `KHABAR_TEST_POSTGRES` names
// the server.
// What is missing here is said (`NOT RUN: …`) and is no failure; what is broken is one.

import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { prepare } from "./support/databases.mjs";
import { CHROMIUM, HERE, STORIES } from "./support/places.mjs";

// One for each core; before Node 20.10 the runner cannot be told, and takes what it takes.
const [major, minor] = process.versions.node.split(".").map(Number);
const AT_ONCE = major > 20 || (major === 20 && minor >= 10) ? [`--test-concurrency=${availableParallelism()}`] : [];

const lacking = await missing();
if (lacking) {
  console.log(`NOT RUN: journeys in a browser (${lacking})`);
  process.exit(0);
}

const wanted = process.argv.slice(2);
const files = readdirSync(STORIES).filter((name) => name.endsWith(".mjs") && (wanted.length === 0 || wanted.some((part) => name.includes(part))));
const { environment, away } = await prepare();
const runner = spawn(process.execPath, ["--test", "--test-reporter=spec", ...AT_ONCE, ...files.map((name) => join(STORIES, name))], {
  cwd: HERE,
  stdio: "inherit",
  env: { ...process.env, ...environment },
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => runner.kill(signal));
runner.on("exit", (code) => {
  away();
  process.exit(code ?? 1);
});

async function missing() {
  if (!existsSync(CHROMIUM)) return `there is no ${CHROMIUM}`;
  if (!existsSync(join(HERE, "node_modules/playwright-core"))) return "playwright-core is not installed: npm ci --ignore-scripts";
  return null;
}
