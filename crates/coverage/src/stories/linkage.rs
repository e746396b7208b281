//! Groups that are about one subject become one.
//!
//! How alike two groups are is the mean over all pairs of a piece of the one and a piece of the other. As the mean of a merged
//! group is the weighed mean of its parts, only pairs that reach the bound by themselves can ever lead to another merge: all
//! others are forgotten at once, and the result is the same as if every pair had been kept.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use super::grouping::Direction;

/// From such a mean on two groups of news are about one subject, where many pieces were counted.
const MERGE: f32 = 0.14;
/// So many are many.
const MANY: f32 = 10_000.0;
/// Less than this is nothing in common, whatever was counted.
const LEAST: f32 = 0.05;

/// From what mean on two groups are about one subject. The rarity of terms grows as the logarithm of what was counted, and
/// pieces of one subject are the more alike the better what is rare is known: so the bound grows with it.
pub fn bound(counted: u32) -> f32 {
    (MERGE * (1.0 + counted as f32).ln() / (1.0 + MANY).ln()).max(LEAST)
}

/// The groups after all merges, the most alike first, until no two are as alike as the bound.
pub fn merged(groups: Vec<Vec<usize>>, directions: &[Direction], bound: f32) -> Vec<Vec<usize>> {
    let nodes = groups.into_iter().map(|members| Some(Node::of(members, directions))).collect();
    let mut merging = Merging { bound, nodes, near: Vec::new(), pairs: BinaryHeap::new() };
    merging.find_pairs();
    while let Some(pair) = merging.pairs.pop() {
        let parts = (merging.nodes[pair.one].take(), merging.nodes[pair.other].take());
        match parts {
            (Some(one), Some(other)) => merging.merge(pair, one, other),
            (one, other) => {
                merging.nodes[pair.one] = one;
                merging.nodes[pair.other] = other;
            }
        }
    }
    merging.nodes.into_iter().flatten().map(|node| node.members).collect()
}

/// A group with the sum of its pieces' directions.
struct Node {
    members: Vec<usize>,
    sum: Direction,
}

struct Merging {
    bound: f32,
    /// Merged ones leave a gap; what they became stands at the end.
    nodes: Vec<Option<Node>>,
    /// For each node those that reach the bound with it.
    near: Vec<Vec<usize>>,
    pairs: BinaryHeap<Pair>,
}

/// Two nodes, the earlier first, and how alike they are.
#[derive(Clone, Copy)]
struct Pair {
    score: f32,
    one: usize,
    other: usize,
}

impl Node {
    fn of(members: Vec<usize>, directions: &[Direction]) -> Node {
        let mut all: Direction =
            members.iter().flat_map(|piece| directions[*piece].iter().copied()).collect();
        all.sort_by_key(|(term, _)| *term);
        all.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            kept.1 += if same { next.1 } else { 0.0 };
            same
        });
        Node { members, sum: all }
    }

    fn with(self, other: Node) -> Node {
        let mut sum = Vec::with_capacity(self.sum.len() + other.sum.len());
        let (mut mine, mut others) = (self.sum.into_iter().peekable(), other.sum.into_iter().peekable());
        while let (Some((term, weight)), Some((other_term, other_weight))) =
            (mine.peek().copied(), others.peek().copied())
        {
            let order = term.cmp(&other_term);
            if order.is_le() {
                mine.next();
            }
            if order.is_ge() {
                others.next();
            }
            sum.push(match order {
                Ordering::Less => (term, weight),
                Ordering::Equal => (term, weight + other_weight),
                Ordering::Greater => (other_term, other_weight),
            });
        }
        sum.extend(mine.chain(others));
        let mut members = self.members;
        members.extend(other.members);
        members.sort_unstable();
        Node { members, sum }
    }

    /// The mean over all pairs of pieces.
    fn alike(&self, other: &Node) -> f32 {
        let (short, long) = if self.sum.len() <= other.sum.len() { (self, other) } else { (other, self) };
        let shared = short.sum.iter().filter_map(|(term, weight)| {
            let at = long.sum.binary_search_by_key(term, |(term, _)| *term).ok()?;
            Some(weight * long.sum[at].1)
        });
        shared.sum::<f32>() / (self.members.len() * other.members.len()) as f32
    }
}

