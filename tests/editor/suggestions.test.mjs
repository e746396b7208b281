// The panel of suggestions: what was found in a text is shown as unconfirmed, and one key accepts or dismisses it.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { bold, doc, id, open, paragraph, run, start } from "./browser.mjs";

let session;
before(async () => (session = await start()));
after(() => session.close());
afterEach(() => Object.assign(session.desk, { asked: [], placed: [], placing: null, slow: 0, answer: null, saves: [] }));

const shots = process.env.KHABAR_SHOTS;
const bank = { id: "s1", name: "أزمة المصرف المركزي", state: "open", state_words: "جارٍ", shared: ["ليبيا", "المصرف المركزي", "الدينار"], pieces: 12, pieces_words: "12 خبرًا", last: "أمس" };
const election = { id: "s2", name: "انتخابات 2026", state: "open", state_words: "جارٍ", shared: ["ليبيا"], pieces: 40, pieces_words: "40 خبرًا", last: "اليوم" };
const fields = () => ({ kicker: "", headlines: { web: "", short: "", search: "", social: "" }, place: "", sources: [], authors: [], topics: [], picture: null });
const article = (given) => ({ edition: "ar", site: "خبر", section: "politics", sections: [{ slug: "politics", name: "سياسة", level: 1 }], stories: [], live: false, withdrawn: false, scheduled: false, changed: false, href: null, may_publish: true, may_write: true, may_lead: true, may_upload: true, ...given });
let numbers = 0;

/** Opens an article at the desk with what was found in it, and waits until its suggestions are there. */
async function writing(tree, found, { given = {}, sources = [], wait = true, ...options } = {}) {
  const name = `suggested${++numbers}`;
  session.desk.put(name, { tree, headline: "المصرف المركزي يعيد فتح الاعتمادات", lead: "بعد توقف دام أسبوعين.", fields: { ...fields(), sources }, article: article(given), me: null });
  if (found) session.desk.suggestions.set(name, found);
  const editor = await open(session, null, { article: name, desk: true, ...options });
  if (wait) await editor.page.waitForFunction(() => /\d/.test(document.querySelector(".ke-suggestions-door").textContent), null, { timeout: 8000 });
  return editor;
}
const panel = (editor) => editor.page.locator(".ke-suggestions");
const lines = (editor) => editor.page.locator(".ke-suggestion");
const door = (editor) => editor.page.locator(".ke-suggestions-door").textContent();
const opens = async (editor) => (await editor.caret(1), await editor.press("Control+j"), panel(editor).waitFor());
const focused = (editor) => editor.page.evaluate(() => document.activeElement.closest(".ke-suggestion")?.querySelector(".ke-suggestion-title").textContent ?? document.activeElement.className);
const outline = async (editor) => (await editor.tree()).content.map((block) => `${block.type}: ${said(block)}`);
const said = (block) => (block.content ?? []).map((one) => one.text ?? (one.type === "hard_break" ? "\n" : said(one))).join("");
const saved = (editor) => editor.page.waitForSelector('.ke-pill[data-state="saved"]', { timeout: 8000 });
const closes = async (editor) => (assert.deepEqual(editor.faults, []), await editor.context.close());

test("an_article_is_put_into_a_story_by_one_key_and_the_rail_shows_it", async () => {
  const editor = await writing(doc(paragraph(["عاد المصرف المركزي في ليبيا إلى العمل."])), { stories: [bank, election] });
  assert.equal(await door(editor), "2");
  await opens(editor);
  assert.equal(await focused(editor), bank.name, "the first one has the focus");
  const first = lines(editor).first();
  assert.match(await first.textContent(), /مقترح، لم يؤكَّد/);
  assert.match(await first.textContent(), /السبب: ليبيا · المصرف المركزي · الدينار/);
  assert.match(await first.textContent(), /جارٍ · 12 خبرًا · أمس/);
  await editor.press("Enter");
  await editor.page.waitForFunction(() => document.querySelectorAll(".ke-suggestion").length === 1);
  assert.deepEqual(session.desk.placed, [{ id: editor.id, story: "s1", accepted: true }]);
  assert.match(await editor.page.locator(".ke-rail .ke-chips").first().textContent(), /أزمة المصرف المركزي/);
  assert.equal(await focused(editor), election.name, "the next one has the focus");
  assert.equal(await door(editor), "1");
  await closes(editor);
});

