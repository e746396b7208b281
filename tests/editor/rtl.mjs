// The gate for writing from right to left: what other editors get wrong, tried in a real browser.
// Positions in these documents: a paragraph at the top begins at 0, its text at 1.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { bold, doc, id, isolate, link, open, paragraph, run, start } from "./browser.mjs";

let session;
before(async () => (session = await start()));
after(() => session.close());

/** Runs one check in a page of its own and insists that the page reported no fault (a script error, a broken policy). */
function check(name, tree, body, options) {
  test(name, async () => {
    const editor = await open(session, typeof tree === "function" ? tree() : tree, options);
    try {
      await body(editor);
      assert.deepEqual(editor.faults, [], "the page reported faults");
    } finally {
      await editor.context.close();
    }
  });
}

/** Presses an arrow and notes where the caret is drawn, until it stands still. */
async function walk(editor, key, most = 90) {
  const places = [];
  for (let steps = 0; steps < most; steps++) {
    const { x, y } = await editor.x();
    const last = places[places.length - 1];
    if (last && last.x === x && last.y === y) break;
    places.push({ x, y, head: await editor.head() });
    await editor.press(key);
  }
  return places;
}

/** Each step goes to that side on its line, and no further than a few letters. */
function insistOnWalk(places, side, letters) {
  for (let index = 1; index < places.length; index++) {
    const [from, to] = [places[index - 1], places[index]];
    if (Math.abs(to.y - from.y) > 12) continue;
    const moved = (to.x - from.x) * side;
    assert.ok(moved > 0, `from ${from.head} to ${to.head} the caret went ${moved.toFixed(1)} px the other way`);
    assert.ok(moved < 40, `from ${from.head} to ${to.head} the caret jumped ${moved.toFixed(1)} px`);
  }
  assert.ok(places.length >= letters * 0.85, `the walk has ${places.length} steps over ${letters} letters`);
}

const mixed = () =>
  doc(paragraph(["قال ", run("رئيس الوزراء", bold), " في ", run("بيان رسمي", link()), " نقلته CNN عام 2026 عن ", run("Reuters 24", isolate("ltr", "en")), " اليوم"]));
const mixedLetters = mixed().content[0].content.map((node) => node.text).join("").length;

check("the_left_arrow_walks_to_the_left_across_marks_latin_and_digits", mixed, async (editor) => {
  await editor.caret(1);
  insistOnWalk(await walk(editor, "ArrowLeft"), -1, mixedLetters);
});

check("the_right_arrow_walks_to_the_right_across_marks_latin_and_digits", mixed, async (editor) => {
  await editor.caret(mixedLetters + 1);
  insistOnWalk(await walk(editor, "ArrowRight"), 1, mixedLetters);
});

test("the_walk_notices_arrows_that_are_handled_as_left_to_right", async () => {
  const editor = await open(session, mixed(), { break: "arrows" });
  await editor.caret(8);
  await assert.rejects(async () => insistOnWalk(await walk(editor, "ArrowLeft"), -1, 7), /the other way|has \d+ steps/);
  await editor.context.close();
});

check("a_line_of_arabic_alone_is_walked_letter_by_letter", doc(paragraph(["البرلمان يقرّ قانونًا"])), async (editor) => {
  await editor.caret(1);
  insistOnWalk(await walk(editor, "ArrowLeft"), -1, 19);
});

check("the_arrows_go_on_into_the_next_line_and_the_next_block", () => doc(paragraph(["قال CNN"]), paragraph(["ثم BBC"])), async (editor) => {
  await editor.caret(1);
  const places = await walk(editor, "ArrowLeft", 30);
  assert.ok(places.some((place) => place.head > 9), "the walk did not reach the second paragraph");
  await editor.press("ArrowRight");
});

check("the_arrows_do_not_lose_the_caret_in_an_english_line_with_arabic", () => doc(paragraph(["The word خبر means news 24"], { dir: "ltr", lang: "en" })), async (editor) => {
  await editor.caret(1);
  insistOnWalk(await walk(editor, "ArrowRight"), 1, 26);
});

