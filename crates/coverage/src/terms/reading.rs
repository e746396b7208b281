//! One piece being read.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use text::fold::{fold, is_english_stop_word, is_stop_word};

use crate::letters::is_numeric;

use super::cut::{Word, is_mark, words};
use super::reader::Known;
use super::{Key, Terms, Weighed, key_of};

/// What a word of the title, a name or a figure counts beside the one that every word counts.
const EXTRA: f32 = 2.0;

/// How a language's words are brought together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rules {
    /// Arabic and English, each known by its letters: a brand in Latin letters is the same term in both.
    Stems,
    /// Another language: its words as they are, folded. Persian has the letters of Arabic, not its grammar.
    Folded { capitals_are_names: bool },
}

impl Rules {
    fn of(lang: &str) -> Rules {
        let primary = lang.split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "ar" | "en" => Rules::Stems,
            "de" | "lb" => Rules::Folded { capitals_are_names: false },
            _ => Rules::Folded { capitals_are_names: true },
        }
    }
}

pub(super) struct Reading<'a> {
    known: &'a Known,
    rules: Rules,
    /// How many more words are read.
    words_left: usize,
    /// Words that were met, as written: a word is analysed once.
    met: FxHashMap<&'a str, Met>,
    found: Vec<Found<'a>>,
    by_key: FxHashMap<Key, usize>,
}

/// What a word as written turned out to be.
#[derive(Debug, Clone, Copy)]
struct Met {
    /// Its place among what was found, unless it carries nothing.
    term: Option<usize>,
    /// What it is compared by when names are looked for.
    name_key: Key,
}

/// A term with how much it counts so far.
#[derive(Debug, Clone, Copy)]
struct Found<'a> {
    key: Key,
    count: f32,
    /// The shortest way in which it was written: it has the least written onto it.
    form: &'a str,
}

/// A word of a part of the piece.
struct Token<'a> {
    word: Word<'a>,
    met: Met,
    counts_extra: bool,
}

impl<'a> Reading<'a> {
    pub fn of(known: &'a Known, lang: &str, most_words: usize) -> Reading<'a> {
        Reading {
            known,
            rules: Rules::of(lang),
            words_left: most_words,
            met: FxHashMap::default(),
            found: Vec::new(),
            by_key: FxHashMap::default(),
        }
    }

    /// Reads the title: all its words count extra.
    pub fn title(&mut self, title: &'a str) {
        self.part(title, true);
    }

    /// Reads another part of the piece.
    pub fn text(&mut self, text: &'a str) {
        self.part(text, false);
    }

    /// All that was found.
    pub fn terms(self) -> Terms {
        let weighed =
            |found: Found<'a>| Weighed { key: found.key, weight: 1.0 + found.count.ln(), form: found.form };
        Terms::collect(self.found.into_iter().filter(|found| found.count >= 1.0).map(weighed).collect())
    }

    fn part(&mut self, text: &'a str, all_count_extra: bool) {
        let mut tokens = Vec::new();
        for word in words(text).take(self.words_left) {
            let met = self.meet(word);
            tokens.push(Token { word, met, counts_extra: all_count_extra || is_long_figure(word) });
        }
        self.words_left -= tokens.len();
        if self.capitals_are_names() {
            mark_capitals(&mut tokens);
        }
        self.mark_known_names(text, &mut tokens);
        for token in tokens {
            if let Some(term) = token.met.term {
                self.found[term].count += if token.counts_extra { 1.0 + EXTRA } else { 1.0 };
            }
        }
    }

    fn capitals_are_names(&self) -> bool {
        !matches!(self.rules, Rules::Folded { capitals_are_names: false })
    }

    /// Names that the newsroom knows: their words count extra, and whoever bears them is a term.
    fn mark_known_names(&mut self, text: &'a str, tokens: &mut [Token<'a>]) {
        let mut at = 0;
        while at < tokens.len() {
            let Some(name) = self.known.name_at(tokens[at..].iter().map(|token| token.met.name_key)) else {
                at += 1;
                continue;
            };
            let words = &mut tokens[at..at + name.words];
            for token in words.iter_mut() {
                token.counts_extra = true;
            }
            if let (Some(who), [first, ..], [.., last]) = (name.who, &*words, &*words) {
                let term = self.term(who, &text[first.word.from..last.word.to]);
                self.found[term].count += 1.0 + EXTRA;
            }
            at += name.words;
        }
    }

