// A gallery in the text: its pictures are moved, taken out and removed by the keyboard, and none is lost on the way.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { doc, id, open, paragraph, start } from "./browser.mjs";

let session;
before(async () => (session = await start()));
after(() => session.close());

const picture = (media) => ({ type: "picture", attrs: { id: id(), media, caption: `شرح ${media}`, alt: "", credit: "خبر", size: "body" } });
const gallery = (...media) => ({ type: "gallery", attrs: { id: id() }, content: media.map(picture) });
const writes = (...blocks) => open(session, doc(paragraph(["قبل"]), ...blocks, paragraph(["بعد"])));
/** The blocks between the first and the last, a gallery as the media of its pictures. */
const outline = async (editor) =>
  (await editor.tree()).content.slice(1, -1).map((block) => (block.type === "gallery" ? block.content.map((one) => one.attrs.media).join(" ") : (block.attrs.media ?? block.type)));
const tool = (editor, at, name) => editor.page.locator(".ke-set > .ke-picture").nth(at).locator(`[data-do=${name}]`);

test("a_picture_moves_by_the_keyboard_and_the_focus_goes_with_it", async () => {
  const editor = await writes(gallery("a", "b", "c"));
  await tool(editor, 2, "back").focus();
  await editor.press("Enter", "Enter");
  assert.deepEqual(await outline(editor), ["c a b"]);
  await editor.press("Enter");
  assert.deepEqual(await outline(editor), ["c a b"], "the first goes no further");
  await tool(editor, 0, "on").focus();
  await editor.press("Enter");
  assert.deepEqual(await outline(editor), ["a c b"]);
  const before = (await editor.tree()).content[1].content.map((one) => one.attrs.id);
  assert.equal(new Set(before).size, 3, "each keeps an id of its own");
  await editor.page.locator(".ke-write").focus();
  await editor.press("Control+z", "Control+z", "Control+z");
  assert.deepEqual(await outline(editor), ["a b c"]);
  assert.deepEqual(editor.faults, []);
  await editor.context.close();
});

test("what_is_left_alone_becomes_a_picture_and_nothing_is_lost", async () => {
  const editor = await writes(gallery("a", "b", "c"));
  await tool(editor, 0, "out").click();
  assert.deepEqual(await outline(editor), ["b c", "a"]);
  await tool(editor, 1, "out").click();
  assert.deepEqual(await outline(editor), ["b", "c", "a"]);
  const [, b] = (await editor.tree()).content;
  assert.equal(b.attrs.caption, "شرح b");
  await editor.press("Control+z", "Control+z");
  assert.deepEqual(await outline(editor), ["a b c"]);
  // Removed by its own button, and by the key on a selected one.
  await editor.page.locator(".ke-set > .ke-picture").first().getByRole("button", { name: "احذف هذا: صورة" }).click();
  assert.deepEqual(await outline(editor), ["b c"]);
  await editor.page.locator(".ke-set > .ke-picture .ke-legend > span").first().click();
  await editor.press("Backspace");
  assert.deepEqual(await outline(editor), ["c"]);
  assert.deepEqual(editor.faults, []);
  await editor.context.close();
});

test("words_pasted_and_typed_at_a_picture_part_the_gallery_or_follow_it", async () => {
  const editor = await writes(gallery("a", "b", "c", "d"));
  const select = (at) => editor.page.locator(".ke-set > .ke-picture .ke-legend > span").nth(at).click();
  await select(0);
  await editor.press("Enter");
  await editor.type("كلام");
  assert.deepEqual(await outline(editor), ["a b c d"]);
  assert.match(await editor.text(), /كلامبعد$/, "Enter leaves the gallery");
  for (const at of [0, 1, 3]) {
    const trial = await writes(gallery("a", "b", "c", "d"));
    await trial.page.locator(".ke-set > .ke-picture .ke-legend > span").nth(at).click();
    await trial.page.evaluate(() => navigator.clipboard.writeText("سطر ملصق"));
    await trial.press("Control+v");
    const media = (await outline(trial)).join(" ");
    assert.ok(["a", "b", "c", "d"].filter((one) => !media.includes(one)).length <= 1, `only the selected one gives way: ${media}`);
    assert.match(await trial.text(), /سطر ملصق/);
    assert.deepEqual(trial.faults, []);
    await trial.context.close();
  }
  // A caret before it and a key that deletes: the gallery is selected first, not opened.
  await editor.caret(2);
  await editor.press("End", "Delete");
  assert.equal((await outline(editor))[0], "a b c d");
  assert.deepEqual(editor.faults, []);
  await editor.context.close();
});

test("several_pictures_come_in_at_once_and_one_alone_is_a_picture", async () => {
  const editor = await open(session, doc(paragraph([])));
  const pick = (count) =>
    editor.page.evaluate((many) => {
      document.addEventListener("khabar:pick", (event) => (event.preventDefault(), event.detail.done(Array.from({ length: many }, (_, at) => ({ media: `n${at}` })))), { once: true });
    }, count);
  await editor.caret(1);
  for (const [name, count, wanted] of [["ألبوم", 3, ["gallery", 3]], ["gallery", 1, ["picture", 0]], ["معرض", 61, ["gallery", 60]]]) {
    await pick(count);
    await editor.press("Control+/");
    await editor.type(name);
    await editor.press("Enter");
    const block = (await editor.tree()).content.findLast((one) => one.type === wanted[0]);
    assert.equal(block?.content?.length ?? 0, wanted[1], name);
  }
  const tree = await editor.tree();
  assert.equal(tree.content.flatMap((block) => block.content ?? [block]).filter((one) => one.type === "picture").length, 65, "none is lost");
  assert.deepEqual(editor.faults, []);
  await editor.context.close();
});
