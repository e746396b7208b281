//! A sentence, read from its first word to its last.

use std::ops::Range;

use super::Reader;
use super::behind::Behind;
use super::words::Class;
use crate::statements::drafts::Draft;
use crate::statements::tokens::Kind;

/// A clause of fewer words before «…, she said» is none.
const LEAST_CLAUSE: usize = 4;
/// A quotation that is a sentence of its own is speech from this length on.
const LEAST_ALONE: usize = 4;

/// Reads a sentence and adds what is said in it.
pub(super) fn read(
    reader: &Reader<'_>,
    sentence: Range<usize>,
    speaker_known: bool,
    drafts: &mut Vec<Draft>,
) {
    let first = drafts.len();
    let mut walk = Walk { reader, free: sentence.start, open: None, drafts, sentence: sentence.clone() };
    walk.comes_forward();
    let mut at = sentence.start;
    while at < sentence.end {
        at = match reader.quotes.around(at) {
            Some(quote) => quote.after().max(at + 1),
            None => walk.step(at),
        };
    }
    walk.close(sentence.end);
    walk.quote_alone(first, speaker_known);
}

struct Walk<'r, 't> {
    reader: &'r Reader<'t>,
    sentence: Range<usize>,
    /// The first token that no statement of this sentence has.
    free: usize,
    /// The draft whose end is not known yet.
    open: Option<usize>,
    drafts: &'r mut Vec<Draft>,
}

impl Walk<'_, '_> {
    fn step(&mut self, at: usize) -> usize {
        let reader = self.reader;
        let next = if reader.word(at) == "according" && reader.word(at + 1) == "to" {
            self.according(at)
        } else if reader.is(at, Class::SAYS) && self.is_said(at) {
            self.verb(at)
        } else if reader.is(at, Class::ON) && self.goes_on(at) {
            self.participle(at)
        } else {
            None
        };
        next.unwrap_or(at + 1).max(at + 1)
    }

    /// «to say», «the said amount», «all told», a verb with a capital inside a title: nothing is said.
    fn is_said(&self, at: usize) -> bool {
        let reader = self.reader;
        let before = at.wrapping_sub(1);
        let is_denied = at > self.sentence.start && reader.is(before, Class::UNSAID);
        let is_adjective = matches!(
            reader.word(at),
            "said" | "called" | "described" | "told" | "found" | "reports" | "notes" | "claims" | "states"
        ) && matches!(
            reader.word(before),
            "the"
                | "a"
                | "an"
                | "this"
                | "is"
                | "was"
                | "are"
                | "were"
                | "be"
                | "been"
                | "all"
                | "being"
                | "so"
                | "of"
                | "his"
                | "her"
                | "their"
                | "these"
        );
        let is_told_apart = reader.word(at) == "told" && reader.word(at + 1) == "apart";
        !(is_denied || is_adjective || is_told_apart)
    }

    fn goes_on(&self, at: usize) -> bool {
        at > self.sentence.start
            && (self.reader.kind(at - 1) == Kind::Comma
                || matches!(self.reader.word(at - 1), "by" | "as" | "and"))
    }

    fn verb(&mut self, verb: usize) -> Option<usize> {
        let reader = self.reader;
        let subject = reader.subject(verb, self.free.max(self.sentence.start));
        let (behind, told) = reader.behind(verb, self.sentence.end);
        let lead = self.past_comma_back(subject.start);
        let earlier = self.quote_ending_at(lead);
        let is_inverted = subject.start >= verb
            && (earlier.is_some() || reader.kind(verb.wrapping_sub(1)) == Kind::Comma)
            && !matches!(behind, Behind::Quote(open) if open <= verb + 2);
        let to = told.map_or(String::new(), |told| reader.tokens.slice(&told).to_owned());
        let mut draft = Draft { cue: verb..verb + 1, to, ..Draft::default() };
        if is_inverted {
            let name = reader.name_behind(verb + 1, self.sentence.end);
            let after = name.as_ref().map_or(verb + 1, |name| name.end);
            draft.source = name.map(|name| reader.tokens.bytes(&name));
            return self.trailing(draft, lead, earlier, after, verb);
        }
        draft.source = subject.name.map(|name| reader.tokens.bytes(&name));
        if let Some(quote) = earlier {
            self.close(lead);
            self.drafts.push(Draft { content: quote, direct: true, ..draft.clone() });
            self.free = verb + 1;
            return match behind {
                Behind::Quote(open) => Some(self.quoted(draft, open)),
                _ => None,
            };
        }
        if self.open.is_some() && !self.is_fresh(verb, subject.start, &behind) {
            return None;
        }
        match behind {
            Behind::Quote(open) => {
                self.close(self.boundary(subject.start));
                Some(self.quoted(draft, open))
            }
            Behind::Clause(start, _) => {
                self.close(self.boundary(subject.start));
                draft.content = start..self.sentence.end;
                self.open = Some(self.drafts.len());
                self.drafts.push(draft);
                Some(start)
            }
            Behind::Nothing => self.trailing(draft, lead, None, verb + 1, verb),
        }
    }

