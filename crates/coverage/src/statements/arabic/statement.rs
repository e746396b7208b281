//! A sentence, read from its first word to its last: what announces speech, and how far the speech goes.

use std::ops::Range;

use super::according::According;
use super::complement::Complement;
use super::senses::Form;
use super::verbs::Frame;
use super::words::Class;
use super::{LEAST_QUOTED, Reader};
use crate::statements::drafts::Draft;
use crate::statements::tokens::Kind;

/// A quotation that nothing announces is speech from this length on, after somebody spoke.
const LEAST_ALONE: usize = 5;

/// Reads a sentence and adds what is said in it. The speaker is the last one of the paragraphs before.
pub(super) fn read(reader: &Reader<'_>, sentence: Range<usize>, speaker: &str, drafts: &mut Vec<Draft>) {
    let speaker_known = !speaker.is_empty() || drafts.last().is_some_and(|draft| draft.source.is_some());
    let mut walk = Walk {
        reader,
        free: sentence.start,
        open: None,
        first: drafts.len(),
        drafts,
        sentence: sentence.clone(),
        speaker,
    };
    walk.before_colon();
    let mut at = walk.sentence.start;
    while at < sentence.end {
        at = match reader.quotes.around(at) {
            Some(quote) => quote.after().max(at + 1),
            None => walk.step(at),
        };
    }
    walk.close(sentence.end);
    walk.quotes_left(speaker_known);
}

struct Walk<'r, 't> {
    reader: &'r Reader<'t>,
    sentence: Range<usize>,
    /// The first token that no statement of this sentence has.
    free: usize,
    /// The draft whose end is not known yet.
    open: Option<usize>,
    /// The first draft of this sentence.
    first: usize,
    drafts: &'r mut Vec<Draft>,
    /// Who spoke last in the paragraphs before.
    speaker: &'r str,
}

impl Walk<'_, '_> {
    /// Reads at a token and says where to go on.
    fn step(&mut self, at: usize) -> usize {
        let reader = self.reader;
        if let Some(according) = reader.according(at, self.sentence.start, self.sentence.end) {
            return self.according(at, &according);
        }
        if self.is_noun_cue(at) {
            return self.noun_cue(at).unwrap_or(at + 1);
        }
        match reader.sense(at).cue {
            Some((frame, Form::Linked)) if at == self.sentence.start => {
                self.comes_forward(at, frame, Form::Linked, at).unwrap_or(at + 1)
            }
            Some((frame, form)) if form != Form::Linked && !self.is_denied(at, form) => {
                self.cue(at, frame, form).unwrap_or(at + 1)
            }
            _ => at + 1,
        }
    }

    /// A verb or a participle.
    fn cue(&mut self, at: usize, frame: Frame, form: Form) -> Option<usize> {
        let reader = self.reader;
        let start = self.clause_start(at);
        let is_fresh = self.is_fresh(at, start, frame, form);
        if self.open.is_some() && !is_fresh {
            return None;
        }
        let complement =
            if frame.has(Frame::ACTS) { None } else { reader.complement(at, frame, self.sentence.end) };
        let earlier = self.quote_before(start);
        match (complement, earlier) {
            (Some(complement), earlier) => {
                let draft = self.announced(at, frame, form, start, &complement)?;
                self.close(start);
                if let Some(quote) = earlier {
                    self.drafts.push(Draft { content: quote, direct: true, ..draft.clone() });
                }
                Some(self.begin(draft, &complement))
            }
            (None, Some(quote)) => {
                let source =
                    if form == Form::Participle { None } else { reader.speaker(at + 1..self.sentence.end) };
                let after = source.as_ref().map_or(at + 1, |source| source.end);
                let to = reader.told(at + 1..self.sentence.end).map_or(String::new(), |to| reader.name(&to));
                let source = source.map(|source| reader.tokens.bytes(&source));
                self.close(start);
                self.drafts.push(Draft {
                    content: quote,
                    source,
                    cue: at..at + 1,
                    direct: true,
                    to,
                    passing: false,
                });
                self.free = after;
                Some(after)
            }
            (None, None) => self.comes_forward(at, frame, form, start),
        }
    }

