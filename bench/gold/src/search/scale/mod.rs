//! What a large archive costs: real articles mixed by seed into very many, three-word questions with facets, asked by
//! one and by eight at once, and the like of articles that arrive. References answer the same questions beside it.

mod mixer;
mod postgres;
mod reference;
mod sqlite;

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use ::search::{Alike, Change, Index, Request, Settings};
use anyhow::Context;

use super::passages::{NOISE, Noise};
use crate::clock::CpuClock;
use crate::stories::Desk;
use crate::{Bar, Corpora, Measurements};
use mixer::Mixer;

/// How many documents, where the environment asks for it.
const ASKED_BY: &str = "KHABAR_SCALE";
/// A folder in which the index is kept, for who measures again and again; without it each run begins anew.
const KEPT_IN: &str = "KHABAR_SCALE_KEEP";
/// The file that says how many documents a kept folder was filled with.
const MARK: &str = "filled";
const QUESTIONS: usize = 1_000;
const ARRIVING: u64 = 500;
/// The first article of all: what is kept of the index for those that arrive is made ready for it.
const FIRST: &str = "أعلنت وزارة الصحة افتتاح مستشفى جديد في المدينة";
const CLIENTS: usize = 8;
const BATCH: u64 = 5_000;
/// Documents that references are given at most: they take long to fill.
const REFERENCES: u64 = 100_000;
/// All that is done for one arriving article, in milliseconds of processor time: half of them, and 99 of a hundred.
const ARRIVING_P50: Bar = Bar::AtMost(2.0);
const ARRIVING_P99: Bar = Bar::AtMost(5.0);
/// Of that, what finding its like among all may take: seven parts of ten. The other three are the bar of `stories.cost.all`, so
/// that the two keep to the whole together, on whatever articles each is measured.
const ALIKE_P50: Bar = Bar::AtMost(1.4);
const ALIKE_P99: Bar = Bar::AtMost(3.5);
const NOW: i64 = 1_790_000_000_000_000;
const FACETS: [&str; 4] = ["section", "kind", "author", "story"];

/// The archive: the real articles it is made of, and how many it has.
struct Archive {
    noise: Vec<Noise>,
    count: u64,
}

impl Archive {
    /// What the environment asks for; otherwise it is said why there is none.
    fn asked_for(corpora: &Corpora, measurements: &mut Measurements) -> anyhow::Result<Option<Archive>> {
        let Some(count) = std::env::var(ASKED_BY).ok().and_then(|value| value.parse::<u64>().ok()) else {
            measurements.skip("search: a large archive", format!("{ASKED_BY} names no number of documents"));
            return Ok(None);
        };
        let Some(noise) = corpora.lines::<Noise>(NOISE)? else {
            measurements.skip("search: a large archive", "the set is not here");
            return Ok(None);
        };
        Ok(Some(Archive { noise, count }))
    }

    /// Its index, filled now or kept from an earlier run. The mixer stands behind its last article then.
    fn index(
        &self,
        folder: &Path,
        mixer: &mut Mixer<'_>,
        measurements: &mut Measurements,
    ) -> anyhow::Result<Index> {
        if is_filled(folder, self.count) {
            (0..self.count).for_each(|number| drop(mixer.document(number)));
            return Ok(Index::open_or_create(folder, Settings::default())?);
        }
        let begun = Instant::now();
        let index = filled(folder, mixer, self.count)?;
        let rate = self.count as f64 / begun.elapsed().as_secs_f64();
        measurements.add("search.scale.indexing", rate, "/s", None);
        Ok(index)
    }
}

pub fn measure(corpora: &Corpora, measurements: &mut Measurements) -> anyhow::Result<()> {
    let Some(archive) = Archive::asked_for(corpora, measurements)? else { return Ok(()) };
    let passing = tempfile::tempdir()?;
    let folder = kept().unwrap_or_else(|| passing.path().to_owned());
    let mut mixer = Mixer::of(&archive.noise);
    let index = archive.index(&folder, &mut mixer, measurements)?;
    measurements.add("search.scale.size", size(&folder)? as f64 / 1e6, "MB", None);
    let questions: Vec<String> = (0..QUESTIONS).map(|_| mixer.question()).collect();
    for (name, facets) in [("plain", &[][..]), ("facets", &FACETS[..])] {
        let times = sorted(times(&index, &questions, facets)?);
        let name = format!("search.scale.{name}");
        measurements.add(format!("{name}.p50"), at(&times, 0.5), "ms", Some(Bar::AtMost(5.0)));
        measurements.add(format!("{name}.p99"), at(&times, 0.99), "ms", Some(Bar::AtMost(30.0)));
    }
    at_once(&index, &questions, measurements)?;
    measurements.add("search.scale.resident", resident()?, "MB", None);
    arriving(&index, &mut mixer, archive.count, corpora, measurements)?;
    drop(index);
    if kept().is_some() {
        measurements.skip("search: references beside", format!("{KEPT_IN} asks for our own index alone"));
        return Ok(());
    }
    reference::measure(&archive.noise, &questions, archive.count.min(REFERENCES), measurements)
}

/// What an arriving article costs and nothing else, beside an index that an earlier run filled and kept.
pub fn arriving_alone(corpora: &Corpora, measurements: &mut Measurements) -> anyhow::Result<()> {
    let Some(archive) = Archive::asked_for(corpora, measurements)? else { return Ok(()) };
    let Some(folder) = kept().filter(|folder| is_filled(folder, archive.count)) else {
        measurements.skip("search.scale.arriving", format!("{KEPT_IN} names no folder that was filled so"));
        return Ok(());
    };
    let mut mixer = Mixer::of(&archive.noise);
    let index = archive.index(&folder, &mut mixer, measurements)?;
    (0..QUESTIONS).for_each(|_| drop(mixer.question()));
    arriving(&index, &mut mixer, archive.count, corpora, measurements)
}

