// A sample newsroom of our own for a story: a copy of the one that was filled, on a database of its own.

import { execFileSync } from "node:child_process";
import { describe } from "node:test";
import { copyOn, databases } from "./databases.mjs";
import { BINARY } from "./places.mjs";
import { startDemo } from "./program.mjs";

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

/**
 * Tells a story on each database that can be had here.
 * @param {(open: () => ReturnType<typeof openSampleNewsroom>) => void} story declares its tests; `open` opens the newsroom
 */
export function onEachDatabase(story) {
  for (const kind of databases()) describe(`on ${kind}`, () => story(() => openSampleNewsroom(kind)));
}

/**
 * Tells a story on one database: of what does not depend on it.
 * @param {(open: () => ReturnType<typeof openSampleNewsroom>) => void} story as for `onEachDatabase`
 */
export function onOneDatabase(story) {
  const [kind] = databases();
  describe(`on ${kind}`, () => story(() => openSampleNewsroom(kind)));
}

/**
 * Opens the sample newsroom on a database.
 * @returns {Promise<{origin: string, data: string, said: () => string, close: () => Promise<void>, dies: () => Promise<void>, comesBack: () => Promise<unknown>}>}
 */
export async function openSampleNewsroom(kind = "SQLite") {
  const { data, away } = copyOn(kind);
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
