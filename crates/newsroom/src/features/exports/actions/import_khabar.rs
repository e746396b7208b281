//! Brings an export into an empty newsroom: all of it in one transaction, or nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ::store::{Query, StoreError, Tx};
use serde::{Deserialize, Serialize};

use super::bring_pictures::{Resized, bring_pictures};
use super::bring_recordings::bring_recordings;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::actions::{name_all_in, rebuild_published_in};
use crate::features::articles::{Content, article_by_id, live_articles};
use crate::features::exports::noun::Noun;
use crate::features::exports::reading::{BadExport, Reading};
use crate::features::exports::store::{self, NOUNS};
use crate::features::receipts::{self, ReceiptKind};
use crate::id::{ArticleId, MediaId, ReceiptId};
use crate::schedule::{self, DuePublication};

/// Articles that are read at once.
const PAGE: i64 = 500;

/// What was brought back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BroughtBack {
    /// The hash of the whole: an export made now has the same.
    pub whole: String,
    /// Whether it held what readers never see.
    pub private: bool,
    /// How many instances of each noun there are.
    pub lines: BTreeMap<String, u64>,
    /// How many articles readers see.
    pub published: u64,
    /// How many pictures are served in other sizes than before, because this program makes them otherwise.
    pub resized: u64,
}

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Files that were looked at, of so many.
    Checked(u64, u64),
    /// Pictures that were brought.
    Pictures(u64),
    /// Lines that were written.
    Lines(u64),
    /// Articles that were put before readers.
    Placed(u64),
}

/// Why nothing was brought in.
#[derive(Debug, thiserror::Error)]
pub enum ImportKhabarError {
    /// The export cannot be used.
    #[error(transparent)]
    BadExport(#[from] BadExport),
    /// The newsroom holds something already.
    #[error(
        "this newsroom is not empty, it has {what}: an export is brought into a new one (`khabar import khabar --data NEW FOLDER`)"
    )]
    NotEmpty {
        /// What.
        what: String,
    },
    /// A picture cannot be one.
    #[error("picture {picture}: {why}")]
    Picture {
        /// Which.
        picture: MediaId,
        /// Why.
        why: String,
    },
    /// A recording cannot be one.
    #[error("recording {recording}: {why}")]
    Recording {
        /// Which.
        recording: String,
        /// Why.
        why: String,
    },
    /// A line could not stand with the others, although each line by itself could.
    #[error("{path}, line {line}: {why}; nothing was brought in")]
    Line {
        /// In which file.
        path: PathBuf,
        /// Which, from 1.
        line: usize,
        /// Why.
        why: StoreError,
    },
    /// The reading broke off: a fault of the program.
    #[error("the reading broke off, which is a fault of this program: {0}")]
    BrokenOff(String),
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Brings the export in `from` back: looked at first, then the pictures, which nobody is shown, then everything else at once.
pub async fn import_khabar(
    app: &App,
    from: &Path,
    seen: impl Fn(Step) + Send + Sync + Clone + 'static,
) -> Result<BroughtBack, ImportKhabarError> {
    let (root, telling) = (from.to_owned(), seen.clone());
    let checked = tokio::task::spawn_blocking(move || {
        Reading::check(&root, &|count, done| telling(Step::Checked(done, count)))
    });
    let reading = Arc::new(checked.await.map_err(|error| ImportKhabarError::BrokenOff(error.to_string()))??);
    is_empty(app.db.read(), reading.manifest.private).await?;
    let telling = seen.clone();
    let pictures = picture_noun();
    let resized = bring_pictures(app, &reading, pictures, move |done| telling(Step::Pictures(done))).await?;
    bring_recordings(app, &reading).await?;
    let app_in = app.clone();
    app.db
        .write(move |tx| Box::pin(async move { bring_in(tx, &app_in, &reading, resized, &seen).await }))
        .await
}

fn picture_noun() -> &'static Noun {
    NOUNS.iter().find(|noun| noun.name == "pictures").expect("pictures are a noun of exports")
}

async fn is_empty(q: &impl Query, private: bool) -> Result<(), ImportKhabarError> {
    let what = store::occupied_by(q, private).await?;
    match what.is_empty() {
        true => Ok(()),
        false => Err(ImportKhabarError::NotEmpty { what: what.join(", ") }),
    }
}