    /// Somebody does something and may speak of it afterwards: «ندد الخطيب بـ…، معتبرا أن…».
    fn comes_forward(&mut self, at: usize, frame: Frame, form: Form, start: usize) -> Option<usize> {
        let is_bounded = form == Form::Participle
            || self.reader.kind(at.wrapping_sub(1)) == Kind::Comma
            || self.open.is_none();
        if self.open.is_some_and(|open| self.drafts[open].content.start >= start) {
            return None;
        }
        // «إن القرار، …، يعتبر رسالة»: what is said goes on.
        let goes_on = form == Form::Present && self.open.is_some() && !self.reader.sense(at).joined;
        if frame.has(Frame::DOUBTFUL) || !is_bounded || goes_on || self.reader.is_noun_here(at) {
            return None;
        }
        self.close(start);
        if form != Form::Participle {
            let source = self.actor(at, start);
            let source = source.map(|source| self.reader.tokens.bytes(&source));
            self.drafts.extend(source.map(|source| Draft {
                source: Some(source),
                cue: at..at + 1,
                ..Draft::default()
            }));
        }
        None
    }

    /// Who does what a verb says: before it («لكن الوزير رفض») or behind it, up to what it is done to.
    fn actor(&self, at: usize, start: usize) -> Option<Range<usize>> {
        let reader = self.reader;
        if !reader.sense(at).joined
            && let Some(before) = reader.speaker_before(at, self.sentence.start.max(self.free.min(start)))
        {
            return Some(before);
        }
        reader.actor_behind(at, self.sentence.end, &self.known())
    }

    /// The last words of the names that were read before, which may stand for the whole.
    fn known(&self) -> Vec<String> {
        let tokens = self.reader.tokens;
        let names = self.drafts.iter().rev().take(4).filter_map(|draft| draft.source.clone());
        let names = names.map(|name| &tokens.raw[name]).chain([self.speaker]);
        names.filter_map(|name| name.split_whitespace().next_back()).map(text::fold::fold).collect()
    }

    /// The draft that a verb and what is behind it make.
    fn announced(
        &self,
        at: usize,
        frame: Frame,
        form: Form,
        start: usize,
        complement: &Complement,
    ) -> Option<Draft> {
        let reader = self.reader;
        let mut between = at + 1..complement.opener;
        if frame.has(Frame::RELAYS) {
            // «نقلت الوكالة عن الوزير قوله إن»: the speaker stands behind «عن».
            let of = between.clone().find(|&word| reader.word(word) == "عن")?;
            between.start = of + 1;
        }
        let mut source = match form {
            Form::Participle => None,
            _ if frame.has(Frame::RELAYS) => reader.speaker(between.clone()),
            _ => reader.speaker(between.clone()).filter(|speaker| reader.agrees(at, speaker)),
        };
        // «يتوقع أن» is a passive; «بين» is a verb only where a clause begins.
        let is_passive = matches!(reader.word(at), "يتوقع" | "يرجح" | "يقال" | "تتوقع");
        let may_lead = !is_passive && (!reader.sense(at).joined || reader.word(at).starts_with('ف'));
        if source.is_none() && form != Form::Participle && may_lead && !frame.has(Frame::RELAYS) {
            source = reader.speaker_before(at, self.sentence.start.max(self.free.min(start)));
        }
        if frame.has(Frame::NOBODY) {
            source = Some(0..0);
        }
        let begins =
            form == Form::Participle || start < at || at == self.sentence.start || reader.sense(at).joined;
        if (source.is_none() && is_passive) || (frame.has(Frame::DOUBTFUL) && !begins) {
            return None;
        }
        let to = reader.told(at + 1..complement.opener).map_or(String::new(), |to| reader.name(&to));
        Some(Draft {
            content: complement.content..self.sentence.end,
            source: source.map(|source| reader.tokens.bytes(&source)),
            cue: at..at + 1,
            direct: complement.quoted,
            to,
            passing: false,
        })
    }

    /// Takes a draft, and says where to read on.
    fn begin(&mut self, mut draft: Draft, complement: &Complement) -> usize {
        let quote = complement
            .content
            .checked_sub(1)
            .filter(|_| complement.quoted)
            .and_then(|open| self.reader.quotes.opening(open));
        if let Some(quote) = quote {
            draft.content = quote.inside();
            self.drafts.push(draft);
            self.free = quote.after();
            return quote.after();
        }
        self.open = Some(self.drafts.len());
        self.drafts.push(draft);
        complement.content
    }

