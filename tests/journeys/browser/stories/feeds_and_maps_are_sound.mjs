// A feed reader and a search engine come by: every feed that a page of the sample newsroom names, and every site map, is
// what its format asks for. The browser reads the XML, so that nothing is well formed to us alone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser } from "../support/browser.mjs";
import { onOneDatabase } from "../support/newsroom.mjs";

const EDITIONS = ["ar", "en"];
const LISTS = ["", "latest/", "stories/", "gallery/", "video/", "audio/", "corrections/", "follow/", "archive/"];
// Of each sort of page so many are looked at.
const OF_A_SORT = 2;
const SORTS = [/^\/[a-z]+\/[^/]+\/$/, /^\/[a-z]+\/story\/[^/]+\/$/, /^\/[a-z]+\/topic\/[^/]+\/$/, /^\/[a-z]+\/author\/[^/]+\/$/, /^\/[a-z]+\/[^/]+\/[0-9A-Z]{12}\//];

onOneDatabase((open) => {
  let newsroom, browser, page;
  before(async () => {
    newsroom = await open();
    browser = await openBrowser();
    page = await (await browser.newContext()).newPage();
  });
  after(async () => {
    await browser?.close();
    await newsroom?.close();
  });

  for (const lang of EDITIONS) {
    test(`every feed that a page in ${lang} names`, async () => {
      const feeds = await feedsNamedOn(await pagesOf(lang));
      // The control: something of each sort was found.
      for (const part of [`/${lang}/rss.xml`, "/story/", "/topic/", "/author/", "/gallery/", "/video/"]) {
        assert.ok([...feeds].some((feed) => feed.includes(part)), `a feed with ${part} among ${[...feeds].join(" ")}`);
      }
      const faults = [];
      for (const feed of feeds) faults.push(...(await faultsOf(feed)).map((fault) => `${feed}: ${fault}`));
      assert.deepEqual(faults, []);
    });
  }

  test("the index of site maps and every map in it", async () => {
    const index = await answer("/sitemap.xml");
    const maps = [...index.text.matchAll(/<loc>([^<]+)<\/loc>/g)].map((found) => new URL(found[1]).pathname);
    for (const lang of EDITIONS) assert.ok(maps.includes(`/${lang}/sitemap-0.xml`) && maps.includes(`/${lang}/news-sitemap.xml`), maps.join(" "));
    const faults = [];
    for (const map of ["/sitemap.xml", ...maps]) faults.push(...(await faultsOf(map)).map((fault) => `${map}: ${fault}`));
    assert.deepEqual(faults, []);
  });

  test("the checks themselves find what is wrong", async () => {
    for (const [wrong, why] of [
      ["<rss><channel>", "not well formed"],
      ["<rss><channel><title>x</title></channel></rss>", "channel without link"],
      ['<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>/x</loc></url></urlset>', "loc"],
      ['{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"1"}]}', "no content"],
    ]) {
      const found = await contentFaults(wrong, "http://127.0.0.1/x");
      assert.ok(found.some((fault) => fault.includes(why)), `${wrong}: ${found.join(", ")}`);
    }
  });

  async function answer(path, headers = {}) {
    const response = await fetch(newsroom.origin + path, { headers, redirect: "manual" });
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  }

  /** The lists of an edition, and some pages of each sort that they lead to. */
  async function pagesOf(lang) {
    const pages = new Set(LISTS.map((list) => `/${lang}/${list}`));
    for (let round = 0; round < 2; round += 1) {
      const links = new Set();
      for (const path of pages) {
        for (const [, href] of (await answer(path)).text.matchAll(/href="(\/[^"#?]*)"/g)) if (href.startsWith(`/${lang}/`)) links.add(href);
      }
      for (const sort of SORTS) [...links].filter((href) => sort.test(href)).slice(0, OF_A_SORT + round).forEach((href) => pages.add(href));
    }
    return pages;
  }

  async function feedsNamedOn(pages) {
    const feeds = new Set();
    for (const path of pages) {
      const { text } = await answer(path);
      for (const [tag] of text.matchAll(/<(?:link|a)\b[^>]*>/g)) {
        if (!/type="application\/(rss\+xml|atom\+xml|feed\+json)"/.test(tag)) continue;
        feeds.add(new URL(tag.match(/href="([^"]+)"/)[1], newsroom.origin).pathname);
      }
    }
    return feeds;
  }

  async function faultsOf(path) {
    const { status, headers, text } = await answer(path);
    if (status !== 200) return [`status ${status}`];
    const faults = await contentFaults(text, newsroom.origin + path);
    const etag = headers.get("etag");
    if (!etag) faults.push("no ETag");
    else if ((await answer(path, { "if-none-match": etag })).status !== 304) faults.push("asked again it is sent again");
    return faults;
  }

  function contentFaults(text, address) {
    return text.startsWith("{") ? jsonFaults(JSON.parse(text), address) : page.evaluate(xmlFaults, { text, address });
  }
});

function jsonFaults(feed, address) {
  const faults = [];
  if (!/^https:\/\/jsonfeed\.org\/version\/1(\.1)?$/.test(feed.version)) faults.push("version");
  if (!feed.title || !feed.language) faults.push("no title or language");
  if (feed.feed_url && feed.feed_url !== address) faults.push(`it says it is ${feed.feed_url}`);
  const ids = new Set();
  for (const item of feed.items) {
    if (!item.id || ids.has(item.id)) faults.push(`an id that is missing or there twice: ${item.id}`);
    ids.add(item.id);
    if (item.content_html === undefined && item.content_text === undefined) faults.push(`no content in ${item.id}`);
    if (item.date_published && Number.isNaN(Date.parse(item.date_published))) faults.push(`date ${item.date_published}`);
    if (item.url && !/^https?:\/\/[\x21-\x7e]+$/.test(item.url)) faults.push(`url ${item.url}`);
  }
  return faults;
}

/** Runs in the browser. */
function xmlFaults({ text, address }) {
  const faults = [];
  const parsed = new DOMParser().parseFromString(text, "application/xml");
  if (parsed.querySelector("parsererror")) return [`not well formed: ${parsed.querySelector("parsererror").textContent.slice(0, 120)}`];
  const root = parsed.documentElement;
  const children = (element, name) => [...element.children].filter((child) => child.localName === name);
  const words = (element, name) => children(element, name)[0]?.textContent.trim() ?? "";
  const isAddress = (url) => /^https?:\/\/[\x21-\x7e]+$/.test(url);
  const isRfc822 = (date) => /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d ([+-]\d{4}|GMT)$/.test(date);
  const isRfc3339 = (date) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(date);
  const isW3c = (date) => /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?$/.test(date);
  const once = (ids, id) => (ids.has(id) ? faults.push(`there twice: ${id}`) : ids.add(id));
  const body = (html) => {
    if (/<script|<style|\son\w+\s*=/i.test(html)) faults.push("script or style in a text");
    if (/\s(src|href)\s*=\s*["'](?!https?:|mailto:|tel:|data:)/i.test(html)) faults.push("an address without a host in a text");
  };
  const self = (element) => children(element, "link").find((link) => link.getAttribute("rel") === "self")?.getAttribute("href");
  if (root.localName === "rss") {
    const channel = children(root, "channel")[0];
    for (const part of ["title", "link", "description", "language"]) if (!words(channel, part)) faults.push(`channel without ${part}`);
    if (self(channel) !== address) faults.push(`it says it is ${self(channel)}`);
    const ids = new Set();
    for (const item of children(channel, "item")) {
      once(ids, words(item, "guid"));
      if (!words(item, "title") || !isAddress(words(item, "link"))) faults.push(`title or link of ${words(item, "guid")}`);
      if (!isRfc822(words(item, "pubDate"))) faults.push(`date ${words(item, "pubDate")}`);
      body(words(item, "encoded"));
    }
  } else if (root.localName === "feed") {
    if (!words(root, "id") || !words(root, "title") || !isRfc3339(words(root, "updated"))) faults.push("id, title or time of the feed");
    if (self(root) !== address) faults.push(`it says it is ${self(root)}`);
    const ids = new Set();
    for (const entry of children(root, "entry")) {
      once(ids, words(entry, "id"));
      if (!words(entry, "title") || !isRfc3339(words(entry, "updated"))) faults.push(`title or time of ${words(entry, "id")}`);
      if (!children(root, "author").length && !children(entry, "author").length) faults.push(`no author of ${words(entry, "id")}`);
      for (const link of children(entry, "link")) if (!isAddress(link.getAttribute("href") ?? "")) faults.push(`link ${link.getAttribute("href")}`);
      body(words(entry, "content"));
    }
  } else if (root.localName === "urlset") {
    const urls = children(root, "url");
    if (urls.length > 50_000) faults.push(`${urls.length} pages`);
    for (const url of urls) {
      if (!isAddress(words(url, "loc"))) faults.push(`loc ${words(url, "loc")}`);
      if (words(url, "lastmod") && !isW3c(words(url, "lastmod"))) faults.push(`lastmod ${words(url, "lastmod")}`);
      const news = children(url, "news")[0];
      if (news && (!words(news, "title") || !isW3c(words(news, "publication_date")) || !words(children(news, "publication")[0], "name"))) faults.push(`news of ${words(url, "loc")}`);
    }
  } else if (root.localName === "sitemapindex") {
    for (const map of children(root, "sitemap")) if (!isAddress(words(map, "loc"))) faults.push(`loc ${words(map, "loc")}`);
  } else {
    faults.push(`neither a feed nor a map: ${root.localName}`);
  }
  return faults;
}