    /// «…, she said»: what is said stands before, or goes round it.
    fn trailing(
        &mut self,
        draft: Draft,
        lead: usize,
        quote: Option<Range<usize>>,
        after: usize,
        verb: usize,
    ) -> Option<usize> {
        let reader = self.reader;
        if let Some(quote) = quote {
            self.close(lead);
            self.drafts.push(Draft { content: quote, direct: true, ..draft.clone() });
            self.free = after;
            return match reader.speech_at(after) {
                Some(next) => Some(self.quoted(draft, next.open)),
                None => Some(after),
            };
        }
        let has_comma = lead > self.sentence.start && reader.kind(lead) == Kind::Comma;
        if !has_comma
            || self.open.is_some()
            || (draft.source.is_none() && reader.word(verb - 1).is_empty() && after == verb + 1)
        {
            return None;
        }
        let content = reader.tokens.trimmed(self.free..lead);
        let is_clause = reader.tokens.has_words(&content, LEAST_CLAUSE)
            && !reader.is(content.start, Class::PREPOSITION.and(Class::JOINS))
            && !(content.clone().all(|at| reader.quotes.around(at).is_some()));
        if is_clause {
            self.drafts.push(Draft { content, ..draft });
            self.free = after;
            return Some(after);
        }
        // «The plan, the minister said, would cost…».
        let rest = after..self.sentence.end;
        if reader.kind(after) == Kind::Comma
            && reader.tokens.has_words(&rest, LEAST_CLAUSE)
            && draft.source.is_some()
        {
            self.open = Some(self.drafts.len());
            self.drafts.push(Draft { content: rest, ..draft });
            return Some(after);
        }
        None
    }

    fn quoted(&mut self, draft: Draft, open: usize) -> usize {
        let Some(quote) = self.reader.quotes.opening(open) else { return open + 1 };
        self.drafts.push(Draft { content: quote.inside(), direct: true, ..draft });
        self.free = quote.after();
        quote.after()
    }

    fn participle(&mut self, at: usize) -> Option<usize> {
        let (behind, told) = self.reader.behind(at, self.sentence.end);
        let to = told.map_or(String::new(), |told| self.reader.tokens.slice(&told).to_owned());
        let draft = Draft { cue: at..at + 1, to, ..Draft::default() };
        match behind {
            Behind::Quote(open) => {
                self.close(self.boundary(at));
                Some(self.quoted(draft, open))
            }
            Behind::Clause(start, _) => {
                self.close(self.boundary(at));
                self.open = Some(self.drafts.len());
                self.drafts.push(Draft { content: start..self.sentence.end, ..draft });
                Some(start)
            }
            Behind::Nothing => None,
        }
    }

    /// «according to the coastguard»: behind what is told, or before it.
    fn according(&mut self, at: usize) -> Option<usize> {
        let reader = self.reader;
        let start = at + 2;
        let end = reader.name_end(start, self.sentence.end);
        let leads = !reader.tokens.has_words(&(self.free..at), 1);
        // At the head of a sentence the name goes up to the comma: «According to a report by the surveyor, …».
        let comma = (start..self.sentence.end.min(start + 14)).find(|&next| reader.kind(next) == Kind::Comma);
        let end = comma.filter(|_| leads).unwrap_or(end);
        let name = reader.tokens.trimmed(start..end);
        let follows_rule = name.clone().any(|word| reader.is(word, Class::RULE))
            && !name.clone().any(|word| reader.has_capital(word) || reader.is(word, Class::DOCUMENT));
        if name.is_empty() || follows_rule {
            return None;
        }
        let source = Some(reader.tokens.bytes(&name));
        let draft = Draft { source, cue: at..start, passing: true, ..Draft::default() };
        let lead = self.boundary(at);
        let before = reader.tokens.trimmed(self.free..lead);
        if self.open.is_some() {
            self.close(lead);
        } else if reader.tokens.has_words(&before, LEAST_CLAUSE) {
            let quote = reader
                .quotes
                .opening(before.start)
                .filter(|quote| quote.after() == before.end && reader.can_be_speech(quote));
            let direct = quote.is_some();
            let content = quote.map_or(before, crate::statements::quotes::Quote::inside);
            self.drafts.push(Draft { content, direct, ..draft });
        } else if reader.kind(name.end) == Kind::Comma {
            self.open = Some(self.drafts.len());
            self.drafts.push(Draft { content: name.end + 1..self.sentence.end, ..draft });
        }
        self.free = name.end;
        Some(name.end)
    }

