// Pasting from where writers paste from: what each program puts on the clipboard, in its own shape, becomes clean blocks,
// what was left out is told, and what was on the clipboard can be had back as it was.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { doc, open, paragraph, start } from "./browser.mjs";

let session;
before(async () => (session = await start()));
after(() => session.close());

const sample = (name) => readFileSync(fileURLToPath(new URL(`fixtures/pasted/${name}`, import.meta.url)), "utf8");
const samples = {
  word: { "text/html": sample("word.html"), "text/plain": sample("word.txt") },
  docs: { "text/html": sample("docs.html"), "text/plain": sample("docs.txt") },
  whatsapp: { "text/plain": sample("whatsapp.txt") },
  whatsappWeb: { "text/html": sample("whatsapp.html"), "text/plain": sample("whatsapp-web.txt") },
  facebook: { "text/html": sample("facebook.html"), "text/plain": sample("facebook.txt") },
  x: { "text/html": sample("x.html"), "text/plain": sample("x.txt") },
  pdf: { "text/plain": sample("pdf.txt") },
  reversed: { "text/plain": sample("pdf-reversed.txt") },
  agency: { "text/plain": sample("agency.txt") },
};

const fields = () => ({ kicker: "", headlines: { web: "", short: "", search: "", social: "" }, place: "", sources: [], authors: [], topics: [], picture: null });
const article = { edition: "ar", site: "خبر", section: "s", sections: [{ slug: "s", name: "س", level: 1 }], stories: [], live: false, withdrawn: false, scheduled: false, changed: false, href: null, may_publish: true, may_write: true, may_lead: true, may_upload: true };
let count = 0;

/** Pastes into an article with its form beside it, and waits for what is said of it. */
async function pasted(clipboard, tree = doc(paragraph([])), at = 1) {
  const name = `source${++count}`;
  session.desk.put(name, { tree, headline: "عنوان", fields: fields(), article, picture: null, me: null });
  const editor = await open(session, null, { article: name, desk: true });
  const asked = [];
  editor.page.on("request", (request) => request.url().startsWith(session.desk.address) || asked.push(request.url()));
  await editor.caret(at);
  await editor.inView(
    "(view, given) => { const data = new DataTransfer(); for (const [type, text] of Object.entries(given)) data.setData(type, text); view.dom.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }",
    clipboard,
  );
  const notice = editor.page.locator('.ke-notice[data-kind="paste"]');
  await notice.waitFor({ timeout: 5000 });
  const { content } = await editor.tree();
  assert.deepEqual(editor.faults, []);
  assert.deepEqual(asked.filter((address) => !/^(?:blob|data):/.test(address)), [], "nothing foreign is asked for");
  return { editor, notice, said: await notice.innerText(), content, lines: content.map(textOf) };
}

const textOf = (node) => (node.type === "text" ? node.text : node.type === "hard_break" ? "\n" : (node.content ?? []).map(textOf).join(""));
const links = (node) => [...(node.marks ?? []).filter((mark) => mark.type === "link").map((mark) => [node.text, mark.attrs.href]), ...(node.content ?? []).flatMap(links)];
const marked = (node, type) => [...(node.marks?.some((mark) => mark.type === type) ? [node.text] : []), ...(node.content ?? []).flatMap((child) => marked(child, type))];
const unclean = /[\u00a0\u00ad\u200b-\u200f\u202a-\u202f\u2066-\u2069\ufeff\ufb00-\ufb06\ufb50-\ufdfb\ufe70-\ufefc]|\u0640[\u0640\u0621-\u064a]| {2}/u;

test("from_a_word_processor", async () => {
  const { editor, said, content, lines } = await pasted(samples.word);
  assert.deepEqual(content.map((block) => block.type), ["heading", "paragraph", "paragraph", "list", "paragraph", "list", "table", "paragraph"]);
  assert.equal(lines[0], "سدّ الربيع يُفتح بعد عامين");
  assert.equal(lines[1], "أعلنت الهيئة أن العمل ينتهي في ٢٠٢٨، بكلفة 64 مليونًا، كما جاء في تقريرها[1] وفي محضر قديم[2].");
  assert.deepEqual(links(content[1]), [["[1]", "https://example.org/spring/report.pdf"]], "a note that is an address is where its number leads");
  assert.deepEqual(marked(content[1], "superscript"), ["[1]", "[2]"]);
  assert.deepEqual(marked(content[1], "bold"), ["أعلنت"]);
  assert.equal(lines[2], "يمتدّ المشروع على أربع مراحل تديرها شركة Spring Water Ltd، وهذه هي:", "what was struck out while going over it is not in it");
  assert.deepEqual([content[3].attrs.ordered, content[5].attrs.ordered], [false, true]);
  assert.deepEqual(content[3].content.map((item) => item.content.map((inner) => inner.type)), [["paragraph", "list"], ["paragraph"]]);
  assert.deepEqual(content[5].content.map(textOf), ["الدراسة", "التنفيذ"]);
  assert.deepEqual(content[6].content.map((row) => row.content.map(textOf)), [["المرحلة", "العام"], ["الحفر", "٢٠٢٧"]]);
  assert.equal(lines[7], "[2] محضر مجلس البلدة، ١٩٧١.");
  assert.ok(!/المهندس|KH1|ملاحظة مخفية/.test(lines.join("\n")), "remarks and hidden words stay out");
  assert.ok(!unclean.test(lines.join("\n")), lines.join("\n"));
  assert.match(said, /نُظِّف اللصق/);
  assert.match(said, /صورة واحدة لم تُلصق/);
  await editor.context.close();
});