    /// What was open ends before a token.
    fn close(&mut self, end: usize) {
        let Some(open) = self.open.take() else { return };
        let reader = self.reader;
        let start = self.drafts[open].content.start;
        let end = self.last_word(start..end.max(start));
        let draft = &mut self.drafts[open];
        draft.content = reader.tokens.trimmed(draft.content.start..end);
        self.free = end;
        // A clause that is all but a quotation is the speaker's own words.
        let words = reader.tokens.words_in(&draft.content);
        let quote = reader.quotes.list.get(reader.quotes.first_after(draft.content.start)).filter(|quote| {
            quote.open < draft.content.end && quote.after() <= draft.content.end.max(quote.open)
        });
        if let Some(quote) =
            quote.filter(|quote| reader.can_be_speech(quote) && quote.words * 10 >= words * 8)
        {
            draft.content = quote.inside();
            draft.direct = true;
        }
        if !reader.tokens.has_words(&draft.content, 2) {
            draft.content = 0..0;
        }
    }

    /// Without what leads over to the next clause: «، كما»، «، فيما».
    fn last_word(&self, content: Range<usize>) -> usize {
        let mut end = content.end;
        while end > content.start
            && (self.reader.kind(end - 1) == Kind::Comma || self.reader.kind(end - 1) == Kind::Semicolon)
        {
            end -= 1;
        }
        end
    }

    /// Where the clause of a verb begins, with what leads over to it.
    fn clause_start(&self, at: usize) -> usize {
        let reader = self.reader;
        let mut start = at;
        while start > self.sentence.start.max(self.free) && reader.quotes.around(start - 1).is_none() {
            let before = start - 1;
            let leads = matches!(reader.kind(before), Kind::Comma | Kind::Semicolon)
                || reader.is(before, Class::FILLER.and(Class::JOINS).and(Class::WAS))
                || matches!(
                    reader.word(before),
                    "جهته" | "جهتها" | "جانبه" | "جانبها" | "ناحيته" | "ناحيتها" | "جهتهم"
                )
                || (matches!(reader.word(before), "من" | "ومن")
                    && matches!(
                        reader.word(start),
                        "جهته" | "جهتها" | "جانبه" | "جانبها" | "ناحيته" | "ناحيتها" | "جهتهم"
                    ));
            if !leads {
                break;
            }
            start = before;
        }
        start
    }

    /// Whether a new statement can begin here although another is not ended.
    fn is_fresh(&self, at: usize, start: usize, frame: Frame, form: Form) -> bool {
        let has_comma = start < at
            && (start..at).any(|token| matches!(self.reader.kind(token), Kind::Comma | Kind::Semicolon));
        let leads = start < at && (start..at).any(|token| self.reader.is(token, Class::JOINS));
        form == Form::Participle
            || has_comma
            || leads
            || (self.reader.sense(at).joined && !frame.has(Frame::WEAK) && !frame.has(Frame::ACTS))
    }

    /// «لم يكشف», «أن يعلن»: nothing was said.
    fn is_denied(&self, at: usize, form: Form) -> bool {
        if self.is_no_verb(at) || (form == Form::Participle && self.reader.is_other_word(at)) {
            return true;
        }
        let Some(before) = at.checked_sub(1) else { return false };
        let is_no =
            matches!(self.reader.word(before), "لم" | "ولم" | "لن" | "لا" | "ولا" | "فلم" | "ولن" | "لما");
        is_no
            || (form == Form::Present && self.reader.is(before, Class::THAT))
            || self.reader.word(before) == "ما"
    }

