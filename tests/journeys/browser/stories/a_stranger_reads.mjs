// A stranger opens the sample newsroom and reads an article: in Arabic and English, on a phone and at a desk.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, stranger } from "../support/browser.mjs";
import { onOneDatabase } from "../support/newsroom.mjs";

const EDITIONS = [
  { lang: "ar", dir: "rtl", letters: /\p{Script=Arabic}/u },
  { lang: "en", dir: "ltr", letters: /\p{Script=Latin}/u },
];
const WIDTHS = [360, 1280];
/** Where the columns of a page break, and between: what fits the smallest and the widest may still not fit here. */
const BETWEEN = [320, 412, 600, 768, 1024];

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

  for (const { lang, dir, letters } of EDITIONS) {
    for (const width of WIDTHS) {
      test(`a stranger reads an article in ${lang} on ${width} px`, async () => {
        const reader = await stranger(browser, newsroom.origin, { width, lang });
        const { page } = reader;

        await page.goto(`/${lang}/`);
        await reader.seesPageIn(lang, dir);
        await reader.seesNoSidewaysScroll();
        await reader.takesPicture("home");

        const link = page.locator("main :is(h2, h3) a[href]").first();
        const promised = (await link.innerText()).trim();
        assert.match(promised, letters);
        await link.click();

        const headline = page.locator("h1");
        await headline.waitFor();
        assert.equal(await headline.count(), 1, "one headline");
        assert.match(await headline.innerText(), letters);
        assert.match(new URL(page.url()).pathname, new RegExp(`^/${lang}/[^/]+/[0-9A-Z]{12}/[^/]+$`), "the address is the lasting one");
        await reader.seesPageIn(lang, dir);
        await reader.seesNoSidewaysScroll();
        assert.ok((await page.locator("main p").count()) > 1, "the article has paragraphs");
        assert.ok((await page.locator("main time[datetime]").count()) > 0, "it says when");
        await reader.takesPicture("article");

        await page.goBack();
        await reader.seesPageIn(lang, dir);
        await reader.leaves();
      });
    }
  }

  for (const { lang } of EDITIONS) {
    test(`no page in ${lang} scrolls sideways between a phone and a desk`, async () => {
      const reader = await stranger(browser, newsroom.origin, { width: 360, lang });
      const { page } = reader;
      await page.goto(`/${lang}/`);
      const article = await page.locator("main :is(h2, h3) a[href]").first().getAttribute("href");
      for (const path of [`/${lang}/`, article, `/${lang}/follow/`]) {
        await page.goto(path);
        for (const width of BETWEEN) {
          await page.setViewportSize({ width, height: 800 });
          await reader.seesNoSidewaysScroll();
        }
      }
      await reader.leaves();
    });
  }

  test("the door shows the way to an edition", async () => {
    const reader = await stranger(browser, newsroom.origin, { width: 360, lang: "ar" });
    await reader.page.goto("/");
    assert.match(new URL(reader.page.url()).pathname, /^\/[a-z-]+\/$/);
    await reader.leaves();
  });

  test("reading works without script", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: newsroom.origin });
    const page = await context.newPage();
    await page.goto("/ar/");
    await page.locator("main :is(h2, h3) a[href]").first().click();
    assert.ok((await page.locator("h1").innerText()).trim().length > 0);
    await context.close();
  });
});
