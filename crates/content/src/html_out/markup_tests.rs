//! The markup of each block, as the default theme expects it.

use super::*;
use crate::tree::*;

fn id(name: &str) -> BlockId {
    BlockId::new(name).expect("an id")
}

fn check(blocks: Vec<Block>, wanted: &str) {
    let picture = |media: &str| {
        (media == "m1").then(|| PictureView {
            src: "/media/a-640.webp".into(),
            srcset: vec![("/media/a-320.webp".into(), 320), ("/media/a-640.webp".into(), 640)],
            width: 640,
            height: 427,
            alt: "مراكب".into(),
            caption: "مصبّ النهر".into(),
            credit: "رسم: خبر".into(),
            licence: Some(("CC BY 4.0".into(), Some("https://creativecommons.org/licenses/by/4.0/".into()))),
            archive: Some("أرشيف (مايو 1998)".into()),
            focal: Some((30, 70)),
            tint: Some(3),
        })
    };
    let related = |article: &str| {
        (article == "a1").then(|| RelatedView {
            href: "/ar/x".into(),
            headline: "حصص المياه".into(),
            kicker: "شرح".into(),
            meta: vec!["3 دقائق".into()],
            picture: None,
        })
    };
    let words = |date: &str| (date == "2026-11-23").then(|| "الاثنين 23 نوفمبر".to_owned());
    let cx = RenderContext {
        picture: &picture,
        related: &related,
        date_words: &words,
        sizes: "100vw",
        sizes_in_gallery: "50vw",
        speaker: &|name| (name == "سلمى").then(|| "/ar/speaker/سلمى/".to_owned()),
        hear: &|site| format!("استمع على {site}"),
        map: &|site| format!("افتح الخريطة على {site}"),
        ..RenderContext::plain("ar", Dir::Rtl, Labels::ARABIC)
    };
    let html = render(&Tree::new(blocks), &cx);
    assert_eq!(html, wanted);
    assert_eq!(crate::html_in::oracle::rewrite(&html), html, "a browser would repair it");
}

fn paragraph(name: &str, content: Vec<Inline>) -> Paragraph {
    Paragraph { attrs: TextAttrs { id: id(name), ..TextAttrs::default() }, content }
}

#[test]
fn paragraphs_headings_and_marks() {
    check(
        vec![
            paragraph(
                "para0001",
                vec![
                    Inline::text("في 13:40 قالت "),
                    Inline::marked("Reuters", vec![Mark::isolate("en", RunDir::Ltr)]),
                    Inline::hard_break(),
                    Inline::marked("أ", vec![Mark::Bold, Mark::link("https://e.org/?a&b")]),
                    Inline::marked("ب", vec![Mark::link("https://e.org/?a&b")]),
                ],
            )
            .into(),
        ],
        "<p id=\"b-para0001\">في <bdi dir=\"ltr\">13:40</bdi> قالت <bdi lang=\"en\" dir=\"ltr\">Reuters</bdi><br><a href=\"https://e.org/?a&amp;b\"><strong>أ</strong>ب</a></p>",
    );
    let attrs =
        HeadingAttrs { id: id("head0001"), lang: Some("en".into()), dir: None, level: HeadingLevel::Three };
    check(
        vec![Heading { attrs, content: vec![Inline::text("At 13:40")] }.into()],
        "<h3 id=\"b-head0001\" lang=\"en\" dir=\"ltr\">At 13:40</h3>",
    );
    check(vec![Block::Paragraph(Paragraph::default())], "");
}

#[test]
fn a_statement_says_who_where_and_from_which_source() {
    let attrs = StatementAttrs {
        id: id("stat0001"),
        speaker: "هند السرّاج".into(),
        role: "وزيرة الموارد المائية".into(),
        place: "دار السرو".into(),
        date: "2026-11-23".into(),
        source: "محضر الجلسة".into(),
        href: "/ar/doc".into(),
        ..StatementAttrs::default()
    };
    check(
        vec![Statement { attrs, content: vec![paragraph("para0001", vec![Inline::text("قول")])] }.into()],
        "<figure class=\"say\" id=\"b-stat0001\"><blockquote><p id=\"b-para0001\">قول</p></blockquote><figcaption><strong><bdi>هند السرّاج</bdi></strong><span><bdi>وزيرة الموارد المائية</bdi></span><span><bdi>دار السرو</bdi>، <time datetime=\"2026-11-23\">الاثنين 23 نوفمبر</time> · المصدر: <a href=\"/ar/doc\"><bdi>محضر الجلسة</bdi></a></span></figcaption></figure>",
    );
}

