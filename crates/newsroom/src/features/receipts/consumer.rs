//! Completes receipts: looks at the site the way a reader does, and notes how long after the commit it was right.
//! One node does this for the whole newsroom, by a lease.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ::store::Logged;
use ::store::consumer::{ConsumerError, Lease, LeasedConsumer, run_leased};
use memchr::memmem;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::{Receipt, ReceiptKind, Step, StepName, actions, receipt_by_id};
use crate::app::App;
use crate::event::Event;
use crate::features::articles::{self, Article, article_href};
use crate::features::sections::section_by_id;
use crate::features::{alerts, fronts, stories};
use crate::id::{AlertId, ArticleId, ReceiptId, StoryId};
use crate::reactions;

/// How long a step may take before the receipt gives up on it.
const PATIENCE: Duration = Duration::from_secs(10);
/// After how long a step is looked for again, at first and at most.
const GLANCES: (Duration, Duration) = (Duration::from_millis(2), Duration::from_millis(16));
/// Where a step takes longer than this, what was seen before it is kept meanwhile: the desk says that readers have it though the index
/// is behind.
const KEPT_AFTER: Duration = Duration::from_millis(500);
/// How many receipts are completed at the same time.
const SIDE_BY_SIDE: usize = 16;
/// How often, and how long after one another, it is tried to keep one while the database refuses it.
const TRIES: u32 = 5;
const PAUSE: Duration = Duration::from_secs(1);
/// How long a stopping process still looks for what it has begun; what is left is taken up at the next start.
const AT_THE_END: Duration = Duration::from_secs(2);
/// The response header in which an article's page says which revision it shows.
pub const REVISION_HEADER: &str = "khabar-revision";

/// Runs until `stop` is cancelled.
pub async fn run(app: App, owner: String, stop: CancellationToken) {
    let lease = Lease { owner, clock: app.clock.clone(), length: Duration::from_secs(30) };
    let db = app.db.clone();
    let receipts = Arc::new(Receipts {
        app,
        begun: Arc::default(),
        tasks: Mutex::default(),
        turns: Arc::new(Semaphore::new(SIDE_BY_SIDE)),
    });
    run_leased(db, receipts.clone(), lease, stop).await;
    if tokio::time::timeout(AT_THE_END, receipts.turns.acquire_many(SIDE_BY_SIDE as u32)).await.is_err() {
        tracing::info!("receipts that are not finished are taken up at the next start");
    }
}

/// A batch only begins its receipts: one whose page is waited for holds up nobody else's, in the same batch or after it.
/// What is begun and not finished stands in the table as open, for whoever takes over.
struct Receipts {
    app: App,
    /// Those that are being looked for.
    begun: Arc<Mutex<BTreeSet<ReceiptId>>>,
    tasks: Mutex<JoinSet<()>>,
    turns: Arc<Semaphore>,
}

impl LeasedConsumer for Receipts {
    fn name(&self) -> &'static str {
        "receipts"
    }

    async fn take(&self, batch: &[Logged]) -> Result<(), ConsumerError> {
        for entry in batch {
            let Some(event) = Event::from_log(&entry.data) else { continue };
            let Some(id) = reactions::of(&event).receipt else { continue };
            let Some(receipt) = receipt_by_id(self.app.db.read(), &id).await? else { continue };
            // A finished one was completed before a crash.
            if receipt.finished_at.is_some() {
                continue;
            }
            match (receipt.kind, &event) {
                // A batch has one receipt for many events; it is not taken up from the table, and so waited for here.
                (ReceiptKind::Batch, Event::BatchPublished { .. }) => {
                    complete(&self.app, receipt, entry.seq).await?;
                }
                (ReceiptKind::Batch, _) => {}
                _ => self.begin(receipt, entry.seq).await,
            }
        }
        Ok(())
    }

    async fn takes_over(&self) -> Result<(), ConsumerError> {
        let head = self.app.db.log().head().await?;
        for receipt in super::store::open(self.app.db.read(), SIDE_BY_SIDE as i64).await? {
            self.begin(receipt, head).await;
        }
        Ok(())
    }
}

