// Every screen of the desk: where a browser finds one of each, and whether one was forgotten. What the desk answers stands in
// `access.toml`; what of it is no screen is named here, with the reason.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./places.mjs";

const HERE = { headers: { "sec-fetch-site": "same-origin" } };

/** What is answered to a GET and is no screen. */
const NO_SCREEN = {
  "/desk/": "the same screen as /desk",
  "/desk/provider": "leads away, to the provider's own page",
  "/desk/articles/{id}/tree": "the editor's text, as JSON",
  "/desk/articles/{id}/suggestions": "the editor's suggestions, as JSON",
  "/desk/articles/{id}/receipt": "the steps of a publication, as JSON",
  "/desk/articles/{id}/notes": "the editor's notes, as JSON",
  "/desk/articles/{id}/colleagues": "the names for a mention, as JSON",
  "/desk/articles/{id}/preview/card": "a picture",
  "/desk/articles/{id}/preview/media/{file}": "a picture",
  "/desk/preview/{link}/media/{file}": "a picture",
  "/desk/print/{sheet}": "a style sheet",
  "/desk/assets/{name}": "a script or a style sheet",
  "/desk/names": "names for the editor's fields, as JSON",
  "/desk/media": "pictures for the editor's panel, as JSON",
  "/desk/media/{id}": "what is said of a picture, as JSON",
  "/desk/media/{id}/preview": "a picture",
  "/desk/media/{id}/original": "a file to keep",
  "/desk/uploads": "what broke off, as JSON",
  "/desk/uploads/{id}": "how far an upload has come, as JSON",
  "/desk/recordings/{id}": "what is said of a recording, as JSON",
  "/desk/recordings/{id}/file": "a recording",
};

/**
 * The screens of somebody who may see all of them, each by a name of its own.
 * @returns {Promise<Record<string, {address: string, lang?: string, waits?: string}>>} `lang` where a page of the site speaks its
 * edition's language, `waits` for what it is ready with
 */
export async function screensOfTheDesk(admin) {
  const { page } = admin;
  const piece = await admin.begins();
  const first = async (from, shape) => {
    await page.goto(from);
    const link = page.locator(`main a[href^="${shape}"]`).first();
    assert.ok(await link.count(), `${from} leads to no ${shape}`);
    return link.getAttribute("href");
  };
  // A piece that readers have, and that was corrected: it has revisions, and something to stand beside it.
  await page.goto("/ar/corrections/");
  const corrected = await page.locator("main a").evaluateAll((links) => links.map((link) => link.pathname.match(/^\/ar\/[a-z-]+\/([0-9A-Z]{12})\//)?.[1]).find(Boolean));
  assert.ok(corrected, "something was corrected");
  const live = `/desk/articles/${corrected}`;
  const made = await (await page.request.post(`${live}/preview/link`, { headers: { ...HERE.headers, origin: new URL(page.url()).origin } })).text();
  const linked = made.match(/\/desk\/preview\/[\w-]+/)?.[0];
  assert.ok(linked, "a link to the preview is made");
  const screens = {
    today: "/desk",
    list: "/desk/articles",
    editor: { address: piece, waits: ".ke-write" },
    sheet: `${piece}/sheet`,
    "sheet-live": `${live}/sheet`,
    revisions: `${piece}/revisions`,
    "revisions-live": `${live}/revisions`,
    related: `${live}/related`,
    preview: `${live}/preview`,
    "preview-dark": `${live}/preview?look=dark`,
    "preview-lite": `${live}/preview?look=lite`,
    print: `${live}/preview?look=print`,
    "previewed-dark": { address: `${live}/preview/page?look=dark`, lang: "ar" },
    "previewed-lite": { address: `${live}/preview/page?look=lite`, lang: "ar" },
    "previewed-by-link": { address: linked, lang: "ar" },
    proposals: "/desk/proposals",
    "search-console": "/desk/search-console",
    sources: "/desk/sources",
    "rests-on-a-source": await first("/desk/sources", "?"),
    library: "/desk/library",
    picture: await first("/desk/library", "/desk/library/"),
    settings: "/desk/settings",
    "edition-settings": "/desk/settings/editions/ar",
    "section-settings": await first("/desk/settings", "/desk/settings/sections/"),
    "stage-settings": "/desk/settings/stages",
    trail: "/desk/trail",
    people: "/desk/people",
    person: await first("/desk/people", "/desk/people/"),
    me: "/desk/me",
    "second-factor": "/desk/me/second-factor",
    prove: "/desk/prove?to=/desk/me",
    nothing: "/desk/there-is-nothing",
  };
  if (screens["rests-on-a-source"].startsWith("?")) screens["rests-on-a-source"] = `/desk/sources${screens["rests-on-a-source"]}`;
  return named(screens);
}

/** The screens before anybody is let in; `link` is one that somebody was sent. The provider is one that never answers. */
export function screensAtTheDoor(link) {
  return named({
    "sign-in": "/desk/sign-in",
    "sign-in-by-link": link,
    "second-step": "/desk/code",
    "provider-refused": { address: "/desk/provider/return?error=access_denied", waits: ".desk-problem" },
    "provider-returned": { address: "/desk/provider/return?state=of-no-visit&code=x", stays: true },
    "provider-of-no-visit": { address: "/desk/provider/return?state=of-no-visit&code=x", waits: ".desk-problem" },
  });
}

const named = (screens) => Object.fromEntries(Object.entries(screens).map(([name, one]) => [name, typeof one === "string" ? { address: one } : one]));

/** The addresses of the desk of which no screen was looked at, and those that are said to be no screen and are nothing. */
export function forgotten(screens) {
  const rows = readFileSync(join(ROOT, "crates/newsroom/access.toml"), "utf8").split("[[route]]").slice(1);
  const shown = rows.filter((row) => row.includes('surface = "desk"') && /^methods = .*"GET"/m.test(row)).map((row) => row.match(/^path = "(.*)"$/m)[1]);
  // Of those that fit, the one with the fewest gaps answers.
  const gaps = (path) => path.split("{").length + (path.includes("{*") ? 100 : 0);
  const fits = (path) => new RegExp(`^${path.replace(/\{\*\w+\}/, ".+").replace(/\{\w+\}/g, "[^/]+")}$`);
  const of = ({ address }) => shown.filter((path) => fits(path).test(address.split("?")[0])).sort((one, other) => gaps(one) - gaps(other))[0];
  const seen = new Set(Object.values(screens).map(of));
  const unseen = shown.filter((path) => !seen.has(path) && !(path in NO_SCREEN)).map((path) => `${path}: no screen of it is looked at`);
  return [...unseen, ...Object.keys(NO_SCREEN).filter((path) => !shown.includes(path)).map((path) => `${path}: there is no such address`)];
}
