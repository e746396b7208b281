//! An editor has opened the stories, each with its first three pieces, and files what comes as she would: a piece of a story into
//! it, a story that was named wrongly is rejected. Measured is what she was told before she did.
//!
//! On the written texts alone, where next to nothing is known of how rare words are; and, where the public sets are, among
//! noise: half of them counted before, the other half coming in between. `few` is a desk that has thirty articles: four stories are
//! its own, some pieces of the others were counted, and the rest of them comes as noise.

use std::collections::HashMap;

use coverage::stories::Shelf;
use coverage::terms::{Reader, Terms};

use crate::{Bar, Corpora, Measurements, written};

use super::{ANT, Ant, ECB, Ecb, terms_of};

/// So many pieces of a story are the editor's own.
const SEEDS: usize = 3;

/// Stories of a desk that has few, and what it counted beside them.
const FEW: usize = 4;
const COUNTED: usize = 18;

/// A piece as it comes in, and the story it belongs to; noise has none.
struct Incoming {
    terms: Terms,
    story: Option<String>,
}

/// A language's written pieces: those with which the stories are opened, and those that come after, by time.
struct Gold {
    opened: Vec<(String, Vec<Terms>)>,
    coming: Vec<Incoming>,
}

/// What she was told.
#[derive(Debug, Default)]
struct Told {
    of_stories: usize,
    right_first: usize,
    /// Pieces of a story for which something was named, and those where the first was right.
    named: usize,
    named_rightly: usize,
    noise: usize,
    disturbed: usize,
}

/// Measures both languages.
pub fn measure(corpora: &Corpora, measurements: &mut Measurements) -> anyhow::Result<()> {
    let reader = Reader::new([]);
    for lang in ["ar", "en"] {
        let figures = format!("stories.gold.{lang}");
        let pieces = written::<crate::Piece>(&format!("stories.{lang}.jsonl"), &figures, measurements)?;
        let Some(pieces) = pieces else { continue };
        let told = run(&gold(&pieces, &reader), &[], Vec::new());
        told.add_to(measurements, &figures);
        few(&pieces, &reader).add_to(measurements, &format!("{figures}.few"));
        let figures = format!("stories.noise.{lang}");
        match noise(lang, corpora, &reader)? {
            Some((counted, coming)) => {
                run(&gold(&pieces, &reader), &counted, coming).add_to(measurements, &figures);
            }
            None => measurements.skip(figures, corpora.why_not(if lang == "ar" { ANT } else { ECB })),
        }
    }
    Ok(())
}

/// Desks with four of the stories each.
fn few(pieces: &[crate::Piece], reader: &Reader) -> Told {
    let mut stories: Vec<&str> = pieces.iter().map(|piece| piece.story.as_str()).collect();
    stories.dedup();
    let mut all = Told::default();
    for few in stories.chunks_exact(FEW) {
        let is_own = |piece: &&crate::Piece| few.contains(&piece.story.as_str());
        let (own, others): (Vec<&crate::Piece>, Vec<&crate::Piece>) = pieces.iter().partition(is_own);
        // Every third of the others was there before.
        let is_counted = |(at, _): &(usize, &crate::Piece)| at % 3 == 0 && at / 3 < COUNTED;
        let (counted, coming): (Vec<_>, Vec<_>) = others.into_iter().enumerate().partition(is_counted);
        let counted: Vec<Terms> = counted.iter().map(|(_, piece)| terms_of(piece, reader)).collect();
        let coming: Vec<Incoming> = coming
            .iter()
            .map(|(_, piece)| Incoming { terms: terms_of(piece, reader), story: None })
            .collect();
        let own: Vec<crate::Piece> = own.into_iter().cloned().collect();
        all.add(&run(&gold(&own, reader), &counted, coming));
    }
    all
}

