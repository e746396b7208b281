// The program itself: `khabar demo` on a free port of this machine.

import { spawn } from "node:child_process";
import { BINARY } from "./places.mjs";

// The first start fills the newsroom, on whatever machine this is.
const LONGEST_START_MS = 480_000;
const LONGEST_STOP_MS = 15_000;

/**
 * Starts the sample newsroom of a data folder, on a free port where none is named, and waits until it says where it
 * listens.
 * @returns {Promise<{origin: string, said: () => string, stop: () => Promise<void>, dies: () => Promise<void>}>}
 */
export async function startDemo(data, listen = "127.0.0.1:0") {
  const program = spawn(BINARY, ["demo", "--data", data, "--listen", listen], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const ended = new Promise((resolve) => program.once("close", resolve));
  const kill = () => program.kill("SIGKILL");
  process.once("exit", kill);

  const stop = async () => {
    const stubborn = setTimeout(kill, LONGEST_STOP_MS);
    program.kill("SIGTERM");
    await ended;
    clearTimeout(stubborn);
    process.removeListener("exit", kill);
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
    /** As a power cut ends it. */
    const dies = async () => {
      kill();
      await ended;
      process.removeListener("exit", kill);
    };
    return { origin, said: () => output, stop, dies };
  } catch (error) {
    await stop();
    throw new Error(`${BINARY} demo: ${error.message}`);
  }
}
