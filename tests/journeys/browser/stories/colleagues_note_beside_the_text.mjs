// Two editors: one notes something on a passage and mentions the other, who finds it on today's screen, answers, and says that
// it is done with.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openBrowser } from "../support/browser.mjs";
import { onOneDatabase } from "../support/newsroom.mjs";
import { SHOTS } from "../support/places.mjs";
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

  for (const width of [1280, 360]) {
    test(`a note with a mention is answered and resolved, at ${width}`, async () => {
      const name = `سامر ${width}`;
      const layla = await writer(browser, newsroom, "ليلى", { width });
      const samer = await writer(browser, newsroom, name, { width });
      const path = await layla.begins();
      await layla.types("بلغ منسوب النهر 12 مترًا.");
      await layla.saved();
      await layla.page.evaluate(() => {
        const { view } = document.getElementById("editor").khabar;
        const Selection = Object.getPrototypeOf(view.state.selection.constructor);
        view.focus();
        view.dispatch(view.state.tr.setSelection(Selection.fromJSON(view.state.doc, { type: "text", anchor: 17, head: 25 })));
      });
      await layla.page.keyboard.press("Control+KeyM");
      const field = layla.page.locator(".ke-notes textarea").first();
      await field.waitFor();
      const about = (await layla.page.locator(".ke-notes > blockquote").innerText()).trim();
      assert.ok(about.length >= 5 && "بلغ منسوب النهر 12 مترًا.".includes(about), about);
      assert.ok(await field.evaluate((element) => element === document.activeElement), "one writes at once");
      await layla.page.keyboard.type(`@سامر ${width}`);
      await layla.page.locator(".ke-notes [role=option]", { hasText: name }).waitFor();
      await layla.page.keyboard.press("Enter");
      await layla.page.keyboard.type("من أين الرقم؟");
      await layla.page.keyboard.press("Control+Enter");
      await layla.page.locator(".ke-thread .ke-named", { hasText: name }).waitFor();
      await layla.page.locator(".ke-noted", { hasText: about }).waitFor();
      await looks(layla.page, `notes-${width}`);

      await samer.page.goto("/desk");
      await looks(samer.page, `today-mentions-${width}`);
      await samer.page.locator("section", { has: samer.page.locator("#mentions") }).getByRole("link").first().click();
      await samer.page.waitForURL(/#note-/);
      const thread = samer.page.locator(".ke-thread", { hasText: "من أين الرقم؟" });
      await thread.waitFor();
      await thread.locator("summary").click();
      await thread.locator("textarea").fill("من بيان مصلحة المياه.");
      await thread.getByRole("button", { name: "ردّ" }).click();
      await samer.page.locator(".ke-answer", { hasText: "من بيان مصلحة المياه." }).waitFor();
      await samer.page.getByRole("button", { name: "انتهى أمرها" }).click();
      await samer.page.locator(".ke-thread").waitFor({ state: "detached" });

      await layla.page.reload();
      await layla.page.locator(".ke-write").first().waitFor();
      await layla.page.keyboard.press("Control+KeyM");
      await layla.page.locator(".ke-notes", { hasText: "لا ملاحظات مفتوحة" }).waitFor();
      assert.equal(await layla.page.locator(".ke-noted").count(), 0);
      await layla.page.locator("#ke-notes-done").check();
      await layla.page.locator(".ke-thread.ke-done", { hasText: name }).waitFor();
      await samer.page.goto("/desk");
      assert.equal(await samer.page.locator("#mentions").count(), 0);
      assert.deepEqual([...layla.complaints, ...samer.complaints], []);
      await Promise.all([layla.context.close(), samer.context.close()]);
    });
  }

  async function looks(page, name) {
    const [inside, across] = await page.evaluate(() => [document.documentElement.clientWidth, document.documentElement.scrollWidth]);
    assert.ok(across <= inside, `${name} is ${across} px wide in a window of ${inside} px`);
    mkdirSync(SHOTS, { recursive: true });
    await page.screenshot({ path: join(SHOTS, `desk-${name}.png`), fullPage: true });
  }
});
