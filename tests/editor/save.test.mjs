// Saving: what goes to the server, what every answer does, and that the text is never lost.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { doc, id, open, paragraph, start } from "./browser.mjs";
import { schemaHash } from "./server.mjs";

let session;
before(async () => (session = await start()));
after(() => session.close());
afterEach(() => ((session.desk.answer = null), (session.desk.delay = 0), (session.desk.saves.length = 0)));

const state = (editor, wanted) => editor.page.waitForSelector(`.ke-pill[data-state="${wanted}"]`, { timeout: 8000 });
const notice = (editor, kind) => editor.page.waitForSelector(`.ke-notice[data-kind="${kind}"]`, { timeout: 8000 });
const journal = (editor) => editor.page.evaluate((id) => localStorage.getItem(`khabar.journal.${id}`), editor.id);
const one = () => doc(paragraph(["خبر"]));

async function writing(options) {
  const editor = await open(session, one(), { headline: "عنوان", lead: "مقدّمة", ...options });
  await editor.caret(4);
  return editor;
}

test("a_pause_in_typing_saves_with_the_revision_and_the_schema", async () => {
  const editor = await writing();
  await editor.type(" عاجل");
  await state(editor, "saved");
  const [save] = session.desk.saves;
  assert.deepEqual([save.ifMatch, save.body.schema, save.body.headline, save.body.lead], ['"r1"', schemaHash, "عنوان", "مقدّمة"]);
  assert.deepEqual(Object.keys(save.body), ["schema", "tree", "headline", "lead"]);
  assert.equal(save.body.tree.content[0].content[0].text, "خبر عاجل");
  assert.equal(await editor.page.locator(".ke-pill").textContent(), "حُفظ الآن");
  assert.equal(await editor.page.locator(".ke-pill").getAttribute("role"), "status");
  assert.equal(await journal(editor), null);
  await editor.type("!");
  await state(editor, "unsaved");
  await state(editor, "saved");
  assert.equal(session.desk.saves.at(-1).ifMatch, '"r2"');
  await editor.context.close();
});

test("ctrl_s_saves_at_once_and_only_one_request_is_under_way", async () => {
  const editor = await writing();
  session.desk.delay = 300;
  await editor.type("أ");
  await editor.press("Control+s");
  await editor.type("ب");
  await editor.press("Control+s");
  await editor.type("ت");
  await state(editor, "saved");
  assert.ok(session.desk.saves.length <= 3);
  assert.deepEqual(session.desk.saves.map((save) => save.ifMatch), session.desk.saves.map((_, index) => `"r${index + 1}"`));
  assert.equal(session.desk.saves.at(-1).body.tree.content[0].content[0].text, "خبرأبت");
  await editor.context.close();
});

test("the_headline_and_the_lead_are_saved_and_counted", async () => {
  const editor = await writing();
  await editor.page.locator("#ke-headline").fill("البرلمان يقرّ القانون");
  await state(editor, "saved");
  assert.equal(session.desk.saves.at(-1).body.headline, "البرلمان يقرّ القانون");
  assert.equal(await editor.page.locator(".ke-meta").first().textContent(), "21 حرفًا من 110");
  await editor.context.close();
});

test("the_headline_and_the_lead_are_as_high_as_their_text_whether_the_browser_sees_to_it_or_not", async () => {
  for (const bySelf of [true, false]) {
    const context = await session.browser.newContext({ viewport: { width: 1280, height: 900 } });
    // A browser that does not know the property.
    if (!bySelf) await context.addInitScript(() => { const asked = CSS.supports; CSS.supports = (name, ...more) => name !== "field-sizing" && asked.call(CSS, name, ...more); });
    const editor = await writing({ context });
    if (!bySelf) await editor.page.evaluate(() => document.styleSheets[0].insertRule(".ke textarea{field-sizing:fixed!important}"));
    for (const [field, lines] of [["#ke-headline", 1], ["#ke-lead", 2]]) {
      const seen = async (text) => {
        await editor.page.locator(field).fill(text);
        return editor.page.locator(field).evaluate((field) => ({ height: field.clientHeight, hidden: field.scrollHeight - field.clientHeight, line: parseFloat(getComputedStyle(field).lineHeight) }));
      };
      const [short, long] = [await seen("خبر"), await seen("خبر طويل ".repeat(60))];
      assert.ok(Math.abs(short.height - lines * short.line - 8) < 4, `${field}, by itself: ${bySelf}: ${JSON.stringify(short)}`);
      assert.ok(long.height > 3 * short.height / lines && long.hidden <= 0, `${field}, by itself: ${bySelf}: ${JSON.stringify(long)}`);
    }
    await editor.context.close();
  }
});