#[test]
fn a_speaker_with_a_page_leads_there() {
    let attrs =
        StatementAttrs { id: id("stat0001"), speaker: "سلمى".into(), ..StatementAttrs::default() };
    check(
        vec![Statement { attrs, content: vec![paragraph("para0001", vec![Inline::text("قول")])] }.into()],
        "<figure class=\"say\" id=\"b-stat0001\"><blockquote><p id=\"b-para0001\">قول</p></blockquote><figcaption><strong><a href=\"/ar/speaker/سلمى/\"><bdi>سلمى</bdi></a></strong></figcaption></figure>",
    );
}

#[test]
fn pictures_known_and_unknown() {
    let picture = |media: &str| {
        Block::from(Picture {
            attrs: PictureAttrs { id: id("pict0001"), media: media.into(), ..PictureAttrs::default() },
        })
    };
    check(
        vec![picture("m1"), picture("gone")],
        "<figure id=\"b-pict0001\"><span class=\"pic t-3\"><img class=\"f-37\" src=\"/media/a-640.webp\" srcset=\"/media/a-320.webp 320w, /media/a-640.webp 640w\" sizes=\"100vw\" width=\"640\" height=\"427\" alt=\"مراكب\" loading=\"lazy\" decoding=\"async\"></span><figcaption><span class=\"vh\">تعليق الصورة: </span><b>أرشيف (مايو 1998)</b>: مصبّ النهر <b><bdi>رسم: خبر</bdi> · <a href=\"https://creativecommons.org/licenses/by/4.0/\" rel=\"license noopener\"><bdi>CC BY 4.0</bdi></a></b></figcaption></figure>",
    );
}

#[test]
fn a_gallery_is_a_list_of_what_is_shown() {
    let picture = |media: &str, name: &str| Picture {
        attrs: PictureAttrs {
            id: id(name),
            media: media.into(),
            caption: "شرح".into(),
            ..PictureAttrs::default()
        },
    };
    let gallery =
        |content: Vec<Picture>| Block::from(Gallery { attrs: IdAttrs { id: id("gall0001") }, content });
    let shown = |name: &str, sizes: &str| {
        format!(
            "<figure id=\"b-{name}\"><span class=\"pic t-3\"><img class=\"f-37\" src=\"/media/a-640.webp\" srcset=\"/media/a-320.webp 320w, /media/a-640.webp 640w\" sizes=\"{sizes}\" width=\"640\" height=\"427\" alt=\"مراكب\" loading=\"lazy\" decoding=\"async\"></span><figcaption><span class=\"vh\">تعليق الصورة: </span><b>أرشيف (مايو 1998)</b>: شرح <b><bdi>رسم: خبر</bdi> · <a href=\"https://creativecommons.org/licenses/by/4.0/\" rel=\"license noopener\"><bdi>CC BY 4.0</bdi></a></b></figcaption></figure>"
        )
    };
    let (first, second, third) =
        (picture("m1", "pict0001"), picture("m1", "pict0002"), picture("m1", "pict0003"));
    let two = format!(
        "<ul class=\"set\" id=\"b-gall0001\"><li>{}</li><li>{}</li></ul>",
        shown("pict0001", "50vw"),
        shown("pict0002", "50vw")
    );
    check(vec![gallery(vec![first.clone(), second.clone()])], &two);
    let gone = picture("gone", "pict0004");
    check(vec![gallery(vec![first.clone(), gone.clone(), second.clone()])], &two);
    // The first of an odd number is a large one; what is left alone is a picture; what is not shown leaves nothing.
    let three = format!(
        "<ul class=\"set\" id=\"b-gall0001\"><li>{}</li><li>{}</li><li>{}</li></ul>",
        shown("pict0001", "100vw"),
        shown("pict0002", "50vw"),
        shown("pict0003", "50vw")
    );
    check(vec![gallery(vec![first.clone(), second, third])], &three);
    check(vec![gallery(vec![gone.clone(), first])], &shown("pict0001", "100vw"));
    check(vec![gallery(vec![gone.clone(), gone])], "");
}

