// Keeps the last pages read, and those that were saved, for when there is no network; it never answers in the network's
// stead. What may not be kept (`no-store`) is not, and beyond its edition's pages and their parts it touches nothing.
const home = new URL(registration.scope).pathname;
const [READ, SAVED, PARTS, OFFLINE] = ["read", "saved", "parts", "offline"].map((name) => `khabar-${name}-${home}`);
const MOST_PAGES = 30;
const MOST_PARTS = 90;

addEventListener("install", (event) => event.waitUntil(lay().then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (mode === "navigate") event.respondWith(page(event));
  else if (/^\/(assets|media)\//.test(pathname)) event.respondWith(part(event));
});

// The page for when there is nothing else, and the files that it is made of.
async function lay() {
  await caches.delete(OFFLINE);
  const cache = await caches.open(OFFLINE);
  const answer = await fetch(`${home}offline/`);
  const parts = (await answer.clone().text()).match(/\/assets\/[\w./-]+/g);
  await cache.put("offline", answer);
  await cache.addAll([...new Set(parts)]);
}

async function page(event) {
  const { request } = event;
  try {
    const answer = await fetch(request);
    event.waitUntil(remember(request.url, answer.clone()));
    return answer;
  } catch {
    return (await kept(request.url, [READ, SAVED])) ?? (await kept("offline", [OFFLINE])) ?? Response.error();
  }
}

async function part(event) {
  const { request } = event;
  const stands = await kept(request.url, [OFFLINE, PARTS]);
  // An asset's name changes with its bytes.
  if (stands && request.url.includes("/assets/")) return stands;
  try {
    const answer = await fetch(request);
    if (mayKeep(answer)) event.waitUntil(put(PARTS, request.url, answer.clone(), MOST_PARTS));
    return answer;
  } catch {
    return stands ?? Response.error();
  }
}

// What is gone is forgotten.
async function remember(url, answer) {
  if (mayKeep(answer)) {
    if (await kept(url, [SAVED])) await put(SAVED, url, answer.clone());
    await put(READ, url, answer, MOST_PAGES);
  } else if (answer.status === 404 || answer.status === 410) {
    for (const name of [READ, SAVED]) await (await caches.open(name)).delete(url);
  }
}

function mayKeep(answer) {
  return answer.status === 200 && answer.type === "basic" && !answer.redirected && !/no-store|private/.test(answer.headers.get("cache-control") ?? "no-store");
}

// The newest last; the oldest make room.
async function put(name, url, answer, most = Infinity) {
  const cache = await caches.open(name);
  await cache.delete(url);
  await cache.put(url, answer);
  const all = await cache.keys();
  for (const old of all.slice(0, Math.max(0, all.length - most))) await cache.delete(old);
}

async function kept(url, names) {
  for (const cacheName of names) {
    const answer = await caches.match(url, { cacheName, ignoreVary: true });
    if (answer) return answer;
  }
}
