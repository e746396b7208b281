// An editor sends files that are a picture and a page, or a picture and a script. What readers get of them runs nowhere:
// not at any shape of its address, not on any page that loads it. On a careless site the same files run.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser } from "../support/browser.mjs";
import { editorByToken } from "../support/colleague.mjs";
import { ALL_MARKS, openCarelessSite, watchedPage } from "../support/marks.mjs";
import { onOneDatabase } from "../support/newsroom.mjs";
import { AS_SCRIPT, MARK, polyglots } from "../support/polyglots.mjs";

/** What somebody may make of an address, hoping that it is taken for something else. */
const SHAPES = [
  (address) => address,
  (address) => `${address}?x=.html`,
  (address) => `${address}?content-type=text/html#x`,
  (address) => `${address}/.html`,
  (address) => `${address}#x`,
  (address) => `${address};.js`,
  (address) => `${address}.html`,
  (address) => `${address}%00.html`,
  (address) => address.replace(/\.webp$/, ".WEBP"),
  (address) => address.replace(/\.webp$/, ".html"),
  (address) => address.replace("/media/", "/media/..;/media/"),
  (address) => address.replace("/media/", "/media/.%2e/media/"),
  (address) => address.replace("/media/", "/Media/"),
  (address) => address.replace(/[^/]+$/, (name) => name.toUpperCase()),
];

onOneDatabase((open) => {
  const files = polyglots();
  let newsroom, browser, careless;
  before(async () => {
    careless = await openCarelessSite(files);
    browser = await openBrowser();
    newsroom = await open();
  });
  after(async () => {
    await newsroom?.close();
    await browser?.close();
    await careless?.close();
  });

  test("the control: on a careless site each of the files runs", async () => {
    const visitor = await watchedPage(browser);
    for (const file of files) {
      const address = careless.addressOf(file);
      assert.ok(file.bytes.includes(MARK), file.what);
      if (file.runsAs !== AS_SCRIPT) {
        await visitor.opens(address);
        assert.deepEqual(await visitor.leftBehind(), ALL_MARKS, `${file.what}, opened`);
      }
      await visitor.opens(careless.page);
      assert.deepEqual(await visitor.leftBehind(), [], "an empty page runs nothing");
      await visitor.embeds([address]);
      assert.deepEqual(await visitor.leftBehind(), ALL_MARKS, `${file.what}, loaded by a page`);
      if (file.runsAs === AS_SCRIPT) {
        await visitor.opens(careless.page);
        const [{ evaluated, worker, "service worker": stays }] = await visitor.calls([address]);
        // A worker that runs is never done.
        assert.deepEqual({ evaluated, worker, stays }, { evaluated: "ran", worker: "nothing", stays: "ran" }, file.what);
        assert.deepEqual(await visitor.leftBehind(), ALL_MARKS, `${file.what}, called by a page`);
      }
    }
    await visitor.close();
  });

  test("what readers get of them is a picture and runs nothing", async (told) => {
    const visitor = await watchedPage(browser);
    const taken = await sendAll(told);
    const addresses = [];
    let opened = 0;
    for (const { what, article } of taken) {
      await visitor.opens(article);
      const own = await addressesOf(what, visitor.page);
      for (const address of own) await isOurs(address, what);
      // The sizes of one picture differ in nothing but their number: one of them is opened at every shape.
      const [first, ...others] = own;
      const shapes = [...SHAPES.map((shape) => shape(first)), ...others];
      for (const shape of shapes) {
        await visitor.opens(shape);
        assert.deepEqual(await visitor.leftBehind(), [], `${what}: ${shape}`);
      }
      addresses.push(...own);
      opened += shapes.length;
    }
    // A page of the site's own origin with nothing to protect it.
    const bare = `${newsroom.origin}/ar/bare`;
    await visitor.page.route(bare, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><body>" }));
    for (const host of [taken[0].article, bare, careless.page]) {
      await visitor.opens(host);
      const outcomes = await visitor.embeds(addresses);
      assert.deepEqual(await visitor.leftBehind(), [], `loaded by ${host}`);
      const shown = host === careless.page ? "refused" : "came";
      for (const [index, { script, module, stylesheet, picture }] of outcomes.entries()) {
        const expected = { script: "refused", module: "refused", stylesheet: "refused", picture: shown };
        assert.deepEqual({ script, module, stylesheet, picture }, expected, `${addresses[index]} loaded by ${host}`);
      }
      for (const [index, called] of (await visitor.calls(addresses)).entries()) {
        const expected = { evaluated: "refused", imported: "refused", worker: "refused", "service worker": "refused" };
        assert.deepEqual(called, expected, `${addresses[index]} called by ${host}`);
      }
      assert.deepEqual(await visitor.leftBehind(), [], `called by ${host}`);
    }
    const answers = visitor.answers.filter(({ url }) => url.toLowerCase().startsWith(`${newsroom.origin}/media/`));
    assert.ok(answers.length >= opened, `${answers.length} answers to ${opened} addresses`);
    assert.deepEqual(answers.filter((answer) => !isSafe(answer)), [], "an answer is a picture or an error, and is to be taken for nothing else");
    const pictures = answers.filter(({ status }) => status === 200).length;
    told.diagnostic(`${addresses.length} addresses, ${opened} of all shapes, ${answers.length} answers, ${pictures} of them pictures; nothing ran`);
    await visitor.close();
  });

  /** Sends the files and publishes an article with each that is taken. */
  async function sendAll(told) {
    const editor = editorByToken(newsroom);
    const taken = [];
    for (const { what, bytes } of files) {
      const { status, said } = await editor.sends(bytes, what);
      told.diagnostic(`${status} ${what}`);
      if (status === 201) taken.push({ what, article: await editor.publishesWith(said.id) });
      else assert.deepEqual([status, said.code], [422, "refused_picture"], what);
    }
    for (const format of ["GIF", "JPEG", "PNG", "WebP"]) assert.ok(taken.some(({ what }) => what.includes(format)), `some ${format} is taken`);
    return taken;
  }

  /** Every address under which the open page shows the picture with this alternative text. */
  async function addressesOf(what, page) {
    const written = await page.locator(`img[alt="${what}"]`).evaluateAll((pictures) => pictures.map((picture) => `${picture.src} ${picture.srcset}`));
    const names = written.join(" ").matchAll(/\/media\/[^/\s]+\.webp/g);
    const addresses = new Set(Array.from(names, ([path]) => newsroom.origin + path));
    assert.ok(addresses.size > 0, `${what} stands on ${page.url()}`);
    return addresses;
  }

  /** What is served there has nothing of the file that came in. */
  async function isOurs(address, what) {
    const answer = await fetch(address);
    const bytes = Buffer.from(await answer.arrayBuffer());
    assert.equal(answer.status, 200, `${what}: ${address}`);
    assert.equal(answer.headers.get("content-type"), "image/webp", what);
    assert.ok(bytes.subarray(0, 4).equals(Buffer.from("RIFF")) && !bytes.includes(MARK), `${what}: pixels of ours`);
  }
});

function isSafe({ status, headers }) {
  const isPicture = headers["content-type"]?.startsWith("image/");
  return headers["x-content-type-options"] === "nosniff" && (status >= 400 || (status === 200 && isPicture));
}
