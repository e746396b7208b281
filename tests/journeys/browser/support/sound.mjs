// Whether a screen shuts somebody out or runs out of the window.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { barriers, runsOut } from "./looked_over.mjs";
import { SHOTS } from "./places.mjs";

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
