// An editor puts two pictures into the text as one gallery, by the insert menu, orders them by the keyboard, and publishes;
// a reader sees both with their credits. A recording, a place and a document follow, and the page asks nobody else.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser } from "../support/browser.mjs";
import { onOneDatabase } from "../support/newsroom.mjs";
import { writer } from "../support/writer.mjs";

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

  test("two pictures are put in at once, and a reader sees both with their credits", async () => {
    const layla = await writer(browser, newsroom, "ليلى");
    const { page } = layla;
    await layla.begins();
    await page.locator("#ke-headline").fill("جولة في السوق القديم");
    await layla.types("يفتح السوق قبل الفجر.");
    await page.keyboard.press("Enter");

    // The menu finds it by its name in either language, however it is spelled.
    await page.keyboard.press("Control+/");
    await page.keyboard.type("البوم");
    await page.keyboard.press("Enter");
    const files = await Promise.all([40, 200].map(async (hue) => ({ name: `${hue}.png`, mimeType: "image/png", buffer: await drawn(page, hue) })));
    const dialog = page.getByRole("dialog", { name: "ألبوم صور" });
    await dialog.locator("input[type=file]").setInputFiles(files);
    await dialog.locator(".ke-picked li").nth(1).waitFor();
    assert.equal(await dialog.getByRole("status").innerText(), "صورتان");
    await dialog.getByRole("button", { name: "أدرجها في المتن" }).click();

    const pictures = page.locator(".ke-set > .ke-picture");
    for (const [at, caption, credit] of [[0, "بائع الخبز", "خبر / كريم"], [1, "بوابة السوق", "خبر / هند"]]) {
      await pictures.nth(at).locator("[data-attr=caption]").fill(caption);
      await pictures.nth(at).locator("[data-attr=alt]").fill(caption);
      await pictures.nth(at).locator("[data-attr=credit]").fill(credit);
    }
    // The gate comes first: moved by the keyboard.
    await pictures.nth(1).getByRole("button", { name: "قدّم الصورة" }).focus();
    await page.keyboard.press("Enter");
    assert.equal(await pictures.first().locator("[data-attr=caption]").inputValue(), "بوابة السوق");

    await inserts(page, "صوت", "https://sounds.example/market.mp3");
    await page.locator(".ke-audio [data-attr=title]").fill("أصوات السوق");
    await inserts(page, "خريطة", "٣٣٫٨٩٣٨، ٣٥٫٥٠١٨");
    await page.locator(".ke-map [data-attr=place]").fill("السوق القديم");
    await inserts(page, "مستند", "/files/market.pdf");
    await page.locator(".ke-file [data-attr=title]").fill("خطة الترميم");
    await layla.saved();

    await page.keyboard.press("Control+Enter");
    await page.waitForURL(/\/sheet$/);
    await page.getByRole("heading", { name: "قبل أن يخرج" }).waitFor();
    await page.keyboard.press("Control+Enter");
    await page.waitForURL(/done=published/);
    await page.goto(page.url().replace(/\/sheet.*/, ""));
    await page.locator(".ke-state[data-state=live]").waitFor();
    // What was saved is what is shown: nothing is different, and all of it came back into the editor.
    assert.deepEqual(await pictures.locator("[data-attr=credit]").evaluateAll((fields) => fields.map((field) => field.value)), ["خبر / هند", "خبر / كريم"]);
    const href = await page.locator(".ke-dbar a.ke-line").getAttribute("href");
    assert.deepEqual(layla.complaints, []);

    for (const width of [360, 1280]) {
      const reader = await browser.newPage({ viewport: { width, height: 900 } });
      const foreign = [];
      reader.on("request", (request) => new URL(request.url()).origin !== newsroom.origin && foreign.push(request.url()));
      await reader.goto(new URL(href, newsroom.origin).href);
      const set = reader.locator("main .set");
      const captions = await set.locator("figcaption").allInnerTexts();
      assert.equal(captions.length, 2);
      assert.match(captions[0], /بوابة السوق.*خبر \/ هند/s);
      assert.match(captions[1], /بائع الخبز.*خبر \/ كريم/s);
      const boxes = await set.locator("img").evaluateAll((images) => images.map((image) => image.getBoundingClientRect().x));
      assert.ok(boxes[0] > boxes[1], "the first stands at the right");
      for (const image of await set.locator("img").all()) {
        await image.scrollIntoViewIfNeeded();
        await reader.waitForFunction((one) => one.complete && one.naturalWidth > 0, await image.elementHandle());
      }
      assert.match(await reader.locator(".where strong").innerText(), /السوق القديم/);
      assert.equal(await reader.locator('a[href="/files/market.pdf"]').innerText(), "خطة الترميم");
      assert.equal(await reader.locator("audio").getAttribute("preload"), "none");
      const across = await reader.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(across <= 0, `${across} px too wide at ${width}`);
      assert.deepEqual(foreign, [], "nobody else is asked");
      await reader.close();
    }
    await layla.context.close();
  });
});

async function inserts(page, name, value) {
  await page.evaluate(() => {
    const { view } = document.getElementById("editor").khabar;
    const { state } = view;
    const end = state.doc.content.size;
    const tr = state.tr.insert(end, state.schema.nodes.paragraph.create());
    const Selection = Object.getPrototypeOf(state.selection.constructor);
    view.focus();
    view.dispatch(tr.setSelection(Selection.fromJSON(tr.doc, { type: "text", anchor: end + 1, head: end + 1 })));
  });
  await page.waitForTimeout(250);
  await page.keyboard.type(`/${name}`);
  await page.keyboard.press("Enter");
  await page.locator("#ke-ask").fill(value);
  await page.keyboard.press("Enter");
}

/** A small picture, drawn here. */
async function drawn(page, hue) {
  const url = await page.evaluate((colour) => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [1200, 800];
    const pen = canvas.getContext("2d");
    for (let x = 0; x < 12; x += 1) {
      pen.fillStyle = `hsl(${colour + x * 8} 55% ${35 + x * 3}%)`;
      pen.fillRect(x * 100, 0, 100, 800);
    }
    return canvas.toDataURL("image/png");
  }, hue);
  return Buffer.from(url.split(",")[1], "base64");
}
