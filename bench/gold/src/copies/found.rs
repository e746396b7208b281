//! What the newsroom finds.

use std::collections::BTreeSet;

use coverage::copies::Copies;

use super::truth::Pair;
use crate::{Bar, CpuClock, Measurements};

const SECOND: i64 = 1_000_000;

/// All pairs that were found.
pub struct Found(pub BTreeSet<Pair>);

impl Found {
    /// When these texts come in one after the other.
    pub fn of(texts: &[String]) -> Found {
        let mut copies = Copies::new();
        let mut found = BTreeSet::new();
        for (later, text) in texts.iter().enumerate() {
            for copy in copies.add(&later.to_string(), later as i64 * SECOND, text) {
                let earlier = copy.of.parse().unwrap_or(usize::MAX);
                found.insert(Pair { later, earlier });
            }
        }
        Found(found)
    }
}

/// How fast they are taken in.
pub fn time(texts: &[String], out: &mut Measurements) {
    let mut copies = Copies::new();
    let clock = CpuClock::start();
    let mut each: Vec<f64> = Vec::with_capacity(texts.len());
    for (at, text) in texts.iter().enumerate() {
        let clock = CpuClock::start();
        copies.add(&at.to_string(), at as i64 * SECOND, text);
        each.push(clock.taken().as_secs_f64() * 1000.0);
    }
    let per_second = texts.len() as f64 / clock.taken().as_secs_f64();
    each.sort_by(f64::total_cmp);
    out.add("copies.ant.per_second", per_second, "/s", Some(Bar::AtLeast(5000.0)));
    out.add("copies.ant.median", each[each.len() / 2], "ms", None);
    out.add("copies.ant.p99", each[each.len() * 99 / 100], "ms", None);
}
