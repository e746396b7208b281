//! Nobody has opened a story: pieces of one event are to come together by themselves.
//!
//! Of ECB+ twelve topics are to be had, one event each, so that its look-alike events and its topics are not asked about. The bound
//! for joining is chosen on topics 1 to 35 and scored on those after: only two, so that all twelve under the settings of
//! the product are given beside them. Pieces come in three seeded orders, and the mean is told. The written texts come by their own
//! times, both languages under the settings of the product. No bar stands here: what makes ECB+ hard is not in these twelve topics.

use coverage::stories::{Frequencies, Grouping, Timed};
use coverage::terms::{Reader, Terms};

use crate::{Chance, Corpora, Measurements, written};

use super::scores::{Fit, bcubed, pairs};
use super::{ECB, Ecb, terms_of};

const SHUFFLES: u64 = 3;
/// The last topic on which the bound is chosen.
const LAST_CHOSEN_ON: u32 = 35;

/// Measures the public events and the written stories.
pub fn measure(corpora: &Corpora, measurements: &mut Measurements) -> anyhow::Result<()> {
    match corpora.lines::<Ecb>(ECB)? {
        Some(pieces) => measure_ecb(&pieces, measurements),
        None => measurements.skip("stories.ecb", corpora.why_not(ECB)),
    }
    for lang in ["ar", "en"] {
        let figures = format!("stories.gold.{lang}.grouped");
        if let Some(pieces) = written(&format!("stories.{lang}.jsonl"), &figures, measurements)? {
            measure_written(&pieces, &figures, measurements);
        }
    }
    Ok(())
}

fn measure_ecb(pieces: &[Ecb], measurements: &mut Measurements) {
    let reader = Reader::new([]);
    let read: Vec<(Terms, u32)> = pieces.iter().map(|piece| (piece.terms(&reader), piece.topic)).collect();
    let mut frequencies = Frequencies::default();
    read.iter().for_each(|(terms, _)| frequencies.count(terms));
    let (chosen_on, scored): (Vec<_>, Vec<_>) =
        read.iter().map(|(terms, topic)| (terms, *topic)).partition(|(_, topic)| *topic <= LAST_CHOSEN_ON);
    let without_time = Grouping { fades_in_hours: None, ..Grouping::OF_NEWS };
    let joining = |join| Grouping { join, merges: false, ..without_time };
    let f1 = |join| mean(&chosen_on, joining(join), &frequencies).0.f1();
    let join =
        (5..=25).map(|step| step as f32 / 50.0).max_by(|a, b| f1(*a).total_cmp(&f1(*b)).then(b.total_cmp(a)));
    let join = join.unwrap_or(Grouping::OF_NEWS.join);
    measurements.add("stories.ecb.join_chosen", f64::from(join), "cosine", None);
    add(measurements, "stories.ecb.chosen_on", mean(&chosen_on, joining(join), &frequencies));
    add(measurements, "stories.ecb.scored", mean(&scored, joining(join), &frequencies));
    let all: Vec<(&Terms, u32)> = read.iter().map(|(terms, topic)| (terms, *topic)).collect();
    add(measurements, "stories.ecb.all", mean(&all, without_time, &frequencies));
}

/// BCubed and pairs, the mean over the seeded orders.
fn mean(pieces: &[(&Terms, u32)], grouping: Grouping, frequencies: &Frequencies) -> (Fit, Fit) {
    let mut sums = (Fit { precision: 0.0, recall: 0.0 }, Fit { precision: 0.0, recall: 0.0 });
    for seed in 1..=SHUFFLES {
        let mut order = pieces.to_vec();
        Chance::of(seed).shuffle(&mut order);
        let timed: Vec<Timed<'_>> = order.iter().map(|(terms, _)| Timed { at: 0, terms }).collect();
        let truth: Vec<u32> = order.iter().map(|(_, topic)| *topic).collect();
        let groups = grouping.group(&timed, frequencies);
        for (sum, fit) in [(&mut sums.0, bcubed(&groups, &truth)), (&mut sums.1, pairs(&groups, &truth))] {
            sum.precision += fit.precision / SHUFFLES as f64;
            sum.recall += fit.recall / SHUFFLES as f64;
        }
    }
    sums
}

fn measure_written(pieces: &[crate::Piece], figures: &str, measurements: &mut Measurements) {
    let reader = Reader::new([]);
    let mut by_time: Vec<&crate::Piece> = pieces.iter().collect();
    by_time.sort_by(|a, b| (&a.at, &a.id).cmp(&(&b.at, &b.id)));
    let terms: Vec<Terms> = by_time.iter().map(|piece| terms_of(piece, &reader)).collect();
    let mut frequencies = Frequencies::default();
    terms.iter().for_each(|terms| frequencies.count(terms));
    let timed: Vec<Timed<'_>> = terms.iter().map(|terms| Timed { at: 0, terms }).collect();
    let truth: Vec<&str> = by_time.iter().map(|piece| piece.story.as_str()).collect();
    let grouping = Grouping { fades_in_hours: None, ..Grouping::OF_NEWS };
    let groups = grouping.group(&timed, &frequencies);
    add(measurements, figures, (bcubed(&groups, &truth), pairs(&groups, &truth)));
}

fn add(measurements: &mut Measurements, figures: &str, (bcubed, pairs): (Fit, Fit)) {
    let mut add = |name, value| measurements.add(format!("{figures}.{name}"), value, "1", None);
    add("bcubed_precision", bcubed.precision);
    add("bcubed_recall", bcubed.recall);
    add("bcubed_f1", bcubed.f1());
    add("pair_f1", pairs.f1());
}