test("what_was_dismissed_by_mistake_is_taken_back_by_one_key_and_stays_back", async () => {
  const words = "لن نتأخر عن أحد هذا العام";
  const tree = doc(paragraph([`وقالت هند السرّاج: «${words}».`]));
  const found = { statements: [{ block: tree.content[0].attrs.id, words, speaker: "هند السرّاج", cue: "قالت", direct: true, inherited: false }], stories: [bank] };
  const editor = await writing(tree, found);
  await opens(editor);
  await editor.press("ArrowDown");
  assert.equal(await focused(editor), "هند السرّاج");
  await editor.press("Delete");
  await editor.page.waitForFunction(() => document.querySelectorAll(".ke-suggestion").length === 1);
  assert.equal(await focused(editor), bank.name, "the control: it is gone");
  await editor.press("Control+z");
  await editor.page.waitForFunction(() => document.querySelectorAll(".ke-suggestion").length === 2);
  assert.equal(await focused(editor), "هند السرّاج", "it has the focus again");
  assert.equal((await outline(editor)).length, 1, "nothing was undone in the text");
  await editor.press("Delete");
  await panel(editor).locator("[data-do=undo]").click();
  await editor.page.waitForFunction(() => document.querySelectorAll(".ke-suggestion").length === 2);
  const kept = await editor.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("khabar.dismissed.")).map((key) => JSON.parse(localStorage.getItem(key)).names.length));
  assert.deepEqual(kept, [0], "the browser has forgotten it too");
  await closes(editor);
});

test("a_story_that_is_refused_is_not_offered_again", async () => {
  const editor = await writing(doc(paragraph(["عاد المصرف المركزي في ليبيا إلى العمل."])), { stories: [bank, election] });
  await opens(editor);
  await editor.press("ArrowDown", "Delete");
  await editor.page.waitForFunction(() => document.querySelectorAll(".ke-suggestion").length === 1);
  assert.deepEqual(session.desk.placed, [{ id: editor.id, story: "s2", accepted: false }]);
  assert.equal(await focused(editor), bank.name);
  await editor.press("Escape");
  assert.equal(await editor.inView("(view) => view.hasFocus()"), true, "Escape goes back to the text");
  await editor.type("و");
  await saved(editor);
  await editor.page.waitForTimeout(2200);
  assert.equal(session.desk.asked.length, 2);
  assert.equal(await door(editor), "1", "an answer that still has it does not bring it back");
  await closes(editor);
});

test("a_refusal_of_the_server_is_said_in_the_panel_and_nothing_is_lost", async () => {
  const editor = await writing(doc(paragraph(["عاد المصرف المركزي."])), { stories: [bank] });
  session.desk.placing = { status: 409, body: { title: "conflict", detail: "انتهت هذه التغطية أمس." } };
  await opens(editor);
  await editor.press("Enter");
  await editor.page.waitForFunction(() => document.querySelector(".ke-suggestions [role=alert]").textContent !== "");
  assert.equal(await panel(editor).locator("[role=alert]").textContent(), "انتهت هذه التغطية أمس.");
  assert.equal(await lines(editor).count(), 1);
  assert.equal(await focused(editor), bank.name);
  session.desk.placing = null;
  await editor.press("Enter");
  await editor.page.waitForFunction(() => document.querySelectorAll(".ke-suggestion").length === 0);
  assert.match(await panel(editor).textContent(), /لا مقترحات الآن/);
  await closes(editor);
});

