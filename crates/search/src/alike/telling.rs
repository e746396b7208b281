//! The words that tell a text from all others.

use super::Alike;
use crate::SearchError;
use crate::analysis::{Form, may_stem, words};
use crate::index::Generation;
use crate::ranking::{Statistics, inverse_frequency};
use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashMap};
use std::sync::Arc;
use tantivy::schema::Field;
use tantivy::{InvertedIndexReader, Searcher, SegmentReader, Term};
use text::fold::is_english_stop_word;

/// Words of a text that are read.
const MOST_READ: usize = 5_000;
/// Words that stand for a text.
pub const MOST_TERMS: usize = 25;
/// A word in more of the documents than this part tells nothing.
const TOO_COMMON: f32 = 0.05;
/// Of a small index every part is small: words in so few documents always tell something.
const COMMON_AT_LEAST: u64 = 25;
/// How often a word of the title counts.
const TITLE: u32 = 3;

/// A word that stands for a text.
pub struct Telling {
    pub text: String,
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

/// The form in which texts of a language are compared, and the words that tell a text from others, the most telling first.
pub fn telling(
    generation: &Generation,
    searcher: &Searcher,
    statistics: Statistics,
    to: &Alike,
) -> Result<(Form, Vec<Telling>), SearchError> {
    let form = if may_stem(&to.lang) { Form::Stemmed } else { Form::Folded };
    let [title, body] = generation.fields.of(form);
    let common = ((statistics.documents as f32 * TOO_COMMON) as u64).max(COMMON_AT_LEAST);
    let dictionaries = Dictionaries::of(searcher, [body, title])?;
    let counts = counted(generation, form, to).into_iter();
    let mut waiting: BinaryHeap<Waiting> =
        counts.map(|(text, counted)| Waiting::new(text, counted, statistics)).collect();
    let mut terms = Vec::with_capacity(MOST_TERMS);
    while terms.len() < MOST_TERMS
        && let Some(mut first) = waiting.pop()
    {
        if dictionaries.has_more(first.asked) {
            first.ask(&dictionaries, statistics)?;
            if first.documents() <= common {
                waiting.push(first);
            }
        } else if first.documents() > 0 {
            terms.push(first.told());
        }
    }
    Ok((form, terms))
}

/// The dictionaries of an index: of texts and then of titles, those of the largest segments first.
struct Dictionaries(Vec<(Field, bool, Arc<InvertedIndexReader>)>);

impl Dictionaries {
    fn of(searcher: &Searcher, [body, title]: [Field; 2]) -> tantivy::Result<Dictionaries> {
        let mut segments: Vec<_> = searcher.segment_readers().iter().collect();
        segments.sort_by_key(|segment| std::cmp::Reverse(segment.max_doc()));
        let of = |field, is_title| {
            let open = move |segment: &&SegmentReader| Ok((field, is_title, segment.inverted_index(field)?));
            segments.iter().map(open)
        };
        of(body, false).chain(of(title, true)).collect::<tantivy::Result<_>>().map(Dictionaries)
    }

    fn has_more(&self, asked: usize) -> bool {
        asked < self.0.len()
    }
}

/// A word that is asked of one dictionary after the other, as long as it may be among the most telling: a look into a
/// dictionary is what this costs, and most words of a text have shown after the first that they tell too little.
struct Waiting<'t> {
    text: String,
    counted: Counted<'t>,
    /// So many dictionaries were asked.
    asked: usize,
    in_texts: u64,
    in_titles: u64,
    rarity: f32,
    /// What it weighs if no other dictionary has it.
    weight: f32,
}

impl<'t> Waiting<'t> {
    fn new(text: String, counted: Counted<'t>, statistics: Statistics) -> Waiting<'t> {
        let mut new =
            Waiting { text, counted, asked: 0, in_texts: 0, in_titles: 0, rarity: 0.0, weight: 0.0 };
        new.weigh(statistics);
        new
    }

    fn documents(&self) -> u64 {
        self.in_texts.max(self.in_titles)
    }

    fn weigh(&mut self, statistics: Statistics) {
        self.rarity = inverse_frequency(self.documents(), statistics.documents);
        self.weight = (self.counted.count as f32).sqrt() * self.rarity;
    }

    fn ask(&mut self, dictionaries: &Dictionaries, statistics: Statistics) -> tantivy::Result<()> {
        let (field, is_title, dictionary) = &dictionaries.0[self.asked];
        let having = dictionary.doc_freq(&Term::from_field_text(*field, &self.text))?;
        *if *is_title { &mut self.in_titles } else { &mut self.in_texts } += u64::from(having);
        self.asked += 1;
        self.weigh(statistics);
        Ok(())
    }

    fn told(self) -> Telling {
        let documents = self.documents();
        let Waiting { text, counted: Counted { written, in_title, .. }, rarity, .. } = self;
        Telling { text, written: written.to_owned(), rarity, in_title, documents }
    }
}

/// The heaviest is the greatest, and of equals the one that was asked less: it may still turn out lighter.
impl Ord for Waiting<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_weight = self.weight.total_cmp(&other.weight);
        by_weight.then(other.asked.cmp(&self.asked)).then_with(|| other.text.cmp(&self.text))
    }
}

impl PartialOrd for Waiting<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Waiting<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Waiting<'_> {}

/// A word of a text: how often it has it, and the shortest way in which it writes it.
struct Counted<'t> {
    count: u32,
    written: &'t str,
    in_title: bool,
}

/// The words of a text in one form.
fn counted<'t>(generation: &Generation, form: Form, to: &'t Alike) -> HashMap<String, Counted<'t>> {
    let mut counts: HashMap<String, Counted<'t>> = HashMap::new();
    for (text, in_title) in [(&to.title, true), (&to.text, false)] {
        for word in words(text).take(MOST_READ).filter(|word| !tells_nothing(word.text, &to.lang)) {
            let formed = generation.analysis.form(form, word.text);
            let Some(text) = formed.filter(|text| text.chars().count() > 1) else { continue };
            let new = Counted { count: 0, written: word.text, in_title };
            let counted = counts.entry(text).or_insert(new);
            counted.count += if in_title { TITLE } else { 1 };
            if word.text.len() < counted.written.len() {
                counted.written = word.text;
            }
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::{Change, Document};
    use std::time::Duration;

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
        let (form, told) = telling(&index, &searcher, statistics, &to).expect("told");

        let common = ((statistics.documents as f32 * TOO_COMMON) as u64).max(COMMON_AT_LEAST);
        let having = |text: &str| {
            let fields = index.fields.of(form).into_iter();
            let counts = fields.map(|field| searcher.doc_freq(&Term::from_field_text(field, text)));
            counts.map(|count| count.expect("counted")).max().unwrap_or_default()
        };
        let mut all: Vec<(f32, String, u64)> = counted(&index, form, &to)
            .into_iter()
            .map(|(text, counted)| (having(&text), text, counted.count))
            .filter(|(documents, ..)| (1..=common).contains(documents))
            .map(|(documents, text, count)| {
                ((count as f32).sqrt() * inverse_frequency(documents, statistics.documents), text, documents)
            })
            .collect();
        assert!(all.len() > MOST_TERMS, "there is something to choose from: {}", all.len());
        all.sort_by(|(a, text, _), (b, other, _)| b.total_cmp(a).then_with(|| text.cmp(other)));
        all.truncate(MOST_TERMS);
        let told: Vec<_> = told.into_iter().map(|term| (term.text, term.documents)).collect();
        let all: Vec<_> = all.into_iter().map(|(_, text, documents)| (text, documents)).collect();
        assert_eq!(told, all);
    }
}
