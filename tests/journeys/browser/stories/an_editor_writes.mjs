// An editor signs in by her link, changes an article in the editor, publishes it, and a reader sees the change.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser } from "../support/browser.mjs";
import { onEachDatabase } from "../support/newsroom.mjs";

const ADDED = "جملة كتبتها المحررة قبل لحظة.";

onEachDatabase((open) => {
  let newsroom, browser;
  before(async () => {
    newsroom = await open();
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await newsroom?.close();
  });

  test("an editor writes a sentence, publishes it, and a reader sees it", async () => {
    const link = newsroom.said().match(/http:\S+\/desk\/sign-in\/\S+/)?.[0];
    assert.ok(link, "the demo prints a sign-in link");
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "ar" });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const complaints = [];
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));

    await page.goto(link);
    await page.getByRole("button").click();
    await page.waitForURL(/\/desk$/);
    const cookie = (await context.cookies()).find((one) => one.name.includes("khabar"));
    assert.ok(cookie?.httpOnly && cookie.sameSite === "Strict", "the desk's cookie is out of reach of scripts and of other sites");

    await page.locator("main .desk-lines a").first().click();
    const paragraph = page.locator(".ProseMirror p").first();
    await paragraph.click();
    await page.keyboard.press("End");
    await page.keyboard.type(` ${ADDED}`);
    await page.keyboard.press("Control+KeyS");
    await page.locator("[role=status]", { hasText: "حُفظ" }).waitFor();

    await page.locator("form .btn").click();
    await page.waitForLoadState();
    const href = await page.locator('form a[href^="/ar/"], form a[href^="/en/"]').first().getAttribute("href");
    assert.deepEqual(complaints, [], "the editor runs without a complaint of the browser");
    await context.close();

    const reader = await browser.newPage({ viewport: { width: 360, height: 780 } });
    // The next reader may still get the old page, while the new one is made behind.
    for (let look = 0; look < 20; look += 1) {
      await reader.goto(new URL(href, newsroom.origin).href);
      if ((await reader.locator("main").innerText()).includes(ADDED)) break;
      await reader.waitForTimeout(250);
    }
    assert.match(await reader.locator("main").innerText(), new RegExp(ADDED));
    await reader.close();
  });

  test("a sign-in link works once", async () => {
    const link = newsroom.said().match(/http:\S+\/desk\/sign-in\/\S+/)?.[0];
    const page = await browser.newPage();
    await page.goto(link);
    const [answer] = await Promise.all([page.waitForResponse((response) => response.request().method() === "POST"), page.getByRole("button").click()]);
    assert.equal(answer.status(), 409);
    await page.close();
  });

  test("without a session the desk shows nothing", async () => {
    const page = await browser.newPage();
    const answer = await page.goto(new URL("/desk", newsroom.origin).href);
    assert.equal(answer.status(), 401);
    await page.close();
  });
});
