//! Keeps this node's search index in step with what is published. The cursor lives in the index itself, in the payload
//! of the commit that holds what was indexed: after a crash both are where they were.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use search::{Change, Index, Name};
use store::consumer::{ConsumerError, NodeConsumer};
use store::{Logged, StoreError};
use tokio_util::sync::CancellationToken;

use super::index_turns::{in_turn, somebody_waits, unless_another_does};
use crate::app::App;
use crate::event::Event;
use crate::features::articles::{all_published_ids, search_names, search_texts};
use crate::features::site_search::offered_in;
use crate::id::ArticleId;
use crate::reactions;

/// From one commit to the next; what is published is found well within a tenth of a second.
pub(super) const GATHERED: Duration = Duration::from_millis(30);
/// The same while much goes out at once: the core that a commit takes is the one that the others go out with.
const GATHERED_IN_A_RUSH: Duration = Duration::from_secs(1);
/// How many articles are read at a time.
const PAGE: usize = 500;

/// Feeds the search index.
pub struct SearchConsumer {
    app: App,
    stop: CancellationToken,
}

impl SearchConsumer {
    /// A consumer for the index that `app` holds; at `stop` it gives up an index that it is building.
    pub fn new(app: App, stop: CancellationToken) -> Self {
        Self { app, stop }
    }
}

impl NodeConsumer for SearchConsumer {
    fn name(&self) -> &'static str {
        "search"
    }

    /// What comes one after the other is written into the index together: a commit costs more than the article in it.
    fn gathers(&self) -> Duration {
        if self.app.rush().is_on() { GATHERED_IN_A_RUSH } else { GATHERED }
    }

    fn cursor(&self) -> i64 {
        // An index without a cursor is older than every log: it is built anew.
        let cursor = self.app.index.as_ref().and_then(|index| index.cursor().ok().flatten());
        cursor.unwrap_or(-1)
    }

    async fn take(&self, batch: &[Logged]) -> Result<(), ConsumerError> {
        let (Some(first), Some(last)) = (batch.first(), batch.last()) else { return Ok(()) };
        let mut wanted: Vec<ArticleId> = Vec::new();
        for entry in batch {
            let Some(event) = Event::from_log(&entry.data) else { continue };
            let follows = reactions::of(&event);
            if follows.index_all {
                return self.rebuild(last.seq).await;
            }
            for article in follows.index {
                if !wanted.contains(&article) {
                    wanted.push(article);
                }
            }
        }
        let mut changes = Vec::new();
        for ids in wanted.chunks(PAGE) {
            changes.extend(changes_of(&self.app, ids).await?);
        }
        apply(&self.app, first.seq - 1, changes, last.seq).await
    }

    async fn rebuild(&self, _head: i64) -> Result<(), ConsumerError> {
        let Some(index) = self.app.index.clone() else { return Ok(()) };
        let built = built(&self.app, index.clone(), Arc::new(|_| ()));
        unless_another_does(&self.stop, built, || index.is_rebuilding()).await
    }
}

/// Looks at these articles again: those that are published are indexed, the others leave the index.
async fn changes_of(app: &App, ids: &[ArticleId]) -> Result<Vec<Change>, StoreError> {
    let found = documents(app, ids).await?;
    let gone = ids.iter().filter(|id| !found.iter().any(|document| document.id == id.0));
    let gone: Vec<Change> = gone.map(|id| Change::Remove(id.0.clone())).collect();
    Ok(found.into_iter().map(Change::Put).chain(gone).collect())
}

async fn documents(app: &App, ids: &[ArticleId]) -> Result<Vec<search::Document>, StoreError> {
    let texts = search_texts(app.db.published(), ids).await?;
    let mut named: HashMap<String, Vec<(String, String, String, String)>> = HashMap::new();
    for (article, what, id, slug, name) in search_names(app.db.published(), ids).await? {
        named.entry(article).or_default().push((what, id, slug, name));
    }
    Ok(texts
        .into_iter()
        .map(|(id, edition, section, kind, lang, title, summary, body, at)| {
            let facet = |name: &str, value: &str| (name.to_owned(), value.to_owned());
            let mut facets =
                vec![facet("edition", &edition), facet("section", &section), facet("kind", &kind)];
            let mut names = vec![offered(&edition, "headline", &id, &title)];
            for (what, known, slug, name) in named.remove(&id).unwrap_or_default() {
                names.push(offered(&edition, &what, &slug, &name));
                facets.push(facet(&what, &known));
            }
            search::Document { id, facets, at, title, summary, body, lang, names }
        })
        .collect())
}

fn offered(edition: &str, what: &str, id: &str, text: &str) -> Name {
    Name { group: offered_in(edition, what), id: id.to_owned(), text: text.to_owned() }
}

/// The changes follow on `after`.
async fn apply(app: &App, after: i64, changes: Vec<Change>, cursor: i64) -> Result<(), ConsumerError> {
    let Some(index) = app.index.clone() else { return Ok(()) };
    let applied = tokio::task::spawn_blocking(move || index.apply_after(after, changes, cursor)).await;
    Ok(applied??)
}

/// Builds the whole index anew from what is published; `seen` is told how many articles are done. What is published
/// meanwhile is indexed again afterwards: the cursor is where this began. Where it is being built already this waits until that is done,
/// half an hour at most.
pub async fn reindex(app: &App, seen: impl Fn(u64) + Send + Sync + 'static) -> Result<u64, ConsumerError> {
    let Some(index) = app.index.clone() else { return Ok(0) };
    let seen = Arc::new(seen);
    in_turn(|| built(app, index.clone(), seen.clone())).await
}

/// Gives up, and leaves the index as it is, soon after nobody waits for this any more.
async fn built(
    app: &App,
    index: Arc<Index>,
    seen: Arc<impl Fn(u64) + Send + Sync + 'static>,
) -> Result<u64, ConsumerError> {
    let head = app.db.log().head().await?;
    let (app, handle) = (app.clone(), tokio::runtime::Handle::current());
    let (_waits, awaited) = somebody_waits();
    let rebuilt = tokio::task::spawn_blocking(move || {
        index.rebuild(head, |feed| {
            for ids in handle.block_on(all_published_ids(app.db.published())).map_err(text_of)?.chunks(PAGE) {
                for document in handle.block_on(documents(&app, ids)).map_err(text_of)? {
                    feed.put(document).map_err(text_of)?;
                }
                seen(feed.taken());
                awaited.still()?;
            }
            Ok::<(), String>(())
        })
    });
    Ok(rebuilt.await??)
}

fn text_of(error: impl std::fmt::Display) -> String {
    error.to_string()
}
