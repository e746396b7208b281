//! Nobody has opened a story, and the desk is offered what keeps coming back: which of the written stories are offered, and how
//! pure is what is offered?
//!
//! Each written story's pieces come by their own times, brought into the two weeks that are looked at: the slow ones are drawn
//! together in time, as a desk would have met them in a busy fortnight. `days` has them over the two weeks, `at_once` in the
//! hours of a single day, as after a wire was connected. Every written story satisfies the rules then: eight pieces, three
//! sources or more. `small` is a desk that has three of the stories and next to nothing beside them. Where the public sets are,
//! all comes among the Arabic stream: 1,600 of it as noise.
//!
//! A story is offered when most of its pieces are in one proposal and most of the proposal is of the story; a proposal is pure by
//! the share of its pieces that are of its commonest story. Proposals of noise alone are counted, not judged: the
//! stream has stories of its own.

use std::collections::BTreeMap;

use coverage::stories::{Proposal, Shelf, Stream};
use coverage::terms::{Reader, Terms};

use crate::{Corpora, Measurements, written};

use super::{ANT, Ant, terms_of};

/// Microseconds in an hour, and in the two weeks that are looked at.
const HOUR: i64 = 3_600_000_000;
const WEEKS: i64 = 14 * 24 * HOUR;
/// How much of the stream comes in two weeks.
const NOISE: usize = 1_600;
/// From so many outlets.
const OUTLETS: usize = 6;
/// Stories of a desk that has few.
const FEW: usize = 3;

/// A piece of a story, or of none.
struct Coming {
    at: i64,
    source: String,
    terms: Terms,
    story: Option<String>,
}

/// What was offered.
#[derive(Debug, Default)]
struct Offered {
    stories: usize,
    offered: usize,
    proposals: usize,
    of_noise: usize,
    pieces: usize,
    pure: usize,
}

/// Measures both languages.
pub fn measure(corpora: &Corpora, measurements: &mut Measurements) -> anyhow::Result<()> {
    let reader = Reader::new([]);
    for lang in ["ar", "en"] {
        let figures = format!("stories.gold.{lang}.proposed");
        let pieces = written::<crate::Piece>(&format!("stories.{lang}.jsonl"), &figures, measurements)?;
        let Some(pieces) = pieces else { continue };
        for (name, within) in [("days", WEEKS - HOUR), ("at_once", 12 * HOUR)] {
            let coming = gold(&pieces, &reader, within);
            propose(&coming, &[]).add_to(measurements, &format!("{figures}.{name}"));
            small(&coming).add_to(measurements, &format!("{figures}.{name}.small"));
            if lang == "ar" {
                among_noise(corpora, &reader, &coming, name, measurements)?;
            }
        }
    }
    Ok(())
}

fn among_noise(
    corpora: &Corpora,
    reader: &Reader,
    coming: &[Coming],
    name: &str,
    measurements: &mut Measurements,
) -> anyhow::Result<()> {
    let figures = format!("stories.noise.ar.proposed.{name}");
    let Some(pieces) = corpora.lines::<Ant>(ANT)? else {
        measurements.skip(figures, corpora.why_not(ANT));
        return Ok(());
    };
    let span = coming.iter().map(|piece| piece.at).max().unwrap_or_default();
    let noise: Vec<Coming> = pieces[..NOISE.min(pieces.len())]
        .iter()
        .enumerate()
        .map(|(at, piece)| Coming {
            at: span * at as i64 / NOISE as i64,
            source: format!("stream-{}", at % OUTLETS),
            terms: piece.terms(reader),
            story: None,
        })
        .collect();
    propose(coming, &noise).add_to(measurements, &figures);
    Ok(())
}

