// A reader who looks at a page until it says what it is to say. A browser keeps a page for a minute, so whoever wants to see
// what is new asks for it again.

import assert from "node:assert/strict";

const LOOKS = 80;
const BETWEEN_MS = 250;

/**
 * Opens a page and loads it anew until it says what is expected.
 * @param {import("playwright-core").Page} page the reader's
 * @param {string} address of the page
 * @param {string} what stands there: a selector
 * @param {(words: string) => boolean} says tells whether the words of it are the right ones
 */
export async function readsUntil(page, address, what, says) {
  await page.goto(address);
  let words = "";
  for (let look = 0; look < LOOKS; look += 1) {
    words = (await page.locator(what).allTextContents()).join(" ").replaceAll("\u00a0", " ");
    if (says(words)) return;
    await page.waitForTimeout(BETWEEN_MS);
    await page.reload();
  }
  assert.fail(`${address}, ${what}: ${words.replace(/\s+/g, " ").slice(0, 600)}`);
}