test("a_change_elsewhere_shows_both_texts_and_keeps_mine", async () => {
  const editor = await writing();
  session.desk.put(editor.id, { tree: doc(paragraph(["نصّ كريم"])), revision: "r7", headline: "عنوان كريم" });
  await editor.type(" نصّي");
  await notice(editor, "conflict");
  assert.equal(await editor.text(), "خبر نصّي");
  assert.match(await editor.page.locator(".ke-theirs").textContent(), /عنوان كريم.*نصّ كريم/);
  assert.match(await journal(editor), /نصّي/);
  await editor.page.getByRole("button", { name: "احفظ نصّي بدل نصّه" }).click();
  await state(editor, "saved");
  assert.equal(session.desk.saves.at(-1).ifMatch, '"r7"');
  assert.equal(session.desk.articles.get(editor.id).tree.content[0].content[0].text, "خبر نصّي");
  await editor.context.close();
});

test("changes_in_different_blocks_come_together_by_themselves", async () => {
  const [first, second, third] = [paragraph(["أول"]), paragraph(["ثان"]), paragraph(["ثالث"])];
  const editor = await open(session, doc(first, second, third), { headline: "عنوان" });
  const added = paragraph(["فقرة كريم"]);
  const changed = { ...third, content: [{ type: "text", text: "ثالث كريم" }] };
  session.desk.put(editor.id, { tree: doc(first, second, added, changed), revision: "r7", headline: "عنوان كريم" });
  await editor.caret(4);
  await editor.type(" ليلى");
  await state(editor, "saved");
  assert.deepEqual(session.desk.articles.get(editor.id).tree.content.map((block) => block.content[0].text), ["أول ليلى", "ثان", "فقرة كريم", "ثالث كريم"]);
  assert.equal(session.desk.articles.get(editor.id).headline, "عنوان كريم");
  assert.equal(await editor.page.locator(".ke-sides").count(), 0);
  await editor.type("!");
  assert.ok((await editor.text()).startsWith("أول ليلى!"), "the caret stays where it was");
  await editor.context.close();
});

test("of_a_block_that_both_changed_each_can_be_chosen", async () => {
  for (const [choice, wanted] of [["نصّي", ["خبر ليلى"]], ["النص الآخر", ["خبر كريم"]], ["أبقِ الاثنين", ["خبر ليلى", "خبر كريم"]]]) {
    const one = paragraph(["خبر"]);
    const editor = await open(session, doc(one));
    session.desk.put(editor.id, { tree: doc({ ...one, content: [{ type: "text", text: "خبر كريم" }] }), revision: "r7" });
    await editor.caret(4);
    await editor.type(" ليلى");
    await notice(editor, "conflict");
    await editor.page.locator(".ke-sides").getByLabel(choice, { exact: true }).check();
    await editor.page.getByRole("button", { name: "احفظ ما اخترت" }).click();
    await state(editor, "saved");
    assert.deepEqual(session.desk.articles.get(editor.id).tree.content.map((block) => block.content[0].text), wanted);
    await editor.context.close();
  }
});

