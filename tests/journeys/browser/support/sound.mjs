// Whether a screen shuts somebody out or runs out of the window.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { HERE, SHOTS } from "./places.mjs";

const AXE = readFileSync(join(HERE, "node_modules/axe-core/axe.min.js"), "utf8");

/** The rules that are broken. What stands in a frame is a page of the site, which is looked at elsewhere. */
export async function barriers(page) {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await axe.run({ exclude: [["iframe"]] }, { iframes: false, resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
    return violations.map(({ id, nodes }) => (nodes[0]?.target ? `${id} (${nodes[0].target.join(" ")})` : id));
  });
}

/** By how many pixels the screen is wider than the window. */
export const runsOut = (page) => page.evaluate(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth);

/** Looks at the screen on a phone and on a wide one: it is Arabic, nothing shuts somebody out, nothing runs out; leaves pictures. */
export async function soundInArabic(page, name) {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const html = page.locator("html");
    assert.deepEqual([await html.getAttribute("lang"), await html.getAttribute("dir")], ["ar", "rtl"], `${name} at ${width}`);
    assert.deepEqual(await barriers(page), [], `${name} at ${width}`);
    assert.ok((await runsOut(page)) <= 0, `${name} at ${width} has to be scrolled sideways`);
    mkdirSync(SHOTS, { recursive: true });
    await page.screenshot({ path: join(SHOTS, `${name}-${width}.png`), fullPage: true });
  }
}
