// Without a network: what was read and what was saved can still be read, everything else says so in the reader's language,
// and nothing is kept that must not be.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser } from "../support/browser.mjs";
import { openSampleNewsroom } from "../support/newsroom.mjs";

let newsroom, browser;
before(async () => {
  newsroom = await openSampleNewsroom();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await newsroom?.close();
});

/** The addresses that the browser keeps, of all its caches. */
const keptPaths = (page) =>
  page.evaluate(async () => {
    const paths = [];
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) paths.push(decodeURI(new URL(url).pathname));
    }
    return paths;
  });

const isReady = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => Boolean(navigator.serviceWorker.controller)));

for (const { lang, offline, read, saved } of [
  { lang: "ar", offline: "لا اتصال بالشبكة", read: "صفحات قرأتها أخيرًا", saved: "محفوظاتك" },
  { lang: "en", offline: "No connection", read: "Pages you read lately", saved: "Your saved pieces" },
]) {
  test(`a reader goes on reading without a network in ${lang}`, async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 780 }, locale: lang, baseURL: newsroom.origin });
    const page = await context.newPage();
    await page.goto(`/${lang}/`);
    assert.equal(await page.evaluate(() => navigator.serviceWorker.getRegistration().then(Boolean)), false, "nothing is kept on a first visit");
    const links = await page.locator("main :is(h2, h3) a[href]").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    const pieces = [...new Set(links)].filter((href) => /\/[0-9A-Z]{12}\//.test(href));
    await page.goto(pieces[0]);
    const headline = (await page.locator("h1").innerText()).trim();
    await page.locator("[data-save]").click();
    await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration())?.active);
    await page.waitForFunction(() => navigator.serviceWorker.controller);
    assert.equal(await isReady(page), true);
    await page.goto(pieces[1]);
    const second = (await page.locator("h1").innerText()).trim();
    await page.goto(`/${lang}/search/?q=a`);
    await page.waitForFunction(async (path) => caches.match(path, { ignoreVary: true }).then(Boolean), pieces[1]);

    await context.setOffline(true);
    await page.goto(pieces[1]);
    assert.equal((await page.locator("h1").innerText()).trim(), second, "what was read is there");
    const ink = await page.evaluate(() => getComputedStyle(document.body).fontFamily);
    assert.match(ink, /K Text|Georgia/, "with its sheet");
    await page.goto(pieces[0]);
    assert.equal((await page.locator("h1").innerText()).trim(), headline, "and what was saved");

    await page.goto(pieces[3]);
    assert.equal((await page.locator("h1").innerText()).trim(), offline);
    assert.equal(await page.locator("html").getAttribute("lang"), lang);
    assert.equal((await page.locator("[data-kept] h2").innerText()).trim(), read);
    const plain = (text) => text.replaceAll("\u00a0", " ").trim();
    const listed = (await page.locator("[data-kept] li a").allInnerTexts()).map(plain);
    assert.ok(listed.includes(plain(second)), JSON.stringify(listed));
    assert.equal((await page.locator("[data-shelf] h2").innerText()).trim(), saved);
    assert.equal(plain(await page.locator("[data-shelf] li a").innerText()), plain(headline));
    await page.locator("[data-kept] li a").first().click();
    assert.ok((await page.locator("article, main.art").count()) > 0, "and leads there");

    const paths = await keptPaths(page);
    assert.ok(paths.some((path) => path.startsWith("/assets/")) && paths.some((path) => path.startsWith(`/${lang}/`)), "the control");
    for (const path of paths) assert.match(path, new RegExp(`^/(assets|media|${lang})/`), path);
    assert.ok(!paths.some((path) => path.includes("/search/")), "what may not be kept is not");
    await context.setOffline(false);
    await page.goto(pieces[3]);
    assert.notEqual((await page.locator("h1").innerText()).trim(), offline, "with a network the page itself comes");
    await context.close();
  });
}

test("the number of pages kept has an end, and what is gone is forgotten", async () => {
  const context = await browser.newContext({ baseURL: newsroom.origin });
  const page = await context.newPage();
  await page.goto("/ar/");
  await page.evaluate(() => localStorage.setItem("khabar-visit", `${Date.now() - 40 * 3_600_000} 0`));
  await page.goto("/ar/");
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  const count = () => page.evaluate(async () => (await (await caches.open("khabar-read-/ar/")).keys()).length);
  await page.evaluate(async () => {
    const cache = await caches.open("khabar-read-/ar/");
    const answer = () => new Response("<h1>x</h1>", { headers: { "content-type": "text/html" } });
    for (let number = 0; number < 40; number += 1) await cache.put(`/ar/old/${number}`, answer());
    await cache.put("/ar/politics/0D7K3F9QX2M1/x", answer());
  });
  await page.goto("/ar/politics/");
  await page.waitForFunction(async () => (await (await caches.open("khabar-read-/ar/")).keys()).length <= 30);
  assert.equal(await count(), 30);
  await page.goto("/ar/politics/0D7K3F9QX2M1/x");
  await page.waitForFunction(async () => !(await caches.match("/ar/politics/0D7K3F9QX2M1/x")));
  // The desk is none of its business.
  await page.goto("/desk/");
  assert.equal(await page.evaluate(() => Boolean(navigator.serviceWorker.controller)), false);
  await context.close();
});
