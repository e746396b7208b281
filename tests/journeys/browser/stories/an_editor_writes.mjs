// An editor signs in by her link, changes an article in the editor, publishes it, and a reader sees the change.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser } from "../support/browser.mjs";
import { onEachDatabase } from "../support/newsroom.mjs";
import { writer } from "../support/writer.mjs";

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
    await page.waitForURL(/\/desk(\/me)?$/);
    const cookie = (await context.cookies()).find((one) => one.name.includes("khabar"));
    assert.ok(cookie?.httpOnly && cookie.sameSite === "Strict", "the desk's cookie is out of reach of scripts and of other sites");

    await page.goto(new URL("/desk", newsroom.origin).href);
    await page.locator('main a[href^="/desk/articles/"]').first().click();
    const paragraph = page.locator(".ProseMirror p").first();
    await paragraph.click();
    await page.keyboard.press("End");
    await page.keyboard.type(` ${ADDED}`);
    await page.keyboard.press("Control+KeyS");
    await page.locator("[role=status]", { hasText: "حُفظ" }).waitFor();

    await page.getByRole("button", { name: "انشر" }).click();
    await page.waitForURL(/\/sheet$/);
    // The key of this sheet publishes; what is being written in another of its forms is not published with it.
    await page.locator("summary", { hasText: "اسحبه" }).click();
    await page.locator("#reason").fill("سبب يكتبه المرء ثم يعدل عنه");
    await page.keyboard.press("Control+Enter");
    await page.waitForTimeout(500);
    assert.match(page.url(), /\/sheet$/);
    assert.equal(await page.locator("#reason").inputValue(), "سبب يكتبه المرء ثم يعدل عنه");

    await page.getByRole("button", { name: "انشر" }).click();
    await page.waitForURL(/done=published/);
    await page.evaluate(() => (window.thisVeryPage = true));
    // The receipt comes to its end by itself: the link that looks again goes away.
    await page.locator(".desk-receipt", { hasText: "ظهر للقراء" }).waitFor();
    await page.locator(".desk-receipt a").waitFor({ state: "detached" });
    assert.ok(await page.evaluate(() => window.thisVeryPage), "without the page being asked for again");
    await page.goto(page.url().replace(/\/sheet.*/, ""));
    const href = await page.locator(".ke-dbar a.ke-line").getAttribute("href");
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

  test("from nothing to a published piece with a picture in at most twelve actions", async () => {
    const layla = await writer(browser, newsroom, "ليلى");
    const { page } = layla;
    await layla.begins();
    let actions = 0;
    const does = async (act) => {
      actions += 1;
      await act();
    };
    await does(() => page.getByRole("button", { name: "مقال جديد" }).click());
    await page.waitForFunction(() => document.activeElement?.id === "ke-headline");
    await does(() => page.keyboard.type("المجلس يقرّ خطة المياه"));
    await does(() => page.keyboard.press("Enter"));
    await does(() => page.keyboard.press("Enter"));
    await does(() => page.keyboard.type("أقرّ المجلس خطة المياه بعد جلسة طويلة.\n"));
    await does(() => page.keyboard.type("وتشمل الخطة ثلاث محافظات.\n"));
    await does(() => page.keyboard.type('وقال الوزير "نبدأ غدًا".'));
    await does(async () => page.locator("[data-panel=picture] input[type=file]").setInputFiles({ name: "hall.png", mimeType: "image/png", buffer: await drawn(page) }));
    await page.locator("#ke-picture-caption").waitFor();
    await does(() => page.locator("#ke-picture-credit").fill("خبر / كريم"));
    await does(() => page.locator("#ke-picture-alt").fill("قاعة المجلس"));
    await does(() => page.keyboard.press("Control+Enter"));
    await page.waitForURL(/\/sheet$/);
    await page.getByRole("heading", { name: "قبل أن يخرج" }).waitFor();
    // The checklist is what one sees first; the same key again confirms.
    await does(() => page.keyboard.press("Control+Enter"));
    await page.waitForURL(/done=published/);
    assert.ok(actions <= 12, `${actions} actions`);
    await page.goto(page.url().replace(/\/sheet.*/, ""));
    await page.locator(".ke-state[data-state=live]").waitFor();
    const href = await page.locator(".ke-dbar a.ke-line").getAttribute("href");
    const reader = await browser.newPage({ viewport: { width: 360, height: 780 } });
    await reader.goto(new URL(href, newsroom.origin).href);
    const seen = await reader.locator("main").innerText();
    for (const words of ["المجلس يقرّ خطة المياه", "وتشمل الخطة ثلاث محافظات", "«نبدأ غدًا»", "خبر / كريم"]) assert.ok(seen.includes(words), `${words} in: ${seen.slice(0, 400)}`);
    assert.deepEqual(layla.complaints, []);
    await reader.close();
    await layla.context.close();
  });

  for (const [width, lang] of [[360, "ar"], [1280, "ar"], [360, "en"], [1280, "en"]]) {
    test(`the editor at ${width} px in ${lang} fits and mirrors`, async () => {
      const layla = await writer(browser, newsroom, "ليلى", { width, lang });
      await layla.begins();
      const { page } = layla;
      const [inside, across] = await page.evaluate(() => [document.documentElement.clientWidth, document.documentElement.scrollWidth]);
      assert.ok(across <= inside, `${across} px in a window of ${inside} px`);
      assert.equal(await page.locator("html").getAttribute("dir"), lang === "ar" ? "rtl" : "ltr");
      if (width === 1280) {
        const [text, rail] = await Promise.all([page.locator(".ke-panel").boundingBox(), page.locator(".ke-rail").boundingBox()]);
        assert.equal(text.x > rail.x, lang === "ar", "the panels stand at the end of the line");
      }
      await layla.context.close();
    });
  }

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

/** A small picture, drawn here. */
async function drawn(page) {
  const url = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [1200, 800];
    const pen = canvas.getContext("2d");
    for (let x = 0; x < 12; x += 1) {
      pen.fillStyle = `hsl(${x * 30} 60% 50%)`;
      pen.fillRect(x * 100, 0, 100, 800);
    }
    return canvas.toDataURL("image/png");
  });
  return Buffer.from(url.split(",")[1], "base64");
}
