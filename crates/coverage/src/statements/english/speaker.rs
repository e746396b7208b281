//! Who speaks: the words before or behind a verb that name them.

use std::ops::Range;

use super::Reader;
use super::words::Class;
use crate::statements::tokens::Kind;

/// The longest speaker, in tokens.
const LONGEST: usize = 20;

/// A subject before its verb.
pub struct Subject {
    /// Its first token, pronoun or name; the verb itself where there is none.
    pub start: usize,
    /// The name; nothing for a pronoun.
    pub name: Option<Range<usize>>,
}

impl Reader<'_> {
    /// The subject of the verb at a token, no farther back than `from`.
    pub fn subject(&self, verb: usize, from: usize) -> Subject {
        let mut end = verb;
        while end > from && (self.is(end - 1, Class::BETWEEN)) {
            end -= 1;
        }
        let has_aside = end > from && self.kind(end - 1) == Kind::Comma;
        let start = if has_aside { self.before_aside(end - 1, from) } else { self.piece_start(end, from) };
        let start = self.past_openings(start, end);
        if start >= end {
            return Subject { start: end, name: None };
        }
        if self.is(start, Class::PRONOUN) && !self.has_name_in(start + 1..end) {
            return Subject { start, name: None };
        }
        let name = self.tokens.trimmed(start..self.name_end(start, end));
        let is_name = (1..=14).contains(&self.tokens.words_in(&name))
            && !self.is(name.start, Class::PREPOSITION.and(Class::JOINS));
        Subject { start, name: is_name.then_some(name) }
    }

    fn has_name_in(&self, tokens: Range<usize>) -> bool {
        tokens.clone().any(|at| self.has_capital(at))
    }

    /// Where the words begin that no comma or clause divides from a token.
    fn piece_start(&self, end: usize, from: usize) -> usize {
        let mut start = end;
        while start > from && end - start < LONGEST {
            let before = start - 1;
            let divides = match self.kind(before) {
                Kind::Word => {
                    self.is(before, Class::JOINS)
                        || (matches!(self.word(before), "and" | "or")
                            && self.divides_clauses(before, end, from))
                }
                Kind::Other => self.tokens.written(before) != "'",
                _ => true,
            };
            if divides {
                break;
            }
            start = before;
        }
        start
    }

    /// Whether an «and» joins two clauses: there is much before it, and a subject of its own behind it.
    fn divides_clauses(&self, and: usize, end: usize, from: usize) -> bool {
        and + 1 >= end || self.is(and + 1, Class::PRONOUN) || and - from > 5 || and == from
    }

    /// «Ann Hale, the mayor of X, said»: the words before the aside.
    fn before_aside(&self, comma: usize, from: usize) -> usize {
        let piece = self.piece_start(comma, from);
        if piece == from || self.kind(piece - 1) != Kind::Comma {
            return piece;
        }
        let name = self.piece_start(piece - 1, from);
        // «One of them, Yara Lind, said».
        if self.word(name) == "one" && self.has_capital(piece) { piece } else { name }
    }

    /// Without what opens a sentence: «But», «Meanwhile,», «In a statement».
    fn past_openings(&self, mut start: usize, end: usize) -> usize {
        while start < end
            && (matches!(
                self.word(start),
                "but" | "and" | "meanwhile" | "however" | "or" | "still" | "then" | "yet" | "so"
            ) || matches!(self.kind(start), Kind::Comma | Kind::Other))
        {
            start += 1;
        }
        start
    }

    /// Where a name ends that begins at a token: before «who…», a place, a time.
    pub fn name_end(&self, start: usize, end: usize) -> usize {
        let mut at = start;
        while at < end.min(start + LONGEST) {
            if let Some(quote) = self.quotes.around(at) {
                if quote.words >= 4 {
                    return at;
                }
                at = quote.after().max(at + 1);
                continue;
            }
            let stops = match self.kind(at) {
                Kind::Comma => !self.names_on(at + 1),
                Kind::Word => at > start && self.ends_name(at, start),
                Kind::Other => false,
                _ => true,
            };
            if stops {
                break;
            }
            at += 1;
        }
        at
    }

    fn ends_name(&self, at: usize, start: usize) -> bool {
        let is_office = matches!(self.word(at), "for" | "at" | "in" | "with" | "from")
            && (start..at).any(|before| {
                self.is(before, Class::SOMEBODY)
                    || matches!(
                        self.word(before),
                        "analysts"
                            | "analyst"
                            | "professor"
                            | "head"
                            | "director"
                            | "manager"
                            | "expert"
                            | "researcher"
                            | "minister"
                            | "spokesperson"
                            | "lecturer"
                            | "teachers"
                            | "doctors"
                            | "scientists"
                            | "economist"
                            | "lawyer"
                    )
            });
        let is_lent =
            self.is(at, Class::RELATIVE.and(Class::TIME)) || (self.is(at, Class::PREPOSITION) && !is_office);
        is_lent && !matches!(self.word(at), "over" | "under") || self.is(at, Class::SAYS.and(Class::ON))
    }

    /// Whether a name goes on behind a comma: «the secretary, Maeve Castellan», «Ann Hale, the mayor».
    fn names_on(&self, at: usize) -> bool {
        self.tokens.is_word(at)
            && (self.has_capital(at)
                || matches!(self.word(at), "the" | "a" | "an" | "chief" | "head" | "director"))
            && !self.is(at, Class::TIME.and(Class::RELATIVE).and(Class::PREPOSITION))
    }

    /// The name behind a verb: «said Rosa Quillan».
    pub fn name_behind(&self, start: usize, end: usize) -> Option<Range<usize>> {
        if self.is(start, Class::PRONOUN) {
            return None;
        }
        let name = self.tokens.trimmed(start..self.name_end(start, end));
        (self.tokens.words_in(&name) > 0).then_some(name)
    }
}
