//! What the writer wrote, for a page without pictures: each of them becomes a link to itself, with what it shows in
//! words. Nothing else changes, so that such a page says all that the other one says.

use super::writer::Writer;

/// The HTML of [`super::render`] with every picture as a link; `words` says what the link is («صورة»).
pub fn without_pictures(html: &str, words: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("<img ") {
        out.push_str(&rest[..at]);
        // Inside a value the writer never leaves a bare `>`.
        let (picture, after) = rest[at..].split_once('>').unwrap_or((&rest[at..], ""));
        link(&mut out, picture, words);
        rest = after;
    }
    out.push_str(rest);
    out
}

fn link(out: &mut String, picture: &str, words: &str) {
    let value = |name: &str| {
        let (_, rest) = picture.split_once(&format!(" {name}=\""))?;
        rest.split_once('"').map(|(value, _)| value)
    };
    let Some(address) = value("src") else { return };
    let mut told = Writer::new();
    told.text(words);
    out.push_str(&format!("<a href=\"{address}\">{}", told.finish()));
    // What stands in a quoted attribute may stand in a text, where quotation marks need no care.
    if let Some(alt) = value("alt").filter(|alt| !alt.is_empty()) {
        out.push_str(&format!(": {}", alt.replace("&quot;", "\"").replace("&#39;", "'")));
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
    }
}
