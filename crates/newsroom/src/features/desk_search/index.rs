//! The index, and asking it.

use std::path::Path;
use std::sync::Arc;

use search::{Change, Feed, Filter, Index, Request, SearchError, Settings};

use crate::features::articles::Reach;
use crate::id::{ArticleId, EditionCode, SectionId};

/// The desk's own search index. Cheap to clone.
///
/// The site's table of routes is made of an `App`, and of that there is no way here: a handler of the site that asks for the index
/// does not compile.
///
/// ```compile_fail
/// use axum::{Router, extract::State, routing::get};
/// use newsroom::{app::App, features::desk_search::DeskIndex};
///
/// async fn takes(State(_index): State<DeskIndex>) {}
/// let site: Router<App> = Router::new().route("/", get(takes));
/// ```
///
/// What it is given compiles:
///
/// ```
/// use axum::{Router, extract::State, routing::get};
/// use newsroom::app::App;
///
/// async fn takes(State(_app): State<App>) {}
/// let site: Router<App> = Router::new().route("/", get(takes));
/// ```
#[derive(Clone)]
pub struct DeskIndex(Arc<Index>);

/// What is asked of it.
pub struct Question<'a> {
    /// As they were typed.
    pub words: &'a str,
    pub edition: &'a EditionCode,
    /// A section's id; empty for all.
    pub section: &'a str,
    /// What the person may read.
    pub reach: &'a Reach,
    /// How many are passed over, and how many are wanted after those; a hundred at most.
    pub offset: usize,
    pub limit: usize,
    /// Now, in microseconds UTC.
    pub now: i64,
}

impl DeskIndex {
    /// Opens the index in this folder, or begins one.
    pub fn open(folder: &Path) -> Result<DeskIndex, SearchError> {
        Index::open_or_create(folder, Settings::default()).map(|index| DeskIndex(Arc::new(index)))
    }

    /// The log position up to which it finds everything; `None` where it was never built.
    pub fn reached(&self) -> Option<i64> {
        self.0.reached().ok().flatten()
    }

    /// The log position that is kept with what it holds, for whoever feeds it.
    pub(crate) fn cursor(&self) -> Option<i64> {
        self.0.cursor().ok().flatten()
    }

    /// The articles whose newest or live revision fits, the best first, of those that the person may read.
    pub async fn find(&self, asked: &Question<'_>) -> Result<Vec<ArticleId>, SearchError> {
        let mut filters = vec![any("edition", [asked.edition.to_string()])];
        if !asked.section.is_empty() {
            filters.push(any("section", [asked.section.to_owned()]));
        }
        if !asked.reach.all {
            let sections = asked.reach.sections.iter().map(within);
            filters.push(any("reach", sections.chain([begun_by(&asked.reach.own)])));
        }
        let request = Request {
            text: asked.words.to_owned(),
            filters,
            limit: asked.limit,
            offset: asked.offset,
            now: asked.now,
            ..Request::default()
        };
        let index = Arc::clone(&self.0);
        let answer = tokio::task::spawn_blocking(move || index.search(&request)).await;
        let hits = answer.map_err(|error| SearchError::Index(error.to_string()))??;
        Ok(hits.hits.into_iter().map(|hit| ArticleId(hit.id)).collect())
    }

    /// Makes the changes, which follow on `after`, and keeps the cursor, in one commit.
    pub(crate) fn apply(&self, after: i64, changes: Vec<Change>, cursor: i64) -> Result<(), SearchError> {
        self.0.apply_after(after, changes, cursor)
    }

    /// Builds it anew beside the one in use.
    pub(crate) fn rebuild(
        &self,
        cursor: i64,
        fill: impl FnOnce(&mut Feed<'_>) -> Result<(), String>,
    ) -> Result<u64, SearchError> {
        self.0.rebuild(cursor, fill)
    }

    /// Whether it is being built anew just now.
    pub(crate) fn is_rebuilding(&self) -> bool {
        self.0.is_rebuilding()
    }

    /// For the consumer that gives every index of this node the newsroom's synonyms.
    pub(crate) fn inner(&self) -> Arc<Index> {
        Arc::clone(&self.0)
    }
}

/// The value of the facet `reach` for what this one began.
pub(super) fn begun_by(signature: &str) -> String {
    format!("by {signature}")
}

/// The same for what stands in a section.
pub(super) fn within(section: &SectionId) -> String {
    format!("in {section}")
}

fn any(name: &str, values: impl IntoIterator<Item = String>) -> Filter {
    Filter::Any { name: name.to_owned(), values: values.into_iter().collect() }
}
