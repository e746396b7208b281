//! Who said what in a story: of each speaker the latest statement, as the story's page shows it.

use serde::Serialize;

use super::published::store::SaidRow;
use crate::features::pages::Voiced;

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

fn of(row: &SaidRow, lang: &str, voiced: &Voiced<'_>) -> Said {
    let (iso, when) = match voiced.partial_date(&row.said_on) {
        Some(when) => (row.said_on.clone(), when),
        None => (voiced.iso_date(row.published_at), voiced.day(row.published_at)),
    };
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
