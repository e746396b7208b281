// Documents for the round trip: one with every block and mark, and random ones, all in canonical form.
// `node generate.mjs` writes fixtures/every-block.json, which the content crate's tests may read too.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));

/** A small seeded source of chance (mulberry32), so that a failing document can be made again. */
export function chance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(next() * n);
  return { next, below, pick: (list) => list[below(list.length)], often: (p) => next() < p };
}

const words = ["خبر", "البرلمان", "قانونَ", "«نهر اللجين»", "CNN", "2026", "٥٢", "+961 1 234567", "Ghost CMS", "2-1", "👩‍🌾", "می‌روم", "é", "هـ", "؟", "@khabar", "%50", "<b>&amp;", "\\", "\"", "\u2028"];
const markMakers = [
  () => ({ type: "bold" }),
  () => ({ type: "emphasis" }),
  () => ({ type: "strike" }),
  () => ({ type: "superscript" }),
  () => ({ type: "subscript" }),
  (c) => ({ type: "link", attrs: { href: c.pick(["https://example.org/خبر?a=1&b=2", "/ar/world/x", "mailto:a@example.org", "tel:+9611234567"]), title: c.pick(["", "عنوان"]) } }),
  (c) => ({ type: "isolate", attrs: { lang: c.pick(["", "en", "zh-Hant"]), dir: c.pick(["auto", "ltr", "rtl"]) } }),
];

/** A random canonical document. */
export function randomDoc(seed) {
  const c = chance(seed);
  let ids = 0;
  const id = () => `s${seed.toString(36)}x${(++ids).toString(36).padStart(7, "0")}`;
  const text = (n) => Array.from({ length: 1 + c.below(n) }, () => c.pick(words)).join(c.pick([" ", "", " "]));
  const marks = () => markMakers.map((make) => c.often(0.15) && make(c)).filter(Boolean);
  const line = () => {
    const runs = [];
    for (let count = c.below(5); count > 0; count--) {
      if (c.often(0.12)) {
        runs.push({ type: "hard_break" });
        continue;
      }
      const set = marks();
      const last = runs[runs.length - 1];
      if (last?.type === "text" && JSON.stringify(last.marks ?? []) === JSON.stringify(set)) continue;
      runs.push(set.length ? { type: "text", marks: set, text: text(6) } : { type: "text", text: text(6) });
    }
    return runs.length ? { content: runs } : {};
  };
  const where = () => ({ lang: c.pick([null, null, "en", "ar-LB"]), dir: c.pick([null, null, "ltr"]) });
  const paragraph = () => ({ type: "paragraph", attrs: { id: id(), ...where() }, ...line() });
  const some = (make, most) => Array.from({ length: 1 + c.below(most) }, make);
  const item = (depth) => () => ({ type: "item", attrs: { id: id() }, content: [paragraph(), ...(c.often(0.3) ? [depth < 3 && c.often(0.7) ? list(depth + 1) : paragraph()] : [])] });
  const list = (depth = 1) => ({ type: "list", attrs: { id: id(), ordered: c.often(0.5) }, content: some(item(depth), 3) });
  const heading = (level = c.pick([2, 3, 4])) => ({ type: "heading", attrs: { id: id(), ...where(), level }, ...line() });
  const maybe = () => (c.often(0.5) ? text(4) : "");
  const statement = () => ({
    type: "statement",
    attrs: {
      id: id(), ...where(), speaker: maybe(), role: maybe(), to: maybe(), place: maybe(),
      date: c.pick(["", "2026", "2026-11", "2026-11-23", "2026-11-23T03:20:00+03:00"]), source: maybe(),
      authority: c.pick(["said", "reported", "document", "recording"]), href: c.pick(["", "https://example.org/41"]),
      statement: c.pick([null, "st01"]),
    },
    content: some(paragraph, 2),
  });
  const table = () => {
    const columns = 1 + c.below(4);
    const row = () => ({ type: "row", content: Array.from({ length: columns }, () => ({ type: "cell", ...line() })) });
    return { type: "table", attrs: { id: id(), header: c.often(0.5) }, content: some(row, 4) };
  };
  const picture = () => ({ type: "picture", attrs: { id: id(), media: `m${c.below(1e6)}`, caption: maybe(), alt: maybe(), credit: maybe(), size: c.pick(["body", "wide"]) } });
  const blocks = [
    paragraph, paragraph, paragraph, () => heading(), () => list(), statement, table,
    () => ({ type: "quote", attrs: { id: id(), ...where() }, content: some(paragraph, 3) }),
    picture,
    () => ({ type: "gallery", attrs: { id: id() }, content: [picture(), ...some(picture, 4)] }),
    () => ({ type: "facts", attrs: { id: id() }, content: [...(c.often(0.6) ? [heading(3)] : []), ...some(() => (c.often(0.5) ? paragraph() : list()), 3)] }),
    () => ({ type: "related", attrs: { id: id(), article: `a${c.below(1e6)}`, kind: "read_also" } }),
    () => ({ type: "embed", attrs: { id: id(), href: "https://video.example/watch?v=1", provider: maybe(), title: maybe() } }),
    () => ({ type: "audio", attrs: { id: id(), credit: maybe(), href: "https://audio.example/a.mp3", provider: maybe(), title: maybe(), length: c.pick(["", "4:05", "1:02:03"]) }, content: some(paragraph, 2) }),
    () => ({ type: "map", attrs: { id: id(), place: maybe(), caption: maybe(), latitude: c.pick(["33.8938", "-90", "0"]), longitude: c.pick(["-180", "35.50180000"]) }, ...(c.often(0.5) ? { content: [picture()] } : {}) }),
    () => ({ type: "file", attrs: { id: id(), href: c.pick(["https://files.example/a.pdf", "/files/أ.pdf"]), title: maybe(), format: maybe(), weight: maybe() } }),
    () => ({ type: "rule", attrs: { id: id() } }),
  ];
  return { type: "doc", attrs: { version: 1 }, content: some(() => c.pick(blocks)(), 10) };
}

