//! What a story's page shows beside its timeline: its key pieces, what was said last, who is in it. Worked out when a piece of it
//! comes, changes or leaves, so that no page has to.

mod key;
mod store;

use ::store::{StoreError, Tx};
use serde::{Deserialize, Serialize};

use crate::features::speakers::speaker_slug;
use crate::id::{ArticleId, StoryId};

/// How many speakers are quoted beside the timeline.
const QUOTED: usize = 4;

/// What is kept of a story.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Outline {
    /// The pieces that stand out, the newest first; empty where editors pinned some.
    pub picked: Vec<ArticleId>,
    /// The latest statement of each who spoke last: its article and its block.
    pub said: Vec<(ArticleId, String)>,
    /// Who is in it: those who say most, then whom most of its pieces are about.
    pub people: Vec<Somebody>,
}

/// A person in a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Somebody {
    pub name: String,
    /// Their segment of an address.
    pub slug: String,
    /// How many statements of theirs stand in it, or how many pieces are about them.
    pub count: i64,
    /// Whether they say something in it.
    pub speaks: bool,
}

/// What is known of a story before its outline is made.
pub(super) struct Known<'a> {
    /// How many pieces readers see.
    pub pieces: i64,
    /// When the first of them was published.
    pub begun_at: i64,
    /// It stands on the page already, beside the timeline.
    pub explainer: Option<&'a ArticleId>,
    pub has_pins: bool,
}

/// The outline of a story, from what readers see of it inside this transaction.
pub(super) async fn of(tx: &Tx, story: &StoryId, known: Known<'_>) -> Result<Outline, StoreError> {
    let picked = if known.has_pins || known.pieces < key::FEWEST {
        Vec::new()
    } else {
        let mut signs = store::signs_of(tx, story, known.begun_at).await?;
        signs.retain(|piece| Some(&piece.id) != known.explainer);
        key::chosen(&signs)
    };
    let said = latest_of_each(store::said_last(tx, story).await?);
    let speakers = if said.is_empty() { Vec::new() } else { store::speakers_in(tx, story).await? };
    let people = together(speakers, store::people_about(tx, story).await?);
    Ok(Outline { picked, said, people })
}

/// The latest statement of each speaker; `rows` come with the latest first.
fn latest_of_each(rows: Vec<(String, ArticleId, String)>) -> Vec<(ArticleId, String)> {
    let mut speakers: Vec<String> = Vec::new();
    let mut said = Vec::new();
    for (speaker, article, block) in rows {
        if said.len() < QUOTED && !speakers.contains(&speaker) {
            speakers.push(speaker);
            said.push((article, block));
        }
    }
    said
}

/// The speakers before the others; whoever is both stands once.
fn together(speakers: Vec<Somebody>, others: Vec<Somebody>) -> Vec<Somebody> {
    let speaks = |other: &Somebody| {
        let slug = speaker_slug(&other.name);
        speakers.iter().any(|one| one.slug == slug)
    };
    let silent: Vec<Somebody> = others.into_iter().filter(|other| !speaks(other)).collect();
    speakers.into_iter().chain(silent).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_each_speaker_the_latest_statement_is_kept_and_of_no_more_than_four() {
        let row = |speaker: &str, article: &str| {
            (speaker.to_owned(), ArticleId(article.to_owned()), format!("b-{article}"))
        };
        let rows = vec![row("هند", "9"), row("ليلى", "8"), row("هند", "7"), row("سمير", "6")];
        let ids = |rows| latest_of_each(rows).into_iter().map(|(id, _)| id.0).collect::<Vec<_>>();
        assert_eq!(ids(rows), ["9", "8", "6"]);
        let many = (0..9).map(|number| row(&format!("متحدث {number}"), &number.to_string())).collect();
        assert_eq!(ids(many), ["0", "1", "2", "3"]);
    }

    #[test]
    fn whoever_speaks_stands_before_those_who_are_spoken_of_and_only_once() {
        let somebody = |name: &str, speaks| Somebody {
            name: name.to_owned(),
            slug: if speaks { speaker_slug(name) } else { format!("topic-{name}") },
            count: 1,
            speaks,
        };
        let speakers = vec![somebody("هند السرّاج", true)];
        let others = vec![somebody("سالم حداد", false), somebody("هند السراج", false)];
        let names: Vec<String> = together(speakers, others).into_iter().map(|one| one.name).collect();
        assert_eq!(names, ["هند السرّاج", "سالم حداد"]);
    }

    #[test]
    fn what_was_kept_before_reads_back() {
        assert_eq!(serde_json::from_str::<Outline>("{}").ok(), Some(Outline::default()));
    }
}
