// A sample newsroom of our own for a story: a copy of the one that was filled, on a database of its own.

import { execFileSync } from "node:child_process";
import { appendFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { describe } from "node:test";
import { copyOn, databases } from "./databases.mjs";
import { BINARY, STORIES } from "./places.mjs";
import { startDemo } from "./program.mjs";

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

/**
 * Tells a story on each database that can be had here: of what a database could spoil.
 * @param {(open: (settings?: string) => ReturnType<typeof openSampleNewsroom>) => void} story declares its tests; `open` opens the newsroom
 */
export function onEachDatabase(story) {
  for (const kind of databases()) describe(`on ${kind}`, () => story((settings) => openSampleNewsroom(kind, settings)));
}

/**
 * Tells a story on one database: of what happens in the browser. Each story of the folder takes the next one in turn, so that
 * together they go over all of them; in the long run (`KHABAR_FULL=1`) each goes over each.
 * @param {(open: () => ReturnType<typeof openSampleNewsroom>) => void} story as for `onEachDatabase`
 */
export function onOneDatabase(story) {
  if (process.env.KHABAR_FULL) return onEachDatabase(story);
  const kinds = databases();
  const turn = readdirSync(STORIES).sort().indexOf(basename(process.argv[1]));
  const kind = kinds[Math.max(turn, 0) % kinds.length];
  describe(`on ${kind}`, () => story((settings) => openSampleNewsroom(kind, settings)));
}

/**
 * Opens the sample newsroom on a database; `settings` are more lines for its `khabar.toml`.
 * @returns {Promise<{origin: string, data: string, said: () => string, close: () => Promise<void>, dies: () => Promise<void>, comesBack: () => Promise<unknown>}>}
 */
export async function openSampleNewsroom(kind = "SQLite", settings = "") {
  const { data, away } = copyOn(kind);
  if (settings) appendFileSync(join(data, "khabar.toml"), `\n${settings}`);
  try {
    let program = await startDemo(data);
    // A copy is silent until somebody at the machine says that it may speak.
    execFileSync(BINARY, ["restored", "lift", "--data", data]);
    const { origin } = program;
    const close = async () => {
      await program.stop();
      away();
    };
    const dies = () => program.dies();
    /** At the same address as before. */
    const comesBack = async () => (program = await startDemo(data, new URL(origin).host));
    return { origin, data, said: () => program.said(), close, dies, comesBack };
  } catch (error) {
    away();
    throw error;
  }
}
