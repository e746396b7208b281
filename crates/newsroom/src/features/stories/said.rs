//! Who said what in a story: of each speaker the latest statement, as the story's page shows it.

use serde::Serialize;

use super::outline::Somebody;
use super::published::store::SaidRow;
use crate::features::pages::Voiced;
use crate::features::speakers::speaker_href;
use crate::features::topics::topic_href;
use crate::id::EditionCode;

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

/// Somebody who is in the story.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Person {
    pub name: String,
    /// All that they said, wherever; or all that is about them.
    pub href: Option<String>,
    /// How many statements of theirs stand in the story, or how many of its pieces are about them.
    pub count: i64,
    /// Whether they say something in it.
    pub speaks: bool,
}

impl Person {
    pub(super) fn of(one: &Somebody, edition: &EditionCode) -> Person {
        let href = match one.speaks {
            true => speaker_href(edition, &one.slug),
            false => Some(topic_href(edition, &one.slug)),
        };
        Person { name: one.name.clone(), href, count: one.count, speaks: one.speaks }
    }
}

/// The day of a statement for machines and in words: when it was said, or else published.
fn day_of(row: &SaidRow, voiced: &Voiced<'_>) -> (String, String) {
    match voiced.partial_day(&row.said_on) {
        Some(when) => (row.said_on.clone(), when),
        None => (voiced.iso_date(row.published_at), voiced.day(row.published_at)),
    }
}

/// A statement beside the timeline; `lang` is the edition's language.
pub(super) fn beside(row: &SaidRow, lang: &str, voiced: &Voiced<'_>) -> Said {
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
