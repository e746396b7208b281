//! What comes of foreign HTML, as tables: HTML on the left, the outline of the tree on the right.

use super::*;
use crate::tree::*;

fn imported(html: &str) -> Imported {
    let mut n = 0;
    let mut new_id = || {
        n += 1;
        format!("block{n:05}")
    };
    let pictures = |src: &str| src.contains("known").then(|| "media-1".to_owned());
    let mut options = ImportOptions::new("ar", Dir::Rtl, &mut new_id);
    options.pictures = &pictures;
    import(html, options).expect("within the limits")
}

fn line(content: &[Inline]) -> String {
    let mut outline = String::new();
    for inline in content {
        match inline {
            Inline::HardBreak(_) => outline.push('/'),
            Inline::Text(run) => {
                let mut text = run.text.clone();
                for mark in run.marks.iter().rev() {
                    text = match mark {
                        Mark::Link { attrs } => format!("[{text}]({})", attrs.href),
                        Mark::Isolate { attrs } => format!("<{}:{} {text}>", attrs.lang, attrs.dir.as_str()),
                        other => format!("{}{{{text}}}", &other.name()[..3]),
                    };
                }
                outline.push_str(&text);
            }
        }
    }
    outline
}

fn attrs(a: &TextAttrs) -> String {
    let dir = a.dir.map_or("", Dir::as_str);
    match (&a.lang, a.dir) {
        (None, None) => String::new(),
        (lang, _) => format!("@{},{dir}", lang.as_deref().unwrap_or_default()),
    }
}

fn list(list: &List) -> String {
    let items: Vec<String> = list
        .content
        .iter()
        .map(|item| {
            let inner: Vec<String> = item
                .content
                .iter()
                .map(|block| match block {
                    ItemBlock::Paragraph(p) => line(&p.content),
                    ItemBlock::List(l) => self::list(l),
                })
                .collect();
            inner.join("+")
        })
        .collect();
    format!("{}({})", if list.attrs.ordered { "ol" } else { "ul" }, items.join("; "))
}

fn paragraphs(content: &[Paragraph]) -> String {
    content.iter().map(|p| line(&p.content)).collect::<Vec<_>>().join("+")
}

fn outline(tree: &Tree) -> String {
    let blocks: Vec<String> = tree
        .content
        .iter()
        .map(|block| match block {
            Block::Paragraph(b) => format!("p{}: {}", attrs(&b.attrs), line(&b.content)),
            Block::Heading(b) => format!("h{}: {}", u8::from(b.attrs.level), line(&b.content)),
            Block::List(b) => list(b),
            Block::Quote(b) => format!("quote: {}", paragraphs(&b.content)),
            Block::Statement(b) => {
                format!("say {}, {}: {}", b.attrs.speaker, b.attrs.role, paragraphs(&b.content))
            }
            Block::Picture(b) => format!("pic {} «{}» {}", b.attrs.media, b.attrs.caption, b.attrs.credit),
            Block::Gallery(b) => {
                let pictures: Vec<String> = b
                    .content
                    .iter()
                    .map(|p| format!("{} «{}» {}", p.attrs.media, p.attrs.caption, p.attrs.credit))
                    .collect();
                format!("gallery({})", pictures.join("; "))
            }
            Block::Facts(b) => format!("facts {}", b.content.len()),
            Block::Related(_) => "related".to_owned(),
            Block::Table(b) => {
                let rows: Vec<String> = b
                    .content
                    .iter()
                    .map(|row| row.content.iter().map(|c| line(&c.content)).collect::<Vec<_>>().join("|"))
                    .collect();
                format!("table{}: {}", if b.attrs.header { "*" } else { "" }, rows.join("; "))
            }
            Block::Embed(b) => format!("embed {} {} «{}»", b.attrs.provider, b.attrs.href, b.attrs.title),
            Block::Audio(b) => format!(
                "audio {} «{}» {}: {}",
                b.attrs.href,
                b.attrs.title,
                b.attrs.credit,
                paragraphs(&b.content)
            ),
            Block::Map(b) => format!(
                "map {} {} {} «{}» {}",
                b.attrs.place,
                b.attrs.latitude,
                b.attrs.longitude,
                b.attrs.caption,
                b.content.len()
            ),
            Block::File(b) => {
                format!("file {} «{}» {} {}", b.attrs.href, b.attrs.title, b.attrs.format, b.attrs.weight)
            }
            Block::Rule(_) => "rule".to_owned(),
        })
        .collect();
    blocks.join(" ¶ ")
}

