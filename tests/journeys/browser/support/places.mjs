// Where things lie.

import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the journeys. */
export const HERE = resolve(dirname(fileURLToPath(import.meta.url)), "..");
/** The folder of the stories. */
export const STORIES = resolve(HERE, "stories");
/** The folder of the workspace. */
export const ROOT = resolve(HERE, "../../..");
/** The program under test. */
export const BINARY = process.env.KHABAR_BINARY ?? resolve(ROOT, "target/debug/khabar");
/** Debian's Chromium. */
export const CHROMIUM = process.env.KHABAR_CHROMIUM ?? "/usr/bin/chromium";
/** Where pictures of the screens are left for somebody to look at. */
export const SHOTS = resolve(ROOT, ".test/journeys");
