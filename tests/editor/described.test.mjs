// What is said of the lead picture: it is saved like the text, it is lost by no broken line and no closed page, and it
// belongs to the picture it was said of.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { doc, open, paragraph, start } from "./browser.mjs";

let session;
before(async () => (session = await start()));
after(() => session.close());
afterEach(() => ((session.desk.describing = null), (session.desk.delay = 0), (session.desk.said.length = 0), (session.desk.left.length = 0), session.desk.pictures.clear()));

const picture = (id, more = {}) => ({ id, width: 960, height: 540, caption: "", alt: "", credit: "خبر", archive: false, taken_on: "", focal: [50, 50], ...more });
const article = { edition: "ar", site: "خبر", section: "s", sections: [{ slug: "s", name: "س", level: 1 }], stories: [], live: false, withdrawn: false, scheduled: false, changed: false, href: null, may_publish: true, may_write: true, may_lead: true, may_upload: true };
const fields = (lead) => ({ kicker: "", headlines: { web: "", short: "", search: "", social: "" }, place: "", sources: [], authors: [], topics: [], picture: lead });
let count = 0;

/** An article with this lead picture, open for writing. */
async function writing(lead, ...others) {
  for (const one of [lead, ...others]) session.desk.pictures.set(one.id, one);
  const name = `described${++count}`;
  session.desk.put(name, { tree: doc(paragraph(["نص"])), headline: "عنوان", lead: "مقدّمة", fields: fields(lead.id), article, picture: lead, me: { account: "salma", name: "سلمى" } });
  return open(session, null, { article: name, desk: true });
}

/** The page once more, in the same browser, as the server would give it now. */
async function again(editor, me = { account: "salma", name: "سلمى" }) {
  const kept = session.desk.articles.get(editor.id);
  session.desk.put(editor.id, { ...kept, me, picture: session.desk.pictures.get(kept.fields.picture) ?? null });
  return open(session, null, { article: editor.id, desk: true, context: editor.context });
}

const field = (editor, name) => editor.page.locator(`[data-panel=picture] [data-said=${name}]`);
const note = (editor) => editor.page.locator("[data-panel=picture] > [role=alert]");
const state = (editor, wanted) => editor.page.waitForSelector(`.ke-pill[data-state="${wanted}"]`, { timeout: 8000 });
const caption = (id) => session.desk.pictures.get(id).caption;
async function until(holds, why) {
  for (let tries = 0; tries < 160 && !holds(); tries++) await new Promise((later) => setTimeout(later, 50));
  assert.ok(holds(), why);
}

test("words_of_a_picture_are_unsaved_until_the_library_has_them", async () => {
  const editor = await writing(picture("dam"));
  await state(editor, "clean");
  session.desk.describing = "cut";
  await field(editor, "caption").fill("السدّ");
  await state(editor, "unsaved");
  await state(editor, "offline");
  assert.match(await note(editor).innerText(), /تعذّر الوصول إلى الخادم. ما كتبته محفوظ/);
  assert.equal(await editor.page.evaluate(() => { const leaves = new Event("beforeunload", { cancelable: true }); dispatchEvent(leaves); return leaves.defaultPrevented; }), true, "the page is not left without a word");
  session.desk.describing = null;
  await editor.page.evaluate(() => dispatchEvent(new Event("online")));
  await state(editor, "saved");
  assert.equal(caption("dam"), "السدّ");
  assert.equal(await note(editor).isVisible(), false);
  assert.equal(await editor.page.evaluate(() => { const leaves = new Event("beforeunload", { cancelable: true }); dispatchEvent(leaves); return leaves.defaultPrevented; }), false);
  assert.deepEqual(editor.faults, []);
  await editor.context.close();
});

test("words_of_a_picture_outlive_the_page_and_are_sent_when_it_is_opened_again", async () => {
  const editor = await writing(picture("dam"));
  session.desk.describing = "cut";
  await field(editor, "caption").fill("السدّ من الجو");
  await field(editor, "alt").fill("سدّ بين جبلين");
  await editor.page.close({ runBeforeUnload: false });
  session.desk.describing = null;
  const other = await again(editor, { account: "karim", name: "كريم" });
  await other.page.waitForTimeout(800);
  assert.equal(caption("dam"), "", "never in somebody else's name");
  assert.equal(await field(other, "caption").inputValue(), "");
  await other.page.close();
  const back = await again(editor);
  assert.equal(await field(back, "caption").inputValue(), "السدّ من الجو");
  await until(() => caption("dam") === "السدّ من الجو", "the words were not sent");
  assert.equal(session.desk.pictures.get("dam").alt, "سدّ بين جبلين");
  await state(back, "saved");
  assert.deepEqual(await back.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("khabar.described."))), []);
  await editor.context.close();
});

