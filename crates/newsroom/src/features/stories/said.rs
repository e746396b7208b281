//! Who said what in a story: of each speaker the latest statement, as the story's page shows it.

use serde::Serialize;

use super::published::store::{PersonRow, SaidRow};
use crate::features::pages::Voiced;
use crate::features::speakers::speaker_href;
use crate::id::EditionCode;

/// How many speakers are shown.
const SPEAKERS: usize = 4;
/// How many words of a statement.
const WORDS: usize = 30;

/// A statement beside the timeline.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Said {
    pub speaker: String,
    /// All that they said.
    pub speaker_href: Option<String>,
    pub role: String,
    /// Its first words.
    pub words: String,
    /// Where it stands in its piece.
    pub href: String,
    /// The day it was said, or else published.
    pub when: String,
    pub iso: String,
    /// Its language, where that is not the edition's.
    pub lang: Option<String>,
}

/// Somebody who says something in the story.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Person {
    pub name: String,
    /// All that they said, wherever.
    pub href: Option<String>,
    /// How many statements of theirs stand in the story.
    pub count: i64,
}

impl Person {
    pub(super) fn of(row: &PersonRow, edition: &EditionCode) -> Person {
        Person { name: row.name.clone(), href: speaker_href(edition, &row.slug), count: row.count }
    }
}

/// The latest statement of each speaker; `rows` come with the latest first, `lang` is the edition's language.
pub(super) fn latest_of_each(rows: &[SaidRow], lang: &str, voiced: &Voiced<'_>) -> Vec<Said> {
    let mut said: Vec<Said> = Vec::new();
    for row in rows {
        if said.len() < SPEAKERS && !said.iter().any(|one| one.speaker == row.speaker) {
            said.push(of(row, lang, voiced));
        }
    }
    said
}

/// The day of a statement for machines and in words: when it was said, or else published.
pub(super) fn day_of(row: &SaidRow, voiced: &Voiced<'_>) -> (String, String) {
    match voiced.partial_date(&row.said_on) {
        Some(when) => (row.said_on.clone(), when),
        None => (voiced.iso_date(row.published_at), voiced.day(row.published_at)),
    }
}

fn of(row: &SaidRow, lang: &str, voiced: &Voiced<'_>) -> Said {
    let (iso, when) = day_of(row, voiced);
    let words = row.words.split_whitespace().collect::<Vec<_>>().join(" ");
    Said {
        speaker: row.speaker.clone(),
        speaker_href: row.speaker_href.clone(),
        role: row.role.clone(),
        words: text::words::truncate_words(&words, WORDS),
        href: format!("{}#b-{}", row.href, row.block),
        when,
        iso,
        lang: (!row.lang.is_empty() && row.lang != lang).then(|| row.lang.clone()),
    }
}
