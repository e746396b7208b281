//! Chooses what stands beside what was published, once for the whole newsroom; and looks again at what is near to it, for a
//! better one may have come, or one have left.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
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
        let position = last.seq;
        for event in batch.iter().filter_map(|entry| Event::from_log(&entry.data)) {
            let follows = reactions::of(&event);
            wanted.add(follows.relate, position);
            for story in follows.relate_pieces {
                wanted.add(store::pieces(self.app.db.published(), &story, PIECES).await?, position);
            }
        }
        if wanted.order.is_empty() {
            return Ok(());
        }
        self.app.rush().give_way().await;
        self.pause(BEHIND_READERS).await?;
        self.index_has(position).await?;
        let around = self.relate(wanted, Pass::WhatChanged).await?;
        self.relate(around, Pass::WhatIsNear).await.map(drop)
    }
}

/// Why an article is chosen for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    /// It changed: those near to it are looked at after it.
    WhatChanged,
    /// It is near to one that changed, and those near to it are left as they are.
    WhatIsNear,
}

/// Up to which place of the log the index had come when an article's was chosen.
#[derive(Clone, Copy, Default)]
struct Mark {
    chosen: i64,
    /// The same, of the last choice after which those near to it were looked at.
    with_those_near: i64,
}

impl Mark {
    fn of(self, pass: Pass) -> i64 {
        match pass {
            Pass::WhatChanged => self.with_those_near,
            Pass::WhatIsNear => self.chosen,
        }
    }
}

/// What the choices of articles knew. What happened before is in them: when thousands come at once, none is chosen for again
/// for each of its neighbours.
#[derive(Default)]
struct Knew(Mutex<HashMap<ArticleId, Mark>>);

impl Knew {
    fn up_to(&self, article: &ArticleId, pass: Pass) -> Option<i64> {
        let marks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        marks.get(article).map(|mark| mark.of(pass))
    }

    fn keep(&self, article: ArticleId, position: i64, pass: Pass) {
        let mut marks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if marks.len() >= REMEMBERED {
            marks.clear();
        }
        let mark = marks.entry(article).or_default();
        mark.chosen = position;
        if pass == Pass::WhatChanged {
            mark.with_those_near = position;
        }
    }

    fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// Articles, each once, in the order of their coming, with the place of the log that their choice must know.
#[derive(Default)]
struct Wanted {
    order: Vec<ArticleId>,
    positions: HashMap<ArticleId, i64>,
}

impl Wanted {
    fn add(&mut self, articles: Vec<ArticleId>, position: i64) {
        for article in articles {
            match self.positions.entry(article) {
                Entry::Occupied(mut known) => {
                    let most = position.max(*known.get());
                    known.insert(most);
                }
                Entry::Vacant(new) => {
                    self.order.push(new.key().clone());
                    new.insert(position);
                }
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

    /// Chooses for each of these whose choice does not know yet what it must, and returns those near to them: they must know
    /// what the choice knew that they were near in.
    async fn relate(&self, wanted: Wanted, pass: Pass) -> Result<Wanted, ConsumerError> {
        let mut around = Wanted::default();
        let mut changed = Vec::new();
        for article in wanted.order {
            let position = wanted.positions.get(&article).copied().unwrap_or(i64::MAX);
            if self.knew.up_to(&article, pass).is_some_and(|known| known >= position) {
                continue;
            }
            if self.stop.is_cancelled() {
                return Err("the newsroom stops".into());
            }
            // Asked before anything is read: what is read later knows at least as much.
            let knows = self.app.indexed_to();
            let standing = store::standing(self.app.db.published(), &article).await?;
            let choice = choose(&self.app, &article).await?;
            let theirs = knows.map_or(position, |knows| knows.max(position));
            if choice.is_none() {
                // Whatever lists it was chosen while it left.
                around.add(store::pointing(self.app.db.read(), &article).await?, theirs);
            }
            let (rows, near) = choice.map(|choice| (choice.rows, choice.near)).unwrap_or_default();
            around.add(near.into_iter().take(AROUND).collect(), theirs);
            around.add(store::pinning(self.app.db.read(), &article, AROUND as i64).await?, theirs);
            if rows != standing {
                changed.push(Chosen { article: article.clone(), rows });
            }
            if changed.len() == TOGETHER {
                keep(&self.app, std::mem::take(&mut changed)).await?;
            }
            if let Some(knows) = knows {
                self.knew.keep(article, knows, pass);
            }
        }
        keep(&self.app, changed).await?;
        Ok(around)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_for_a_neighbours_sake_is_still_looked_around_when_it_changes_itself() {
        let (knew, article) = (Knew::default(), ArticleId::from("01JD0000000000000000000000"));
        assert_eq!(knew.up_to(&article, Pass::WhatChanged), None);
        knew.keep(article.clone(), 50, Pass::WhatIsNear);
        assert_eq!(knew.up_to(&article, Pass::WhatIsNear), Some(50));
        assert!(knew.up_to(&article, Pass::WhatChanged).is_none_or(|known| known < 40));
        knew.keep(article.clone(), 60, Pass::WhatChanged);
        knew.keep(article.clone(), 70, Pass::WhatIsNear);
        assert_eq!(knew.up_to(&article, Pass::WhatChanged), Some(60));
        assert_eq!(knew.up_to(&article, Pass::WhatIsNear), Some(70));
    }

    #[test]
    fn one_that_is_near_to_several_must_know_the_last_of_them() {
        let id = |end: &str| ArticleId::from(format!("01JD00000000000000000000{end}"));
        let mut wanted = Wanted::default();
        wanted.add(vec![id("AA"), id("BB")], 7);
        wanted.add(vec![id("BB")], 9);
        wanted.add(vec![id("BB")], 8);
        assert_eq!(wanted.order, [id("AA"), id("BB")]);
        assert_eq!((wanted.positions[&id("AA")], wanted.positions[&id("BB")]), (7, 9));
    }
}
