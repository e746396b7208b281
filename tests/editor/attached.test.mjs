// A recording, a place and a document are put into the text by the insert menu, from what somebody has at hand.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { doc, open, paragraph, start } from "./browser.mjs";

let session;
before(async () => (session = await start()));
after(() => session.close());

const inserted = async (name, typed) => {
  const editor = await open(session, doc(paragraph([])));
  await editor.caret(1);
  await editor.type(`/${name}`);
  await editor.press("Enter");
  await editor.page.locator("#ke-ask").fill(typed);
  await editor.press("Enter");
  return editor;
};

test("a_place_is_read_from_degrees_of_any_digits_and_from_the_address_of_a_map", async () => {
  for (const typed of [
    "33.8938, 35.5018",
    "٣٣٫٨٩٣٨، ٣٥٫٥٠١٨",
    "33.8938 35.5018",
    "geo:33.8938,35.5018",
    "https://www.openstreetmap.org/#map=14/33.8938/35.5018",
    "https://www.openstreetmap.org/?mlat=33.8938&mlon=35.5018#map=5/1/1",
    "https://maps.example/place/@33.8938,35.5018,14z",
  ]) {
    const editor = await inserted("خريطة", typed);
    const map = (await editor.tree()).content.find((block) => block.type === "map");
    assert.deepEqual([map?.attrs.latitude, map?.attrs.longitude], ["33.8938", "35.5018"], typed);
    assert.deepEqual(editor.faults, []);
    await editor.context.close();
  }
  const editor = await inserted("map", "91, 0");
  assert.match(await editor.page.locator("#ke-ask-note").textContent(), /-90/);
  assert.equal((await editor.tree()).content.some((block) => block.type === "map"), false, "what is no place stays out");
  await editor.context.close();
});

test("a_recording_holds_the_words_said_in_it_and_a_field_says_what_is_wrong", async () => {
  const editor = await inserted("صوت", "https://audio.example/41.mp3");
  await editor.page.locator(".ke-audio .ke-inside p").click();
  await editor.type("ما قيل فيها");
  const length = editor.page.locator(".ke-audio [data-attr=length]");
  await length.fill("4 دقائق");
  assert.equal(await length.getAttribute("aria-invalid"), "true");
  const audio = async () => (await editor.tree()).content.find((block) => block.type === "audio");
  assert.equal((await audio()).attrs.length, "", "what is not sound stays out");
  await length.fill("4:05");
  assert.deepEqual([(await audio()).attrs.length, (await audio()).attrs.provider, (await audio()).content[0].content[0].text], ["4:05", "", "ما قيل فيها"]);
  await editor.context.close();
  const other = await inserted("audio", "https://soundcloud.com/a/b");
  assert.equal((await other.tree()).content.find((block) => block.type === "audio").attrs.provider, "soundcloud.com");
  assert.deepEqual(other.faults, []);
  await other.context.close();
});

test("a_document_is_named_and_its_kind_told_by_its_address", async () => {
  const editor = await inserted("ملف", "/files/law.pdf?x=1");
  await editor.page.locator(".ke-file [data-attr=title]").fill("نص القانون");
  const file = (await editor.tree()).content.find((block) => block.type === "file");
  assert.deepEqual([file.attrs.href, file.attrs.title, file.attrs.format], ["/files/law.pdf?x=1", "نص القانون", "PDF"]);
  assert.deepEqual(editor.faults, []);
  await editor.context.close();
});
