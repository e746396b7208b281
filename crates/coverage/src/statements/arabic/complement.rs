//! What is said, found behind the word that announces it.

use super::Reader;
use super::verbs::Frame;
use super::words::Class;
use crate::statements::quotes::Quote;
use crate::statements::tokens::Kind;

/// How far what is said may stand behind its verb: a long title, a name and an occasion lie between.
const FARTHEST: usize = 48;
/// The same for verbs that are written as other words are.
const NEAR: usize = 16;

/// A quotation of no more words may be a name, and so near behind a name stands what its bearer says.
const SHORT: usize = 4;
const AFTER_NAME: usize = 12;

/// Where what is said begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Complement {
    /// The token that opens it: between the verb and this one stand the speaker and the occasion.
    pub opener: usize,
    /// The first token of what is said.
    pub content: usize,
    /// Whether that is a quotation after a colon, a clause opener or the speaker: its opening mark is the token before.
    pub quoted: bool,
}

impl Reader<'_> {
    /// What is said, behind the verb at a token.
    pub fn complement(&self, cue: usize, frame: Frame, end: usize) -> Option<Complement> {
        let farthest = if frame.has(Frame::DOUBTFUL) { NEAR } else { FARTHEST };
        let mut at = cue + 1;
        while at < end.min(cue + farthest) {
            if let Some(quote) = self.quotes.around(at) {
                let is_said = self.can_be_speech(quote)
                    && !self.is_short_name(cue, quote, end)
                    && !self.tells_about(cue, at);
                if quote.open == at && is_said {
                    return Some(Complement { opener: at, content: at + 1, quoted: true });
                }
                at = quote.after().max(at + 1);
                continue;
            }
            match self.kind(at) {
                Kind::Colon => return self.after(at, at + 1, end),
                Kind::Semicolon | Kind::Stop | Kind::Break => return None,
                Kind::Word => {}
                _ => {
                    at += 1;
                    continue;
                }
            }
            if let Some(content) = self.opens(cue, at) {
                return self.after(at, content, end);
            }
            if self.ends_search(at, cue) {
                return None;
            }
            at += 1;
        }
        None
    }

    /// A few words in marks that no colon announces are what somebody is called: «اعتبرت «ملتقى أهل البحر» أن…». Right behind
    /// the verb they may be said all the same.
    fn is_short_name(&self, cue: usize, quote: &Quote, end: usize) -> bool {
        let near = quote.after()..end.min(quote.after() + AFTER_NAME);
        let clause_follows =
            || near.clone().any(|at| self.is(at, Class::THAT) || self.kind(at) == Kind::Colon);
        let ends = || quote.after() >= end || self.kind(quote.after()) == Kind::Stop;
        let is_object = || quote.open > cue + 1 && !ends() && !self.begins_as_speech(quote.open + 1);
        quote.words <= SHORT && (clause_follows() || is_object())
    }

    /// Words with which people begin and names do not.
    fn begins_as_speech(&self, at: usize) -> bool {
        self.is(at, Class::THAT)
            || matches!(
                self.word(at),
                "هذا"
                    | "هذه"
                    | "نحن"
                    | "انا"
                    | "لن"
                    | "لا"
                    | "لم"
                    | "ليس"
                    | "ما"
                    | "لقد"
                    | "قد"
                    | "نعم"
                    | "سوف"
                    | "كان"
                    | "كنا"
            )
    }

    /// What is said begins at a token; a quotation there is taken as such.
    fn after(&self, opener: usize, content: usize, end: usize) -> Option<Complement> {
        let quote = self.quotes.opening(content).filter(|quote| self.can_be_speech(quote));
        let quoted = quote.is_some() && self.kind(opener) == Kind::Colon;
        let content = if quoted { content + 1 } else { content };
        (content < end).then_some(Complement { opener, content, quoted })
    }

    /// Where the content begins, if the word at a token opens it.
    fn opens(&self, cue: usize, at: usize) -> Option<usize> {
        if !self.is(at, Class::THAT) || self.sense(at).joined {
            return None;
        }
        if !self.takes(cue, at) {
            return None;
        }
        let is_said =
            at == cue + 1 || !self.is(at - 1, Class::NOT_SAID) || self.sense(at - 1).verb().is_some();
        is_said.then(|| self.past_that(at))
    }

    /// «تعهد بتنفيذه على أن» sets a condition and «وعد به إلى أن» an end: so do verbs that take no «على» or «إلى».
    fn takes(&self, cue: usize, that: usize) -> bool {
        let verb = self.word(cue);
        let has = |roots: &[&str]| roots.iter().any(|root| verb.contains(root));
        let is_weak = self.sense(cue).cue.is_some_and(|(frame, _)| frame.has(Frame::WEAK));
        match self.word(that - 1) {
            // Whoever asks says nothing with «أن».
            _ if matches!(verb, "سال" | "سالت" | "سالوا" | "وسال" | "وسالت" | "يسال" | "تسال") => {
                false
            }
            "علي" => (!is_weak || has(&["صر", "حث"])) && !has(&["وصف", "واصف"]),
            "الي" => !is_weak || has(&["دعا", "دعو", "دعت", "دعي", "داعي"]),
            _ => true,
        }
    }

    /// A clause opener alone is no part of what is said; with its pronoun («إنه») it is.
    fn past_that(&self, at: usize) -> usize {
        if matches!(self.word(at), "ان" | "بان") { at + 1 } else { at }
    }

    /// Whether another verb of speech, or one that goes on, makes an end of looking.
    fn ends_search(&self, at: usize, cue: usize) -> bool {
        let sense = self.sense(at);
        if let Some(frame) = sense.verb().filter(|frame| !frame.has(Frame::DOUBTFUL)) {
            // «قال مصدر رفض…», «الذي أعلن…» describe the speaker, as long as the verb is not joined.
            let describes = at == cue + 1
                || frame.has(Frame::ACTS)
                || self.is(at - 1, Class::RELATIVE)
                || self.is_noun_too(at);
            return sense.joined || !describes;
        }
        sense.participle().is_some() && !self.is_said_aside(at) && self.says_after(at)
    }

    /// Whether right behind a participle something is said: «مشيرا إلى أن».
    pub fn says_after(&self, at: usize) -> bool {
        let next = at + 1;
        let clause =
            if matches!(self.word(next), "الي" | "علي" | "عن" | "من") { next + 1 } else { next };
        self.is(clause, Class::THAT)
            || self.kind(next) == Kind::Colon
            || self.quotes.opening(next).is_some_and(|quote| self.can_be_speech(quote))
    }

    /// «قائلا»، «معلقا»: after another verb they lead to what it announces.
    fn is_said_aside(&self, at: usize) -> bool {
        matches!(
            self.word(at),
            "قائلا"
                | "قائله"
                | "قائلين"
                | "معلقا"
                | "معلقه"
                | "متحدثا"
                | "متحدثه"
                | "متسائلا"
                | "متسائله"
        )
    }

    /// Nouns and names are written as some verbs are: «ذكر»، «كتب»، «رد».
    pub fn is_noun_too(&self, at: usize) -> bool {
        matches!(
            self.word(at),
            "رد" | "كتب"
                | "ذكر"
                | "نقل"
                | "كشف"
                | "عقد"
                | "بحث"
                | "شكر"
                | "وصف"
                | "ختم"
                | "عبر"
                | "طالب"
                | "زار"
                | "ثمن"
                | "تابع"
        )
    }
}