    /// «عبر الحدود» is across, and only with «عن» to express; «من أبرز النتائج» is the foremost of them.
    fn is_no_verb(&self, at: usize) -> bool {
        let reader = self.reader;
        match reader.word(at) {
            // A banner; whoever points something out points to it.
            "لافته" | "ولافته" => {
                !(at + 1..self.sentence.end.min(at + 8)).any(|next| reader.word(next) == "الي")
            }
            // «عدم ذكر اسمه» is no mention.
            "ذكر" => at.checked_sub(1).is_some_and(|before| {
                matches!(reader.word(before), "عدم" | "دون" | "بدون" | "رفض" | "رافضا" | "رافضه" | "مجرد")
            }),
            // On a wall or a banner nobody speaks.
            "كتب" | "كتبت" | "وكتب" | "وكتبت" => {
                matches!(reader.word(at + 1), "عليه" | "عليها" | "فوقه" | "فوقها")
            }
            // «مارك روت» is a name.
            "روت" => {
                at > self.sentence.start
                    && reader.tokens.is_word(at - 1)
                    && !reader.is(at - 1, Class::JOINS.and(Class::WAS))
                    && !reader.is(at + 1, Class::THAT)
            }
            "عبر" => !(at + 1..self.sentence.end.min(at + 12)).any(|next| reader.word(next) == "عن"),
            "ابرز" => at
                .checked_sub(1)
                .is_some_and(|before| matches!(reader.word(before), "من" | "ومن" | "لعل" | "ولعل" | "بين")),
            _ => false,
        }
    }

    /// Whether somebody begins to speak at a token.
    fn is_cue(&self, at: usize) -> bool {
        self.reader.sense(at).cue.is_some() || self.reader.is(at, Class::JOINS)
    }

    /// A quotation right before a clause that is nobody's yet: «…»، قال فلان.
    fn quote_before(&self, start: usize) -> Option<Range<usize>> {
        let quote = self.reader.quotes.closing(start.checked_sub(1)?)?;
        let is_free = quote.open >= self.free && self.open.is_none();
        (is_free && self.reader.can_be_speech(quote)).then(|| quote.inside())
    }

    /// «وفقا لـ…»: leads the sentence, or ends what is said before it.
    fn according(&mut self, at: usize, according: &According) -> usize {
        let reader = self.reader;
        let start = self.clause_start(at);
        let source = according.source.as_ref().map(|source| reader.name_bytes(source));
        let passing = according.source.is_some() && !according.spoke;
        // «مما أدى، حسب قوله، إلى…»: the sentence goes on.
        if according.source.is_none()
            && self.open.is_some()
            && reader.tokens.is_word(reader.past_commas(according.end))
            && !self.is_cue(reader.past_commas(according.end))
        {
            return according.end.max(at + 1);
        }
        let cue = at..according.cue_end;
        if start <= self.sentence.start.max(self.free)
            && self.open.is_none()
            && according.leads(reader, self.sentence.end)
        {
            let mut content = reader.past_commas(reader.past_day(according.end, self.sentence.end));
            if matches!(reader.word(content), "فان" | "ان") {
                content += 1;
            }
            let complement = Complement { opener: according.end, content, quoted: false };
            return self
                .begin(
                    Draft { content: content..self.sentence.end, source, cue, passing, ..Draft::default() },
                    &complement,
                )
                .max(at + 1);
        }
        if self.open.is_some() {
            self.close(start);
        } else {
            let content = reader.tokens.trimmed(self.free..start);
            let quote = reader
                .quotes
                .opening(content.start)
                .filter(|quote| quote.after() == content.end && reader.can_be_speech(quote));
            let is_told = reader.sense(content.start).participle().is_none();
            if is_told && reader.tokens.has_words(&content, LEAST_QUOTED) {
                let direct = quote.is_some();
                let content = quote.map_or(content, crate::statements::quotes::Quote::inside);
                self.drafts.push(Draft { content, source, cue, passing, direct, ..Draft::default() });
            }
        }
        self.free = according.end;
        according.end.max(at + 1)
    }

    /// «قوله إن»، «بالقول:»، «جاء في البيان أن».
    fn is_noun_cue(&self, at: usize) -> bool {
        let reader = self.reader;
        let is_written = matches!(reader.word(at), "جاء" | "وجاء" | "جاءت" | "ورد" | "وورد")
            && reader.word(at + 1) == "في";
        // «يمكن القول إن» is the writer's own.
        let is_own = reader.word(at) == "القول"
            && !at.checked_sub(1).is_some_and(|before| matches!(reader.word(before), "الي" | "حد" | "علي"));
        is_written || (reader.is(at, Class::THEIR_WORDS) && !is_own)
    }