impl Receipts {
    /// Begins to look, when one of the turns is free.
    async fn begin(&self, receipt: Receipt, position: i64) {
        if !lock(&self.begun).insert(receipt.id.clone()) {
            return;
        }
        // Looking takes the core that the others of a rush go out with.
        self.app.rush().give_way().await;
        let Ok(turn) = self.turns.clone().acquire_owned().await else { return };
        let (app, begun) = (self.app.clone(), self.begun.clone());
        let mut tasks = lock(&self.tasks);
        while tasks.try_join_next().is_some() {}
        tasks.spawn(async move {
            for _ in 0..TRIES {
                match complete(&app, receipt.clone(), position).await {
                    Ok(()) => break,
                    Err(error) => tracing::warn!(receipt.id = %receipt.id, %error, "a receipt was not kept"),
                }
                tokio::time::sleep(PAUSE).await;
            }
            lock(&begun).remove(&receipt.id);
            drop(turn);
        });
    }
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn complete(app: &App, receipt: Receipt, position: i64) -> Result<(), ConsumerError> {
    let mut watch = Watch { app, receipt, position, kept: 0 };
    watch.look().await?;
    let receipt = watch.receipt;
    if let Some(step) = receipt.steps.iter().find(|step| step.step == StepName::ReadBack) {
        metrics::histogram!("khabar_publish_to_visible_seconds").record(step.ms / 1000.0);
    }
    Ok(actions::complete(app, receipt).await?)
}

struct Watch<'a> {
    app: &'a App,
    receipt: Receipt,
    position: i64,
    /// So many of its steps are kept.
    kept: usize,
}

/// What is looked for.
enum Sight {
    Purged,
    /// The page shows this revision or a later one; with none, it says that the article is gone.
    Page {
        path: String,
        article: ArticleId,
        revision: Option<i64>,
    },
    /// The page of a story, or a front, shows this revision of it or a later one.
    Revised {
        path: String,
        revision: i64,
    },
    /// The page has the line of an alert, or no longer does.
    Alert {
        alert: AlertId,
        path: String,
        mark: String,
        stands: bool,
    },
    /// The feed of the article's story holds it, or no longer does.
    InStory {
        path: String,
        article: ArticleId,
        listed: bool,
    },
    /// The feed holds the article, or no longer does.
    Feed {
        path: String,
        article: ArticleId,
        listed: bool,
    },
    Indexed,
}

impl Sight {
    fn step(&self) -> StepName {
        match self {
            Sight::Purged => StepName::Purged,
            Sight::Page { .. } | Sight::Revised { .. } | Sight::Alert { .. } => StepName::ReadBack,
            Sight::InStory { .. } => StepName::InStory,
            Sight::Feed { .. } => StepName::InFeed,
            Sight::Indexed => StepName::Indexed,
        }
    }
}