test("from_a_shared_document", async () => {
  const { editor, said, content, lines } = await pasted(samples.docs);
  assert.deepEqual(content.map((block) => block.type), ["heading", "paragraph", "list", "table", "paragraph", "paragraph"]);
  assert.equal(lines[1], "وصلت ثلاثة مراكب فجرًا كما تقول هيئة الميناء، على بعد ١٢2 كم.");
  assert.deepEqual([marked(content[1], "bold"), marked(content[1], "emphasis"), marked(content[1], "superscript")], [["ثلاثة مراكب"], [" فجرًا"], ["2"]]);
  assert.deepEqual(links(content[1]), [["هيئة الميناء", "https://example.org/harbour?id=4"]]);
  assert.deepEqual(content.map((block) => block.attrs.dir ?? null), [null, null, null, null, null, "ltr"], "its directions are looked at, not taken");
  assert.deepEqual(content[2].content.map((item) => item.content.map((inner) => inner.type)), [["paragraph", "list"], ["paragraph"]]);
  assert.deepEqual(content[3].content.map((row) => row.content.map(textOf)), [["النوع", "السعر"], ["سردين", "4.50"]]);
  assert.ok(!unclean.test(lines.join("\n")), lines.join("\n"));
  assert.match(said, /صورة واحدة لم تُلصق/);
  await editor.context.close();
});

test("what_stands_in_a_cell_in_paragraphs_stands_there_in_lines", async () => {
  const { editor, content } = await pasted({ "text/html": '<table style="font-size:9pt"><tr><td><p>أول</p><p>ثان</p><ul><li>ثالث</li></ul></td><td>نص<div>تحته</div>ثم<table><tr><td>داخل</td><td>آخر</td></tr></table></td></tr><tr><td><p></p></td><td> <p>وحده</p> </td></tr></table>', "text/plain": "أول" });
  assert.deepEqual(content.map((block) => block.type), ["table"].concat(content.length > 1 ? ["paragraph"] : []));
  assert.deepEqual(content[0].content.map((row) => row.content.map(textOf)), [["أول\nثان\nثالث", "نص\nتحته\nثم\nداخل\nآخر"], ["", "وحده"]]);
  await editor.context.close();
});

test("from_a_chat", async () => {
  const { editor, notice, said, lines } = await pasted(samples.whatsapp);
  assert.deepEqual(lines, ["عاجل وصل الفريق إلى العين", "ومعه مضختان", "لن نغادر قبل أن يعود الماء 💧", "التفاصيل https://example.org/ayn?id=9 غدًا"]);
  assert.match(said, /صورة واحدة لم تُلصق/);
  assert.match(said, /رموز تعبيرية/);
  await notice.getByRole("button", { name: "اجعل كل رسالة تصريحًا لصاحبها" }).click();
  const { content } = await editor.tree();
  assert.deepEqual(content.map((block) => [block.type, block.attrs.speaker, block.content.map(textOf)]), [
    ["statement", "+961 70 000 000", ["عاجل وصل الفريق إلى العين", "ومعه مضختان"]],
    ["statement", "سلمى الخوري", ["لن نغادر قبل أن يعود الماء 💧"]],
    ["statement", "كريم", ["التفاصيل https://example.org/ayn?id=9 غدًا"]],
  ]);
  await editor.press("Control+z");
  assert.equal((await editor.tree()).content.length, 4, "one undo takes the statements back");
  await editor.context.close();
});

test("a_chat_between_other_words_becomes_statements_of_its_own_words_alone", async () => {
  const { editor, notice } = await pasted(samples.whatsapp, doc(paragraph(["قبل "]), paragraph(["بعد"])), 5);
  await notice.getByRole("button", { name: "اجعل كل رسالة تصريحًا لصاحبها" }).click();
  const { content } = await editor.tree();
  assert.deepEqual(content.map((block) => block.type), ["paragraph", "statement", "statement", "statement", "paragraph"]);
  assert.deepEqual([textOf(content[0]), textOf(content[4])], ["قبل ", "بعد"]);
  await editor.context.close();
});