test("words_go_to_the_picture_they_were_said_of_and_to_no_other", async () => {
  const editor = await writing(picture("dam"), picture("port", { caption: "المرفأ" }));
  session.desk.describing = { status: 503 };
  await field(editor, "caption").fill("السدّ");
  await until(() => session.desk.said.length > 0, "nothing was sent");
  await editor.page.getByRole("button", { name: "أزل الصورة" }).click();
  await editor.page.locator("[data-panel=picture]").getByRole("button", { name: "من المكتبة" }).click();
  await editor.page.locator("[data-panel=picture] .ke-shelf button[title=المرفأ]").click();
  session.desk.describing = null;
  await field(editor, "alt").fill("سفن في المرفأ");
  await until(() => caption("dam") === "السدّ" && session.desk.pictures.get("port").alt !== "", "both have their words");
  assert.deepEqual([caption("port"), session.desk.pictures.get("dam").alt], ["المرفأ", ""]);
  assert.ok(session.desk.said.every(({ id, body }) => ("caption" in body) === (id === "dam")), JSON.stringify(session.desk.said));
  await state(editor, "saved");
  await editor.context.close();
});

test("words_of_a_picture_that_was_taken_out_are_sent_from_another_visit", async () => {
  const editor = await writing(picture("dam"));
  session.desk.describing = "cut";
  await field(editor, "caption").fill("السدّ");
  await editor.page.getByRole("button", { name: "أزل الصورة" }).click();
  await until(() => session.desk.articles.get(editor.id).fields.picture === null, "the article was not saved");
  await editor.page.close({ runBeforeUnload: false });
  session.desk.describing = null;
  const back = await again(editor);
  await until(() => caption("dam") === "السدّ", "the words were not sent");
  await back.context.close();
});

test("a_colleagues_newer_words_are_not_written_over_by_what_was_left_here", async () => {
  for (const [choice, wanted] of [["استعده", "السدّ ليلًا"], ["أهمله", "السدّ بعد الفيضان"]]) {
    const editor = await writing(picture("dam"));
    session.desk.describing = "cut";
    await field(editor, "caption").fill("السدّ ليلًا");
    await editor.page.close({ runBeforeUnload: false });
    session.desk.describing = null;
    session.desk.pictures.set("dam", picture("dam", { caption: "السدّ بعد الفيضان" }));
    const back = await again(editor);
    await state(back, "refused");
    assert.equal(await field(back, "caption").inputValue(), "السدّ بعد الفيضان");
    assert.match(await note(back).innerText(), /«السدّ ليلًا»/, "what was typed is shown");
    await back.page.waitForTimeout(800);
    assert.equal(caption("dam"), "السدّ بعد الفيضان");
    await note(back).getByRole("button", { name: choice }).click();
    await back.page.waitForFunction(() => ["clean", "saved"].includes(document.querySelector(".ke-pill").dataset.state), null, { timeout: 8000 });
    assert.deepEqual([caption("dam"), await field(back, "caption").inputValue()], [wanted, wanted]);
    assert.deepEqual(back.faults, []);
    await back.context.close();
  }
});

test("publishing_waits_for_a_version_that_is_under_way", async () => {
  const editor = await writing(picture("dam"));
  session.desk.keeping = 1500;
  await editor.caret(3);
  await editor.type(" ليلى");
  await editor.press("Control+KeyS");
  await state(editor, "saved");
  await editor.page.getByRole("button", { name: "انشر" }).click();
  await editor.page.waitForURL(/\/sheet$/, { timeout: 8000 });
  session.desk.keeping = 0;
  await editor.context.close();
});

