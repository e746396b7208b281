//! What a piece costs beside ten thousand stories: to read it, to find its stories, what is said in it and whose copy it is,
//! in processor time of one thread. Beside it stand as many copies' candidates as the Arabic stream has.
//!
//! The stories are mixtures by seed, five pieces of the Arabic stream each; the pieces asked about are 250 words of it.

use coverage::copies::Copies;
use coverage::statements::find;
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
/// All together but search, in microseconds: half of the pieces, and 99 of a hundred. Three parts of ten of what an arriving
/// article may cost in all, as `search.scale.arriving` has it; the other seven are for finding its like among a million.
const ALL_P50: Bar = Bar::AtMost(600.0);
const ALL_P99: Bar = Bar::AtMost(1_500.0);

/// Measures the cost, where the Arabic stream is.
pub fn measure(corpora: &Corpora, measurements: &mut Measurements) -> anyhow::Result<()> {
    let Some(pieces) = corpora.lines::<Ant>(ANT)? else {
        measurements.skip("stories.cost", corpora.why_not(ANT));
        return Ok(());
    };
    let mut desk = Desk::of(&pieces);
    let bodies = long_bodies(&pieces);
    let costs: Vec<[f64; PARTS.len()]> =
        bodies.iter().enumerate().map(|(at, body)| desk.cost(&format!("asked-{at}"), "", body)).collect();
    let mut add = |name: &str, cost: &dyn Fn(&[f64; PARTS.len()]) -> f64, bars: [Option<Bar>; 2]| {
        let mut times: Vec<f64> = costs.iter().map(cost).collect();
        times.sort_by(f64::total_cmp);
        for (quantile_name, share, bar) in [("p50", 0.50, bars[0]), ("p99", 0.99, bars[1])] {
            measurements.add(
                format!("stories.cost.{name}_{quantile_name}"),
                quantile(&times, share),
                "µs",
                bar,
            );
        }
    };
    for (part, name) in PARTS.iter().enumerate() {
        add(name, &|cost| cost[part], [None; 2]);
    }
    add("both", &|cost| cost[0] + cost[1], [None, Some(BAR)]);
    add("all", &|cost| cost.iter().sum(), [Some(ALL_P50), Some(ALL_P99)]);
    let clock = CpuClock::start();
    let alike = desk.shelf.alike();
    measurements.add("stories.cost.alike", clock.taken().as_secs_f64() * 1_000.0, "ms", None);
    std::hint::black_box(alike);
    Ok(())
}

/// What is measured of a piece, in this order.
const PARTS: [&str; 4] = ["reading", "finding", "statements", "copies"];

/// What stands ready for a piece that arrives: ten thousand stories, and what came in before it.
pub struct Desk {
    reader: Reader,
    shelf: Shelf,
    copies: Copies,
}

impl Desk {
    /// The desk beside the Arabic stream; `None` where the stream is not.
    pub fn beside_the_stream(corpora: &Corpora) -> anyhow::Result<Option<Desk>> {
        Ok(corpora.lines::<Ant>(ANT)?.map(|pieces| Desk::of(&pieces)))
    }

    fn of(pieces: &[Ant]) -> Desk {
        let reader = Reader::new([]);
        let terms: Vec<Terms> = pieces.iter().map(|piece| piece.terms(&reader)).collect();
        Desk { reader, shelf: shelf(&terms), copies: copies(pieces) }
    }

    /// Microseconds of each part; the piece is among what came in from then on.
    pub fn cost(&mut self, id: &str, title: &str, body: &str) -> [f64; PARTS.len()] {
        let (terms, reading) = timed(|| self.reader.read(&Piece { lang: "ar", title, lead: "", body }));
        let (_, finding) = timed(|| self.shelf.suggest(&terms));
        let (_, statements) = timed(|| find("ar", &[body]));
        let (_, copying) = timed(|| self.copies.add(id, 0, body));
        [reading, finding, statements, copying]
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let clock = CpuClock::start();
    let done = std::hint::black_box(work());
    (done, clock.taken().as_nanos() as f64 / 1_000.0)
}

/// The stream as it came in.
fn copies(pieces: &[Ant]) -> Copies {
    let mut copies = Copies::new();
    for (at, piece) in pieces.iter().enumerate() {
        copies.add(&at.to_string(), 0, &piece.text);
    }
    copies
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