check("shift_and_left_arrow_select_to_the_left", mixed, async (editor) => {
  await editor.caret(1);
  const before = await editor.x();
  for (let n = 0; n < 6; n++) await editor.press("Shift+ArrowLeft");
  const { anchor, head } = await editor.selection();
  assert.equal(anchor, 1);
  assert.equal(head, 7);
  assert.ok((await editor.x()).x < before.x);
  assert.equal(await editor.selected(), "قال رئ");
});

check("an_arrow_on_a_selection_goes_to_its_end_on_that_side", mixed, async (editor) => {
  await editor.caret(2, 8);
  await editor.press("ArrowLeft");
  assert.equal(await editor.head(), 8);
  await editor.caret(2, 8);
  await editor.press("ArrowRight");
  assert.equal(await editor.head(), 2);
});

check("home_is_at_the_right_edge_and_end_at_the_left", mixed, async (editor) => {
  await editor.caret(20);
  await editor.press("Home");
  assert.equal(await editor.head(), 1);
  const home = await editor.x();
  await editor.press("End");
  assert.equal(await editor.head(), (await editor.text()).length + 1);
  assert.ok((await editor.x()).x < home.x - 200);
});

check("ctrl_left_goes_on_by_words", () => doc(paragraph(["قال رئيس الوزراء"])), async (editor) => {
  await editor.caret(1);
  await editor.press("Control+ArrowLeft");
  const first = await editor.head();
  await editor.press("Control+ArrowLeft");
  const second = await editor.head();
  assert.ok(first > 1 && second > first, `${first}, ${second}`);
  await editor.press("Control+ArrowRight", "Control+ArrowRight");
  assert.equal(await editor.head(), 1);
});

check("backspace_at_the_start_joins_with_the_block_before", () => doc(paragraph(["أول"]), paragraph(["ثان"])), async (editor) => {
  await editor.caret(6);
  await editor.press("Backspace");
  assert.equal(await editor.text(), "أولثان");
  await editor.press("Control+z");
  assert.equal(await editor.text(), "أول\nثان");
});

check("delete_at_the_end_joins_with_the_block_after", () => doc(paragraph(["أول"]), paragraph(["ثان"])), async (editor) => {
  await editor.caret(4);
  await editor.press("Delete");
  assert.equal(await editor.text(), "أولثان");
});

check("backspace_takes_the_letter_to_the_right_of_the_caret", () => doc(paragraph(["خبر"])), async (editor) => {
  await editor.caret(4);
  await editor.press("Backspace");
  assert.equal(await editor.text(), "خب");
});

check("an_empty_paragraph_has_its_caret_at_the_right_edge", () => doc(paragraph([])), async (editor) => {
  await editor.caret(1);
  const box = await editor.page.locator(".ke-write > p").boundingBox();
  const { left } = await editor.inView("(view) => view.coordsAtPos(1)");
  assert.ok(box.x + box.width - left < 4, `the caret is ${box.x + box.width - left} px from the right edge`);
});

check("an_empty_paragraph_of_an_english_document_has_it_at_the_left", () => doc(paragraph([])), async (editor) => {
  await editor.caret(1);
  const box = await editor.page.locator(".ke-write > p").boundingBox();
  assert.ok((await editor.inView("(view) => view.coordsAtPos(1)")).left - box.x < 4);
}, { lang: "en" });

check("a_paragraph_that_begins_with_a_latin_word_stays_right_to_left", () => doc(paragraph([])), async (editor) => {
  await editor.caret(1);
  await editor.type("CNN قالت");
  const dir = await editor.page.evaluate(() => getComputedStyle(document.querySelector(".ke-write > p")).direction);
  assert.equal(dir, "rtl");
  const box = await editor.page.locator(".ke-write > p").boundingBox();
  assert.ok(box.x + box.width - (await editor.inView("(view) => view.coordsAtPos(1, 1)")).left < 60);
});

const list = (...texts) => ({
  type: "list",
  attrs: { id: id(), ordered: false },
  content: texts.map((text) => ({ type: "item", attrs: { id: id() }, content: [paragraph([text])] })),
});

