// The door while somebody writes: a session that ended, a second step, a proof that is asked for, and a server that does not
// answer as it should. What was written stays, and what is said is what happened.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { doc, open, paragraph, start } from "./browser.mjs";

let session;
before(async () => (session = await start()));
after(() => session.close());
afterEach(() => Object.assign(session.desk, { answer: null, door: null, closed: null, delay: 0 }) && ((session.desk.saves.length = 0), (session.desk.proofs.length = 0), (session.desk.left.length = 0)));

const fields = { kicker: "", headlines: { web: "", short: "", search: "", social: "" }, place: "", sources: [], authors: [], topics: [], picture: null };
const article = { edition: "ar", site: "خبر", section: "s", sections: [{ slug: "s", name: "س", level: 1 }], stories: [], live: false, withdrawn: false, scheduled: false, changed: false, href: null, may_publish: true, may_write: true, may_lead: true, may_upload: true };
let count = 0;

async function writing() {
  const name = `door${++count}`;
  session.desk.put(name, { tree: doc(paragraph(["خبر"])), headline: "عنوان", fields, article, picture: null, me: { account: "layla", name: "ليلى" } });
  const editor = await open(session, null, { article: name, desk: true });
  await editor.caret(4);
  return editor;
}

const state = (editor, wanted) => editor.page.waitForSelector(`.ke-pill[data-state="${wanted}"]`, { timeout: 8000 });
const notice = (editor, kind) => editor.page.locator(`.ke-notice[data-kind="${kind}"]`);
const kept = (editor) => session.desk.articles.get(editor.id).tree.content[0].content[0].text;

test("a_session_that_ended_is_entered_again_in_place_by_password_and_code", async () => {
  const editor = await writing();
  session.desk.door = { is: "out", me: "layla" };
  await editor.type(" عاجل");
  const form = notice(editor, "signed_out");
  await form.waitFor();
  assert.equal(await form.getByRole("link").getAttribute("href"), "/desk/sign-in");
  await form.locator("#ke-email").fill("layla@example.org");
  await form.locator("#ke-password").fill("غلط");
  await form.getByRole("button").click();
  await form.getByText("تحقّق مما كتبت").waitFor();
  await form.locator("#ke-password").fill("كلمة");
  // Whoever goes on writing loses nothing of what she has typed into the form.
  await editor.caret(9);
  await editor.type(" جدًا");
  await editor.page.waitForTimeout(1500);
  assert.equal(await form.locator("#ke-password").inputValue(), "كلمة");
  await form.getByRole("button").click();
  await form.locator("#ke-code").waitFor();
  assert.equal(await form.getByRole("link").getAttribute("href"), "/desk/code");
  assert.equal(await editor.page.evaluate(() => document.activeElement.id), "ke-code");
  await form.locator("#ke-code").fill("000000");
  await editor.press("Enter");
  await form.getByText("تحقّق مما كتبت").waitFor();
  await editor.caret(14);
  await editor.type("!");
  await editor.page.waitForTimeout(1500);
  assert.equal(await form.locator("#ke-code").inputValue(), "000000", "the second step stays the second step");
  await form.locator("#ke-code").fill("123456");
  await editor.press("Enter");
  await state(editor, "saved");
  assert.equal(kept(editor), "خبر عاجل جدًا!");
  assert.equal(await editor.text(), "خبر عاجل جدًا!");
  assert.equal(await form.count(), 0);
  assert.deepEqual(session.desk.proofs.map(([step]) => step), ["sign-in", "sign-in", "code", "code"]);
  assert.deepEqual(editor.faults, []);
  await editor.context.close();
});

test("another_person_who_signs_in_does_not_save_what_this_one_wrote", async () => {
  const editor = await writing();
  session.desk.door = { is: "out", me: "karim" };
  await editor.type(" لي");
  const form = notice(editor, "signed_out");
  await form.locator("#ke-email").fill("karim@example.org");
  await form.locator("#ke-password").fill("كلمة");
  await form.getByRole("button").click();
  await form.locator("#ke-code").fill("123456");
  await form.getByRole("button", { name: "سجّل الدخول" }).click();
  await form.getByText("شخص آخر").waitFor();
  assert.equal(kept(editor), "خبر");
  assert.equal(await editor.text(), "خبر لي");
  await editor.context.close();
});

test("what_keeps_the_door_shut_is_said_as_it_is", async () => {
  const editor = await writing();
  session.desk.door = { is: "out", me: "layla" };
  await editor.type("!");
  const form = notice(editor, "signed_out");
  await form.locator("#ke-email").fill("layla@example.org");
  await form.locator("#ke-password").fill("كلمة");
  for (const [status, said] of [[429, "محاولات كثيرة"], [503, "الخادم مشغول"], [500, "خلل في الخادم"]]) {
    session.desk.closed = status;
    await form.getByRole("button").click();
    await form.locator("[role=alert]", { hasText: said }).waitFor();
  }
  await editor.context.setOffline(true);
  await form.getByRole("button").click();
  await form.locator("[role=alert]", { hasText: "لا اتصال بالشبكة" }).waitFor();
  await editor.context.close();
});

