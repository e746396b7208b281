//! Groups that could be stories: they take in what was left alone, and it is told how much of each is told nowhere else.
//!
//! Two pieces of one story may share few words: one tells the deed, the other the trial. Each shares more with the story as a
//! whole than with any piece of it. So groups that have come together serve as stories for what has not, in the way in which
//! the editor's own do: terms that many of them have say less, and what lies between two joins neither.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::grouping::Direction;

/// From so many pieces on a group takes in others.
const CORE: usize = 3;
/// From this likeness on a group takes in a piece,
const NEAR: f32 = 0.07;
/// if it is so many times as near as the next.
const LEADS: f32 = 1.3;
/// What was taken in may bring others: so often it is looked again.
const ROUNDS: usize = 2;
/// So many terms of a group are compared, its heaviest.
const COMPARED: usize = 256;
/// So many terms of a group are asked whether they are its own.
const ASKED: usize = 60;

/// The groups, with pieces of the smallest ones in the larger ones where these are near. What stays alone is left out.
pub fn grown(groups: Vec<Vec<usize>>, directions: &[Direction]) -> Vec<Vec<usize>> {
    let (mut cores, rest): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| group.len() >= CORE);
    let mut rest: Vec<usize> = rest.concat();
    rest.sort_unstable();
    for _ in 0..ROUNDS {
        let near = Near::of(&cores, directions);
        let before = rest.len();
        rest.retain(|piece| match near.group(&directions[*piece]) {
            Some(group) => {
                cores[group].push(*piece);
                false
            }
            None => true,
        });
        if rest.len() == before {
            break;
        }
    }
    cores.iter_mut().for_each(|core| core.sort_unstable());
    cores
}

/// The sum of a group's directions, the heaviest terms first, and in how many of its pieces each stands.
fn sum(group: &[usize], directions: &[Direction], most: usize) -> Vec<(u32, f32, u32)> {
    let mut terms: BTreeMap<u32, (f32, u32)> = BTreeMap::new();
    for (term, weight) in group.iter().flat_map(|piece| &directions[*piece]) {
        let (sum, pieces) = terms.entry(*term).or_default();
        *sum += weight;
        *pieces += 1;
    }
    let mut terms: Vec<_> = terms.into_iter().map(|(term, (sum, pieces))| (term, sum, pieces)).collect();
    terms.sort_by(|(term, sum, _), (other, other_sum, _)| other_sum.total_cmp(sum).then(term.cmp(other)));
    terms.truncate(most);
    terms
}

/// For each term the groups that have it, and how much of their directions it is.
struct Near {
    lists: FxHashMap<u32, Vec<(usize, f32)>>,
    groups: usize,
}

impl Near {
    fn of(cores: &[Vec<usize>], directions: &[Direction]) -> Near {
        let mut lists: FxHashMap<u32, Vec<(usize, f32)>> = FxHashMap::default();
        for (group, core) in cores.iter().enumerate() {
            let terms = sum(core, directions, COMPARED);
            let length = terms.iter().map(|(_, sum, _)| sum * sum).sum::<f32>().sqrt();
            for (term, sum, _) in terms {
                lists.entry(term).or_default().push((group, sum / length));
            }
        }
        Near { lists, groups: cores.len() }
    }

    /// The group that is near to a piece and nearer than any other.
    fn group(&self, direction: &Direction) -> Option<usize> {
        let mut scores = vec![0.0_f32; self.groups];
        for (term, weight) in direction {
            let Some(list) = self.lists.get(term) else { continue };
            let weight = weight * self.tells(list.len());
            list.iter().for_each(|(group, share)| scores[*group] += weight * share);
        }
        let (mut nearest, mut best, mut next) = (None, 0.0, 0.0);
        for (group, score) in scores.into_iter().enumerate() {
            if score > best {
                (nearest, best, next) = (Some(group), score, best);
            } else if score > next {
                next = score;
            }
        }
        nearest.filter(|_| best >= NEAR && best >= LEADS * next)
    }

    /// How well a term that so many groups have tells them apart: 1 where one has it.
    fn tells(&self, groups: usize) -> f32 {
        let all = self.groups as f32;
        (1.0 + all / groups.max(1) as f32).ln() / (1.0 + all).ln()
    }
}

/// In how many pieces each term stands.
pub fn pieces_with(directions: &[Direction], terms: usize) -> Vec<u32> {
    let mut counts = vec![0; terms];
    directions.iter().flatten().for_each(|(term, _)| counts[*term as usize] += 1);
    counts
}

/// How much of what a group tells is told nowhere else, from 0 to 1: its names are its own, the words of all accidents and
/// all sittings are not. What one piece alone has is nobody's.
pub fn own(group: &[usize], directions: &[Direction], pieces_with: &[u32]) -> f32 {
    let terms = sum(group, directions, ASKED);
    let all: f32 = terms.iter().map(|(_, sum, _)| sum).sum();
    let shared = terms.iter().filter(|(_, _, pieces)| *pieces > 1);
    let own: f32 = shared
        .map(|(term, sum, pieces)| sum * *pieces as f32 / pieces_with[*term as usize].max(1) as f32)
        .sum();
    if all > 0.0 { own / all } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::{grown, own, pieces_with};

    /// Three pieces of one story, three of another, and what is beside them.
    fn directions() -> Vec<Vec<(u32, f32)>> {
        vec![
            vec![(0, 0.8), (1, 0.6)],
            vec![(0, 0.8), (2, 0.6)],
            vec![(0, 0.8), (3, 0.6)],
            vec![(4, 0.8), (5, 0.6)],
            vec![(4, 0.8), (6, 0.6)],
            vec![(4, 0.8), (7, 0.6)],
            vec![(1, 0.7), (8, 0.7)],
            vec![(0, 0.7), (4, 0.7)],
            vec![(9, 1.0)],
        ]
    }

    #[test]
    fn what_is_near_to_one_group_joins_it_and_what_lies_between_two_joins_neither() {
        let groups = vec![vec![0, 1, 2], vec![3, 4, 5], vec![6], vec![7], vec![8]];
        assert_eq!(grown(groups, &directions()), [vec![0, 1, 2, 6], vec![3, 4, 5]]);
    }

    #[test]
    fn where_nothing_came_together_nothing_grows() {
        assert_eq!(grown(vec![vec![0, 1], vec![6]], &directions()), Vec::<Vec<usize>>::new());
    }

    #[test]
    fn what_stands_elsewhere_too_is_less_a_groups_own() {
        let directions = directions();
        let counts = pieces_with(&directions, 10);
        assert_eq!(counts[0], 4);
        let whole = own(&[0, 1, 2, 7], &directions, &counts);
        let part = own(&[0, 1], &directions, &counts);
        assert!((0.0..=1.0).contains(&part) && part < whole, "{part} {whole}");
        assert_eq!(own(&[8], &directions, &counts), 0.0);
    }
}