#[test]
fn a_recording_a_place_and_a_document_load_nothing() {
    let audio = |href: &str, said: &str| Audio {
        attrs: AudioAttrs {
            id: id("audi0001"),
            href: href.into(),
            title: "نشيد 2026".into(),
            credit: "كريم".into(),
            length: "4:05".into(),
            ..AudioAttrs::default()
        },
        content: vec![paragraph("para0001", vec![Inline::text(said)])],
    };
    let caption = "<figcaption><span class=\"num\"><span class=\"vh\">المدة: </span><bdi dir=\"ltr\">4:05</bdi></span> نشيد 2026 <b><bdi>كريم</bdi></b></figcaption>";
    check(
        vec![audio("https://e.org/a.mp3", "ما قيل").into()],
        &format!(
            "<figure class=\"embed\" id=\"b-audi0001\"><audio controls=\"\" preload=\"none\" src=\"https://e.org/a.mp3\" aria-label=\"نشيد 2026\"></audio>{caption}<details class=\"said\"><summary>نص التسجيل</summary><p id=\"b-para0001\">ما قيل</p></details></figure>"
        ),
    );
    check(
        vec![audio("https://soundcloud.com/a/b", "").into()],
        &format!(
            "<figure class=\"embed\" id=\"b-audi0001\"><a class=\"btn line heard\" href=\"https://soundcloud.com/a/b\" rel=\"noopener nofollow\">استمع على <bdi>soundcloud.com</bdi></a>{caption}</figure>"
        ),
    );
    let attrs = MapAttrs {
        id: id("mapp0001"),
        place: "بيروت".into(),
        latitude: "33.8938".into(),
        longitude: "-35.5".into(),
        caption: "قرب المرفأ".into(),
    };
    check(
        vec![Map { attrs, content: Vec::new() }.into()],
        "<figure class=\"embed map\" id=\"b-mapp0001\"><figcaption class=\"where\"><strong><bdi>بيروت</bdi></strong> <bdi dir=\"ltr\">33.8938, -35.5</bdi><span>قرب المرفأ</span></figcaption><a class=\"btn line where\" href=\"https://www.openstreetmap.org/?mlat=33.8938&amp;mlon=-35.5#map=14/33.8938/-35.5\" rel=\"noopener nofollow\">افتح الخريطة على OpenStreetMap</a></figure>",
    );
    let attrs = FileAttrs {
        id: id("file0001"),
        href: "/files/r.pdf".into(),
        title: "التقرير".into(),
        format: "PDF".into(),
        weight: "2.4 MB".into(),
    };
    check(
        vec![File { attrs: attrs.clone() }.into()],
        "<div class=\"embed file\" id=\"b-file0001\"><span class=\"kick\">مستند</span> <a href=\"/files/r.pdf\" rel=\"noopener nofollow\">التقرير</a> <span class=\"sep\"><bdi>PDF</bdi></span> <span class=\"sep\"><bdi>2.4 MB</bdi></span></div>",
    );
    let nameless = FileAttrs { title: String::new(), format: String::new(), weight: String::new(), ..attrs };
    check(
        vec![File { attrs: nameless }.into()],
        "<div class=\"embed file\" id=\"b-file0001\"><span class=\"kick\">مستند</span> <a href=\"/files/r.pdf\" rel=\"noopener nofollow\"><bdi dir=\"ltr\">r.pdf</bdi></a></div>",
    );
}