fn check(html: &str, wanted: &str) {
    assert_eq!(outline(&imported(html).tree), wanted, "{html}");
}

#[test]
fn paragraphs_and_breaks() {
    check("", "p: ");
    check("نص", "p: نص");
    check("<p>أ</p><p> ب  ج </p>", "p: أ ¶ p: ب ج");
    check("أ<br><br>ب<br>ج<br>", "p: أ ¶ p: ب/ج");
    check("<div>أ<div>ب</div>ج</div>", "p: أ ¶ p: ب ¶ p: ج");
    check("<p>&nbsp;</p><p>أ&nbsp;ب</p>", "p: أ ب");
    check("<pre>أ\nب</pre>", "p: أ/ب");
    check("<!doctype html><html><head><title>x</title></head><body><p>أ</p></body></html>", "p: أ");
    check("<unknown-thing>أ<other>ب</other></unknown-thing>", "p: أب");
}

#[test]
fn marks() {
    check("<p><b>أ</b> <strong><em>ب</em></strong><i>ج</i></p>", "p: bol{أ} bol{emp{ب}}emp{ج}");
    check("<p><s>أ</s><del>ب</del>م<sup>2</sup><sub>3</sub></p>", "p: str{أب}مsup{2}sub{3}");
    check(
        "<p><span style='font-weight:700'>أ</span><span style='font-style:italic'>ب</span></p>",
        "p: bol{أ}emp{ب}",
    );
    check("<p><u>أ</u></p>", "p: أ");
    check("<a href='https://e.org/ أ'>رابط</a>", "p: [رابط](https://e.org/%20أ)");
    check("<a href='javascript:alert(1)'>رابط</a>", "p: رابط");
    check("<a href='/ar/x'>رابط</a>", "p: [رابط](/ar/x)");
    check("<p>قال <q>نعم</q></p>", "p: قال «نعم»");
}

#[test]
fn headings_lists_and_quotations() {
    check("<h1>أ</h1><h2>ب</h2><h3>ج</h3><h6>د</h6>", "h2: أ ¶ h2: ب ¶ h3: ج ¶ h4: د");
    check("<ul><li>أ<li>ب<ol><li>ج</ol></ul>", "ul(أ; ب+ol(ج))");
    check("<ul><li>أ</li><ul><li>ب</li></ul></ul>", "ul(أ+ul(ب))");
    check("<ul><li><ul><li><ul><li><ul><li>أ</ul></ul></ul></ul>", "ul(+ul(+ul(أ)))");
    check("<ol><li><p>أ</p><p>ب</p></li></ol>", "ol(أ+ب)");
    check("<ul><li>أ<hr></li><li>ب</li></ul>", "ul(أ; ب) ¶ rule");
    check("<blockquote>أ<p>ب</p></blockquote>", "quote: أ+ب");
    check("<blockquote><blockquote>أ</blockquote></blockquote>", "quote: أ");
    check("<li>أ</li>", "p: أ");
    check("<dl><dt>أ</dt><dd>ب</dd></dl>", "p: أ ¶ p: ب");
}

#[test]
fn tables() {
    check("<table><tr><th>أ<th>ب<tr><td>1<td>2</table>", "table*: أ|ب; 1|2");
    check("<table><tr><td colspan=2>أ<tr><td>1<td>2</table>", "table: أ|; 1|2");
    check("<table><tr><td><p>أ</p><p>ب</p></table>", "p: أ ¶ p: ب");
    check("<table><caption>ع</caption><tr><td>1<td>2<tr><td>3</table>", "p: ع ¶ table: 1|2; 3|");
    check("<table><tr><td>1<td><img src=known></table>", "p: 1 ¶ pic media-1 «» ");
}

