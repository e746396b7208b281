//! Chooses what stands beside what was published, once for the whole newsroom; and looks again at what is near to it, for a
//! better one may have come, or one have left.

use std::collections::HashSet;
use std::time::Duration;

use ::store::Logged;
use ::store::consumer::{ConsumerError, Lease, LeasedConsumer, run_leased};
use tokio_util::sync::CancellationToken;

use super::actions::{Chosen, keep};
use super::choosing::choose;
use super::store;
use crate::app::App;
use crate::event::Event;
use crate::id::ArticleId;
use crate::reactions;

/// How often it is looked whether this node's index has come so far, and how long after one another: ten seconds in all. Then
/// it goes on with what the index has.
const GLANCES: u32 = 500;
const PAUSE: Duration = Duration::from_millis(20);
/// So many of those near to an article are looked at again with it.
const AROUND: usize = 8;
/// So many of the pieces of a story that was merged or split.
const PIECES: i64 = 200;
/// So many lists are written in one transaction.
const TOGETHER: usize = 32;

/// Runs until `stop` is cancelled.
pub async fn run(app: App, owner: String, stop: CancellationToken) {
    let lease = Lease { owner, clock: app.clock.clone(), length: Duration::from_secs(30) };
    run_leased(app.db.clone(), Related { app, stop: stop.clone() }, lease, stop).await;
}

struct Related {
    app: App,
    stop: CancellationToken,
}

impl LeasedConsumer for Related {
    fn name(&self) -> &'static str {
        "related"
    }

    async fn take(&self, batch: &[Logged]) -> Result<(), ConsumerError> {
        let Some(last) = batch.last() else { return Ok(()) };
        let mut wanted = Wanted::default();
        for event in batch.iter().filter_map(|entry| Event::from_log(&entry.data)) {
            let follows = reactions::of(&event);
            wanted.add(follows.relate);
            for story in follows.relate_pieces {
                wanted.add(store::pieces(self.app.db.published(), &story, PIECES).await?);
            }
        }
        if wanted.order.is_empty() {
            return Ok(());
        }
        self.index_has(last.seq).await?;
        let around = self.relate(wanted.order.clone(), wanted.seen.clone()).await?;
        self.relate(around, HashSet::new()).await.map(drop)
    }
}

/// Articles, each once, in the order of their coming.
#[derive(Default)]
struct Wanted {
    order: Vec<ArticleId>,
    seen: HashSet<ArticleId>,
}

impl Wanted {
    fn add(&mut self, articles: Vec<ArticleId>) {
        for article in articles {
            if self.seen.insert(article.clone()) {
                self.order.push(article);
            }
        }
    }
}

impl Related {
    async fn index_has(&self, position: i64) -> Result<(), ConsumerError> {
        for _ in 0..GLANCES {
            if self.app.indexed_to().is_some_and(|cursor| cursor >= position) {
                return Ok(());
            }
            tokio::select! {
                () = self.stop.cancelled() => return Err("the newsroom stops".into()),
                () = tokio::time::sleep(PAUSE) => (),
            }
        }
        // Chosen from an index that is still being built, nothing would stand beside anything.
        Err(format!(
            "the search index has not come to position {position}: what stands beside articles waits"
        )
        .into())
    }

    /// Chooses for each of these, and returns those near to them that are not in `known`.
    async fn relate(
        &self,
        articles: Vec<ArticleId>,
        known: HashSet<ArticleId>,
    ) -> Result<Vec<ArticleId>, ConsumerError> {
        let mut around = Wanted { order: Vec::new(), seen: known };
        let mut changed = Vec::new();
        for article in articles {
            if self.stop.is_cancelled() {
                return Err("the newsroom stops".into());
            }
            let standing = store::standing(self.app.db.published(), &article).await?;
            let choice = choose(&self.app, &article).await?;
            if choice.is_none() {
                // Whatever lists it was chosen while it left.
                around.add(store::pointing(self.app.db.read(), &article).await?);
            }
            let (rows, near) = choice.map(|choice| (choice.rows, choice.near)).unwrap_or_default();
            around.add(near.into_iter().take(AROUND).collect());
            around.add(store::pinning(self.app.db.read(), &article, AROUND as i64).await?);
            if rows != standing {
                changed.push(Chosen { article, rows });
            }
            if changed.len() == TOGETHER {
                keep(&self.app, std::mem::take(&mut changed)).await?;
            }
        }
        keep(&self.app, changed).await?;
        Ok(around.order)
    }
}
