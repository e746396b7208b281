//! Attacks against the renderer. The oracle is the browser's own algorithm (html5ever): whatever is rendered is
//! parsed again, and nothing but listed elements, attributes and addresses may come of it.

use super::writer::{Class, Tag, Writer, is_note};
use super::{Labels, PictureView, RelatedView, RenderContext, blocks::Page, render};
use crate::html_in::{ImportOptions, import};
use crate::tree::*;

/// Every payload of the two collections.
fn payloads() -> Vec<String> {
    let mut payloads = Vec::new();
    for text in [
        include_str!("../../tests/payloads/dompurify-expect-even.json"),
        include_str!("../../tests/payloads/h5sc-vectors-odd-ids.json"),
    ] {
        let mut waiting = vec![serde_json::from_str::<serde_json::Value>(text).expect("JSON")];
        while let Some(value) = waiting.pop() {
            match value {
                serde_json::Value::Array(items) => waiting.extend(items),
                serde_json::Value::Object(map) => {
                    for (key, value) in map {
                        match value {
                            serde_json::Value::String(text)
                                if matches!(key.as_str(), "payload" | "data" | "vector" | "html") =>
                            {
                                payloads.push(text)
                            }
                            value @ (serde_json::Value::Array(_) | serde_json::Value::Object(_)) => {
                                waiting.push(value)
                            }
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
    }
    payloads.extend(
        [
            "<img src=x onerror=alert(1)>",
            "\"><script>alert(1)</script>",
            "' onmouseover='alert(1)",
            "javascript:alert(1)",
            "JaVa\tScRiPt:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "</title></textarea></style></script><svg onload=alert(1)>",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
            "\u{0}<\u{0}script>alert(1)</script>",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "x\" srcset=\"javascript:alert(1) 1w",
        ]
        .map(str::to_owned),
    );
    payloads
}

/// What the oracle found wrong in `html`, if anything.
fn fault(html: &str) -> Option<String> {
    let dom = crate::html_in::oracle::parse(html);
    for (name, attrs) in dom {
        if matches!(name.as_str(), "html" | "head" | "body") && attrs.is_empty() {
            continue;
        }
        if !Tag::NAMES.contains(&name.as_str()) {
            return Some(format!("<{name}>"));
        }
        for (attr, value) in attrs {
            if !attr_is_sound(&attr, &value) {
                return Some(format!("<{name} {attr}={value:?}>"));
            }
        }
    }
    None
}

fn attr_is_sound(attr: &str, value: &str) -> bool {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match attr {
        "id" | "aria-labelledby" => value.strip_prefix("b-").is_some_and(|id| BlockId::new(id).is_some()),
        "class" => value.split(' ').all(|class| {
            Class::NAMES.contains(&class)
                || class.strip_prefix("f-").or(class.strip_prefix("t-")).is_some_and(number)
        }),
        "href" if value.strip_prefix("#c-").is_some_and(is_note) => true,
        "href" | "src" => crate::href::check(value).is_ok(),
        "srcset" => value
            .split(", ")
            .all(|part| part.split_once(' ').is_some_and(|(a, _)| crate::href::check(a).is_ok())),
        "lang" => crate::read::is_lang(value),
        "dir" => matches!(value, "ltr" | "rtl"),
        "datetime" => crate::read::is_date(value),
        "width" | "height" => number(value),
        "loading" => value == "lazy",
        "fetchpriority" => value == "high",
        "decoding" => value == "async",
        "scope" => value == "col",
        "rel" => value == "noopener nofollow" || value == "license noopener",
        "controls" => value.is_empty(),
        "preload" => value == "none",
        "aria-label" => true,
        "data-embed" => value == "tap",
        "title" | "alt" | "sizes" => true,
        _ => false,
    }
}

/// A document that carries `attack` in every place a text can stand, valid or not.
fn infested(attack: &str) -> Tree {
    let s = || attack.to_owned();
    let id = |n: u8| BlockId::new(&format!("block{n:05}")).expect("an id");
    let text = || TextAttrs { id: id(1), lang: Some(s()), dir: None };
    let marks = vec![
        Mark::Bold,
        Mark::Link { attrs: LinkAttrs { href: s(), title: s() } },
        Mark::Isolate { attrs: IsolateAttrs { lang: s(), dir: RunDir::Auto } },
    ];
    let line = || {
        vec![
            Inline::text(s()),
            Inline::marked(s(), marks.clone()),
            Inline::hard_break(),
            Inline::marked(
                s(),
                vec![Mark::Link { attrs: LinkAttrs { href: "https://e.org/".into(), title: s() } }],
            ),
        ]
    };
    let paragraph = || Paragraph { attrs: text(), content: line() };
    let heading = Heading { attrs: HeadingAttrs { id: id(2), ..HeadingAttrs::default() }, content: line() };
    let statement = StatementAttrs {
        id: id(3),
        lang: Some(s()),
        dir: None,
        speaker: s(),
        role: s(),
        to: s(),
        place: s(),
        date: s(),
        source: s(),
        authority: Authority::Said,
        href: s(),
        statement: Some(s()),
    };
    let list = || List {
        attrs: ListAttrs::default(),
        content: vec![Item {
            attrs: IdAttrs::default(),
            content: vec![paragraph().into(), paragraph().into()],
        }],
    };
    let picture =
        PictureAttrs { id: id(4), media: s(), caption: s(), alt: s(), credit: s(), size: PictureSize::Wide };
    let linked = StatementAttrs { href: "https://e.org/".into(), date: "2026".into(), ..statement.clone() };
    let embed = |href: String| Embed { attrs: EmbedAttrs { id: id(5), href, provider: s(), title: s() } };
    let mut blocks: Vec<Block> = vec![
        paragraph().into(),
        heading.clone().into(),
        list().into(),
        Quote { attrs: text(), content: vec![paragraph()] }.into(),
        Statement { attrs: statement, content: vec![paragraph()] }.into(),
        Statement { attrs: linked, content: vec![paragraph()] }.into(),
        Picture { attrs: picture.clone() }.into(),
        Gallery {
            attrs: IdAttrs { id: id(9) },
            content: vec![Picture { attrs: picture.clone() }, Picture { attrs: picture.clone() }],
        }
        .into(),
        Facts {
            attrs: IdAttrs { id: id(6) },
            content: vec![heading.into(), paragraph().into(), list().into()],
        }
        .into(),
        Related { attrs: RelatedAttrs { id: id(7), article: s(), kind: RelatedKind::ReadAlso } }.into(),
        Table {
            attrs: TableAttrs { id: id(8), header: true },
            content: vec![Row::new(vec![Cell::new(line())]), Row::new(vec![Cell::new(line())])],
        }
        .into(),
        embed(s()).into(),
        embed("https://e.org/".into()).into(),
        Rule::default().into(),
    ];
    blocks.extend(attached(attack, paragraph(), Picture { attrs: picture }));
    Tree::new(blocks)
}

/// What a text leads to, infested.
fn attached(attack: &str, paragraph: Paragraph, picture: Picture) -> Vec<Block> {
    let s = || attack.to_owned();
    let id = |n: u8| BlockId::new(&format!("block{n:05}")).expect("an id");
    let audio = |href: String| Audio {
        attrs: AudioAttrs { id: id(10), href, provider: s(), title: s(), credit: s(), length: s() },
        content: vec![paragraph.clone()],
    };
    let map = |degrees: String| Map {
        attrs: MapAttrs {
            id: id(11),
            place: s(),
            latitude: degrees.clone(),
            longitude: degrees,
            caption: s(),
        },
        content: vec![picture.clone()],
    };
    let file =
        |href: String| File { attrs: FileAttrs { id: id(12), href, title: s(), format: s(), weight: s() } };
    vec![
        audio(s()).into(),
        audio("https://e.org/a.mp3".into()).into(),
        audio("https://e.org/a".into()).into(),
        map(s()).into(),
        map("33.5".into()).into(),
        file(s()).into(),
        file("https://e.org/".into()).into(),
    ]
}

fn with_context<T>(attack: &str, call: impl FnOnce(&RenderContext<'_>) -> T) -> T {
    let s = || attack.to_owned();
    let view = |src: String| PictureView {
        src,
        srcset: vec![(s(), 320), ("/a.webp".into(), 640)],
        width: 3,
        height: 2,
        alt: s(),
        caption: s(),
        credit: s(),
        licence: Some((s(), Some("https://e.org/".into()))),
        archive: Some(s()),
        focal: Some((255, 0)),
        tint: Some(200),
    };
    let picture = |_: &str| Some(view("/a.webp".into()));
    let related = |_: &str| {
        Some(RelatedView {
            href: "/ar/x".into(),
            headline: s(),
            kicker: s(),
            meta: vec![s(), s()],
            picture: Some(view(s())),
        })
    };
    let words = |_: &str| Some(s());
    let labels = Labels {
        caption: attack,
        credit: attack,
        source: attack,
        read_also: attack,
        embed: attack,
        to: attack,
        audio: attack,
        length: attack,
        transcript: attack,
        file: attack,
        unnamed: attack,
    };
    let cx = RenderContext {
        lang: "ar",
        dir: Dir::Rtl,
        labels,
        picture: &picture,
        related: &related,
        date_words: &words,
        speaker: &|_| Some(s()),
        embed: &|_| true,
        plays: &|_| true,
        hear: &|site| s() + site,
        map: &|site| s() + site,
        digits: &|text| text.to_owned(),
        first_picture_eager: true,
        sizes: attack,
        sizes_in_gallery: attack,
        number: &|_| Some(s()),
        notes: &|_| vec![crate::html_out::NoteLink { id: s(), words: s() }],
    };
    call(&cx)
}

#[test]
fn attacks_in_every_text_stay_text() {
    let payloads = payloads();
    assert!(payloads.len() >= 180, "only {} payloads were found", payloads.len());
    for attack in &payloads {
        let html = with_context(attack, |cx| render(&infested(attack), cx));
        assert_eq!(fault(&html), None, "{attack:?} became {html}");
    }
}

#[test]
fn attacks_as_html_come_out_harmless_and_readable_twice() {
    for attack in &payloads() {
        let mut n = 0;
        let mut ids = || {
            n += 1;
            format!("block{n:05}")
        };
        let imported = import(attack, ImportOptions::new("ar", Dir::Rtl, &mut ids)).expect("small");
        assert!(crate::parse(&imported.tree.to_json()).is_ok(), "{attack:?}");
        let cx = RenderContext::plain("ar", Dir::Rtl, Labels::ARABIC);
        let html = render(&imported.tree, &cx);
        assert_eq!(fault(&html), None, "{attack:?} became {html}");
        // A browser's own serialisation is where mutation attacks hide.
        let rewritten = crate::html_in::oracle::rewrite(&html);
        assert_eq!(
            crate::html_in::oracle::parse(&html),
            crate::html_in::oracle::parse(&rewritten),
            "{attack:?}"
        );
    }
}

#[test]
fn the_oracle_sees_what_escaping_prevents() {
    let seen = payloads()
        .iter()
        .filter(|attack| {
            let html = with_context(attack, |cx| {
                Page::with_writer(cx, Writer::without_escaping()).document(&infested(attack))
            });
            fault(&html).is_some()
        })
        .count();
    assert!(
        seen * 10 > payloads().len() * 8,
        "without escaping only {seen} attacks were seen: the oracle is blind"
    );
}

#[test]
fn pages_pass_through_a_browser_unchanged() {
    // Nesting that a validator would refuse (a block inside a paragraph, a link inside a link) would be repaired by
    // the parser and show here.
    let html = with_context("نص 13:40 (AFP)", |cx| render(&infested("نص 13:40 (AFP)"), cx));
    assert_eq!(crate::html_in::oracle::rewrite(&html), html);
}