#[test]
fn pictures_and_figures() {
    check(
        "<p>أ<img src='known.jpg' alt='x'>ب</p>",
        "p: أ ¶ pic media-1 «» ¶ p: ب".replace("«» ¶", "«»  ¶").as_str(),
    );
    check(
        "<figure><img src=known><figcaption>شرح <b><bdi>وكالة</bdi></b></figcaption></figure>",
        "pic media-1 «شرح» وكالة",
    );
    check(
        "<div class=wp-caption><img src=known><p class=wp-caption-text>شرح</p></div>",
        "pic media-1 «شرح» ",
    );
    // A gallery: the figure around it takes nothing from those inside.
    check(
        "<figure><figure><img src=known><figcaption>شرح</figcaption></figure></figure>",
        "pic media-1 «شرح» ",
    );
    check(
        "<figure><blockquote><p>قول</p></blockquote><figcaption><strong>هند</strong><span>وزيرة</span></figcaption></figure>",
        "say هند, وزيرة: قول",
    );
    let got = imported(
        "<figure><img src=https://e.org/x.jpg alt=بديل><figcaption>شرح</figcaption></figure><p>نص</p>",
    );
    assert_eq!(outline(&got.tree), "p: نص");
    let picture =
        MissingPicture {
            src: "https://e.org/x.jpg".into(), alt: "بديل".into(), caption: "شرح".into()
        };
    assert_eq!(got.pictures_missing, [picture]);
    assert_eq!(
        imported("<img width=1 height=1 src=known><img src='data:image/png;base64,x'>").dropped.len(),
        2
    );
}

#[test]
fn galleries() {
    let one = "<figure class=wp-block-image><img src=known><figcaption>أ</figcaption></figure>";
    let two = "<figure class=wp-block-image><img src=known><figcaption>ب <b><bdi>وكالة</bdi></b></figcaption></figure>";
    let wanted = "gallery(media-1 «أ» ; media-1 «ب» وكالة)";
    check(&format!("<figure class='wp-block-gallery columns-3'>{one}{two}</figure>"), wanted);
    check(&format!("<figure>{one}{two}</figure>"), wanted);
    check(&format!("<ul class='set'><li>{one}</li><li>{two}</li></ul>"), wanted);
    // As it was written before: a list in a figure, each picture in an item; the words under all of them are not the last one's.
    check(
        &format!(
            "<figure class=wp-block-gallery><ul class=blocks-gallery-grid><li class=blocks-gallery-item>{one}</li><li>{two}</li></ul><figcaption class=blocks-gallery-caption>كلّها</figcaption></figure>"
        ),
        &format!("{wanted} ¶ p: كلّها"),
    );
    // And longer ago, as its pages were printed.
    let item = "<dl class=gallery-item><dt class='gallery-icon landscape'><a href='https://e.org/1'><img src=known></a></dt><dd class='wp-caption-text gallery-caption'>أ</dd></dl>";
    check(
        &format!(
            "<p>نص</p><div id=gallery-1 class='gallery galleryid-7'>{item}<br style='clear: both'>{item}</div>"
        ),
        "p: نص ¶ gallery(media-1 «أ» ; media-1 «أ» )",
    );
    check(&format!("<div class=gallery>{one}</div>"), "pic media-1 «أ» ");
    check("<div class=gallery><p>نص</p></div>", "p: نص");
    check(
        &format!("<ul class=set><li>{one}</li><li>كلام</li><li>{two}</li></ul>"),
        "pic media-1 «أ»  ¶ p: كلام ¶ pic media-1 «ب» وكالة",
    );
    check(&format!("{one}{two}"), "pic media-1 «أ»  ¶ pic media-1 «ب» وكالة");
    let many = one.repeat(61);
    let outline = outline(&imported(&format!("<div class=gallery>{many}</div>")).tree);
    assert!(outline.starts_with("gallery(") && outline.ends_with(" ¶ pic media-1 «أ» "), "{outline}");
}

#[test]
fn recordings_and_documents() {
    check(
        "<figure class=wp-block-audio><audio controls src='https://e.org/a.mp3'></audio><figcaption>نشيد</figcaption></figure>",
        "audio https://e.org/a.mp3 «نشيد» : ",
    );
    check(
        "<p>أ</p><audio><source src=/a.mp3><source src='//e.org/a.ogg'>قديم</audio>",
        "p: أ ¶ audio https://e.org/a.ogg «» : ",
    );
    let got = imported("<p>أ</p><audio src=http://e.org/a.mp3></audio>");
    assert_eq!((outline(&got.tree).as_str(), got.dropped[0].what.as_str()), ("p: أ", "audio"));
    check(
        "<div class=wp-block-file><a href='https://e.org/uploads/r.pdf'>التقرير السنوي</a><a href='https://e.org/uploads/r.pdf' class=wp-block-file__button download>تنزيل</a></div>",
        "file https://e.org/uploads/r.pdf «التقرير السنوي» PDF ",
    );
    check(
        "<div class=wp-block-file><p>اقرأ أولًا</p><a href='https://e.org/r.pdf'>التقرير</a></div>",
        "p: اقرأ أولًا ¶ p: [التقرير](https://e.org/r.pdf)",
    );
    check("<div class=wp-block-file>بلا <a href='javascript:x'>رابط</a></div>", "p: بلا رابط");
    check("<figure class=map><figcaption class=where>بلا موضع</figcaption></figure>", "p: بلا موضع");
}

