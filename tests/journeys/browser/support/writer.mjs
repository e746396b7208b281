// Somebody who writes at the desk: comes in by a link, begins articles, and types into the editor.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { BINARY } from "./places.mjs";

/** Opens an account and comes in; `page` is a window of hers at the desk. */
export async function writer(browser, newsroom, name, { role = "editor", width = 1280, lang = "ar" } = {}) {
  const email = `${Math.random().toString(36).slice(2, 10)}@example.org`;
  const user = (...rest) => execFileSync(BINARY, ["user", ...rest], { encoding: "utf8" }).trim();
  user("add", "--data", newsroom.data, "--name", name, "--role", role, email);
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: lang, baseURL: newsroom.origin });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  /** One that opens once. */
  const link = () => {
    const found = user("link", "--data", newsroom.data, email).match(/\/desk\/sign-in\/\S+/)?.[0] ?? "";
    assert.ok(found, "a link is printed");
    return found;
  };
  const comesIn = async (window = page) => {
    await window.goto(link());
    await window.getByRole("button").first().click();
    await window.waitForURL(/\/desk(\/me)?$/);
  };
  await comesIn();
  return {
    name,
    email,
    page,
    context,
    complaints,
    comesIn,
    link,
    /** Begins an article and waits until it can be written. */
    async begins() {
      const answer = await page.request.post("/desk/articles?edition=ar", { headers: { origin: newsroom.origin, "sec-fetch-site": "same-origin" }, maxRedirects: 0 });
      assert.equal(answer.status(), 303, await answer.text());
      const path = answer.headers().location;
      await this.opens(path);
      return path;
    },
    /** Opens the editor in a window. */
    async opens(path, window = page) {
      window.setDefaultTimeout(20_000);
      await window.goto(path);
      await window.locator(".ke-write").waitFor();
    },
    /** Types at the end of a paragraph. */
    async types(words, paragraph = 0, window = page) {
      await window.evaluate((index) => {
        const { view } = document.getElementById("editor").khabar;
        let at = 0;
        view.state.doc.forEach((node, pos, number) => number === index && (at = pos + node.nodeSize - 1));
        const Selection = Object.getPrototypeOf(view.state.selection.constructor);
        view.focus();
        view.dispatch(view.state.tr.setSelection(Selection.fromJSON(view.state.doc, { type: "text", anchor: at, head: at })));
      }, paragraph);
      await window.waitForTimeout(250);
      await window.keyboard.type(words);
    },
    saved: (window = page) => window.locator('.ke-pill[data-state="saved"]').waitFor(),
    text: (window = page) => window.locator(".ke-surface .ke-write").innerText(),
    /** What the newsroom has of it. */
    async stored(path, window = page) {
      const answer = await window.request.get(`${path}/tree`);
      const { tree } = await answer.json();
      return tree.content.map((block) => (block.content ?? []).map((run) => run.text ?? "").join(""));
    },
  };
}
