// Somebody adds a passkey, goes out, comes in by it, proves with it who she is, and removes it. The device is the browser's
// own virtual one. On a phone in Arabic, on a wide screen in English.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openBrowser } from "../support/browser.mjs";
import { onOneDatabase } from "../support/newsroom.mjs";
import { SHOTS } from "../support/places.mjs";

const WORDS = {
  ar: { language: "العربية", name: "هاتفي", second: "حاسوب المكتب", add: "أضف مفتاح مرور", use: "ادخل بمفتاح مرور", remove: "احذف", out: "اخرج", wrong: "لا يفتح شيئًا هنا" },
  en: { language: "English", name: "My phone", second: "The office computer", add: "Add a passkey", use: "Sign in with a passkey", remove: "Remove", out: "Sign out", wrong: "opens nothing here" },
};

onOneDatabase((open) => {
  let newsroom, browser, desk;
  before(async () => {
    newsroom = await open();
    browser = await openBrowser();
    // Keys are bound to names: this machine's is `localhost`.
    desk = newsroom.origin.replace("127.0.0.1", "localhost");
  });
  after(async () => {
    await browser?.close();
    await newsroom?.close();
  });

  test("a passkey is added, opens, proves, and is removed", async () => {
    let link = newsroom.said().match(/\/desk\/sign-in\/\S+/)[0];
    for (const [lang, width] of [["ar", 360], ["en", 1280]]) {
      const words = WORDS[lang];
      const context = await browser.newContext({ locale: lang, viewport: { width, height: 780 } });
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      const faults = [];
      page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
      page.on("pageerror", (error) => faults.push(error.message));
      const device = await virtualDevice(context, page);
      const presses = (name) => page.getByRole("button", { name }).first().click();
      const sees = async (name) => {
        const [inside, across] = await page.evaluate(() => [document.documentElement.clientWidth, document.documentElement.scrollWidth]);
        assert.ok(across <= inside, `${name} is ${across} px wide in a window of ${inside} px`);
        mkdirSync(SHOTS, { recursive: true });
        await page.screenshot({ path: join(SHOTS, `desk-${name}-${lang}-${inside}.png`), fullPage: true });
      };
      const signsOut = async () => {
        await page.goto(`${desk}/desk/me`);
        await presses(words.out);
        await page.waitForURL(`${desk}/**`);
        await page.goto(`${desk}/desk/sign-in`);
      };

      await page.goto(`${desk}${link}`);
      await page.locator("main form button").click();
      await page.waitForURL(/\/desk(\/me)?$/);
      await page.goto(`${desk}/desk/me`);
      await presses(words.language);
      await page.waitForLoadState();
      await page.locator("#passkey-name").fill(words.name);
      await presses(words.add);
      await page.locator("[role=status]").waitFor();
      await page.locator("li", { hasText: words.name }).waitFor();
      assert.equal(await page.locator(".desk-codes li").count(), 10);
      await sees("passkey-added");

      await signsOut();
      await page.getByRole("button", { name: words.use }).waitFor();
      await sees("passkey-door");
      await presses(words.use);
      await page.waitForURL(/\/desk$/);

      await page.goto(`${desk}/desk/prove?to=/desk/people`);
      await sees("passkey-prove");
      await presses(words.use);
      await page.waitForURL((address) => address.pathname === "/desk/people");

      // Whoever is sent to prove who she is while she names another one finds the name as she wrote it.
      const asked = "**/desk/me/passkeys/challenge";
      await page.goto(`${desk}/desk/me`);
      await page.route(asked, (route) => route.fulfill({ status: 303, headers: { location: "/desk/prove?to=/desk/me" } }), { times: 1 });
      await page.locator("#passkey-name").fill(words.second);
      await presses(words.add);
      await page.waitForURL((address) => address.pathname === "/desk/prove");
      await presses(words.use);
      await page.waitForURL((address) => address.pathname === "/desk/me");
      assert.equal(await page.locator("#passkey-name").inputValue(), words.second);
      await page.reload();
      assert.equal(await page.locator("#passkey-name").inputValue(), "", "and once");

      // Another way in, for the next who comes: then the passkey goes, and opens nothing.
      await page.goto(`${desk}/desk/me`);
      await page.locator("li", { hasText: words.name }).getByRole("button", { name: words.remove }).click();
      await page.waitForURL(/\/desk\/me$/);
      assert.equal(await page.locator("li", { hasText: words.name }).count(), 0);
      link = await newLink(page, desk);
      await signsOut();
      assert.deepEqual(faults, []);
      await presses(words.use);
      await page.locator("[role=alert]", { hasText: words.wrong }).waitFor();
      // A device that has no key for this site says so, and the person is told in place.
      await device.forgets();
      await presses(words.use);
      await page.locator("[data-failed]:visible").waitFor();
      await sees("passkey-failed");
      await context.close();
    }
  });

  test("the door is whole without script, and at an address that passkeys are not for", async () => {
    const plain = await browser.newContext({ locale: "en", javaScriptEnabled: false });
    const page = await plain.newPage();
    await page.goto(`${desk}/desk/sign-in`);
    assert.equal(await page.getByRole("button", { name: WORDS.en.use }).count(), 0);
    assert.ok(await page.locator("#password").isVisible());
    await plain.close();
    const elsewhere = await browser.newContext({ locale: "en" });
    const at = await elsewhere.newPage();
    await at.goto(`${newsroom.origin}/desk/sign-in`);
    await at.getByRole("link", { name: desk }).waitFor();
    assert.equal(await at.getByRole("button", { name: WORDS.en.use }).count(), 0);
    await elsewhere.close();
  });

  async function virtualDevice(context, page) {
    const cdp = await context.newCDPSession(page);
    await cdp.send("WebAuthn.enable");
    const options = {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    };
    const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", { options });
    return { forgets: () => cdp.send("WebAuthn.clearCredentials", { authenticatorId }) };
  }

  /** A link for the one who is at the desk, as an administrator hands it over. */
  async function newLink(page, origin) {
    await page.goto(`${origin}/desk/people`);
    const own = (await page.locator(".desk-nav a[href='/desk/me']").innerText()).trim();
    await page.locator("main a[href^='/desk/people/']", { hasText: own }).first().click();
    await page.locator("form[action$='/link'] button").click();
    const shown = await page.locator(".desk-link").inputValue();
    return new URL(shown).pathname;
  }
});