check("the_bullets_of_a_list_are_on_the_right", () => doc(list("بند", "آخر")), async (editor) => {
  const space = await editor.page.evaluate(() => {
    const list = document.querySelector(".ke-write ul").getBoundingClientRect();
    const line = document.querySelector(".ke-write li p").getBoundingClientRect();
    return { right: list.right - line.right, left: line.left - list.left };
  });
  assert.ok(space.right > 20 && space.left < 2, JSON.stringify(space));
});

check("enter_and_tab_in_a_list_make_items_and_levels", () => doc(list("بند")), async (editor) => {
  await editor.caret(6);
  await editor.press("Enter");
  await editor.type("ثان");
  await editor.press("Tab");
  const [top] = (await editor.tree()).content;
  assert.equal(top.content.length, 1);
  assert.equal(top.content[0].content[1].type, "list");
});

check("a_mouse_drag_over_mixed_text_selects_what_it_passes", mixed, async (editor) => {
  const at = async (pos) => editor.inView("(view, pos) => { const c = view.coordsAtPos(pos); return { x: c.left, y: (c.top + c.bottom) / 2 }; }", pos);
  const [from, to] = [await at(3), await at(27)];
  await editor.page.mouse.move(from.x, from.y);
  await editor.page.mouse.down();
  await editor.page.mouse.move((from.x + to.x) / 2, from.y, { steps: 5 });
  await editor.page.mouse.move(to.x, to.y, { steps: 5 });
  await editor.page.mouse.up();
  await editor.page.waitForTimeout(50);
  const { from: first, to: last } = await editor.selection();
  assert.ok(Math.abs(first - 3) <= 1 && Math.abs(last - 27) <= 1, `${first} to ${last}`);
});

check("enter_in_a_left_to_right_paragraph_keeps_its_direction", () => doc(paragraph(["An English line"], { dir: "ltr", lang: "en" })), async (editor) => {
  await editor.caret(4);
  await editor.press("Enter");
  const { content } = await editor.tree();
  assert.deepEqual(content.map((block) => [block.attrs.dir, block.attrs.lang]), [["ltr", "en"], ["ltr", "en"]]);
});

check("exactly_one_half_of_a_split_keeps_the_id", () => doc(paragraph(["قبل بعد"]), paragraph(["كامل"])), async (editor) => {
  const old = (await editor.tree()).content.map((block) => block.attrs.id);
  await editor.caret(5);
  await editor.press("Enter");
  let ids = (await editor.tree()).content.map((block) => block.attrs.id);
  assert.equal(ids[0], old[0]);
  assert.equal(new Set(ids).size, 3);
  // A split before the first letter leaves the id with the text, not with the new empty paragraph.
  await editor.caret(11);
  await editor.inView("(view) => view.state.selection.$from.parent.textContent");
  await editor.press("Home", "Enter");
  ids = (await editor.tree()).content.map((block) => block.attrs.id);
  assert.equal(ids[3], old[1]);
  assert.equal(new Set(ids).size, 4);
});

check("the_direction_button_turns_a_paragraph_and_turns_it_back", () => doc(paragraph(["English"])), async (editor) => {
  await editor.caret(2);
  const button = editor.page.locator('[data-tool="direction"]');
  await button.click();
  assert.deepEqual([(await editor.tree()).content[0].attrs.dir, await button.getAttribute("aria-pressed")], ["ltr", "true"]);
  assert.equal(await editor.page.locator(".ke-write > p").getAttribute("dir"), "ltr");
  await button.click();
  assert.equal((await editor.tree()).content[0].attrs.dir, null);
  assert.equal(await editor.page.locator(".ke-write > p").getAttribute("dir"), null);
});

/** A key of the Arabic layout: the letter it types, and its place on the keyboard. */
async function arabicKey(editor, key, code, modifiers = 0) {
  const cdp = await editor.context.newCDPSession(editor.page);
  const number = { KeyB: 66, KeyZ: 90, KeyS: 83, KeyL: 76, KeyQ: 81, KeyI: 73, KeyY: 89, Slash: 191 }[code];
  const text = modifiers === 0 ? { text: key } : {};
  await cdp.send("Input.dispatchKeyEvent", { type: "keyDown", key, code, modifiers, windowsVirtualKeyCode: number, ...text });
  await cdp.send("Input.dispatchKeyEvent", { type: "keyUp", key, code, modifiers, windowsVirtualKeyCode: number });
  await cdp.detach();
}
const ctrl = 2;

