//! What WordPress keeps as the text of a post is not yet HTML: shortcodes stand for pictures and players, bare line ends
//! for paragraphs, and comments mark blocks. Here it becomes the HTML that its readers saw.

use super::attachments::Attachments;
use super::notes::Notes;
use super::paragraphs::paragraphs;
use super::shortcodes::{Expanded, Shortcode, Written, expand};

/// What a player can be given.
const SOURCES: [&str; 11] = ["src", "url", "mp3", "ogg", "wav", "m4a", "mp4", "webm", "ogv", "flv", "m4v"];
const MOST_IN_GALLERY: usize = 200;
/// With its sign and its end.
const LONGEST_ENTITY: usize = 10;

/// The text of the post `id` as HTML.
pub fn html(content: &str, id: i64, attachments: &Attachments, notes: &mut Notes) -> String {
    let has_blocks = content.contains("<!-- wp:");
    if has_blocks {
        tell_of_blocks(content, notes);
    }
    if content.contains("<!--nextpage-->") {
        notes.change("the pages of the text became one");
    }
    let html = match content.contains('[') {
        true => {
            let Expanded { text, is_cut } = expand(content, |code| written(code, id, attachments, notes));
            if is_cut {
                notes.drop("shortcodes after the first thousands: they stand in the text as they were");
            }
            text
        }
        false => content.to_owned(),
    };
    if has_blocks { html } else { paragraphs(&html) }
}

/// The words of a line that may hold HTML.
pub fn words(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.trim().to_owned();
    }
    let mut plain = String::with_capacity(html.len());
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                plain.push(' ');
            }
            _ if inside => {}
            letter => plain.push(letter),
        }
    }
    // An angle that no tag closes is a sign, and what follows it is text.
    if inside {
        plain = html.replace('<', " < ");
    }
    decoded(&plain).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without the entities that titles and addresses have.
pub fn decoded(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        // No entity is longer: a sign without its end is not looked for to the end of the text.
        let end = rest.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';');
        match end.and_then(|end| letter(&rest[1..end]).map(|letter| (letter, end))) {
            Some((letter, end)) => {
                out.push(letter);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn letter(name: &str) -> Option<char> {
    let number = name.strip_prefix('#').map(|number| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    });
    if let Some(number) = number {
        return char::from_u32(number.ok()?).filter(|letter| !letter.is_control());
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "hellip" => '…',
        "ndash" => '–',
        "mdash" => '—',
        "laquo" => '«',
        "raquo" => '»',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        _ => return None,
    })
}

fn written(code: &Shortcode<'_>, post: i64, attachments: &Attachments, notes: &mut Notes) -> Written {
    match (code.name.as_str(), code.inner) {
        ("caption" | "wp_caption", Some(inner)) => Written::As(captioned(code, inner)),
        ("gallery", _) => Written::As(gallery(code, post, attachments, notes)),
        ("embed" | "youtube" | "vimeo" | "tweet" | "instagram" | "facebook" | "soundcloud", inner) => {
            let href =
                inner.or_else(|| SOURCES.iter().find_map(|name| code.get(name))).or_else(|| code.get(""));
            Written::As(address(href.unwrap_or_default(), &code.name, notes))
        }
        ("audio", inner) if heard(code, inner).is_some() => {
            let href = escaped(&decoded(heard(code, inner).unwrap_or_default()));
            Written::As(format!("\n\n<figure><audio src=\"{href}\"></audio></figure>\n\n"))
        }
        ("audio" | "video" | "wpvideo", inner) => {
            let href = SOURCES.iter().find_map(|name| code.get(name)).or(inner);
            Written::As(address(href.unwrap_or_default(), &code.name, notes))
        }
        ("code" | "sourcecode" | "php" | "html", Some(inner)) => {
            Written::As(format!("<pre>{}</pre>", inner.replace('<', "&lt;")))
        }
        // A word in brackets is a word, unless it is written as only a shortcode is.
        (_, None) if code.attributes.iter().all(|(name, _)| name.is_empty()) => Written::Left,
        (other, _) => {
            notes.drop(format!("the shortcode [{other}] means nothing to us; what it holds stays"));
            Written::Opened
        }
    }
}

