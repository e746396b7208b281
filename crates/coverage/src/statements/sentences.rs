//! Where sentences end.

use std::ops::Range;

use super::quotes::Quotes;
use super::tokens::{Kind, Tokens};

/// Words after which a point ends no sentence.
const SHORTENED: &str = "mr mrs ms dr prof sen rep gov gen col lt sgt capt maj st jr sr inc corp co ltd no vs jan feb mar apr jun jul \
    aug sep sept oct nov dec u.s u.n u.k e.u messrs hon rev adm cmdr det";

/// The most tokens of a sentence: what is longer is no sentence, and is read in parts.
const LONGEST: usize = 400;

/// The sentences of a paragraph as ranges of tokens. A point inside a quotation ends none, but where the quotation itself
/// ends with one and a new sentence begins behind it, one ends there.
pub(super) fn sentences(tokens: &Tokens<'_>, quotes: &Quotes) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for at in 0..tokens.len() {
        if ends_here(tokens, quotes, at) || at - start >= LONGEST {
            sentences.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < tokens.len() {
        sentences.push(start..tokens.len());
    }
    sentences
}

fn ends_here(tokens: &Tokens<'_>, quotes: &Quotes, at: usize) -> bool {
    match tokens.kind(at) {
        Kind::Break => quotes.around(at).is_none(),
        Kind::Stop => quotes.around(at).is_none() && !is_shortened(tokens, at),
        Kind::Quote(_) => {
            quotes.closing(at).is_some()
                && at > 0
                && tokens.kind(at - 1) == Kind::Stop
                && (begins_with_capital(tokens, at + 1) || quotes.opening(at + 1).is_some())
        }
        _ => false,
    }
}

fn is_shortened(tokens: &Tokens<'_>, at: usize) -> bool {
    // «…» and «...» inside a sentence: only the last of them may end it.
    if tokens.kind(at + 1) == Kind::Stop {
        return true;
    }
    if at == 0 || tokens.written(at) != "." {
        return begins_with_small(tokens, at + 1);
    }
    let before = tokens.word(at - 1);
    let is_letter = before.chars().count() == 1 && !before.starts_with(|c: char| c.is_numeric());
    is_letter
        || begins_with_small(tokens, at + 1)
        || (before.is_ascii() && SHORTENED.split_whitespace().any(|shortened| shortened == before))
}

fn begins_with_capital(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.written(at).starts_with(char::is_uppercase)
}

fn begins_with_small(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.written(at).starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(raw: &str) -> Vec<String> {
        let tokens = Tokens::read(raw);
        let quotes = Quotes::read(&tokens);
        sentences(&tokens, &quotes).iter().map(|sentence| tokens.slice(sentence).to_owned()).collect()
    }

    #[test]
    fn a_point_in_a_quotation_or_a_title_ends_no_sentence() {
        assert_eq!(
            split("قال د. سامر: «جئنا. رأينا.» ثم غادر. وانتهى."),
            ["قال د. سامر: «جئنا. رأينا.» ثم غادر.", "وانتهى."]
        );
        assert_eq!(split("Mr. Hale met J. Ford. They left."), ["Mr. Hale met J. Ford.", "They left."]);
    }

    #[test]
    fn a_quotation_that_is_a_sentence_ends_one() {
        assert_eq!(
            split("\"We won.\" Ann left. \"Did we?\" he asked."),
            ["\"We won.\"", "Ann left.", "\"Did we?\" he asked."]
        );
    }
}