check("ctrl_and_the_place_of_b_is_bold_on_an_arabic_layout", () => doc(paragraph(["خبر عاجل"])), async (editor) => {
  await editor.caret(1, 4);
  await arabicKey(editor, "لا", "KeyB", ctrl);
  assert.deepEqual((await editor.tree()).content[0].content[0], { type: "text", marks: [{ type: "bold" }], text: "خبر" });
  assert.equal(await editor.page.locator('[data-tool="bold"]').getAttribute("aria-pressed"), "true");
  await arabicKey(editor, "ئ", "KeyZ", ctrl);
  assert.equal((await editor.tree()).content[0].content[0].marks, undefined);
  await arabicKey(editor, "غ", "KeyY", ctrl);
  assert.deepEqual((await editor.tree()).content[0].content[0].marks, [{ type: "bold" }]);
});

check("ctrl_and_the_place_of_q_makes_a_quotation_on_an_arabic_layout", () => doc(paragraph(["خبر"])), async (editor) => {
  await editor.caret(2);
  await arabicKey(editor, "ض", "KeyQ", ctrl);
  assert.equal((await editor.tree()).content[0].type, "quote");
  await arabicKey(editor, "ض", "KeyQ", ctrl);
  assert.equal((await editor.tree()).content[0].type, "paragraph");
});

check("altgr_types_and_is_no_shortcut", () => doc(paragraph(["خبر"])), async (editor) => {
  await editor.caret(1, 4);
  await arabicKey(editor, "«", "KeyB", 1 | ctrl);
  assert.equal((await editor.tree()).content[0].content[0].marks, undefined);
});

check("the_letter_on_the_slash_key_is_typed_and_opens_nothing", () => doc(paragraph([])), async (editor) => {
  await editor.caret(1);
  await arabicKey(editor, "ظ", "Slash");
  assert.equal(await editor.text(), "ظ");
  assert.equal(await editor.page.locator(".ke-menu").count(), 0);
});

check("quotation_marks_become_the_houses_and_one_undo_brings_back_what_was_typed", () => doc(paragraph([])), async (editor) => {
  await editor.caret(1);
  await editor.type('قال "لا');
  assert.equal(await editor.text(), "قال «لا");
  await editor.type('"');
  assert.equal(await editor.text(), "قال «لا»");
  await editor.press("Control+z");
  assert.equal(await editor.text(), 'قال «لا"');
});

check("comma_semicolon_and_question_mark_become_arabic_after_an_arabic_letter", () => doc(paragraph([])), async (editor) => {
  await editor.caret(1);
  await editor.type("نعم, لا; كيف? 3,5 CNN, ok?");
  assert.equal(await editor.text(), "نعم، لا؛ كيف؟ 3,5 CNN, ok?");
});

check("nothing_is_replaced_in_a_left_to_right_paragraph_or_a_foreign_run", () => doc(paragraph([], { dir: "ltr", lang: "en" }), paragraph([run("CNN, ", isolate("ltr", "en"))])), async (editor) => {
  await editor.caret(1);
  await editor.type('He said "yes"?');
  assert.equal((await editor.text()).split("\n")[0], 'He said "yes"?');
  const end = await editor.inView("(view) => view.state.doc.content.size - 3");
  await editor.caret(end);
  await editor.type('"');
  assert.ok((await editor.text()).includes('"', 16));
});

check("composition_in_the_middle_of_a_bold_word_keeps_the_mark", () => doc(paragraph(["قبل ", run("كلمة", bold), " بعد"])), async (editor) => {
  await editor.caret(7);
  const cdp = await editor.context.newCDPSession(editor.page);
  for (const text of ["م", "مر", "مرح"]) await cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  await cdp.send("Input.insertText", { text: "مرحبا" });
  await editor.page.waitForTimeout(100);
  const { content } = (await editor.tree()).content[0];
  assert.deepEqual(content, [{ type: "text", text: "قبل " }, { type: "text", marks: [{ type: "bold" }], text: "كلمرحبامة" }, { type: "text", text: " بعد" }]);
});

