// An administrator invites a colleague, who comes in by the letter and sets her password. By keyboard alone, on a phone and
// on a wide screen, in Arabic and in English.

import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openBrowser } from "../support/browser.mjs";
import { onOneDatabase } from "../support/newsroom.mjs";
import { SHOTS } from "../support/places.mjs";

const PASSWORD = "قهوة الصباح على السطح";

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

  test("an administrator invites, and who is invited comes in", async () => {
    const admin = await person("ar");
    await admin.page.goto(newsroom.said().match(/http:\S+\/desk\/sign-in\/\S+/)[0]);
    await admin.presses("ادخل");
    await admin.page.waitForURL(/\/desk$/);
    for (const [lang, width, name] of [["ar", 360, "ليلى منصور"], ["en", 1280, "Layla Mansour"]]) {
      await admin.page.setViewportSize({ width, height: 780 });
      await admin.page.goto(`${newsroom.origin}/desk/me`);
      await admin.presses(lang === "ar" ? "العربية" : "English");
      await admin.sees("me", lang);
      for (const [name, path] of [["settings", "settings"], ["settings-edition", `settings/editions/${lang}`]]) {
        await admin.page.goto(`${newsroom.origin}/desk/${path}`);
        await admin.sees(name, lang);
      }
      await admin.presses(lang === "ar" ? "احفظ" : "Save");
      await admin.page.locator("[role=status]").waitFor();
      await admin.page.goto(`${newsroom.origin}/desk/people`);
      await admin.sees("people", lang);
      const address = `layla-${lang}@example.org`;
      await admin.types("#name", name);
      await admin.types("#email", address);
      await admin.presses(lang === "ar" ? "أرسل الدعوة" : "Invite to the desk");
      await admin.page.locator("h1", { hasText: name }).waitFor();
      await admin.sees("invited", lang);

      const letter = await letterTo(address);
      assert.match(letter, new RegExp(`dir="${lang === "ar" ? "rtl" : "ltr"}"`));
      const layla = await person(lang);
      await layla.page.setViewportSize({ width, height: 780 });
      await layla.page.goto(letter.match(/http:\/\/[^"\s]+\/desk\/sign-in\/[\w-]+/)[0]);
      await layla.presses(lang === "ar" ? "ادخل" : "Sign in");
      await layla.page.waitForURL(/\/desk$/);
      await layla.page.goto(`${newsroom.origin}/desk/me`);
      await layla.types("#password", PASSWORD);
      await layla.presses(lang === "ar" ? "احفظ" : "Save");
      await layla.page.locator("[role=status]").waitFor();
      await layla.page.goto(`${newsroom.origin}/desk/me/second-factor`);
      await layla.sees("second-factor", lang);
      await layla.page.goto(`${newsroom.origin}/desk/people`);
      await layla.sees("not-allowed", lang);
      assert.deepEqual(layla.faults.filter((fault) => !fault.includes("403")), []);
      await layla.context.close();

      const back = await person(lang);
      await back.page.setViewportSize({ width, height: 780 });
      await back.page.goto(`${newsroom.origin}/desk/sign-in`);
      await back.sees("sign-in", lang);
      await back.types("#email", address);
      await back.types("#password", PASSWORD);
      await back.page.keyboard.press("Enter");
      await back.page.waitForURL(/\/desk$/);
      assert.deepEqual(back.faults, []);
      await back.context.close();
    }
    assert.deepEqual(admin.faults, []);
    await admin.context.close();
  });

  async function person(lang) {
    const context = await browser.newContext({ locale: lang });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const faults = [];
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    page.on("pageerror", (error) => faults.push(error.message));
    /** Goes on with the tab key until that has the focus. */
    const reaches = async (where, what) => {
      for (let step = 0; step < 80; step += 1) {
        if (await where.evaluate((element) => element === document.activeElement)) return;
        await page.keyboard.press("Tab");
      }
      assert.fail(`the keyboard does not reach ${what} at ${page.url()}`);
    };
    return {
      page,
      context,
      faults,
      async presses(label) {
        await reaches(page.getByRole("button", { name: label, exact: true }).first(), label);
        await page.keyboard.press("Enter");
        await page.waitForLoadState();
      },
      async types(field, words) {
        await reaches(page.locator(field), field);
        await page.keyboard.insertText(words);
      },
      /** The screen speaks this language, runs in its direction, and fits; a picture of it is kept. */
      async sees(name, language) {
        const html = page.locator("html");
        // A form that was sent answers in its own time; the assertion says what came instead.
        await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language).catch(() => {});
        assert.equal(await html.getAttribute("lang"), language);
        assert.equal(await html.getAttribute("dir"), language === "ar" ? "rtl" : "ltr");
        const [inside, across] = await page.evaluate(() => [document.documentElement.clientWidth, document.documentElement.scrollWidth]);
        assert.ok(across <= inside, `${name} is ${across} px wide in a window of ${inside} px`);
        mkdirSync(SHOTS, { recursive: true });
        await page.screenshot({ path: join(SHOTS, `desk-${name}-${language}-${inside}.png`), fullPage: true });
      },
    };
  }

  /** The HTML of a letter, once it lies in the outbox. */
  async function letterTo(address) {
    const outbox = join(newsroom.data, "outbox");
    for (let look = 0; look < 100; look += 1) {
      const files = (() => {
        try {
          return readdirSync(outbox).filter((name) => name.endsWith(".eml"));
        } catch {
          return [];
        }
      })();
      const letters = files.map((name) => readFileSync(join(outbox, name), "utf8"));
      const letter = letters.find((text) => text.includes(address));
      if (letter) return letter.replaceAll("=\r\n", "").replaceAll("=3D", "=");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`no letter to ${address} lies in the outbox`);
  }
});
