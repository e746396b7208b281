// What the editor gives back for an unchanged document is, byte for byte, what it was given.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { open, start } from "./browser.mjs";
import { everyBlock, randomDoc } from "./generate.mjs";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));

const fixture = readFileSync(join(here, "fixtures/every-block.json"), "utf8").trim();
/** Compares two long texts and shows only where they part. */
function same(found, wanted, what) {
  if (found === wanted) return;
  let at = 0;
  while (found[at] === wanted[at]) at++;
  assert.fail(`${what}: at ${at}\n  found  …${found.slice(Math.max(0, at - 80), at + 120)}\n  wanted …${wanted.slice(Math.max(0, at - 80), at + 120)}`);
}

let session;
before(async () => (session = await start()));
after(() => session.close());

test("the_fixture_is_what_the_generator_writes", () => {
  assert.equal(JSON.stringify(everyBlock()), fixture);
});

test("every_block_and_mark_comes_back_byte_for_byte", async () => {
  const editor = await open(session, JSON.parse(fixture));
  same(JSON.stringify(await editor.tree()), fixture, "the tree");
  assert.equal(await editor.inView("(v, _, app) => app.saver.dirty"), false, "opening is not a change");
  assert.deepEqual(editor.faults, []);
  await editor.context.close();
});

test("two_hundred_random_documents_come_back_byte_for_byte", async () => {
  const editor = await open(session, JSON.parse(fixture));
  for (let seed = 1; seed <= 200; seed++) {
    const given = randomDoc(seed);
    // Through the same door as an article that is opened: read, shown, and written again.
    const back = await editor.inView("(view, tree, app) => { app.replaceWith({ headline: '', lead: '', tree }, () => {}); return JSON.stringify(app.draft().tree); }", given);
    same(back, JSON.stringify(given), `seed ${seed}`);
  }
  assert.deepEqual(editor.faults, []);
  await editor.context.close();
});

test("a_document_survives_the_page_it_is_shown_in", async () => {
  // What was shown is read back from the page itself: every block and mark is drawn, none is only remembered.
  const editor = await open(session, JSON.parse(fixture));
  await editor.page.locator(".ke-write > p").first().click();
  await editor.press("Control+a", "Control+c");
  const copy = await open(session, { type: "doc", attrs: { version: 1 }, content: [{ type: "paragraph", attrs: { id: "target001", lang: null, dir: null } }] }, { context: editor.context });
  await copy.page.bringToFront();
  await copy.caret(1);
  await copy.press("Control+v");
  const strip = (tree) => JSON.stringify(tree).replace(/"id":"[a-z0-9]+"/g, '"id":""');
  same(strip(await copy.tree()), strip(JSON.parse(fixture)), "the copy");
  await editor.context.close();
});

test("typing_and_undoing_leaves_no_difference", async () => {
  const editor = await open(session, JSON.parse(fixture));
  await editor.page.locator(".ke-write > p").first().click();
  await editor.type("شيء ");
  assert.notEqual(JSON.stringify(await editor.tree()), fixture);
  await editor.press("Control+z");
  same(JSON.stringify(await editor.tree()), fixture, "the tree");
  await editor.context.close();
});

test("a_document_that_breaks_the_schema_is_not_opened", async () => {
  const bad = { type: "doc", attrs: { version: 1 }, content: [{ type: "list", attrs: { id: "badlist01", ordered: false }, content: [] }] };
  const editor = await open(session, bad, { ready: false });
  await editor.page.waitForSelector('.ke-notice[data-kind="open"]');
  assert.equal(await editor.page.locator(".ke-write").count(), 0);
  await editor.context.close();
});
