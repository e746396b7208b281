// The lines above the text: headline, lead and the other wordings are written as the text is, and looked over with it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { doc, open, paragraph, start } from "./browser.mjs";

let session;
before(async () => (session = await start()));
after(() => session.close());

const article = { edition: "ar", site: "خبر", section: "s", sections: [{ slug: "s", name: "س", level: 1 }], stories: [], live: false, withdrawn: false, scheduled: false, changed: false, href: null, may_publish: true, may_write: true, may_lead: true, may_upload: true };
const fields = { kicker: "", headlines: { web: "", short: "", search: "", social: "" }, place: "", sources: [], authors: [], topics: [], picture: null };
let count = 0;

async function writing({ headline = "", lead = "", text = "نص", ...options } = {}) {
  const name = `lines${++count}`;
  session.desk.put(name, { tree: doc(paragraph([text])), headline, lead, fields, article, picture: null, me: null });
  return open(session, null, { article: name, desk: true, ...options });
}

const value = (editor, id) => editor.page.locator(`#${id}`).inputValue();
const caret = (editor) => editor.page.evaluate(() => [document.activeElement.selectionStart, document.activeElement.selectionEnd]);

test("lines_above_the_text_get_the_arabic_marks_and_one_undo_takes_one_back", async () => {
  const editor = await writing();
  await editor.page.getByText("صيغ أخرى للعنوان").click();
  for (const id of ["ke-headline", "ke-lead", "ke-short", "ke-search", "ke-social"]) {
    await editor.page.locator(`#${id}`).focus();
    await editor.type('قال "نعم", ثم؟ لا; هل?');
    assert.equal(await value(editor, id), "قال «نعم»، ثم؟ لا؛ هل؟", id);
    await editor.press("Control+z");
    assert.equal(await value(editor, id), "قال «نعم»، ثم؟ لا؛ هل?", `${id}: what was typed comes back`);
    await editor.type(" و");
    assert.equal(await value(editor, id), "قال «نعم»، ثم؟ لا؛ هل? و", `${id}: and the next letter follows it`);
  }
  // In the middle of a line the caret stays behind the mark.
  const headline = editor.page.locator("#ke-headline");
  await headline.fill("بيروت صباحًا");
  await headline.evaluate((field) => field.setSelectionRange(5, 5));
  await editor.type(",");
  assert.deepEqual([await headline.inputValue(), await caret(editor)], ["بيروت، صباحًا", [6, 6]]);
  await editor.page.waitForSelector('.ke-pill[data-state="saved"]');
  assert.equal(session.desk.saves.at(-1).body.headline, "بيروت، صباحًا");
  assert.equal(session.desk.saves.at(-1).body.fields.headlines.social, "قال «نعم»، ثم؟ لا؛ هل? و");
  assert.deepEqual(editor.faults, []);
  await editor.context.close();
});

test("latin_letters_and_lines_from_left_to_right_keep_their_marks", async () => {
  const arabic = await writing();
  await arabic.page.locator("#ke-headline").focus();
  await arabic.type("CNN, 12,5");
  assert.equal(await value(arabic, "ke-headline"), "CNN, 12,5");
  await arabic.context.close();
  const english = await writing({ lang: "en" });
  await english.page.locator("#ke-headline").focus();
  await english.type('He said "yes", عربي, no');
  assert.equal(await value(english, "ke-headline"), 'He said "yes", عربي, no');
  await english.context.close();
});

test("nothing_is_changed_while_letters_are_composed", async () => {
  const editor = await writing({ headline: "قال" });
  await editor.page.locator("#ke-headline").focus();
  await editor.press("End");
  const session = await editor.context.newCDPSession(editor.page);
  await session.send("Input.imeSetComposition", { text: ",", selectionStart: 1, selectionEnd: 1 });
  assert.equal(await value(editor, "ke-headline"), "قال,");
  await session.send("Input.insertText", { text: "," });
  // A mark that says it is a part of a composition is left alone as well.
  await editor.page.evaluate(() => {
    const field = document.getElementById("ke-headline");
    field.value = "قال,";
    field.setSelectionRange(4, 4);
    field.dispatchEvent(new InputEvent("input", { inputType: "insertText", data: ",", isComposing: true, bubbles: true }));
  });
  assert.equal(await value(editor, "ke-headline"), "قال,");
  await editor.page.evaluate(() => document.getElementById("ke-headline").dispatchEvent(new InputEvent("input", { inputType: "insertText", data: ",", bubbles: true })));
  assert.equal(await value(editor, "ke-headline"), "قال،", "the same without one is changed");
  await editor.context.close();
});