/// The pieces of each story from the beginning of so long a time to its end, their distances in proportion.
fn gold(pieces: &[crate::Piece], reader: &Reader, within: i64) -> Vec<Coming> {
    let mut spans: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for piece in pieces {
        let at = minutes(&piece.at);
        let span = spans.entry(&piece.story).or_insert((at, at));
        *span = (span.0.min(at), span.1.max(at));
    }
    let coming = |piece: &crate::Piece| {
        let (first, last) = spans[piece.story.as_str()];
        let share = (minutes(&piece.at) - first) as f64 / (last - first).max(1) as f64;
        Coming {
            at: (share * within as f64) as i64,
            source: piece.source.clone(),
            terms: terms_of(piece, reader),
            story: Some(piece.story.clone()),
        }
    };
    pieces.iter().map(coming).collect()
}

/// Minutes of a time as in RFC 3339, in months of thirty-one days: for distances inside a story that is exact enough.
fn minutes(at: &str) -> i64 {
    let mut parts = at.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse::<i64>().ok());
    let mut next = || parts.next().unwrap_or_default();
    let (year, month, day, hour, minute) = (next(), next(), next(), next(), next());
    (((year * 12 + month) * 31 + day) * 24 + hour) * 60 + minute
}

/// Desks with three of the stories each.
fn small(coming: &[Coming]) -> Offered {
    let mut stories: Vec<&String> = coming.iter().filter_map(|piece| piece.story.as_ref()).collect();
    stories.dedup();
    let mut all = Offered::default();
    for few in stories.chunks_exact(FEW) {
        let own: Vec<&Coming> = coming
            .iter()
            .filter(|piece| piece.story.as_ref().is_some_and(|one| few.contains(&one)))
            .collect();
        all.add(&proposals_for(&own));
    }
    all
}

fn propose(coming: &[Coming], noise: &[Coming]) -> Offered {
    proposals_for(&coming.iter().chain(noise).collect::<Vec<_>>())
}

fn proposals_for(coming: &[&Coming]) -> Offered {
    let (mut shelf, mut stream) = (Shelf::new(), Stream::new());
    for (id, piece) in coming.iter().enumerate() {
        shelf.count(&piece.terms);
        stream.add(&format!("{id:05}"), piece.at, &piece.source, piece.terms.clone());
    }
    let now = coming.iter().map(|piece| piece.at).max().unwrap_or_default();
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for story in coming.iter().filter_map(|piece| piece.story.as_deref()) {
        *sizes.entry(story).or_default() += 1;
    }
    let mut offered = Offered { stories: sizes.len(), ..Offered::default() };
    for proposal in stream.proposals(&shelf, now) {
        offered.judge(&proposal, coming, &sizes);
    }
    offered
}

impl Offered {
    fn judge(&mut self, proposal: &Proposal, coming: &[&Coming], sizes: &BTreeMap<&str, usize>) {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for id in &proposal.pieces {
            let piece = id.parse::<usize>().ok().and_then(|at| coming.get(at));
            if let Some(story) = piece.and_then(|piece| piece.story.as_deref()) {
                *counts.entry(story).or_default() += 1;
            }
        }
        let Some((story, count)) = counts.into_iter().max_by_key(|(_, count)| *count) else {
            self.of_noise += 1;
            return;
        };
        self.proposals += 1;
        self.pieces += proposal.pieces.len();
        self.pure += count;
        self.offered += usize::from(count * 2 > sizes[story] && count * 2 > proposal.pieces.len());
    }

    fn add(&mut self, other: &Offered) {
        self.stories += other.stories;
        self.offered += other.offered;
        self.proposals += other.proposals;
        self.of_noise += other.of_noise;
        self.pieces += other.pieces;
        self.pure += other.pure;
    }

    fn add_to(&self, measurements: &mut Measurements, figures: &str) {
        let share = |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
        measurements.add(format!("{figures}.offered"), share(self.offered, self.stories), "1", None);
        measurements.add(format!("{figures}.purity"), share(self.pure, self.pieces), "1", None);
        measurements.add(format!("{figures}.made"), self.proposals as f64, "proposals", None);
        measurements.add(format!("{figures}.of_noise"), self.of_noise as f64, "proposals", None);
    }
}
