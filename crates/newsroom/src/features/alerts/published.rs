//! The alerts as readers see them: read with the frame, said on every page.

use serde::Serialize;

use crate::features::articles::article_href;
use crate::features::lite::lite_href;
use crate::features::pages::{Moment, Voiced};
use crate::features::stories::story_href;
use crate::id::{AlertId, ArticleId, EditionCode};

/// How many stand on a page, the newest first.
pub const MOST_SHOWN: i64 = 3;

/// An alert that stood when it was read.
#[derive(Debug, Clone)]
pub struct AlertRow {
    /// Which.
    pub id: AlertId,
    /// What it says.
    pub words: String,
    /// When it began, in microseconds UTC.
    pub begins_at: i64,
    /// When it ends.
    pub ends_at: i64,
    /// The article that it leads to, with its slug and its section's.
    pub article: Option<(ArticleId, String, String)>,
    /// The address of the story that it leads to.
    pub story: Option<String>,
    /// Counts its changes.
    pub revision: i64,
}

/// An alert, as the theme is given it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AlertLine {
    /// The name of its line on the page: which alert, and which revision of it.
    pub mark: String,
    /// What it says.
    pub words: String,
    /// Where it leads.
    pub href: Option<String>,
    /// The same on the lite pages.
    pub lite_href: Option<String>,
    /// When it began.
    pub at: Moment,
}

impl AlertRow {
    /// Whether it still stands: the work that takes it away may be a moment late.
    pub fn stands(&self, now: i64) -> bool {
        now < self.ends_at
    }
}

/// The name of an alert's line on the page; without a revision, what the names of all its revisions begin with.
pub(super) fn mark(id: &AlertId, revision: Option<i64>) -> String {
    match revision {
        Some(revision) => format!("alert-{id}-{revision}"),
        None => format!("alert-{id}-"),
    }
}

/// The lines that stand at the moment of `voiced`.
pub fn lines(rows: &[AlertRow], edition: &EditionCode, voiced: &Voiced) -> Vec<AlertLine> {
    let line = |row: &AlertRow| {
        let story = row.story.as_ref().map(|slug| story_href(edition, slug));
        let (href, lite_href) = match &row.article {
            Some((id, slug, section)) => {
                (Some(article_href(edition, section, id, slug)), Some(lite_href(edition, id)))
            }
            None => (story.clone(), story),
        };
        AlertLine {
            mark: mark(&row.id, Some(row.revision)),
            words: row.words.clone(),
            href,
            lite_href,
            at: voiced.moment(row.begins_at),
        }
    };
    rows.iter().filter(|row| row.stands(voiced.now())).map(line).collect()
}
