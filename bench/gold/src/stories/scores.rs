//! How well groups fit the truth.

use std::collections::HashMap;

/// Shares of what was brought together that belongs together, and of what belongs together that was brought together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    pub precision: f64,
    pub recall: f64,
}

impl Fit {
    /// The harmonic mean of both.
    pub fn f1(self) -> f64 {
        let sum = self.precision + self.recall;
        if sum > 0.0 { 2.0 * self.precision * self.recall / sum } else { 0.0 }
    }
}

/// For each pair of a piece's group and its true group, how many pieces have it.
fn table<T: Copy + Eq + std::hash::Hash>(groups: &[Vec<usize>], truth: &[T]) -> HashMap<(usize, T), usize> {
    let mut table = HashMap::new();
    for (group, members) in groups.iter().enumerate() {
        for piece in members {
            *table.entry((group, truth[*piece])).or_insert(0) += 1;
        }
    }
    table
}

fn sizes<T: Copy + Eq + std::hash::Hash>(truth: &[T]) -> HashMap<T, usize> {
    let mut sizes = HashMap::new();
    truth.iter().for_each(|group| *sizes.entry(*group).or_insert(0) += 1);
    sizes
}

/// BCubed: the mean over pieces of the shares of their own groups. Forgives small groups that were broken up.
pub fn bcubed<T: Copy + Eq + std::hash::Hash>(groups: &[Vec<usize>], truth: &[T]) -> Fit {
    let true_sizes = sizes(truth);
    let mut fit = Fit { precision: 0.0, recall: 0.0 };
    for ((group, label), count) in table(groups, truth) {
        let square = (count * count) as f64;
        fit.precision += square / groups[group].len() as f64;
        fit.recall += square / true_sizes[&label] as f64;
    }
    let pieces = truth.len().max(1) as f64;
    Fit { precision: fit.precision / pieces, recall: fit.recall / pieces }
}

/// Pairs: of all pairs in one group those that belong there, and the other way about.
pub fn pairs<T: Copy + Eq + std::hash::Hash>(groups: &[Vec<usize>], truth: &[T]) -> Fit {
    let pairs = |count: usize| (count * count.saturating_sub(1) / 2) as f64;
    let right: f64 = table(groups, truth).into_values().map(pairs).sum();
    let found: f64 = groups.iter().map(|group| pairs(group.len())).sum();
    let wanted: f64 = sizes(truth).into_values().map(pairs).sum();
    let share = |of: f64| if of > 0.0 { right / of } else { 1.0 };
    Fit { precision: share(found), recall: share(wanted) }
}

#[cfg(test)]
mod tests {
    use super::{Fit, bcubed, pairs};

    #[test]
    fn a_perfect_grouping_has_one_and_known_cases_have_their_figures() {
        let truth = ["a", "a", "a", "b"];
        let perfect = [vec![0, 1, 2], vec![3]];
        let one = Fit { precision: 1.0, recall: 1.0 };
        assert_eq!((bcubed(&perfect, &truth), pairs(&perfect, &truth)), (one, one));
        let everything = [vec![0, 1, 2, 3]];
        assert_eq!(bcubed(&everything, &truth), Fit { precision: 0.625, recall: 1.0 });
        assert_eq!(pairs(&everything, &truth), Fit { precision: 0.5, recall: 1.0 });
        let alone = [vec![0], vec![1], vec![2], vec![3]];
        let apart = bcubed(&alone, &truth);
        assert!(apart.precision == 1.0 && (apart.recall - 0.5).abs() < 1e-9, "{apart:?}");
        assert_eq!(pairs(&alone, &truth), Fit { precision: 1.0, recall: 0.0 });
        assert_eq!(pairs(&alone, &truth).f1(), 0.0);
    }
}