test("who_may_not_place_pieces_sees_the_stories_without_buttons_and_who_may", async () => {
  const editor = await writing(doc(paragraph(["عاد المصرف المركزي."])), { stories: [bank] }, { given: { may_lead: false } });
  await opens(editor);
  assert.match(await panel(editor).textContent(), /محرّرو هذه الطبعة/);
  assert.equal(await lines(editor).getByRole("button").count(), 0);
  await editor.press("Enter", "Delete");
  assert.deepEqual(session.desk.placed, []);
  assert.equal(await lines(editor).count(), 1);
  await closes(editor);
});

const announced = [run("وقال "), run("خالد المنصور", bold), run(": «لن نغلق الباب"), { type: "hard_break" }, run("أمام أحد", bold), run("»، مضيفًا أن اللجنة ستجتمع غدًا.")];

test("words_in_the_middle_of_a_paragraph_become_a_statement_and_one_undo_takes_it_back", async () => {
  for (const pause of ["\n", " ", ""]) {
    const block = id();
    const editor = await writing(doc(paragraph(["قبل."]), paragraph(announced, { id: block }), paragraph(["بعد."])), {
      statements: [{ block, words: `لن نغلق الباب${pause}أمام أحد`, speaker: "خالد المنصور", cue: "وقال", direct: true, inherited: false }],
    });
    const before = await editor.tree();
    await opens(editor);
    assert.match(await lines(editor).first().textContent(), /خالد المنصور/);
    assert.ok((await editor.page.locator(".ke-suggested").allTextContents()).join("").includes("لن نغلق الباب"), "its passage is drawn");
    await editor.press("Enter");
    const tree = await editor.tree();
    assert.deepEqual(await outline(editor), ["paragraph: قبل.", "paragraph: وقال خالد المنصور: ", "statement: «لن نغلق الباب\nأمام أحد»، ", "paragraph: مضيفًا أن اللجنة ستجتمع غدًا.", "paragraph: بعد."]);
    assert.equal(tree.content.map(said).join(""), before.content.map(said).join(""), "no character is lost");
    assert.equal(tree.content[2].attrs.speaker, "خالد المنصور");
    assert.equal(tree.content[1].attrs.id, block, "what announces it keeps the paragraph's id");
    assert.deepEqual(tree.content[2].content[0].content.at(-2).marks, [{ type: "bold" }], "its marks go with it");
    const every = JSON.stringify(tree).match(/"id":"[^"]+"/g);
    assert.equal(new Set(every).size, every.length, "each block has an id of its own");
    assert.equal(await lines(editor).count(), 0);
    await editor.press("Control+z");
    assert.deepEqual(await editor.tree(), before, "one undo");
    await editor.page.waitForFunction(() => document.querySelectorAll(".ke-suggestion").length === 1);
    await closes(editor);
  }
});

test("what_was_typed_just_before_is_a_step_of_its_own", async () => {
  const block = id();
  const editor = await writing(doc(paragraph(["قال: «نعم لن نتراجع أبدًا»."], { id: block })), { statements: [{ block, words: "نعم لن نتراجع أبدًا", speaker: "سلمى", cue: "قال", direct: true, inherited: false }] });
  await editor.caret(1);
  await editor.type("و");
  await editor.press("Control+j", "Enter");
  assert.deepEqual(await outline(editor), ["paragraph: وقال: ", "statement: «نعم لن نتراجع أبدًا»."]);
  await editor.press("Control+z");
  assert.deepEqual(await outline(editor), ["paragraph: وقال: «نعم لن نتراجع أبدًا»."]);
  await closes(editor);
});

