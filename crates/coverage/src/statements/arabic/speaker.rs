//! Who speaks: the name beside the verb, without the place, the time and the occasion.

use std::ops::Range;

use super::Reader;
use super::words::Class;
use crate::statements::outlets;
use crate::statements::tokens::Kind;

/// The longest speaker, in tokens: a name with its offices.
const LONGEST: usize = 18;

impl Reader<'_> {
    /// The speaker in these tokens, which lie between the verb and what is said.
    pub fn speaker(&self, between: Range<usize>) -> Option<Range<usize>> {
        let start = self.past_fillers(between.start, between.end);
        let start = if self.begins_adjunct(start, start) {
            // «أعلن في بيان، فلان»: behind the comma, if there is one.
            let comma = (start..between.end).find(|&at| self.kind(at) == Kind::Comma)?;
            // «في تصريح لمراسلة الإذاعة، فلانة»: who asked is named, not who answers.
            if (start..comma).any(|at| self.word(at).starts_with("لمراسل")) {
                return None;
            }
            self.past_fillers(comma + 1, between.end)
        } else {
            start
        };
        // «مراسلنا» is ours, «مبتسما» is how.
        let is_ours = ["تنا", "نا"].iter().any(|end| {
            let bare = self.word(start).strip_suffix(end).unwrap_or_default();
            super::senses::look_up(bare).class.is(Class::ROLE.and(Class::UNNAMED))
        });
        let is_manner = !is_ours
            && self.tokens.written(start).trim_end_matches('ً').ends_with('ا')
            && self.word(start).starts_with('م');
        if is_manner && self.tokens.trimmed(start + 1..between.end).is_empty() {
            return None;
        }
        let end = self.speaker_end(start, between.end);
        let mut speaker = self.tokens.trimmed(start..end);
        // «حذر الأطباء من أن»: the preposition leads over to what is said.
        if speaker.len() > 1 && matches!(self.word(speaker.end - 1), "من" | "ب" | "ل") {
            speaker.end -= 1;
        }
        let has_name =
            speaker.clone().any(|at| self.tokens.is_word(at) && !self.is(at, Class::TOLD.and(Class::WAS)));
        (has_name && !self.begins_adjunct(speaker.start, speaker.start)).then_some(speaker)
    }

    fn speaker_end(&self, start: usize, end: usize) -> usize {
        let mut at = start;
        while at < end.min(start + LONGEST) {
            if let Some(quote) = self.quotes.around(at) {
                if self.word(at.wrapping_sub(1)) == "ل" {
                    return at - 1;
                }
                // «القاضي «بأسف بالغ»»: how it was said, not who.
                if at > start && quote.open == at && quote.words > 1 && self.word(at + 1).starts_with('ب') {
                    return at;
                }
                at = quote.after().max(at + 1);
                continue;
            }
            match self.kind(at) {
                Kind::Comma => {
                    let next = at + 1;
                    if next >= end || !self.continues_name(next, start) {
                        return at;
                    }
                }
                Kind::Word => {
                    let is_behind = at > start && self.stands_behind_name(at);
                    if is_behind
                        || self.begins_adjunct(at, start)
                        || self.ends_name(at)
                        || self.is_agency_told(at, start)
                    {
                        return at;
                    }
                }
                Kind::Other => {}
                _ => return at,
            }
            at += 1;
        }
        at
    }

    /// «أفاد مصدر أمني وكالة الأنباء بأن»: whom a source told.
    fn is_agency_told(&self, at: usize, start: usize) -> bool {
        at > start + 1
            && self.is(at, Class::AGENCY)
            && self.is(start, Class::UNNAMED)
            && !self.is(at - 1, Class::ROLE)
    }

    /// Whether behind a comma the speaker goes on: «الناطق باسم الوزارة، سامي حداد، إن».
    fn continues_name(&self, at: usize, start: usize) -> bool {
        self.tokens.is_word(at)
            && !self.begins_adjunct(at, start)
            && !self.ends_name(at)
            && !self.stands_behind_name(at)
            && !self.is(at, Class::FILLER.and(Class::JOINS))
            && !matches!(self.word(at), "وهو" | "وهي" | "وذلك" | "من")
            && self.sense(at).verb().is_none()
            && !self.is_title(at)
    }

    /// «سامي حداد، رئيس البلدية»: what somebody is, behind the name, is left out.
    fn is_title(&self, at: usize) -> bool {
        self.is(at, Class::ROLE)
            || matches!(
                self.word(at),
                "وكيل"
                    | "صاحب"
                    | "صاحبه"
                    | "احد"
                    | "احدي"
                    | "ابن"
                    | "ابنه"
                    | "والد"
                    | "والده"
                    | "زوج"
                    | "زوجه"
                    | "شقيق"
                    | "شقيقه"
                    | "عميد"
            )
    }

    fn ends_name(&self, at: usize) -> bool {
        let sense = self.sense(at);
        let is_cue = sense.participle().is_some()
            || sense.verb().is_some_and(|frame| !frame.has(super::verbs::Frame::DOUBTFUL)) && sense.joined
            || sense.class.is(Class::RELATIVE.and(Class::THEIR_WORDS));
        is_cue || sense.class.is(Class::THAT)
    }

    /// Whether a place, a time, an occasion or an addressed outlet begins at a token of a speaker that begins at `start`.
    pub fn begins_adjunct(&self, at: usize, start: usize) -> bool {
        let word = self.word(at);
        let word = if matches!(word, "وفي" | "ومن" | "وعن" | "وعلي" | "والي" | "ومع") {
            &word['و'.len_utf8()..]
        } else {
            word
        };
        let before = if at > start { self.word(at - 1) } else { "" };
        match word {
            "في" | "فى" | "داخل" => {
                !self.belongs_to_role(at, start)
                    || self.is(at + 1, Class::OCCASION.and(Class::TIME))
                    || self.is_own_occasion(at + 1)
                    || self.is_year(at + 1)
            }
            "عن" => !matches!(
                before,
                "النائب"
                    | "النائبه"
                    | "المسؤول"
                    | "المسؤوله"
                    | "ناطق"
                    | "متحدث"
                    | "المتحدث"
                    | "الناطق"
                    | "عضو"
                    | "الصادر"
                    | "الصادره"
                    | "دفاع"
                    | "الدفاع"
                    | "ممثل"
                    | "ممثله"
                    | "المدافع"
                    | "المدافعه"
            ),
            "علي" => {
                self.is(at, Class::ADJUNCT)
                    && !matches!(
                        before,
                        "المشرف"
                            | "المشرفه"
                            | "القائم"
                            | "القائمه"
                            | "المطلع"
                            | "مشرف"
                            | "قائم"
                            | "مطلع"
                            | "مطلعه"
                            | "القائمين"
                            | "القائمون"
                    )
            }
            "من" => matches!(
                self.word(at + 1),
                "جهته"
                    | "جهتها"
                    | "جانبه"
                    | "جانبها"
                    | "خلال"
                    | "داخل"
                    | "امام"
                    | "علي"
                    | "مقر"
                    | "ناحيته"
            ),
            "بين" | "الي" | "مع" => word != "بين" || at > start,
            _ => {
                (at == start && self.is_addressed(at))
                    || self.is(at, Class::ADJUNCT.and(Class::TIME).and(Class::JOINS).and(Class::TOLD))
                        && !self.is(at, Class::ROLE)
                    || self.is_told(at, before)
                    || self.is_by_place(at, start)
            }
        }
    }

    /// «أكد للأمين العام أن»: to whom it is said, before who says it.
    fn is_addressed(&self, at: usize) -> bool {
        self.sense(at.wrapping_sub(1)).verb().is_some()
            && self.word(at).starts_with('ل')
            && (self.word(at).strip_prefix("لل").is_some_and(|rest| rest.chars().count() > 2)
                || self.bare(at).is(Class::ROLE.and(Class::OCCASION).and(Class::TIME))
                || self.word(at) == "لمده")
    }

    /// «لوكالة…»، «لرويترز»، «لـ«…»»: the outlet that was told, unless it is whose director speaks.
    fn is_told(&self, at: usize, before: &str) -> bool {
        let is_office = matches!(
            before,
            "العام"
                | "العامه"
                | "مدير"
                | "رئيس"
                | "مراسل"
                | "التنفيذي"
                | "مراسله"
                | "التابع"
                | "التابعه"
                | "الرسمي"
                | "رئيسه"
                | "مديره"
                | "المدير"
                | "المالك"
                | "المالكه"
        );
        if is_office {
            return false;
        }
        let is_before_quote = self.word(at) == "ل" && self.quotes.opening(at + 1).is_some();
        is_before_quote
            || self.outlet_told(at).is_some()
            || (self.word(at).starts_with('ل') && self.bare(at).is(Class::OUTLET.and(Class::AGENCY)))
            || matches!(
                self.word(at),
                "للصحفيين"
                    | "للصحافيين"
                    | "لصحفيين"
                    | "للاعلام"
                    | "للصحافه"
                    | "للبرلمان"
                    | "للاعلاميين"
                    | "لوسائل"
                    | "لبرنامج"
                    | "لمراسل"
                    | "لمراسله"
                    | "لمراسلنا"
                    | "لمراسلتنا"
                    | "لموفدنا"
            )
    }

    fn is_by_place(&self, at: usize, start: usize) -> bool {
        at > start
            && self.word(at).strip_prefix('ب').is_some_and(|rest| {
                let class = super::senses::look_up(rest).class;
                class.is(Class::OCCASION) || matches!(rest, "القول" | "مناسبه" | "مقر" | "حضور")
            })
    }

    /// «في مقالها»: the speaker's own.
    fn is_own_occasion(&self, at: usize) -> bool {
        let bare = ["ها", "ه", "هم"].iter().find_map(|end| self.word(at).strip_suffix(end));
        bare.is_some_and(|bare| super::senses::look_up(bare).class.is(Class::OCCASION))
    }

    fn is_year(&self, at: usize) -> bool {
        self.word(at).starts_with(|first: char| first.is_ascii_digit())
    }

    /// «مسؤول كبير في الوزارة»: the place is part of the office.
    fn belongs_to_role(&self, at: usize, start: usize) -> bool {
        (start.max(at.saturating_sub(3))..at).any(|before| self.is(before, Class::ROLE))
    }

    /// The first token that is neither a time nor a turn such as «من جهته».
    pub fn past_fillers(&self, mut at: usize, end: usize) -> usize {
        while at < end {
            let is_aside = self.word(at) == "من"
                && matches!(
                    self.word(at + 1),
                    "جهته"
                        | "جهتها"
                        | "جانبه"
                        | "جانبها"
                        | "ناحيته"
                        | "ناحيتها"
                        | "جهتهم"
                        | "جانبهم"
                        | "جديد"
                );
            if is_aside {
                at += 2;
            } else if matches!(self.kind(at), Kind::Comma)
                || self.is(at, Class::FILLER.and(Class::TIME).and(Class::TOLD).and(Class::WAS))
                || (at > 0 && self.is(at - 1, Class::TIME) && self.is_year(at))
            {
                at += 1;
            } else {
                break;
            }
        }
        at
    }

    /// The subject that stands before its verb: «لكن الوزير أكد أن»، «وكان المدير قد قال».
    pub fn speaker_before(&self, cue: usize, sentence_start: usize) -> Option<Range<usize>> {
        let mut end = cue;
        while end > sentence_start
            && (self.is(end - 1, Class::WAS.and(Class::FILLER)) || self.kind(end - 1) == Kind::Comma)
        {
            if self.word(end - 1).ends_with("كان") {
                return None;
            }
            end -= 1;
        }
        if end > sentence_start && self.is(end - 1, Class::RELATIVE) {
            end -= 1;
        }
        let mut start = end;
        while start > sentence_start && end - start < 12 {
            let before = start - 1;
            let sense = self.sense(before);
            let stops = match self.kind(before) {
                Kind::Word => {
                    sense.class.is(Class::JOINS.and(Class::THAT).and(Class::WAS).and(Class::RELATIVE))
                        || sense.cue.is_some() && self.quotes.around(before).is_none()
                }
                Kind::Quote(_) | Kind::Other => false,
                Kind::Comma => false,
                _ => true,
            };
            if stops {
                break;
            }
            start -= 1;
        }
        let start = self.past_fillers(start, end);
        // «وتداول ناشطون صورا قالوا إنها»: many speak, and they were named with another verb.
        if self.word(cue).ends_with("وا") && self.tokens.is_word(cue.wrapping_sub(1)) {
            let are_many = |at: &usize| self.is(*at, Class::UNNAMED) || self.word(*at).ends_with("ون");
            return (start..end).rev().find(are_many).map(|at| at..at + 1);
        }
        let speaker = self.tokens.trimmed(start..end);
        if speaker.len() == 1 && self.is_helping_verb(speaker.start) {
            return None;
        }
        let words = self.tokens.words_in(&speaker);
        let is_name = (1..=10).contains(&words)
            && !self.begins_adjunct(speaker.start, speaker.start)
            && self.begins_name(speaker.start);
        is_name.then_some(speaker)
    }

    /// Whether a subject can begin so: with an office, an outlet, a definite noun or another word that is no verb in the present.
    fn begins_name(&self, at: usize) -> bool {
        let word = self.word(at);
        let class = self.sense(at).class;
        class.is(Class::ROLE.and(Class::OUTLET).and(Class::AGENCY).and(Class::DOCUMENT).and(Class::UNNAMED))
            || outlets::outlet_at(self.tokens, at).is_some()
            || (!word.starts_with(['ي', 'ت'])
                && !self.sense(at).joined
                && !word.ends_with('ت')
                && word.chars().count() > 2)
    }

    /// The outlet that was told, between the verb and what is said.
    pub fn told(&self, between: Range<usize>) -> Option<Range<usize>> {
        between.clone().find_map(|at| {
            if let Some(length) = self.outlet_told(at) {
                return Some(at..at + length);
            }
            let names_outlet = self.is_told(at, "")
                && self.word(at) != "ل"
                && self.bare(at).is(Class::OUTLET.and(Class::AGENCY));
            let is_with = self.word(at) == "مع" && self.is(at + 1, Class::OUTLET.and(Class::AGENCY));
            if names_outlet || is_with {
                let start = if is_with { at + 1 } else { at };
                return Some(start..self.outlet_end(start, between.end));
            }
            let quote = self.quotes.opening(at + 1).filter(|_| self.word(at) == "ل")?;
            Some(quote.inside())
        })
    }

    /// «صحيفة «…» المحلية»: what kind of paper it is stands behind its name.
    fn past_adjectives(&self, at: usize, end: usize) -> usize {
        let is_adjective =
            |at: usize| self.word(at).starts_with("ال") && self.word(at).ends_with("يه") && at < end;
        if is_adjective(at) { at + 1 } else { at }
    }

    /// Where the name of an outlet ends that begins with what it is: «وكالة الأنباء الرسمية»، «قناة «…»».
    pub fn outlet_end(&self, start: usize, end: usize) -> usize {
        let mut at = start + 1;
        while at < end.min(start + 6) {
            if let Some(quote) = self.quotes.opening(at) {
                return if quote.words < 6 { self.past_adjectives(quote.after(), end) } else { at };
            }
            if let Some((length, _)) = outlets::outlet_at(self.tokens, at) {
                return at + length;
            }
            let sense = self.sense(at);
            let stops = !self.tokens.is_word(at)
                || self.begins_adjunct(at, start)
                || sense.class.is(Class::THAT.and(Class::RELATIVE).and(Class::THEIR_WORDS))
                || sense.cue.is_some();
            if stops {
                break;
            }
            at += 1;
        }
        at
    }
}
