// Every kind of page that a reader can come to, in Arabic and in English, on a phone and on a wide screen, by day and by
// night: nothing that shuts somebody out, nothing that runs out of the screen or jumps, nothing the browser complains of,
// whole without script, and no more than a slow line bears.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { openBrowser } from "../support/browser.mjs";
import { barriers, doesNotMirror, doesNotSay, illSet, runsOut, setsAll, tooPale } from "../support/looked_over.mjs";
import { openSampleNewsroom } from "../support/newsroom.mjs";
import { pagesOfTheSite, withdrawsOne } from "../support/pages_of_the_site.mjs";
import { BINARY, SHOTS } from "../support/places.mjs";

/** What a page may cost a first visitor, before she scrolls: kilobytes as they are sent, requests, elements, shift of its layout. */
const MOST = { total: 120, requests: 10, page: 16, script: 8, sheets: 10, fonts: 45, pictures: 60, elements: 900, shift: 0.02 };
const OF_A_KIND = {
  home: { total: 200, requests: 20, pictures: 120, page: 24, elements: 1400 },
  lite: { total: 16, requests: 2, page: 15, script: 0, sheets: 0, fonts: 0, pictures: 1 },
};
OF_A_KIND["lite-front"] = OF_A_KIND.lite;
for (const kind of ["article", "gallery", "video", "audio", "opinion"]) OF_A_KIND[kind] = { page: 14 };
/** What no search engine is led to, and what has no sheet of ours. */
const PLAIN = ["lite", "lite-front", "offline"];
const STATUS = { "not-found": 404, gone: 410 };
/** By night on wide screens too, with a picture of it. */
const FULL = Boolean(process.env.KHABAR_FULL);
/** Of these a picture is left in .test/journeys for somebody to look at. */
const SHOWN = ["home", "section", "story", "article", "lite"];

let newsroom, browser;
before(async () => {
  newsroom = await openSampleNewsroom();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await newsroom?.close();
});

test("what is looked for is found where it is", async () => {
  const page = await browser.newPage();
  await page.setContent('<html lang="ar" dir="rtl"><head><title>x</title></head><body><main><h1>x</h1><input><p style="margin-left:60px;width:90px">x</p><p style="letter-spacing:2px">كلمة</p><p style="color:#999">قليل التباين</p></main></body></html>');
  const found = (await barriers(page)).join();
  assert.match(found, /label /);
  assert.match(found, /color-contrast /);
  assert.match((await tooPale(page)).join(), /^color-contrast /);
  assert.deepEqual(await doesNotMirror(page), ["p"]);
  assert.match((await illSet(page)).join(), /^letters apart/);
  await page.close();
});

// Each waits for its pages more than it works.
describe("each edition", { concurrency: 2 }, () => {
  for (const lang of ["ar", "en"]) {
    test(`every page is sound, in ${lang}`, async () => {
      const pages = await pagesOfTheSite(newsroom.origin, lang);
      const kinds = ["section", "story", "statements", "article", "opinion", "topic", "author", "speaker", "video", "archive-day", "lite"];
      assert.deepEqual(kinds.filter((kind) => !pages[kind]), [], "a page of each is found");
      pages.gone = await withdrawsOne(newsroom, token(), lang);
      const faults = [];
      for (const [kind, address] of Object.entries(pages)) {
        for (const width of [360, 1280]) faults.push(...(await lookedAt(kind, address, lang, width)));
        faults.push(...(await costs(kind, address, lang)));
      }
      assert.deepEqual(faults, []);
    });
  }
});

/** A token of the API, of somebody who may withdraw. */
function token() {
  const email = `${Math.random().toString(36).slice(2, 10)}@example.org`;
  const people = (...rest) => execFileSync(BINARY, ["people", ...rest], { encoding: "utf8" }).trim();
  people("invite", "--data", newsroom.data, "--name", "هند", "--role", "admin", email);
  return people("token", "--data", newsroom.data, email).split(/\s+/).at(-1);
}

