//! What goes with an article: the newest about the same topics, and where these are few, the newest of its section.

use crate::id::ArticleId;

/// An article that may stand beside another: its id, when it was published, and how much one thing that the two share
/// speaks for it. It comes once for each such thing.
pub type Neighbour = (ArticleId, i64, i64);

/// The `most` articles that share most, but never the article itself; the newest first among equals.
pub fn nearest(to: &ArticleId, neighbours: Vec<Neighbour>, most: usize) -> Vec<ArticleId> {
    let mut found: Vec<Neighbour> = Vec::with_capacity(neighbours.len());
    for (id, published_at, weight) in neighbours {
        match found.iter_mut().find(|(other, ..)| *other == id) {
            Some((.., sum)) => *sum += weight,
            None if id != *to => found.push((id, published_at, weight)),
            None => {}
        }
    }
    found.sort_unstable_by(|(a, at_a, sum_a), (b, at_b, sum_b)| {
        (sum_b, at_b, b.as_str()).cmp(&(sum_a, at_a, a.as_str()))
    });
    found.truncate(most);
    found.into_iter().map(|(id, ..)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(neighbours: &[(&str, i64, i64)], wanted: &[&str]) {
        let neighbours =
            neighbours.iter().map(|(id, at, weight)| (ArticleId::from(*id), *at, *weight)).collect();
        let nearest = nearest(&ArticleId::from("SELF"), neighbours, 3);
        assert_eq!(nearest.iter().map(ArticleId::as_str).collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn two_shared_topics_weigh_more_than_one_and_a_topic_more_than_the_section() {
        check(
            &[("NEW", 9, 1), ("ONE", 5, 10), ("TWO", 1, 10), ("TWO", 1, 10), ("SELF", 9, 10), ("OLD", 0, 1)],
            &["TWO", "ONE", "NEW"],
        );
    }

    #[test]
    fn among_equals_the_newest_comes_first_and_nothing_comes_twice() {
        check(&[("A", 1, 1), ("B", 2, 1), ("A", 1, 1), ("C", 3, 1), ("D", 4, 1)], &["A", "D", "C"]);
        check(&[("SELF", 9, 10)], &[]);
    }
}