const cell = (text) => ({ type: "cell", ...(text ? { content: [{ type: "text", text }] } : {}) });
const table = () => ({
  type: "table",
  attrs: { id: id(), header: true },
  content: [["أ", "ب"], ["ج", "د"]].map((row) => ({ type: "row", content: row.map(cell) })),
});

check("the_first_cell_of_a_row_is_on_the_right_and_tab_goes_left", () => doc(table()), async (editor) => {
  const boxes = await editor.page.locator(".ke-table td").evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().left));
  assert.ok(boxes[0] > boxes[1]);
  await editor.caret(4);
  await editor.press("Tab");
  await editor.type("٢");
  assert.equal((await editor.tree()).content[0].content[0].content[1].content[0].text, "٢ب");
  await editor.press("Shift+Tab", "Tab", "Tab", "Tab", "Tab");
  assert.equal((await editor.tree()).content[0].content.length, 3, "Tab in the last cell makes a row");
});

check("a_table_stays_rectangular_whatever_is_deleted", () => doc(table(), paragraph(["بعد"])), async (editor) => {
  const last = await editor.inView("(view) => { let at = 0; view.state.doc.descendants((n, p) => { if (n.isText && n.text === 'د') at = p; }); return at; }");
  await editor.caret(7, last + 1);
  await editor.press("Delete");
  const rows = (await editor.tree()).content.filter((block) => block.type === "table").flatMap((block) => block.content);
  assert.ok(rows.every((row) => row.content.length === rows[0].content.length), JSON.stringify(rows));
  await editor.press("Control+z");
  assert.equal((await editor.tree()).content[0].content[1].content[1].content[0].text, "د");
});

const statement = () => ({
  type: "statement",
  attrs: { id: id(), lang: null, dir: null, speaker: "", role: "", to: "", place: "", date: "", source: "", authority: "said", href: "", statement: null },
  content: [paragraph(["لن تُفتح بوابة"])],
});

check("the_fields_of_a_statement_are_filled_in_reading_order", () => doc(statement()), async (editor) => {
  const boxes = await editor.page.locator(".ke-statement .ke-field").evaluateAll((fields) => fields.map((field) => field.getBoundingClientRect()).map(({ left, top }) => ({ left, top })));
  assert.ok(boxes[0].left > boxes[1].left && boxes[0].top === boxes[1].top, "speaker is to the right of role");
  await editor.page.locator('[data-attr="speaker"]').click();
  for (const text of ["هند السرّاج", "وزيرة", "النواب", "البرلمان", "2026-11-23", "المحضر"]) {
    await editor.type(text);
    await editor.press("Tab");
  }
  const { attrs } = (await editor.tree()).content[0];
  assert.deepEqual([attrs.speaker, attrs.role, attrs.to, attrs.place, attrs.date, attrs.source], ["هند السرّاج", "وزيرة", "النواب", "البرلمان", "2026-11-23", "المحضر"]);
});

check("an_empty_field_stands_in_the_direction_of_the_page", () => doc(statement()), async (editor) => {
  const direction = () => editor.page.locator('[data-attr="speaker"]').evaluate((input) => getComputedStyle(input).direction);
  assert.equal(await direction(), "rtl");
  await editor.page.locator('[data-attr="speaker"]').fill("Antonio");
  assert.equal(await direction(), "ltr");
  await editor.page.locator('[data-attr="speaker"]').fill("");
  assert.equal(await direction(), "rtl");
});

check("a_wrong_date_is_shown_as_wrong_and_stays_out_of_the_document", () => doc(statement()), async (editor) => {
  const date = editor.page.locator('[data-attr="date"]');
  await date.fill("أمس");
  assert.equal(await date.getAttribute("aria-invalid"), "true");
  assert.equal((await editor.tree()).content[0].attrs.date, "");
  await date.fill("2026-11");
  assert.equal(await date.getAttribute("aria-invalid"), null);
  assert.equal((await editor.tree()).content[0].attrs.date, "2026-11");
});

