// Every screen of the desk, in Arabic and in English, on a phone and on a wide screen: nothing that shuts somebody out,
// nothing that runs out of the screen, nothing the browser complains of, everything within reach of the keyboard, and no
// more than a slow line bears. A screen that the desk has and nobody looked at is a fault too.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openBrowser } from "../support/browser.mjs";
import { barriers, doesNotMirror, illSet, runsOut, tooPale } from "../support/looked_over.mjs";
import { onOneDatabase } from "../support/newsroom.mjs";
import { SHOTS } from "../support/places.mjs";
import { forgotten, screensAtTheDoor, screensOfTheDesk } from "../support/screens_of_the_desk.mjs";
import { writer } from "../support/writer.mjs";

const MOST = { requests: 25, elements: 2500, total: 450, script: 200, sheets: 30, page: 20 };

onOneDatabase((open) => {
  let newsroom, browser;
  before(async () => {
    newsroom = await open('[newsroom.provider]\nissuer = "https://login.example.org"\nclient_id = "khabar"\nclient_secret = "x"\nname = "دار المثال"\n');
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await newsroom?.close();
  });

  test("what is looked for is found where it is", async () => {
    const page = await browser.newPage();
    await page.setContent('<html lang="ar"><head><title>x</title></head><body><main><h1>x</h1><input><button tabindex="-1">lost</button><p style="width:3000px">x</p></main></body></html>');
    assert.ok((await barriers(page)).some((barrier) => barrier.startsWith("label ")));
    assert.ok((await runsOut(page)) > 1000);
    assert.deepEqual(await outOfReach(page), ["button lost"]);
    const missing = forgotten({ today: { address: "/desk" } });
    assert.ok(missing.includes("/desk/library: no screen of it is looked at") && !missing.some((one) => one.startsWith("/desk:")));
    await page.close();
  });

  for (const lang of ["ar", "en"]) {
    test(`every screen is sound, in ${lang}`, async () => {
      const admin = await writer(browser, newsroom, "ليلى", { role: "admin", lang });
      const { page } = admin;
      await page.request.post("/desk/me/language", { form: { lang }, headers: { origin: newsroom.origin, "sec-fetch-site": "same-origin" } });
      const inside = await screensOfTheDesk(admin);
      const faults = [];
      for (const [name, screen] of Object.entries(inside)) {
        for (const width of [360, 1280]) faults.push(...(await look(page, name, screen, width, lang)));
      }
      const atTheDoor = screensAtTheDoor(admin.link());
      const stranger = await browser.newContext({ locale: lang, baseURL: newsroom.origin });
      const outside = await stranger.newPage();
      for (const [name, screen] of Object.entries(atTheDoor)) {
        for (const width of [360, 1280]) faults.push(...(await look(outside, name, screen, width, lang)));
      }
      await Promise.all([admin.context.close(), stranger.close()]);
      faults.push(...forgotten({ ...inside, ...atTheDoor }));
      assert.deepEqual(faults, []);
    });
  }

  /** What is wrong with a screen at a width. */
  async function look(page, name, { address, waits = "h1", stays = false, lang: own }, width, lang) {
    const found = [];
    const told = (what) => found.push(`${name} at ${width}: ${what}`);
    const onError = (error) => told(error);
    const onConsole = (message) => message.type() === "error" && !/40[0-9]/.test(message.text()) && told(message.text());
    const sizes = [];
    const onResponse = (response) => response.frame() === page.mainFrame() && sizes.push(response.request().sizes().then((size) => ({ kind: response.request().resourceType(), bytes: size.responseBodySize })).catch(() => null));
    // As whoever comes for the first time.
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Network.setCacheDisabled", { cacheDisabled: true });
    page.on("pageerror", onError).on("console", onConsole).on("response", onResponse);
    await page.setViewportSize({ width, height: 900 });
    // What goes on by itself is looked at before it does.
    if (stays) await page.route("**/passkeys*.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
    await page.goto(address, { waitUntil: "commit" });
    await page.locator(waits).first().waitFor();
    await page.waitForLoadState("load");
    await page.unrouteAll();
    page.off("pageerror", onError).off("console", onConsole).off("response", onResponse);

    const html = page.locator("html");
    const says = [await html.getAttribute("lang"), await html.getAttribute("dir")].join();
    if (says !== ((own ?? lang) === "ar" ? "ar,rtl" : "en,ltr")) told(`speaks ${says}`);
    for (const barrier of await barriers(page)) told(`axe: ${barrier}`);
    const over = await runsOut(page);
    if (over > 0) told(`${over} px run out of the screen`);
    for (const lost of await outOfReach(page)) told(`not reached by Tab: ${lost}`);
    for (const block of await doesNotMirror(page)) told(`does not mirror: ${block}`);
    for (const words of await illSet(page)) told(words);
    if (width === 360) {
      // Colours that change slowly are looked at when they have changed.
      await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
      for (const pale of await tooPale(page)) told(`axe, by night: ${pale}`);
      await page.emulateMedia({ colorScheme: null, reducedMotion: null });
      await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
      const twice = await runsOut(page);
      if (twice > 0) told(`${twice} px run out of the screen in twice the size`);
      await page.evaluate(() => (document.documentElement.style.fontSize = ""));
    }

    const heard = (await Promise.all(sizes)).filter(Boolean);
    const kB = (kind) => heard.filter((one) => !kind || one.kind === kind).reduce((sum, one) => sum + one.bytes, 0) / 1024;
    const measured = { requests: heard.length, elements: await page.locator("*").count(), total: kB(), script: kB("script"), sheets: kB("stylesheet"), page: kB("document") };
    for (const [what, most] of Object.entries(MOST)) if (measured[what] > most) told(`${what}: ${Math.round(measured[what])} of ${most}`);
    if (SHOTS) {
      mkdirSync(SHOTS, { recursive: true });
      await page.screenshot({ path: join(SHOTS, `desk-${name}-${lang}-${width}.png`), fullPage: true });
    }
    return found;
  }

  /** What can be pressed or filled with a mouse and not come to with the Tab key. */
  async function outOfReach(page) {
    const all = await page.evaluate(() => {
      const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest("[inert], dialog:not([open])") && !element.disabled;
      // Of a group of choices the keyboard comes to one, and the arrows to the others; the same of a bar of tools.
      const grouped = (element) => (element.type === "radio" && !element.checked) || (element.closest("[role=toolbar]") && element.tabIndex < 0);
      const found = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [contenteditable=true]")].filter((element) => shown(element) && !grouped(element));
      found.forEach((element, number) => element.setAttribute("data-at", number));
      document.activeElement?.blur();
      return found.map((element) => `${element.localName} ${(element.textContent || element.name || "").trim().slice(0, 40)}`);
    });
    const reached = new Set();
    const frames = await page.locator("iframe").count();
    const press = async (key) => {
      await page.keyboard.press(key);
      const { at, isText } = await page.evaluate(() => ({
        at: document.activeElement?.getAttribute("data-at") ?? null,
        isText: document.activeElement?.isContentEditable ?? false,
      }));
      if (at !== null) reached.add(Number(at));
      return isText;
    };
    for (let presses = 0; presses < all.length * 3 + 20 + frames * 150 && reached.size < all.length; presses += 1) {
      // The text keeps the Tab key for its tables and lists.
      if (await press("Tab")) await press("F6");
    }
    return all.filter((_, number) => !reached.has(number));
  }
});
