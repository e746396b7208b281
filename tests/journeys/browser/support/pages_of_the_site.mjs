// One page of every kind that a reader can come to, found as a reader finds it: by following links from the front page.

import assert from "node:assert/strict";

/** What stands at an address of its own in every edition. */
const STANDING = {
  home: "",
  latest: "latest/",
  stories: "stories/",
  galleries: "gallery/",
  videos: "video/",
  sounds: "audio/",
  corrections: "corrections/",
  follow: "follow/",
  credits: "credits/",
  about: "about/",
  contact: "contact/",
  privacy: "privacy/",
  terms: "terms/",
  "corrections-policy": "corrections-policy/",
  archive: "archive/",
  "search-empty": "search/",
  "lite-front": "lite/",
  offline: "offline/",
  "not-found": "there-is-nothing/",
};
/** What is told by the shape of its address, and where a link to it is looked for: the first found is taken. */
const BY_SHAPE = {
  story: /^story\/[^/]+\/$/,
  statements: /^story\/[^/]+\/statements\/$/,
  topic: /^topic\/[^/]+\/$/,
  author: /^author\/[^/]+\/$/,
  speaker: /^speaker\/[^/]+\/$/,
  "archive-month": /^archive\/\d{4}\/\d{2}\/$/,
  "archive-day": /^archive\/\d{4}\/\d{2}\/\d{2}\/$/,
  lite: /^lite\/[0-9A-Z]{12}$/,
};
const ARTICLE = /^([a-z-]+)\/[0-9A-Z]{12}\//;
/** A word that the sample newsroom is full of, and one that nobody ever wrote. */
const SEARCHED = { ar: ["المياه", "ظظظظظظ"], en: ["water", "qqqqqqqq"] };
const MOST_PAGES_READ = 120;

/**
 * The address of one page of each kind of an edition; of a gallery, a recording or a piece that was withdrawn only where the
 * edition has one.
 * @returns {Promise<Record<string, string>>}
 */
export async function pagesOfTheSite(origin, lang) {
  const edition = `/${lang}/`;
  const found = Object.fromEntries(Object.entries(STANDING).map(([kind, rest]) => [kind, edition + rest]));
  [found.search, found["search-nothing"]] = SEARCHED[lang].map((word) => `${edition}search/?q=${encodeURIComponent(word)}`);
  // What a reel shows is an article of its kind; the front's first piece is an ordinary one.
  for (const [kind, list] of Object.entries({ article: "", gallery: "gallery/", video: "video/", audio: "audio/", opinion: "opinion/" })) {
    const first = (await linksOf(origin, edition + list)).find((link) => ARTICLE.test(link.slice(edition.length)));
    if (first) found[kind] = first;
  }
  found.section = edition + found.article.slice(edition.length).match(ARTICLE)[1] + "/";

  const waiting = [found.home, found.article, found.stories, found.corrections, found.archive, found["lite-front"]];
  const known = new Set(waiting);
  for (let read = 0; read < MOST_PAGES_READ && waiting.length > 0; read += 1) {
    for (const link of await linksOf(origin, waiting.shift())) {
      const rest = link.startsWith(edition) ? link.slice(edition.length) : null;
      if (rest === null || known.has(link) || /[?#]/.test(rest)) continue;
      known.add(link);
      const kind = Object.keys(BY_SHAPE).find((kind) => BY_SHAPE[kind].test(rest));
      if (kind) found[kind] ??= link;
      if (kind || ARTICLE.test(rest)) waiting.push(link);
    }
  }
  return found;
}

/** Withdraws the oldest piece of an edition's latest, with a token of the API; tells where it stood. */
export async function withdrawsOne(newsroom, token, lang) {
  const last = (await linksOf(newsroom.origin, `/${lang}/latest/`)).filter((link) => ARTICLE.test(link.slice(lang.length + 2))).at(-1);
  const id = last.split("/")[3];
  const answer = await fetch(`${newsroom.origin}/api/v1/articles/${id}/withdrawal`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ reason: lang === "ar" ? "قام الخبر على جدول لم يُعتمد، ونعتذر." : "It rested on a table that was never adopted. We apologise." }),
  });
  assert.equal(answer.status, 200, await answer.text());
  return last;
}

async function linksOf(origin, address) {
  const html = await (await fetch(origin + address)).text();
  const main = html.slice(html.indexOf("<main"));
  return [...main.matchAll(/ href="?(\/[^"\s>]*)/g)].map(([, link]) => link);
}
