//! Cuts Rust source into tokens: enough to tell names, string literals and comments apart and to match brackets. It
//! never fails, so that a file in the middle of being written can be checked too.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An identifier or a keyword.
    Name,
    /// A string literal of any sort, with its quotation marks.
    Text,
    /// A number, a character or a lifetime.
    Other,
    /// One sign; `::` is one too.
    Sign,
    /// A comment, with its slashes.
    Comment,
}

/// A piece of source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token<'t> {
    /// What it is.
    pub kind: Kind,
    /// As it stands in the file.
    pub text: &'t str,
    /// The line it begins on, from 1.
    pub line: usize,
    /// Whether it is test code.
    pub in_test: bool,
}

impl Token<'_> {
    /// What stands between a string literal's quotation marks.
    pub fn content(&self) -> &str {
        let after = self.text.find('"').map_or(0, |at| at + 1);
        let end = self.text.rfind('"').filter(|end| *end >= after).unwrap_or(self.text.len());
        &self.text[after..end]
    }
}

/// The tokens of `source`, comments among them.
pub fn tokens(source: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut at, mut line) = (0, 1);
    while let Some(first) = source[at..].chars().next() {
        let rest = &source[at..];
        let (kind, length) = match first {
            _ if first.is_whitespace() => (None, first.len_utf8()),
            _ => {
                let (kind, length) = next(rest, first);
                (Some(kind), length)
            }
        };
        let text = &rest[..length];
        if let Some(kind) = kind {
            tokens.push(Token { kind, text, line, in_test: false });
        }
        line += text.bytes().filter(|byte| *byte == b'\n').count();
        at += length;
    }
    tokens
}

/// The index of the bracket that closes the one at `open`; the last token when it is never closed.
pub fn closing(tokens: &[Token<'_>], open: usize) -> usize {
    let mut depth = 0_i32;
    for (index, token) in tokens.iter().enumerate().skip(open) {
        if token.kind != Kind::Sign {
            continue;
        }
        match token.text {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        if depth <= 0 {
            return index;
        }
    }
    tokens.len().saturating_sub(1)
}

fn next(rest: &str, first: char) -> (Kind, usize) {
    if rest.starts_with("//") {
        return (Kind::Comment, rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return (Kind::Comment, block_comment(rest));
    }
    if let Some(length) = text(rest) {
        return (Kind::Text, length);
    }
    if first.is_alphabetic() || first == '_' {
        let raw = if rest.starts_with("r#") { 2 } else { 0 };
        return (
            Kind::Name,
            raw + while_in(&rest[raw..], |letter| letter.is_alphanumeric() || letter == '_'),
        );
    }
    if first.is_ascii_digit() {
        return (Kind::Other, number(rest));
    }
    if first == '\'' {
        return (Kind::Other, character_or_lifetime(rest));
    }
    if rest.starts_with("::") { (Kind::Sign, 2) } else { (Kind::Sign, first.len_utf8()) }
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// The length of the string literal that `rest` begins with.
fn text(rest: &str) -> Option<usize> {
    let prefix = while_in(rest, |letter| matches!(letter, 'b' | 'c' | 'r')).min(2);
    let raw = rest[..prefix].contains('r');
    let hashes = if raw { while_in(&rest[prefix..], |letter| letter == '#') } else { 0 };
    let open = prefix + hashes;
    if !rest[open..].starts_with('"') {
        return None;
    }
    let content = open + 1;
    if raw {
        let end = format!("\"{}", "#".repeat(hashes));
        return Some(rest[content..].find(&end).map_or(rest.len(), |at| content + at + end.len()));
    }
    let mut escaped = false;
    for (at, letter) in rest[content..].char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(content + at + 1),
            _ => {}
        }
    }
    Some(rest.len())
}

fn number(rest: &str) -> usize {
    let whole = while_in(rest, |letter| letter.is_ascii_alphanumeric() || letter == '_');
    let fraction = rest[whole..]
        .strip_prefix('.')
        .filter(|after| after.starts_with(|digit: char| digit.is_ascii_digit()));
    fraction.map_or(whole, |after| {
        whole + 1 + while_in(after, |letter| letter.is_ascii_alphanumeric() || letter == '_')
    })
}

fn character_or_lifetime(rest: &str) -> usize {
    let mut letters = rest.char_indices().skip(1);
    match (letters.next(), letters.next()) {
        (Some((_, '\\')), Some((at, escaped))) => {
            let after = at + escaped.len_utf8();
            rest[after..].find('\'').map_or(rest.len(), |end| after + end + 1)
        }
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1 + while_in(&rest[1..], |letter| letter.is_alphanumeric() || letter == '_'),
    }
}

fn while_in(text: &str, wanted: impl Fn(char) -> bool) -> usize {
    text.find(|letter| !wanted(letter)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, wanted: &[(Kind, &str)]) {
        let found: Vec<_> = tokens(source).iter().map(|token| (token.kind, token.text)).collect();
        assert_eq!(found, wanted, "{source}");
    }

    #[test]
    fn a_name_inside_a_string_or_a_comment_is_no_name() {
        check(
            r##"a /* b /* c */ d */ "e \" f" r#"g " h"# // i"##,
            &[
                (Kind::Name, "a"),
                (Kind::Comment, "/* b /* c */ d */"),
                (Kind::Text, r#""e \" f""#),
                (Kind::Text, r##"r#"g " h"#"##),
                (Kind::Comment, "// i"),
            ],
        );
    }

    #[test]
    fn lifetimes_are_not_characters() {
        check(
            "&'a 'b' '\\'' '\\u{61}'",
            &[
                (Kind::Sign, "&"),
                (Kind::Other, "'a"),
                (Kind::Other, "'b'"),
                (Kind::Other, "'\\''"),
                (Kind::Other, "'\\u{61}'"),
            ],
        );
    }

    #[test]
    fn a_range_is_not_a_fraction() {
        check(
            "0..12 1.5",
            &[
                (Kind::Other, "0"),
                (Kind::Sign, "."),
                (Kind::Sign, "."),
                (Kind::Other, "12"),
                (Kind::Other, "1.5"),
            ],
        );
    }

    #[test]
    fn lines_are_counted_through_long_strings() {
        let found = tokens("\"a\n\nb\" c");
        assert_eq!((found[1].text, found[1].line), ("c", 3));
        assert_eq!(found[0].content(), "a\n\nb");
    }

    #[test]
    fn unfinished_source_is_still_cut() {
        for source in ["\"abc", "/* abc", "'", "r#\"abc", "'\\", "b", "fn f() {"] {
            assert_eq!(
                tokens(source).iter().map(|token| token.text).collect::<String>().replace(' ', ""),
                source.replace(' ', "")
            );
        }
    }
}
