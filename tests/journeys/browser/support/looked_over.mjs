// What is wrong with a page as it stands in the browser, whoever made it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { HERE } from "./places.mjs";

const AXE = forArabic(readFileSync(join(HERE, "node_modules/axe-core/axe.js"), "utf8"));

/**
 * The rules' script takes a word whose joined letters are narrower than its letters apart for an icon's ligature, and does not
 * judge its contrast: that is most of the short words of Arabic. Here no text is an icon.
 */
function forArabic(source) {
  const asks = "function _isIconLigature(textVNode) {";
  if (!source.includes(asks)) throw new Error("axe-core asks for ligatures in another way: see whether it judges Arabic now");
  return source.replace(asks, `${asks} return false;`);
}

const ALL_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * The rules of accessibility that are broken, each with the first place. What stands in a frame is a page of its own. The
 * browser is told to evaluate the rules' script, which a page's own policy has no say in.
 */
export const barriers = (page) => broken(page, ALL_RULES);

/** Where the page as it stands now is too pale to be read. */
export const tooPale = (page) => broken(page, ["color-contrast", "link-in-text-block"]);

async function broken(page, runOnly) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  return page.evaluate(async (runOnly) => {
    const { violations } = await axe.run({ exclude: [["iframe"]] }, { iframes: false, resultTypes: ["violations"], runOnly });
    return violations.map(({ id, nodes }) => (nodes[0]?.target ? `${id} (${nodes[0].target.join(" ")})` : id));
  }, runOnly);
}

/** Has the browser set all of a page, with what it would set when its reader comes near. */
export function setsAll(page) {
  return page.evaluate(() => {
    for (const element of document.querySelectorAll("body *")) {
      if (getComputedStyle(element).contentVisibility === "auto") element.style.contentVisibility = "visible";
    }
  });
}

/** How many pixels of the page are beyond the edge of the screen. */
export const runsOut = (page) => page.evaluate(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth);

/** Blocks that stand elsewhere when the direction is turned: something says left or right where it should say start or end. */
export function doesNotMirror(page) {
  return page.evaluate(() => {
    const blocks = [...document.querySelectorAll("body *")].filter((element) => {
      const style = getComputedStyle(element);
      return /^(block|flex|grid|list-item|table)$/.test(style.display) && style.visibility !== "hidden" && style.position !== "fixed" && !element.closest("body [dir], bdi, pre, code, svg, video, iframe") && element.getBoundingClientRect().width > 0;
    });
    const root = document.documentElement;
    // The direction alone is turned: the attribute chooses faces too.
    const measured = (direction) => {
      root.style.direction = direction;
      return blocks.map((block) => block.getBoundingClientRect());
    };
    const [rtl, ltr] = [measured("rtl"), measured("ltr")];
    root.style.direction = "";
    const name = (element) => (element.className ? `${element.localName}.${String(element.className).split(" ")[0]}` : element.localName);
    const moved = blocks.filter((_, at) => {
      const mirrored = root.clientWidth - ltr[at].right;
      return Math.abs(rtl[at].width - ltr[at].width) < 3 && Math.abs(rtl[at].left - mirrored) > 2.5 && rtl[at].left > -900 && ltr[at].left > -900;
    });
    return [...new Set(moved.map(name))];
  });
}

/** Arabic that is set as Arabic must not be: too small, too tight, spaced, slanted, justified. */
export function illSet(page) {
  return page.evaluate(() => {
    const found = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const words = walker.currentNode.data.trim();
      const element = walker.currentNode.parentElement;
      if (!/\p{Script=Arabic}/u.test(words) || element.closest("script, style, template") || !element.checkVisibility({ visibilityProperty: true })) continue;
      const style = getComputedStyle(element);
      const size = parseFloat(style.fontSize);
      const line = parseFloat(style.lineHeight) / size;
      const told = (what) => found.add(`${what}: ${element.localName}.${element.className} «${words.slice(0, 30)}»`);
      if (size < 13.5) told(`${size} px`);
      if (parseFloat(style.letterSpacing)) told("letters apart");
      if (style.fontStyle !== "normal") told("slanted");
      if (style.textAlign === "justify" || style.textAlign === "left") told(style.textAlign);
      if (/^h[1-6]$/.test(element.localName) ? line < 1.3 : words.length > 60 && element.closest("p, li, blockquote, dd") && line < 1.55) told(`lines ${line.toFixed(2)}`);
      if (/[\u0600-\u06FF]\s*[,;?]|\s[،؛؟](?!\S*["»])|\u0640{2}|[\uFB50-\uFDFB\uFE70-\uFEFC]/.test(words)) told("punctuation or letter forms");
    }
    return [...found];
  });
}

/** What a page leaves out of what it says of itself to search engines, to those who share it and to those who jump by headings. */
export function doesNotSay(page) {
  return page.evaluate(() => {
    const said = (selector, attribute = "content") => document.querySelector(selector)?.getAttribute(attribute) ?? "";
    const found = [];
    const wants = (is, what) => is || found.push(what);
    wants(document.title.length >= 4 && document.title.length <= 110, `a title of ${document.title.length} letters`);
    wants(said("meta[name=description]").length >= 30, "a description");
    wants(/^https?:/.test(said("link[rel=canonical]", "href")), "its own address");
    for (const name of ["title", "type", "url", "image", "image:alt", "locale", "site_name", "description"]) wants(said(`meta[property="og:${name}"]`), `og:${name}`);
    wants(document.querySelector("link[rel=alternate][type*=xml]"), "a feed");
    for (const tag of ["h1", "main", "body > header", "body > footer"]) wants(document.querySelectorAll(tag).length === 1, `one ${tag}`);
    wants(!document.querySelector("time:not([datetime])"), "the machine's time of each time");
    let above = 0;
    for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
      const level = Number(heading.localName[1]);
      wants(level <= above + 1, `h${above + 1} before «${heading.textContent.trim().slice(0, 30)}»`);
      above = level;
    }
    const graphs = [...document.querySelectorAll('script[type="application/ld+json"]')];
    wants(graphs.length > 0 && graphs.every((graph) => JSON.parse(graph.textContent)["@context"]), "structured data");
    return found;
  });
}
