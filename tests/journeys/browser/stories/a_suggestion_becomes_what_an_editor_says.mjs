// What the program finds in a text is offered beside it: one key puts the article into a story, one dismisses a statement, one
// takes that back; and what was published stands in the story that was accepted.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser } from "../support/browser.mjs";
import { onOneDatabase } from "../support/newsroom.mjs";
import { readsUntil } from "../support/reader.mjs";
import { soundInArabic } from "../support/sound.mjs";
import { writer } from "../support/writer.mjs";

const SAID = "لن نترك قرية واحدة بلا ماء هذا الصيف";

onOneDatabase((open) => {
  let newsroom, browser;
  before(async () => {
    newsroom = await open();
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await newsroom?.close();
  });

  /** The running story of the first card: its name, its address, and the words of some of its pieces. */
  async function runningStory() {
    const page = await browser.newPage();
    await page.goto(new URL("/ar/stories/", newsroom.origin).href);
    await page.locator("main h3 a").first().click();
    const address = page.url();
    const name = (await page.locator("h1").innerText()).trim();
    await page.locator("#timeline").waitFor();
    const pieces = await page.locator(".tl h4 a").evaluateAll((links) => links.map((link) => link.href));
    const words = [];
    for (const piece of pieces.slice(0, 8)) {
      await page.goto(piece);
      const lines = await page.locator(".body p").allTextContents();
      words.push(...lines.map((line) => line.replaceAll("\u00a0", " ").trim()).filter((line) => line.length > 60).slice(0, 3));
      if (words.length > 5) break;
    }
    await page.close();
    assert.ok(words.length > 1, "the piece has a text");
    return { name, address, words };
  }

  test("an editor accepts a story by one key, dismisses a statement, takes that back, and the reader sees the piece there", async () => {
    const story = await runningStory();
    const layla = await writer(browser, newsroom, "ليلى");
    const { page } = layla;
    const piece = await layla.begins();
    await page.locator("#ke-headline").click();
    await page.keyboard.insertText("متابعة يكتبها المكتب اليوم");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    for (const line of [...story.words, `وقالت الوزيرة هند السرّاج: «${SAID}».`]) {
      await page.keyboard.insertText(line);
      await page.keyboard.press("Enter");
    }
    await layla.saved();
    const line = (kind) => page.locator(`.ke-suggestion[data-kind=${kind}]`);
    const offered = line("story").filter({ hasText: story.name });
    await page.keyboard.press("Control+KeyJ");
    // What the desk compares is read when the first one asks.
    await offered.waitFor({ timeout: 60_000 });
    assert.match(await offered.innerText(), /مقترح، لم يؤكَّد/);
    await line("statement").filter({ hasText: SAID }).waitFor();
    await page.locator(".ke-suggestion").first().focus();
    await soundInArabic(page, "suggestions-panel");

    await offered.focus();
    await page.keyboard.press("Enter");
    await page.locator(".ke-suggestions [role=status]", { hasText: story.name }).waitFor();
    await offered.waitFor({ state: "detached" });
    assert.match(await page.locator(".ke-rail .ke-chips").first().innerText(), new RegExp(story.name.slice(0, 8)));

    const said = line("statement").filter({ hasText: SAID });
    await said.focus();
    await page.keyboard.press("Delete");
    await said.waitFor({ state: "detached" });
    await page.keyboard.press("Control+KeyZ");
    await said.waitFor();
    assert.ok(await said.evaluate((one) => one === document.activeElement), "it has the focus again");
    await page.keyboard.press("Enter");
    await said.waitFor({ state: "detached" });
    await page.keyboard.press("Escape");
    await layla.saved();

    await page.keyboard.press("Control+Enter");
    await page.waitForURL(/\/sheet$/);
    await soundInArabic(page, "sheet-with-story");
    await page.keyboard.press("Control+Enter");
    await page.waitForURL(/done=published/);
    await page.goto(piece);
    const href = await page.locator(".ke-dbar a.ke-line").getAttribute("href");
    assert.deepEqual(layla.complaints, []);
    await layla.context.close();

    const reader = await browser.newPage({ viewport: { width: 360, height: 780 } });
    const holds = (address, words) => readsUntil(reader, new URL(address, newsroom.origin).href, "main", (said) => said.includes(words));
    await holds(story.address, "متابعة يكتبها المكتب اليوم");
    await soundInArabic(reader, "story-with-people");
    await holds(href, SAID);
    assert.equal(await reader.locator("blockquote", { hasText: SAID }).count() > 0, true, "the statement is one");
    await reader.close();
  });
});
