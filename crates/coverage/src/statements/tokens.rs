//! A paragraph as words and punctuation, each word with the form by which it is compared.

use text::fold::{fold, fold_into};

use crate::letters::{is_alphanumeric, is_numeric};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Comma,
    Semicolon,
    Colon,
    /// Ends a sentence, if nothing speaks against it.
    Stop,
    /// A line that ends inside the paragraph.
    Break,
    Quote(char),
    Other,
}

/// One token: where it stands in the paragraph, in bytes, and where its folded form stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
    folded: (usize, usize),
}

/// A paragraph, read.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    pub raw: &'a str,
    pub list: Vec<Token>,
    folded: String,
}

impl<'a> Tokens<'a> {
    /// Reads a paragraph, once from end to end.
    pub(super) fn read(raw: &'a str) -> Tokens<'a> {
        let mut tokens =
            Tokens { raw, list: Vec::with_capacity(raw.len() / 5), folded: String::with_capacity(raw.len()) };
        let mut at = 0;
        while let Some(character) = raw[at..].chars().next() {
            let end = if is_of_word(character) { word_end(raw, at) } else { at + character.len_utf8() };
            if let Some(kind) = kind_of(character) {
                tokens.push(kind, at, end);
            }
            at = end;
        }
        tokens
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        let from = self.folded.len();
        if kind == Kind::Word {
            let word = &self.raw[start..end];
            // «don’t» is «don't».
            match word.contains('’') {
                true => self.folded.push_str(&fold(word).replace('’', "'")),
                false => fold_into(&mut self.folded, word),
            }
        }
        self.list.push(Token { kind, start, end, folded: (from, self.folded.len()) });
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// The kind of a token; past the end there is nothing but the end of a line.
    pub(super) fn kind(&self, at: usize) -> Kind {
        self.list.get(at).map_or(Kind::Break, |token| token.kind)
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.kind(at) == Kind::Word
    }

    /// The folded word; empty for punctuation and past the end.
    pub(super) fn word(&self, at: usize) -> &str {
        self.list.get(at).map_or("", |token| &self.folded[token.folded.0..token.folded.1])
    }

    /// The word as it is written; empty past the end.
    pub(super) fn written(&self, at: usize) -> &'a str {
        self.list.get(at).map_or("", |token| &self.raw[token.start..token.end])
    }

    /// The bytes from the first of these tokens to the last; empty for none.
    pub(super) fn bytes(&self, tokens: &std::ops::Range<usize>) -> std::ops::Range<usize> {
        let end = tokens.end.min(self.len());
        if tokens.start >= end {
            return 0..0;
        }
        self.list[tokens.start].start..self.list[end - 1].end
    }

    /// These tokens as they are written.
    pub(super) fn slice(&self, tokens: &std::ops::Range<usize>) -> &'a str {
        &self.raw[self.bytes(tokens)]
    }

    /// How many of these tokens are words.
    pub(super) fn words_in(&self, tokens: &std::ops::Range<usize>) -> usize {
        tokens.clone().filter(|&at| self.is_word(at)).count()
    }

    /// Whether these tokens have at least so many words; reads no farther than it must.
    pub(super) fn has_words(&self, tokens: &std::ops::Range<usize>, least: usize) -> bool {
        tokens.clone().filter(|&at| self.is_word(at)).take(least).count() >= least
    }

    /// Whether there is nothing between this token and the one after it.
    pub(super) fn touches_next(&self, at: usize) -> bool {
        matches!((self.list.get(at), self.list.get(at + 1)), (Some(one), Some(next)) if one.end == next.start)
    }

    /// The tokens without the punctuation at both ends; marks of quotation stay.
    pub(super) fn trimmed(&self, tokens: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let (mut start, mut end) = (tokens.start, tokens.end.min(self.len()).max(tokens.start));
        let is_loose =
            |at: usize| !matches!(self.kind(at), Kind::Word | Kind::Quote(_)) && !self.is_bracket(at);
        while start < end && is_loose(start) {
            start += 1;
        }
        while start < end && is_loose(end - 1) {
            end -= 1;
        }
        start..end
    }

    fn is_bracket(&self, at: usize) -> bool {
        matches!(self.written(at), "(" | ")" | "[" | "]")
    }
}

fn kind_of(character: char) -> Option<Kind> {
    Some(match character {
        ',' | '،' | '٬' => Kind::Comma,
        ';' | '؛' => Kind::Semicolon,
        ':' => Kind::Colon,
        '.' | '!' | '?' | '؟' | '…' | '۔' => Kind::Stop,
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => Kind::Break,
        '"' | '«' | '»' | '“' | '”' | '„' | '‟' | '‹' | '›' | '‘' | '’' | '\'' | '＂' => {
            Kind::Quote(character)
        }
        other if is_of_word(other) => Kind::Word,
        other if other.is_whitespace() || is_invisible(other) => return None,
        _ => Kind::Other,
    })
}

/// Where the word ends that begins at a byte. Inside a word may stand an apostrophe, a hyphen, and between digits or letters
/// a point: «don't», «vice-president», «3.5», «U.S», «أ.ف.ب», and between digits «10:30», «1,000».
fn word_end(raw: &str, start: usize) -> usize {
    let mut previous = ' ';
    let mut letters = 0;
    let mut characters = raw[start..].char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if is_of_word(character) {
            letters += 1;
        } else {
            let next = characters.peek().map_or(' ', |&(_, next)| next);
            if !joins(previous, character, next, letters == 1) {
                return start + at;
            }
            letters = 0;
        }
        previous = character;
    }
    raw.len()
}

fn joins(before: char, joint: char, after: char, is_initial: bool) -> bool {
    match joint {
        '\'' | '’' | '-' | '‐' | '‑' => is_of_word(before) && is_alphanumeric(after),
        '.' => is_alphanumeric(after) && (is_initial || (before.is_ascii() && after.is_ascii())),
        ',' | '٬' | '٫' | ':' => is_numeric(before) && is_numeric(after),
        _ => false,
    }
}

fn is_of_word(character: char) -> bool {
    is_alphanumeric(character)
        || matches!(character, '\u{640}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{200C}' | '\u{200D}' | '\u{300}'..='\u{36F}' | '%' | '٪' | '$' | '€' | '£' | '#' | '@' | '_' | '&')
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{61C}' | '\u{FEFF}' | '\u{AD}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(raw: &str) -> Vec<String> {
        let tokens = Tokens::read(raw);
        (0..tokens.len()).filter(|&at| tokens.is_word(at)).map(|at| tokens.word(at).to_owned()).collect()
    }

    #[test]
    fn words_are_compared_without_hamza_and_vowels() {
        assert_eq!(words("وأَكَّدَتْ مُضيفةً إلى"), ["واكدت", "مضيفه", "الي"]);
    }

    #[test]
    fn what_belongs_to_a_word_stays_in_it() {
        assert_eq!(
            words("O'Brien, vice-president of the U.S. at 10:30"),
            ["o'brien", "vice-president", "of", "the", "u.s", "at", "10:30"]
        );
        assert_eq!(words("Don’t"), ["don't"]);
        assert_eq!(words("لـ«أ.ف.ب»"), ["ل", "ا.ف.ب"]);
    }

    proptest! {
        #[test]
        fn tokens_stand_in_order_on_letters(raw in "\\PC{0,60}") {
            let tokens = Tokens::read(&raw);
            let mut last = 0;
            for token in &tokens.list {
                prop_assert!(token.start >= last && token.end > token.start);
                prop_assert!(raw.is_char_boundary(token.start) && raw.is_char_boundary(token.end));
                last = token.end;
            }
        }
    }
}