for (const [is, by, asks] of [["led", "code", "#ke-code"], ["led", "password", "#ke-password"], ["told", "code", "#ke-code"]]) {
  test(`a_proof_that_is_asked_for_while_saving_is_given_in_place_${is}_${by}`, async () => {
    const editor = await writing();
    session.desk.door = { is, by, me: "layla" };
    await editor.type(" عاجل");
    const form = notice(editor, "unproven");
    await form.locator(asks).waitFor();
    await state(editor, "unproven");
    assert.equal(await editor.text(), "خبر عاجل");
    await form.locator(asks).fill("9");
    await form.getByRole("button").click();
    await form.getByText("تحقّق مما كتبت").waitFor();
    await form.locator(asks).fill("123456");
    await form.getByRole("button").click();
    await state(editor, "saved");
    assert.equal(kept(editor), "خبر عاجل");
    assert.equal(await form.count(), 0);
    assert.deepEqual(editor.faults, []);
    await editor.context.close();
  });
}

test("a_proof_that_is_asked_for_while_publishing_stops_it_and_keeps_the_text", async () => {
  const editor = await writing();
  await editor.type(" عاجل");
  await state(editor, "saved");
  session.desk.door = { is: "led", by: "code", me: "layla" };
  await editor.press("Control+Enter");
  const form = notice(editor, "unproven");
  await form.locator("#ke-code").waitFor();
  assert.deepEqual(session.desk.left, [], "nothing goes on");
  await form.locator("#ke-code").fill("123456");
  await form.getByRole("button").click();
  await state(editor, "saved");
  assert.equal(await editor.text(), "خبر عاجل");
  await editor.page.locator(".ke-write").focus();
  await editor.press("Control+Enter");
  await editor.page.waitForURL(/\/sheet$/);
  await editor.context.close();
});

test("a_version_that_could_not_be_made_is_asked_for_again_and_publishing_goes_on", async () => {
  const editor = await writing();
  await editor.type(" عاجل");
  await state(editor, "saved");
  session.desk.door = { is: "out", me: "layla" };
  await editor.press("Control+Enter");
  const form = notice(editor, "signed_out");
  await form.locator("#ke-email").fill("layla@example.org");
  await form.locator("#ke-password").fill("كلمة");
  await form.getByRole("button").click();
  await form.locator("#ke-code").fill("123456");
  await form.getByRole("button").click();
  await state(editor, "saved");
  await editor.page.locator(".ke-write").focus();
  await editor.press("Control+Enter");
  await editor.page.waitForURL(/\/sheet$/);
  await editor.context.close();
});

test("what_stands_in_the_way_of_a_save_is_said_as_it_is", async () => {
  const editor = await writing();
  const pill = editor.page.locator(".ke-pill");
  for (const [status, body, said] of [[500, {}, "وقع خلل في الخادم"], [503, { detail: "تُحدَّث قاعدة البيانات" }, "الخادم مشغول الآن (\u2068تُحدَّث قاعدة البيانات\u2069)"], [507, {}, "لا مكان على قرص الخادم"], [504, {}, "لم يجب الخادم في وقته"], [200, {}, "لم يأتِ الجواب من خادمنا"]]) {
    session.desk.answer = { status, body };
    await editor.type("!");
    await editor.press("Control+s");
    await pill.filter({ hasText: said }).waitFor({ timeout: 8000 });
    assert.match(await pill.textContent(), /: النص محفوظ في هذا الجهاز، ونحاول من جديد$/);
    assert.equal(await pill.getAttribute("data-state"), "offline");
  }
  session.desk.answer = null;
  await editor.context.setOffline(true);
  await editor.type("!");
  await editor.press("Control+s");
  await pill.filter({ hasText: "لا اتصال بالشبكة" }).waitFor();
  await editor.context.setOffline(false);
  await state(editor, "saved");
  assert.equal(kept(editor), "خبر!!!!!!");
  await editor.context.close();
});

test("an_answer_that_is_late_is_said_to_be_late", async () => {
  const editor = await writing();
  await editor.page.evaluate(() => (AbortSignal.timeout = () => AbortSignal.abort(new DOMException("", "TimeoutError"))));
  await editor.type("!");
  await editor.page.locator(".ke-pill", { hasText: "لم يجب الخادم في وقته" }).waitFor({ timeout: 8000 });
  await editor.context.close();
});

test("whoever_may_not_save_is_told_that_and_keeps_the_text", async () => {
  const editor = await writing();
  session.desk.answer = { status: 403 };
  await editor.type("!");
  await notice(editor, "refused").getByText("ليس لك هذا الحقّ").waitFor();
  assert.equal(await editor.text(), "خبر!");
  await editor.context.close();
});

test("a_note_that_was_not_kept_says_why", async () => {
  const editor = await writing();
  await editor.press("Control+m");
  const panel = editor.page.locator(".ke-notes");
  await panel.locator("textarea").first().fill("راجع الرقم");
  await editor.page.route("**/notes", (route) => route.fulfill({ status: 500, contentType: "text/plain", body: "" }));
  await editor.press("Control+Enter");
  await panel.getByText("لم تُحفظ الملاحظة، وما زالت في الحقل: وقع خلل في الخادم. أعد المحاولة.").waitFor();
  assert.equal(await panel.locator("textarea").first().inputValue(), "راجع الرقم");
  await editor.context.close();
});
