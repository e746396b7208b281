// Pasting: what word processors, shared documents, chats and web pages put on the clipboard becomes clean blocks.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { bold, doc, open, paragraph, run, start } from "./browser.mjs";

let session;
before(async () => (session = await start()));
after(() => session.close());

/** Pastes into an empty article and returns its blocks without ids. */
async function pasted(clipboard, options = {}) {
  const editor = await open(session, options.tree ?? doc(paragraph([])), options);
  await editor.caret(options.at ?? 1);
  await editor.inView(
    "(view, given) => { const data = new DataTransfer(); for (const [type, text] of Object.entries(given)) data.setData(type, text); view.dom.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }",
    clipboard,
  );
  const { content } = await editor.tree();
  const ids = JSON.stringify(content).match(/"id":"[a-z0-9]+"/g) ?? [];
  assert.equal(new Set(ids).size, ids.length, "an id stands twice");
  assert.deepEqual(editor.faults, []);
  await editor.context.close();
  return JSON.parse(JSON.stringify(content).replace(/"id":"[a-z0-9]+",?/g, ""));
}

const html = (text) => ({ "text/html": text, "text/plain": text.replace(/<[^>]*>/g, "") });
const block = (type, attrs, ...content) => ({ type, attrs, ...(content.length ? { content } : {}) });
const p = (...content) => block("paragraph", { lang: null, dir: null }, ...content.map((text) => (typeof text === "string" ? { type: "text", text } : text)));

test("a_shared_documents_outer_bold_and_its_directions_are_dropped", async () => {
  const given = `<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr" style="line-height:1.38"><span style="font-size:11pt;font-weight:400">قال </span><span style="font-weight:700">الوزير</span><span style="font-style:italic"> اليوم</span></p><p dir="rtl"><span>ثانية</span></p></b>`;
  assert.deepEqual(await pasted(html(given)), [
    p("قال ", run("الوزير", bold), run(" اليوم", { type: "emphasis" })),
    p("ثانية"),
  ]);
});