/// The file that a player plays, where it can stand in a text.
fn heard<'a>(code: &'a Shortcode<'_>, inner: Option<&'a str>) -> Option<&'a str> {
    let named = SOURCES.iter().find_map(|name| code.get(name)).or(inner)?.trim();
    (named.starts_with("https://") && content::html_out::is_audio_file(named)).then_some(named)
}

fn captioned(code: &Shortcode<'_>, inner: &str) -> String {
    let end = inner.rfind("</a>").map(|at| at + 4).filter(|_| inner.contains("<a "));
    let image = inner.find("<img").and_then(|at| inner[at..].find('>').map(|end| at + end + 1));
    let at = match (end, image) {
        // The link may stand around the picture, or in the caption.
        (Some(end), Some(image)) if inner[..image].contains("<a ") => first_end(inner, image).unwrap_or(end),
        (_, Some(image)) => image,
        _ => 0,
    };
    let (picture, caption) = inner.split_at(at);
    let caption = code.get("caption").unwrap_or_else(|| caption.trim());
    format!("\n\n<figure>{}<figcaption>{caption}</figcaption></figure>\n\n", picture.trim())
}

fn first_end(inner: &str, from: usize) -> Option<usize> {
    inner[from..].find("</a>").map(|at| from + at + 4)
}

fn gallery(code: &Shortcode<'_>, post: i64, attachments: &Attachments, notes: &mut Notes) -> String {
    let named = code.get("ids").or_else(|| code.get("include"));
    let ids: Vec<i64> = match named {
        Some(ids) => ids.split(',').filter_map(|id| id.trim().parse().ok()).collect(),
        None => {
            let of = code.get("id").and_then(|id| id.trim().parse().ok()).unwrap_or(post);
            attachments.of_post(of).to_vec()
        }
    };
    if ids.is_empty() {
        notes.miss("a gallery: the export names no picture of it");
    }
    let mut html = "\n\n<figure class=\"wp-block-gallery\">".to_owned();
    for id in ids.iter().take(MOST_IN_GALLERY) {
        let Some(picture) = attachments.get(*id) else {
            notes.miss(format!("a picture of a gallery: the export has no attachment {id}"));
            continue;
        };
        let (src, alt, caption) = (escaped(&picture.href), escaped(&picture.alt), escaped(&picture.caption));
        html.push_str(&format!(
            "<figure><img src=\"{src}\" alt=\"{alt}\"><figcaption>{caption}</figcaption></figure>"
        ));
    }
    html + "</figure>\n\n"
}

