//! How well copies are found: against an exact count of all common runs, and against texts that were copied on purpose.

mod edited;
mod found;
mod many;
mod truth;
mod written;

use serde::Deserialize;

use crate::{Bar, Corpora, Measurements};
use found::Found;
use truth::Truth;

const SET: &str = "antcorpus-v1.1/ant-v1.1.jsonl.gz";
/// Shorter ones, in letters, are headlines with a picture.
const SHORTEST: usize = 200;

/// Measures copies.
pub fn measure(corpora: &Corpora, out: &mut Measurements) -> anyhow::Result<()> {
    written::measure("ar", out)?;
    written::measure("en", out)?;
    let Some(texts) = texts(corpora)? else {
        out.skip("copies.ant, copies.edited, copies.many", corpora.why_not(SET));
        return Ok(());
    };
    let real = texts.len();
    if out.wants_times() {
        found::time(&texts, out);
        many::measure(&texts, out);
    }
    let all = edited::with_copies(texts);
    let (truth, found) = (Truth::of(&all), Found::of(&all));
    compare("ant", &truth, &found, 0..real, out);
    compare("edited", &truth, &found, real..all.len(), out);
    Ok(())
}

/// The texts of a set in order of time.
fn texts(corpora: &Corpora) -> anyhow::Result<Option<Vec<String>>> {
    #[derive(Deserialize)]
    struct Line {
        date: String,
        id: String,
        text: String,
    }
    let Some(mut lines) = corpora.lines::<Line>(SET)? else { return Ok(None) };
    lines.retain(|line| line.text.chars().count() >= SHORTEST);
    lines.sort_by(|a, b| (&a.date, &a.id).cmp(&(&b.date, &b.id)));
    Ok(Some(lines.into_iter().map(|line| line.text).collect()))
}

/// What was found of what there is, among the pairs whose later text is one of `later`.
fn compare(name: &str, truth: &Truth, found: &Found, later: std::ops::Range<usize>, out: &mut Measurements) {
    let (half, seven) =
        (|pair: truth::Likeness| pair.jaccard >= 0.5, |pair: truth::Likeness| pair.jaccard >= 0.7);
    let stands_in = |pair: truth::Likeness| pair.jaccard < 0.5;
    let share_found = |wanted: &dyn Fn(truth::Likeness) -> bool| {
        let pairs =
            truth.0.iter().filter(|(pair, likeness)| later.contains(&pair.later) && wanted(**likeness));
        share(pairs.map(|(pair, _)| found.0.contains(pair)))
    };
    let right =
        found.0.iter().filter(|pair| later.contains(&pair.later)).map(|pair| truth.0.contains_key(pair));
    for (figure, share, least) in [
        ("recall_50", share_found(&half), 0.995),
        ("recall_70", share_found(&seven), 0.999),
        ("contained", share_found(&stands_in), 0.99),
        ("precision", share(right), 1.0),
    ] {
        let figure = format!("copies.{name}.{figure}");
        match share.value() {
            Some(value) => out.add(&figure, value, "1", Some(Bar::AtLeast(least))),
            None => out.skip(&figure, "there is no such pair"),
        }
        out.add(format!("{figure}.of"), share.of as f64, "pairs", None);
    }
}

/// How many of how many.
#[derive(Debug, Clone, Copy, Default)]
struct Share {
    yes: usize,
    of: usize,
}

impl Share {
    /// 0 to 1; of nothing there is no share.
    fn value(self) -> Option<f64> {
        (self.of > 0).then(|| self.yes as f64 / self.of as f64)
    }
}

fn share(answers: impl Iterator<Item = bool>) -> Share {
    answers.fold(Share::default(), |share, yes| Share { yes: share.yes + usize::from(yes), of: share.of + 1 })
}
