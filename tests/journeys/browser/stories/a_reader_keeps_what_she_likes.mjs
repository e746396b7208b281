// What the reader's script adds: her theme and text size stay, a piece is saved and found again, and nothing of it is
// there without script.

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

for (const { lang, saved, empty } of [
  { lang: "ar", saved: "محفوظاتك", empty: "لا شيء محفوظًا بعد" },
  { lang: "en", saved: "Your saved pieces", empty: "Nothing saved yet" },
]) {
  for (const width of [360, 1280]) {
    test(`a reader saves a piece and finds it again in ${lang} on ${width} px`, async () => {
      const reader = await stranger(browser, newsroom.origin, { width, lang });
      const { page } = reader;
      await page.goto(`/${lang}/`);
      await page.locator("main :is(h2, h3) a[href]").first().click();
      const headline = (await page.locator("h1").innerText()).trim();

      const save = page.locator("[data-save]");
      await save.focus();
      await page.keyboard.press("Enter");
      assert.equal(await save.getAttribute("aria-pressed"), "true");
      assert.ok((await page.locator("#said").innerText()).length > 0, "those who hear the page are told");
      await page.locator("[data-step='1']").click();
      await page.locator("[data-step='1']").click();
      assert.equal(await page.locator("[data-step='1']").getAttribute("aria-disabled"), "true", "there is a largest size");
      await reader.seesNoSidewaysScroll();
      await reader.takesPicture("article-large");
      await page.locator("#theme-dark").check();

      await page.goto(`/${lang}/follow/`);
      assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
      assert.equal(await page.locator("html").getAttribute("data-size"), "2");
      assert.equal(await page.locator("#theme-dark").isChecked(), true);
      const shelf = page.locator("[data-shelf]");
      assert.equal((await shelf.locator("h2").innerText()).trim(), saved);
      assert.equal((await shelf.locator("li a").innerText()).trim().replaceAll("\u00a0", " "), headline.replaceAll("\u00a0", " "));
      await reader.seesNoSidewaysScroll();
      await reader.takesPicture("follow-saved");
      await shelf.locator("li button").click();
      assert.match(await shelf.locator("p").innerText(), new RegExp(empty));
      assert.equal(await page.evaluate(() => document.activeElement?.id), "shelf", "the focus is not lost with what it was on");
      await reader.leaves();
    });
  }
}

/** When the newest piece of a page was published: the sample's are some days old. */
async function newest(page) {
  const times = await page.locator("main time[datetime]").evaluateAll((all) => all.map((time) => Date.parse(time.dateTime)));
  return Math.max(...times.filter(Number.isFinite));
}

test("times are said as how long ago, and the time itself stays", async () => {
  const reader = await stranger(browser, newsroom.origin, { width: 1280, lang: "ar" });
  const { page } = reader;
  await page.goto("/ar/");
  const at = await page.locator("main article .meta time[datetime]").first().getAttribute("datetime");
  await page.clock.setSystemTime(Date.parse(at) + 20 * 60_000);
  await page.goto("/ar/");
  const time = page.locator("main article .meta time[title]").first();
  assert.match(await time.innerText(), /^(الآن|قبل )/);
  assert.match(await time.getAttribute("datetime"), /^\d{4}-\d{2}-\d{2}T/);
  assert.ok((await time.getAttribute("title")).length > 0);
  await reader.leaves();
});

test("what was published since the last visit is marked as new until it is opened", async () => {
  const reader = await stranger(browser, newsroom.origin, { width: 1280, lang: "ar" });
  const { page } = reader;
  await page.goto("/ar/");
  assert.equal(await page.locator(".fresh").count(), 0, "nothing is new to who comes for the first time");
  const before = (await newest(page)) - 24 * 3_600_000;
  await page.evaluate((before) => localStorage.setItem("khabar-visit", `${before} 0`), before);
  await page.goto("/ar/");
  const marks = await page.locator(".fresh").count();
  assert.ok(marks > 0, "what came since is marked");
  await page.locator("article:has(.fresh) :is(h2, h3) a").first().click();
  await page.locator("h1").waitFor();
  await page.goto("/ar/");
  assert.equal(await page.locator(".fresh").count(), marks - 1);
  await reader.leaves();
});

test("without script nothing is there that needs it", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: newsroom.origin });
  const page = await context.newPage();
  await page.goto("/ar/");
  await page.locator("main :is(h2, h3) a[href]").first().click();
  for (const part of ["[data-save]", "[data-step]", "[data-copy]"]) {
    for (const found of await page.locator(part).all()) assert.equal(await found.isVisible(), false, part);
  }
  assert.equal(await page.locator(".share summary").isVisible(), true, "sharing by plain links is");
  await page.goto("/ar/follow/");
  assert.equal(await page.locator("[data-shelf]").isVisible(), false);
  await context.close();
});