test("from_a_chat_in_a_browser", async () => {
  const { editor, notice, lines, content } = await pasted(samples.whatsappWeb);
  assert.deepEqual(lines, ["لن نغادر", "قبل أن يعود الماء 💧"]);
  assert.deepEqual(marked(content[1], "bold"), ["الماء"]);
  await notice.getByRole("button", { name: "اجعله تصريحًا لـ سلمى الخوري" }).click();
  const [statement] = (await editor.tree()).content;
  assert.deepEqual([statement.type, statement.attrs.speaker, statement.content.map(textOf)], ["statement", "سلمى الخوري", ["لن نغادر", "قبل أن يعود الماء 💧"]]);
  await editor.context.close();
});

test("from_facebook", async () => {
  const { editor, notice, said, lines, content } = await pasted(samples.facebook);
  assert.deepEqual(lines, ["بلدية الوادي تفتح الحديقة صباح الجمعة 🌳🌳", "الدخول مجاني، والتفاصيل هنا: example.org/park", "#حديقة_الوادي"]);
  const [[, park], [tag, hashtag]] = content.flatMap(links);
  assert.equal(park, "https://example.org/park?p=1");
  assert.equal(tag, "#حديقة_الوادي");
  assert.ok(hashtag.startsWith("https://www.facebook.com/hashtag/") && !/__cft__|__tn__|__eep__/.test(hashtag), hashtag);
  assert.match(said, /صورة واحدة لم تُلصق/);
  await notice.getByRole("button", { name: "احذفها" }).click();
  assert.equal((await editor.text()).split("\n")[0], "بلدية الوادي تفتح الحديقة صباح الجمعة");
  await editor.context.close();
});

test("from_x", async () => {
  const { editor, said, lines, content } = await pasted(samples.x);
  assert.deepEqual(lines, ["تأخّر قطار الشمال ساعتين 🚆", "قال مدير المحطة لـ@mahatta_test إن العطل في الإشارات", "#قطار example.org/trains example.org/a-long-road-to"]);
  assert.deepEqual(content.flatMap(links).map(([, href]) => href), ["https://x.com/mahatta_test", "https://x.com/hashtag/%D9%82%D8%B7%D8%A7%D8%B1", "https://example.org/trains", "https://t.co/ZyXwVu9876"]);
  assert.match(said, /روابط مختصرة/, "an address that does not show where it leads is told");
  assert.match(said, /صورة واحدة لم تُلصق/);
  assert.match(said, /رموز تعبيرية/);
  await editor.context.close();
});

test("from_a_printed_page", async () => {
  const { editor, lines, said } = await pasted(samples.pdf);
  assert.deepEqual(lines, [
    "قررت لجنة المياه أمس أن توزع حصص النهر على القرى الأربع وفق عدد البيوت لا وفق مساحة الأرض، على أن يبدأ العمل في الأول من آذار ٢٠٢٧ ويستمر عامين كاملين قبل أن يراجع.",
    "وتقول اللجنة إن نموذجها وُضع في جامعة بعيدة وإن اسمه management of flow، وقد جُرّب في ثلاثة أودية قبل وادينا هذا ونُشرت نتائجه في العام الماضي.",
  ]);
  assert.match(said, /نُظِّف اللصق/);
  await editor.context.close();
  const reversed = await pasted(samples.reversed);
  assert.match(reversed.said, /معكوسة/);
  await reversed.editor.context.close();
});

test("shapes_of_letters_and_of_marks_become_what_they_are", async () => {
  const { editor, lines, said } = await pasted({ "text/plain": "\ufedb\ufe98\ufe90 \ufdf2 د\ufe76ر\ufe7fس \ufc60 كـَتب وفي عام 1448 هـ" });
  assert.deepEqual(lines, ["كتب الله دَرّْس \u064e\u0651 كَتب وفي عام 1448 هـ".replace("رّْ", "ر\u0652").normalize("NFC")]);
  assert.match(said, /نُظِّف اللصق/);
  await editor.context.close();
});

test("emoji_go_when_they_are_not_wanted_and_signs_that_are_none_stay", async () => {
  const { editor, notice } = await pasted({ "text/plain": "فاز 🇱🇧 الفريق ❤️‍🔥 بالكأس 👩🏽‍💻👏🏻 © 2026 ☎ ™" });
  await notice.getByRole("button", { name: "احذفها" }).click();
  assert.equal(await editor.text(), "فاز الفريق بالكأس © 2026 ☎ ™");
  await editor.context.close();
  assert.equal((await pasted({ "text/plain": "العلامة © 2026 ـــ تطـويل" })).said.includes("رموز"), false);
});