fn gold(pieces: &[crate::Piece], reader: &Reader) -> Gold {
    let mut by_time: Vec<&crate::Piece> = pieces.iter().collect();
    by_time.sort_by(|a, b| (&a.at, &a.id).cmp(&(&b.at, &b.id)));
    let mut opened: Vec<(String, Vec<Terms>)> = Vec::new();
    let mut coming = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for piece in by_time {
        let place = *places.entry(&piece.story).or_insert_with(|| {
            opened.push((piece.story.clone(), Vec::new()));
            opened.len() - 1
        });
        let terms = terms_of(piece, reader);
        let seeds = &mut opened[place].1;
        if seeds.len() < SEEDS {
            seeds.push(terms);
        } else {
            coming.push(Incoming { terms, story: Some(piece.story.clone()) });
        }
    }
    Gold { opened, coming }
}

/// Pieces of no story: every other one to be counted before, the others to come.
fn noise(
    lang: &str,
    corpora: &Corpora,
    reader: &Reader,
) -> anyhow::Result<Option<(Vec<Terms>, Vec<Incoming>)>> {
    let terms: Option<Vec<Terms>> = if lang == "ar" {
        let pieces = corpora.lines::<Ant>(ANT)?;
        pieces.map(|pieces| pieces.iter().map(|piece| piece.terms(reader)).collect())
    } else {
        let pieces = corpora.lines::<Ecb>(ECB)?;
        pieces.map(|pieces| pieces.iter().map(|piece| piece.terms(reader)).collect())
    };
    let Some(terms) = terms else { return Ok(None) };
    let (mut counted, mut coming) = (Vec::new(), Vec::new());
    for (at, terms) in terms.into_iter().enumerate() {
        if at % 2 == 0 {
            counted.push(terms);
        } else {
            coming.push(Incoming { terms, story: None });
        }
    }
    Ok(Some((counted, coming)))
}

fn run(gold: &Gold, counted: &[Terms], noise: Vec<Incoming>) -> Told {
    let mut shelf = Shelf::new();
    counted.iter().for_each(|piece| shelf.count(piece));
    gold.opened.iter().flat_map(|(_, seeds)| seeds).for_each(|piece| shelf.count(piece));
    gold.opened.iter().for_each(|(story, seeds)| shelf.put(story, seeds));
    let mut told = Told::default();
    let between = noise.len() / gold.coming.len().max(1) + 1;
    let mut noise = noise.iter();
    for piece in &gold.coming {
        noise.by_ref().take(between).for_each(|piece| told.ask(&mut shelf, piece));
        told.ask(&mut shelf, piece);
    }
    told
}

impl Told {
    /// What is told of a piece, and what the editor then does.
    fn ask(&mut self, shelf: &mut Shelf, piece: &Incoming) {
        let suggested = shelf.suggest(&piece.terms);
        shelf.count(&piece.terms);
        match &piece.story {
            Some(story) => {
                let is_first = |found: &[coverage::stories::Suggestion]| {
                    found.first().is_some_and(|first| first.story == *story)
                };
                self.of_stories += 1;
                self.right_first += usize::from(is_first(&shelf.nearest(&piece.terms, 1)));
                self.named += usize::from(!suggested.is_empty());
                self.named_rightly += usize::from(is_first(&suggested));
                shelf.accept(story, &piece.terms);
            }
            None => {
                self.noise += 1;
                self.disturbed += usize::from(!suggested.is_empty());
            }
        }
        for wrong in suggested.iter().filter(|found| Some(&found.story) != piece.story.as_ref()) {
            shelf.reject(&wrong.story, &piece.terms);
        }
    }

    fn add(&mut self, other: &Told) {
        self.of_stories += other.of_stories;
        self.right_first += other.right_first;
        self.named += other.named;
        self.named_rightly += other.named_rightly;
        self.noise += other.noise;
        self.disturbed += other.disturbed;
    }

    fn add_to(&self, measurements: &mut Measurements, figures: &str) {
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        let mut add = |name, value, bar| measurements.add(format!("{figures}.{name}"), value, "1", bar);
        add("right_first", share(self.right_first, self.of_stories), Some(Bar::AtLeast(0.90)));
        add("named", share(self.named, self.of_stories), None);
        add("precision_at_cut", share(self.named_rightly, self.named), Some(Bar::AtLeast(0.95)));
        if self.noise > 0 {
            add("disturbed", share(self.disturbed, self.noise), Some(Bar::AtMost(0.035)));
        }
    }
}
