//! What the reader refuses, where, and in which words. Each case is one change to a document that is read.

use content::html_in::{ImportOptions, import};
use content::html_out::{Labels, PictureView, RenderContext, render};
use content::tree::*;
use content::{TreeError, parse};

fn document(blocks: &str) -> String {
    format!("{{\"type\":\"doc\",\"attrs\":{{\"version\":1}},\"content\":[{blocks}]}}")
}

fn check(blocks: &str, at: &str, why: &str) {
    match parse(&document(blocks)) {
        Err(TreeError::Refused { at: place, why: reason }) => {
            assert_eq!(place, at, "{blocks}: {reason}");
            assert!(reason.contains(why), "{blocks}: {reason}");
        }
        other => panic!("{blocks}: {other:?}"),
    }
}

const P: &str = r#"{"type":"paragraph","content":[{"type":"text","text":"x"}]}"#;

#[test]
fn a_refusal_names_the_place_and_the_reason() {
    assert!(parse(&document(P)).is_ok(), "positive control");
    check("", "/content", "may not be empty");
    check(r#"{"type":"video"}"#, "/content/0", "\"video\" cannot stand here; what can: paragraph");
    check(r#"{"attrs":{}}"#, "/content/0", "must have a \"type\"");
    check(r#"{"type":"paragraph","attrs":{"colour":"red"}}"#, "/content/0/attrs/colour", "not known here");
    check(r#"{"type":"paragraph","attrs":{"id":"SHORT"}}"#, "/content/0/attrs/id", "8 to 26");
    check(r#"{"type":"paragraph","attrs":{"dir":"up"}}"#, "/content/0/attrs/dir", "one of \"rtl\", \"ltr\"");
    check(r#"{"type":"paragraph","attrs":{"lang":"عربي"}}"#, "/content/0/attrs/lang", "written like ar");
    check(r#"{"type":"heading","attrs":{"level":1}}"#, "/content/0/attrs/level", "one of 2, 3, 4");
    check(r#"{"type":"heading","attrs":{"level":"2"}}"#, "/content/0/attrs/level", "this is string");
    check(
        r#"{"type":"quote","content":[{"type":"heading"}]}"#,
        "/content/0/content/0/type",
        "must be \"paragraph\"",
    );
    check(&format!(r#"{{"type":"list","content":[{P}]}}"#), "/content/0/content/0/type", "must be \"item\"");
    check(r#"{"type":"picture","attrs":{"media":"../etc"}}"#, "/content/0/attrs/media", "must be an id");
    check(r#"{"type":"picture","attrs":{}}"#, "/content/0/attrs", "\"media\" is missing");
    check(
        r#"{"type":"embed","attrs":{"href":"http://e.org/"}}"#,
        "/content/0/attrs/href",
        "begin with https://",
    );
    check(
        r#"{"type":"paragraph","content":[{"type":"text","text":"x","marks":[{"type":"link","attrs":{"href":"javascript:alert(1)"}}]}]}"#,
        "/content/0/content/0/marks/0/attrs/href",
        "must begin with",
    );
    check(
        r#"{"type":"paragraph","content":[{"type":"text","text":"x","marks":[{"type":"blink"}]}]}"#,
        "/content/0/content/0/marks/0",
        "\"blink\" cannot stand here",
    );
    check(
        r#"{"type":"paragraph","content":[{"type":"text","text":"x","marks":[{"type":"bold"},{"type":"bold"}]}]}"#,
        "/content/0/content/0/marks",
        "twice",
    );
    check(
        r#"{"type":"paragraph","content":[{"type":"text","text":"\u0000"}]}"#,
        "/content/0/content/0/text",
        "control",
    );
    check(r#"{"type":"facts","content":[{"type":"heading","attrs":{"level":3}}]}"#, "/content/0", "fact box");
    let audio = |attrs: &str| format!(r#"{{"type":"audio","attrs":{{{attrs}}},"content":[{P}]}}"#);
    assert!(parse(&document(&audio(r#""href":"https://e.org/a.mp3""#))).is_ok(), "positive control");
    check(&audio(r#""href":"/a.mp3""#), "/content/0/attrs/href", "begin with https://");
    check(&audio(r#""href":"https://e.org/","length":"5""#), "/content/0/attrs/length", "4:05");
    check(
        r#"{"type":"audio","attrs":{"href":"https://e.org/a"},"content":[]}"#,
        "/content/0/content",
        "empty",
    );
    let map = |north: &str, more: &str| {
        format!(r#"{{"type":"map","attrs":{{"latitude":"{north}","longitude":"35.5"}}{more}}}"#)
    };
    assert!(parse(&document(&map("33.89", ""))).is_ok(), "positive control");
    check(&map("91", ""), "/content/0/attrs/latitude", "from -90 to 90");
    check(r#"{"type":"map","attrs":{"latitude":"1"}}"#, "/content/0/attrs", "\"longitude\" is missing");
    let drawn = r#"{"type":"picture","attrs":{"media":"m"}}"#;
    check(&map("1", &format!(r#","content":[{drawn},{drawn}]"#)), "/content/0/content", "at most 1");
    check(r#"{"type":"file","attrs":{"href":"mailto:a@e.org"}}"#, "/content/0/attrs/href", "https:// or /");
    let picture = r#"{"type":"picture","attrs":{"media":"m"}}"#;
    let gallery = |of: &str| format!(r#"{{"type":"gallery","content":[{of}]}}"#);
    assert!(parse(&document(&gallery(&[picture; 60].join(",")))).is_ok(), "positive control");
    check(&gallery(""), "/content/0/content", "may not be empty");
    check(&gallery(picture), "/content/0/content", "at least 2");
    check(&gallery(&[picture; 61].join(",")), "/content/0/content", "at most 60");
    check(
        &gallery(&[picture, r#"{"type":"paragraph","attrs":{}}"#].join(",")),
        "/content/0/content/1/type",
        "must be \"picture\"",
    );
    let long = format!(r#"{{"type":"picture","attrs":{{"media":"m","alt":"{}"}}}}"#, "ا".repeat(2_001));
    check(&long, "/content/0/attrs/alt", "longer than 2000");
}

#[test]
fn order_and_shape_are_checked() {
    let item =
        |inner: &str| format!(r#"{{"type":"list","content":[{{"type":"item","content":[{inner}]}}]}}"#);
    check(&item(&item(P)), "/content/0/content/0", "begins with a paragraph");
    let deep = (0..4).fold(P.to_owned(), |inner, _| item(&format!("{P},{inner}")));
    let at = "/content/0/content/0/content/1/content/0/content/1/content/0/content/1";
    check(&deep, at, "3 deep");
    let cell = r#"{"type":"cell"}"#;
    check(
        &format!(
            r#"{{"type":"table","content":[{{"type":"row","content":[{cell},{cell}]}},{{"type":"row","content":[{cell}]}}]}}"#
        ),
        "/content/0/content/1",
        "1 cells, the first has 2",
    );
    let wide = vec![cell; 21].join(",");
    check(
        &format!(r#"{{"type":"table","content":[{{"type":"row","content":[{wide}]}}]}}"#),
        "/content/0",
        "at most 20",
    );
    check(&vec![P; 5_001].join(","), "/content/5000", "more than 5000");
    let much =
        format!(r#"{{"type":"paragraph","content":[{{"type":"text","text":"{}"}}]}}"#, "x".repeat(100_001));
    check(&much, "/content/0", "more than 100000");
}

#[test]
fn bounds_come_before_decoding() {
    assert!(matches!(parse(&" ".repeat(3 << 20)), Err(TreeError::TooLarge { .. })));
    assert_eq!(parse(&"[".repeat(1 << 20)), Err(TreeError::TooDeep));
    assert!(matches!(parse("{"), Err(TreeError::NotJson { .. })));
    assert!(matches!(parse(&(document(P) + "x")), Err(TreeError::NotJson { .. })));
    let twice = document(r#"{"type":"paragraph","attrs":{"lang":"ar","lang":"en"}}"#);
    let wanted = TreeError::DuplicateKey { at: "/content/0/attrs".into(), key: "lang".into() };
    assert_eq!(parse(&twice), Err(wanted));
    let newer = document(P).replace("\"version\":1", "\"version\":2");
    assert_eq!(parse(&newer), Err(TreeError::UnknownVersion { found: "2".into() }));
}

#[test]
fn kinds_of_blocks_survive_html() {
    let line = |text: &str| Paragraph::of(vec![Inline::text(text)]);
    let item = |text: &str| Item { attrs: IdAttrs::default(), content: vec![line(text).into()] };
    let list = || List {
        attrs: ListAttrs { ordered: true, ..ListAttrs::default() },
        content: vec![item("أ"), item("ب")],
    };
    let cell = |text: &str| Cell::new(vec![Inline::text(text)]);
    let speaker =
        StatementAttrs { speaker: "هند".into(), role: "وزيرة".into(), ..StatementAttrs::default() };
    let heading = |level, text: &str| Heading {
        attrs: HeadingAttrs { level, ..HeadingAttrs::default() },
        content: vec![Inline::text(text)],
    };
    let tree = Tree::new(vec![
        line("نص").into(),
        heading(HeadingLevel::Two, "عنوان").into(),
        list().into(),
        Quote { attrs: TextAttrs::default(), content: vec![line("اقتباس")] }.into(),
        Statement { attrs: speaker, content: vec![line("قول")] }.into(),
        Picture {
            attrs: PictureAttrs {
                media: "m1".into(),
                caption: "شرح".into(),
                credit: "وكالة".into(),
                ..PictureAttrs::default()
            },
        }
        .into(),
        Facts {
            attrs: IdAttrs::default(),
            content: vec![heading(HeadingLevel::Three, "أرقام").into(), list().into()],
        }
        .into(),
        Table {
            attrs: TableAttrs { header: true, ..TableAttrs::default() },
            content: vec![Row::new(vec![cell("أ"), cell("ب")]), Row::new(vec![cell("1"), cell("2")])],
        }
        .into(),
        Rule::default().into(),
    ]);
    survives(tree);
}

#[test]
fn galleries_and_what_a_text_leads_to_survive_html() {
    let line = |text: &str| Paragraph::of(vec![Inline::text(text)]);
    let tree = Tree::new(vec![
        line("بينهما").into(),
        Gallery {
            attrs: IdAttrs::default(),
            content: ["أولى", "ثانية"]
                .map(|caption| Picture {
                    attrs: PictureAttrs {
                        media: "m1".into(),
                        caption: caption.into(),
                        credit: "وكالة".into(),
                        ..PictureAttrs::default()
                    },
                })
                .to_vec(),
        }
        .into(),
        Audio {
            attrs: AudioAttrs {
                href: "https://e.org/a.mp3".into(),
                title: "نشيد".into(),
                credit: "كريم".into(),
                length: "4:05".into(),
                ..AudioAttrs::default()
            },
            content: vec![line("ما قيل"), line("وما قيل بعده")],
        }
        .into(),
        Audio::of(AudioAttrs { href: "https://e.org/b.ogg".into(), ..AudioAttrs::default() }).into(),
        Map {
            attrs: MapAttrs {
                place: "بيروت".into(),
                latitude: "33.8938".into(),
                longitude: "-35.5018".into(),
                caption: "المرفأ (2-1)".into(),
                ..MapAttrs::default()
            },
            content: vec![Picture {
                attrs: PictureAttrs {
                    media: "m1".into(), credit: "خبر".into(), ..PictureAttrs::default()
                },
            }],
        }
        .into(),
        File {
            attrs: FileAttrs {
                href: "/files/r.pdf".into(),
                title: "التقرير (GPT-4)".into(),
                format: "PDF".into(),
                weight: "2.4 MB".into(),
                ..FileAttrs::default()
            },
        }
        .into(),
        Rule::default().into(),
    ]);
    survives(tree);
}

/// Written as HTML and read again it is the same document.
fn survives(tree: Tree) {
    let mut n = 0;
    let mut ids = || {
        n += 1;
        format!("block{n:05}")
    };
    let tree = content::canonical(tree, &mut ids);
    let picture = |_: &str| Some(PictureView { src: "/m.webp".into(), ..PictureView::default() });
    let cx = RenderContext { picture: &picture, ..RenderContext::plain("ar", Dir::Rtl, Labels::ARABIC) };
    let html = render(&tree, &cx);
    let known = |_: &str| Some("m1".to_owned());
    let mut n = 0;
    let mut ids = || {
        n += 1;
        format!("block{n:05}")
    };
    let mut options = ImportOptions::new("ar", Dir::Rtl, &mut ids);
    options.pictures = &known;
    let again = import(&html, options).expect("small").tree;
    // Only the ids are new; here they are given in the same order.
    assert_eq!(again, tree, "{html}");
}
