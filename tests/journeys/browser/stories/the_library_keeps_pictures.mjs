// An editor brings pictures into the library, each with its own result, and sets the point that stays in every crop: with the
// pointer, with the arrows, and where no script runs, with two numbers. In Arabic and English, on a phone and a wide screen.

import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openBrowser } from "../support/browser.mjs";
import { barriers } from "../support/looked_over.mjs";
import { onOneDatabase } from "../support/newsroom.mjs";
import { ROOT, SHOTS } from "../support/places.mjs";
import { writer } from "../support/writer.mjs";

const folder = join(ROOT, "demo/own");
const picture = () => readFileSync(join(folder, readdirSync(folder).find((name) => /\.(jpe?g|png|webp)$/.test(name))));
const files = () => [
  { name: "سوق.webp", mimeType: "image/webp", buffer: picture() },
  { name: "بيان.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7") },
];

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

  for (const [lang, width] of [["ar", 1280], ["en", 360]]) {
    test(`pictures come in and are cut as they should, ${lang} at ${width}`, async () => {
      const layla = await writer(browser, newsroom, "ليلى", { lang, width });
      const { page } = layla;
      await page.goto("/desk/library");
      await fits(page, `library-${lang}`);
      await page.locator("#files").setInputFiles(files());
      const lines = page.locator("#taken li");
      await lines.nth(0).getByRole("link").first().waitFor();
      await page.locator("#taken .lib-refused").waitFor();
      assert.match(await lines.nth(0).innerText(), lang === "ar" ? /صار في المكتبة/ : /is in the library/);
      assert.match(await page.locator("#taken .lib-refused").innerText(), lang === "ar" ? /ملفات \u2068PDF\u2069 لا تُقبل/ : /PDF files are not taken/);
      await fits(page, `library-taken-${lang}`);

      // By keyboard: to the shelf, to the first picture's point, some steps, and saved.
      await page.goto("/desk/library");
      await page.keyboard.press("Slash");
      assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("name")), "words");
      await page.locator("h1").click();
      await page.keyboard.press("KeyJ");
      // Whoever came before may have said of the same picture that it is from the archive.
      const isSaid = (await page.locator("[data-keys]>li").first().getAttribute("data-archive")) !== null;
      if (!isSaid) await page.keyboard.press("KeyA");
      await page.keyboard.press("KeyF");
      await page.waitForURL(/\/desk\/library\/[0-9a-z]+#focal$/);
      await page.locator("#focal:focus").waitFor();
      for (let step = 0; step < 4; step += 1) await page.keyboard.press("ArrowLeft");
      for (let step = 0; step < 6; step += 1) await page.keyboard.press("ArrowDown");
      assert.deepEqual(await numbers(page), ["30", "80"]);
      assert.equal(await page.locator("#crops img").first().getAttribute("class"), "f-38");
      assert.equal(await page.locator("#archive").isChecked(), true);
      await page.locator("#credit").fill("خبر");
      await fits(page, `library-picture-${lang}`);
      await page.keyboard.press("Control+Enter");
      await page.locator("[role=status].desk-done").waitFor();
      assert.deepEqual(await numbers(page), ["30", "80"]);
      // With the pointer.
      const box = await page.locator("#frame").boundingBox();
      await page.mouse.click(box.x + box.width * 0.75, box.y + box.height * 0.25);
      assert.deepEqual(await numbers(page), ["75", "25"]);
      assert.deepEqual(layla.complaints, []);
      await layla.context.close();
    });
  }

  test("a large picture comes in over a line that breaks", async () => {
    const layla = await writer(browser, newsroom, "ليلى");
    const { page } = layla;
    await page.goto("/desk/library");
    const large = Buffer.from(await page.evaluate(noise), "base64");
    assert.ok(large.length > 4 << 20, `${large.length} bytes are more than a piece`);
    const sent = [];
    await page.route("**/desk/uploads/*", (route) => {
      if (route.request().method() !== "PATCH") return route.continue();
      sent.push(Number(route.request().headers()["upload-offset"]));
      // What the second piece was has to be sent again, the first has not.
      return sent.length === 2 ? route.abort("connectionreset") : route.continue();
    });
    await page.locator("#files").setInputFiles({ name: "ضجيج.png", mimeType: "image/png", buffer: large });
    const line = page.locator("#taken li");
    await line.filter({ hasText: "انقطع الخط" }).waitFor();
    await line.filter({ hasText: "صار في المكتبة" }).waitFor();
    assert.deepEqual(sent, [0, 4 << 20, 4 << 20]);
    assert.deepEqual(layla.complaints, []);
    await layla.context.close();
  });

  for (const [lang, width] of [["ar", 360], ["ar", 1280], ["en", 1280]]) {
    test(`what broke off goes on in another browser, ${lang} at ${width}`, async () => {
      const says = (ar, en) => (lang === "ar" ? ar : en);
      const layla = await writer(browser, newsroom, "ليلى", { lang, width });
      await layla.page.goto("/desk/library");
      const large = Buffer.from(await layla.page.evaluate(noise), "base64");
      const file = { name: "سوق  الجمعة.png", mimeType: "image/png", buffer: large };
      let pieces = 0;
      await layla.page.route("**/desk/uploads/*", (route) => (route.request().method() === "PATCH" && (pieces += 1) > 1 ? route.abort("connectionreset") : route.continue()));
      await layla.page.locator("#files").setInputFiles(file);
      await layla.page.locator("#taken li").filter({ hasText: says("انقطع الخط", "The line broke") }).waitFor();
      const { cookies } = await layla.context.storageState();
      await layla.page.close();

      const other = await browser.newContext({ storageState: { cookies, origins: [] }, viewport: { width, height: 900 }, locale: lang, baseURL: newsroom.origin });
      const page = await other.newPage();
      page.setDefaultTimeout(20_000);
      const sent = [];
      page.on("request", (request) => request.method() === "PATCH" && sent.push(Number(request.headers()["upload-offset"])));
      await page.goto("/desk/library");
      const broken = page.locator("#unfinished li");
      assert.match(await broken.innerText(), /سوق الجمعة\.png.*\d\d%/s);
      await fits(page, `library-unfinished-${lang}`);
      assert.deepEqual(await barriers(page), []);
      const goOn = broken.getByRole("button", { name: says("اختر الملف وتابع", "Choose the file and go on") });
      const choose = async (chosen) => {
        const chooser = page.waitForEvent("filechooser");
        await goOn.focus();
        await page.keyboard.press("Enter");
        await (await chooser).setFiles(chosen);
      };
      await choose({ ...file, name: "أخرى.png" });
      await broken.getByRole("alert").filter({ hasText: says("هذا ملف آخر", "This is another file") }).waitFor();
      await choose(file);
      await page.locator("#taken li").filter({ hasText: says("صار في المكتبة", "is in the library") }).waitFor();
      assert.deepEqual(sent, [4 << 20], "what had come is not sent again");
      assert.equal(await page.locator("#unfinished").count(), 0);
      // And what nobody wants any more is dropped.
      await page.evaluate(() => fetch("/desk/uploads", { method: "POST", headers: { "tus-resumable": "1.0.0", "upload-length": "9000000", "upload-metadata": `purpose ${btoa("recording")},filename ${btoa("film.mp4")}` } }));
      await page.reload();
      assert.match(await broken.innerText(), /film\.mp4/);
      assert.equal(await goOn.count(), 0, "a recording goes on at its article");
      await broken.getByRole("button", { name: says("ألغِ الرفع", "Give it up") }).press("Enter");
      await page.locator("#unfinished").waitFor({ state: "detached" });
      assert.equal(await page.evaluate(() => document.activeElement?.id), "files");
      await page.reload();
      assert.equal(await page.locator("#unfinished").count(), 0);
      assert.deepEqual(layla.complaints, []);
      await Promise.all([other.close(), layla.context.close()]);
    });
  }

  test("that a picture is from the archive and could not be kept is said so", async () => {
    const layla = await writer(browser, newsroom, "ليلى");
    const { page } = layla;
    await page.goto("/desk/library");
    await page.route("**/desk/media/*", (route) => (route.request().method() === "PATCH" ? route.abort("connectionreset") : route.continue()));
    await page.locator("h1").click();
    await page.keyboard.press("KeyJ");
    await page.keyboard.press("KeyA");
    const card = page.locator("[data-keys]>li").first();
    assert.match(await card.getByRole("alert").innerText(), /^لم يتغيّر: لم يصل ذلك إلى الخادم/);
    await fits(page, "library-unturned-ar");
    await page.unrouteAll();
    const was = await card.getAttribute("data-archive");
    await page.keyboard.press("KeyA");
    await card.getByRole("alert").waitFor({ state: "detached" });
    assert.notEqual(await card.getAttribute("data-archive"), was);
    await page.keyboard.press("KeyA");
    await layla.context.close();
  });

  test("where no script runs the same is done by forms", async () => {
    const layla = await writer(browser, newsroom, "ليلى");
    const state = await layla.context.storageState();
    const context = await browser.newContext({ storageState: state, javaScriptEnabled: false, locale: "ar", baseURL: newsroom.origin });
    const page = await context.newPage();
    await page.goto("/desk/library");
    await page.locator("#files").setInputFiles(files());
    await page.getByRole("button", { name: "ارفعها" }).click();
    await page.locator("#taken .lib-refused").waitFor();
    await page.getByRole("link", { name: "راجعها" }).click();
    await page.locator("#focal_x").fill("10");
    await page.locator("#focal_y").fill("90");
    await page.locator("#caption").fill("السوق في الصباح");
    await page.getByRole("button", { name: "احفظ" }).click();
    await page.locator("[role=status].desk-done").waitFor();
    assert.equal(await page.locator("#crops img").first().getAttribute("class"), "f-19");
    assert.match(await page.locator("h1").innerText(), /السوق في الصباح/);
    await context.close();
    await layla.context.close();
  });

  /** A picture that no format makes smaller, as base64. */
  async function noise() {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1600, height: 1000 });
    const context = canvas.getContext("2d");
    const dots = context.createImageData(1600, 1000);
    for (let at = 0; at < dots.data.length; at += 65_536) crypto.getRandomValues(dots.data.subarray(at, at + 65_536));
    for (let at = 3; at < dots.data.length; at += 4) dots.data[at] = 255;
    context.putImageData(dots, 0, 0);
    const file = await new Promise((done) => canvas.toBlob(done, "image/png"));
    const address = await new Promise((done) => Object.assign(new FileReader(), { onload: (event) => done(event.target.result) }).readAsDataURL(file));
    return address.split(",")[1];
  }

  const numbers = async (page) => [await page.locator("#focal_x").inputValue(), await page.locator("#focal_y").inputValue()];

  async function fits(page, name) {
    const [inside, across] = await page.evaluate(() => [document.documentElement.clientWidth, document.documentElement.scrollWidth]);
    assert.ok(across <= inside, `${name} is ${across} px wide in a window of ${inside} px`);
    mkdirSync(SHOTS, { recursive: true });
    await page.screenshot({ path: join(SHOTS, `desk-${name}-${inside}.png`), fullPage: true });
  }
});
