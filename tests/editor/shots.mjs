// Pictures of the editor for a person to look at: `node shots.mjs FOLDER`. Arabic and English, phone and desk.

import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { open, start } from "./browser.mjs";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));

const folder = process.argv[2] ?? "shots";
mkdirSync(folder, { recursive: true });
const tree = JSON.parse(readFileSync(join(here, "fixtures/every-block.json"), "utf8"));
const session = await start();
for (const lang of ["ar", "en"]) {
  for (const width of [360, 1280]) {
    const editor = await open(session, tree, { lang, width, headline: "البرلمان يقرّ قانون مياه اللجين بعد جلسة استمرت 14 ساعة", lead: "صوّت 64 نائبًا لمصلحة القانون الذي يخصّص حصصًا ثابتة للمحافظات الثلاث." });
    await editor.page.screenshot({ path: join(folder, `${lang}-${width}.png`), fullPage: true });
    const wide = await editor.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    console.log(`${lang} ${width}: ${wide > 0 ? `scrolls sideways by ${wide} px` : "fits"}`);
    if (width === 1280) {
      await editor.inView("(view) => { view.dispatch(view.state.tr.insert(0, view.state.schema.nodes.paragraph.create())); }");
      await editor.caret(1);
      await editor.type("/");
      await editor.page.screenshot({ path: join(folder, `${lang}-menu.png`) });
    }
    await editor.context.close();
  }
}
await session.close();
