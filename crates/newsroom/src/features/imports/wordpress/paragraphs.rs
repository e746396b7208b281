//! Paragraphs from bare line ends, as WordPress makes them when it shows a post of its classic editor.

/// Tags that stand on lines of their own.
const BLOCKS: [&str; 40] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "legend",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "style",
    "script",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "ul",
];
/// Those that hold paragraphs.
const HOLDERS: [&str; 7] = ["article", "aside", "blockquote", "details", "div", "main", "section"];

/// `html` with its paragraphs: empty lines part them, single line ends become breaks. What stands in `<pre>` stays.
pub fn paragraphs(html: &str) -> String {
    let html = html.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html.as_str();
    while let Some(at) = find_tag(rest, "pre") {
        loose(&rest[..at], &mut out);
        let end = rest[at..].find("</pre>").map_or(rest.len(), |end| at + end + "</pre>".len());
        out.push_str(&rest[at..end]);
        rest = &rest[end..];
    }
    loose(rest, &mut out);
    out
}

fn loose(html: &str, out: &mut String) {
    let parted = with_gaps(html);
    let mut chunk: Vec<&str> = Vec::new();
    for line in parted.split('\n').chain([""]) {
        if !line.trim().is_empty() {
            chunk.push(line);
        } else if !chunk.is_empty() {
            close(&std::mem::take(&mut chunk), out);
        }
    }
}

fn close(lines: &[&str], out: &mut String) {
    let first = lines[0].trim_start();
    let is_block = tag_of(first).is_some_and(|tag| BLOCKS.contains(&tag.as_str()));
    if is_block {
        out.push_str(&lines.join("\n"));
        out.push('\n');
        return;
    }
    out.push_str("<p>");
    for (index, line) in lines.iter().enumerate() {
        out.push_str(line.trim());
        let is_broken =
            line.trim_end().to_lowercase().ends_with("<br>") || line.trim_end().ends_with("<br />");
        if index + 1 < lines.len() && !is_broken {
            out.push_str("<br>");
        }
        out.push('\n');
    }
    out.push_str("</p>\n");
}

/// With an empty line before every block and after every block's end, and inside those that hold paragraphs.
fn with_gaps(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 64);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        let (tag, after) = rest.split_at(end);
        let name = tag_of(tag).filter(|name| BLOCKS.contains(&name.as_str()));
        let Some(name) = name else {
            out.push_str(tag);
            rest = after;
            continue;
        };
        let (is_end, holds) = (tag.starts_with("</"), HOLDERS.contains(&name.as_str()));
        let alone = name == "hr";
        if !is_end || holds {
            out.push_str("\n\n");
        }
        out.push_str(tag);
        if is_end || holds || alone {
            out.push_str("\n\n");
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The name of the tag that a text begins with.
fn tag_of(text: &str) -> Option<String> {
    let name = text.strip_prefix("</").or_else(|| text.strip_prefix('<'))?;
    let name: String = name.chars().take_while(char::is_ascii_alphanumeric).take(12).collect();
    (!name.is_empty()).then(|| name.to_ascii_lowercase())
}

fn find_tag(html: &str, name: &str) -> Option<usize> {
    html.match_indices('<')
        .map(|(at, _)| at)
        .find(|at| !html[*at..].starts_with("</") && tag_of(&html[*at..]).as_deref() == Some(name))
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn line_ends_become_what_readers_saw() {
        for (written, shown) in [
            ("أول\n\nثانٍ\nثالث", "<p>أول\n</p>\n<p>ثانٍ<br>\nثالث\n</p>\n"),
            ("أول<br />\nثانٍ", "<p>أول<br />\nثانٍ\n</p>\n"),
            ("قبل<h2>عنوان</h2>بعد", "<p>قبل\n</p>\n<h2>عنوان</h2>\n<p>بعد\n</p>\n"),
            ("<blockquote>أ\n\nب</blockquote>", "<blockquote>\n<p>أ\n</p>\n<p>ب\n</p>\n</blockquote>\n"),
            ("<ul>\n\t<li>أ</li>\n\t<li>ب</li>\n</ul>", "<ul>\n<li>أ</li>\n<li>ب</li>\n</ul>\n"),
            ("أ\r\n\r\n<pre>س\n\nع</pre>\nب", "<p>أ\n</p>\n<pre>س\n\nع</pre><p>ب\n</p>\n"),
            ("", ""),
            ("<p>كما هو</p>", "<p>كما هو</p>\n"),
            ("a < b\n\n<", "<p>a < b\n</p>\n<p><\n</p>\n"),
        ] {
            assert_eq!(paragraphs(written), shown, "{written:?}");
        }
    }
}