async fn bring_in(
    tx: &Tx,
    app: &App,
    reading: &Reading,
    resized: Resized,
    seen: &(impl Fn(Step) + Send + Sync),
) -> Result<BroughtBack, ImportKhabarError> {
    let private = reading.manifest.private;
    is_empty(tx, private).await?;
    if private {
        store::clear_beginnings(tx).await?;
    }
    let mut lines = BTreeMap::new();
    let mut done = 0;
    for noun in NOUNS {
        let count = put_all(tx, reading, noun, (&mut done, seen)).await?;
        if count > 0 {
            lines.insert(noun.name.to_owned(), count);
        }
    }
    for (picture, sizes, tint) in &resized {
        store::resized(tx, picture, sizes, *tint).await?;
    }
    let nothing = Content::empty().to_json();
    store::put_empty(tx, &nothing, &Content::digest_of(&nothing)).await?;
    let actor = Actor::Import { source: "khabar".to_owned() };
    name_all_in(tx).await?;
    let published = rebuild_published_in(tx, app, &actor, &|placed| seen(Step::Placed(placed))).await?;
    tell(tx, app, &actor).await?;
    set_clock(tx, app).await?;
    Ok(BroughtBack { whole: reading.whole.clone(), private, lines, published, resized: resized.len() as u64 })
}

/// Every instance of a noun.
async fn put_all(
    tx: &Tx,
    reading: &Reading,
    noun: &'static Noun,
    (done, seen): (&mut u64, &(impl Fn(Step) + Sync)),
) -> Result<u64, ImportKhabarError> {
    let mut count = 0;
    for line in reading.lines(noun) {
        let (path, number, line) = line?;
        store::put(tx, noun, &line).await.map_err(|why| ImportKhabarError::Line {
            path: PathBuf::from(path),
            line: number,
            why,
        })?;
        count += 1;
        *done += 1;
        if done.is_multiple_of(1_000) {
            seen(Step::Lines(*done));
        }
    }
    Ok(count)
}

/// Says what happened: of each article that readers see, so that what follows from a publication follows from this one too, and
/// one receipt for all.
async fn tell(tx: &Tx, app: &App, actor: &Actor) -> Result<(), StoreError> {
    let Some(sample) = store::a_published_article(tx).await? else { return Ok(()) };
    let (receipt, now) = (ReceiptId(app.new_id()), app.now());
    let mut after = ArticleId(String::new());
    loop {
        let page = live_articles(tx, &after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.id.clone();
        for article in page {
            let Some(revision) = article.live_revision else { continue };
            let event = Event::ArticlePublished {
                article: article.id,
                edition: article.edition,
                section: article.section,
                revision,
                first: true,
                receipt: receipt.clone(),
                named_by: Vec::new(),
                stories: Vec::new(),
                pictures: Vec::new(),
            };
            tx.record(event.into_log(actor, now));
        }
    }
    receipts::insert(tx, &receipt, ReceiptKind::Batch, &sample, now).await?;
    tx.record(Event::BatchPublished { receipt }.into_log(actor, now));
    Ok(())
}

/// Has everything happen that is still to happen by the clock.
async fn set_clock(tx: &Tx, app: &App) -> Result<(), StoreError> {
    let now = app.now();
    let to_come = store::to_come(tx, now).await?;
    for (picture, until) in &to_come.rights_end {
        schedule::end_rights_at(tx, app, picture, *until).await?;
    }
    for (article, picture, from) in &to_come.rights_begin {
        schedule::begin_rights_at(tx, app, article, picture, *from).await?;
    }
    for (article, at) in to_come.scheduled {
        if article_by_id(tx, &article).await?.is_some_and(|article| article.schedule.is_some()) {
            schedule::publish_at(tx, app, DuePublication { article, token: None, wall: None }, at).await?;
        }
    }
    for front in &to_come.fronts {
        schedule::turn_front_at(tx, app, front, Some(now)).await?;
    }
    for alert in &to_come.alerts {
        schedule::turn_alert_at(tx, app, alert, Some(now)).await?;
    }
    Ok(())
}
