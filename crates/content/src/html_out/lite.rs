//! What the writer wrote, for a page without pictures and players: each of them becomes a link to itself, with what it shows
//! or plays in words. Nothing else changes, so that such a page says all that the other one says.

use super::writer::Writer;

/// The HTML of [`super::render`] with every picture and every player as a link; `words` says what the link of a picture is
/// («صورة»), and a player's says what it is called.
pub fn without_pictures(html: &str, words: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = [rest.find("<img "), rest.find("<audio ")].into_iter().flatten().min() {
        out.push_str(&rest[..at]);
        // Inside a value the writer never leaves a bare `>`.
        let (element, after) = rest[at..].split_once('>').unwrap_or((&rest[at..], ""));
        match element.starts_with("<img ") {
            true => link(&mut out, element, words, "alt"),
            false => link(&mut out, element, "", "aria-label"),
        }
        rest = after.strip_prefix("</audio>").unwrap_or(after);
    }
    out.push_str(rest);
    out
}

fn link(out: &mut String, element: &str, words: &str, said: &str) {
    let value = |name: &str| {
        let (_, rest) = element.split_once(&format!(" {name}=\""))?;
        rest.split_once('"').map(|(value, _)| value)
    };
    let Some(address) = value("src") else { return };
    let mut told = Writer::new();
    told.text(words);
    out.push_str(&format!("<a href=\"{address}\">{}", told.finish()));
    // What stands in a quoted attribute may stand in a text, where quotation marks need no care.
    if let Some(alt) = value(said).filter(|alt| !alt.is_empty()) {
        out.push_str(if words.is_empty() { "" } else { ": " });
        out.push_str(&alt.replace("&quot;", "\"").replace("&#39;", "'"));
    }
    out.push_str("</a>");
}

#[cfg(test)]
mod tests {
    use super::without_pictures;
    use crate::html_out::{Labels, PictureView, RenderContext, render};
    use crate::tree::*;

    #[test]
    fn a_picture_becomes_a_link_and_all_else_stays() {
        let picture = |_: &str| {
            Some(PictureView {
                src: "/media/a-640.webp".into(),
                srcset: vec![("/media/a-320.webp".into(), 320)],
                width: 640,
                height: 427,
                alt: "سدّ > نهر & \"جسر\"".into(),
                caption: "المصبّ".into(),
                ..PictureView::default()
            })
        };
        let cx = RenderContext { picture: &picture, ..RenderContext::plain("ar", Dir::Rtl, Labels::ARABIC) };
        let attrs = PictureAttrs { media: "m".into(), ..PictureAttrs::default() };
        let words = Paragraph::of(vec![Inline::text("قبل <img> وبعد")]);
        let html = render(&Tree::new(vec![words.into(), Picture { attrs }.into()]), &cx);
        let lite = without_pictures(&html, "صورة");
        assert!(html.contains("<img ") && !lite.contains("<img "), "{lite}");
        assert!(lite.contains("قبل &lt;img&gt; وبعد</p>"), "{lite}");
        assert!(
            lite.contains("<a href=\"/media/a-640.webp\">صورة: سدّ &gt; نهر &amp; \"جسر\"</a></span>"),
            "{lite}"
        );
        assert!(lite.contains("المصبّ</figcaption></figure>"), "{lite}");
        assert_eq!(crate::html_in::oracle::rewrite(&lite), lite, "a browser would repair it");
        assert_eq!(without_pictures("<p>نص</p>", "صورة"), "<p>نص</p>");
        let heard = AudioAttrs {
            href: "https://f.example/a.mp3".into(),
            title: "أغنية \"أ\"".into(),
            ..AudioAttrs::default()
        };
        let html = render(&Tree::new(vec![Audio::of(heard).into()]), &cx);
        assert!(html.contains("<audio "), "{html}");
        assert_eq!(
            without_pictures(&html, "صورة"),
            "<figure class=\"embed\"><a href=\"https://f.example/a.mp3\">أغنية \"أ\"</a><figcaption>أغنية \"أ\"</figcaption></figure>"
        );
    }
}
