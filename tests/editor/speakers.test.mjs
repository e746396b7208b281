// The speaker of a statement: names of people are offered while one is typed, and none has to be taken.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { doc, id, open, paragraph, start } from "./browser.mjs";

let session;
before(async () => {
  session = await start();
  session.desk.names = [
    { id: "1", name: "سلمى الخوري", about: "person" },
    { id: "2", name: "سلمى العبيدي", about: "person" },
    { id: "3", name: "سلمى (بلدة)", about: "place" },
    { id: "4", name: "سلمى للإنشاء", about: "organisation" },
  ];
});
after(() => session.close());

const fields = { kicker: "", headlines: { web: "", short: "", search: "", social: "" }, place: "", sources: [], authors: [], topics: [], picture: null };
const article = { edition: "ar", site: "خبر", section: "s", sections: [{ slug: "s", name: "س", level: 1 }], stories: [], live: false, withdrawn: false, scheduled: false, changed: false, href: null, may_publish: true, may_write: true, may_lead: true, may_upload: true };
let count = 0;

async function writing() {
  const name = `speaker${++count}`;
  const attrs = { id: id(), lang: null, dir: null, speaker: "", role: "", to: "", place: "", date: "", source: "", authority: "said", href: "", statement: null };
  session.desk.put(name, { tree: doc({ type: "statement", attrs, content: [paragraph(["لن نتراجع"])] }), headline: "عنوان", fields, article, picture: null, me: null });
  const editor = await open(session, null, { article: name, desk: true });
  return { ...editor, field: editor.page.locator('[data-attr="speaker"]'), offered: editor.page.locator(".ke-statement [role=option]") };
}

const speaker = async (editor) => (await editor.tree()).content[0].attrs.speaker;

test("people_and_organisations_are_offered_while_a_speaker_is_typed_and_taken_by_keys", async () => {
  const editor = await writing();
  await editor.field.pressSequentially("سلم");
  await editor.offered.first().waitFor();
  assert.deepEqual(await editor.offered.allInnerTexts(), ["سلمى الخوري", "سلمى العبيدي", "سلمى للإنشاء جهة"]);
  assert.equal(await editor.field.getAttribute("aria-expanded"), "true");
  await editor.press("ArrowDown", "ArrowDown");
  const chosen = await editor.field.getAttribute("aria-activedescendant");
  assert.equal(await editor.page.locator(`#${chosen}`).innerText(), "سلمى العبيدي");
  await editor.press("Enter");
  assert.equal(await speaker(editor), "سلمى العبيدي");
  assert.equal(await editor.field.inputValue(), "سلمى العبيدي");
  assert.equal(await editor.offered.count(), 0);
  await editor.page.waitForSelector('.ke-pill[data-state="saved"]');
  assert.deepEqual(editor.faults, []);
  await editor.context.close();
});

test("a_name_is_taken_with_the_pointer_and_the_box_stays_where_it_was", async () => {
  const editor = await writing();
  await editor.field.pressSequentially("سلمى ا");
  await editor.offered.filter({ hasText: "الخوري" }).click();
  assert.equal(await speaker(editor), "سلمى الخوري");
  assert.equal(await editor.page.evaluate(() => document.activeElement.dataset.attr), "speaker");
  await editor.context.close();
});

test("a_name_that_nobody_knows_is_as_good_and_escape_only_closes_the_list", async () => {
  const editor = await writing();
  await editor.field.pressSequentially("سلمى");
  await editor.offered.first().waitFor();
  await editor.press("Escape");
  assert.equal(await editor.offered.count(), 0);
  assert.equal(await speaker(editor), "سلمى");
  await editor.press("Enter");
  assert.equal(await speaker(editor), "سلمى", "Enter takes nothing that was not chosen");
  await editor.field.fill("رجل لم يُذكر");
  assert.equal(await speaker(editor), "رجل لم يُذكر");
  assert.deepEqual(editor.faults, []);
  await editor.context.close();
});

test("where_names_cannot_be_asked_for_the_field_is_a_field", async () => {
  const editor = await writing();
  await editor.page.route("**/desk/names*", (route) => route.fulfill({ status: 500, body: "" }));
  await editor.field.pressSequentially("سلمى");
  await editor.page.waitForTimeout(400);
  assert.equal(await editor.offered.count(), 0);
  assert.equal(await speaker(editor), "سلمى");
  await editor.context.close();
});