test("digits_and_letters_that_only_look_alike_are_shown_and_put_right", async () => {
  const fields = { kicker: "", headlines: { web: "", short: "", search: "", social: "" }, place: "", sources: [], authors: [], topics: [], picture: null };
  const article = { edition: "ar", site: "خبر", section: "s", sections: [{ slug: "s", name: "س", level: 1 }], stories: [], live: false, href: null, may_publish: true, may_write: true, may_lead: true, may_upload: true };
  session.desk.put("letters", { tree: doc(paragraph(["صوّت 64 من ١٠٠ في کتلة الساحــل"])), fields, article, picture: null, me: null });
  const editor = await open(session, null, { article: "letters", desk: true, quiet: true });
  const points = editor.page.locator(".ke-points");
  for (const name of ["أرقام من نوعين", "أحرف تشبه العربية", "تطويل داخل الكلمات"]) {
    const line = points.locator("li", { hasText: name });
    await line.waitFor();
    await line.getByRole("button", { name: "أصلحها" }).click();
    await line.waitFor({ state: "detached" });
  }
  assert.equal(await editor.text(), "صوّت 64 من 100 في كتلة الساحل");
  await editor.page.locator("#ke-headline").fill("البرلمان يصوّت");
  await editor.page.getByText("صيغ أخرى للعنوان").click();
  await editor.page.locator("#ke-social").fill("صوّت البرلمان");
  await state(editor, "saved");
  assert.equal(session.desk.saves.at(-1).body.fields.headlines.social, "صوّت البرلمان");
  await editor.page.locator(".ke-state").click();
  await editor.press("Shift+Slash");
  await editor.page.locator(".ke-dialog").waitFor();
  await editor.press("Escape");
  await editor.caret(1);
  await editor.press("F6");
  assert.equal(await editor.page.evaluate(() => document.activeElement.closest(".ke-rail") !== null), true);
  await editor.context.close();
});

test("find_reads_letters_as_readers_do_and_replaces_in_one_step", async () => {
  const editor = await open(session, doc(paragraph(["قالت إدارة المدرسة إنّ الإدارَة ستفتح"]), paragraph(["ادارة أخرى"])));
  await editor.caret(1);
  await editor.press("Control+f");
  await editor.page.locator("[data-find=wanted]").fill("ادارة");
  assert.equal(await editor.page.locator(".ke-hit").count(), 3);
  await editor.page.locator("[data-find=instead]").fill("لجنة");
  await editor.page.getByRole("button", { name: "استبدل الكل" }).click();
  assert.equal(await editor.text(), "قالت لجنة المدرسة إنّ اللجنة ستفتح\nلجنة أخرى".replace("اللجنة", "اللجنة"));
  await editor.press("Escape", "Control+z");
  assert.equal(await editor.text(), "قالت إدارة المدرسة إنّ الإدارَة ستفتح\nادارة أخرى");
  await editor.context.close();
});

test("after_a_change_elsewhere_the_other_text_can_be_taken_and_undone", async () => {
  const editor = await writing();
  session.desk.put(editor.id, { tree: doc(paragraph(["نصّ كريم"])), revision: "r7" });
  await editor.type(" نصّي");
  await notice(editor, "conflict");
  await editor.page.getByRole("button", { name: "خذ نصّه" }).click();
  assert.equal(await editor.text(), "نصّ كريم");
  await editor.page.locator(".ke-write").focus();
  await editor.press("Control+z");
  assert.equal(await editor.text(), "خبر نصّي");
  await editor.context.close();
});

test("a_refusal_says_why_in_the_writers_words_and_leads_to_the_place", async () => {
  const editor = await open(session, doc(paragraph(["أول"]), { type: "picture", attrs: { id: id(), media: "m1", caption: "", alt: "", credit: "", size: "body" } }));
  session.desk.answer = { status: 422, body: { title: "الصورة غير موجودة", detail: "", errors: [{ place: "/content/1/attrs/media", why: "لا صورة بهذا المعرّف" }] } };
  await editor.caret(1);
  await editor.type("س");
  await notice(editor, "refused");
  assert.match(await editor.page.locator(".ke-notice").textContent(), /الصورة غير موجودة.*لا صورة بهذا المعرّف/);
  assert.equal((await editor.text()).startsWith("سأول"), true);
  await editor.page.getByRole("button", { name: "اذهب إليه" }).click();
  assert.equal(await editor.page.evaluate(() => document.activeElement.dataset.attr), "media");
  assert.match(await journal(editor), /سأول/);
  session.desk.answer = null;
  await editor.page.locator('[data-attr="caption"]').fill("تعليق");
  await state(editor, "saved");
  assert.equal(await editor.page.locator(".ke-notice").count(), 0);
  await editor.context.close();
});