impl Watch<'_> {
    async fn look(&mut self) -> Result<(), ConsumerError> {
        self.receipt.steps.clear();
        for sight in self.sights().await? {
            self.wait_for(&sight).await?;
        }
        self.receipt.finished_at = Some(self.app.now());
        Ok(())
    }

    async fn sights(&self) -> Result<Vec<Sight>, ConsumerError> {
        let mut sights = vec![Sight::Purged];
        if let Some(story) = &self.receipt.story {
            sights.extend(self.sight_of_story(story).await?);
            return Ok(sights);
        }
        if let Some(front) = &self.receipt.front {
            let found = fronts::where_shown(self.app.db.read(), front).await?;
            sights.extend(found.map(|(path, revision)| Sight::Revised { path, revision }));
            return Ok(sights);
        }
        if let Some(alert) = &self.receipt.alert {
            let found = alerts::where_shown(self.app.db.read(), alert).await?;
            let alert = alert.clone();
            sights.extend(found.map(|(path, mark, stands)| Sight::Alert { alert, path, mark, stands }));
            return Ok(sights);
        }
        if let Some(article) = articles::article_by_id(self.app.db.read(), &self.receipt.article).await? {
            let section = section_by_id(self.app.db.read(), &article.section).await?;
            let slug = section.map(|section| section.slug).unwrap_or_default();
            let path = article_href(&article.edition, &slug, &article.id, &article.slug);
            let listed = article.is_live();
            let revision = article.live_revision.map(|number| number.0);
            sights.push(Sight::Page { path, article: article.id.clone(), revision });
            // Only a feed of the latest can hold it: a publication dated back is not looked for there.
            if !self.is_dated_back(article.first_published_at) {
                let path = format!("/{}/feed.json", article.edition);
                sights.push(Sight::Feed { path, article: article.id.clone(), listed });
                sights.extend(self.sight_in_story(&article).await?);
            }
        }
        if self.app.index.is_some() {
            sights.push(Sight::Indexed);
        }
        Ok(sights)
    }

    /// The story's own page. What was overtaken, because it was merged meanwhile or lost its last piece, is not looked for.
    async fn sight_of_story(&self, story: &StoryId) -> Result<Option<Sight>, ConsumerError> {
        let story = stories::story_by_id(self.app.db.read(), story).await?;
        let story = story.filter(|story| story.merged_into.is_none());
        Ok(story.map(|story| Sight::Revised {
            path: stories::story_href(&story.edition, &story.slug),
            revision: story.revision,
        }))
    }

    async fn sight_in_story(&self, article: &Article) -> Result<Option<Sight>, ConsumerError> {
        let shown = stories::where_shown(self.app.db.read(), &article.id).await?;
        Ok(shown.map(|(edition, slug)| Sight::InStory {
            path: format!("{}feed.json", stories::story_href(&edition, &slug)),
            article: article.id.clone(),
            listed: article.is_live(),
        }))
    }

    fn is_dated_back(&self, first_published_at: Option<i64>) -> bool {
        first_published_at.is_some_and(|at| at + 60_000_000 < self.receipt.committed_at)
    }

    async fn wait_for(&mut self, sight: &Sight) -> Result<(), ConsumerError> {
        let micros = |time: Duration| i64::try_from(time.as_micros()).unwrap_or(i64::MAX);
        let (patience, kept_after) = (micros(PATIENCE), micros(KEPT_AFTER));
        let begun = self.app.now();
        let (mut pause, longest) = GLANCES;
        while !self.sees(sight).await {
            let waited = self.app.now() - begun;
            if waited > patience {
                tracing::warn!(receipt.id = %self.receipt.id, step = ?sight.step(), "a published change could not be seen in time");
                self.note(StepName::GaveUp);
                return Ok(());
            }
            if waited > kept_after && self.kept < self.receipt.steps.len() {
                actions::complete(self.app, self.receipt.clone()).await?;
                self.kept = self.receipt.steps.len();
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(longest);
        }
        self.note(sight.step());
        Ok(())
    }

    async fn sees(&self, sight: &Sight) -> bool {
        match sight {
            Sight::Purged => self.app.cache.position() >= self.position,
            Sight::Page { path, article, revision } => self.page_shows(path, article, *revision).await,
            Sight::Revised { path, revision } => self.shows_revision(path, *revision).await,
            Sight::Alert { alert, path, mark, stands } => self.alert_is_as(alert, path, mark, *stands).await,
            Sight::InStory { path, article, listed } => self.story_holds(path, article, *listed).await,
            Sight::Feed { path, article, listed } => self.feed_holds(path, article, *listed).await,
            Sight::Indexed => self.app.indexed_to().is_some_and(|cursor| cursor >= self.position),
        }
    }

    fn note(&mut self, step: StepName) {
        let ms = (self.app.now() - self.receipt.committed_at) as f64 / 1000.0;
        self.receipt.steps.push(Step { step, ms });
    }

    /// Whether the page shows this revision, or a later one; with none, whether it says that the article is gone. What
    /// was overtaken meanwhile, because the article was taken back or came again, counts as seen: nobody will see more of it.
    async fn page_shows(&self, page: &str, article: &ArticleId, revision: Option<i64>) -> bool {
        let Some((status, headers, _)) = self.read(page).await else { return false };
        let shown = headers.get(REVISION_HEADER).and_then(|shown| shown.to_str().ok()?.parse::<i64>().ok());
        let (as_wanted, otherwise) = match revision {
            Some(revision) => (status == 200 && shown.is_some_and(|shown| shown >= revision), status == 410),
            None => (status == 410, status == 200),
        };
        as_wanted || (otherwise && self.is_live(article).await == Some(revision.is_none()))
    }

    /// Whether the page shows this revision of its story or front, or a later one; or there is no such page any more.
    async fn shows_revision(&self, page: &str, revision: i64) -> bool {
        let Some((status, headers, _)) = self.read(page).await else { return false };
        let shown = headers.get(REVISION_HEADER).and_then(|shown| shown.to_str().ok()?.parse::<i64>().ok());
        status != 200 || shown.is_some_and(|shown| shown >= revision)
    }

    /// Whether the page has the line of the alert, or no longer has it; what has changed again meanwhile counts as seen.
    async fn alert_is_as(&self, alert: &AlertId, page: &str, mark: &str, stands: bool) -> bool {
        let Some((status, _, body)) = self.read(page).await else { return false };
        let as_wanted = is_said_in(&body, mark) == stands;
        let now = async || alerts::where_shown(self.app.db.read(), alert).await.ok().flatten();
        status != 200
            || as_wanted
            || now().await.is_none_or(|(_, newer, stands_now)| newer != mark || stands_now != stands)
    }

    /// Whether the feed of a story holds the article. A story whose last piece left has none, and an article that was
    /// taken out or taken back meanwhile is not waited for.
    async fn story_holds(&self, feed: &str, article: &ArticleId, listed: bool) -> bool {
        let Some((status, _, body)) = self.read(feed).await else { return false };
        let holds = status == 200 && is_said_in(&body, article.as_str());
        holds == listed
            || self.is_live(article).await == Some(!listed)
            || (listed && (self.is_pushed_out().await || self.is_in_no_story(article).await))
    }

    async fn is_in_no_story(&self, article: &ArticleId) -> bool {
        stories::stories_of(self.app.db.read(), article).await.is_ok_and(|stories| stories.is_empty())
    }

    async fn feed_holds(&self, feed: &str, article: &ArticleId, listed: bool) -> bool {
        let Some((status, _, body)) = self.read(feed).await else { return false };
        if status != 200 {
            return false;
        }
        let holds = is_said_in(&body, article.as_str());
        holds == listed
            || self.is_live(article).await == Some(!listed)
            || (listed && self.is_pushed_out().await)
    }

    /// Whether the article is before readers now; `None` when that cannot be known.
    async fn is_live(&self, article: &ArticleId) -> Option<bool> {
        let article = articles::article_by_id(self.app.db.read(), article).await.ok()??;
        Some(article.is_live())
    }

    /// Whether so much has happened since that newer articles may fill the feed.
    async fn is_pushed_out(&self) -> bool {
        let head = self.app.db.log().head().await.unwrap_or(self.position);
        head - self.position >= self.app.config.feed_items
    }

    async fn read(&self, path: &str) -> Option<(u16, axum::http::HeaderMap, bytes::Bytes)> {
        let address = *self.app.site_address.get()?;
        let host = self.app.public_host();
        let (status, headers, body) =
            web::readback::read(address, &host, path, 4 << 20, Duration::from_secs(2)).await.ok()?;
        Some((status.as_u16(), headers, body))
    }
}

fn is_said_in(body: &[u8], wanted: &str) -> bool {
    memmem::find(body, wanted.as_bytes()).is_some()
}
