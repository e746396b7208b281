//! «وفقا لـ»، «بحسب»، «نقلا عن»، «على حد قول»، «كما قال»: on whose word something is told.

use std::ops::Range;

use super::Reader;
use super::words::Class;
use crate::statements::outlets;
use crate::statements::tokens::Kind;

/// Such a phrase.
#[derive(Debug, Clone)]
pub struct According {
    /// Where the words end that announce the source.
    pub cue_end: usize,
    /// Who is named; nobody where it is whoever spoke: «على حد قوله».
    pub source: Option<Range<usize>>,
    /// Whether it is somebody who spoke: «وفق ما أكده الناطق», and not only what is known from there.
    pub spoke: bool,
    /// The first token behind the phrase.
    pub end: usize,
}

impl According {
    /// Whether what is said can follow: behind a comma or «فإن».
    pub fn leads(&self, reader: &Reader<'_>, sentence_end: usize) -> bool {
        let content = reader.past_commas(reader.past_day(self.end, sentence_end));
        content < sentence_end
            && reader.kind(content) != Kind::Stop
            && (content > self.end || matches!(reader.word(content), "فان" | "ان" | "فقد"))
    }
}

impl Reader<'_> {
    /// «بحسب ما أعلنه العميد اليوم فإن…»: the day between the source and what is told belongs to neither.
    pub fn past_day(&self, at: usize, end: usize) -> usize {
        let behind = (at..end).find(|&next| !self.is(next, Class::TIME)).unwrap_or(at);
        if matches!(self.word(behind), "فان" | "ان") { behind } else { at }
    }

    /// The phrase that begins at a token.
    pub fn according(&self, at: usize, sentence_start: usize, end: usize) -> Option<According> {
        let word = self.word(at);
        if self.word(at.wrapping_sub(1)) == "لا" {
            return None;
        }
        let word = if self.is(at, Class::ACCORDING) {
            word.strip_prefix('و').filter(|rest| rest.len() > 4 && self.sense(at).joined).unwrap_or(word)
        } else {
            word
        };
        match word {
            "وفق" | "بحسب" | "حسب" => self.bare_according(at, end),
            "وفقا" | "طبقا" | "استنادا" => {
                let head = if self.word(at + 1) == "الي" { at + 2 } else { at + 1 };
                let is_of = head > at + 1 || self.word(head).starts_with('ل');
                let head = if self.word(head) == "ل" { head + 1 } else { head };
                if !is_of {
                    return None;
                }
                if self.word(head) == "لما" {
                    return self.linked(at, head + 1, end);
                }
                self.named_source(at, head, end)
            }
            "حسبما" => self.linked(at, at + 1, end),
            "نقلا" if self.word(at + 1) == "عن" => self.named_source(at, at + 2, end),
            "علي" if self.word(at + 1) == "حد" || self.word(at + 1) == "لسان" => {
                self.named_source(at, at + 2, end)
            }
            "كما" | "مثلما" if at > sentence_start => {
                let linked = self.linked(at, at + 1, end)?;
                // «كما أكد أن» says something of its own.
                let ends = linked.end >= end
                    || matches!(self.kind(linked.end), Kind::Comma | Kind::Stop | Kind::Semicolon);
                (linked.source.is_some()
                    && ends
                    && self
                        .sense(at + 1)
                        .verb()
                        .is_none_or(|frame| self.complement(at + 1, frame, end).is_none()))
                .then_some(linked)
            }
            _ => None,
        }
    }

    fn bare_according(&self, at: usize, end: usize) -> Option<According> {
        if self.word(at + 1) == "ما" {
            return self.linked(at, at + 2, end);
        }
        self.named_source(at, at + 1, end)
    }

    /// «ما أكده فلان»، «ما جاء في البيان».
    fn linked(&self, at: usize, verb: usize, end: usize) -> Option<According> {
        if matches!(self.word(verb), "جاء" | "ورد") && self.word(verb + 1) == "في" {
            let source_end = self.document_end(verb + 2, end);
            return Some(According {
                cue_end: verb + 2,
                source: Some(verb + 2..source_end),
                spoke: false,
                end: source_end,
            });
        }
        self.sense(verb).cue?;
        let end = self.phrase_end(at, verb, end);
        let mut from = verb + 1;
        while matches!(self.word(from), "به" | "بذلك" | "ذلك" | "عنه" | "اليه" | "عليه" | "الامر")
        {
            from += 1;
        }
        let source = self.speaker(from..end);
        let source_end = source.as_ref().map_or(from, |source| source.end);
        let spoke = source.as_ref().is_some_and(|source| {
            !self.is(source.start, Class::OUTLET.and(Class::AGENCY).and(Class::DOCUMENT))
                && outlets::outlet_at(self.tokens, source.start).is_none()
                && self.quotes.opening(source.start).is_none()
        });
        Some(According { cue_end: from, source, spoke, end: source_end })
    }

    /// The source that begins at a head, unless it is a rule that is followed: «وفق القانون».
    fn named_source(&self, at: usize, head: usize, end: usize) -> Option<According> {
        let cue_end = head;
        if head >= end || self.kind(head) == Kind::Stop {
            return None;
        }
        if self.is(head, Class::THEIR_WORDS) {
            return Some(According { cue_end: head + 1, source: None, spoke: false, end: head + 1 });
        }
        let head = if matches!(
            self.word(head),
            "قول"
                | "تعبير"
                | "راي"
                | "تصريح"
                | "تصريحات"
                | "وصف"
                | "كلام"
                | "اقوال"
                | "معلومات"
                | "شهادات"
                | "روايه"
                | "روايات"
                | "تاكيد"
        ) && self.tokens.is_word(head + 1)
        {
            head + 1
        } else {
            head
        };
        if self.follows_rule(head) {
            return None;
        }
        let quoted = self.quotes.opening(head).map(|quote| head..quote.after());
        let source = quoted.or_else(|| self.speaker_of_phrase(at, head, end))?;
        let source_end = source.end;
        Some(According { cue_end, source: Some(source), spoke: false, end: source_end })
    }

    /// «بحسب مصادر، وافق الجانبان»: at the head of a sentence the name ends at the comma, unless «فإن» comes later.
    fn phrase_end(&self, at: usize, head: usize, end: usize) -> usize {
        let leads = at == 0 || matches!(self.kind(at - 1), Kind::Stop | Kind::Break);
        let near = head..end.min(head + 24);
        match near.clone().find(|&next| self.kind(next) == Kind::Comma) {
            Some(comma) if leads && !near.clone().any(|next| matches!(self.word(next), "فان" | "ان")) => {
                comma
            }
            _ => end,
        }
    }

    fn speaker_of_phrase(&self, at: usize, head: usize, end: usize) -> Option<Range<usize>> {
        let end = self.phrase_end(at, head, end);
        if let Some((length, _)) = outlets::outlet_at(self.tokens, head) {
            return Some(head..head + length);
        }
        if self.outlet_told(head).is_some() || self.bare(head).is(Class::OUTLET.and(Class::AGENCY)) {
            let length = self.outlet_told(head);
            return Some(head..length.map_or_else(|| self.outlet_end(head, end), |length| head + length));
        }
        if self.is(head, Class::OUTLET.and(Class::AGENCY)) {
            return Some(head..self.outlet_end(head, end));
        }
        // What begins with «ل» here is the source itself, not an outlet that was told.
        let source_end = self
            .speaker(head + 1..end)
            .filter(|rest| rest.start == head + 1)
            .map_or(head + 1, |rest| rest.end);
        Some(head..source_end)
    }

    fn follows_rule(&self, head: usize) -> bool {
        let plain =
            ["ه", "ها", "هم"].iter().find_map(|end| self.word(head).strip_suffix(end)).unwrap_or_default();
        let is_rule = self.is(head, Class::RULE)
            || self.bare(head).is(Class::RULE)
            || super::senses::look_up(plain).class.is(Class::RULE);
        is_rule
            || self.word(head).starts_with(|first: char| first.is_ascii_digit())
            || matches!(self.word(head), "كل" | "لكل" | "هذا" | "هذه" | "لهذا" | "لذلك" | "ذلك" | "لهذه")
    }

    /// Where a document's name ends: «بيان وزارة الصحة»، «بلاغ للوزارة».
    pub fn document_end(&self, start: usize, end: usize) -> usize {
        let name = self.speaker(start..end).filter(|name| name.start == start);
        name.map_or((start + 1).min(end), |name| name.end)
    }

    /// Whether a word cannot belong to a subject any more: it has «بـ» or «لـ» with an article, or is a preposition.
    pub fn begins_object(&self, at: usize) -> bool {
        let word = self.word(at);
        let is_name = || {
            matches!(
                word,
                "باسم"
                    | "بشار"
                    | "بشير"
                    | "بلال"
                    | "بهاء"
                    | "باسل"
                    | "بسام"
                    | "برهان"
                    | "بولس"
                    | "بطرس"
                    | "باقر"
                    | "بندر"
                    | "بلديه"
                    | "بلقاسم"
                    | "بورقيبه"
            )
        };
        let is_deed = word.starts_with('ب')
            && word.chars().count() > 3
            && self.word(at.wrapping_sub(1)).starts_with("ال")
            && !self.word(at.wrapping_sub(1)).ends_with("يه")
            && !is_name();
        is_deed || word.starts_with("بال") || matches!(word, "الي" | "علي" | "عن" | "مع")
    }

    /// The bytes of a name without «لـ» before it.
    pub fn name_bytes(&self, name: &Range<usize>) -> Range<usize> {
        let bytes = self.tokens.bytes(name);
        let written = &self.tokens.raw[bytes.clone()];
        let word = self.word(name.start);
        let is_of = word.starts_with('ل') && word.len() > 4 && self.is_preposition_before(name.start);
        if !is_of {
            return bytes;
        }
        let plain = written.trim_start_matches('ل').trim_start_matches('ـ');
        bytes.end - plain.len()..bytes.end
    }

    /// A name as written, without «لـ» before it: «للجزيرة» names «الجزيرة».
    pub fn name(&self, name: &Range<usize>) -> String {
        let written = self.tokens.slice(name);
        match self.word(name.start).strip_prefix("لل") {
            Some(_) if self.is_preposition_before(name.start) => {
                format!("ال{}", written.trim_start_matches('ل'))
            }
            _ if self.word(name.start) == "ل" => self.tokens.slice(&(name.start + 1..name.end)).to_owned(),
            _ => self.tokens.raw[self.name_bytes(name)].to_owned(),
        }
    }

    fn is_preposition_before(&self, at: usize) -> bool {
        let before = self.word(at.wrapping_sub(1));
        matches!(before, "وفقا" | "طبقا" | "ووفقا" | "وطبقا" | "استنادا")
            || self.outlet_told(at).is_some()
            || (self.bare(at).is(Class::OUTLET.and(Class::AGENCY).and(Class::DOCUMENT).and(Class::UNNAMED))
                && !self.is(at, Class::OUTLET.and(Class::AGENCY)))
    }
}