/// The folder in which the index is kept, where the environment names one.
fn kept() -> Option<PathBuf> {
    std::env::var_os(KEPT_IN).map(PathBuf::from)
}

/// An index of so many articles, merged and opened anew.
fn filled(folder: &Path, mixer: &mut Mixer<'_>, count: u64) -> anyhow::Result<Index> {
    let index = Index::open_or_create(folder, Settings { idle: Duration::ZERO, ..Settings::default() })?;
    for from in (0..count).step_by(BATCH as usize) {
        let batch = (from..count.min(from + BATCH)).map(|number| Change::Put(mixer.document(number)));
        index.apply(batch.collect(), i64::try_from(from)?)?;
    }
    drop(index);
    fs::write(folder.join(MARK), count.to_string())?;
    Ok(Index::open_or_create(folder, Settings::default())?)
}

/// Whether an earlier run filled this folder with so many.
fn is_filled(folder: &Path, count: u64) -> bool {
    fs::read_to_string(folder.join(MARK)).is_ok_and(|text| text == count.to_string())
}

fn asked(text: &str, facets: &[&str]) -> Request {
    let facets = facets.iter().map(|name| (*name).to_owned()).collect();
    Request { text: text.to_owned(), limit: 20, now: NOW, facets, ..Request::default() }
}

fn times(index: &Index, questions: &[String], facets: &[&str]) -> anyhow::Result<Vec<Duration>> {
    let ask = |text: &String| {
        let request = asked(text, facets);
        let begun = Instant::now();
        index.search(&request).map(|_| begun.elapsed())
    };
    // Once to have the pages at hand, as an archive in use has.
    questions.iter().map(ask).collect::<Result<Vec<_>, _>>()?;
    Ok(questions.iter().map(ask).collect::<Result<Vec<_>, _>>()?)
}

/// All clients ask all questions with facets, each from another one on.
fn at_once(index: &Index, questions: &[String], measurements: &mut Measurements) -> anyhow::Result<()> {
    let client = |number: usize| -> anyhow::Result<Vec<Duration>> {
        let from = number * questions.len() / CLIENTS;
        let ask = |text: &String| {
            let begun = Instant::now();
            index.search(&asked(text, &FACETS)).map(|_| begun.elapsed())
        };
        Ok(questions.iter().cycle().skip(from).take(questions.len()).map(ask).collect::<Result<_, _>>()?)
    };
    let begun = Instant::now();
    let all = thread::scope(|scope| {
        let running: Vec<_> = (0..CLIENTS).map(|number| scope.spawn(move || client(number))).collect();
        running
            .into_iter()
            .map(|one| one.join().map_err(|_| anyhow::anyhow!("a client ended early"))?)
            .collect::<anyhow::Result<Vec<_>>>()
    })?;
    let rate = (CLIENTS * questions.len()) as f64 / begun.elapsed().as_secs_f64();
    measurements.add("search.scale.clients.rate", rate, "/s", None);
    let times = sorted(all.concat());
    measurements.add("search.scale.clients.p50", at(&times, 0.5), "ms", None);
    measurements.add("search.scale.clients.p99", at(&times, 0.99), "ms", None);
    Ok(())
}

/// What it costs an arriving article to find its like, in processor time of one thread; and the same with all else that is done
/// for it, beside the desk's ten thousand stories.
fn arriving(
    index: &Index,
    mixer: &mut Mixer<'_>,
    count: u64,
    corpora: &Corpora,
    measurements: &mut Measurements,
) -> anyhow::Result<()> {
    let before = resident()?;
    index.alike(&Alike { text: FIRST.to_owned(), lang: "ar".to_owned(), limit: 10, ..Alike::default() })?;
    measurements.add("search.scale.alike.kept", resident()? - before, "MB", None);
    let mut desk = Desk::beside_the_stream(corpora)?;
    let (mut alike, mut all) = (Vec::new(), Vec::new());
    for number in count..count + ARRIVING {
        let article = mixer.document(number);
        let to = Alike { title: article.title, text: article.body, lang: article.lang, ..Alike::default() };
        let to = Alike { limit: 10, now: NOW, ..to };
        let clock = CpuClock::start();
        index.alike(&to)?;
        let taken = clock.taken();
        alike.push(taken);
        if let Some(desk) = &mut desk {
            let beside: f64 = desk.cost(&article.id, &to.title, &to.text).iter().sum();
            all.push(taken + Duration::from_secs_f64(beside / 1e6));
        }
    }
    let (alike, all) = (sorted(alike), sorted(all));
    measurements.add("search.scale.alike.p50", at(&alike, 0.5), "ms", Some(ALIKE_P50));
    measurements.add("search.scale.alike.p99", at(&alike, 0.99), "ms", Some(ALIKE_P99));
    if all.is_empty() {
        measurements.skip("search.scale.arriving", "the Arabic stream is not here");
    } else {
        measurements.add("search.scale.arriving.p50", at(&all, 0.5), "ms", Some(ARRIVING_P50));
        measurements.add("search.scale.arriving.p99", at(&all, 0.99), "ms", Some(ARRIVING_P99));
    }
    Ok(())
}

fn sorted(mut times: Vec<Duration>) -> Vec<Duration> {
    times.sort_unstable();
    times
}

/// The time that so large a part keeps to, in milliseconds.
fn at(sorted: &[Duration], part: f64) -> f64 {
    let place = (sorted.len().saturating_sub(1) as f64 * part) as usize;
    sorted.get(place).copied().unwrap_or_default().as_secs_f64() * 1e3
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
