//! The words that tell a text from all others.

use super::Alike;
use super::common::Common;
use super::dictionaries::{Answers, Dictionaries, Mentions, Place};
use super::segments::{Segment, hash};
use crate::SearchError;
use crate::analysis::{Form, may_stem, words};
use crate::index::Generation;
use crate::ranking::{Statistics, inverse_frequency};
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::sync::Arc;
use tantivy::Searcher;
use tantivy::schema::Field;
use text::fold::is_english_stop_word;

/// Words of a text that are read.
const MOST_READ: usize = 5_000;
/// Words that stand for a text.
pub const MOST_TERMS: usize = 25;
/// A word in more of the documents than this part tells nothing.
const TOO_COMMON: f32 = 0.05;
/// Of a small index every part is small: words in so few documents always tell something.
const COMMON_AT_LEAST: u64 = 25;
/// Dictionaries that have a word of a text: seldom more, all words taken together.
const MOST_INFOS: usize = 1_024;
/// How often a word of the title counts.
const TITLE: u32 = 3;

/// What stands for a text in an index.
pub struct Told {
    /// Title and text in the form in which texts of its language are compared.
    pub places: [Field; 2],
    /// The words that tell it from others, the most telling first.
    pub terms: Vec<Telling>,
    pub dictionaries: Dictionaries,
    /// Who has these words, by their places in `terms`.
    pub mentions: Mentions,
    /// What is kept of the segments, in the searcher's order.
    pub segments: Vec<Arc<Segment>>,
}

/// A word that stands for a text.
pub struct Telling {
    /// The shortest way in which the text writes it.
    pub written: String,
    pub rarity: f32,
    /// It stands in the title.
    pub in_title: bool,
    /// Documents that have it.
    pub documents: u64,
}

/// Whether a word says nothing of what a text is about, however few documents have it: the first hundred documents of an
/// index do not tell that yet.
fn tells_nothing(word: &str, lang: &str) -> bool {
    let is_small_number = word.chars().count() < 3 && word.chars().all(char::is_numeric);
    is_small_number || (lang.starts_with("en") && is_english_stop_word(&word.to_lowercase()))
}