test("words_that_are_the_whole_paragraph_make_it_the_statement_and_two_in_one_paragraph_follow_each_other", async () => {
  const [whole, twice] = [id(), id()];
  const say = (block, words, speaker) => ({ block, words, speaker, cue: "", direct: true, inherited: speaker !== "" });
  const editor = await writing(doc(paragraph(["«سنعود إلى العمل غدًا.»"], { id: whole }), paragraph(["«لا عودة إلى الوراء» قال. «ولا تنازل عن الحقوق» ختم."], { id: twice })), {
    statements: [say(whole, "سنعود إلى العمل غدًا.", ""), say(twice, "لا عودة إلى الوراء", "كريم"), say(twice, "ولا تنازل عن الحقوق", "كريم")],
  });
  await opens(editor);
  await editor.press("Enter", "Enter", "Enter");
  assert.deepEqual(await outline(editor), ["statement: «سنعود إلى العمل غدًا.»", "statement: «لا عودة إلى الوراء» ", "paragraph: قال. ", "statement: «ولا تنازل عن الحقوق» ", "paragraph: ختم."]);
  assert.deepEqual((await editor.tree()).content.map((block) => block.attrs.speaker), ["", "كريم", undefined, "كريم", undefined]);
  await editor.press("Control+z", "Control+z", "Control+z");
  assert.equal((await editor.tree()).content.length, 2);
  await closes(editor);
});

test("speech_in_other_words_never_becomes_a_quotation", async () => {
  const block = id();
  const words = "أن اللجنة ستجتمع غدًا";
  const editor = await writing(doc(paragraph([`وأضاف المنصور ${words}.`], { id: block })), { statements: [{ block, words, speaker: "المنصور", cue: "وأضاف", direct: false, inherited: false }] });
  const before = await editor.tree();
  await opens(editor);
  assert.match(await lines(editor).textContent(), /منقول بالمعنى/);
  assert.equal(await lines(editor).locator("[data-do=accept]").count(), 0);
  await editor.press("Enter");
  assert.deepEqual(await editor.tree(), before);
  assert.equal(await editor.selected(), words, "Enter goes to the passage");
  assert.equal(await editor.inView("(view) => view.hasFocus()"), true);
  await closes(editor);
});

test("a_source_enters_the_chain_with_its_role_and_what_is_dismissed_stays_so", async () => {
  const found = { sources: [{ role: "agency", name: "رويترز" }, { role: "outlet", name: "Le Monde" }, { role: "unnamed", name: "مصادر أمنية" }, { role: "agency", name: "وفا" }] };
  const tree = doc(paragraph(["نقلت رويترز عن Le Monde وعن مصادر أمنية."]));
  const editor = await writing(tree, found, { sources: [{ role: "agency", name: "وفا", href: "", detail: "" }] });
  assert.equal(await door(editor), "3", "what the chain has is not offered");
  await opens(editor);
  assert.equal(await editor.page.locator(".ke-suggested").textContent(), "رويترز");
  await editor.press("ArrowDown", "Enter");
  assert.deepEqual((await editor.inView("(view, _, app) => app.draft().fields.sources")).map(({ role, name }) => [role, name]), [["agency", "وفا"], ["outlet", "Le Monde"]]);
  assert.equal(await focused(editor), "مصادر أمنية");
  assert.equal(await lines(editor).nth(1).locator("[data-do=accept]").count(), 0, "a source nobody named is no link of the chain");
  await editor.press("Backspace");
  assert.equal(await focused(editor), "رويترز");
  await saved(editor);
  await editor.page.waitForTimeout(2000);
  assert.equal(session.desk.asked.length, 1, "a save of the form alone asks nothing");
  const again = await open(session, null, { article: editor.id, desk: true, context: editor.context });
  await again.page.waitForFunction(() => document.querySelector(".ke-suggestions-door").textContent === "1", null, { timeout: 8000 });
  assert.deepEqual(again.faults, []);
  await closes(editor);
});

