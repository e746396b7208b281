// A small server for the checks: the editor's page under the desk's own headers, and the two requests of its API
// with articles in memory. A check can ask for any refusal by setting `answer`.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));

const project = join(here, "../..");
export const schemaHash = JSON.parse(readFileSync(join(project, "desk/dist/manifest.json"), "utf8")).schema;
const kinds = { js: "text/javascript", css: "text/css", woff2: "font/woff2", svg: "image/svg+xml" };

/** The desk's policy: nothing inline, nothing foreign, and text never becomes markup except in the library's clipboard. */
const policy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "media-src 'self'", "font-src 'self'", "connect-src 'self'",
  "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'",
  "trusted-types ProseMirrorClipboard",
].join("; ");

export async function startServer() {
  const desk = { articles: new Map(), answer: null, delay: 0, saves: [], server: null, address: "", suggestions: new Map(), asked: [], placed: [], placing: null, slow: 0, uploads: new Map(), breaks: 0, looking: 0, keeping: 0, pictures: new Map(), said: [], describing: null, left: [], door: null, proofs: [] };
  desk.put = (id, article) => desk.articles.set(id, { revision: "r1", schema: schemaHash, headline: "", lead: "", ...article });
  desk.server = createServer((request, response) => void handle(desk, request, response));
  await new Promise((ready) => desk.server.listen(0, "127.0.0.1", ready));
  desk.address = `http://127.0.0.1:${desk.server.address().port}`;
  desk.stop = () => new Promise((done) => (desk.server.closeAllConnections(), desk.server.close(done)));
  return desk;
}

async function handle(desk, request, response) {
  const url = new URL(request.url, "http://desk");
  const api = /^\/api\/v1\/articles\/([a-z0-9]+)\/tree$/.exec(url.pathname);
  if (api && request.method === "GET") return json(response, 200, backwards(desk.articles.get(api[1]) ?? { title: "no such article" }));
  const barred = api && passes(desk, url, request);
  if (barred) return void request.resume(), barred(response);
  if (api && request.method === "PUT") return save(desk, api[1], request, response);
  if (url.pathname === "/trial") return send(response, 200, "text/html; charset=utf-8", page(url.searchParams));
  if (url.pathname === "/bare") return send(response, 200, "text/html; charset=utf-8", bare(desk.bare ?? []));
  if (url.pathname === "/trial/break.js") return file(response, join(here, "break.js"));
  const suggestions = /^\/desk\/articles\/([a-z0-9]+)\/suggestions(\/stories)?$/.exec(url.pathname);
  if (suggestions?.[2]) return place(desk, suggestions[1], request, response);
  if (suggestions) return suggest(desk, suggestions[1], response);
  if (/^\/desk\/uploads(\/|$)/.test(url.pathname)) return piece(desk, url.pathname.slice(14), request, response);
  if (url.pathname.startsWith("/desk/recordings/")) return json(response, 200, { id: "film", name: "film.mp4", bytes: 12582912, says_place: true });
  if (/^(\/desk)?\/media$/.test(url.pathname) && request.method === "POST") return takeIn(desk, request, response);
  const described = /^\/desk\/media\/([^/]+)$/.exec(url.pathname);
  if (described) return describe(desk, described[1], request, response);
  if (url.pathname === "/desk/media") return json(response, 200, { pictures: [...desk.pictures.values()] });
  if (url.pathname.startsWith("/desk/media/")) return send(response, 200, kinds.svg, picture);
  const stopped = passes(desk, url, request);
  if (stopped) return stopped(response);
  if (/^\/desk\/(?:sign-in|code|prove)$/.test(url.pathname)) return enter(desk, url.pathname.slice(6), request, response);
  const left = /^\/desk\/articles\/([a-z0-9]+)\/(sheet|preview|revisions|versions)$/.exec(url.pathname);
  if (left?.[2] === "versions") return setTimeout(() => json(response, 200, { revision: desk.articles.get(left[1]).revision }), desk.keeping);
  if (left) return desk.left.push(left[2]), send(response, 200, "text/html; charset=utf-8", `<!doctype html><title>${left[2]}</title>`);
  if (url.pathname === "/desk/names") return json(response, 200, { names: (desk.names ?? []).filter((one) => one.name.startsWith(url.searchParams.get("q")) && url.searchParams.get("of") === "topics") });
  if (url.pathname === "/desk/home") return send(response, 200, "text/html; charset=utf-8", "<!doctype html><title>home</title>");
  if (url.pathname.startsWith("/desk/")) return file(response, inside("desk/dist", url.pathname.slice(6)));
  if (url.pathname.startsWith("/assets/")) return file(response, inside("themes/default/assets", url.pathname.slice(8)));
  return send(response, 404, "text/plain", "not here");
}