test("from_an_agency", async () => {
  const { editor, said, lines } = await pasted(samples.agency);
  assert.deepEqual(lines, [
    "لجنة المياه تعلن حصص القرى",
    "من سلمى الخوري",
    "أعلنت لجنة المياه اليوم حصص القرى الأربع بعد خلاف دام عامين.",
    "وقال رئيسها إن 64% من البيوت ستصلها المياه قبل الصيف، وإن هاتف الشكاوى هو +961 1 234567.",
    "وأضاف أن القائمة ستُعلّق في البلديات.",
  ]);
  assert.match(said, /وكالة النهر/);
  assert.match(said, /التاريخ: 29 نوفمبر 2026/);
  assert.equal(await editor.page.locator("#ke-place").inputValue(), "عين الربيع");
  await editor.context.close();
});

test("an_agencys_ways_of_writing_its_place_and_its_end", async () => {
  for (const [given, text, agency] of [
    ["القدس / الأناضول\nاجتمع الوزراء.", "اجتمع الوزراء.", "الأناضول"],
    ["القاهرة 29 نوفمبر /أ ش أ/ اجتمع الوزراء.\nانتهى/س خ/م ك", "اجتمع الوزراء.", "أ ش أ"],
    ["الكويت، 29 نوفمبر (كونا) -- اجتمع الوزراء. (النهاية) س خ", "اجتمع الوزراء.", "كونا"],
    ["بيروت 29 نوفمبر (رويترز) - اجتمع الوزراء.\nالسوق/الحي", "اجتمع الوزراء.\nالسوق/الحي", "رويترز"],
    ["Beirut 29 نوفمبر (Reuters) - اجتمع الوزراء.\n###", "اجتمع الوزراء.", "Reuters"],
  ]) {
    const { editor, said } = await pasted({ "text/plain": given });
    assert.equal(await editor.text(), text);
    assert.ok(said.includes(agency), said);
    await editor.context.close();
  }
  const bracket = await pasted({ "text/plain": "[صورة أرشيفية] قال المدير: نعم 🙂" });
  assert.equal(await bracket.editor.text(), "[صورة أرشيفية] قال المدير: نعم 🙂");
  await bracket.editor.context.close();
  // What only looks like it stays.
  const { editor } = await pasted({ "text/plain": "قال المدير / المؤسس إن العمل انتهى 🙂\nو\u200f/ أو لا فرق\nانتهى الاجتماع" });
  assert.equal(await editor.text(), "قال المدير / المؤسس إن العمل انتهى 🙂\nو/ أو لا فرق\nانتهى الاجتماع");
  await editor.context.close();
});

test("the_original_can_be_kept_from_every_source", async () => {
  const clean = (text) => text.normalize("NFC").replace(/[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, "");
  for (const [source, clipboard] of Object.entries(samples)) {
    if (source === "reversed") continue;
    const { editor, notice } = await pasted(clipboard);
    await notice.getByRole("button", { name: "أبقِ الأصل" }).click();
    const wanted = clean(clipboard["text/plain"]).split("\n").filter((line) => line.trim() !== "");
    assert.deepEqual((await editor.tree()).content.map(textOf), wanted, source);
    assert.equal(await notice.count(), 0);
    await editor.context.close();
  }
});

test("a_clipboard_without_plain_text_has_an_original_too", async () => {
  const { editor, notice } = await pasted({ "text/html": samples.facebook["text/html"] });
  await notice.getByRole("button", { name: "أبقِ الأصل" }).click();
  assert.match(await editor.text(), /^بلدية.الوادي تفتح الحديقة صباح الجمعة/);
  assert.match(await editor.text(), /عرض المزيد/);
  await editor.context.close();
});

test("a_picture_that_came_whole_is_uploaded_and_asks_for_its_credit", async () => {
  const bytes = Buffer.from("a picture of a river ".repeat(40)).toString("base64");
  const { editor } = await pasted({ "text/html": `<p>قبل الصورة</p><p><img src="data:image/png;base64,${bytes}" alt=""></p><p style="color:red">بعدها</p>`, "text/plain": "قبل الصورة\nبعدها" });
  await editor.page.locator(".ke-picture").waitFor();
  const { content } = await editor.tree();
  assert.deepEqual(content.filter((block) => block.type === "picture").length, 1);
  assert.equal(await editor.page.evaluate(() => document.activeElement.dataset.attr), "credit");
  assert.ok(content.map(textOf).join("\n").includes("قبل الصورة"));
  await editor.context.close();
});
