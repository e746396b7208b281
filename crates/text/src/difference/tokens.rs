//! What counts as one in a comparison: a word with all that joins it, a number with its signs, an address, a run that is
//! isolated from the line's direction.

use unicode_segmentation::UnicodeSegmentation;

/// The text in its smallest parts; together they are the text. Word, number, sign or space each stand alone; a number keeps
/// the sign before it and the percent after it, which would change places if they were parted in a right-to-left line.
pub fn tokens(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let chunk = chunk_of(rest);
        let (head, tail) = rest.split_at(chunk);
        let whole = opens(head.chars().next())
            || head.starts_with(char::is_whitespace)
            || head.contains("://")
            || head.contains('@');
        if whole {
            found.push(head)
        } else {
            words(head, &mut found)
        }
        rest = tail;
    }
    found
}

/// How long the first part of the text is: an isolated run, white space (a line's end stands alone), or what has neither.
fn chunk_of(text: &str) -> usize {
    let first = text.chars().next();
    if opens(first) {
        return isolated(text);
    }
    if first == Some('\n') {
        return 1;
    }
    let is_space = first.is_some_and(char::is_whitespace);
    let ends = |c: char| c == '\n' || c.is_whitespace() != is_space || opens(Some(c));
    text.char_indices().skip(1).find(|(_, c)| ends(*c)).map_or(text.len(), |(at, _)| at)
}

fn opens(c: Option<char>) -> bool {
    c.is_some_and(|c| matches!(c, '\u{2066}'..='\u{2068}'))
}

/// The end of the isolated run that the text begins with; the end of the text where nothing closes it.
fn isolated(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '\u{2066}'..='\u{2068}' => depth += 1,
            '\u{2069}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + c.len_utf8();
        }
    }
    text.len()
}

fn words<'a>(chunk: &'a str, found: &mut Vec<&'a str>) {
    let parts: Vec<(usize, &str)> = chunk.split_word_bound_indices().collect();
    let mut at = 0;
    while at < parts.len() {
        let begins = parts[at].0;
        let next = parts.get(at + 1).map(|(_, part)| *part);
        let mut last = at;
        if is_sign(parts[at].1) && next.is_some_and(is_number) {
            last += 1;
        }
        let follows = parts.get(last + 1).map(|(_, part)| *part);
        if is_number(parts[last].1) && follows.is_some_and(|part| matches!(part, "%" | "٪" | "‰")) {
            last += 1;
        }
        let ends = parts.get(last + 1).map_or(chunk.len(), |(at, _)| *at);
        found.push(&chunk[begins..ends]);
        at = last + 1;
    }
}

fn is_sign(part: &str) -> bool {
    matches!(part, "-" | "−" | "+" | "±")
}

fn is_number(part: &str) -> bool {
    part.chars().next().is_some_and(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_a_number_and_an_address_are_each_one() {
        for (text, parts) in [
            ("قال: نعم.", &["قال", ":", " ", "نعم", "."][..]),
            ("1,234.5%", &["1,234.5%"]),
            ("٥٠٪ من", &["٥٠٪", " ", "من"]),
            ("(−7)", &["(", "−7", ")"]),
            ("أ.ف.ب", &["أ.ف.ب"]),
            ("مـــدرسة", &["مـــدرسة"]),
            ("user@a.example،", &["user@a.example،"]),
            ("a\n\nb", &["a", "\n", "\n", "b"]),
            (
                "\u{2068}New \u{2066}York\u{2069} Times\u{2069}!",
                &["\u{2068}New \u{2066}York\u{2069} Times\u{2069}", "!"],
            ),
            ("\u{2068}open", &["\u{2068}open"]),
            ("\u{2069}close", &["\u{2069}", "close"]),
            ("", &[]),
        ] {
            assert_eq!(tokens(text), parts, "{text}");
        }
    }
}