test("copies_say_whose_when_how_much_and_what_differs", async () => {
  const copy = { article: "a9", headline: "المركزي الليبي يستأنف عمله", href: "/desk/articles/a9", source: "رويترز", kind: "within", first: true, share: 93, at: "2026-11-27T07:14:00Z", when: "اليوم 09:14", differing: ["فقرة كتبناها نحن وحدنا."] };
  const editor = await writing(doc(paragraph(["نصّ منقول. فقرة كتبناها نحن وحدنا."])), { copies: [copy, { ...copy, article: "a10", headline: "Central bank resumes", href: "javascript:alert(1)", kind: "copy", first: false, differing: [] }] });
  await opens(editor);
  const text = await lines(editor).first().textContent();
  for (const part of ["المركزي الليبي يستأنف عمله", "رويترز · اليوم 09:14", "نصّنا جزء منه · 93٪ منه · ورد أولًا", "ما في نصّنا وليس فيه"]) assert.ok(text.includes(part), `${part} in ${text}`);
  const link = lines(editor).first().getByRole("link");
  assert.deepEqual([await link.getAttribute("href"), await link.getAttribute("target"), await link.getAttribute("rel")], ["/desk/articles/a9", "_blank", "noopener"]);
  assert.equal(await editor.page.locator(".ke-suggested").textContent(), "فقرة كتبناها نحن وحدنا.");
  await lines(editor).first().locator("summary").click();
  assert.equal(await lines(editor).first().locator("details li").isVisible(), true);
  assert.equal(await lines(editor).nth(1).getByRole("link").count(), 0, "an address of another kind is no link");
  const [other] = await Promise.all([editor.context.waitForEvent("page"), lines(editor).first().press("Enter")]);
  assert.match(other.url(), /\/desk\/articles\/a9$|about:blank/);
  await lines(editor).first().press("Delete");
  assert.equal(await lines(editor).count(), 1);
  await closes(editor);
});

test("nothing_is_asked_while_somebody_writes_and_one_request_at_a_time", async () => {
  const editor = await writing(doc(paragraph(["بداية"])), { sources: [] }, { wait: false });
  await editor.page.waitForTimeout(1500);
  assert.equal(session.desk.asked.length, 1, "once, when the editor rests");
  await editor.caret(6);
  const writes = async (ms) => {
    for (const began = Date.now(); Date.now() - began < ms; await editor.page.waitForTimeout(350)) await editor.type("ا");
  };
  await writes(3000);
  await saved(editor);
  await writes(2500);
  assert.equal(session.desk.asked.length, 1, "not while it is written, nor by who goes on after a save");
  await saved(editor);
  await editor.page.waitForTimeout(2200);
  assert.equal(session.desk.asked.length, 2);
  assert.ok(session.desk.asked[1].text.includes("بدايةاا"), "of the text as it was saved");
  await editor.press("Control+s");
  await editor.page.waitForTimeout(2000);
  assert.equal(session.desk.asked.length, 2, "a save that changes nothing asks nothing");
  session.desk.slow = 6000;
  await editor.type("ب");
  await editor.page.waitForTimeout(3200);
  assert.equal(session.desk.asked.length, 3);
  await editor.type("ت");
  await editor.page.waitForTimeout(3200);
  assert.equal(session.desk.asked.length, 4);
  assert.equal(session.desk.asked[2].ended, true, "the one before was given up");
  await closes(editor);
});

test("without_a_connection_nothing_is_asked_and_a_failure_keeps_the_last_number", async () => {
  const editor = await writing(doc(paragraph(["بداية"])), { stories: [bank] });
  session.desk.suggestions.delete(editor.id);
  await editor.caret(6);
  await editor.type("ا");
  await editor.page.waitForTimeout(3200);
  assert.equal(session.desk.asked.length, 2);
  assert.equal(await door(editor), "1");
  assert.equal(await editor.page.locator(".ke-notice").count(), 0, "and nobody is told");
  await editor.context.setOffline(true);
  await editor.type("ب");
  await editor.page.waitForTimeout(3500);
  assert.equal(session.desk.asked.length, 2);
  await editor.context.setOffline(false);
  await saved(editor);
  await editor.page.waitForTimeout(2200);
  assert.equal(session.desk.asked.length, 3);
  await closes(editor);
});