    fn noun_cue(&mut self, at: usize) -> Option<usize> {
        let reader = self.reader;
        let start = self.clause_start(at);
        let is_written = !reader.is(at, Class::THEIR_WORDS);
        let complement = reader.complement(at, Frame::SAYS, self.sentence.end)?;
        let source = if is_written {
            Some(reader.tokens.trimmed(at + 2..reader.document_end(at + 2, complement.opener)))
        } else if complement.opener > at + 2 {
            return None;
        } else {
            None
        };
        self.close(start);
        let draft = Draft {
            content: complement.content..self.sentence.end,
            source: source.map(|source| reader.tokens.bytes(&source)),
            cue: at..at + 1 + usize::from(is_written),
            direct: complement.quoted,
            ..Draft::default()
        };
        Some(self.begin(draft, &complement))
    }

    /// «سامي حداد: «…»» at the beginning: who is named before the colon speaks.
    fn before_colon(&mut self) {
        let reader = self.reader;
        let sentence = self.sentence.clone();
        let Some(colon) = sentence.clone().take(9).find(|&at| reader.kind(at) == Kind::Colon) else { return };
        let name = reader.tokens.trimmed(sentence.start..colon);
        let quote = reader.quotes.opening(colon + 1).filter(|quote| reader.can_be_speech(quote));
        let is_name = reader.tokens.has_words(&name, 1)
            && name.clone().all(|at| reader.sense(at).cue.is_none() && reader.quotes.around(at).is_none())
            && !reader.begins_adjunct(name.start, name.start);
        let Some(quote) = quote else {
            let content = colon + 1..sentence.end;
            if is_name && self.is_headline(&content) {
                let source = Some(reader.tokens.bytes(&name));
                self.drafts.push(Draft {
                    content,
                    source,
                    cue: colon..colon + 1,
                    direct: true,
                    ..Draft::default()
                });
                self.sentence.start = sentence.end;
            }
            return;
        };
        if is_name {
            let source = Some(reader.tokens.bytes(&name));
            self.drafts.push(Draft {
                content: quote.inside(),
                source,
                cue: colon..colon + 1,
                direct: true,
                ..Draft::default()
            });
            self.free = quote.after();
            self.sentence.start = quote.after();
        }
    }

    /// A line of its own without a point at its end, as headlines are: «سامي حداد: الجسر سيفتح في أيار».
    fn is_headline(&self, content: &Range<usize>) -> bool {
        let tokens = self.reader.tokens;
        let is_whole = self.sentence.start == 0 && self.sentence.end == tokens.len();
        is_whole
            && content.len() <= 16
            && tokens.has_words(content, LEAST_QUOTED)
            && content.clone().all(|at| {
                matches!(tokens.kind(at), Kind::Word | Kind::Comma) && self.reader.sense(at).cue.is_none()
            })
    }

    /// Quotations that nothing announced: one that goes on behind its speaker, and one that is a sentence of its own.
    fn quotes_left(&mut self, speaker_known: bool) {
        let reader = self.reader;
        let from = reader.quotes.first_after(self.sentence.start);
        for quote in reader.quotes.list[from..].iter().take_while(|quote| quote.open < self.sentence.end) {
            let is_taken = self.drafts[self.first..]
                .iter()
                .any(|draft| draft.content.start < quote.close && quote.open < draft.content.end);
            if is_taken || !reader.can_be_speech(quote) || quote.words < LEAST_ALONE {
                continue;
            }
            let goes_on = self.drafts[self.first..].iter().any(|draft| {
                draft.direct && draft.content.end < quote.open && self.is_split(draft, quote.open)
            });
            let rest = reader.tokens.words_in(&(self.sentence.start..quote.open))
                + reader.tokens.words_in(&(quote.after()..self.sentence.end));
            let is_alone = rest == 0 && (speaker_known || !self.drafts.is_empty());
            if goes_on || is_alone {
                self.drafts.push(Draft {
                    content: quote.inside(),
                    cue: quote.open..quote.open,
                    direct: true,
                    ..Draft::default()
                });
            }
        }
    }

    /// Whether between a statement and a quotation stands no more than its speaker: «…»، قال فلان، «…».
    fn is_split(&self, draft: &Draft, open: usize) -> bool {
        let between = draft.content.end.min(open)..open;
        let words = self.reader.tokens.words_in(&between);
        let touches =
            matches!(self.reader.kind(open.wrapping_sub(1)), Kind::Comma | Kind::Colon | Kind::Word);
        touches
            && (words <= 2
                || draft.cue.start >= draft.content.end
                    && words <= 14
                    && self.reader.kind(open - 1) == Kind::Comma)
    }
}
