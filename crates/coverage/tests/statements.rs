//! What is found in texts, told from outside.

use std::time::Instant;

use coverage::statements::{Found, find};
use proptest::prelude::*;

fn holds(paragraphs: &[&str], found: &Found) {
    let mut last = (0, 0);
    for finding in &found.statements {
        let paragraph = paragraphs[finding.paragraph];
        assert!(!finding.content.is_empty(), "empty content");
        assert!(paragraph.get(finding.content.clone()).is_some(), "{finding:?} does not lie on letters");
        assert!((finding.paragraph, finding.content.start) >= last, "{finding:?} overlaps");
        last = (finding.paragraph, finding.content.end);
    }
    for source in &found.sources {
        assert_eq!(paragraphs[source.paragraph].get(source.span.clone()), Some(source.name.as_str()));
    }
}

const PIECES: &[&str] = &[
    "قال",
    "وأكد",
    "مشيرا",
    "إلى",
    "أن",
    "إن",
    "الوزير",
    "وفقا",
    "لوكالة",
    "نقلا",
    "عن",
    "بحسب",
    "كما",
    "«",
    "»",
    "\"",
    "“",
    "”",
    ":",
    "،",
    ".",
    "\n",
    "ل",
    "في",
    "بيان",
    "said",
    "told",
    "Reuters",
    "that",
    "according",
    "to",
    "adding",
    "He",
    "Ann",
    "Hale",
    ",",
    "?",
    "'",
    "’",
    "‘",
    "ـ",
    "َ",
    "على",
    "حد",
    "قوله",
    "يوم",
    "10:30",
    "a",
    "😀",
    "\u{200f}",
    "والذي",
    "ما",
    "القانون",
    "رويترز",
    "جاء",
    "but",
    "and",
    "(",
    ")",
    "who",
];

proptest! {
    #[test]
    fn any_text_is_read_without_a_fall(one in "\\PC{0,120}", other in "\\PC{0,60}", arabic in any::<bool>()) {
        let paragraphs = [one.as_str(), other.as_str()];
        holds(&paragraphs, &find(if arabic { "ar" } else { "en" }, &paragraphs));
    }

    #[test]
    fn words_of_speech_in_any_order_are_read_without_a_fall(
        places in prop::collection::vec(0..PIECES.len(), 0..80),
        glued in any::<u64>(),
        arabic in any::<bool>(),
    ) {
        let mut text = String::new();
        for (number, place) in places.iter().enumerate() {
            text.push_str(PIECES[*place]);
            if glued >> (number % 64) & 3 != 0 {
                text.push(' ');
            }
        }
        let paragraphs: Vec<&str> = text.split('\n').collect();
        holds(&paragraphs, &find(if arabic { "ar" } else { "en" }, &paragraphs));
    }
}

#[test]
fn a_hostile_text_takes_no_more_than_its_length() {
    let marks = "\"«“ قال ".repeat(60_000);
    let cues = "قال الوزير إن، مشيرا إلى أن، وفقا لوكالة ".repeat(20_000);
    let english = "\"a b c,\" said Ann, according to 'x' ".repeat(30_000);
    for (lang, text) in [("ar", &marks), ("ar", &cues), ("en", &english), ("en", &marks)] {
        let start = Instant::now();
        let paragraphs = [text.as_str()];
        let found = find(lang, &paragraphs);
        holds(&paragraphs, &found);
        assert!(found.statements.len() <= 400 && found.sources.len() <= 400);
        assert!(start.elapsed().as_millis() < 1000, "{lang}: {:?}", start.elapsed());
    }
}