/// Chooses the words that tell a text from others.
///
/// A look into a dictionary is what this costs. So a word is asked of one after the other only as long as it may be among the
/// most telling; most words of a text are known to tell too little, or have shown it after the first.
pub fn telling(
    generation: &Generation,
    searcher: &Searcher,
    statistics: Statistics,
    to: &Alike,
) -> Result<Told, SearchError> {
    let form = if may_stem(&to.lang) { Form::Stemmed } else { Form::Folded };
    let places = generation.fields.of(form);
    let common = ((statistics.documents as f32 * TOO_COMMON) as u64).max(COMMON_AT_LEAST);
    let known = generation.common.known(statistics.documents);
    let segments = generation.segments.of(searcher);
    let dictionaries = Dictionaries::of(searcher, &segments, form, places)?;
    let mut words = counted(generation, form, to, |text| known.having(form, text));
    let first =
        |(number, word): (usize, &Counted<'_>)| Waiting { weight: word.weight(statistics), asked: 0, number };
    let may_tell = |(_, word): &(usize, &Counted<'_>)| word.known <= common;
    let mut waiting: BinaryHeap<Waiting> = words.iter().enumerate().filter(may_tell).map(first).collect();
    let (mut chosen, mut learnt) = (Vec::with_capacity(MOST_TERMS), Vec::new());
    let mut answers = Answers::default();
    let (mut infos, mut asked) = (Vec::with_capacity(MOST_INFOS), Vec::with_capacity(MOST_INFOS));
    while chosen.len() < MOST_TERMS
        && let Some(mut first) = waiting.peek_mut()
    {
        let word = &mut words[first.number];
        if first.asked == dictionaries.len() {
            chosen.extend((word.documents() > 0).then_some(first.number));
            PeekMut::pop(first);
            continue;
        }
        // The largest tells nearly how common a word is; who may still be among the most telling is asked of all others at once.
        let asks = if first.asked == 0 { 0..1 } else { first.asked..dictionaries.len() };
        first.asked = asks.end;
        dictionaries.ask(asks, &word.text, word.hash, &mut answers)?;
        for (dictionary, info) in answers.found.drain(..) {
            word.add(dictionaries.place(dictionary), u64::from(info.doc_freq));
            if word.documents() > common {
                break;
            }
            asked.push((first.number, dictionary));
            infos.push(info);
        }
        let is_common = word.documents() > common;
        if word.known < word.documents() && Common::is_worth(word.documents(), statistics.documents) {
            word.known = word.documents();
            learnt.push((word.text.clone(), word.known));
        }
        if is_common {
            PeekMut::pop(first);
        } else {
            first.weight = word.weight(statistics);
        }
    }
    drop(known);
    generation.common.remember(statistics.documents, form, learnt);
    let mentions = Mentions::of(&chosen, infos, &asked, &dictionaries);
    let terms = chosen.into_iter().map(|number| words[number].told(statistics)).collect();
    Ok(Told { places, terms, dictionaries, mentions, segments })
}

/// A word that may be among the most telling.
struct Waiting {
    /// What it weighs if no other dictionary has it.
    weight: f32,
    /// So many dictionaries were asked.
    asked: usize,
    /// Its place among the words of the text.
    number: usize,
}

/// The heaviest is the greatest, and of equals the one that was asked less: it may still turn out lighter. Then the earlier one.
impl Ord for Waiting {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_weight = self.weight.total_cmp(&other.weight);
        by_weight.then(other.asked.cmp(&self.asked)).then(other.number.cmp(&self.number))
    }
}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Waiting {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Waiting {}

/// A word of a text: how often it has it, the shortest way in which it writes it, and who else is known to have it so far.
struct Counted<'t> {
    text: String,
    hash: u64,
    count: u32,
    written: &'t str,
    in_title: bool,
    in_texts: u64,
    in_titles: u64,
    /// Documents that are known to have it at least, before any dictionary is asked.
    known: u64,
}

impl Counted<'_> {
    fn documents(&self) -> u64 {
        self.in_texts.max(self.in_titles)
    }

    fn add(&mut self, place: Place, documents: u64) {
        match place {
            Place::Text => self.in_texts += documents,
            Place::Title => self.in_titles += documents,
        }
    }

    fn weight(&self, statistics: Statistics) -> f32 {
        let having = self.documents().max(self.known);
        (self.count as f32).sqrt() * inverse_frequency(having, statistics.documents)
    }

    fn told(&self, statistics: Statistics) -> Telling {
        Telling {
            written: self.written.to_owned(),
            rarity: inverse_frequency(self.documents(), statistics.documents),
            in_title: self.in_title,
            documents: self.documents(),
        }
    }
}

