//! The Arabic rules: the verb stands before its speaker, most speech is reported with «أن», and a chain of participles
//! («مشيرا إلى… مؤكدا أن…») goes on in the same voice.

mod according;
mod chain;
mod complement;
mod senses;
mod speaker;
mod statement;
mod subject;
pub mod verbs;
mod words;

use senses::Sense;
use words::Class;

use super::drafts::Collector;
use super::outlets;
use super::quotes::{Quote, Quotes};
use super::sentences::sentences;
use super::tokens::{Kind, Tokens};

/// A quotation of fewer words is a name or a turn of phrase.
const LEAST_QUOTED: usize = 3;

/// Reads a paragraph.
pub(super) fn read(paragraph: &str, collector: &mut Collector) {
    let tokens = Tokens::read(paragraph);
    let quotes = Quotes::read(&tokens);
    let reader = Reader { tokens: &tokens, quotes: &quotes, senses: senses::senses(&tokens) };
    let mut drafts = Vec::new();
    let speaker = collector.speaker().to_owned();
    if collector.speech_goes_on {
        drafts.extend(quotes.going_on(&tokens, LEAST_QUOTED));
    }
    for sentence in sentences(&tokens, &quotes) {
        if drafts.len() > collector.most() {
            break;
        }
        statement::read(&reader, sentence, &speaker, &mut drafts);
    }
    chain::read(&reader, collector);
    collector.take(&tokens, &quotes, drafts);
}

/// A paragraph with what is known of its words.
struct Reader<'t> {
    tokens: &'t Tokens<'t>,
    quotes: &'t Quotes,
    senses: Vec<Sense>,
}

impl Reader<'_> {
    fn sense(&self, at: usize) -> Sense {
        self.senses.get(at).copied().unwrap_or_default()
    }

    fn is(&self, at: usize, class: Class) -> bool {
        self.sense(at).class.is(class)
    }

    fn word(&self, at: usize) -> &str {
        self.tokens.word(at)
    }

    fn kind(&self, at: usize) -> Kind {
        self.tokens.kind(at)
    }

    /// What a word is without a preposition that is written in one with it: «لصحيفة»، «للوكالة»، «ببيان».
    fn bare(&self, at: usize) -> Class {
        let word = self.word(at);
        if let Some(rest) = word.strip_prefix("لل") {
            return senses::look_up(&format!("ال{rest}")).class;
        }
        word.strip_prefix(['ل', 'ب']).map_or(Class::default(), |rest| senses::look_up(rest).class)
    }

    /// The outlet that is told at a token: «لرويترز»، «للجزيرة», «لـ رويترز»; how many tokens name it.
    fn outlet_told(&self, at: usize) -> Option<usize> {
        let word = self.word(at);
        if word == "ل" {
            return outlets::outlet_at(self.tokens, at + 1).map(|(length, _)| length + 1);
        }
        let rest = word.strip_prefix('ل')?;
        let length = |first: &str| outlets::named(self.tokens, at, first).map(|(length, _)| length);
        match rest.strip_prefix('ل') {
            Some(rest) => length(&format!("ال{rest}")),
            None => length(rest),
        }
    }

    /// Whether a quotation is long enough to be speech and is no name of something.
    fn can_be_speech(&self, quote: &Quote) -> bool {
        if quote.words < LEAST_QUOTED {
            return false;
        }
        let before = quote.open.wrapping_sub(1);
        if self.is(before, Class::NAMED) || self.bare(before).is(Class::NAMED) || self.word(before) == "ل" {
            return false;
        }
        let inside = quote.inside();
        if self.names_somebody(&inside, quote.words) {
            return false;
        }
        outlets::outlet_at(self.tokens, inside.start).is_none_or(|(length, _)| length < quote.words)
    }

    /// «أبو سامي الحداد» is what somebody is called, «نسيم أف أم» a station: marks stand round both.
    fn names_somebody(&self, inside: &std::ops::Range<usize>, words: usize) -> bool {
        let is_called = matches!(self.word(inside.start), "ابو" | "ابي" | "ابا" | "ام" | "بن");
        let ends_as_outlet = matches!(self.word(inside.end - 1), "نيوز" | "برس" | "تايمز" | "بوست" | "تيفي")
            || (matches!(self.word(inside.end - 1), "ام" | "في")
                && matches!(self.word(inside.end.saturating_sub(2)), "اف" | "تي"));
        words <= 4 && (is_called || ends_as_outlet)
    }

    /// The first token at or after one that is no comma.
    fn past_commas(&self, mut at: usize) -> usize {
        while matches!(self.kind(at), Kind::Comma) && at < self.tokens.len() {
            at += 1;
        }
        at
    }
}
