// How soon one can type, and how soon a key is on the screen, in an article of 3,000 words; each beside a bare page that
// holds the same text in one contenteditable element, in the same browser and the same run. Prints JSON.
//
//     node measure.mjs [ROUNDS]

import { doc, missing, paragraph, start } from "./browser.mjs";

const rounds = Number(process.argv[2] ?? 7);
const keys = 120;
const bars = { open: 2.5, key: 2 };
const words = "أقرّ البرلمان فجر اليوم قانون مياه النهر في جلسة بدأت مساء الأحد واستمرت ساعات منهيًا خلافًا قديمًا بين المحافظات".split(" ");
const text = Array.from({ length: 60 }, (_, block) => Array.from({ length: 50 }, (_, at) => words[(block * 7 + at) % words.length]).join(" ") + ".");

if (missing) {
  console.log(`NOT RUN: the editor's times (${missing} is not here)`);
} else {
  const session = await start();
  // With all of the desk around it: bar, form, panels.
  const fields = { kicker: "", headlines: { web: "", short: "", search: "", social: "" }, place: "", sources: [{ role: "agency", name: "وكالة", href: "", detail: "" }], authors: ["سلمى"], topics: ["الماء", "البرلمان"], picture: null };
  const article = { edition: "ar", site: "خبر", section: "politics", sections: [{ slug: "politics", name: "السياسة", level: 1 }], stories: [], live: true, withdrawn: false, scheduled: false, changed: false, href: "/ar/", may_publish: true, may_write: true, may_lead: true, may_upload: true };
  session.desk.put("measured", { tree: doc(...text.map((line) => paragraph([line]))), headline: "عنوان", lead: "مقدّمة", fields, article, picture: null, me: null });
  session.desk.bare = text;
  const [editor, bare] = [{ open: [], key: [] }, { open: [], key: [] }];
  for (let round = 0; round <= rounds; round += 1) {
    for (const [page, times] of [["/trial?article=measured&lang=ar&desk=1", editor], ["/bare", bare]]) {
      const one = await measure(session, page);
      // The first round warms the browser up.
      if (round > 0) (times.open.push(one.open), times.key.push(...one.key));
    }
  }
  await session.close();
  const at = (list, part) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))];
  const result = { rounds, words: 3000 };
  for (const [name, times] of [["editor", editor], ["bare", bare]]) {
    result[name] = { open_ms: at(times.open, 0.5), key_p50_ms: at(times.key, 0.5), key_p95_ms: at(times.key, 0.95) };
  }
  result.open_ratio = result.editor.open_ms / result.bare.open_ms;
  result.key_ratio = result.editor.key_p95_ms / result.bare.key_p95_ms;
  result.holds = result.open_ratio <= bars.open && result.key_ratio <= bars.key;
  console.log(JSON.stringify(result, (_, value) => (typeof value === "number" ? Math.round(value * 100) / 100 : value), 2));
  process.exitCode = result.holds ? 0 : 1;
}

/** Opens the page, types in its middle, and tells both times. */
async function measure(session, path) {
  const context = await session.browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const began = performance.now();
  await page.goto(session.desk.address + path, { waitUntil: "commit" });
  await page.waitForSelector('[contenteditable="true"]', { state: "attached" });
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
  const open = performance.now() - began;
  await page.waitForTimeout(600);
  await page.evaluate(() => {
    const surface = document.querySelector('[contenteditable="true"]');
    const middle = surface.children[30] ?? surface.lastElementChild;
    surface.focus();
    middle.scrollIntoView({ block: "center" });
    getSelection().collapse(middle.firstChild, 20);
    window.took = [];
    addEventListener("keydown", () => {
      const at = performance.now();
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => window.took.push(performance.now() - at);
        channel.port2.postMessage(0);
      });
    }, { capture: true });
  });
  await page.waitForTimeout(300);
  for (let key = 0; key < keys; key += 1) await page.keyboard.press("KeyS").then(() => page.waitForTimeout(25));
  await page.waitForTimeout(200);
  const key = await page.evaluate(() => window.took);
  await context.close();
  return { open, key };
}