/**
 * What stands before a request while a check has set `door`: "out" and "half" are sessions that are none, "led" and "told"
 * ask for a proof first, by leading to its page or by saying so. Presence asks for no proof.
 */
function passes({ door }, url, request) {
  const presence = /^\/desk\/articles\/[a-z0-9]+\/presence$/.test(url.pathname);
  const keeps = presence || request.method === "PUT" || url.pathname.endsWith("/versions");
  if (!door || !keeps) return null;
  if (door.is === "out" || door.is === "half") return (response) => json(response, 401, {});
  if (presence) return (response) => json(response, 200, { here: [], me: door.me, revision: "" });
  if (door.is === "led") return (response) => (response.writeHead(303, { location: "/desk/prove?to=/desk/me" }), response.end());
  if (door.is === "told") return (response) => json(response, 403, { code: "prove_first", by: door.by });
  return null;
}

/** The desk's door: a password, and then a code; or a proof of somebody who is in already. */
async function enter(desk, step, request, response) {
  const { door } = desk;
  if (request.method === "GET") return send(response, 200, "text/html; charset=utf-8", `<!doctype html><title>${step}</title><input name="typed" type="${door?.by === "password" ? "password" : "text"}">`);
  let text = "";
  for await (const chunk of request) text += chunk;
  const typed = Object.fromEntries(new URLSearchParams(text));
  desk.proofs.push([step, typed]);
  if (desk.closed) return send(response, desk.closed, "text/html; charset=utf-8", "<!doctype html>");
  const right = step === "sign-in" ? typed.password === "كلمة" : typed.typed === "123456";
  if (!right) return send(response, 401, "text/html; charset=utf-8", "<!doctype html>");
  door.is = step === "sign-in" ? "half" : "in";
  response.writeHead(303, { location: step === "sign-in" ? "/desk/code" : "/desk/home" });
  response.end();
}

async function save(desk, id, request, response) {
  let text = "";
  for await (const chunk of request) text += chunk;
  const body = JSON.parse(text);
  const article = desk.articles.get(id);
  desk.saves.push({ id, body, ifMatch: request.headers["if-match"] });
  if (desk.delay) await new Promise((later) => setTimeout(later, desk.delay));
  if (desk.answer) return json(response, desk.answer.status, desk.answer.body ?? {});
  if (body.schema !== schemaHash) return json(response, 426, { title: "outdated" });
  if (request.headers["if-match"] !== `"${article.revision}"`) return json(response, 412, { title: "changed elsewhere" });
  article.revision = `r${Number(article.revision.slice(1)) + 1}`;
  Object.assign(article, { tree: body.tree, headline: body.headline, lead: body.lead, ...(body.fields ? { fields: body.fields } : {}) });
  return json(response, 200, { revision: article.revision });
}

/** A picture comes in; its name is the text of its file, and one that says so is refused. */
async function takeIn(desk, request, response) {
  let text = "";
  for await (const chunk of request) text += chunk;
  if (desk.delay) await new Promise((later) => setTimeout(later, desk.delay));
  if (text.includes("broken")) return json(response, 422, { detail: `${text} is no picture` });
  json(response, 200, { id: text, caption: `شرح ${text}`, alt: "", credit: "", archive: false, taken_on: "", focal: [50, 50] });
}

/** A picture of the library, as it stands; what is said of it is noted and kept. "cut": nobody answers. */
async function describe(desk, id, request, response) {
  if (request.method === "GET" && desk.looking) return json(response, desk.looking, {});
  if (request.method === "GET") return desk.pictures.has(id) ? json(response, 200, backwards(desk.pictures.get(id))) : json(response, 404, { title: "no such picture" });
  let text = "";
  for await (const chunk of request) text += chunk;
  const refused = desk.describing;
  const { before = {}, ...said } = JSON.parse(text);
  desk.said.push({ id, body: said, refused: refused !== null });
  if (desk.delay) await new Promise((later) => setTimeout(later, desk.delay));
  if (refused === "cut") return request.socket.destroy();
  if (refused) return json(response, refused.status, refused.body ?? {});
  const stands = desk.pictures.get(id);
  const differs = (one, other) => JSON.stringify(one) !== JSON.stringify(other);
  if (Object.keys(before).some((name) => differs(stands[name], before[name]) && differs(stands[name], said[name]))) return json(response, 409, { code: "changed_meanwhile" });
  desk.pictures.set(id, { ...stands, ...said });
  json(response, 200, desk.pictures.get(id));
}

