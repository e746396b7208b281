//! Who does what a verb says: subject or object, verb or noun.
//!
//! Arabic leaves the subject out where it is known, and then the object stands behind the verb: «وطالب المقاولين بالرد» is not what the
//! contractors do. A verb and its subject agree in gender, and a plural that is no subject has another ending: both tell
//! more than they err. Names are not known, so that what decides is written in lists where it must be.

use std::ops::Range;

use super::Reader;
use super::senses::{Form, look_up};
use super::words::Class;
use crate::statements::tokens::Kind;

/// So far behind its verb the one who does something ends.
const NEAREST: usize = 16;

/// Words with the ending of women and things that are men or many: they follow a verb in the masculine.
const MASCULINE: &str = " خليفه قاده طلبه اساتذه عمده حمزه اسامه طلحه عطيه معاويه عبيده قتاده جمعه نعمه رحمه سلامه عماره عوده حماده عرفه \
    سماحه فضيله سياده سعاده حضره جلاله فخامه غبطه نيافه معالي سمو قضاه دعاه هواه رعاه ولاه رماه ائمه صحابه ماره صيادله ساده باعه \
    ورثه حراسه اشقه شهره عده بضعه ثلاثه اربعه خمسه سته سبعه ثمانيه تسعه عشره مئه ";

/// Participles that are written as nouns or adjectives are: «مدينة»، «مذكرة»، «مواصلة»، «حراسة مشددة».
const OTHER_WORDS: &str = " مدينه مذكره مواصله متابعه مطالبه مناشده مهاجمه مهاجما مهاجمين متهما متهمه متهمين مفيدا مفيده معلقه مهددا مهدده \
    مهددين مؤيده مؤيدين متوقعه متوقعا مقترحا مقترحه مظهرا ملمحا مصره مصرين معلنه مرجحا مرجحه ناقله داعيه مقسما مقسمه مشدده مشددا \
    مؤكده متحدثين منتقدين كاشفه مبررا معبره ";

/// How somebody speaks, behind the name.
const MANNER: &str = " مبتسما مبتسمه ضاحكا ضاحكه باكيا باكيه متاثرا متاثره غاضبا غاضبه ساخرا ساخره مازحا مازحه محتجا محتجه منفعلا منفعله \
    متهكما متهكمه طالبا طالبه مفضلا مفضله هامسا صارخا ";

/// Whom somebody calls on: they are many and do not answer in the same breath.
const CALLED_ON: &str = " السكان الاهالي الناس الجمهور القاده الاطراف الدول المجتمع الجميع العالم ";

/// Verbs of calling on somebody.
const CALLS: [&str; 7] = ["دعا", "دعت", "حث", "ناشد", "شكر", "نصح", "طمان"];

/// Verbs that go with «بـ»: what begins with it is no name any more.
const WITH_B: [&str; 10] = ["توعد", "تعهد", "هدد", "طالب", "ندد", "رحب", "اشاد", "وعد", "نصح", "نوه"];

