//! The little of Markdown that the archive's texts use, as HTML. A text's own words are never changed here, but for runs of
//! spaces and spaces before signs.

/// Paragraphs longer than this are parted at the ends of sentences.
const LONG: usize = 900;

/// What a text becomes: its blocks, one after the other.
pub fn html(markdown: &str) -> String {
    let mut html = String::new();
    let mut verses: Vec<String> = Vec::new();
    for block in markdown.split("\n\n").map(|block| block.trim_matches('\n')) {
        if block.trim().is_empty() {
            continue;
        }
        if let Some(verse) = verse(block) {
            verses.push(verse);
            continue;
        }
        close(&mut verses, &mut html);
        html.push_str(&one(block));
    }
    close(&mut verses, &mut html);
    html
}

/// Verses that follow each other are lines of one paragraph.
fn close(verses: &mut Vec<String>, html: &mut String) {
    if !verses.is_empty() {
        html.push_str(&format!("<p>{}</p>", verses.join("<br>")));
        verses.clear();
    }
}

fn one(block: &str) -> String {
    let lines: Vec<&str> = block.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if block.trim().replace(' ', "") == "***" {
        return "<hr>".to_owned();
    }
    if lines.iter().all(|line| line.starts_with('#')) {
        return lines.iter().map(|line| heading(line)).collect();
    }
    if lines.iter().any(|line| line.starts_with("-|") || line.starts_with("-|-")) {
        return table(&lines);
    }
    if lines.iter().any(|line| line.starts_with("- ")) {
        let (mut list, mut before) = (Vec::new(), Vec::new());
        for line in lines {
            match (line.strip_prefix("- "), list.last_mut()) {
                (Some(item), _) => list.push(inline(item)),
                (None, Some(last)) => *last = format!("{last} {}", inline(line)),
                (None, None) => before.push(line),
            }
        }
        let items: String = list.iter().map(|item| format!("<li>{item}</li>")).collect();
        return format!("{}<ul>{items}</ul>", paragraphs(&before.join(" ")));
    }
    paragraphs(&lines.join(" "))
}

fn heading(line: &str) -> String {
    match inline(line.trim_start_matches('#')) {
        words if words.is_empty() => String::new(),
        words => format!("<h2>{words}</h2>"),
    }
}

fn table(lines: &[&str]) -> String {
    let rows = lines.iter().filter(|line| !line.trim_matches(['-', '|', ' ']).is_empty());
    let row = |line: &&str| {
        let cells: String = line.split('|').map(|cell| format!("<td>{}</td>", inline(cell))).collect();
        format!("<tr>{cells}</tr>")
    };
    format!("<table>{}</table>", rows.map(row).collect::<String>())
}

/// A line of two halves, as verses are set: in the corpus three spaces or more stand between them, and two at the end.
fn verse(block: &str) -> Option<String> {
    let line = block.trim_start_matches(' ');
    let is_line = !line.contains('\n') && line.ends_with("  ") && line.chars().count() < 160;
    let line = line.trim();
    let halves: Vec<&str> = line.split("   ").map(str::trim).filter(|half| !half.is_empty()).collect();
    let halves: Vec<String> = halves.iter().flat_map(|half| half.split('=')).map(inline).collect();
    (is_line && (2..=4).contains(&halves.len())).then(|| halves.join(" * "))
}

fn paragraphs(words: &str) -> String {
    let mut html = String::new();
    let mut rest = inline(words);
    while rest.chars().count() > LONG {
        let from = rest.char_indices().nth(LONG * 2 / 3).map_or(rest.len(), |(at, _)| at);
        let Some(end) = rest[from..].find(". ").map(|at| from + at + 1) else { break };
        html.push_str(&format!("<p>{}</p>", rest[..end].trim()));
        rest = rest[end..].trim().to_owned();
    }
    if !rest.is_empty() {
        html.push_str(&format!("<p>{rest}</p>"));
    }
    html
}

