//! What the visitor typed, taken apart.

use crate::analysis::{Analysis, Form, words};
use text::fold::is_stop_word;

/// Characters that are read; the rest of a longer text is not.
const LONGEST: usize = 300;
/// Words that are searched for, phrases included; of a long question stop words are no part of these.
const MOST_WORDS: usize = 16;
/// Words that are read.
const MOST_READ: usize = 48;

/// Words that stand together: one word, or a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    pub words: Vec<String>,
}

/// A query in parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parsed {
    /// Each must be found.
    pub wanted: Vec<Clause>,
    /// None may be found.
    pub unwanted: Vec<Clause>,
}

/// Reads words, phrases in any quotation marks, and a minus in front of either. Stop words are left out
/// unless there is nothing else. What makes no sense is taken as words.
pub fn parse(text: &str, analysis: &Analysis) -> Parsed {
    let text: String = text.chars().take(LONGEST).collect();
    let mut parsed = Parsed::default();
    let mut left = MOST_READ;
    for piece in pieces(&text) {
        let words: Vec<String> = words(piece.text)
            .filter(|word| analysis.form(Form::Folded, word.text).is_some())
            .map(|word| word.text.to_owned())
            .take(left)
            .collect();
        if words.is_empty() {
            continue;
        }
        left -= words.len();
        let side = if piece.unwanted { &mut parsed.unwanted } else { &mut parsed.wanted };
        side.push(Clause { words });
    }
    leave_out_stop_words(&mut parsed.wanted);
    keep_within(&mut parsed.wanted, MOST_WORDS);
    parsed
}

fn keep_within(clauses: &mut Vec<Clause>, most: usize) {
    let mut count = 0;
    clauses.retain(|clause| {
        count += clause.words.len();
        count <= most
    });
}

struct Piece<'a> {
    text: &'a str,
    unwanted: bool,
}

/// Splits at white space outside quotation marks. A quotation that is never closed runs to the end.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let unwanted = matches!(first, '-' | '\u{2212}');
        if unwanted {
            rest = &rest[first.len_utf8()..];
        }
        let opening = rest.chars().next().filter(|c| closing(*c).is_some());
        let (piece, after) = match opening {
            Some(mark) => quoted(&rest[mark.len_utf8()..], closing(mark).unwrap_or('"')),
            None => {
                let end = rest.find(|c: char| c.is_whitespace() || closing(c).is_some());
                rest.split_at(end.unwrap_or(rest.len()))
            }
        };
        if !piece.is_empty() {
            pieces.push(Piece { text: piece, unwanted });
        }
        rest = after.trim_start();
    }
    pieces
}

fn quoted(rest: &str, end: char) -> (&str, &str) {
    rest.split_once(end).unwrap_or((rest, ""))
}

fn closing(opening: char) -> Option<char> {
    Some(match opening {
        '"' => '"',
        '«' => '»',
        '“' | '„' => '”',
        _ => return None,
    })
}

fn leave_out_stop_words(wanted: &mut Vec<Clause>) {
    let is_stop = |clause: &Clause| clause.words.len() == 1 && is_stop_word(&clause.words[0]);
    if wanted.iter().any(|clause| !is_stop(clause)) {
        wanted.retain(|clause| !is_stop(clause));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, wanted: &[&[&str]], unwanted: &[&[&str]]) {
        let clauses = |list: &[&[&str]]| -> Vec<Clause> {
            list.iter().map(|words| Clause { words: words.iter().map(|w| w.to_string()).collect() }).collect()
        };
        let want = Parsed { wanted: clauses(wanted), unwanted: clauses(unwanted) };
        assert_eq!(parse(text, &Analysis::protecting([])), want, "{text}");
    }

    #[test]
    fn words_phrases_and_exclusions() {
        check("محادثات جنيف", &[&["محادثات"], &["جنيف"]], &[]);
        check("«مجلس الأمن» -فيتو", &[&["مجلس", "الأمن"]], &[&["فيتو"]]);
        check("\"مجلس الأمن\" -\"حق النقض\"", &[&["مجلس", "الأمن"]], &[&["حق", "النقض"]]);
        check("أ.ف.ب", &[&["أ", "ف", "ب"]], &[]);
        check("من غزة", &[&["غزة"]], &[]);
        check("من إلى", &[&["من"], &["إلى"]], &[]);
        check("-فقط", &[], &[&["فقط"]]);
    }

    #[test]
    fn nonsense_is_never_an_error() {
        for text in
            ["", " ", "\"", "««»", "- - -", "\"\"", "title:AND OR (", "*", "a-b", "-\"", "\u{202e}", "+:~^"]
        {
            let _ = parse(text, &Analysis::protecting([]));
        }
        check("a-b", &[&["a", "b"]], &[]);
        check("\"مفتوحة بلا", &[&["مفتوحة", "بلا"]], &[]);
    }

    #[test]
    fn length_is_bounded() {
        let parsed = parse(&"خبر ".repeat(5_000), &Analysis::protecting([]));
        assert_eq!(parsed.wanted.len(), MOST_WORDS);
    }
}