/// The words of a text in one form, in the order in which it has them, but for those that say nothing; each with the documents
/// that are known to have it at least. What is written again in the same way is looked at once.
fn counted<'t>(
    generation: &Generation,
    form: Form,
    to: &'t Alike,
    having: impl Fn(&str) -> u64,
) -> Vec<Counted<'t>> {
    let mut counted: Vec<Counted<'t>> = Vec::new();
    let mut by_form: FxHashMap<String, usize> = FxHashMap::default();
    let mut by_writing: FxHashMap<&'t str, Option<usize>> = FxHashMap::default();
    for (text, in_title) in [(&to.title, true), (&to.text, false)] {
        for word in words(text).take(MOST_READ) {
            let number = *by_writing.entry(word.text).or_insert_with(|| {
                if tells_nothing(word.text, &to.lang) {
                    return None;
                }
                let text = generation.analysis.form(form, word.text)?;
                text.chars().nth(1)?;
                Some(*by_form.entry(text).or_insert_with_key(|text| {
                    counted.push(Counted {
                        hash: hash(text.as_bytes()),
                        text: text.clone(),
                        count: 0,
                        written: word.text,
                        in_title,
                        known: having(text),
                        in_texts: 0,
                        in_titles: 0,
                    });
                    counted.len() - 1
                }))
            });
            let Some(word_before) = number.and_then(|number| counted.get_mut(number)) else { continue };
            word_before.count += if in_title { TITLE } else { 1 };
            if word.text.len() < word_before.written.len() {
                word_before.written = word.text;
            }
        }
    }
    counted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::{Change, Document};
    use std::time::Duration;
    use tantivy::Term;
    use tantivy::postings::TermInfo;

    /// Words of which many documents have some and few have others, and one that all have.
    fn text(number: u32) -> String {
        let common = (2..60).filter(|part| number.is_multiple_of(*part)).map(|part| format!("every{part} "));
        format!("{} everywhere own{number}", common.collect::<String>())
    }

    #[test]
    fn what_is_asked_no_further_would_not_have_been_among_the_most_telling() {
        let folder = tempfile::tempdir().expect("a folder");
        let idle = Duration::from_secs(60);
        let index = Generation::create(folder.path(), &Analysis::protecting([]), idle).expect("created");
        for (from, to) in [(0, 500), (500, 700), (700, 760)] {
            let document = |number: u32| Document {
                id: number.to_string(),
                title: format!("title{} every{}", number % 30, number % 50),
                body: text(number),
                lang: "en".into(),
                ..Document::default()
            };
            let all = (from..to).map(|number| Change::Put(document(number))).collect();
            index.apply(all, i64::from(from)).expect("applied");
        }
        let searcher = index.reader.searcher();
        let statistics = Statistics::of(&searcher);
        let body: Vec<String> = (2..60).map(|part| format!("every{part} ").repeat(part % 4 + 1)).collect();
        let body = format!("{} everywhere own3 own710 nowhere title3", body.concat());
        let to = Alike { title: "title5 every49".into(), text: body, lang: "en".into(), ..Alike::default() };
        let told = || telling(&index, &searcher, statistics, &to).expect("told");

        let common = ((statistics.documents as f32 * TOO_COMMON) as u64).max(COMMON_AT_LEAST);
        let having = |text: &str| {
            let fields = index.fields.of(Form::Stemmed).into_iter();
            let counts = fields.map(|field| searcher.doc_freq(&Term::from_field_text(field, text)));
            counts.map(|count| count.expect("counted")).max().unwrap_or_default()
        };
        let mut all: Vec<(f32, String, u64)> = counted(&index, Form::Stemmed, &to, |_| 0)
            .into_iter()
            .map(|word| (having(&word.text), word))
            .filter(|(documents, _)| (1..=common).contains(documents))
            .map(|(documents, word)| {
                let rarity = inverse_frequency(documents, statistics.documents);
                ((word.count as f32).sqrt() * rarity, word.text, documents)
            })
            .collect();
        assert!(all.len() > MOST_TERMS, "there is something to choose from: {}", all.len());
        all.sort_by(|(a, ..), (b, ..)| b.total_cmp(a));
        all.truncate(MOST_TERMS);
        let all: Vec<_> = all.into_iter().map(|(_, text, documents)| (text, documents)).collect();
        let everywhere = index.analysis.form(Form::Stemmed, "everywhere").expect("a word");
        let first = told();
        assert_eq!(in_short(&index, &first), all);
        assert!(index.common.known(statistics.documents).having(Form::Stemmed, &everywhere) > common);
        let again = told();
        assert_eq!(
            in_short(&index, &again),
            all,
            "what is known to be common is asked no more and missed by nobody"
        );
        for told in [first, again] {
            let ask = |one: usize, word: &str| told.dictionaries.reader(one).terms().get(word.as_bytes());
            for (number, term) in told.terms.iter().enumerate() {
                let lists = |info: TermInfo| (info.doc_freq, info.postings_range);
                let found = |one| told.mentions.get(number, one).cloned().map(lists);
                let asked = |one| ask(one, &form(&index, term)).expect("asked").map(lists);
                for one in 0..told.dictionaries.len() {
                    assert_eq!(found(one), asked(one), "{}", term.written);
                }
            }
        }
    }

    fn form(index: &Generation, term: &Telling) -> String {
        index.analysis.form(Form::Stemmed, &term.written).expect("a word")
    }

    fn in_short(index: &Generation, told: &Told) -> Vec<(String, u64)> {
        told.terms.iter().map(|term| (form(index, term), term.documents)).collect()
    }
}