impl Reader<'_> {
    /// Who does what the verb at a token says, behind it and up to what it is done to. `known` are the last words of names
    /// that were read before: «أكد الحداد مساندة حزبه» names no more than «الحداد».
    pub fn actor_behind(&self, verb: usize, end: usize, known: &[String]) -> Option<Range<usize>> {
        let farthest = end.min(verb + NEAREST);
        let first = self.past_fillers(verb + 1, farthest);
        if known.iter().any(|name| name == self.word(first)) {
            return Some(first..first + 1);
        }
        let is_object = |at: usize| self.begins_object(at) || self.is_done_to(verb, first, at);
        let until = (verb + 1..farthest).find(|&at| is_object(at)).unwrap_or(farthest);
        let calls = self.sense(verb).joined
            && CALLS.iter().any(|stem| self.word(verb).contains(stem))
            && has_word(CALLED_ON, self.word(first));
        self.speaker(verb + 1..until).filter(|subject| !calls && self.agrees(verb, subject))
    }

    /// What may stand behind a name and is no part of it: how somebody speaks, and what a verb is done to.
    pub fn stands_behind_name(&self, at: usize) -> bool {
        let word = self.word(at);
        matches!(word, "ذلك" | "هذا" | "هذه" | "تلك") || has_word(MANNER, word)
    }

    /// «ومضى يقول»: the first verb names nobody.
    pub fn is_helping_verb(&self, at: usize) -> bool {
        let word = self.word(at);
        let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
        matches!(bare, "مضي" | "مضت" | "راح" | "راحت" | "عاد" | "عادت" | "اخذ" | "اخذت" | "ظل" | "ظلت")
    }

    fn is_done_to(&self, verb: usize, first: usize, at: usize) -> bool {
        let (word, before) = (self.word(at), self.word(at.wrapping_sub(1)));
        if at <= first || !self.tokens.is_word(at) {
            return false;
        }
        let is_paper = word.strip_suffix('ا').is_some_and(|bare| look_up(bare).class.is(Class::DOCUMENT));
        let with_b = WITH_B.iter().any(|stem| self.word(verb).contains(stem))
            && word.starts_with('ب')
            && word.chars().count() > 3
            && !word.starts_with("بو")
            && !self.is(at - 1, Class::ROLE);
        let is_hers = |at: usize| self.tokens.written(at).ends_with('ة');
        let is_thing = is_hers(at)
            && !word.starts_with("ال")
            && (!is_hers(first) || has_word(MASCULINE, self.word(first)))
            && !is_hers(at - 1)
            && !before.is_empty()
            && !self.is(at - 1, Class::ROLE)
            && !self.is_feminine(verb);
        is_paper || with_b || is_thing
    }

    /// Whether a name can be the subject of the verb right before it.
    pub fn agrees(&self, verb: usize, subject: &Range<usize>) -> bool {
        let at = subject.start;
        let word = self.word(at);
        if self.quotes.around(at).is_some() || at > verb + 2 {
            return true;
        }
        let bare = word.strip_prefix("ال").unwrap_or(word);
        // «المواطنين» is whom somebody told something; «الأمين» is shorter.
        if word.len() > bare.len() && bare.ends_with("ين") && bare.chars().count() > 5 {
            return false;
        }
        if self.is_feminine(verb) {
            let is_man = self.is(at, Class::ROLE) && look_up(&format!("{word}ه")).class.is(Class::ROLE);
            return !is_man;
        }
        !self.tokens.written(at).ends_with('ة') || has_word(MASCULINE, bare)
    }

    fn is_feminine(&self, verb: usize) -> bool {
        let sense = self.sense(verb);
        let word = self.word(verb);
        let word = if sense.joined { word.strip_prefix(['و', 'ف']).unwrap_or(word) } else { word };
        match sense.cue {
            Some((_, Form::Past)) => word.ends_with('ت') && word != "لفت",
            Some((_, Form::Present)) => word.starts_with('ت'),
            _ => false,
        }
    }

    /// Whether a participle is another word here: nothing is said right behind it and no comma stands before.
    pub fn is_other_word(&self, at: usize) -> bool {
        let word = self.word(at);
        let bare = if self.sense(at).joined { word.strip_prefix(['و', 'ف']).unwrap_or(word) } else { word };
        has_word(OTHER_WORDS, bare) && !self.says_after(at) && self.kind(at.wrapping_sub(1)) != Kind::Comma
    }

    /// Whether a word that is a noun as often as a verb stands where no verb would: «بفتح بحث تحقيقي».
    pub fn is_noun_here(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        self.is_noun_too(at)
            && self.tokens.is_word(before)
            && !self.is(before, Class::JOINS.and(Class::WAS).and(Class::FILLER).and(Class::RELATIVE))
    }

    /// «أعلنت عن … في عملية «…»»: what stands in marks is part of what was announced.
    pub fn tells_about(&self, cue: usize, open: usize) -> bool {
        let verb = self.word(cue);
        ["علن", "كشف", "عبر", "عرب"].iter().any(|stem| verb.contains(stem))
            && self.kind(open.wrapping_sub(1)) != Kind::Colon
            && (cue + 1..open).any(|at| self.word(at) == "عن")
    }
}

fn has_word(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|one| one == word)
}
