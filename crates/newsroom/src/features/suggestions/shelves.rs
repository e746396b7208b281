//! What suggestions are made from, in the memory of this process.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};

use ::store::StoreError;
use tokio::sync::{Mutex, Notify};
use tokio_util::sync::CancellationToken;

use super::gathering::{self, Gathered};
use super::room::{Proposed, Room};
use crate::app::App;
use crate::id::{ArticleId, EditionCode, StoryId};

/// What took so long to work out is shown so many times longer, though more came in meanwhile.
const SHOWN_LONGER: u32 = 20;

/// The rooms of all editions.
pub(super) type Rooms = HashMap<EditionCode, Room>;

/// The desk's stories and what came in lately, as they are compared. Cheap to clone.
///
/// Empty until somebody at the desk asks: a node that serves readers alone never reads them. From then on it follows the log. All of it
/// is made from the database, and forgotten with the process.
///
/// The site's table of routes is made of an `App`, and of that there is no way here:
///
/// ```compile_fail
/// use axum::{Router, extract::State, routing::get};
/// use newsroom::{app::App, features::suggestions::Shelves};
///
/// async fn takes(State(_shelves): State<Option<Shelves>>) {}
/// let site: Router<App> = Router::new().route("/", get(takes));
/// ```
///
/// What the desk is given compiles:
///
/// ```
/// use axum::{Router, extract::State, routing::get};
/// use newsroom::{features::suggestions::Shelves, routes::desk::DeskState};
///
/// async fn takes(State(_shelves): State<Option<Shelves>>) {}
/// let desk: Router<DeskState> = Router::new().route("/", get(takes));
/// ```
#[derive(Clone, Default)]
pub struct Shelves(Arc<Inside>);

#[derive(Default)]
struct Inside {
    rooms: RwLock<Option<Rooms>>,
    /// Held by whoever reads from the database what then goes into the rooms, so that nothing older comes after something newer.
    gathers: Mutex<()>,
    wanted: Notify,
    /// Counts what was taken in.
    changes: AtomicU64,
    proposed: Mutex<HashMap<EditionCode, Kept>>,
}

/// What was worked out, of which state, when, and how long that took.
struct Kept {
    proposed: Arc<Proposed>,
    changes: u64,
    at: Instant,
    took: Duration,
}

impl Shelves {
    /// Asks something of an edition's room, outside the threads that answer requests; `None` while it is not read yet, and then it soon
    /// will be.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        edition: &EditionCode,
        question: impl FnOnce(&Room) -> T + Send + 'static,
    ) -> Result<Option<T>, StoreError> {
        let (shelves, edition) = (self.clone(), edition.clone());
        let answer = tokio::task::spawn_blocking(move || shelves.answer(&edition, question)).await;
        answer.map_err(|error| StoreError::Database(error.to_string()))
    }

    fn answer<T>(&self, edition: &EditionCode, question: impl FnOnce(&Room) -> T) -> Option<T> {
        match &*self.read() {
            Some(rooms) => match rooms.get(edition) {
                Some(room) => Some(question(room)),
                None => Some(question(&Room::new([]))),
            },
            None => {
                self.0.wanted.notify_one();
                None
            }
        }
    }

    /// What is proposed for an edition, worked out on a copy of its room and for one caller at a time; `None` while it is not read yet.
    pub(super) async fn proposed(
        &self,
        edition: &EditionCode,
        now: i64,
    ) -> Result<Option<Arc<Proposed>>, StoreError> {
        let mut all = self.0.proposed.lock().await;
        let changes = self.0.changes.load(Ordering::Acquire);
        let holds = |kept: &&Kept| kept.changes == changes || kept.at.elapsed() < kept.took * SHOWN_LONGER;
        if let Some(kept) = all.get(edition).filter(holds) {
            return Ok(Some(Arc::clone(&kept.proposed)));
        }
        let Some(copy) = self.ask(edition, move |room| room.for_proposals(now)).await? else {
            return Ok(None);
        };
        let at = Instant::now();
        let worked_out = tokio::task::spawn_blocking(move || copy.worked_out()).await;
        let proposed = Arc::new(worked_out.map_err(|error| StoreError::Database(error.to_string()))?);
        let kept = Kept { proposed: Arc::clone(&proposed), changes, at, took: at.elapsed() };
        all.insert(edition.clone(), kept);
        Ok(Some(proposed))
    }

    /// Takes in again what changed: these articles, and these stories.
    pub(crate) async fn follow(
        &self,
        app: &App,
        articles: &[ArticleId],
        stories: &[StoryId],
    ) -> Result<(), StoreError> {
        let _alone = self.0.gathers.lock().await;
        if self.read().is_none() {
            return Ok(());
        }
        let gathered = Gathered {
            since: gathering::since(app),
            texts: gathering::texts(app, articles).await?,
            stories: gathering::stories(app, stories).await?,
        };
        self.put(gathered).await?;
        self.0.changes.fetch_add(1, Ordering::AcqRel);
        Ok(())
    }

    /// Reads all anew.
    async fn gather(&self, app: &App) -> Result<(), StoreError> {
        let _alone = self.0.gathers.lock().await;
        if self.read().is_some() {
            return Ok(());
        }
        let rooms = gathering::all(app).await?;
        *self.write() = Some(rooms);
        Ok(())
    }

    /// Forgets everything: it is read again when somebody asks.
    pub(crate) async fn forget(&self) {
        let _alone = self.0.gathers.lock().await;
        *self.write() = None;
        self.0.proposed.lock().await.clear();
    }

    /// Puts what was read into the rooms, outside the threads that answer requests; whoever asks comes in between.
    async fn put(&self, gathered: Gathered) -> Result<(), StoreError> {
        let shelves = self.clone();
        let done = tokio::task::spawn_blocking(move || {
            for part in gathered.parts() {
                if let Some(rooms) = &mut *shelves.write() {
                    part.put(rooms);
                }
            }
        });
        done.await.map_err(|error| StoreError::Database(error.to_string()))
    }

    fn read(&self) -> RwLockReadGuard<'_, Option<Rooms>> {
        self.0.rooms.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Option<Rooms>> {
        self.0.rooms.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads the shelves whenever somebody wants what is not there yet, until `stop` is cancelled.
pub async fn run(app: App, shelves: Shelves, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = shelves.0.wanted.notified() => {}
        }
        if let Err(error) = shelves.gather(&app).await {
            tracing::warn!(%error, "the desk's stories could not be read: nothing is suggested until somebody asks again");
        }
    }
}
