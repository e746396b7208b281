// The browser of the checks, and what they say and ask: open an article, press keys, look where the caret is.

import { existsSync } from "node:fs";
import { startServer } from "./server.mjs";

const program = process.env.KHABAR_CHROMIUM ?? "/usr/bin/chromium";
export const missing = existsSync(program) ? null : `a browser at ${program}`;

/** Starts the server and the browser; `close` ends both. */
export async function start() {
  const { chromium } = await import("playwright-core");
  const desk = await startServer();
  const browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  return { desk, browser, close: async () => (await browser.close(), await desk.stop()) };
}

let counter = 0;

/** Opens an article in a page of its own. `options`: lang, width, break, article, context. */
export async function open(session, tree, options = {}) {
  const id = options.article ?? `article${++counter}`;
  const lang = options.lang ?? "ar";
  if (tree) session.desk.put(id, { tree, headline: options.headline ?? "", lead: options.lead ?? "" });
  const context = options.context ?? (await session.browser.newContext({ viewport: { width: options.width ?? 1280, height: 900 }, permissions: ["clipboard-read", "clipboard-write"] }));
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && !/Failed to load resource|net::ERR/.test(message.text()) && faults.push(message.text()));
  const broken = options.break ? `&break=${options.break}` : "";
  await page.goto(`${session.desk.address}/trial?article=${id}&lang=${lang}${broken}${options.desk ? "&desk=1" : ""}`);
  if (options.ready !== false) await page.waitForSelector(".ke-write");
  await page.evaluate(() => document.fonts.ready);
  return { ...surface(page), page, context, id, faults };
}

function surface(page) {
  /** The library learns of the browser's own caret movements a moment later. */
  const settled = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 30))));
  const inView = (body, argument) => page.evaluate(`(() => { const app = document.getElementById("editor").khabar, view = app.view, given = ${JSON.stringify(argument ?? null)}; return (${body})(view, given, app); })()`);
  return {
    inView,
    tree: () => inView("(view, _, app) => app.draft().tree"),
    text: () => inView("(view) => view.state.doc.textBetween(0, view.state.doc.content.size, '\\n')"),
    head: async () => (await settled(), await inView("(view) => view.state.selection.head")),
    selection: async () => (await settled(), await inView("(view) => ({ from: view.state.selection.from, to: view.state.selection.to, anchor: view.state.selection.anchor, head: view.state.selection.head })")),
    selected: async () => (await settled(), await inView("(view) => view.state.doc.textBetween(view.state.selection.from, view.state.selection.to, '\\n')")),
    /**
     * Puts the caret at a position of the document, or a selection. A caret that reaches the document's start within
     * 200 ms of the focus is the browser's own doing for the library, which puts it back: nobody types that soon.
     */
    caret: async (at, to) => {
      if (await inView("(view) => { const had = view.hasFocus(); view.focus(); return !had; }")) await page.waitForTimeout(250);
      await inView("(view, given) => { view.focus(); const Selection = Object.getPrototypeOf(view.state.selection.constructor); const json = { type: 'text', anchor: given.at, head: given.to ?? given.at }; view.dispatch(view.state.tr.setSelection(Selection.fromJSON(view.state.doc, json))); }", { at, to });
      await settled();
    },
    /** The caret's place on the screen. */
    x: () => page.evaluate(() => {
      const selection = getSelection();
      const range = document.createRange();
      range.setStart(selection.focusNode, selection.focusOffset);
      const rects = [...range.getClientRects()];
      if (rects.length) return { x: rects[rects.length - 1].left, y: rects[rects.length - 1].top };
      const view = document.getElementById("editor").khabar.view;
      const at = view.coordsAtPos(view.state.selection.head);
      return { x: at.left, y: at.top };
    }),
    press: async (...keys) => {
      for (const key of keys) await page.keyboard.press(key);
    },
    type: (text) => page.keyboard.type(text),
  };
}

/** A paragraph's JSON; the id is made from a number. */
export const paragraph = (content, attrs = {}) => ({
  type: "paragraph",
  attrs: { id: id(), lang: null, dir: null, ...attrs },
  ...(content.length ? { content: content.map((run) => (typeof run === "string" ? { type: "text", text: run } : run)) } : {}),
});
let ids = 0;
export const id = () => `block${String(++ids).padStart(5, "0")}`;
export const doc = (...content) => ({ type: "doc", attrs: { version: 1 }, content });
export const run = (text, ...marks) => ({ type: "text", marks, text });
export const bold = { type: "bold" };
export const link = (href = "https://example.org/") => ({ type: "link", attrs: { href, title: "" } });
export const isolate = (dir = "auto", lang = "") => ({ type: "isolate", attrs: { lang, dir } });