check("a_statement_in_another_language_turns_its_words_alone", () => doc(statement()), async (editor) => {
  await editor.page.locator('[data-attr="lang"]').selectOption("en");
  const { attrs } = (await editor.tree()).content[0];
  assert.deepEqual([attrs.lang, attrs.dir], ["en", "ltr"]);
  const direction = (selector) => editor.page.locator(selector).evaluate((element) => getComputedStyle(element).direction);
  assert.deepEqual([await direction(".ke-words"), await direction(".ke-grid")], ["ltr", "rtl"]);
  await editor.page.locator('[data-attr="lang"]').selectOption("");
  assert.equal((await editor.tree()).content[0].attrs.dir, null);
});

check("undo_in_a_field_is_the_documents_undo", () => doc(statement()), async (editor) => {
  await editor.page.locator('[data-attr="speaker"]').click();
  await editor.type("هند");
  await editor.press("Control+z");
  assert.equal((await editor.tree()).content[0].attrs.speaker, "");
  assert.equal(await editor.page.locator('[data-attr="speaker"]').inputValue(), "");
});

check("the_insert_menu_finds_by_arabic_and_by_english_names", () => doc(paragraph([])), async (editor) => {
  await editor.caret(1);
  await editor.type("/");
  await editor.type("تصريح");
  await editor.press("Enter");
  assert.equal((await editor.tree()).content[0].type, "statement");
  await editor.type("قال");
  assert.equal(await editor.text(), "قال");
  await editor.press("Escape");
  await arabicKey(editor, "ظ", "Slash", ctrl);
  await editor.type("table");
  await editor.press("Enter");
  assert.deepEqual((await editor.tree()).content.map((block) => block.type).slice(0, 2), ["statement", "table"]);
});

check("a_slash_that_was_meant_is_kept", () => doc(paragraph([])), async (editor) => {
  await editor.caret(1);
  await editor.type("//");
  assert.equal(await editor.text(), "/");
  await editor.press("Backspace");
  await editor.type("/س");
  await editor.press("Escape");
  assert.equal(await editor.text(), "/س");
});

check("the_link_panel_puts_changes_and_removes_a_link", () => doc(paragraph(["اقرأ البيان"])), async (editor) => {
  await editor.caret(6, 12);
  await arabicKey(editor, "م", "KeyL", ctrl);
  await editor.type("javascript:alert(1)");
  await editor.press("Enter");
  assert.equal(await editor.page.locator("#ke-ask").getAttribute("aria-invalid"), "true");
  await editor.page.locator("#ke-ask").fill("example.org/بيان");
  await editor.press("Enter");
  const linked = (await editor.tree()).content[0].content[1];
  assert.deepEqual(linked.marks, [{ type: "link", attrs: { href: "https://example.org/بيان", title: "" } }]);
  await editor.caret(8);
  await arabicKey(editor, "م", "KeyL", ctrl);
  await editor.page.getByRole("button", { name: "أزل الرابط" }).click();
  assert.equal((await editor.tree()).content[0].content[0].marks, undefined);
});

check("the_arrows_in_the_toolbar_go_to_that_side_of_the_screen", () => doc(paragraph(["خبر"])), async (editor) => {
  await editor.page.locator('[data-tool="bold"]').focus();
  await editor.press("ArrowLeft");
  const [first, second] = await editor.page.evaluate(() => [document.querySelector('[data-tool="bold"]').getBoundingClientRect().left, document.activeElement.getBoundingClientRect().left]);
  assert.ok(second < first);
  assert.equal(await editor.page.evaluate(() => document.activeElement.dataset.tool), "emphasis");
});

check("a_line_break_carries_no_mark", () => doc(paragraph(["قبل بعد"])), async (editor) => {
  await editor.caret(4);
  await editor.press("Shift+Enter");
  await editor.press("Control+a", "Control+b");
  const { content } = (await editor.tree()).content[0];
  assert.deepEqual(content.find((node) => node.type === "hard_break"), { type: "hard_break" });
});

check("every_block_can_be_left_with_escape", () => doc(statement()), async (editor) => {
  await editor.caret(4);
  await editor.press("Escape");
  await editor.type("بعده");
  const { content } = await editor.tree();
  assert.deepEqual([content.length, content[1].type, content[1].content[0].text], [2, "paragraph", "بعده"]);
});
