// A person with a browser. Everything she meets on the way that no reader should (an error in the console, a failed
// request, a request to somebody else, a cookie) is written down and fails the story at its end.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { CHROMIUM, SHOTS } from "./places.mjs";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the browser. */
export function openBrowser() {
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

/** A stranger at a screen of the given width, reading in the given language. */
export async function stranger(browser, origin, { width, lang }) {
  const context = await browser.newContext({ viewport: { width, height: width < 600 ? 780 : 900 }, locale: lang, baseURL: origin });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const faults = watch(page, origin);
  return {
    page,
    /** Nothing on the screen needs to be scrolled sideways for. */
    async seesNoSidewaysScroll() {
      const [inside, across] = await page.evaluate(() => [document.documentElement.clientWidth, document.documentElement.scrollWidth]);
      assert.ok(across <= inside, `the page is ${across} px wide in a window of ${inside} px: ${page.url()}`);
    },
    /** The page says which language it is in and in which direction it runs. */
    async seesPageIn(language, direction) {
      const html = page.locator("html");
      assert.equal(await html.getAttribute("lang"), language);
      assert.equal(await html.getAttribute("dir"), direction);
      assert.equal(await page.evaluate(() => getComputedStyle(document.body).direction), direction);
    },
    /** Leaves a picture of the whole page in .test/journeys. */
    async takesPicture(name) {
      mkdirSync(SHOTS, { recursive: true });
      await page.screenshot({ path: join(SHOTS, `${name}-${lang}-${width}.png`), fullPage: true });
    },
    /** Goes away, and tells what should not have happened. */
    async leaves() {
      const cookies = await context.cookies();
      await context.close();
      assert.deepEqual(cookies.map((cookie) => cookie.name), [], "reading sets no cookie");
      assert.deepEqual(faults, [], "nothing goes wrong on the way");
    },
  };
}

function watch(page, origin) {
  const faults = [];
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
  page.on("requestfailed", (request) => {
    // Going on to the next page before a picture has come is no fault.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") faults.push(`${request.failure()?.errorText}: ${request.url()}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith("data:")) faults.push(`to somebody else: ${url}`);
  });
  return faults;
}
