// A story that was open before says what came since: in words, marked, from this browser's own store alone; and where that is
// refused the page is whole.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, stranger } from "../support/browser.mjs";
import { openSampleNewsroom } from "../support/newsroom.mjs";

let newsroom, browser;
before(async () => {
  newsroom = await openSampleNewsroom();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await newsroom?.close();
});

/** Opens the first story of an edition; gives its address. */
async function opensStory(page, lang) {
  await page.goto(`/${lang}/stories/`);
  await page.locator("main h3 a").first().click();
  await page.locator("#timeline").waitFor();
  return new URL(page.url()).pathname;
}

/** When the pieces that are shown were published, the newest first. */
async function times(page) {
  const all = await page.locator(".tl > li time").evaluateAll((all) => all.map((time) => Date.parse(time.dateTime)));
  return [...new Set(all)].sort((a, b) => b - a);
}

for (const { lang, two, mark } of [
  { lang: "ar", two: /^خبران جديدان منذ زيارتك الأخيرة$/, mark: "جديد" },
  { lang: "en", two: /^2 new articles since your last visit$/, mark: "New" },
]) {
  for (const width of [360, 1280]) {
    test(`who comes back to a story sees what is new in ${lang} on ${width} px`, async () => {
      const reader = await stranger(browser, newsroom.origin, { width, lang });
      const { page } = reader;
      const story = await opensStory(page, lang);
      assert.equal(await page.locator(".since").isVisible(), false, "the first visit says nothing");
      assert.equal(await page.locator(".tl .fresh").count(), 0);
      await reader.seesNoSidewaysScroll();
      await reader.takesPicture("story-first");

      const third = (await times(page))[2];
      await page.evaluate(([story, third]) => localStorage.setItem("khabar-stories", JSON.stringify([[story, third, 0, 1]])), [story, third]);
      await page.goto(story);
      const line = page.locator(".since a");
      assert.match((await line.innerText()).replaceAll("\u00a0", " "), two);
      assert.deepEqual(await page.locator(".tl .fresh").allInnerTexts(), [mark, mark], "in words, not in colour alone");
      assert.equal(await page.locator("details:not([open]) .fresh").count(), 0, "no mark is folded away");
      await reader.seesNoSidewaysScroll();
      await reader.takesPicture("story-again");
      await line.click();
      assert.equal(new URL(page.url()).hash, "#new");
      assert.equal(await page.locator("#new .fresh").count(), 1, "it leads to the first of them");

      await page.goto(story);
      assert.equal(await page.locator(".tl .fresh").count(), 2, "it is the same visit");
      await page.evaluate(() => {
        const [[path, newest, since]] = JSON.parse(localStorage.getItem("khabar-stories"));
        localStorage.setItem("khabar-stories", JSON.stringify([[path, newest, since, 1]]));
      });
      await page.goto(story);
      assert.equal(await page.locator(".since").isVisible(), false, "on the next visit all of it was seen");
      await reader.leaves();
    });
  }
}

test("what is kept of stories is bounded, and nonsense in the store breaks nothing", async () => {
  const reader = await stranger(browser, newsroom.origin, { width: 1280, lang: "ar" });
  const { page } = reader;
  const story = await opensStory(page, "ar");
  const many = Array.from({ length: 300 }, (_, number) => [`/ar/story/${number}/`, 1, 0, 1]);
  await page.evaluate((many) => localStorage.setItem("khabar-stories", JSON.stringify(many)), many);
  await page.goto(story);
  assert.equal(await page.evaluate(() => JSON.parse(localStorage.getItem("khabar-stories")).length), 100);
  for (const nonsense of ["{", "7", '[7,"x",null,[],{}]', JSON.stringify([[story, "x", {}, null]])]) {
    await page.evaluate((nonsense) => localStorage.setItem("khabar-stories", nonsense), nonsense);
    await page.goto(story);
    assert.equal(await page.locator(".since").isVisible(), false, nonsense);
  }
  await reader.leaves();
});

test("where the store is refused, and without script, the story is whole", async () => {
  const reader = await stranger(browser, newsroom.origin, { width: 360, lang: "ar" });
  await reader.page.addInitScript(() => {
    const refused = () => {
      throw new DOMException("refused", "SecurityError");
    };
    Object.defineProperty(window, "localStorage", { get: refused });
  });
  const story = await opensStory(reader.page, "ar");
  await reader.page.reload();
  assert.equal(await reader.page.locator(".since").isVisible(), false);
  assert.ok((await reader.page.locator(".tl > li").count()) > 0);
  await reader.leaves();

  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: newsroom.origin });
  const page = await context.newPage();
  await page.goto(story);
  assert.equal(await page.locator(".since").isVisible(), false);
  const fold = page.locator(".day details").first();
  if (await fold.count()) {
    await fold.locator("summary").click();
    assert.equal(await fold.locator("li").first().isVisible(), true, "what is folded opens by itself");
  }
  await context.close();
});
