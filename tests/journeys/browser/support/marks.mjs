// A browser in which it is seen when a polyglot runs, and a careless site on which it does.

import { createServer } from "node:http";
import { MARK, RAN, TRAP } from "./polyglots.mjs";

/** Everything that a polyglot leaves behind when it runs. */
export const ALL_MARKS = ["aloud", "in the window", "on the wire"];

/** What is loaded says whether it came, however busy the machine; but an embed that the page's policy forbids says nothing. */
const PATIENCE_MS = { each: 15_000, embed: 2_000, worker: 4_000 };

/** A page of its own, with what polyglots left on it and the answers that came to it. */
export async function watchedPage(browser) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const marks = new Set();
  const answers = [];
  context.on("request", (request) => request.url().includes(TRAP) && marks.add("on the wire"));
  context.on("response", (response) => answers.push({ url: response.url(), status: response.status(), headers: response.headers() }));
  context.on("dialog", async (dialog) => {
    if (dialog.message() === MARK) marks.add("aloud");
    await dialog.dismiss();
  });
  return {
    page,
    answers,
    /** Opens an address, whatever is answered. */
    async opens(url) {
      await page.goto(url).catch((error) => {
        // An answer without a body that is no success: the browser shows a page of its own.
        if (!error.message.includes("ERR_HTTP_RESPONSE_CODE_FAILURE")) throw error;
      });
    },
    /** Has the open page load addresses in every way there is; tells of each which ways came and which did not. */
    embeds: (urls) => page.evaluate(embed, { urls, patience: PATIENCE_MS }),
    /** Has the open page's own script make a program of addresses in every way there is; tells of each what came of it. */
    calls: (urls) => page.evaluate(call, { urls, patience: PATIENCE_MS.worker }),
    /** What ran since it was last asked. */
    async leftBehind() {
      for (const frame of page.frames()) {
        // A frame that goes while it is asked holds nothing any more; what it said aloud was heard.
        const ran = frame.evaluate((name) => name in self, RAN).catch((error) => {
          if (!frame.isDetached()) throw error;
        });
        if (await ran) marks.add("in the window");
      }
      const left = [...marks].sort();
      marks.clear();
      return left;
    },
    close: () => context.close(),
  };
}

/** Runs in the browser. */
async function embed({ urls, patience }) {
  const ways = (url) => ({
    script: ["script", { src: url }],
    module: ["script", { src: url, type: "module" }],
    stylesheet: ["link", { href: url, rel: "stylesheet" }],
    picture: ["img", { src: url }],
    iframe: ["iframe", { src: url }],
    object: ["object", { data: url }],
    "object of a page": ["object", { data: url, type: "text/html" }],
    embed: ["embed", { src: url, type: "text/html" }],
  });
  const load = async ([way, [tag, attributes]]) => {
    const element = Object.assign(document.createElement(tag), attributes);
    const outcome = await new Promise((resolve) => {
      element.onload = () => resolve("came");
      element.onerror = () => resolve("refused");
      setTimeout(resolve, patience[way] ?? patience.each, "nothing");
      document.body.append(element);
    });
    return [way, outcome];
  };
  return Promise.all(urls.map(async (url) => Object.fromEntries(await Promise.all(Object.entries(ways(url)).map(load)))));
}

/** Runs in the browser. */
async function call({ urls, patience }) {
  const ways = (url) => ({
    async evaluated() {
      const words = await (await fetch(url)).text();
      (0, eval)(words);
    },
    imported: () => import(url),
    // One that runs says nothing of itself: its mark is on the wire.
    worker: () => new Promise((_, reject) => (new Worker(url).onerror = reject)),
    async "service worker"() {
      const registered = await navigator.serviceWorker.register(url);
      await registered.unregister();
    },
  });
  const outcome = async ([way, attempt]) => {
    const late = new Promise((resolve) => setTimeout(resolve, patience, "nothing"));
    const ended = (async () => attempt())().then(() => "ran", () => "refused");
    return [way, await Promise.race([ended, late])];
  };
  return Promise.all(urls.map(async (url) => Object.fromEntries(await Promise.all(Object.entries(ways(url)).map(outcome)))));
}

/** A site on this machine that hands out what it was given, as what it was told, without a word of caution. */
export async function openCarelessSite(files) {
  const server = createServer((request, answer) => {
    const file = files[Number(request.url.slice(1)) - 1];
    if (request.url === "/") answer.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><body>");
    else if (file) answer.writeHead(200, { "content-type": file.runsAs }).end(file.bytes);
    else answer.writeHead(404).end();
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    /** An empty page. */
    page: `${origin}/`,
    addressOf: (file) => `${origin}/${files.indexOf(file) + 1}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