/** A file comes in pieces; while `breaks` is not spent a line breaks in the middle of each piece. */
async function piece(desk, id, request, response) {
  const told = (status, headers) => (response.writeHead(status, { "tus-resumable": "1.0.0", ...headers }), response.end());
  if (request.method === "POST") {
    const name = `u${desk.uploads.size + 1}`;
    desk.uploads.set(name, { length: Number(request.headers["upload-length"]), said: request.headers["upload-metadata"], at: 0, pieces: [] });
    return told(201, { location: `/desk/uploads/${name}` });
  }
  const upload = desk.uploads.get(id);
  if (!upload) return told(404, {});
  if (request.method === "DELETE") return desk.uploads.delete(id), told(204, {});
  if (request.method === "HEAD") return told(200, { "upload-offset": upload.at });
  if (request.method === "GET") return json(response, 200, { made: upload.at === upload.length ? { id: "film", seconds: 245 } : null });
  if (Number(request.headers["upload-offset"]) !== upload.at) return told(409, {});
  upload.pieces.push(upload.at);
  const breaks = desk.breaks > 0 && desk.breaks-- > 0;
  for await (const chunk of request) {
    upload.at += chunk.length;
    if (breaks) return request.destroy();
  }
  if (desk.refuses) return json(response, 422, { detail: desk.refuses });
  told(204, { "upload-offset": upload.at });
}

/** What was found in an article, for the panel of suggestions; 404 where the check has put nothing there. */
async function suggest(desk, id, response) {
  const text = JSON.stringify(desk.articles.get(id)?.tree ?? null);
  const asked = { id, text, at: Date.now(), ended: false };
  desk.asked.push(asked);
  response.on("close", () => (asked.ended = true));
  if (desk.slow) await new Promise((later) => setTimeout(later, desk.slow));
  const found = desk.suggestions.get(id);
  if (!found) return json(response, 404, { title: "nothing here" });
  json(response, 200, backwards({ ready: true, stories: [], copies: [], statements: [], sources: [], ...(typeof found === "function" ? found(asked) : found) }));
}

/** The article is put into a story, or is none of it. */
async function place(desk, id, request, response) {
  let text = "";
  for await (const chunk of request) text += chunk;
  desk.placed.push({ id, ...JSON.parse(text) });
  if (desk.placing) return json(response, desk.placing.status, desk.placing.body ?? {});
  const { story, accepted } = JSON.parse(text);
  const known = desk.suggestions.get(id).stories.find((one) => one.id === story);
  const { article } = desk.articles.get(id);
  if (accepted) article.stories.push({ id: story, name: known.name });
  json(response, 200, { stories: article.stories });
}

function page(query) {
  const lang = query.get("lang") === "en" ? "en" : "ar";
  const dir = lang === "en" ? "ltr" : "rtl";
  const id = query.get("article") ?? "trial";
  const broken = query.get("break") ? `<script src="/trial/break.js" data-break="${query.get("break").replace(/\W/g, "")}"></script>` : "";
  return `<!doctype html>
<html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Trial</title><link rel="stylesheet" href="/assets/base.css"><link rel="stylesheet" href="/desk/editor.css">
<script src="/desk/editor.js" defer></script><link rel="preload" as="fetch" href="/api/v1/articles/${id}/tree" crossorigin>${broken}</head>
<body class="desk"><main id="editor" data-article="${id}" data-load="/api/v1/articles/${id}/tree" data-save="/api/v1/articles/${id}/tree"
 data-lang="${lang}" data-dir="${dir}" data-preview="/desk/media/{id}/preview"${query.get("desk") ? ' data-desk="/desk"' : ""}></main></body></html>`;
}

/** A page with the same text and nothing but what the browser can do. */
function bare(lines) {
  return `<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>Bare</title><link rel="stylesheet" href="/assets/base.css"></head><body class="desk"><main contenteditable="true">${lines.map((line) => `<p>${line}</p>`).join("")}</main></body></html>`;
}

const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 540"><path fill="#0a5c63" d="M0 0h960v540H0z"/><path fill="#f6f4ef" d="M0 400l300-200 200 150 200-250 260 300v140H0z"/></svg>`;

function inside(folder, name) {
  return join(project, folder, normalize(`/${decodeURIComponent(name)}`));
}

function file(response, path) {
  try {
    send(response, 200, kinds[path.split(".").pop()] ?? "text/plain", readFileSync(path));
  } catch {
    send(response, 404, "text/plain", "not here");
  }
}

function json(response, status, body) {
  send(response, status, "application/json", JSON.stringify(body));
}

/** The same with the names of every object in another order: nothing may depend on it. */
function backwards(value) {
  if (Array.isArray(value)) return value.map(backwards);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([name, inner]) => [name, backwards(inner)]));
}

function send(response, status, type, body) {
  response.writeHead(status, { "content-type": type, "content-security-policy": policy, "cache-control": "no-store" });
  response.end(body);
}