test("headline_and_lead_are_looked_over_with_the_text", async () => {
  const editor = await writing({ headline: "کتلة من ١٠٠ نائب", lead: "الساحــل والجبل", text: "صوّت 64" });
  const points = editor.page.locator(".ke-points");
  const digits = points.locator("li", { hasText: "أرقام من نوعين" });
  await digits.waitFor();
  const alike = points.locator("li", { hasText: "أحرف تشبه العربية" });
  await alike.getByRole("button", { name: "أرني" }).click();
  assert.deepEqual(await editor.page.evaluate(() => [document.activeElement.id, document.activeElement.selectionStart, document.activeElement.selectionEnd]), ["ke-headline", 0, 1]);
  for (const name of ["أرقام من نوعين", "أحرف تشبه العربية", "تطويل داخل الكلمات"]) {
    const line = points.locator("li", { hasText: name });
    await line.getByRole("button", { name: "أصلحها" }).click();
    await line.waitFor({ state: "detached" });
  }
  assert.deepEqual([await value(editor, "ke-headline"), await value(editor, "ke-lead"), await editor.text()], ["كتلة من 100 نائب", "الساحل والجبل", "صوّت 64"]);
  await editor.page.waitForSelector('.ke-pill[data-state="saved"]');
  assert.equal(session.desk.saves.at(-1).body.lead, "الساحل والجبل");
  await editor.page.locator("#ke-lead").focus();
  await editor.press("Control+z");
  assert.equal(await value(editor, "ke-lead"), "الساحــل والجبل", "the browser's undo takes it back");
  // What is typed into a line is looked over too, without a word in the text.
  await editor.page.locator("#ke-headline").fill("الجبــل");
  await points.locator("li", { hasText: "تطويل داخل الكلمات" }).getByText("موضعان").waitFor();
  assert.deepEqual(editor.faults, []);
  await editor.context.close();
});

test("find_and_replace_reach_headline_and_lead", async () => {
  const editor = await writing({ headline: "إدارة المدرسة: الإدارة تفتح", lead: "قالت ادارة", text: "الإدارة ثم إدارة" });
  const now = () => editor.page.locator(".ke-find [role=status]").textContent();
  const marked = () => editor.page.evaluate(() => [...document.querySelectorAll(".ke-top .ke-now, .ke-hit.ke-now")].map((one) => one.id || "text"));
  await editor.caret(1);
  await editor.press("Control+f");
  await editor.page.locator("[data-find=wanted]").fill("ادارة");
  assert.equal(await now(), "5 مواضع");
  // From the caret through the text, then from the top.
  const walked = [];
  for (let steps = 0; steps < 6; steps++) {
    await editor.press("Enter");
    walked.push(`${await now()} ${await marked()}`);
  }
  assert.deepEqual(walked, ["4 / 5 text", "5 / 5 text", "1 / 5 ke-headline", "2 / 5 ke-headline", "3 / 5 ke-lead", "4 / 5 text"]);
  // One at a time: none is passed over, though what stands instead has the wanted letters in it.
  await editor.page.locator("[data-find=instead]").fill("إدارة الحيّ");
  for (let times = 0; times < 5; times++) await editor.press("Enter");
  assert.deepEqual(
    [await value(editor, "ke-headline"), await value(editor, "ke-lead"), await editor.text()],
    ["إدارة الحيّ المدرسة: الإدارة الحيّ تفتح", "قالت إدارة الحيّ", "الإدارة الحيّ ثم إدارة الحيّ"],
  );
  await editor.page.locator("[data-find=instead]").fill("لجنة");
  await editor.page.getByRole("button", { name: "استبدل الكل" }).click();
  assert.deepEqual(
    [await value(editor, "ke-headline"), await value(editor, "ke-lead"), await editor.text()],
    ["لجنة الحيّ المدرسة: اللجنة الحيّ تفتح", "قالت لجنة الحيّ", "اللجنة الحيّ ثم لجنة الحيّ"],
  );
  await editor.page.waitForSelector('.ke-pill[data-state="saved"]');
  assert.equal(session.desk.saves.at(-1).body.lead, "قالت لجنة الحيّ");
  // The browser has one history for all lines: the last that was changed comes back first, each in one step.
  await editor.page.locator("#ke-headline").focus();
  await editor.press("Control+z", "Control+z");
  assert.deepEqual([await value(editor, "ke-headline"), await value(editor, "ke-lead")], ["إدارة الحيّ المدرسة: الإدارة الحيّ تفتح", "قالت إدارة الحيّ"]);
  assert.deepEqual(editor.faults, []);
  await editor.context.close();
});