test("a_newsroom_that_still_reads_is_asked_again", async () => {
  const editor = await writing(doc(paragraph(["المصرف المركزي"])), () => (session.desk.asked.length < 2 ? { ready: false } : { stories: [bank] }), { wait: false });
  await opens(editor);
  await editor.page.waitForFunction(() => /تُقرأ/.test(document.querySelector(".ke-suggestions").textContent));
  await editor.page.waitForFunction(() => document.querySelectorAll(".ke-suggestion").length === 1, null, { timeout: 8000 });
  assert.equal(session.desk.asked.length, 2);
  assert.ok(session.desk.asked[1].at - session.desk.asked[0].at >= 4900);
  await closes(editor);
});

test("who_only_reads_accepts_nothing_of_the_text", async () => {
  const block = id();
  const found = { statements: [{ block, words: "سنعود إلى العمل غدًا", speaker: "سلمى", cue: "قالت", direct: true, inherited: false }], sources: [{ role: "agency", name: "رويترز" }] };
  const editor = await writing(doc(paragraph(["قالت سلمى لرويترز: «سنعود إلى العمل غدًا»."], { id: block })), found, { given: { may_write: false } });
  const before = await editor.inView("(view, _, app) => JSON.stringify(app.draft())");
  await opens(editor);
  assert.equal(await panel(editor).locator("[data-do=accept]").count(), 0);
  await editor.press("Enter", "ArrowDown", "Enter");
  assert.equal(await editor.inView("(view, _, app) => JSON.stringify(app.draft())"), before);
  await closes(editor);
});

const rich = () => {
  const [one, two] = [id(), id()];
  return {
    tree: doc(
      paragraph(["عاد المصرف المركزي في ليبيا إلى العمل اليوم، بحسب ما نقلته رويترز عن مصادر مصرفية في طرابلس وبنغازي."]),
      paragraph(["وقال المحافظ خالد المنصور: «لن نغلق باب الاعتمادات أمام أي مورّد ملتزم»، مضيفًا أن اللجنة ستجتمع غدًا."], { id: one }),
      paragraph(["وأوضحت وزيرة المالية سلمى العبيدي أن الميزانية ستُعرض على البرلمان قبل نهاية الشهر."], { id: two }),
      ...Array.from({ length: 12 }, (_, index) => paragraph([`فقرة ${index + 1} من الخلفية: تراجعت قيمة الدينار منذ مطلع العام، وتوقّف فتح الاعتمادات مرتين.`])),
    ),
    found: {
      stories: [bank, election],
      statements: [
        { block: one, words: "لن نغلق باب الاعتمادات أمام أي مورّد ملتزم", speaker: "المحافظ خالد المنصور", cue: "وقال", direct: true, inherited: false },
        { block: two, words: "أن الميزانية ستُعرض على البرلمان قبل نهاية الشهر", speaker: "وزيرة المالية سلمى العبيدي", cue: "وأوضحت", direct: false, inherited: false },
      ],
      sources: [{ role: "agency", name: "رويترز" }, { role: "unnamed", name: "مصادر مصرفية" }],
      copies: [{ article: "a9", headline: "Libya central bank resumes work (CBL)", href: "/desk/articles/a9", source: "Reuters", kind: "holds", first: true, share: 93, at: "2026-11-27T07:14:00Z", when: "اليوم 09:14", differing: ["وأوضحت وزيرة المالية سلمى العبيدي أن الميزانية ستُعرض على البرلمان قبل نهاية الشهر."] }],
    },
  };
};

