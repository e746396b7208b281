//! Facts that hold for any document.

use content::html_in::{ImportOptions, import};
use content::html_out::{Labels, PictureView, RenderContext, render};
use content::text_out;
use content::tree::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

fn ids() -> impl FnMut() -> String {
    let mut n = 0;
    move || {
        n += 1;
        format!("fresh{n:06}")
    }
}

fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[ابتثجحخدذرزسشصضطظعغفقكلمنهوي]{1,8}",
        "[A-Za-z]{1,8}",
        "[0-9]{1,4}",
        "[0-9]{1,2}[-:/][0-9]{1,2}",
        Just("<b>&amp;\"'".to_owned()),
        Just("e\u{301}".to_owned()),
        Just("\u{200f}x".to_owned()),
        Just("@handle".to_owned()),
    ];
    vec(word, 0..6).prop_map(|words| words.join(" "))
}

fn id() -> impl Strategy<Value = BlockId> {
    option::of("[a-z0-9]{8,12}").prop_map(|id| id.and_then(|id| BlockId::new(&id)).unwrap_or_default())
}

fn mark() -> impl Strategy<Value = Mark> {
    prop_oneof![
        Just(Mark::Bold),
        Just(Mark::Emphasis),
        Just(Mark::Strike),
        Just(Mark::Superscript),
        Just(Mark::Subscript),
        Just(Mark::link("https://example.org/a?b=1&c=2")),
        Just(Mark::link("/ar/x")),
        Just(Mark::isolate("en", RunDir::Ltr)),
        Just(Mark::isolate("", RunDir::Auto)),
    ]
}

fn marks() -> impl Strategy<Value = Vec<Mark>> {
    vec(mark(), 0..4).prop_map(|mut marks| {
        let mut seen = Vec::new();
        marks.retain(|mark| {
            let fresh = !seen.contains(&mark.rank());
            seen.push(mark.rank());
            fresh
        });
        marks
    })
}

fn line() -> impl Strategy<Value = Vec<Inline>> {
    let run = (text(), marks()).prop_map(|(text, marks)| Inline::marked(text, marks));
    vec(prop_oneof![6 => run, 1 => Just(Inline::hard_break())], 0..5)
}

fn attrs() -> impl Strategy<Value = TextAttrs> {
    (
        id(),
        option::of(prop_oneof![Just("en".to_owned()), Just("fa".to_owned())]),
        option::of(prop_oneof![Just(Dir::Rtl), Just(Dir::Ltr)]),
    )
        .prop_map(|(id, lang, dir)| TextAttrs { id, lang, dir })
}

fn paragraph() -> impl Strategy<Value = Paragraph> {
    (attrs(), line()).prop_map(|(attrs, content)| Paragraph { attrs, content })
}

fn heading() -> impl Strategy<Value = Heading> {
    (
        attrs(),
        line(),
        prop_oneof![Just(HeadingLevel::Two), Just(HeadingLevel::Three), Just(HeadingLevel::Four)],
    )
        .prop_map(|(a, content, level)| Heading {
            attrs: HeadingAttrs { id: a.id, lang: a.lang, dir: a.dir, level },
            content,
        })
}

fn list(depth: u32) -> BoxedStrategy<List> {
    let inner = if depth == 0 {
        paragraph().prop_map(ItemBlock::from).boxed()
    } else {
        prop_oneof![3 => paragraph().prop_map(ItemBlock::from), 1 => list(depth - 1).prop_map(ItemBlock::from)].boxed()
    };
    let item = (id(), paragraph(), vec(inner, 0..3)).prop_map(|(id, first, rest)| {
        let mut content = vec![ItemBlock::from(first)];
        content.extend(rest);
        Item { attrs: IdAttrs { id }, content }
    });
    (id(), any::<bool>(), vec(item, 1..4))
        .prop_map(|(id, ordered, content)| List { attrs: ListAttrs { id, ordered }, content })
        .boxed()
}