/// An address alone on its line: html in makes an embed of it where it knows the site, and it stays a link elsewhere.
fn address(href: &str, what: &str, notes: &mut Notes) -> String {
    let href = href.trim();
    if !href.starts_with("http") {
        notes.drop(format!("the shortcode [{what}]: it names no address"));
        return String::new();
    }
    let href = escaped(&decoded(href));
    notes.change(format!("[{what}] became an embed where its site is known, and a link elsewhere"));
    format!("\n\n<p><a href=\"{href}\">{href}</a></p>\n\n")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Blocks that WordPress fills in whenever they are read are comments in the export, and nothing else.
fn tell_of_blocks(content: &str, notes: &mut Notes) {
    for comment in content.split("<!-- wp:").skip(1) {
        let Some((comment, _)) = comment.split_once("-->") else { continue };
        if comment.trim_end().ends_with('/') {
            let name: String = comment
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/'))
                .take(60)
                .collect();
            notes.drop(format!("the block {name}: WordPress fills it in when it is read"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(content: &str) -> (String, Vec<String>, Vec<String>) {
        let mut attachments = Attachments::default();
        for (id, parent) in [(1, 7), (2, 7), (3, 0)] {
            attachments.add(&formats::wxr::Item {
                id,
                parent,
                kind: "attachment".to_owned(),
                attachment_url: format!("https://old.example/wp-content/uploads/{id}.jpg"),
                excerpt: format!("شرح {id}"),
                ..Default::default()
            });
        }
        let mut notes = Notes::default();
        let html = html(content, 7, &attachments, &mut notes);
        let (changed, dropped) = notes.lines();
        (html.split_whitespace().collect::<Vec<_>>().join(" "), changed, dropped)
    }

    #[test]
    fn a_caption_goes_under_its_picture() {
        let (html, ..) = made(
            "[caption id=\"a\" width=\"3\"]<a href=\"x\"><img src=\"y.jpg\"></a> شرح <a href=\"z\">برابط</a>[/caption]",
        );
        assert_eq!(
            html,
            "<figure><a href=\"x\"><img src=\"y.jpg\"></a> <figcaption>شرح <a href=\"z\">برابط</a></figcaption> </figure>"
        );
        let (html, ..) = made("[caption caption=\"شرح\"]<img src=\"y.jpg\">[/caption]");
        assert_eq!(html, "<figure><img src=\"y.jpg\"> <figcaption>شرح</figcaption> </figure>");
    }

    #[test]
    fn a_gallery_is_its_pictures() {
        let (html, _, dropped) = made("[gallery ids=\"3,9\"]");
        assert!(html.contains("uploads/3.jpg") && html.contains("شرح 3"), "{html}");
        assert_eq!(dropped, ["a picture of a gallery: the export has no attachment 9"]);
        let (html, ..) = made("[gallery]");
        assert!(html.contains("1.jpg") && html.contains("2.jpg") && !html.contains("3.jpg"), "{html}");
    }

    #[test]
    fn what_is_played_is_led_to_and_what_is_unknown_is_told() {
        let (html, changed, _) = made("[embed]https://www.youtube.com/watch?v=a&amp;b=1[/embed]");
        assert!(html.contains("<a href=\"https://www.youtube.com/watch?v=a&amp;b=1\">"), "{html}");
        assert_eq!(changed.len(), 1);
        let (html, _, dropped) =
            made("[video width=\"1\" mp4=\"https://old.example/a.mp4\"][/video] [audio] [sic]");
        assert!(html.contains("a.mp4") && html.contains("[sic]"), "{html}");
        let (heard, changed, _) = made("[audio mp3=\"https://old.example/a.mp3\"][/audio]");
        assert_eq!(
            (heard.as_str(), changed.len()),
            ("<figure><audio src=\"https://old.example/a.mp3\"></audio></figure>", 0)
        );
        assert_eq!(dropped, ["the shortcode [audio]: it names no address"]);
        let (html, _, dropped) = made("[pull align=\"left\"]كلام[/pull] [vc_row a=\"1\"]");
        assert_eq!(html, "<p>كلام </p>");
        assert_eq!(dropped.len(), 2);
    }

    #[test]
    fn blocks_are_left_as_they_are_and_empty_ones_told() {
        let (html, _, dropped) = made(
            "<!-- wp:paragraph -->\n<p>أ\nب</p>\n<!-- /wp:paragraph -->\n<!-- wp:latest-posts {\"a\":1} /-->",
        );
        assert!(html.contains("<p>أ ب</p>") && !html.contains("<br>"), "{html}");
        assert_eq!(dropped, ["the block latest-posts: WordPress fills it in when it is read"]);
    }

    #[test]
    fn titles_are_words() {
        assert_eq!(
            words("<em>خبر</em> &amp; آخر &#8220;x&#8221; &nbsp; &bogus; a&b"),
            "خبر & آخر “x” &bogus; a&b"
        );
        assert_eq!(words("3 < 4"), "3 < 4");
    }
}
