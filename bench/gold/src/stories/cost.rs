//! What a piece costs beside ten thousand stories: to read it and to find its stories, in processor time of one thread.
//!
//! The stories are mixtures by seed, five pieces of the Arabic stream each; the pieces asked about are 250 words of it.

use coverage::stories::Shelf;
use coverage::terms::{Piece, Reader, Terms};

use crate::{Bar, Chance, Corpora, CpuClock, Measurements};

use super::{ANT, Ant};

const STORIES: usize = 10_000;
const PIECES_OF_A_STORY: usize = 5;
const ASKED: usize = 1_000;
const WORDS: usize = 250;
/// The analysis and the answer, in microseconds: the share of stories in the five milliseconds that a piece may cost.
const BAR: Bar = Bar::AtMost(1_000.0);

/// Measures the cost, where the Arabic stream is.
pub fn measure(corpora: &Corpora, measurements: &mut Measurements) -> anyhow::Result<()> {
    let Some(pieces) = corpora.lines::<Ant>(ANT)? else {
        measurements.skip("stories.cost", corpora.why_not(ANT));
        return Ok(());
    };
    let reader = Reader::new([]);
    let terms: Vec<Terms> = pieces.iter().map(|piece| piece.terms(&reader)).collect();
    let shelf = shelf(&terms);
    let bodies: Vec<String> = long_bodies(&pieces);
    let (mut reading, mut finding, mut both) = (Vec::new(), Vec::new(), Vec::new());
    for body in &bodies {
        let clock = CpuClock::start();
        let terms = reader.read(&Piece { lang: "ar", title: "", lead: "", body });
        let read = clock.taken().as_nanos() as f64 / 1_000.0;
        let suggested = shelf.suggest(&terms);
        let taken = clock.taken().as_nanos() as f64 / 1_000.0;
        std::hint::black_box(suggested);
        reading.push(read);
        finding.push(taken - read);
        both.push(taken);
    }
    for (name, times) in [("reading", &mut reading), ("finding", &mut finding), ("both", &mut both)] {
        times.sort_by(f64::total_cmp);
        let bar = (name == "both").then_some(BAR);
        measurements.add(format!("stories.cost.{name}_p50"), quantile(times, 0.50), "µs", None);
        measurements.add(format!("stories.cost.{name}_p99"), quantile(times, 0.99), "µs", bar);
    }
    let clock = CpuClock::start();
    let alike = shelf.alike();
    measurements.add("stories.cost.alike", clock.taken().as_secs_f64() * 1_000.0, "ms", None);
    std::hint::black_box(alike);
    Ok(())
}

fn shelf(terms: &[Terms]) -> Shelf {
    let mut shelf = Shelf::new();
    terms.iter().for_each(|piece| shelf.count(piece));
    let mut chance = Chance::of(7);
    for story in 0..STORIES {
        let pieces: Vec<Terms> =
            (0..PIECES_OF_A_STORY).filter_map(|_| chance.one_of(terms).cloned()).collect();
        shelf.put(&format!("story-{story}"), &pieces);
    }
    shelf
}

/// Bodies of so many words, out of pieces that followed each other.
fn long_bodies(pieces: &[Ant]) -> Vec<String> {
    let words: Vec<&str> = pieces.iter().flat_map(|piece| piece.text.split_whitespace()).collect();
    words.chunks_exact(WORDS).take(ASKED).map(|chunk| chunk.join(" ")).collect()
}

fn quantile(sorted: &[f64], share: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    sorted.get((last as f64 * share).round() as usize).copied().unwrap_or(0.0)
}
