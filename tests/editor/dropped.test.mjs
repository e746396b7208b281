// Picture files that are dropped into the text: they come in together, in their order, and one key takes them back.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { doc, open, paragraph, start } from "./browser.mjs";

let session;
before(async () => (session = await start()));
after(() => session.close());
afterEach(() => (session.desk.delay = 0));

const writes = () => open(session, doc(paragraph(["قبل"]), paragraph(["بين"]), paragraph(["بعد"])));
/** The blocks of the text: its words, and pictures by what they are called. */
const outline = async (editor) =>
  (await editor.tree()).content.map((block) => (block.type === "gallery" ? `[${block.content.map((one) => one.attrs.media).join(" ")}]` : (block.attrs.media ?? block.content?.[0].text ?? "")));

/** Drops files on the n-th paragraph. */
const drops = (editor, n, ...names) =>
  editor.page.evaluate(
    ({ n, names }) => {
      const data = new DataTransfer();
      for (const name of names) data.items.add(new File([name], `${name}.png`, { type: name === "words" ? "text/plain" : "image/png" }));
      const on = document.querySelectorAll(".ke-write > p")[n];
      const { left, right, top, bottom } = on.getBoundingClientRect();
      on.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true, clientX: (left + right) / 2, clientY: (top + bottom) / 2 }));
    },
    { n, names },
  );
const until = (editor, count) => editor.page.waitForFunction((count) => document.querySelectorAll(".ke-write .ke-picture").length === count, count, { timeout: 8000 });

test("several_pictures_become_one_gallery_in_their_order_and_one_key_takes_them_back", async () => {
  const editor = await writes();
  await editor.caret(1);
  await editor.type("ثم ");
  // The first takes longest: the order is that of the files, not that of the answers.
  session.desk.delay = 60;
  await drops(editor, 1, "a", "b", "c");
  await until(editor, 3);
  assert.deepEqual(await outline(editor), ["ثم قبل", "بين", "[a b c]", "بعد"], "after the line they were dropped on");
  await editor.page.locator(".ke-write").focus();
  await editor.press("Control+z");
  assert.deepEqual(await outline(editor), ["ثم قبل", "بين", "بعد"], "one key, and what was typed before stays");
  await editor.press("Control+y");
  assert.deepEqual(await outline(editor), ["ثم قبل", "بين", "[a b c]", "بعد"]);
  assert.deepEqual(editor.faults, []);
  await editor.context.close();
});

test("one_that_is_refused_keeps_no_other_away_and_is_told", async () => {
  const editor = await writes();
  await drops(editor, 0, "a", "broken", "c");
  await until(editor, 2);
  assert.deepEqual(await outline(editor), ["قبل", "[a c]", "بين", "بعد"]);
  assert.match(await editor.page.locator(".ke").textContent(), /broken is no picture/);
  await editor.context.close();
});

test("one_picture_is_a_picture_and_its_credit_is_asked_for", async () => {
  const editor = await writes();
  await drops(editor, 2, "a", "words");
  await until(editor, 1);
  assert.deepEqual((await outline(editor)).slice(0, 4), ["قبل", "بين", "بعد", "a"]);
  assert.equal(await editor.page.evaluate(() => document.activeElement.getAttribute("data-attr")), "credit");
  await editor.context.close();
});
