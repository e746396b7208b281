// What stands beside an article is told at the desk with its reason; an editor pins and bans, and the reader's page follows.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser } from "../support/browser.mjs";
import { editorByToken } from "../support/colleague.mjs";
import { onOneDatabase } from "../support/newsroom.mjs";
import { readsUntil } from "../support/reader.mjs";
import { soundInArabic } from "../support/sound.mjs";
import { writer } from "../support/writer.mjs";

const FLOOD = "فاض نهر الزرقان على قرى السهلة مساء الأحد، وقطعت السيول جسر المرج ونقلت فرق الإنقاذ عائلات إلى مدرسة الوادي";
const AFTER = "عادت عائلات قرى السهلة إلى بيوتها بعد انحسار نهر الزرقان، وبدأ الجيش ترميم جسر المرج الذي قطعته السيول";
const MATCH = "فاز المنتخب بهدفين في مباراة الذهاب وسجل اللاعب الشاب هدفه الأول أمام جمهور كبير في الملعب";

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

  test("an editor pins one and bans another, and the reader's page follows", async () => {
    const colleague = editorByToken(newsroom);
    const publishes = (headline, text) => colleague.publishes({ headline, body_html: `<p>${text}</p>` });
    await publishes("فيضان في السهلة", FLOOD);
    await publishes("فوز المنتخب بهدفين", MATCH);
    const { id, href } = await publishes("عودة إلى البيوت", AFTER);
    const reader = await browser.newPage({ viewport: { width: 360, height: 780 } });
    const stands = (wanted) => {
      const says = (words) => Object.entries(wanted).every(([headline, is]) => words.includes(headline) === is);
      return readsUntil(reader, new URL(href, newsroom.origin).href, "[aria-labelledby=related]", says);
    };
    await stands({ "فيضان في السهلة": true });

    const layla = await writer(browser, newsroom, "منى");
    const { page } = layla;
    await page.goto(`/desk/articles/${id}/sheet`);
    await page.locator("h1").first().waitFor();
    await soundInArabic(page, "publish-sheet");
    await page.locator(`a[href="/desk/articles/${id}/related"]`).first().click();
    const beside = page.locator("[aria-labelledby=beside]");
    await beside.getByText("فيضان في السهلة").waitFor();
    await soundInArabic(page, "related-at-the-desk");
    await page.locator("input[name=q]").fill("المنتخب بهدفين");
    await page.keyboard.press("Enter");
    const found = page.locator("[aria-labelledby=find] li").filter({ hasText: "فوز المنتخب بهدفين" });
    await found.locator("button[value=pin]").click();
    await page.waitForURL(/done=yes/);
    await stands({ "فيضان في السهلة": true, "فوز المنتخب بهدفين": true });

    await beside.locator("li").filter({ hasText: "فيضان في السهلة" }).locator("button[value=ban]").click();
    await page.waitForURL(/done=yes/);
    await page.locator("[aria-labelledby=banned]").getByText("فيضان في السهلة").waitFor();
    await soundInArabic(page, "related-pinned-and-banned");
    await stands({ "فيضان في السهلة": false, "فوز المنتخب بهدفين": true });
    await soundInArabic(reader, "article-with-related");
    assert.deepEqual(layla.complaints, []);
    await layla.context.close();
    await reader.close();
  });
});