#[test]
fn what_another_site_plays_or_shows_comes_back_as_that() {
    use crate::html_out::{Labels, RenderContext, render};
    let said = Paragraph { attrs: TextAttrs::default(), content: vec![Inline::text("ما قيل")] };
    let heard = |href: &str, provider: &str, title: &str, length: &str| -> Block {
        let [href, provider, title, length] = [href, provider, title, length].map(str::to_owned);
        let attrs = AudioAttrs { href, provider, title, length, ..AudioAttrs::default() };
        Audio { attrs, content: vec![said.clone()] }.into()
    };
    let shown = |href: &str, provider: &str, title: &str| -> Block {
        let [href, provider, title] = [href, provider, title].map(str::to_owned);
        Embed { attrs: EmbedAttrs { id: BlockId::none(), href, provider, title } }.into()
    };
    for block in [
        heard("https://soundcloud.com/a/b", "SoundCloud", "جلسة", "4:05"),
        heard("https://podcast.example/12", "", "", ""),
        heard("https://sawt.example/7", "صوت المدينة", "بلا مدة", ""),
        heard("https://sounds.example/41.mp3", "", "ملف", "1:02:03"),
        shown("https://youtu.be/abc", "YouTube", "فيديو"),
        shown("https://video.example/9", "", "مجهول"),
        shown("https://video.example/9", "قناة المدينة", ""),
    ] {
        let html =
            render(&Tree::new(vec![block.clone()]), &RenderContext::plain("ar", Dir::Rtl, Labels::ARABIC));
        let back = imported(&html).tree;
        let [one] = back.content.as_slice() else { panic!("{} of {html}", outline(&back)) };
        let told = |block: &Block| match block {
            Block::Audio(b) => {
                let a = &b.attrs;
                let words = [&a.href, &a.provider, &a.title, &a.length].map(|word| word.as_str());
                format!("audio {} {}", words.join("|"), paragraphs(&b.content))
            }
            Block::Embed(b) => format!("embed {}|{}|{}", b.attrs.href, b.attrs.provider, b.attrs.title),
            other => panic!("{other:?} of {html}"),
        };
        assert_eq!(told(one), told(&block), "{html}");
    }
    // The control: a link that only looks so, outside such a figure, is a link.
    check("<p><a class='btn line heard' href='https://e.org/a'>اسمع</a></p>", "p: [اسمع](https://e.org/a)");
}

#[test]
fn embeds() {
    check(
        "<iframe src='https://www.youtube.com/embed/abc?x=1'></iframe>",
        "embed YouTube https://www.youtube.com/watch?v=abc «»",
    );
    check(
        "<blockquote class=twitter-tweet><p>نص التغريدة</p><a href='https://twitter.com/a/status/1'>1</a></blockquote>",
        "embed X https://twitter.com/a/status/1 «نص التغريدة 1»",
    );
    check("<p>https://youtu.be/abc</p>", "embed YouTube https://youtu.be/abc «»");
    let got = imported("<p>أ</p><iframe src='https://evil.example/'></iframe>");
    assert_eq!((got.dropped[0].what.as_str(), got.dropped[0].place.as_str()), ("iframe", "أ"));
}

#[test]
fn languages_and_directions() {
    check("<p dir=ltr lang=en>Hello</p>", "p@en,ltr: Hello");
    check("<div lang=en><p>Hello</p></div><p>أ</p>", "p@en,ltr: Hello ¶ p: أ");
    check("<p dir=ltr>نص عربي</p>", "p: نص عربي");
    check("<p>وكالة <span lang=en>Reuters</span> قالت</p>", "p: وكالة <en:auto Reuters> قالت");
    check("<p>وكالة <bdi lang=en dir=ltr>Reuters</bdi> قالت</p>", "p: وكالة <en:ltr Reuters> قالت");
    check("<p>الساعة <bdi dir=ltr>13:40</bdi></p>", "p: الساعة 13:40");
    check("<p>قال <bdi>فلان</bdi></p>", "p: قال <:auto فلان>");
    check("<p><span lang=en dir=ltr>All English</span></p>", "p@en,ltr: All English");
    check("<p><span lang=EN-US>نص</span></p>", "p: نص");
}