/// Words with their marks and links; signs of HTML are words.
pub fn inline(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let linked = links(&without_notes(&escaped.replace('\\', "")));
    let marked = marked(&marked(&marked(&linked, "**", "b"), "_", "em"), "*", "em");
    let marked = marked.replace("**", "");
    let words = marked.split_whitespace().collect::<Vec<_>>().join(" ");
    [".", "،", "؛", ":", "؟", "!", ")"]
        .iter()
        .fold(words, |words, sign| words.replace(&format!(" {sign}"), sign))
        .replace("( ", "(")
}

/// Without marks of notes, `[^7]`: the corpus has not kept the notes.
fn without_notes(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("[^") {
        out.push_str(before);
        rest = after.split_once(']').map_or("", |(_, after)| after);
    }
    out + rest
}

/// A link to the web stays one; of all others the words stay.
fn links(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        let Some(open) = rest[..at].rfind('[') else {
            out.push_str(&rest[..at + 2]);
            rest = &rest[at + 2..];
            continue;
        };
        out.push_str(&rest[..open]);
        let words = &rest[open + 1..at];
        let after = &rest[at + 2..];
        let end = end_of_address(after);
        let address = after[..end].trim();
        match address.starts_with("https://") || address.starts_with("http://") {
            true => {
                let href = address.replace('"', "%22").replace('_', "%5F");
                out.push_str(&format!("<a href=\"{href}\">{words}</a>"));
            }
            false => out.push_str(words),
        }
        rest = after.get(end + 1..).unwrap_or_default();
    }
    out + rest
}

/// Where an address ends that may have brackets of its own.
fn end_of_address(text: &str) -> usize {
    let mut depth = 0;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' if depth == 0 => return at,
            ')' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// Words between two marks, in an element.
fn marked(text: &str, mark: &str, element: &str) -> String {
    let parts: Vec<&str> = text.split(mark).collect();
    if parts.len() < 3 || parts.len().is_multiple_of(2) {
        return text.to_owned();
    }
    let is_word = |part: &&str| !part.is_empty() && part.trim().len() == part.len();
    if !parts.iter().skip(1).step_by(2).all(is_word) {
        return text.to_owned();
    }
    let mut out = String::new();
    for (number, part) in parts.iter().enumerate() {
        match number % 2 {
            1 => out.push_str(&format!("<{element}>{part}</{element}>")),
            _ => out.push_str(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_little_there_is_becomes_html() {
        for (markdown, wanted) in [
            ("#  عنوان \n\n\n أول  كلام . \n\n\n##  فرعي ", "<h2>عنوان</h2><p>أول كلام.</p><h2>فرعي</h2>"),
            (
                " صدرٌ   عجزٌ  \n\n صدر   عجز=ثالث  \n\n * * * \n\n نثر",
                "<p>صدرٌ * عجزٌ<br>صدر * عجز * ثالث</p><hr><p>نثر</p>",
            ),
            ("-  أول  - نص \n-  ثان ", "<ul><li>أول - نص</li><li>ثان</li></ul>"),
            (
                " |  غرام \n-|-\n خبز  |  ٥ ",
                "<table><tr><td></td><td>غرام</td></tr><tr><td>خبز</td><td>٥</td></tr></table>",
            ),
            (
                "انظر [ ص ٧ ](x.xml#a) [^1] و[_فيلم_](https://a.example/b_(c))",
                "<p>انظر ص ٧ و<a href=\"https://a.example/b%5F(c)\"><em>فيلم</em></a></p>",
            ),
            ("**تحديث:** a < b *c* 2 * 3", "<p><b>تحديث:</b> a &lt; b *c* 2 * 3</p>"),
            (
                "*فيلم* و[*آخر*](https://a.example/)",
                "<p><em>فيلم</em> و<a href=\"https://a.example/\"><em>آخر</em></a></p>",
            ),
        ] {
            assert_eq!(html(markdown), wanted, "{markdown:?}");
        }
    }
}
