//! What stands behind a verb of speech: whoever is told, when and where, and what is said.

use std::ops::Range;

use super::Reader;
use super::words::Class;
use crate::statements::outlets;
use crate::statements::tokens::Kind;

/// How far behind its verb what is said may begin.
const FARTHEST: usize = 24;

/// What is behind a verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Behind {
    /// A quotation, by its opening mark.
    Quote(usize),
    /// A clause that begins at a token; whether «that» or a colon opens it.
    Clause(usize, bool),
    /// Nothing that is said: a time, a place, the end.
    Nothing,
}

impl Reader<'_> {
    /// Reads what is behind the verb at a token: what is said, and the outlet that was told.
    pub fn behind(&self, verb: usize, end: usize) -> (Behind, Option<Range<usize>>) {
        let mut at = verb + 1;
        let mut told = None;
        if self.is(verb, Class::TELLS) || self.word(verb) == "telling" {
            let after = self.hearer_end(at, end);
            told = self.tells_outlet(at..after).then_some(at..after);
            at = after;
        }
        if self.word(verb) == "pointed" || self.word(verb) == "pointing" {
            at += usize::from(self.word(at) == "out");
        }
        (self.said_from(verb, at, end), told)
    }

    fn said_from(&self, verb: usize, mut at: usize, end: usize) -> Behind {
        while at < end.min(verb + FARTHEST) {
            if let Some(quote) = self.speech_at(at) {
                return Behind::Quote(quote.open);
            }
            if self.word(at) == "that" && !self.is(at + 1, Class::SAYS) {
                return match self
                    .quotes
                    .opening(at + 1)
                    .filter(|quote| self.can_be_speech(quote) && quote.after() + 1 >= end)
                {
                    Some(quote) => Behind::Quote(quote.open),
                    None => Behind::Clause(at + 1, true),
                };
            }
            match self.kind(at) {
                Kind::Colon => return Behind::Clause(at + 1, true),
                Kind::Word => {}
                _ => return Behind::Nothing,
            }
            if self.is(at, Class::BETWEEN.and(Class::TIME))
                && self.word(at) != "all"
                && self.word(at) != "both"
            {
                at += 1;
            } else if self.is(at, Class::PREPOSITION) && !self.is_clause_start(at) {
                match self.phrase_end(at, end) {
                    Some(after) => at = after,
                    None => return Behind::Nothing,
                }
            } else {
                break;
            }
        }
        let takes_bare = self.is(verb, Class::BARE.and(Class::TELLS))
            || matches!(
                self.word(verb),
                "adding" | "saying" | "claiming" | "insisting" | "telling" | "arguing"
            );
        let begins = self.tokens.is_word(at)
            && at < end
            && !matches!(
                self.word(at),
                "nothing" | "goodbye" | "yes" | "and" | "or" | "but" | "of" | "hello" | "apart"
            );
        if takes_bare && begins && self.tokens.has_words(&(at..end), 3) && self.hears_before(verb, at) {
            Behind::Clause(at, false)
        } else {
            Behind::Nothing
        }
    }

    /// After «told» without «that» somebody must be told: «tells the wrong time» says nothing.
    fn hears_before(&self, verb: usize, at: usize) -> bool {
        !self.is(verb, Class::TELLS) || at > verb + 1
    }

    fn is_clause_start(&self, at: usize) -> bool {
        matches!(self.word(at), "this" | "when" | "if" | "while" | "as" | "because")
            || (self.word(at) == "last" && !self.is(at + 1, Class::TIME))
    }

    /// Where a phrase of time or place ends: at «that», a colon or a quotation, or right behind a day.
    fn phrase_end(&self, start: usize, end: usize) -> Option<usize> {
        let opens = |at: usize| {
            self.word(at) == "that" || self.kind(at) == Kind::Colon || self.speech_at(at).is_some()
        };
        for at in start + 1..end.min(start + 14) {
            if opens(at) {
                return Some(at);
            }
            if !matches!(self.kind(at), Kind::Word | Kind::Other) && self.quotes.around(at).is_none() {
                break;
            }
        }
        (start + 1..end.min(start + 4))
            .find(|&at| self.is(at, Class::TIME))
            .map(|at| at + 1)
            .filter(|&after| !self.is(after, Class::PREPOSITION))
    }

    /// Where those end who are told: «reporters», «the Northmere Gazette», «him».
    fn hearer_end(&self, start: usize, end: usize) -> usize {
        if let Some((length, _)) = outlets::outlet_at(self.tokens, start) {
            return start + length;
        }
        let mut at = start;
        if self.is(at, Class::ARTICLE) && self.word(at) != "that" && !self.is(at, Class::HEARERS) {
            at += 1;
            if let Some((length, _)) = outlets::outlet_at(self.tokens, at) {
                return at + length;
            }
        }
        if self.has_capital(at) {
            while at < end
                && (self.has_capital(at) || self.word(at) == "of")
                && self.quotes.around(at).is_none()
            {
                at += 1;
            }
            return at;
        }
        if self.is(at, Class::HEARERS) {
            return self.after_hearers(at + 1, end);
        }
        // «told the paper that», «told an audience of students»: up to what opens.
        (at..end.min(at + 8))
            .take_while(|&next| self.kind(next) == Kind::Word)
            .find(|&next| self.word(next + 1) == "that" || self.speech_at(next + 1).is_some())
            .map_or(start, |next| next + 1)
    }

    fn after_hearers(&self, at: usize, end: usize) -> usize {
        if self.word(at) != "of" {
            return at;
        }
        (at..end.min(at + 4))
            .find(|&next| !self.tokens.is_word(next) || self.is(next, Class::PREPOSITION))
            .unwrap_or(at)
    }

    fn tells_outlet(&self, hearers: Range<usize>) -> bool {
        hearers.clone().any(|at| {
            self.is(at, Class::OUTLET)
                || self.word(at) == "agency"
                || outlets::outlet_at(self.tokens, at).is_some()
        })
    }
}
