//! Pieces that are about the same, brought together as they come.

use rustc_hash::FxHashMap;

use crate::terms::{Key, Terms};

use super::vector::{Part, direction};
use super::{Frequencies, growing, linkage};

/// So many terms of a piece are compared, its heaviest.
const COMPARED: usize = 150;
/// What groups of a story have in common, as a share of what those of one subject have: a story goes on and turns.
const OF_STORIES: f32 = 0.85;
/// Microseconds in an hour.
const HOUR: f64 = 3_600_000_000.0;

/// How pieces are brought together: each joins the group it is nearest to, or opens one; then groups are merged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grouping {
    /// A piece joins a group whose sum it is as alike as this.
    pub join: f32,
    /// Whether groups whose pieces are alike in the mean become one.
    pub merges: bool,
    /// The further a group's latest piece is back in time, the less it draws: after so many hours .61 of it is left, after twice
    /// as many .14 (a normal curve).
    pub fades_in_hours: Option<f32>,
}

/// A piece and when it came, in microseconds UTC.
#[derive(Debug, Clone, Copy)]
pub struct Timed<'a> {
    pub at: i64,
    pub terms: &'a Terms,
}

impl Grouping {
    /// What news of two weeks is grouped by.
    pub const OF_NEWS: Grouping = Grouping { join: 0.24, merges: true, fades_in_hours: Some(72.0) };

    /// The groups of pieces, which come in the order given, as places in it. Groups stand in the order of their first pieces.
    pub fn group(&self, pieces: &[Timed<'_>], frequencies: &Frequencies) -> Vec<Vec<usize>> {
        let (directions, terms) = directions(pieces, frequencies);
        let mut groups = self.joined(pieces, &directions, terms);
        if self.merges {
            groups = linkage::merged(groups, &directions, linkage::bound(frequencies.pieces()));
        }
        groups.sort();
        groups
    }

    /// The groups that could be stories, each with how much of it is told nowhere else, that most first.
    pub(super) fn stories(&self, pieces: &[Timed<'_>], frequencies: &Frequencies) -> Vec<(f32, Vec<usize>)> {
        let (directions, terms) = directions(pieces, frequencies);
        let groups = self.joined(pieces, &directions, terms);
        let bound = linkage::bound(frequencies.pieces()) * OF_STORIES;
        let groups = growing::grown(linkage::merged(groups, &directions, bound), &directions);
        let pieces_with = growing::pieces_with(&directions, terms);
        let mut told: Vec<(f32, Vec<usize>)> = groups
            .into_iter()
            .map(|group| (growing::own(&group, &directions, &pieces_with), group))
            .collect();
        told.sort_by(|(a, group), (b, other)| b.total_cmp(a).then_with(|| group.cmp(other)));
        told
    }

    /// Each piece in the group it is nearest to.
    fn joined(&self, pieces: &[Timed<'_>], directions: &[Direction], terms: usize) -> Vec<Vec<usize>> {
        let mut groups = Groups { lists: vec![Vec::new(); terms], ..Groups::default() };
        for (at, piece) in pieces.iter().enumerate() {
            let scores = groups.scores(&directions[at]);
            match self.nearest(&groups, &scores, piece.at) {
                Some(group) => groups.join(group, at, piece.at, &directions[at], scores[group]),
                None => groups.open(at, piece.at, &directions[at]),
            }
        }
        groups.members
    }

    /// The group that draws a piece most, where one draws it enough.
    fn nearest(&self, groups: &Groups, scores: &[f32], at: i64) -> Option<usize> {
        let mut nearest = None;
        let mut best = self.join;
        for (group, score) in scores.iter().enumerate() {
            let score = score / groups.square_lengths[group].sqrt();
            if score >= best {
                let score = score * self.left_after(groups.latest[group], at);
                if score >= best && (score > best || nearest.is_none()) {
                    (nearest, best) = (Some(group), score);
                }
            }
        }
        nearest
    }

    fn left_after(&self, then: i64, now: i64) -> f32 {
        let Some(hours) = self.fades_in_hours else { return 1.0 };
        let widths = now.saturating_sub(then) as f64 / HOUR / f64::from(hours);
        (-widths * widths / 2.0).exp() as f32
    }
}

/// The directions of all pieces, and how many terms they have together.
fn directions(pieces: &[Timed<'_>], frequencies: &Frequencies) -> (Vec<Direction>, usize) {
    let mut numbers = Numbers::default();
    let numbered = |piece: &Timed<'_>| numbers.numbered(direction(piece.terms, frequencies, COMPARED));
    let directions = pieces.iter().map(numbered).collect();
    (directions, numbers.0.len())
}

/// A piece's terms by number, in order, and their weights.
pub type Direction = Vec<(u32, f32)>;

/// Numbers terms in the order in which they are met.
#[derive(Default)]
struct Numbers(FxHashMap<Key, u32>);

impl Numbers {
    fn numbered(&mut self, parts: Vec<Part<'_>>) -> Direction {
        let mut numbered: Direction =
            parts.into_iter().map(|part| (self.of(part.key), part.weight)).collect();
        numbered.sort_unstable_by_key(|(term, _)| *term);
        numbered
    }

    fn of(&mut self, key: Key) -> u32 {
        let next = u32::try_from(self.0.len()).expect("a stream holds far fewer terms than a u32 counts");
        *self.0.entry(key).or_insert(next)
    }
}

/// Groups while they grow, each the sum of its pieces' directions.
#[derive(Default)]
struct Groups {
    members: Vec<Vec<usize>>,
    latest: Vec<i64>,
    square_lengths: Vec<f32>,
    /// For each term the groups that have it, in order, and how much of it.
    lists: Vec<Vec<(u32, f32)>>,
}

impl Groups {
    /// The product of a direction with the sum of each group.
    fn scores(&self, direction: &Direction) -> Vec<f32> {
        let mut scores = vec![0.0; self.members.len()];
        for (term, weight) in direction {
            for (group, sum) in &self.lists[*term as usize] {
                scores[*group as usize] += weight * sum;
            }
        }
        scores
    }

    fn open(&mut self, piece: usize, at: i64, direction: &Direction) {
        let group = u32::try_from(self.members.len()).expect("there are no more groups than pieces");
        self.members.push(vec![piece]);
        self.latest.push(at);
        self.square_lengths.push(1.0);
        for (term, weight) in direction {
            self.lists[*term as usize].push((group, *weight));
        }
    }

    fn join(&mut self, group: usize, piece: usize, at: i64, direction: &Direction, score: f32) {
        self.members[group].push(piece);
        self.latest[group] = self.latest[group].max(at);
        self.square_lengths[group] += 2.0 * score + 1.0;
        for (term, weight) in direction {
            let list = &mut self.lists[*term as usize];
            match list.binary_search_by_key(&(group as u32), |(group, _)| *group) {
                Ok(at) => list[at].1 += weight,
                Err(at) => list.insert(at, (group as u32, *weight)),
            }
        }
    }
}
