//! Statements and sources: what is found in texts whose statements were marked by a reader.

use std::collections::HashMap;

use anyhow::Context;
use coverage::statements::{Finding, Found, find};
use serde::Deserialize;
use text::fold::fold;

use crate::{Bar, Corpora, CpuClock, Measurements};

const ARABIC: &str = include_str!("../data/statements.ar.jsonl");
const ENGLISH: &str = include_str!("../data/statements.en.jsonl");
/// Arabic on which no rule was tried before it was committed: of its mistakes nothing is told.
const ARABIC_HELD: &str = include_str!("../data/statements.ar.held.jsonl");
/// Where real Arabic is, for the time.
const ANT: &str = "antcorpus-v1.1/ant-v1.1.jsonl.gz";
/// How often all texts are read for the time.
const ROUNDS: u32 = 20;

/// What precision, recall and right sources are to reach.
const BARS: [Option<Bar>; 3] = [Some(Bar::AtLeast(0.90)), Some(Bar::AtLeast(0.85)), Some(Bar::AtLeast(0.85))];

/// A text with its answers.
#[derive(Debug, Deserialize)]
struct Marked {
    id: String,
    text: String,
    statements: Vec<MarkedStatement>,
    sources: Vec<MarkedSource>,
    traps: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct MarkedStatement {
    content: String,
    source: String,
}

#[derive(Debug, Deserialize)]
struct MarkedSource {
    name: String,
}

/// Measures both languages, whole and by halves: the rules were written with the first half of each file in view, so that the
/// bars hold for the second. Of Arabic there are more texts that were held back; the bars hold for them too.
pub fn measure(corpora: &Corpora, measurements: &mut Measurements) -> anyhow::Result<()> {
    for (lang, lines) in [("ar", ARABIC), ("en", ENGLISH)] {
        let texts = read(lines)?;
        let half = texts.len() / 2;
        let (seen, unseen) = (count(lang, &texts[..half], tells()), count(lang, &texts[half..], false));
        let mut whole = seen.clone();
        whole.add(&unseen);
        let name = format!("statements.gold.{lang}");
        whole.report(&name, [None; 3], measurements);
        seen.report(&format!("{name}.seen"), [None; 3], measurements);
        unseen.report(&format!("{name}.unseen"), BARS, measurements);
        measurements.add(format!("{name}.traps"), whole.traps as f64, "hit", None);
        measurements.add(format!("{name}.sources"), share(whole.named, whole.to_name), "1", None);
        if measurements.wants_times() {
            measurements.add(format!("{name}.time"), time(lang, &texts), "ms", Some(Bar::AtMost(0.5)));
        }
    }
    let held = count("ar", &read(ARABIC_HELD)?, false);
    held.report("statements.gold.ar.held", BARS, measurements);
    measurements.add("statements.gold.ar.held.traps", held.traps as f64, "hit", None);
    measurements.add("statements.gold.ar.held.sources", share(held.named, held.to_name), "1", None);
    if measurements.wants_times() { public_time(corpora, measurements) } else { Ok(()) }
}

/// Whether the mistakes of the seen halves are printed, for whoever mends the rules.
fn tells() -> bool {
    std::env::var_os("KHABAR_GOLD_TELLS").is_some()
}

fn read(lines: &str) -> anyhow::Result<Vec<Marked>> {
    lines
        .lines()
        .enumerate()
        .map(|(number, line)| serde_json::from_str(line).with_context(|| format!("line {}", number + 1)))
        .collect()
}

/// What came of a set of texts.
#[derive(Debug, Clone, Default)]
struct Counted {
    found: usize,
    marked: usize,
    right: usize,
    source_right: usize,
    traps: usize,
    named: usize,
    to_name: usize,
}

impl Counted {
    fn add(&mut self, other: &Counted) {
        self.found += other.found;
        self.marked += other.marked;
        self.right += other.right;
        self.source_right += other.source_right;
        self.traps += other.traps;
        self.named += other.named;
        self.to_name += other.to_name;
    }

