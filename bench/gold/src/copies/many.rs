//! As many texts as are held at most.

use coverage::copies::Copies;

use crate::{Bar, Chance, CpuClock, Measurements};

const SEED: u64 = 0x006D_616E_7921;
const MANY: usize = 100_000;

/// Mixtures of real texts, in lengths of real texts: how much memory they take, and how fast the last ones are taken in.
pub fn measure(texts: &[String], out: &mut Measurements) {
    let mut chance = Chance::of(SEED);
    let words: Vec<Vec<&str>> = texts.iter().map(|text| text.split_whitespace().collect()).collect();
    let mut copies = Copies::new();
    let mut last = Vec::new();
    for at in 0..MANY {
        let text = mixture(&words, &mut chance);
        let clock = CpuClock::start();
        copies.add(&format!("01J{at:023}"), at as i64 * 10_000_000, &text);
        if at >= MANY * 9 / 10 {
            last.push(clock.taken().as_secs_f64());
        }
    }
    let per_second = last.len() as f64 / last.iter().sum::<f64>();
    last.sort_by(f64::total_cmp);
    out.add("copies.many.per_second", per_second, "/s", None);
    out.add("copies.many.p99", last[last.len() * 99 / 100] * 1000.0, "ms", None);
    out.add("copies.many.memory", copies.bytes() as f64 / 1e6, "MB", Some(Bar::AtMost(80.0)));
}

/// As long as a real text, of pieces of eight words or so from any of them.
fn mixture(texts: &[Vec<&str>], chance: &mut Chance) -> String {
    let length = chance.one_of(texts).map_or(0, Vec::len);
    let mut mixed: Vec<&str> = Vec::with_capacity(length + 12);
    while mixed.len() < length {
        let Some(text) = chance.one_of(texts) else { break };
        let at = chance.below(text.len());
        mixed.extend(text.iter().skip(at).take(4 + chance.below(9)));
    }
    mixed.join(" ")
}