#[test]
fn pasted_from_word_processors_and_chats() {
    check(
        "<b style='font-weight:normal' id='docs-internal-guid-1'><p dir=ltr><span style='font-weight:400'>عادي </span><span style='font-weight:700'>غامق</span></p></b>",
        "p: عادي bol{غامق}",
    );
    check(
        "<style>p{}</style><p class=MsoNormal dir=RTL><span lang=AR-SA style='font-size:14pt'>نص<o:p></o:p></span></p>",
        "p: نص",
    );
    check("<p><span style='mso-list:Ignore'>·</span>بند</p>", "p: بند");
    check("<p>ك\u{640}\u{640}لمة\u{200f} \u{202a}x\u{202c}</p>", "p: كلمة x");
    check("<p>ﻣﺤﻤﺪ</p>", "p: محمد");
}

#[test]
fn what_is_dropped_is_told() {
    let got = imported(
        "<p onclick=x>أ</p><script>alert(1)</script><style>x</style><svg><text>رسم</text></svg><p hidden>سر</p>",
    );
    assert_eq!(outline(&got.tree), "p: أ");
    let what: Vec<&str> = got.dropped.iter().map(|d| d.what.as_str()).collect();
    assert_eq!(what, ["event handlers", "script", "style", "svg", "p"]);
    assert_eq!(got.hidden_text, ["رسم", "سر"]);
}

#[test]
fn newsroom_wire_bodies() {
    check(
        "<?xml version='1.0'?><nitf><head><title>t</title><docdata><doc-id id-string='1'/></docdata></head><body><body.head><hedline><hl1>عنوان</hl1></hedline></body.head><body.content><block><p>أ</p><hl2>ب</hl2><p>ج</p></block></body.content></body></nitf>",
        "h2: عنوان ¶ p: أ ¶ h2: ب ¶ p: ج",
    );
    check("<body><title/><p>أ</p></body>", "p: أ");
}

#[test]
fn depth_and_floods_are_bounded() {
    for (open, close) in [
        ("<div>", ""),
        ("<b>", "</b>"),
        ("<ul><li>", ""),
        ("<table><tr><td>", ""),
        ("<font size=1 color=2><a href=/x>", ""),
    ] {
        let html = format!("{}أ{}", open.repeat(20_000), close.repeat(20_000));
        let got = imported(&html);
        assert!(crate::text_out::text(&got.tree).contains('أ'), "{open}");
        assert!(crate::parse(&got.tree.to_json()).is_ok(), "{open}");
    }
    let formatting: String = (0..250).map(|n| format!("<font style='a:{n}'>")).collect();
    let html = format!("{formatting}{}", "<p>x".repeat(100_000));
    let mut ids = || "aaaaaaaa".to_owned();
    let refused = import(&html, ImportOptions::new("ar", Dir::Rtl, &mut ids));
    assert!(matches!(refused, Err(ImportError::TooManyElements | ImportError::TooLong(_))));
    let long = "كلمة ".repeat(60_000);
    let got = imported(&long);
    assert_eq!(crate::text_out::word_count(&got.tree), 60_000);
    assert!(crate::parse(&got.tree.to_json()).is_ok());
}

#[test]
fn an_import_too_large_is_refused() {
    let mut ids = || "aaaaaaaa".to_owned();
    let html = "x".repeat(limits::HTML_BYTES + 1);
    let refused = import(&html, ImportOptions::new("ar", Dir::Rtl, &mut ids));
    assert_eq!(refused, Err(ImportError::TooLarge { bytes: html.len() }));
    let many = "<p>أ</p>".repeat(6_000);
    let mut n = 0;
    let mut ids = || {
        n += 1;
        format!("block{n:05}")
    };
    assert!(matches!(
        import(&many, ImportOptions::new("ar", Dir::Rtl, &mut ids)),
        Err(ImportError::TooLong(_))
    ));
}