    fn report(&self, name: &str, bars: [Option<Bar>; 3], measurements: &mut Measurements) {
        measurements.add(format!("{name}.precision"), share(self.right, self.found), "1", bars[0]);
        measurements.add(format!("{name}.recall"), share(self.right, self.marked), "1", bars[1]);
        measurements.add(format!("{name}.source"), share(self.source_right, self.right), "1", bars[2]);
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

fn count(lang: &str, texts: &[Marked], tells: bool) -> Counted {
    let mut counted = Counted::default();
    for text in texts {
        let paragraphs: Vec<&str> = text.text.split('\n').collect();
        let found = find(lang, &paragraphs);
        compare(text, &paragraphs, &found, &mut counted, tells);
    }
    counted
}

/// Matches what was found with what was marked, each once: a pair counts from half of the longer one's words on.
fn compare(text: &Marked, paragraphs: &[&str], found: &Found, counted: &mut Counted, tells: bool) {
    let content = |finding: &Finding| &paragraphs[finding.paragraph][finding.content.clone()];
    let mut left: Vec<&MarkedStatement> = text.statements.iter().collect();
    for finding in &found.statements {
        let place = left.iter().position(|marked| are_one(content(finding), &marked.content));
        let Some(place) = place else {
            if tells {
                println!(
                    "{} ADDED {:?} by {:?} ({})",
                    text.id,
                    content(finding),
                    finding.source,
                    finding.cue
                );
            }
            continue;
        };
        let marked = left.remove(place);
        counted.right += 1;
        if is_source(&finding.source, &marked.source) {
            counted.source_right += 1;
        } else if tells {
            println!("{} SOURCE {:?} for {:?}", text.id, finding.source, marked.source);
        }
    }
    if tells {
        left.iter()
            .for_each(|marked| println!("{} MISSED {:?} by {:?}", text.id, marked.content, marked.source));
    }
    counted.found += found.statements.len();
    counted.marked += text.statements.len();
    counted.traps += text
        .traps
        .iter()
        .filter(|trap| found.statements.iter().any(|finding| are_one(content(finding), trap)))
        .count();
    counted.to_name += text.sources.len();
    counted.named += text
        .sources
        .iter()
        .filter(|source| found.sources.iter().any(|known| is_source(&known.name, &source.name)))
        .count();
}

fn words(text: &str) -> Vec<String> {
    let words =
        text.split(|letter: char| !letter.is_alphanumeric() && !('\u{64B}'..='\u{652}').contains(&letter));
    words.filter(|word| !word.is_empty()).map(fold).collect()
}

fn are_one(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in &one {
        *counts.entry(word).or_default() += 1;
    }
    let shared = other
        .iter()
        .filter(|word| {
            counts.get_mut(word.as_str()).is_some_and(|left| {
                *left > 0 && {
                    *left -= 1;
                    true
                }
            })
        })
        .count();
    shared > 0 && shared * 2 >= one.len().max(other.len())
}

/// Whether one name is within the other and has half of its words.
fn is_source(found: &str, marked: &str) -> bool {
    let (found, marked) = (words(found), words(marked));
    if found.is_empty() || marked.is_empty() {
        return found.is_empty() && marked.is_empty();
    }
    let (short, long) = if found.len() <= marked.len() { (&found, &marked) } else { (&marked, &found) };
    short.len() * 2 >= long.len() && long.windows(short.len()).any(|part| part == short.as_slice())
}

/// Milliseconds for 250 words.
fn time(lang: &str, texts: &[Marked]) -> f64 {
    let texts: Vec<Vec<&str>> = texts.iter().map(|text| text.text.split('\n').collect()).collect();
    let all: usize = texts.iter().flatten().map(|paragraph| paragraph.split_whitespace().count()).sum();
    let clock = CpuClock::start();
    for _ in 0..ROUNDS {
        for text in &texts {
            std::hint::black_box(find(lang, text));
        }
    }
    clock.taken().as_secs_f64() * 1000.0 / f64::from(ROUNDS) / (all.max(1) as f64) * 250.0
}

#[derive(Deserialize)]
struct Piece {
    text: String,
}

fn public_time(corpora: &Corpora, measurements: &mut Measurements) -> anyhow::Result<()> {
    let name = "statements.ar.public_time";
    let Some(pieces) = corpora.lines::<Piece>(ANT)? else {
        measurements.skip(name, corpora.why_not(ANT));
        return Ok(());
    };
    let all: usize = pieces.iter().map(|piece| piece.text.split_whitespace().count()).sum();
    let clock = CpuClock::start();
    for piece in &pieces {
        let paragraphs: Vec<&str> = piece.text.split('\n').collect();
        std::hint::black_box(find("ar", &paragraphs));
    }
    let milliseconds = clock.taken().as_secs_f64() * 1000.0;
    measurements.add(name, milliseconds / (all.max(1) as f64) * 250.0, "ms", Some(Bar::AtMost(0.5)));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{ARABIC, ARABIC_HELD, ENGLISH, Marked, Measurements, measure, read};
    use crate::Corpora;

    #[test]
    fn what_is_marked_stands_in_its_text() {
        for lines in [ARABIC, ARABIC_HELD, ENGLISH] {
            for Marked { id, text, statements, sources, traps } in read(lines).unwrap() {
                let marked = statements.iter().flat_map(|one| [&one.content, &one.source]);
                let marked = marked.chain(sources.iter().map(|source| &source.name)).chain(&traps);
                marked.for_each(|marked| assert!(text.contains(marked.as_str()), "{id}: {marked}"));
            }
        }
    }

    /// Alone it takes a second, so that whoever mends a rule runs this and nothing else. The unseen half of the Arabic texts is
    /// measured and told like the others; what is asked here is what the texts say that were held back.
    #[test]
    fn statements_reach_their_bars_in_what_was_held_back() {
        let mut measurements = Measurements::of_quality_alone();
        measure(&Corpora::none(), &mut measurements).unwrap();
        for figure in &measurements.measured {
            println!("{:<40} {:.4}", figure.name, figure.value);
        }
        let is_asked = |name: &str| name.contains(".held.") || name.contains(".en.");
        let missed = measurements.measured.iter().filter(|figure| {
            is_asked(&figure.name) && figure.bar.is_some_and(|bar| !bar.is_met_by(figure.value))
        });
        assert_eq!(missed.map(|figure| &figure.name).collect::<Vec<_>>(), [""; 0]);
    }
}