/** What is wrong with how a page stands on a screen, by day and by night, and on paper. */
async function lookedAt(kind, address, lang, width) {
  const found = [];
  const told = (what) => found.push(`${kind} at ${width}: ${what}`);
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: "light", reducedMotion: "reduce", locale: lang, baseURL: newsroom.origin });
  const page = await context.newPage();
  page.on("pageerror", told).on("console", (message) => message.type() === "error" && !STATUS[kind] && !isAskedAgain(message) && told(message.text()));
  const answer = await comes(page, address);
  if (answer.status() !== (STATUS[kind] ?? 200)) told(answer.status());
  await setsAll(page);
  const html = page.locator("html");
  const says = [await html.getAttribute("lang"), await html.getAttribute("dir")].join();
  if (says !== (lang === "ar" ? "ar,rtl" : "en,ltr")) told(`speaks ${says}`);
  if ((await runsOut(page)) > 0) told("runs out of the screen");
  if (!STATUS[kind] && !PLAIN.includes(kind)) for (const what of await doesNotSay(page)) told(`does not say: ${what}`);
  for (const block of await doesNotMirror(page)) told(`does not mirror: ${block}`);
  if (!PLAIN.includes(kind)) for (const words of await illSet(page)) told(words);
  for (const what of await barriers(page)) told(`axe: ${what}`);
  await shown(kind, lang, width, "light", page);
  // What the night changes is the colours: they are the same on every screen.
  if (width === 360 || FULL) {
    await page.emulateMedia({ colorScheme: "dark" });
    for (const what of await tooPale(page)) told(`axe, by night: ${what}`);
    if (FULL) await shown(kind, lang, width, "dark", page);
  }
  if (width === 360) {
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
    if ((await runsOut(page)) > 0) told("runs out of the screen in twice the size");
  } else {
    // Black on white, whatever its reader's screen is.
    await page.setViewportSize({ width: 720, height: 1000 });
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    for (const barrier of await tooPale(page)) told(`on paper: ${barrier}`);
    if ((await runsOut(page)) > 0) told("runs out of the sheet");
  }
  await context.close();
  return found;
}

/** What the browser says of a search that was asked to come again. */
const isAskedAgain = (message) => /status of 503/.test(message.text()) && message.location().url.includes("/search/?");

/** Comes to a page. On a machine that is hard pressed a search is asked to come again after a while, and does. */
async function comes(page, address, again = () => {}) {
  for (let tries = 1; ; tries += 1) {
    const answer = await page.goto(address);
    if (answer.status() !== 503 || !address.includes("?") || tries === 20) return answer;
    again();
    await page.waitForTimeout(1000);
  }
}

/** Leaves a picture for somebody to look at. */
async function shown(kind, lang, width, colorScheme, page) {
  if (!SHOWN.includes(kind)) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `site-${kind}-${lang}-${width}-${colorScheme}.png`), fullPage: true });
}

/** What a page costs whoever comes for the first time, on a phone, and what of it is lost where no script runs. */
async function costs(kind, address, lang) {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 }, deviceScaleFactor: 2.625, isMobile: true, hasTouch: true, locale: lang, baseURL: newsroom.origin });
  const page = await context.newPage();
  const heard = [];
  page.on("requestfinished", (request) => heard.push(request.sizes().then((size) => ({ kind: request.resourceType(), bytes: size.responseBodySize }))));
  await page.addInitScript(() => {
    window.shift = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.shift += entry.value))).observe({ type: "layout-shift", buffered: true });
  });
  await comes(page, address, () => heard.splice(0));
  await page.waitForTimeout(300);
  const all = await Promise.all(heard);
  const kB = (kind) => all.filter((one) => !kind || one.kind === kind).reduce((sum, one) => sum + one.bytes, 0) / 1024;
  const measured = {
    total: kB(),
    requests: all.length,
    page: kB("document"),
    script: kB("script"),
    sheets: kB("stylesheet"),
    fonts: kB("font"),
    pictures: kB("image"),
    elements: await page.locator("*").count(),
    shift: await page.evaluate(() => window.shift),
  };
  const words = (page) => setsAll(page).then(() => page.locator("main").innerText()).then((text) => text.split(/\s+/).length);
  const allWords = await words(page);
  await context.close();
  const plain = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 800 }, baseURL: newsroom.origin });
  const without = await plain.newPage();
  await comes(without, address);
  const kept = await words(without);
  await plain.close();

  const most = { ...MOST, ...OF_A_KIND[kind] };
  const over = Object.keys(most).filter((what) => measured[what] > most[what]).map((what) => `${kind}: ${what} ${measured[what].toFixed(2)} of ${most[what]}`);
  return kept >= allWords * 0.98 ? over : [...over, `${kind}: ${kept} of ${allWords} words without script`];
}
