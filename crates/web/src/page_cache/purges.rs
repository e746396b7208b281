//! The purge log: for each tag, when it last moved, counted in purges.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock};

/// The tag that names every page.
pub const EVERYTHING: &str = "everything";

/// What a purge does to the pages it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purge {
    /// The next reader gets the old copy, and one refresh runs behind.
    Stale,
    /// No reader gets it again.
    Gone,
}

/// What the purges of some tags amount to, since a given moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Since {
    pub(super) stale: bool,
    pub(super) gone: bool,
}

/// When something last moved, as a count of purges. Zero: never.
#[derive(Clone, Copy, Debug, Default)]
struct Moved {
    at_all: u64,
    gone: u64,
}

pub(super) struct Purges {
    generation: AtomicU64,
    log: RwLock<Log>,
    max_tags: usize,
}

#[derive(Default)]
struct Log {
    tags: HashMap<Box<str>, Moved>,
    /// Purges of everything, and of tags that were forgotten.
    floor: Moved,
}

impl Purges {
    pub(super) fn new(max_tags: usize) -> Purges {
        Purges { generation: AtomicU64::new(0), log: RwLock::default(), max_tags: max_tags.max(2) }
    }

    /// How many purges there were. It moves only after the log says what moved.
    pub(super) fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
    }

    /// Records a purge and says how many tags it named.
    pub(super) fn record<'t>(&self, tags: impl IntoIterator<Item = &'t str>, how: Purge) -> usize {
        let mut log = self.log.write().unwrap_or_else(PoisonError::into_inner);
        let now = self.generation() + 1;
        let mut named = 0;
        for tag in tags {
            log.moved(tag).note(now, how);
            named += 1;
        }
        if named > 0 {
            log.forget_beyond(self.max_tags);
            self.generation.store(now, Ordering::Release);
        }
        named
    }

    /// What happened to any of `tags` after the purge number `as_of`.
    pub(super) fn since(&self, as_of: u64, tags: &[String]) -> Since {
        let log = self.log.read().unwrap_or_else(PoisonError::into_inner);
        let mut last = log.floor;
        for moved in tags.iter().filter_map(|tag| log.tags.get(tag.as_str())) {
            last.at_all = last.at_all.max(moved.at_all);
            last.gone = last.gone.max(moved.gone);
        }
        Since { stale: last.at_all > as_of, gone: last.gone > as_of }
    }
}

impl Moved {
    fn note(&mut self, now: u64, how: Purge) {
        self.at_all = now;
        if how == Purge::Gone {
            self.gone = now;
        }
    }
}

impl Log {
    fn moved(&mut self, tag: &str) -> &mut Moved {
        if tag == EVERYTHING {
            return &mut self.floor;
        }
        if !self.tags.contains_key(tag) {
            self.tags.insert(tag.into(), Moved::default());
        }
        self.tags.get_mut(tag).unwrap_or(&mut self.floor)
    }

    /// Keeps the newer half when there are too many, and lets the floor stand for the rest: pages older than it count
    /// as purged, which is safe and costs one render each.
    fn forget_beyond(&mut self, max: usize) {
        if self.tags.len() <= max {
            return;
        }
        let mut ages: Vec<u64> = self.tags.values().map(|moved| moved.at_all).collect();
        let middle = ages.len() / 2;
        let (_, &mut newest_forgotten, _) = ages.select_nth_unstable(middle);
        let floor = &mut self.floor;
        self.tags.retain(|_, moved| {
            let kept = moved.at_all > newest_forgotten;
            if !kept {
                floor.at_all = floor.at_all.max(moved.at_all);
                floor.gone = floor.gone.max(moved.gone);
            }
            kept
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tags(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_purge_touches_what_began_before_it_and_nothing_else() {
        let purges = Purges::new(100);
        let before = purges.generation();
        purges.record(["a"], Purge::Stale);
        let after = purges.generation();
        assert_eq!(purges.since(before, &tags(&["x", "a"])), Since { stale: true, gone: false });
        assert_eq!(purges.since(before, &tags(&["b"])), Since { stale: false, gone: false });
        assert_eq!(purges.since(after, &tags(&["a"])), Since { stale: false, gone: false });
    }

    #[test]
    fn gone_stays_gone_after_a_later_stale() {
        let purges = Purges::new(100);
        purges.record(["a"], Purge::Gone);
        purges.record(["a"], Purge::Stale);
        assert!(purges.since(0, &tags(&["a"])).gone);
        assert!(!purges.since(1, &tags(&["a"])).gone);
    }

    #[test]
    fn everything_touches_the_untagged_too() {
        let purges = Purges::new(100);
        purges.record([EVERYTHING], Purge::Gone);
        assert!(purges.since(0, &[]).gone);
    }

    #[test]
    fn a_purge_of_nothing_moves_nothing() {
        let purges = Purges::new(100);
        assert_eq!(purges.record([], Purge::Stale), 0);
        assert_eq!(purges.generation(), 0);
    }

    proptest! {
        /// Against a log that never forgets: whatever was purged is always seen as purged, and the log stays bounded.
        #[test]
        fn forgetting_never_hides_a_purge(steps in prop::collection::vec((0u8..40, any::<bool>()), 1..200), page in 0u8..40) {
            let purges = Purges::new(8);
            let mut truth: Vec<(u64, u8, Purge)> = Vec::new();
            for (tag, gone) in steps {
                let how = if gone { Purge::Gone } else { Purge::Stale };
                purges.record([tag.to_string().as_str()], how);
                truth.push((purges.generation(), tag, how));
            }
            prop_assert!(purges.log.read().expect("not poisoned").tags.len() <= 8);
            for as_of in 0..=purges.generation() {
                let seen = purges.since(as_of, &[page.to_string()]);
                let after = || truth.iter().filter(|(at, tag, _)| *at > as_of && *tag == page);
                prop_assert!(seen.stale || after().next().is_none());
                prop_assert!(seen.gone || !after().any(|(_, _, how)| *how == Purge::Gone));
            }
        }
    }
}
