// The recording of a video piece: a file goes up in pieces, over a line that breaks and after the page was closed.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { doc, open, paragraph, start } from "./browser.mjs";

let session;
before(async () => (session = await start()));
after(() => session.close());

const fields = (more = {}) => ({ kicker: "", headlines: { web: "", short: "", search: "", social: "" }, place: "", sources: [], authors: [], topics: [], picture: null, ...more });
const article = (kind) => ({ edition: "ar", kind, site: "خبر", section: "politics", sections: [{ slug: "politics", name: "سياسة", level: 1 }], stories: [], live: false, withdrawn: false, scheduled: false, changed: false, href: null, may_publish: true, may_write: true, may_lead: true, may_upload: true });
let count = 0;

async function writing(kind, options = {}) {
  const name = `film${++count}`;
  session.desk.put(name, { tree: doc(paragraph(["نص"])), headline: "السدّ من الجو", lead: "", fields: fields({ recording: null }), article: article(kind), me: null });
  return open(session, null, { article: name, desk: true, ...options });
}

const megabytes = 1 << 20;
const film = (size) => ({ name: "film.mp4", mimeType: "video/mp4", buffer: Buffer.alloc(size, 7) });
const panel = (editor) => editor.page.locator("[data-panel=recording]");
const kept = (editor) => editor.inView("(view, _, app) => app.draft().fields.recording");

test("a_film_goes_up_in_pieces_over_a_line_that_breaks", async () => {
  const editor = await writing("video");
  session.desk.breaks = 2;
  await panel(editor).locator("input[type=file]").setInputFiles(film(10 * megabytes));
  await panel(editor).locator("video").waitFor({ timeout: 30_000 });
  const upload = [...session.desk.uploads.values()].at(-1);
  assert.equal(upload.at, 10 * megabytes);
  assert.ok(upload.pieces.length > 3, "pieces that broke off were gone on with");
  assert.ok(upload.pieces.every((at, index) => index === 0 || at >= upload.pieces[index - 1]), `${upload.pieces}`);
  assert.deepEqual(await kept(editor), { address: "", ours: "film", seconds: 245, caption: "" });
  assert.match(await panel(editor).locator("[role=alert]").textContent(), /أين صُوّر/, "a place in the file is told");
  assert.deepEqual(editor.faults, []);
  await editor.context.close();
});

test("the_same_file_goes_on_after_the_page_was_closed", async () => {
  const editor = await writing("audio");
  session.desk.breaks = 1000;
  const size = 9 * megabytes;
  const choose = (page) =>
    page.evaluate(async (size) => {
      const file = new File([new Uint8Array(size)], "long.mp3", { type: "audio/mpeg", lastModified: 1 });
      const given = new DataTransfer();
      given.items.add(file);
      const input = document.querySelector("[data-panel=recording] input[type=file]");
      input.files = given.files;
      input.dispatchEvent(new Event("change"));
    }, size);
  await choose(editor.page);
  await panel(editor).getByText("انقطع الخط").waitFor({ timeout: 20_000 });
  const begun = session.desk.uploads.size;
  await editor.page.close({ runBeforeUnload: false });
  session.desk.breaks = 0;
  const again = await open(session, null, { article: editor.id, desk: true, context: editor.context });
  await choose(again.page);
  await panel(again).locator("video").waitFor({ timeout: 30_000 });
  assert.equal(session.desk.uploads.size, begun, "no second upload was begun");
  assert.equal((await kept(again)).ours, "film");
  await again.context.close();
});

test("an_upload_is_paused_gone_on_with_and_given_up", async () => {
  const editor = await writing("video");
  session.desk.breaks = 1000;
  await panel(editor).locator("input[type=file]").setInputFiles(film(9 * megabytes));
  await panel(editor).getByRole("button", { name: "أوقف مؤقتًا" }).click();
  session.desk.breaks = 0;
  await editor.page.waitForTimeout(300);
  const upload = [...session.desk.uploads.values()].at(-1);
  const stood = upload.at;
  await editor.page.waitForTimeout(1500);
  assert.equal(upload.at, stood, "nothing is sent while it is paused");
  assert.ok(stood < 9 * megabytes);
  const count = session.desk.uploads.size;
  await panel(editor).getByRole("button", { name: "ألغِ الرفع" }).click();
  await panel(editor).locator("input[type=file]").waitFor({ state: "attached" });
  await editor.page.waitForTimeout(200);
  assert.equal(session.desk.uploads.size, count - 1, "the server was told");
  assert.equal(await kept(editor), null);
  await editor.context.close();
});

test("a_refusal_is_said_in_the_servers_words_and_a_plain_article_has_no_panel", async () => {
  const editor = await writing("video");
  session.desk.refuses = "لم يُقبل: الملف تالف.";
  await panel(editor).locator("input[type=file]").setInputFiles(film(1000));
  await panel(editor).getByText("لم يُقبل: الملف تالف.").waitFor();
  session.desk.refuses = null;
  await panel(editor).locator("#ke-recording-length").fill("٤:٠٥");
  await panel(editor).locator("#ke-recording-address").fill("https://v.example/a.mp4");
  await panel(editor).locator("#ke-recording-caption").fill("جولة");
  assert.deepEqual(await kept(editor), { address: "https://v.example/a.mp4", ours: null, seconds: 245, caption: "جولة" });
  await editor.context.close();
  const plain = await writing("news");
  assert.equal(await panel(plain).count(), 0);
  assert.equal("recording" in (await plain.inView("(view, _, app) => app.draft().fields")), false);
  await plain.context.close();
});

test("a_server_that_does_not_take_it_is_not_called_a_line_that_broke", async () => {
  const editor = await writing("video");
  let refused = 1;
  await editor.page.route("**/desk/uploads/*", (route) => (route.request().method() === "PATCH" && refused-- > 0 ? route.fulfill({ status: 503, body: "" }) : route.continue()));
  await editor.page.evaluate(() => {
    const given = new DataTransfer();
    given.items.add(new File([new Uint8Array(1000)], "busy.mp4", { type: "video/mp4" }));
    const input = document.querySelector("[data-panel=recording] input[type=file]");
    input.files = given.files;
    input.dispatchEvent(new Event("change"));
  });
  await panel(editor).getByText("لا يقبل الخادم الملف الآن").waitFor();
  await panel(editor).locator("video").waitFor({ timeout: 30_000 });
  await editor.context.close();
});
