//! Natural questions over the passages that answer them (ARCD and XQuAD), among ten thousand articles that do not.

use std::collections::HashMap;
use std::fs;

use ::search::{Document, Index, Settings, Weights};
use anyhow::Context;
use serde::Deserialize;

use super::asked::{Asked, ask, filled};
use crate::{Bar, Corpora, Measurements};

const QUESTIONS: [&str; 2] = ["arcd/arcd-train.json", "xquad/xquad.ar.json"];
pub const NOISE: &str = "antcorpus-v1.1/ant-v1.1.jsonl.gz";
/// The slips are the same each time.
const SEED: u64 = 7;
/// Shortest word in letters that slips.
const SLIPS_FROM: usize = 4;
const LETTERS: &str = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىء";

#[derive(Deserialize)]
struct Set {
    data: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    paragraphs: Vec<Paragraph>,
}

#[derive(Deserialize)]
struct Paragraph {
    context: String,
    qas: Vec<Question>,
}

#[derive(Deserialize)]
struct Question {
    question: String,
}

/// An article of the noise.
#[derive(Deserialize)]
pub struct Noise {
    pub id: String,
    pub title: String,
    pub text: String,
}

pub fn measure(corpora: &Corpora, measurements: &mut Measurements) -> anyhow::Result<()> {
    let Some((mut documents, questions)) = questions(corpora)? else {
        measurements.skip("search: questions over passages", "the sets are not here");
        return Ok(());
    };
    match corpora.lines::<Noise>(NOISE)? {
        Some(noise) => {
            documents.extend(noise.into_iter().map(|one| document(&one.id, &one.title, &one.text)))
        }
        None => measurements.skip("search: noise among the passages", "the set is not here"),
    }
    let folder = tempfile::tempdir()?;
    drop(filled(folder.path(), Settings::default(), documents)?);
    let index = |weights| Index::open_or_create(folder.path(), Settings { weights, ..Settings::default() });
    let all = index(Weights::default())?;
    let best = ask(&all, &questions)?;
    measurements.add("search.passages.mrr10", best.reciprocal, "1", Some(Bar::AtLeast(0.775)));
    measurements.add("search.passages.recall10", best.recall, "1", None);
    measurements.add("search.passages.median", best.median.as_secs_f64() * 1e3, "ms", None);
    let alone = Weights { exact: 0.0, folded: 0.0, grams: 0.0, beside: 0.0, ..Weights::default() };
    let stems = ask(&index(alone)?, &questions)?;
    measurements.add("search.passages.stems.mrr10", stems.reciprocal, "1", Some(Bar::AtLeast(0.765)));
    let mut slips = Slips(SEED);
    let slipped: Vec<Asked> = questions
        .iter()
        .filter_map(|one| Some(Asked { text: slips.slip(&one.text)?, answers: one.answers.clone() }))
        .collect();
    let slipped = ask(&all, &slipped)?;
    measurements.add("search.slip.mrr10", slipped.reciprocal, "1", None);
    measurements.add("search.slip.recall10", slipped.recall, "1", Some(Bar::AtLeast(0.84)));
    Ok(())
}

pub fn document(id: &str, title: &str, text: &str) -> Document {
    Document {
        id: id.to_owned(),
        title: title.to_owned(),
        body: text.to_owned(),
        lang: "ar".to_owned(),
        ..Document::default()
    }
}

/// The passages as documents, and the questions to them.
fn questions(corpora: &Corpora) -> anyhow::Result<Option<(Vec<Document>, Vec<Asked>)>> {
    let mut ids: HashMap<String, String> = HashMap::new();
    let (mut documents, mut asked) = (Vec::new(), Vec::new());
    for file in QUESTIONS {
        let Some(path) = corpora.file(file) else { return Ok(None) };
        let text = fs::read(&path).with_context(|| path.display().to_string())?;
        let set: Set = serde_json::from_slice(&text).with_context(|| path.display().to_string())?;
        for paragraph in set.data.into_iter().flat_map(|entry| entry.paragraphs) {
            let next = format!("p{}", ids.len());
            let id = ids.entry(paragraph.context.clone()).or_insert_with(|| next.clone()).clone();
            if id == next {
                documents.push(document(&id, "", &paragraph.context));
            }
            let questions = paragraph.qas.into_iter();
            asked.extend(questions.map(|one| Asked { text: one.question, answers: vec![id.clone()] }));
        }
    }
    Ok(Some((documents, asked)))
}

/// Slips of the finger by seed: a letter changed, left out, doubled by another, or two that changed places.
struct Slips(u64);

impl Slips {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % below.max(1) as u64) as usize
    }

    /// The text with one slip in its longest word; nothing when no word is long enough.
    fn slip(&mut self, text: &str) -> Option<String> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).chars().count();
        let longest = (0..words.len()).max_by_key(|place| (bare(words[*place]), usize::MAX - place))?;
        let mut letters: Vec<char> = words[longest].chars().collect();
        let inner: Vec<usize> =
            (0..letters.len()).filter(|place| letters[*place].is_alphanumeric()).collect();
        if inner.len() < SLIPS_FROM {
            return None;
        }
        let before = letters.clone();
        while letters == before {
            let place = inner[self.next(inner.len())];
            let other = LETTERS.chars().nth(self.next(LETTERS.chars().count()))?;
            match self.next(4) {
                0 => letters[place] = other,
                1 => drop(letters.remove(place)),
                2 => letters.insert(place, other),
                _ if place + 1 < letters.len() && letters[place + 1].is_alphanumeric() => {
                    letters.swap(place, place + 1)
                }
                _ => {}
            }
        }
        let slipped: String = letters.into_iter().collect();
        let all: Vec<&str> = (0..words.len())
            .map(|place| if place == longest { slipped.as_str() } else { words[place] })
            .collect();
        Some(all.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_edit_in_the_longest_word_and_the_same_each_time() {
        let text = "متى بدأت المحادثات في جنيف؟";
        let slipped = Slips(SEED).slip(text).expect("a long word");
        assert_ne!(slipped, text);
        assert_eq!(Some(slipped.clone()), Slips(SEED).slip(text));
        assert!(slipped.starts_with("متى بدأت ") && slipped.ends_with(" في جنيف؟"), "{slipped}");
        assert_eq!(Slips(SEED).slip("من هو"), None);
    }
}
