//! Chooses what stands beside what was published, once for the whole newsroom; and looks again at what is near to it, for a
//! better one may have come, or one have left.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};
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
/// What was published is on every page of readers well before this is over: nobody waits for what stands beside it, and it
/// takes from them neither a core nor the disk.
const BEHIND_READERS: Duration = Duration::from_millis(250);
/// Of so many articles it is remembered with what knowledge theirs was chosen: four megabytes.
const REMEMBERED: usize = 50_000;

/// Runs until `stop` is cancelled.
pub async fn run(app: App, owner: String, stop: CancellationToken) {
    let lease = Lease { owner, clock: app.clock.clone(), length: Duration::from_secs(30) };
    run_leased(app.db.clone(), Related { app, stop: stop.clone(), knew: Knew::default() }, lease, stop).await;
}

struct Related {
    app: App,
    stop: CancellationToken,
    knew: Knew,
}

impl LeasedConsumer for Related {
    fn name(&self) -> &'static str {
        "related"
    }

    async fn takes_over(&self) -> Result<(), ConsumerError> {
        self.knew.forget();
        Ok(())
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
        self.pause(BEHIND_READERS).await?;
        self.index_has(last.seq).await?;
        let around = self.relate(wanted.order, last.seq).await?;
        self.relate(around, last.seq).await.map(drop)
    }
}

/// Up to which place of the log the index had come when an article's was chosen. What happened before is in that choice: when
/// thousands come at once, none is chosen for again for each of its neighbours.
#[derive(Default)]
struct Knew(Mutex<HashMap<ArticleId, i64>>);

impl Knew {
    fn up_to(&self, article: &ArticleId) -> Option<i64> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(article).copied()
    }

    fn keep(&self, article: ArticleId, position: i64) {
        let mut positions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if positions.len() >= REMEMBERED {
            positions.clear();
        }
        positions.insert(article, position);
    }

    fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
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
            self.pause(PAUSE).await?;
        }
        // Chosen from an index that is still being built, nothing would stand beside anything.
        Err(format!(
            "the search index has not come to position {position}: what stands beside articles waits"
        )
        .into())
    }

    async fn pause(&self, length: Duration) -> Result<(), ConsumerError> {
        tokio::select! {
            () = self.stop.cancelled() => Err("the newsroom stops".into()),
            () = tokio::time::sleep(length) => Ok(()),
        }
    }

    /// Chooses for each of these whose choice does not know what happened up to `position`, and returns those near to them.
    async fn relate(&self, articles: Vec<ArticleId>, position: i64) -> Result<Vec<ArticleId>, ConsumerError> {
        let mut around = Wanted::default();
        let mut changed = Vec::new();
        for article in articles {
            if self.knew.up_to(&article).is_some_and(|known| known >= position) {
                continue;
            }
            if self.stop.is_cancelled() {
                return Err("the newsroom stops".into());
            }
            // Asked before anything is read: what is read later knows at least as much.
            let knows = self.app.indexed_to();
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
                changed.push(Chosen { article: article.clone(), rows });
            }
            if changed.len() == TOGETHER {
                keep(&self.app, std::mem::take(&mut changed)).await?;
            }
            if let Some(knows) = knows {
                self.knew.keep(article, knows);
            }
        }
        keep(&self.app, changed).await?;
        Ok(around.order)
    }
}
