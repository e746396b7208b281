// A sample newsroom of our own for a story: a copy of the one that was filled, on a database of its own.

import { describe } from "node:test";
import { copyOn, databases } from "./databases.mjs";
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
 * Opens the sample newsroom on a database.
 * @returns {Promise<{origin: string, data: string, said: () => string, close: () => Promise<void>}>}
 */
export async function openSampleNewsroom(kind = "SQLite") {
  const { data, away } = copyOn(kind);
  try {
    const { origin, said, stop } = await startDemo(data);
    const close = async () => {
      await stop();
      away();
    };
    return { origin, data, said, close };
  } catch (error) {
    away();
    throw error;
  }
}