fn statement() -> impl Strategy<Value = Statement> {
    (attrs(), text(), text(), vec(paragraph(), 1..3)).prop_map(|(a, speaker, role, content)| Statement {
        attrs: StatementAttrs {
            id: a.id,
            lang: a.lang,
            dir: a.dir,
            speaker,
            role,
            date: "2026-11".into(),
            ..StatementAttrs::default()
        },
        content,
    })
}

fn table() -> impl Strategy<Value = Table> {
    (id(), any::<bool>(), 1usize..4, 1usize..4).prop_flat_map(|(id, header, columns, rows)| {
        vec(vec(line().prop_map(Cell::new), columns).prop_map(Row::new), rows)
            .prop_map(move |content| Table { attrs: TableAttrs { id: id.clone(), header }, content })
    })
}

fn facts() -> impl Strategy<Value = Facts> {
    let inner = prop_oneof![paragraph().prop_map(FactsBlock::from), list(0).prop_map(FactsBlock::from)];
    (id(), option::of(heading()), vec(inner, 1..3)).prop_map(|(id, title, rest)| {
        let mut content: Vec<FactsBlock> = Vec::new();
        content.extend(title.map(|mut title| {
            title.attrs.level = HeadingLevel::Three;
            title.into()
        }));
        content.extend(rest);
        Facts { attrs: IdAttrs { id }, content }
    })
}

fn block() -> impl Strategy<Value = Block> {
    let picture = || {
        (id(), text(), text()).prop_map(|(id, caption, alt)| Picture {
            attrs: PictureAttrs { id, media: "media-1".into(), caption, alt, ..PictureAttrs::default() },
        })
    };
    let embed = (id(), text()).prop_map(|(id, title)| Embed {
        attrs: EmbedAttrs { id, href: "https://youtu.be/abc".into(), provider: "YouTube".into(), title },
    });
    let audio =
        (id(), text(), text(), vec(paragraph(), 1..3)).prop_map(|(id, title, credit, content)| Audio {
            attrs: AudioAttrs {
                id,
                href: "https://e.org/a.mp3".into(),
                title,
                credit,
                length: "4:05".into(),
                ..AudioAttrs::default()
            },
            content,
        });
    let map = (id(), text(), text(), vec(picture(), 0..2)).prop_map(|(id, place, caption, content)| Map {
        attrs: MapAttrs { id, place, latitude: "33.5".into(), longitude: "-35".into(), caption },
        content,
    });
    let file = (id(), text(), text()).prop_map(|(id, title, weight)| File {
        attrs: FileAttrs { id, href: "/a.pdf".into(), title, format: "PDF".into(), weight },
    });
    prop_oneof![
        1 => audio.prop_map(Block::from),
        1 => map.prop_map(Block::from),
        1 => file.prop_map(Block::from),
        4 => paragraph().prop_map(Block::from),
        2 => heading().prop_map(Block::from),
        2 => list(2).prop_map(Block::from),
        1 => (attrs(), vec(paragraph(), 1..3)).prop_map(|(attrs, content)| Quote { attrs, content }.into()),
        1 => statement().prop_map(Block::from),
        1 => picture().prop_map(Block::from),
        1 => (id(), vec(picture(), 2..5)).prop_map(|(id, content)| Gallery { attrs: IdAttrs { id }, content }.into()),
        1 => facts().prop_map(Block::from),
        1 => id().prop_map(|id| Related { attrs: RelatedAttrs { id, article: "a1".into(), kind: RelatedKind::ReadAlso } }.into()),
        1 => table().prop_map(Block::from),
        1 => embed.prop_map(Block::from),
        1 => id().prop_map(|id| Rule { attrs: IdAttrs { id } }.into()),
    ]
}