    /// Whether a verb inside what another says begins a statement of its own.
    fn is_fresh(&self, verb: usize, subject: usize, behind: &Behind) -> bool {
        let reader = self.reader;
        let Some(before) = subject.checked_sub(1) else { return false };
        let leads =
            matches!(reader.word(before), "and" | "but" | "while") || reader.kind(before) == Kind::Comma;
        let opens = matches!(behind, Behind::Quote(_) | Behind::Clause(_, true))
            || matches!(behind, Behind::Clause(_, false)) && matches!(reader.word(before), "but" | "while");
        leads && opens && !reader.is(verb, Class::PLAIN)
    }

    /// The end of what stands before a clause, without «, and».
    fn boundary(&self, start: usize) -> usize {
        let mut end = start;
        while end > self.free.max(self.sentence.start)
            && (matches!(self.reader.word(end - 1), "and" | "but" | "while" | "by" | "as")
                || self.reader.kind(end - 1) == Kind::Comma)
        {
            end -= 1;
        }
        end
    }

    fn past_comma_back(&self, start: usize) -> usize {
        if start > self.free.max(self.sentence.start) && self.reader.kind(start - 1) == Kind::Comma {
            start - 1
        } else {
            start
        }
    }

    /// A quotation that ends right before a token and is nobody's yet.
    fn quote_ending_at(&self, end: usize) -> Option<Range<usize>> {
        let quote = self.reader.quotes.closing(end.checked_sub(1)?)?;
        let ends_with_mark =
            matches!(self.reader.kind(quote.close.wrapping_sub(1)), Kind::Comma | Kind::Stop)
                || self.reader.kind(end) == Kind::Comma;
        (quote.open >= self.free
            && (self.open.is_none() || ends_with_mark)
            && self.speaks(quote, ends_with_mark))
        .then(|| quote.inside())
    }

    /// A short quotation with a comma in it («"No," she said») is speech; else the usual length.
    fn speaks(&self, quote: &crate::statements::quotes::Quote, ends_with_mark: bool) -> bool {
        self.reader.can_be_speech(quote)
            || (ends_with_mark
                && quote.words >= 2
                && !self.reader.is(quote.open.wrapping_sub(1), Class::NAMED))
    }

    fn close(&mut self, end: usize) {
        let Some(open) = self.open.take() else { return };
        let reader = self.reader;
        let draft = &mut self.drafts[open];
        draft.content = reader.tokens.trimmed(draft.content.start..end.max(draft.content.start));
        self.free = end;
        if !reader.tokens.has_words(&draft.content, 2) {
            draft.content = 0..0;
        }
    }

    /// A full name at the beginning of a sentence: «he» of the next one is this person.
    fn comes_forward(&mut self) {
        let reader = self.reader;
        let start = self.sentence.start;
        let mut end = start;
        while end < self.sentence.end.min(start + 4)
            && reader.has_capital(end)
            && !reader.is(end, Class::ARTICLE.and(Class::PREPOSITION).and(Class::JOINS).and(Class::PRONOUN))
        {
            end += 1;
        }
        let is_person = end - start >= 2
            || end - start == 1
                && (reader.kind(end) == Kind::Comma && reader.word(end + 1).parse::<u8>().is_ok()
                    || matches!(reader.word(end), "himself" | "herself"));
        if is_person && reader.kind(end) != Kind::Stop {
            let source = Some(reader.tokens.bytes(&(start..end)));
            self.drafts.push(Draft { source, cue: start..start, ..Draft::default() });
        }
    }

    /// A sentence that is a quotation and nothing else goes on in the voice that spoke before.
    fn quote_alone(&mut self, first: usize, speaker_known: bool) {
        let reader = self.reader;
        let Some(quote) = reader.quotes.opening(self.sentence.start) else { return };
        let is_whole = !reader.tokens.has_words(&(quote.after()..self.sentence.end), 1);
        let is_known = speaker_known || !self.drafts.is_empty();
        if is_whole && is_known && quote.words >= LEAST_ALONE && self.drafts.len() == first {
            self.drafts.push(Draft {
                content: quote.inside(),
                cue: quote.open..quote.open,
                direct: true,
                ..Draft::default()
            });
        }
    }
}