    fn meet(&mut self, word: Word<'a>) -> Met {
        if let Some(met) = self.met.get(word.text) {
            return *met;
        }
        let folded = if word.is_figure { figure(word.text) } else { word_folded(word.text) };
        let stem = self.stem(&folded);
        let is_arabic = !folded.is_ascii() && self.rules == Rules::Stems;
        let name_key = key_of(if is_arabic { &stem } else { &folded });
        let carries_nothing = stem.chars().nth(1).is_none() || self.says_nothing(word.text, &folded);
        let term = (!carries_nothing).then(|| self.term(key_of(&stem), word.text));
        let met = Met { term, name_key };
        self.met.insert(word.text, met);
        met
    }

    fn stem<'w>(&self, folded: &'w str) -> Cow<'w, str> {
        match self.rules {
            Rules::Folded { .. } => folded.into(),
            Rules::Stems if folded.is_ascii() => self.known.english.stem(folded),
            Rules::Stems => self.known.arabic.stem(folded).into(),
        }
    }

    fn says_nothing(&self, written: &str, folded: &str) -> bool {
        if self.rules != Rules::Stems {
            return false;
        }
        if folded.is_ascii() {
            return is_english_stop_word(folded) && !is_abbreviation(written);
        }
        let bare = written.strip_prefix(['و', 'ف']).filter(|bare| bare.chars().nth(1).is_some());
        is_stop_word(written) || bare.is_some_and(is_stop_word) || COMMON.contains(&folded)
    }

    fn term(&mut self, key: Key, form: &'a str) -> usize {
        let at = *self.by_key.entry(key).or_insert_with(|| {
            self.found.push(Found { key, count: 0.0, form });
            self.found.len() - 1
        });
        if form.len() < self.found[at].form.len() {
            self.found[at].form = form;
        }
        at
    }
}

/// The days of the week stand in every dispatch; the article stands alone before a figure.
const COMMON: [&str; 8] = ["ال", "السبت", "الاحد", "الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعه"];

/// A word of several letters in capitals, «US» and «WHO», is no pronoun.
fn is_abbreviation(written: &str) -> bool {
    (2..=5).contains(&written.len()) && written.chars().all(|c| c.is_ascii_uppercase() || c == '.')
}

/// A figure that says something: two digits or more.
fn is_long_figure(word: Word<'_>) -> bool {
    word.is_figure && word.text.chars().filter(|c| is_numeric(*c)).nth(1).is_some()
}

fn word_folded(written: &str) -> String {
    let mut folded = fold(written);
    folded.retain(|c| c != '.' && !is_mark(c));
    folded
}

/// A figure in ASCII digits without the marks of thousands.
fn figure(written: &str) -> String {
    let mut plain = fold(&text::digits::to_ascii(written));
    plain.retain(|c| c != ',');
    plain
}

/// Words with a capital count as names, but for the first of a sentence, which may have it from its place: it is a name
/// where the next one is.
fn mark_capitals(tokens: &mut [Token<'_>]) {
    let is_capital = |token: &Token<'_>| token.word.text.starts_with(char::is_uppercase);
    for at in 0..tokens.len() {
        let next_goes_on =
            tokens.get(at + 1).is_some_and(|next| is_capital(next) && !next.word.begins_sentence);
        tokens[at].counts_extra |=
            is_capital(&tokens[at]) && (!tokens[at].word.begins_sentence || next_goes_on);
    }
}