test("an_outdated_editor_is_told_so_and_its_text_is_restored_after_reloading", async () => {
  const editor = await writing();
  session.desk.answer = { status: 426, body: {} };
  await editor.type(" قديم");
  await notice(editor, "outdated");
  assert.match(await journal(editor), /قديم/);
  const sent = session.desk.saves.length;
  await editor.type(" وأكثر");
  await editor.page.waitForTimeout(1200);
  assert.equal(session.desk.saves.length, sent, "nothing more is sent");
  session.desk.answer = null;
  const again = await open(session, null, { article: editor.id, context: editor.context });
  await notice(again, "restore");
  assert.equal(await again.text(), "خبر");
  await again.page.getByRole("button", { name: "استعده" }).click();
  assert.equal(await again.text(), "خبر قديم وأكثر");
  await state(again, "saved");
  await editor.context.close();
});

test("an_article_in_another_schema_is_not_opened", async () => {
  session.desk.put("otherschema", { tree: one(), schema: "0000000000000000" });
  const editor = await open(session, null, { article: "otherschema", ready: false });
  await notice(editor, "outdated");
  assert.equal(await editor.page.locator(".ke-write").count(), 0);
  await editor.context.close();
});

test("without_a_connection_the_text_is_kept_and_sent_later", async () => {
  const editor = await writing();
  await editor.context.setOffline(true);
  await editor.type(" بلا شبكة");
  await state(editor, "offline");
  assert.match(await journal(editor), /بلا شبكة/);
  await editor.context.setOffline(false);
  await state(editor, "saved");
  assert.equal(session.desk.articles.get(editor.id).tree.content[0].content[0].text, "خبر بلا شبكة");
  await editor.context.close();
});

test("a_crash_between_two_saves_loses_nothing", async () => {
  const editor = await writing();
  session.desk.answer = { status: 503 };
  await editor.type(" قبل الانهيار");
  await editor.page.waitForTimeout(50);
  const cdp = await editor.context.newCDPSession(editor.page);
  cdp.send("Page.crash").catch(() => {});
  await editor.page.waitForEvent("crash");
  session.desk.answer = null;
  const again = await open(session, null, { article: editor.id, context: editor.context });
  await notice(again, "restore");
  await again.page.getByRole("button", { name: "استعده" }).click();
  assert.equal(await again.text(), "خبر قبل الانهيار");
  await editor.context.close();
});

test("being_signed_out_keeps_the_text_and_says_what_to_do", async () => {
  const editor = await writing();
  session.desk.answer = { status: 401, body: {} };
  await editor.type("ـ");
  await notice(editor, "signed_out");
  session.desk.answer = null;
  await editor.press("Control+s");
  await state(editor, "saved");
  await editor.context.close();
});

test("the_journal_is_bounded", async () => {
  const editor = await writing();
  await editor.page.evaluate(() => {
    for (let n = 0; n < 30; n++) localStorage.setItem(`khabar.journal.old${n}`, JSON.stringify({ tree: {}, revision: "", schema: "", at: n + 1 }));
  });
  session.desk.answer = { status: 503 };
  await editor.type("س");
  await editor.page.waitForTimeout(100);
  const keys = await editor.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("khabar.journal.")));
  assert.ok(keys.length <= 8 && keys.includes(`khabar.journal.${editor.id}`) && keys.includes("khabar.journal.old29"), keys.join());
  await editor.context.close();
});
