//! What a large archive costs: real articles mixed by seed into very many, three-word questions with facets.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use ::search::{Change, Document, Index, Request, Settings};
use anyhow::Context;

use super::passages::{NOISE, Noise};
use crate::{Bar, Corpora, Measurements};

/// How many documents, where the environment asks for it.
const ASKED_BY: &str = "KHABAR_SCALE";
const QUESTIONS: usize = 1_000;
const SEED: u64 = 11;
const BATCH: u64 = 5_000;
/// Ten years of publishing.
const SPREAD: i64 = 10 * 365 * 86_400_000_000;
const NOW: i64 = 1_790_000_000_000_000;

pub fn measure(corpora: &Corpora, measurements: &mut Measurements) -> anyhow::Result<()> {
    let Some(count) = std::env::var(ASKED_BY).ok().and_then(|value| value.parse::<u64>().ok()) else {
        measurements.skip("search: a large archive", format!("{ASKED_BY} names no number of documents"));
        return Ok(());
    };
    let Some(noise) = corpora.lines::<Noise>(NOISE)? else {
        measurements.skip("search: a large archive", "the set is not here");
        return Ok(());
    };
    let folder = tempfile::tempdir()?;
    let mut mixer = Mixer::of(&noise);
    let index =
        Index::open_or_create(folder.path(), Settings { idle: Duration::ZERO, ..Settings::default() })?;
    let begun = Instant::now();
    for from in (0..count).step_by(BATCH as usize) {
        let batch = (from..count.min(from + BATCH)).map(|number| Change::Put(mixer.document(number)));
        index.apply(batch.collect(), i64::try_from(from)?)?;
    }
    measurements.add("search.scale.indexing", count as f64 / begun.elapsed().as_secs_f64(), "/s", None);
    drop(index);
    let index = Index::open_or_create(folder.path(), Settings::default())?;
    measurements.add("search.scale.size", size(folder.path())? as f64 / 1e6, "MB", None);
    let questions: Vec<String> = (0..QUESTIONS).map(|_| mixer.question()).collect();
    for (name, facets) in [("plain", &[][..]), ("facets", &["section", "kind", "author", "story"][..])] {
        let mut times = times(&index, &questions, facets)?;
        times.sort_unstable();
        let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize].as_secs_f64() * 1e3;
        measurements.add(format!("search.scale.{name}.p50"), at(0.5), "ms", Some(Bar::AtMost(5.0)));
        measurements.add(format!("search.scale.{name}.p99"), at(0.99), "ms", Some(Bar::AtMost(30.0)));
    }
    measurements.add("search.scale.resident", resident()?, "MB", None);
    Ok(())
}

fn times(index: &Index, questions: &[String], facets: &[&str]) -> anyhow::Result<Vec<Duration>> {
    let facets: Vec<String> = facets.iter().map(|name| (*name).to_owned()).collect();
    let ask = |text: &String| {
        let request =
            Request { text: text.clone(), limit: 20, now: NOW, facets: facets.clone(), ..Request::default() };
        let begun = Instant::now();
        index.search(&request).map(|_| begun.elapsed())
    };
    // Once to have the pages at hand, as an archive in use has.
    questions.iter().map(ask).collect::<Result<Vec<_>, _>>()?;
    Ok(questions.iter().map(ask).collect::<Result<Vec<_>, _>>()?)
}

fn size(folder: &Path) -> anyhow::Result<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        sum += if entry.file_type()?.is_dir() { size(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(sum)
}

/// The memory of this process that is no file's, in megabytes.
fn resident() -> anyhow::Result<f64> {
    let status = fs::read_to_string("/proc/self/status").context("the kernel tells what memory is used")?;
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).context("RssAnon")?;
    Ok(line.trim().trim_end_matches("kB").trim().parse::<f64>()? / 1e3)
}

/// Makes new articles of the sentences of old ones.
struct Mixer<'a> {
    titles: Vec<&'a str>,
    sentences: Vec<&'a str>,
    state: u64,
}

impl<'a> Mixer<'a> {
    fn of(noise: &'a [Noise]) -> Mixer<'a> {
        let sentences = noise.iter().flat_map(|one| one.text.split(['.', '\n', '،']));
        Mixer {
            titles: noise.iter().map(|one| one.title.as_str()).collect(),
            sentences: sentences.filter(|one| one.split_whitespace().count() > 4).collect(),
            state: SEED,
        }
    }

    fn next(&mut self, below: usize) -> usize {
        self.state =
            self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.state >> 33) % below.max(1) as u64) as usize
    }

    fn sentence(&mut self) -> &'a str {
        let place = self.next(self.sentences.len());
        self.sentences[place]
    }

    fn document(&mut self, number: u64) -> Document {
        let title = self.next(self.titles.len());
        let title = self.titles[title];
        let count = 5 + self.next(8);
        let body: Vec<&str> = (0..count).map(|_| self.sentence()).collect();
        let facet = |name: &str, value: usize| (name.to_owned(), format!("{name}-{value}"));
        Document {
            id: format!("{number:012}"),
            title: title.to_owned(),
            body: body.join(". "),
            lang: "ar".to_owned(),
            at: NOW - (self.next(1 << 30) as i64) * (SPREAD >> 30),
            facets: vec![
                facet("edition", 0),
                facet("section", self.next(12)),
                facet("kind", self.next(6)),
                facet("author", self.next(400)),
                facet("story", self.next(3_000)),
            ],
            ..Document::default()
        }
    }

    /// Three words of one sentence.
    fn question(&mut self) -> String {
        let sentence = self.sentence();
        let words: Vec<&str> = sentence.split_whitespace().filter(|word| word.chars().count() > 3).collect();
        let from = self.next(words.len().saturating_sub(2));
        words.iter().skip(from).take(3).copied().collect::<Vec<_>>().join(" ")
    }
}