/** Every block, every attribute with a value, every mark alone and all marks together. */
export function everyBlock() {
  let ids = 0;
  const id = () => `every${String(++ids).padStart(4, "0")}`;
  const t = (text, ...marks) => (marks.length ? { type: "text", marks, text } : { type: "text", text });
  const p = (content, attrs = {}) => ({ type: "paragraph", attrs: { id: id(), lang: null, dir: null, ...attrs }, ...(content.length ? { content } : {}) });
  const link = { type: "link", attrs: { href: "https://example.org/محضر?جلسة=41", title: "محضر الجلسة 41" } };
  const iso = { type: "isolate", attrs: { lang: "en", dir: "ltr" } };
  const plain = ["bold", "emphasis", "strike", "superscript", "subscript"].map((type) => ({ type }));
  const item = (...content) => ({ type: "item", attrs: { id: id() }, content });
  const cell = (...content) => ({ type: "cell", ...(content.length ? { content } : {}) });
  const row = (...content) => ({ type: "row", content });
  return {
    type: "doc",
    attrs: { version: 1 },
    content: [
      p([t("أقرّ البرلمان، فجر اليوم الاثنين، "), t("قانون مياه", plain[0]), t(" نهر اللجين في "), t("جلسة رسمية", link), t(" نقلتها "), t("Reuters 24", iso), t(" بعد 14 ساعة.")]),
      { type: "heading", attrs: { id: id(), lang: null, dir: null, level: 2 }, content: [t("ما الذي تغيّر")] },
      { type: "heading", attrs: { id: id(), lang: null, dir: null, level: 3 }, content: [t("الحصص")] },
      { type: "heading", attrs: { id: id(), lang: "en", dir: "ltr", level: 4 }, content: [t("Water shares")] },
      p([...plain.map((mark) => t(mark.type, mark)), { type: "hard_break" }, t("كلّها", ...plain, link, iso)]),
      p([]),
      p([t("An English paragraph with "), t("عربية", { type: "isolate", attrs: { lang: "ar", dir: "rtl" } }), t(" inside.")], { lang: "en", dir: "ltr" }),
      { type: "list", attrs: { id: id(), ordered: false }, content: [
        item(p([t("محافظة المنبع")]), { type: "list", attrs: { id: id(), ordered: true }, content: [
          item(p([t("أولًا")]), { type: "list", attrs: { id: id(), ordered: false }, content: [item(p([t("تفصيل")]))] }),
          item(p([t("ثانيًا")]), p([t("فقرة أخرى في البند")])),
        ] }),
        item(p([t("محافظة الساحل")])),
      ] },
      { type: "quote", attrs: { id: id(), lang: null, dir: null }, content: [p([t("نصّ منقول")]), p([t("وفقرة ثانية")])] },
      { type: "statement", attrs: { id: id(), lang: null, dir: null, speaker: "هند السرّاج", role: "وزيرة الموارد المائية", to: "النواب", place: "البرلمان، دار السرو", date: "2026-11-23T03:20:00+03:00", source: "محضر الجلسة 41", authority: "document", href: "https://example.org/41", statement: "st41" },
        content: [p([t("لن تُفتح بوابة ولن تُغلق بعد اليوم إلا برقم يراه الناس كلهم في اللحظة نفسها.")])] },
      { type: "picture", attrs: { id: id(), media: "m1parliament", caption: "قاعة البرلمان", alt: "قاعة البرلمان من منصة الرئاسة", credit: "خبر", size: "wide" } },
      { type: "gallery", attrs: { id: id() }, content: [
        { type: "picture", attrs: { id: id(), media: "m2market", caption: "السوق القديم", alt: "دكّان في السوق", credit: "وكالة", size: "body" } },
        { type: "picture", attrs: { id: id(), media: "m3port", caption: "", alt: "", credit: "", size: "body" } },
      ] },
      { type: "facts", attrs: { id: id() }, content: [
        { type: "heading", attrs: { id: id(), lang: null, dir: null, level: 3 }, content: [t("القانون في أرقام")] },
        p([t("صوّت 64 نائبًا")]),
        { type: "list", attrs: { id: id(), ordered: false }, content: [item(p([t("3 محافظات")]))] },
      ] },
      { type: "related", attrs: { id: id(), article: "a1water", kind: "read_also" } },
      { type: "table", attrs: { id: id(), header: true }, content: [
        row(cell(t("المحافظة")), cell(t("الحصة"))), row(cell(t("المنبع", plain[0])), cell(t("41 %"))), row(cell(), cell(t("سطر"), { type: "hard_break" }, t("وسطر"))),
      ] },
      { type: "embed", attrs: { id: id(), href: "https://video.example/watch?v=1", provider: "Video", title: "وقائع الجلسة" } },
      { type: "audio", attrs: { id: id(), credit: "كريم", href: "https://audio.example/41.mp3", provider: "", title: "تسجيل الجلسة 41", length: "1:02:03" }, content: [p([t("ما قيل "), t("فيها", plain[0])]), p([t("وما قيل بعده")])] },
      { type: "map", attrs: { id: id(), place: "قنطرة المرسى", caption: "حيث يُقاس المنسوب", latitude: "33.8938", longitude: "-35.5018" }, content: [
        { type: "picture", attrs: { id: id(), media: "m4map", caption: "", alt: "مجرى النهر", credit: "خبر", size: "body" } },
      ] },
      { type: "map", attrs: { id: id(), place: "", caption: "", latitude: "-90", longitude: "180" } },
      { type: "file", attrs: { id: id(), href: "/files/law.pdf", title: "نص القانون", format: "PDF", weight: "2.4 م.ب" } },
      { type: "rule", attrs: { id: id() } },
      p([t("خاتمة.")]),
    ],
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(here, "fixtures/every-block.json"), `${JSON.stringify(everyBlock())}\n`);
}