test("each_suggestion_has_a_name_a_mark_in_words_and_one_place_in_the_order_of_tab", async () => {
  for (const lang of ["ar", "en"]) {
    const { tree, found } = rich();
    const editor = await writing(tree, found, { lang });
    await opens(editor);
    const told = await editor.page.evaluate(() =>
      [...document.querySelectorAll(".ke-suggestion")].map((line) => ({
        role: line.getAttribute("role"),
        name: line.getAttribute("aria-labelledby").split(" ").map((one) => document.getElementById(one)?.textContent).join(" "),
        about: document.getElementById(line.getAttribute("aria-describedby")) !== null,
        frame: getComputedStyle(line).borderTopStyle,
        start: getComputedStyle(line).textAlign,
        tab: line.tabIndex,
      })),
    );
    const mark = lang === "ar" ? /^مقترح، لم يؤكَّد ./ : /^Suggested, not confirmed ./;
    assert.equal(told.length, 7);
    for (const one of told) assert.ok(one.role === "group" && mark.test(one.name) && one.about && one.frame === "dashed" && one.start === "start", JSON.stringify(one));
    const order = await editor.page.evaluate(() => [...document.querySelectorAll(".ke-suggestion")][0].querySelectorAll("div > p:last-child bdi").values().map((one) => one.getBoundingClientRect()).map(({ left, top }) => [Math.round(top), Math.round(left)]).toArray());
    assert.equal(order.length, 3);
    // What stands in one line goes in the page's direction, whatever the script of the names.
    if (order[0][0] === order[1][0]) assert.equal(order[0][1] < order[1][1], lang === "en", JSON.stringify(order));
    assert.deepEqual(told.map((one) => one.tab), [0, -1, -1, -1, -1, -1, -1]);
    const faults = await editor.page.evaluate(() => {
      const inside = [...document.querySelectorAll(".ke-suggestions button, .ke-suggestions a, .ke-suggestions summary")];
      const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
      return { nameless: inside.filter((one) => !one.textContent.trim()).length, twice: ids.length - new Set(ids).size, small: inside.filter((one) => one.offsetParent && one.getBoundingClientRect().height < 24).length };
    });
    assert.deepEqual(faults, { nameless: 0, twice: 0, small: 0 });
    await editor.press("ArrowUp");
    assert.equal(await focused(editor), lang === "ar" ? bank.name : bank.name, "it does not go round");
    await editor.press("ArrowDown", "ArrowDown");
    assert.equal(await focused(editor), "المحافظ خالد المنصور");
    if (shots) (mkdirSync(shots, { recursive: true }), await editor.page.screenshot({ path: join(shots, `${lang}-1280.png`) }));
    if (lang === "ar") {
      await editor.page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await editor.press("ArrowUp", "ArrowDown");
      const seen = await editor.page.evaluate(() => ["ke-suggested", "ke-suggestions"].map((name) => { const box = document.querySelector(`.${name}`).getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight; }));
      assert.deepEqual(seen, [true, true], "the passage and the panel are both in view");
    }
    await editor.press("Escape", "Control+j", "Control+j");
    assert.equal(await panel(editor).isVisible(), false, "the same key goes back to the text");
    assert.equal(await editor.page.locator(".ke-suggested").count(), 0);
    await closes(editor);
  }
});

test("it_fits_a_phone_and_a_tap_does_what_the_keys_do", async () => {
  const { tree, found } = rich();
  const editor = await writing(tree, found, { width: 360 });
  await editor.page.locator(".ke-suggestions-door").click();
  await panel(editor).waitFor();
  assert.equal(await editor.page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
  const out = await editor.page.evaluate(() => [...document.querySelectorAll(".ke-suggestions *")].filter((one) => { const box = one.getBoundingClientRect(); return box.width > 0 && (box.left < 0 || box.right > innerWidth); }).length);
  assert.equal(out, 0);
  if (shots) await panel(editor).screenshot({ path: join(shots, "ar-360.png") });
  if (shots) await editor.page.screenshot({ path: join(shots, "ar-360-top.png") });
  await lines(editor).nth(2).locator("[data-do=accept]").click();
  assert.ok((await outline(editor)).some((block) => block.startsWith("statement: «لن نغلق باب")));
  await lines(editor).nth(3).locator("[data-do=dismiss]").click();
  assert.equal(await lines(editor).count(), 5);
  await closes(editor);
});

test("the_key_stands_in_the_list_of_keys", async () => {
  const editor = await writing(doc(paragraph(["نصّ"])), { stories: [bank] });
  await editor.page.locator(".ke-help").click();
  assert.match(await editor.page.locator(".ke-keys").textContent(), /مقترحاتCtrl J/);
  await closes(editor);
});
