// Power cuts, dead networks, two windows, two editors, a session that ends: whatever happens, every word that was typed is
// in the article or before the eyes of whoever typed it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser } from "../support/browser.mjs";
import { onEachDatabase } from "../support/newsroom.mjs";
import { writer } from "../support/writer.mjs";

const eventually = async (look, what) => {
  for (let turn = 0; turn < 160; turn += 1) {
    if (await look()) return;
    await new Promise((later) => setTimeout(later, 250));
  }
  assert.fail(`waited in vain: ${what}`);
};

onEachDatabase((open) => {
  let newsroom, browser;
  before(async () => {
    newsroom = await open();
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await newsroom?.close();
  });

  test("the server dies in the middle of a sentence", async () => {
    const layla = await writer(browser, newsroom, "ليلى");
    const path = await layla.begins();
    await layla.types("قبل الانقطاع.");
    await layla.saved();
    await layla.types(" في لحظته.");
    await newsroom.dies();
    await layla.types(" بعده.");
    await layla.page.locator('.ke-pill[data-state="offline"]').waitFor();
    await newsroom.comesBack();
    await layla.saved();
    assert.deepEqual(await layla.stored(path), ["قبل الانقطاع. في لحظته. بعده."]);
    await layla.context.close();
  });

  test("the server dies, and the window is closed before it comes back", async () => {
    const layla = await writer(browser, newsroom, "ليلى");
    const path = await layla.begins();
    await layla.types("محفوظ.");
    await layla.saved();
    await newsroom.dies();
    await layla.types(" في الجهاز.");
    await layla.page.locator('.ke-pill[data-state="offline"]').waitFor();
    await layla.page.close({ runBeforeUnload: false });
    await newsroom.comesBack();
    const again = await layla.context.newPage();
    await layla.opens(path, again);
    await again.locator('.ke-notice[data-kind="restore"]').getByRole("button", { name: "استعده" }).click();
    await layla.saved(again);
    assert.deepEqual(await layla.stored(path, again), ["محفوظ. في الجهاز."]);
    await layla.context.close();
  });

  test("the network goes and comes back", async () => {
    const layla = await writer(browser, newsroom, "ليلى");
    const path = await layla.begins();
    await layla.context.setOffline(true);
    await layla.types("كُتب بلا شبكة.");
    await layla.page.locator('.ke-pill[data-state="offline"]').waitFor();
    await layla.context.setOffline(false);
    await layla.saved();
    assert.deepEqual(await layla.stored(path), ["كُتب بلا شبكة."]);
    await layla.context.close();
  });

  test("a second window looks on, takes the pen, and nothing is overwritten", async () => {
    const layla = await writer(browser, newsroom, "ليلى");
    const path = await layla.begins();
    await layla.types("من النافذة الأولى.");
    await layla.saved();
    const second = await layla.context.newPage();
    await layla.opens(path, second);
    const pen = second.locator('.ke-notice[data-kind="pen"]');
    await pen.waitFor();
    assert.equal(await second.locator(".ke-write").getAttribute("contenteditable"), "false");
    // What the first one types meanwhile is seen here.
    await layla.types(" وتتمّتها.");
    await eventually(async () => (await layla.text(second)).includes("وتتمّتها"), "the second window sees what the first writes");
    await pen.getByRole("button", { name: "خذ القلم" }).click();
    await second.locator('.ke-write[contenteditable="true"]').waitFor();
    await layla.types(" ومن الثانية.", 0, second);
    await layla.saved(second);
    await layla.page.locator('.ke-notice[data-kind="pen"]').waitFor();
    await eventually(async () => (await layla.text()).includes("ومن الثانية"), "the first window sees what the second writes");
    assert.deepEqual(await layla.stored(path), ["من النافذة الأولى. وتتمّتها. ومن الثانية."]);
    assert.deepEqual(layla.complaints, []);
    await layla.context.close();
  });

  test("one editor takes over while the other has no network, and both texts are kept", async () => {
    const layla = await writer(browser, newsroom, "ليلى");
    const samer = await writer(browser, newsroom, "سامر");
    const path = await layla.begins();
    await layla.types("الفقرة الأولى.");
    await layla.page.keyboard.press("Enter");
    await layla.page.keyboard.type("الفقرة الثانية.");
    await layla.saved();
    await layla.context.setOffline(true);
    await layla.types(" أضافت ليلى.", 0);
    await samer.opens(path);
    // Whoever only reads changes nothing with the tools either.
    await samer.page.locator(".ke-bars[inert]").waitFor();
    await samer.page.getByRole("button", { name: "خذ القلم" }).click();
    await samer.page.locator(".ke-bars:not([inert])").waitFor();
    await samer.page.locator('.ke-write[contenteditable="true"]').waitFor();
    await samer.types(" أضاف سامر.", 1);
    await samer.saved();
    await layla.context.setOffline(false);
    const both = ["الفقرة الأولى. أضافت ليلى.", "الفقرة الثانية. أضاف سامر."];
    await eventually(async () => JSON.stringify(await layla.stored(path)) === JSON.stringify(both), "both texts are in the article");
    await eventually(async () => (await samer.text()).includes("أضافت ليلى"), "he sees hers");
    await Promise.all([layla.context.close(), samer.context.close()]);
  });

  test("both change the same paragraph, and both texts stand side by side", async () => {
    const layla = await writer(browser, newsroom, "ليلى");
    const samer = await writer(browser, newsroom, "سامر");
    const path = await layla.begins();
    await layla.types("الأصل.");
    await layla.saved();
    await layla.context.setOffline(true);
    await layla.types(" كلام ليلى.");
    await samer.opens(path);
    await samer.page.getByRole("button", { name: "خذ القلم" }).click();
    await samer.page.locator('.ke-write[contenteditable="true"]').waitFor();
    await samer.types(" كلام سامر.");
    await samer.saved();
    await layla.context.setOffline(false);
    const sides = layla.page.locator(".ke-sides");
    await sides.waitFor();
    assert.match(await sides.innerText(), /كلام ليلى[\s\S]*كلام سامر/);
    await sides.getByLabel("أبقِ الاثنين").check();
    await layla.page.getByRole("button", { name: "احفظ ما اخترت" }).click();
    await eventually(async () => (await layla.stored(path)).join("|") === "الأصل. كلام ليلى.|الأصل. كلام سامر.", "both are kept");
    await Promise.all([layla.context.close(), samer.context.close()]);
  });

  test("the session ends while she writes, and she signs in again in place", async () => {
    const layla = await writer(browser, newsroom, "ليلى");
    await layla.page.goto("/desk/me");
    await layla.page.locator('form[action="/desk/me/password"] input[type=password]').first().fill("سبعة أنهار وجسر واحد");
    await layla.page.locator('form[action="/desk/me/password"] button').click();
    const path = await layla.begins();
    await layla.types("قبل انتهاء الجلسة.");
    await layla.saved();
    const kept = await layla.context.cookies();
    await layla.context.clearCookies();
    await layla.types(" وبعده.");
    const notice = layla.page.locator('.ke-notice[data-kind="signed_out"]');
    await notice.waitFor();
    assert.equal(await layla.text(), "قبل انتهاء الجلسة. وبعده.");
    await notice.locator("#ke-email").fill(layla.email);
    await notice.locator("#ke-password").fill("سبعة أنهار وجسر واحد");
    await notice.getByRole("button").click();
    await layla.saved();
    assert.deepEqual(await layla.stored(path), ["قبل انتهاء الجلسة. وبعده."]);
    assert.ok(kept.length > 0);
    await layla.context.close();
  });
});
