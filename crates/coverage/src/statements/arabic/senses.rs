//! What each word of a paragraph may be: one look at the tables for each.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use text::fold::fold;

use super::verbs::{Frame, VERBS};
use super::words::{Class, WORDS};
use crate::statements::tokens::Tokens;

/// How a verb of speech stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Past,
    Present,
    /// «مؤكدا»: whoever spoke speaks on.
    Participle,
    /// With an object: «أكده», which stands after «ما» alone.
    Linked,
}

/// What a word may be.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sense {
    pub cue: Option<(Frame, Form)>,
    pub class: Class,
    /// Whether «و» or «ف» stands before it.
    pub joined: bool,
}

impl Sense {
    /// A verb in a tense that can announce speech.
    pub fn verb(self) -> Option<Frame> {
        self.cue.filter(|(_, form)| matches!(form, Form::Past | Form::Present)).map(|(frame, _)| frame)
    }

    /// A participle.
    pub fn participle(self) -> Option<Frame> {
        self.cue.filter(|(_, form)| *form == Form::Participle).map(|(frame, _)| frame)
    }
}

/// The senses of all tokens.
pub fn senses(tokens: &Tokens<'_>) -> Vec<Sense> {
    (0..tokens.len()).map(|at| sense(tokens, at)).collect()
}

fn sense(tokens: &Tokens<'_>, at: usize) -> Sense {
    if !tokens.is_word(at) {
        return Sense::default();
    }
    let word = tokens.word(at);
    let mut sense = look_up(word);
    // «بين» and «رأي» are verbs only as they are written then.
    let written = tokens.written(at);
    if word.ends_with("راي") && !written.ends_with('ى') {
        sense.cue = None;
    }
    // «يدعى» is called so; who claims something «يدّعي».
    if word.ends_with("دعي")
        && written.ends_with('ى')
        && !written.ends_with("ادعى")
        && !written.ends_with("ادّعى")
    {
        sense.cue = None;
    }
    // «علي» is a name, «على» none.
    if word.ends_with("علي") && !written.ends_with('ى') {
        return Sense::default();
    }
    if word.ends_with("مضيفه") && written.ends_with('ه') {
        sense.cue = None;
    }
    sense
}

/// What the tables say of a folded word, with or without «و» or «ف» before it.
pub fn look_up(word: &str) -> Sense {
    if let Some(sense) = TABLE.get(word) {
        return *sense;
    }
    let rest = word.strip_prefix(['و', 'ف']);
    rest.and_then(|rest| TABLE.get(rest)).map_or(Sense::default(), |sense| Sense { joined: true, ..*sense })
}

/// Verbs that are written with the ending of two as their nouns are: «ردا على»، «طالبا»، «عقدا».
const ALSO_NOUNS: [&str; 16] = [
    "رد", "ذكر", "نقل", "كشف", "عقد", "بحث", "شكر", "وصف", "ختم", "طالب", "ثمن", "طلب", "وعد", "شرح", "علق",
    "أمل",
];

static TABLE: LazyLock<FxHashMap<String, Sense>> = LazyLock::new(|| {
    let mut table: FxHashMap<String, Sense> = FxHashMap::default();
    for (class, words) in WORDS {
        for word in words.split_whitespace() {
            let sense = table.entry(fold(word)).or_default();
            sense.class = sense.class.and(*class);
        }
    }
    for verb in VERBS {
        let mut put = |form: Form, written: String| {
            table.entry(fold(&written)).or_default().cue.get_or_insert((verb.frame, form));
        };
        for past in verb.also.split_whitespace() {
            put(Form::Past, past.to_owned());
        }
        if !verb.past.is_empty() {
            ["", "ت", "ا", "تا", "وا", "ن"]
                .into_iter()
                .filter(|end| *end != "ا" || !ALSO_NOUNS.contains(&verb.past))
                .for_each(|end| put(Form::Past, format!("{}{end}", verb.past)));
            ["ه", "ها", "ته", "وه", "تها"]
                .into_iter()
                .for_each(|end| put(Form::Linked, format!("{}{end}", verb.past)));
        }
        if !verb.present.is_empty() {
            for start in ["ي", "ت"] {
                ["", "ون", "ان", "وا"]
                    .into_iter()
                    .for_each(|end| put(Form::Present, format!("{start}{}{end}", verb.present)));
            }
        }
        if !verb.participle.is_empty() {
            ["ا", "ة", "ين", "تين"]
                .into_iter()
                .for_each(|end| put(Form::Participle, format!("{}{end}", verb.participle)));
        }
    }
    // «ذكر» is «to mention»; «يذكر أن» and «تذكر» announce nobody's words. «قائل» stands alone too.
    table
});
