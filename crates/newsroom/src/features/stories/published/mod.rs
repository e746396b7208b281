//! What readers see of stories: rows read through the published connection, and the shapes the theme is given.

pub mod store;

use serde::Serialize;

use self::store::{CardRow, NamedStory};
use super::timeline;
use crate::features::articles::TeaserRow;
use crate::features::media_library::{PicturePlace, PictureView};
use crate::features::pages::{Link, Moment, Voiced};
use crate::id::{ArticleId, EditionCode};

/// How many neighbours of a piece are named beside it.
const AROUND: usize = 4;

/// A story in a list, as the theme is given it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StoryCard {
    pub name: String,
    pub href: String,
    pub about: String,
    pub state: &'static str,
    pub count: i64,
    /// When its newest piece was published.
    pub latest: Moment,
    pub picture: Option<PictureView>,
}

impl StoryCard {
    /// The list entry in an edition's voice.
    pub fn new(row: &CardRow, voiced: &Voiced) -> StoryCard {
        StoryCard {
            name: row.name.clone(),
            href: story_href(&row.edition, &row.slug),
            about: row.about.clone(),
            state: row.state.as_str(),
            count: row.pieces,
            latest: voiced.moment(row.latest_at),
            picture: row.picture.as_ref().map(|picture| picture.view(voiced, PicturePlace::CARD)),
        }
    }
}

/// That an article is in a story, as its page says it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InStory {
    pub name: String,
    pub href: String,
    pub state: &'static str,
    pub count: i64,
    /// The piece and those around it, the newest first.
    pub thread: Vec<ThreadLine>,
    /// The other stories that the article is in.
    pub others: Vec<Link>,
}

/// A piece in the box that shows where an article stands in its story.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ThreadLine {
    pub href: String,
    pub headline: String,
    pub lang: Option<String>,
    pub at: Moment,
    /// Whether it is the article whose page this is.
    pub here: bool,
}

/// The pieces around one piece, chosen: those newer than it, from the newest on, and those older.
pub struct Around {
    newer: Vec<ArticleId>,
    older: Vec<ArticleId>,
}

impl Around {
    /// The nearest of what was found on both sides.
    pub fn of(found: Vec<(bool, ArticleId)>) -> Around {
        let (newer, older): (Vec<_>, Vec<_>) = found.into_iter().partition(|(is_newer, _)| *is_newer);
        let bare = |side: Vec<(bool, ArticleId)>| side.into_iter().map(|(_, id)| id).collect();
        let (newer, older) = timeline::nearest(bare(newer), bare(older), AROUND);
        Around { newer, older }
    }

    /// All of them.
    pub fn ids(&self) -> impl Iterator<Item = &ArticleId> {
        self.newer.iter().chain(&self.older)
    }
}

impl InStory {
    /// What the page of `here` says of `stories`, of which the first is given with the pieces `around` it; `rows` are the
    /// headlines of these. `None` when it is in none.
    pub fn new(
        stories: &[NamedStory],
        around: &Around,
        here: ThreadLine,
        rows: &[TeaserRow],
        edition: &EditionCode,
        voiced: &Voiced,
    ) -> Option<InStory> {
        let (first, others) = stories.split_first()?;
        let line = |id: &ArticleId| rows.iter().find(|row| row.id == *id).map(|row| line(row, voiced));
        let (newer, older) = (around.newer.iter().filter_map(line), around.older.iter().filter_map(line));
        Some(InStory {
            name: first.name.clone(),
            href: story_href(edition, &first.slug),
            state: first.state.as_str(),
            count: first.pieces,
            thread: newer.chain([here]).chain(older).collect(),
            others: others.iter().map(|story| link(story, edition)).collect(),
        })
    }
}

fn line(row: &TeaserRow, voiced: &Voiced) -> ThreadLine {
    let short = if row.headline_short.is_empty() { &row.headline } else { &row.headline_short };
    ThreadLine { href: row.href(), headline: short.clone(), lang: None, at: row.at(voiced), here: false }
}

fn link(story: &NamedStory, edition: &EditionCode) -> Link {
    Link { name: story.name.clone(), href: Some(story_href(edition, &story.slug)) }
}

/// The address of a story's page.
pub fn story_href(edition: &EditionCode, slug: &str) -> String {
    format!("/{edition}/story/{}/", text::percent::path(slug))
}