fn tree() -> impl Strategy<Value = Tree> {
    vec(block(), 1..6).prop_map(Tree::new)
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back_equal(tree in tree()) {
        prop_assert_eq!(&content::parse(&tree.to_json()).expect("valid"), &tree);
        prop_assert_eq!(&content::read::from_value(tree.to_value()).expect("valid"), &tree);
    }

    #[test]
    fn the_canonical_form_is_its_own_canonical_form(tree in tree()) {
        let once = content::canonical(tree, &mut ids());
        let mut none = || unreachable!("every block has an id of its own");
        prop_assert_eq!(&content::canonical(once.clone(), &mut none), &once);
        prop_assert_eq!(&content::parse(&once.to_json()).expect("valid"), &once);
        let all = content::walk::block_ids(&once);
        let unique: std::collections::HashSet<_> = all.iter().collect();
        prop_assert_eq!(all.len(), unique.len());
        prop_assert!(all.iter().all(|id| !id.is_none()));
    }

    #[test]
    fn what_is_rendered_is_imported_with_every_word(tree in tree()) {
        let tree = content::canonical(tree, &mut ids());
        let picture = |_: &str| Some(PictureView { src: "/media/a.webp".into(), ..PictureView::default() });
        let cx = RenderContext { picture: &picture, ..RenderContext::plain("ar", Dir::Rtl, Labels::ARABIC) };
        let html = render(&tree, &cx);
        let known = |_: &str| Some("media-1".to_owned());
        let mut new_id = ids();
        let mut options = ImportOptions::new("ar", Dir::Rtl, &mut new_id);
        options.pictures = &known;
        let imported = import(&html, options).expect("small").tree;
        let all = |tree: &Tree| words(&text_out::text_with(tree, text_out::TextOptions { pictures: true, speakers: true }));
        let (before, after) = (all(&tree).join(""), all(&imported).join(""));
        for word in all(&tree) {
            prop_assert!(after.contains(&word), "{:?} is lost: {} -> {}", word, before, html);
        }
        prop_assert!(content::parse(&imported.to_json()).is_ok());
    }

    #[test]
    fn reading_never_panics(json in "[\\[\\]{}\":,a-z0-9 ]{0,60}") {
        let _ = content::parse(&json);
    }

    #[test]
    fn importing_never_panics_and_is_always_readable(html in "[<>/a-z \"'=!&;ابت\\-]{0,120}") {
        let mut new_id = ids();
        if let Ok(imported) = import(&html, ImportOptions::new("ar", Dir::Rtl, &mut new_id)) {
            prop_assert!(content::parse(&imported.tree.to_json()).is_ok());
        }
    }

    #[test]
    fn tags_in_any_order_never_break_an_import(tags in vec(prop_oneof![
        Just("<p>"), Just("</p>"), Just("<table>"), Just("<tr>"), Just("<td>"), Just("</table>"), Just("<ul>"), Just("<li>"),
        Just("</ul>"), Just("<b>"), Just("</b>"), Just("<a href=/x>"), Just("</a>"), Just("<blockquote>"), Just("</blockquote>"),
        Just("<figure>"), Just("<figcaption>"), Just("</figure>"), Just("<aside class=fact>"), Just("</aside>"), Just("<h2>"),
        Just("</h2>"), Just("<img src=x>"), Just("<hr>"), Just("<br>"), Just("<div class=gallery>"), Just("</div>"), Just("<template>"), Just("</template>"), Just("<svg>"),
        Just("</svg>"), Just("<bdi lang=en>"), Just("</bdi>"), Just("<iframe src=https://youtu.be/x>"), Just("</iframe>"), Just("كلمة"),
    ], 0..60)) {
        let mut new_id = ids();
        let known = |_: &str| Some("media-1".to_owned());
        let mut options = ImportOptions::new("ar", Dir::Rtl, &mut new_id);
        options.pictures = &known;
        let imported = import(&tags.concat(), options).expect("small");
        prop_assert!(content::parse(&imported.tree.to_json()).is_ok());
    }
}
