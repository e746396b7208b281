//! The same articles and questions put to engines that everybody knows. They are given words that are folded and
//! stemmed already, as ours has them, so that what is compared is the engine and not the language it knows.
//!
//! They do less: they mark no excerpts, correct nothing, rank by one form of the words, and do not ask again with fewer
//! words when too few articles have them all.

use std::time::{Duration, Instant};

use ::search::Document;
use text::fold::{Stemmer, fold, is_stop_word, singular_stem};

use super::super::passages::Noise;
use super::mixer::Mixer;
use super::{FACETS, at, filled, postgres, size, sorted, sqlite, times};
use crate::Measurements;

/// What an engine took: its times in order, and the size of its files in bytes.
pub struct Took {
    pub times: Vec<Duration>,
    pub size: u64,
}

/// Measures ours at that number of articles, and the others.
pub fn measure(
    noise: &[Noise],
    questions: &[String],
    count: u64,
    measurements: &mut Measurements,
) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let index = filled(folder.path(), &mut Mixer::of(noise), count)?;
    let ours = Took { times: sorted(times(&index, questions, &FACETS)?), size: size(folder.path())? };
    drop(index);
    measurements.add("search.beside.articles", count as f64, "", None);
    add("ours", &ours, measurements);
    let stemmer = Stemmer::protecting([]);
    let asked: Vec<String> = questions.iter().map(|text| analysed(&stemmer, text)).collect();
    let mut mixer = Mixer::of(noise);
    let articles = (0..count).map(|number| {
        let mut article = mixer.document(number);
        article.title = analysed(&stemmer, &article.title);
        article.body = analysed(&stemmer, &article.body);
        article
    });
    let articles: Vec<Document> = articles.collect();
    compared("sqlite", &sqlite::measure(&articles, &asked)?, &ours, measurements);
    match std::env::var("KHABAR_TEST_POSTGRES") {
        Ok(address) if !address.is_empty() => {
            compared("postgres", &postgres::measure(&address, &articles, &asked)?, &ours, measurements);
        }
        _ => measurements.skip("search: PostgreSQL beside it", "KHABAR_TEST_POSTGRES is not set"),
    }
    Ok(())
}

fn compared(name: &str, took: &Took, ours: &Took, measurements: &mut Measurements) {
    add(name, took, measurements);
    for (which, part) in [("p50", 0.5), ("p99", 0.99)] {
        let ratio = at(&took.times, part) / at(&ours.times, part);
        measurements.add(format!("search.beside.{name}.{which}.ratio"), ratio, "×", None);
    }
}

fn add(name: &str, took: &Took, measurements: &mut Measurements) {
    measurements.add(format!("search.beside.{name}.p50"), at(&took.times, 0.5), "ms", None);
    measurements.add(format!("search.beside.{name}.p99"), at(&took.times, 0.99), "ms", None);
    measurements.add(format!("search.beside.{name}.size"), took.size as f64 / 1e6, "MB", None);
}

/// The words of a text as the index has them when stemmed.
fn analysed(stemmer: &Stemmer, text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let stems = words.filter(|word| !word.is_empty() && !is_stop_word(word)).map(|word| {
        let folded = fold(word);
        let stem = stemmer.stem(&folded);
        singular_stem(stem).unwrap_or(stem).to_owned()
    });
    stems.filter(|stem| !stem.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The value of one of an article's facets.
pub fn facet<'a>(article: &'a Document, name: &str) -> &'a str {
    article.facets.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
}

/// Times every question the second time it is asked.
pub fn timed(
    asked: &[String],
    mut ask: impl FnMut(&str) -> anyhow::Result<()>,
) -> anyhow::Result<Vec<Duration>> {
    asked.iter().filter(|text| !text.is_empty()).try_for_each(|text| ask(text))?;
    let mut times = Vec::new();
    for text in asked.iter().filter(|text| !text.is_empty()) {
        let begun = Instant::now();
        ask(text)?;
        times.push(begun.elapsed());
    }
    Ok(sorted(times))
}