impl Merging {
    /// All pairs that reach the bound, through the terms they share.
    fn find_pairs(&mut self) {
        self.near = vec![Vec::new(); self.nodes.len()];
        let mut earlier: FxHashMap<u32, Vec<(usize, f32)>> = FxHashMap::default();
        let mut products = vec![0.0_f32; self.nodes.len()];
        for at in 0..self.nodes.len() {
            let Some(node) = &self.nodes[at] else { continue };
            products[..at].fill(0.0);
            for (term, weight) in &node.sum {
                let list = earlier.entry(*term).or_default();
                for (other, sum) in list.iter() {
                    products[*other] += weight * sum;
                }
                list.push((at, *weight));
            }
            let size = node.members.len();
            for (other, product) in products[..at].iter().enumerate() {
                let pairs = size * self.nodes[other].as_ref().map_or(1, |node| node.members.len());
                let score = product / pairs as f32;
                if score >= self.bound {
                    self.pairs.push(Pair { score, one: other, other: at });
                    self.near[at].push(other);
                    self.near[other].push(at);
                }
            }
        }
    }

    fn merge(&mut self, pair: Pair, one: Node, other: Node) {
        let merged = one.with(other);
        let at = self.nodes.len();
        let mut candidates =
            [std::mem::take(&mut self.near[pair.one]), std::mem::take(&mut self.near[pair.other])].concat();
        candidates.sort_unstable();
        candidates.dedup();
        let mut near = Vec::new();
        for candidate in candidates {
            let Some(node) = &self.nodes[candidate] else { continue };
            let score = merged.alike(node);
            if score >= self.bound {
                self.pairs.push(Pair { score, one: candidate, other: at });
                self.near[candidate].push(at);
                near.push(candidate);
            }
        }
        self.near.push(near);
        self.nodes.push(Some(merged));
    }
}

impl Ord for Pair {
    /// The most alike is the greatest; of equal ones the earliest.
    fn cmp(&self, other: &Pair) -> Ordering {
        let places = |pair: &Pair| (pair.one, pair.other);
        self.score.total_cmp(&other.score).then_with(|| places(other).cmp(&places(self)))
    }
}

impl PartialOrd for Pair {
    fn partial_cmp(&self, other: &Pair) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Pair {
    fn eq(&self, other: &Pair) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Pair {}

#[cfg(test)]
mod tests {
    use super::merged;

    fn singles(count: usize) -> Vec<Vec<usize>> {
        (0..count).map(|piece| vec![piece]).collect()
    }

    #[test]
    fn what_is_alike_becomes_one_and_what_is_not_stays() {
        let directions =
            vec![vec![(0, 0.8), (1, 0.6)], vec![(0, 0.6), (2, 0.8)], vec![(1, 1.0)], vec![(3, 1.0)]];
        assert_eq!(merged(singles(4), &directions, 0.2), [vec![3], vec![0, 1, 2]]);
        assert_eq!(merged(singles(4), &directions, 0.9), singles(4));
    }

    #[test]
    fn a_chain_of_neighbours_is_no_subject() {
        // Each is like the next, the ends share nothing: the mean of the whole is below the bound.
        let directions = vec![
            vec![(0, 1.0)],
            vec![(0, 0.71), (1, 0.70)],
            vec![(1, 0.71), (2, 0.70)],
            vec![(2, 0.71), (3, 0.70)],
        ];
        let groups = merged(singles(4), &directions, 0.45);
        assert!(groups.len() > 1, "{groups:?}");
    }

    #[test]
    fn what_has_no_terms_stays_alone() {
        assert_eq!(merged(singles(2), &[vec![], vec![]], 0.14), singles(2));
    }
}
