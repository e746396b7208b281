// A sample newsroom of our own: `khabar demo` on a free port of this machine, with its data in a folder that goes away.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BINARY } from "./places.mjs";

const LONGEST_START_MS = 90_000;
const LONGEST_STOP_MS = 15_000;

/**
 * Opens the sample newsroom and waits until it says where it listens.
 * @returns {Promise<{origin: string, said: () => string, close: () => Promise<void>}>}
 */
export async function openSampleNewsroom(...more) {
  const data = mkdtempSync(join(tmpdir(), "khabar-journey-"));
  const program = spawn(BINARY, ["demo", "--data", data, "--listen", "127.0.0.1:0", ...more], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const ended = new Promise((resolve) => program.once("close", resolve));
  const kill = () => program.kill("SIGKILL");
  process.once("exit", kill);
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

  const close = async () => {
    const stubborn = setTimeout(kill, LONGEST_STOP_MS);
    program.kill("SIGTERM");
    await ended;
    clearTimeout(stubborn);
    process.removeListener("exit", kill);
    rmSync(data, { recursive: true, force: true });
  };
  try {
    const origin = await new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no address after ${LONGEST_START_MS} ms; it said:\n${output}`)), LONGEST_START_MS);
      const hear = (piece) => {
        output += piece;
        const address = output.match(/http:\/\/127\.0\.0\.1:[1-9]\d*/);
        // The last line of the greeting: everything before it has been said.
        if (address && output.includes("Ctrl+C")) resolve(address[0], clearTimeout(late));
      };
      program.stdout.on("data", hear);
      program.stderr.on("data", hear);
      program.once("error", reject);
      ended.then((code) => reject(new Error(`it ended with ${code} before it listened; it said:\n${output}`), clearTimeout(late)));
    });
    return { origin, said: () => output, close };
  } catch (error) {
    await close();
    throw new Error(`${BINARY} demo: ${error.message}`);
  }
}