test("publishing_waits_for_the_words_of_the_picture_and_says_why", async () => {
  const editor = await writing(picture("dam"));
  session.desk.describing = { status: 422, body: { detail: "الشرح أطول من اللازم" } };
  await field(editor, "caption").fill("السدّ");
  await editor.press("Control+Enter");
  const told = editor.page.locator('.ke-notice[data-kind="picture"]');
  await told.waitFor({ timeout: 8000 });
  assert.match(await told.innerText(), /الشرح أطول من اللازم/);
  assert.deepEqual(session.desk.left, []);
  await state(editor, "refused");
  assert.equal(await field(editor, "caption").inputValue(), "السدّ", "what was typed stays");
  session.desk.describing = null;
  session.desk.delay = 400;
  await field(editor, "caption").fill("السدّ اليوم");
  await editor.page.waitForTimeout(800);
  // The words are on their way: the sheet is opened when they have arrived.
  await editor.press("Control+Enter");
  await editor.page.waitForURL(/\/sheet$/, { timeout: 8000 });
  assert.equal(caption("dam"), "السدّ اليوم");
  await editor.context.close();
});

test("what_was_refused_of_a_picture_can_be_given_up", async () => {
  const editor = await writing(picture("dam", { caption: "السدّ" }));
  session.desk.describing = { status: 409, body: { code: "changed_meanwhile", detail: "ينتظر وصف زميل" } };
  await field(editor, "caption").fill("غيره");
  await state(editor, "refused");
  assert.match(await note(editor).innerText(), /ينتظر وصف زميل/);
  await note(editor).getByRole("button", { name: "أهمله" }).click();
  await state(editor, "clean");
  assert.equal(await field(editor, "caption").inputValue(), "السدّ");
  // What waits for a second person has arrived: nothing holds publishing up.
  session.desk.describing = { status: 409, body: { code: "second_person", detail: "ينتظر شخصًا ثانيًا" } };
  await field(editor, "caption").fill("السدّ أمس");
  await state(editor, "saved");
  assert.match(await note(editor).innerText(), /ينتظر شخصًا ثانيًا/);
  await editor.press("Control+Enter");
  await editor.page.waitForURL(/\/sheet$/, { timeout: 8000 });
  assert.deepEqual(editor.faults, []);
  await editor.context.close();
});

test("a_picture_that_cannot_be_asked_for_stays_the_articles", async () => {
  const editor = await writing(picture("dam"), picture("port", { alt: "سفن" }));
  session.desk.looking = 503;
  session.desk.put(editor.id, { ...session.desk.articles.get(editor.id), revision: "r7", fields: fields("port") });
  await editor.caret(3);
  await editor.type(" ليلى");
  await until(() => session.desk.articles.get(editor.id).revision !== "r7", "it was not saved");
  await editor.type("!");
  await state(editor, "saved");
  assert.equal(session.desk.articles.get(editor.id).fields.picture, "port", "a colleague's picture is not dropped");
  session.desk.looking = 0;
  await editor.page.waitForSelector("[data-panel=picture] [data-said=alt]", { timeout: 20_000 });
  assert.equal(await field(editor, "alt").inputValue(), "سفن");
  await editor.context.close();
});

test("a_colleagues_words_are_not_overwritten_and_the_writers_stay", async () => {
  const editor = await writing(picture("dam", { caption: "سدّ" }));
  session.desk.pictures.set("dam", picture("dam", { caption: "كتبته الزميلة", alt: "وصفها" }));
  await field(editor, "caption").fill("كتبته أنا");
  await note(editor).filter({ hasText: "«كتبته الزميلة»" }).waitFor();
  assert.equal(caption("dam"), "كتبته الزميلة", "what she wrote stands");
  // The writer goes on in the same field: nothing goes to the library until it is decided; another field does.
  await field(editor, "caption").pressSequentially(" وأكملته");
  await field(editor, "credit").fill("وكالة");
  await until(() => session.desk.pictures.get("dam").credit === "وكالة", "what nobody else said is taken");
  assert.equal(await field(editor, "caption").inputValue(), "كتبته أنا وأكملته");
  assert.equal(caption("dam"), "كتبته الزميلة");
  await state(editor, "refused");
  await note(editor).getByRole("button").first().click();
  await until(() => caption("dam") === "كتبته أنا وأكملته", "whoever has seen it decides");
  await state(editor, "saved");
  // The other way: hers is taken over.
  session.desk.pictures.set("dam", { ...session.desk.pictures.get("dam"), caption: "كتبته الزميلة" });
  await field(editor, "caption").fill("غيره");
  await note(editor).filter({ hasText: "«كتبته الزميلة»" }).waitFor();
  await note(editor).getByRole("button").last().click();
  assert.equal(await field(editor, "caption").inputValue(), "كتبته الزميلة");
  await state(editor, "saved");
  assert.equal(caption("dam"), "كتبته الزميلة");
  assert.deepEqual(editor.faults, []);
  await editor.context.close();
});