test("a_word_processors_paragraphs_and_lists_become_ours", async () => {
  const given = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style><xml><o:x>1</o:x></xml></head><body lang=EN-US><!--StartFragment--><p class=MsoNormal dir=RTL style='text-align:right'><b><span lang=AR-SA>عنوان</span></b><span lang=AR-SA> عادي<o:p></o:p></span></p><p class=MsoListParagraphCxSpFirst dir=RTL style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>     </span></span><![endif]><span>أول</span></p><p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o </span>فرع</p><p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>· </span>ثان</p><!--EndFragment--></body></html>`;
  const content = await pasted(html(given));
  assert.deepEqual(content[0], p(run("عنوان", bold), " عادي"));
  assert.equal(content[1].type, "list");
  assert.deepEqual(content[1].content.map((item) => item.content.map((inner) => inner.type)), [["paragraph", "list"], ["paragraph"]]);
  assert.deepEqual(content[1].content[0].content[0], p("أول"));
});

test("invisible_marks_of_direction_look_alikes_and_odd_spaces_go", async () => {
  const text = "\u202bخبر\u202c \u200fعاجل\u00a0من \u2068CNN\u2069 \ufefb\ufe8e خـــبر هـ";
  assert.deepEqual(await pasted({ "text/plain": text }), [p("خبر عاجل من CNN لاا خبر هـ")]);
  assert.deepEqual(await pasted(html(`<p>${text}</p>`)), [p("خبر عاجل من CNN لاا خبر هـ")]);
});

test("plain_lines_become_paragraphs_and_a_latin_one_says_its_direction", async () => {
  assert.deepEqual(await pasted({ "text/plain": "أول\r\n\r\nثان\nEnglish line" }), [
    p("أول"),
    p("ثان"),
    block("paragraph", { lang: "en", dir: "ltr" }, { type: "text", text: "English line" }),
  ]);
});

/** Pastes, and waits for what the editor says about it. */
async function told(clipboard, options = {}) {
  const editor = await (options.form ? withForm(options) : open(session, options.tree ?? doc(paragraph([])), options));
  await editor.caret(options.at ?? 1);
  if (options.typed) await editor.type(options.typed);
  await (options.drop ? dropped(editor, clipboard) : editor.inView(
    "(view, given) => { const data = new DataTransfer(); for (const [type, text] of Object.entries(given)) data.setData(type, text); view.dom.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }",
    clipboard,
  ));
  const notice = editor.page.locator('.ke-notice[data-kind="paste"]');
  await notice.waitFor({ timeout: 5000 });
  return { editor, notice, said: await notice.innerText() };
}

const article = { edition: "ar", site: "خبر", section: "s", sections: [{ slug: "s", name: "س", level: 1 }], stories: [], live: false, withdrawn: false, scheduled: false, changed: false, href: null, may_publish: true, may_write: true, may_lead: true, may_upload: true };
let forms = 0;

/** An article with its form beside it. */
function withForm({ tree, place = "" }) {
  const fields = { kicker: "", headlines: { web: "", short: "", search: "", social: "" }, place, sources: [], authors: [], topics: [], picture: null };
  const name = `wire${++forms}`;
  session.desk.put(name, { tree: tree ?? doc(paragraph([])), headline: "عنوان", fields, article, picture: null, me: null });
  return open(session, null, { article: name, desk: true });
}

/** Drops words from elsewhere on the first paragraph. */
const dropped = (editor, clipboard) =>
  editor.inView(
    "(view, given) => { const data = new DataTransfer(); for (const [type, text] of Object.entries(given)) data.setData(type, text); const { left, right, top, bottom } = view.dom.firstElementChild.getBoundingClientRect(); view.dom.firstElementChild.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true, clientX: (left + right) / 2, clientY: (top + bottom) / 2 })); }",
    clipboard,
  );

test("a_chat_loses_its_names_and_its_stars_become_bold", async () => {
  const chat = "[20/11, 9:00 ص] كريم: *عاجل* وصلت اللجنة إلى السدّ\n[20/11, 9:01 ص] سلمى: ~نعم~ تأكّد\n[٢٠/١١، ٩:٠٢ ص] كريم: _قريبًا_ البيان";
  const strike = { type: "strike" };
  assert.deepEqual(await pasted({ "text/plain": chat }), [p(run("عاجل", bold), " وصلت اللجنة إلى السدّ"), p(run("نعم", strike), " تأكّد"), p(run("قريبًا", { type: "emphasis" }), " البيان")]);
  const { editor, notice } = await told({ "text/plain": "20/11/2026, 9:00 ص - هند السرّاج: لن تُغلق البوابة" });
  await notice.getByRole("button", { name: "اجعله تصريحًا لـ هند السرّاج" }).click();
  const [statement] = (await editor.tree()).content;
  assert.deepEqual([statement.type, statement.attrs.speaker, statement.content[0].content[0].text], ["statement", "هند السرّاج", "لن تُغلق البوابة"]);
  await editor.context.close();
});

test("what_was_on_the_clipboard_can_be_kept_as_it_was", async () => {
  const { editor, notice } = await told({ "text/plain": "[20/11, 9:00 ص] كريم: *عاجل* وصلت" });
  await notice.getByRole("button", { name: "أبقِ الأصل" }).click();
  assert.equal(await editor.text(), "[20/11, 9:00 ص] كريم: *عاجل* وصلت");
  assert.equal(await notice.count(), 0);
  await editor.context.close();
});

test("a_networks_post_loses_what_tracks_and_keeps_its_hashtags", async () => {
  const facebook = '<div dir="auto" class="x11i5rnm">افتُتح جسر <a href="https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fnews%3Fid%3D7%26fbclid%3DIwAR0abc&amp;h=AT0" role="link">التقرير</a> <a href="https://www.facebook.com/hashtag/اللجين?__eep__=6&amp;__cft__[0]=AZX">#اللجين</a>… عرض المزيد</div>';
  const [block] = await pasted(html(facebook));
  const links = block.content.filter((each) => each.marks).map((each) => each.marks[0].attrs.href);
  assert.equal(links[0], "https://example.org/news?id=7");
  assert.ok(links[1].startsWith("https://www.facebook.com/hashtag/") && !links[1].includes("__cft__"), links[1]);
  const text = block.content.map((each) => each.text).join("");
  assert.ok(text.includes("#اللجين") && !/عرض المزيد|…/.test(text), text);

  const x = "رئيس الوزراء يصل إلى المنبع 🌊🌊 #مياه\nhttps://x.com/khabar/status/1859?s=46&t=AbC_dEf";
  const { editor, notice, said } = await told({ "text/plain": x });
  assert.match(said, /رموز تعبيرية/);
  assert.ok((await editor.text()).includes("https://x.com/khabar/status/1859") && !(await editor.text()).includes("s=46"));
  await notice.getByRole("button", { name: "احذفها" }).click();
  assert.ok((await editor.text()).startsWith("رئيس الوزراء يصل إلى المنبع #مياه"));
  await editor.context.close();
});

test("a_printed_pages_lines_are_joined_and_its_letters_are_letters", async () => {
  const page = [
    "أقرّ البرلمان فجر اليوم قانون مياه النهر في جلسة بدأت",
    "مساء الأحد واستمرت أربع عشرة ساعة منهيًا خلافًا عمره",
    "ثلاث سنوات بين المحافظات على حصة كل منها من الماء",
    "ومن الكهرباء.",
    "ويخصّص القانون للمحافظات حصصًا ثابتة تُراجع كل خمسة",
    "أعوام ويمنع تعبئة الخزان إذا نزل \ufe8d\ufedf\ufee4\ufe8e\ufe80 عن مترين.",
  ].join("\n");
  assert.deepEqual(await pasted({ "text/plain": page }), [
    p("أقرّ البرلمان فجر اليوم قانون مياه النهر في جلسة بدأت مساء الأحد واستمرت أربع عشرة ساعة منهيًا خلافًا عمره ثلاث سنوات بين المحافظات على حصة كل منها من الماء ومن الكهرباء."),
    p("ويخصّص القانون للمحافظات حصصًا ثابتة تُراجع كل خمسة أعوام ويمنع تعبئة الخزان إذا نزل الماء عن مترين."),
  ]);
  const { editor, said } = await told({ "text/plain": "ناملربلا رقي نوناق هايملا ةيلحملا ةديدجلا ىلع ةصحلا لوألا ةعلطم ةسلجلا لا مويلا" });
  assert.match(said, /معكوسة/);
  await editor.context.close();
});

const wire = "لبنان-برلمان-مياه\nبيروت 23 نوفمبر (رويترز) - أقرّ البرلمان قانون المياه.\nوقال رئيس المجلس إن التصويت جرى ليلًا.\n(إعداد سلمى الخواص للنشرة العربية - تحرير كريم)";

test("an_agencys_slug_and_dateline_leave_the_text", async () => {
  const { editor, said } = await told({ "text/plain": wire }, { form: true });
  assert.match(said, /رويترز/);
  assert.equal(await editor.text(), "أقرّ البرلمان قانون المياه.\nوقال رئيس المجلس إن التصويت جرى ليلًا.");
  await editor.context.close();
  const other = await told({ "text/plain": "باريس (أ ف ب) – اجتمع الوزراء." }, { form: true });
  assert.equal(await other.editor.text(), "اجتمع الوزراء.");
  await other.editor.context.close();
  assert.deepEqual(await pasted({ "text/plain": "قال الوزير (65 عامًا) - وهو من بيروت - إنه باقٍ." }), [p("قال الوزير (65 عامًا) - وهو من بيروت - إنه باقٍ.")]);
});

test("a_datelines_place_goes_to_its_field_and_its_date_is_told", async () => {
  for (const drop of [false, true]) {
    const { editor, notice, said } = await told({ "text/plain": wire }, { form: true, drop, tree: doc(paragraph(drop ? ["قبل"] : [])) });
    assert.equal(await editor.page.locator("#ke-place").inputValue(), "بيروت");
    assert.match(said, /مكان الكتابة: بيروت/);
    assert.match(said, /التاريخ: 23 نوفمبر/);
    await editor.page.waitForSelector('.ke-pill[data-state="saved"]');
    assert.equal(session.desk.saves.at(-1).body.fields.place, "بيروت");
    assert.ok(!(await editor.text()).includes("بيروت"));
    if (!drop) {
      await notice.getByRole("button", { name: "أبقِ الأصل" }).click();
      assert.ok((await editor.text()).includes("بيروت 23 نوفمبر (رويترز) - أقرّ"), "what was on the clipboard comes back");
    }
    assert.deepEqual(editor.faults, []);
    await editor.context.close();
  }
});

test("one_undo_takes_back_a_cleaned_paste", async () => {
  const { editor } = await told({ "text/plain": wire }, { form: true, typed: "قبل " });
  await editor.page.locator(".ke-write").focus();
  await editor.press("Control+z");
  assert.equal(await editor.text(), "قبل ");
  await editor.context.close();
});

test("a_dateline_stays_where_no_field_takes_it", async () => {
  const { editor, said } = await told({ "text/plain": wire }, { form: true, place: "طرابلس" });
  assert.equal(await editor.page.locator("#ke-place").inputValue(), "طرابلس");
  assert.equal(await editor.text(), "بيروت 23 نوفمبر - أقرّ البرلمان قانون المياه.\nوقال رئيس المجلس إن التصويت جرى ليلًا.");
  assert.ok(!/مكان الكتابة|التاريخ/.test(said), said);
  await editor.context.close();
  // The same place is in its field already; and without a form nothing goes anywhere.
  const same = await told({ "text/plain": wire }, { form: true, place: "بيروت" });
  assert.ok((await same.editor.text()).startsWith("أقرّ"));
  await same.editor.context.close();
  assert.deepEqual(await pasted({ "text/plain": "باريس (أ ف ب) – اجتمع الوزراء." }), [p("باريس (أ ف ب) – اجتمع الوزراء.")]);
});

test("what_is_dragged_about_in_the_text_is_not_cleaned_again", async () => {
  const line = "باريس (أ ف ب) – اجتمع الوزراء.";
  const editor = await withForm({ tree: doc(paragraph([line]), paragraph(["ثم"])) });
  await editor.caret(1, 1 + line.length);
  await editor.inView(
    "(view) => { const data = new DataTransfer(); const [from, to] = view.dom.children; const at = (dom) => { const { left, right, top, bottom } = dom.getBoundingClientRect(); return { dataTransfer: data, bubbles: true, cancelable: true, clientX: right - 4, clientY: (top + bottom) / 2 }; }; from.dispatchEvent(new DragEvent('dragstart', at(from))); to.dispatchEvent(new DragEvent('drop', at(to))); }",
  );
  assert.ok((await editor.text()).includes("باريس (أ ف ب)"), await editor.text());
  assert.ok((await editor.text()).indexOf("ثم") < 3, "it was moved");
  assert.equal(await editor.page.locator("#ke-place").inputValue(), "");
  await editor.context.close();
});

test("links_are_kept_when_they_are_addresses_and_dropped_when_they_are_not", async () => {
  const content = await pasted(html('<p><a href="https://example.org/a b">رابط</a> <a href="javascript:alert(1)">لا</a> <a href="#n">حاشية</a></p>'));
  assert.deepEqual(content, [p(run("رابط", { type: "link", attrs: { href: "https://example.org/a%20b", title: "" } }), " لا حاشية")]);
});

test("headings_tables_rules_and_quotations_are_kept", async () => {
  const content = await pasted(html("<h1>كبير</h1><h5>صغير</h5><table><tr><th>أ</th><th>ب</th></tr><tr><td>1</td></tr></table><hr><blockquote>منقول</blockquote><p>آخر</p>"));
  assert.deepEqual(content.map((each) => each.type), ["heading", "heading", "table", "rule", "quote", "paragraph"]);
  assert.deepEqual(content.slice(0, 2).map((each) => each.attrs.level), [2, 4]);
  assert.equal(content[2].attrs.header, true);
  assert.deepEqual(content[2].content.map((row) => row.content.length), [2, 2]);
});

test("nothing_that_could_run_comes_in", async () => {
  const given = `<p onclick="alert(1)" style="color:red">نص<script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)></svg></p><iframe src="https://evil.example"></iframe><div data-block="embed" data-attrs='{"href":"javascript:alert(1)","id":"badbad001"}'></div><figure data-block="picture" data-attrs='{"media":"../x"}'></figure>`;
  assert.deepEqual(await pasted(html(given)), [p("نص")]);
});

test("lists_deeper_than_three_are_flattened", async () => {
  const content = await pasted(html("<ul><li>1<ul><li>2<ul><li>3<ul><li>4<ul><li>5</li></ul></li></ul></li></ul></li></ul></li></ul>"));
  const depth = (node) => (node.type === "list" ? 1 : 0) + Math.max(0, ...(node.content ?? []).map(depth));
  assert.equal(Math.max(...content.map(depth)), 3);
  assert.deepEqual(JSON.stringify(content).match(/"text":"(\d)"/g).length, 5);
});

test("a_paste_into_a_cell_stays_in_the_cell", async () => {
  const cell = { type: "cell" };
  const tree = doc({ type: "table", attrs: { id: "tablexx01", header: false }, content: [{ type: "row", content: [cell, cell] }] });
  const [table] = await pasted({ "text/plain": "سطر\nوسطر" }, { tree, at: 3 });
  assert.deepEqual(table.content.map((row) => row.content.length), [2]);
  assert.equal(table.content[0].content[0].content[0].text, "سطر وسطر");
});

test("a_copied_block_gets_an_id_of_its_own_and_the_old_one_keeps_its", async () => {
  const editor = await open(session, doc(paragraph(["أول"]), paragraph(["ثان"])));
  const old = (await editor.tree()).content.map((each) => each.attrs.id);
  await editor.caret(1);
  await editor.press("Control+a", "Control+c", "ArrowLeft", "End", "Enter", "Control+v");
  const ids = (await editor.tree()).content.map((each) => each.attrs.id);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(ids.slice(0, 2), old);
  await editor.context.close();
});

test("ctrl_shift_v_takes_the_text_alone", async () => {
  const editor = await open(session, doc(paragraph([])));
  await editor.page.evaluate(() => navigator.clipboard.write([new ClipboardItem({ "text/html": new Blob(["<p><b>عريض</b></p>"], { type: "text/html" }), "text/plain": new Blob(["عريض"], { type: "text/plain" }) })]));
  await editor.caret(1);
  await editor.press("Control+Shift+v");
  await editor.page.waitForTimeout(100);
  assert.deepEqual((await editor.tree()).content[0].content, [{ type: "text", text: "عريض" }]);
  await editor.context.close();
});