#[test]
fn boxes_lists_tables_and_the_rest() {
    let heading = Heading {
        attrs: HeadingAttrs { id: id("head0001"), level: HeadingLevel::Three, ..HeadingAttrs::default() },
        content: vec![Inline::text("بالأرقام")],
    };
    let list = List {
        attrs: ListAttrs { id: id("list0001"), ordered: false },
        content: vec![Item {
            attrs: IdAttrs { id: id("item0001") },
            content: vec![paragraph("para0001", vec![Inline::text("64 نائبًا")]).into()],
        }],
    };
    check(
        vec![
            Facts { attrs: IdAttrs { id: id("fact0001") }, content: vec![heading.into(), list.into()] }
                .into(),
        ],
        "<aside class=\"fact\" id=\"b-fact0001\" aria-labelledby=\"b-head0001\"><h2 id=\"b-head0001\">بالأرقام</h2><ul id=\"b-list0001\"><li id=\"b-para0001\">64 نائبًا</li></ul></aside>",
    );
    let cell = |text: &str| Cell::new(vec![Inline::text(text)]);
    check(
        vec![
            Table {
                attrs: TableAttrs { id: id("tabl0001"), header: true },
                content: vec![Row::new(vec![cell("أ")]), Row::new(vec![cell("1")])],
            }
            .into(),
        ],
        "<table id=\"b-tabl0001\"><thead><tr><th scope=\"col\">أ</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>",
    );
    check(
        vec![
            Related {
                attrs: RelatedAttrs { id: id("rela0001"), article: "a1".into(), kind: RelatedKind::ReadAlso },
            }
            .into(),
        ],
        "<article class=\"row too\" id=\"b-rela0001\"><span class=\"kick\">اقرأ أيضًا</span><h3><a href=\"/ar/x\">حصص المياه</a></h3><div class=\"meta\">شرح<span class=\"sep\">3 دقائق</span></div></article>",
    );
    let embed = EmbedAttrs {
        id: id("embe0001"),
        href: "https://youtu.be/x".into(),
        provider: "YouTube".into(),
        title: "عنوان".into(),
    };
    check(
        vec![Embed { attrs: embed }.into(), Rule { attrs: IdAttrs { id: id("rule0001") } }.into()],
        "<figure class=\"embed\" id=\"b-embe0001\"><a class=\"btn line\" href=\"https://youtu.be/x\" rel=\"noopener nofollow\" data-embed=\"tap\">عرض المحتوى من <bdi>YouTube</bdi></a><figcaption><bdi>عنوان</bdi></figcaption></figure><hr id=\"b-rule0001\">",
    );
}

#[test]
fn pictures_are_numbered_and_a_block_leads_to_the_notes_on_it() {
    let picture = |media: &str| {
        (media == "m1").then(|| PictureView {
            src: "/media/x.webp".into(),
            width: 3,
            height: 2,
            ..PictureView::default()
        })
    };
    let number = |place: usize| Some(format!("{} من 1", place + 1));
    let notes = |block: &BlockId| {
        let note = |id: &str| NoteLink { id: id.into(), words: "تصويب".into() };
        match block.as_str() {
            "para0001" => vec![note("01AB"), note("\"><b>")],
            "pict0001" => vec![note("02")],
            // A note on a picture that is not shown has nothing to stand under.
            "pict0000" => vec![note("03")],
            _ => Vec::new(),
        }
    };
    let cx = RenderContext {
        picture: &picture,
        number: &number,
        notes: &notes,
        ..RenderContext::plain("ar", Dir::Rtl, Labels::ARABIC)
    };
    let of = |media: &str, name: &str| -> Block {
        Picture { attrs: PictureAttrs { id: id(name), media: media.into(), ..PictureAttrs::default() } }
            .into()
    };
    let blocks = vec![
        paragraph("para0001", vec![Inline::text("نص")]).into(),
        of("gone", "pict0000"),
        of("m1", "pict0001"),
    ];
    let html = render(&Tree::new(blocks), &cx);
    assert_eq!(
        html,
        "<p id=\"b-para0001\">نص <a class=\"noted\" href=\"#c-01AB\">تصويب</a> <a class=\"noted\">تصويب</a></p>\
         <figure id=\"b-pict0001\"><span class=\"pic\"><img src=\"/media/x.webp\" width=\"3\" height=\"2\" alt=\"\" loading=\"lazy\" decoding=\"async\"></span>\
         <figcaption><span class=\"num\">1 من 1</span> </figcaption></figure><p class=\"noted\"> <a class=\"noted\" href=\"#c-02\">تصويب</a></p>"
    );
}
