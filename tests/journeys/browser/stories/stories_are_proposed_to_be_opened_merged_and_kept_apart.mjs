// What keeps coming in is proposed as a story, and two stories that look like one to be merged: an editor opens, merges and
// keeps apart, and what was answered is not asked again.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser } from "../support/browser.mjs";
import { editorByToken } from "../support/colleague.mjs";
import { onOneDatabase } from "../support/newsroom.mjs";
import { soundInArabic } from "../support/sound.mjs";
import { writer } from "../support/writer.mjs";

const BRIDGE = ["جسر الزرقان", "المهندس بهاء الدالي", "شركة السواتر", "النيابة العامة", "محافظ السهلة", "لجنة التحقيق"];
const FERRY = ["عبّارة النورس", "القبطان أنور الرشيد", "شركة المرافئ", "خفر السواحل", "ميناء الرملة", "هيئة الملاحة"];
const THEFT = ["متحف الغزلان", "الحارس مروان الجابي", "قلادة الياقوت", "جمارك الرصيف", "دار المزاد", "أمينة المقتنيات"];
const AGENCIES = ["سدرة", "الرافية", "المنارة"];

// Each matter is told in words of its own: what they shared would make them near.
const BRIDGE_WORDS = ["طلبت", "وثائق", "ورد", "وقال كلمته"];
const FERRY_WORDS = ["ناقشت مع", "قوائم الركاب لدى", "أبحر", "ونجا من الحادث"];
const THEFT_WORDS = ["اختفت بين", "ليلا وعُرضت لدى", "تفقد", "واستجوب الخبراء"];

/** Pieces about one matter, none of which repeats another. */
function matter(names, [asked, papers, met, said], event, pieces) {
  return Array.from({ length: pieces }, (_, number) => {
    const name = (at) => names[(number + at * (1 + (number % 2))) % names.length];
    const body_html = `<p>${asked} ${name(2)} و${name(3)} ${papers} ${name(4)} في ${event} ${names[0]}.</p><p>${met} ${name(5)} و${name(1)} بحضور ${name(0)}، ${said} ${names[1]}.</p>`;
    return { headline: `${name(0)} و${name(1)} بعد ${event} ${names[0]}`, body_html, sources: [{ role: "agency", name: AGENCIES[number % 3] }] };
  });
}

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

  test("a proposed story is opened, two are merged, two are kept apart", async () => {
    const colleague = editorByToken(newsroom);
    const writes = async (pieces) => {
      const ids = [];
      for (const content of pieces) ids.push(await colleague.writes(content));
      return ids;
    };
    const proposed = await writes(matter(THEFT, THEFT_WORDS, "سرقة", 7));
    for (const [names, words, event, [one, two]] of [
      [BRIDGE, BRIDGE_WORDS, "انهيار", ["جسر أول", "جسر ثان"]],
      [FERRY, FERRY_WORDS, "غرق", ["عبّارة أولى", "عبّارة ثانية"]],
    ]) {
      const ids = await writes(matter(names, words, event, 8));
      await colleague.opensStory(one, ids.slice(0, 4));
      await colleague.opensStory(two, ids.slice(4));
    }
    const layla = await writer(browser, newsroom, "منى");
    const { page } = layla;
    const opening = page.locator('form[action="/desk/proposals/stories"]').filter({ hasText: THEFT[0] });
    const merge = (name) => page.locator('form[action="/desk/proposals/merges"]').filter({ hasText: name });
    for (let look = 0; look < 120; look += 1) {
      await page.goto("/desk/proposals?edition=ar");
      if ((await opening.count()) && (await merge("جسر أول").count()) && (await merge("عبّارة أولى").count())) break;
      await page.waitForTimeout(500);
    }
    await opening.waitFor();
    await soundInArabic(page, "proposals");

    await opening.locator("input[name=name]").fill("سرقة المتحف");
    await opening.locator("button.btn:not(.line)").click();
    await page.waitForURL(/done=opened/);
    await page.locator(".desk-done").waitFor();
    assert.equal(await opening.count(), 0, "what was opened is not proposed again");
    const inside = await Promise.all(proposed.map(async (id) => (await (await page.request.get(`/desk/articles/${id}/tree`)).json()).article.stories.map(({ name }) => name)));
    assert.ok(inside.filter((names) => names.includes("سرقة المتحف")).length >= 5, JSON.stringify(inside));

    await merge("جسر أول").locator("button[value=merge]").click();
    await page.waitForURL(/done=merged/);
    assert.equal(await merge("جسر أول").count(), 0);
    await merge("عبّارة أولى").locator("button[value=apart]").click();
    await page.waitForURL(/done=apart/);
    assert.equal(await merge("عبّارة أولى").count(), 0);
    await soundInArabic(page, "proposals-answered");
    // Neither comes back.
    await page.goto("/desk/proposals?edition=ar");
    assert.equal((await merge("جسر أول").count()) + (await merge("عبّارة أولى").count()), 0);
    assert.deepEqual(layla.complaints, []);
    await layla.context.close();
  });
});
