//! What can be done to fronts: one editorial verb each. Readers see it at once.

mod choose_version;
mod follow_articles;
mod hold_pins;
mod save_front;
mod turn_front;
mod undo;

use ::store::{StoreError, Tx};

use super::front::{Front, NotAnArrangement, Pin, next_turn};
use super::store::{self, Version};
use crate::app::App;
use crate::features::accounts::{Actor, NotAllowed};
use crate::features::articles::hold_article;
use crate::features::receipts;
use crate::id::{ArticleId, FrontId, ReceiptId, SectionId, StoryId};
use crate::schedule;

pub use choose_version::choose_version;
pub use follow_articles::follow_articles;
pub use hold_pins::hold_pins;
pub use save_front::save_front;
pub use turn_front::turn_front;
pub use undo::undo;

/// What was done.
#[derive(Debug, Clone)]
pub struct Done {
    /// The front as it stands now.
    pub front: Front,
    /// Its live version.
    pub version: Version,
    /// The receipt that will say when readers could see it; none when nothing changed.
    pub receipt: Option<ReceiptId>,
}

/// Why nothing was done. What was arranged is still in the editor's hands.
#[derive(Debug, thiserror::Error)]
pub enum FrontRefused {
    /// The actor may not do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such front.
    #[error("there is no front {0}: a front is named by its edition's code or its section's id")]
    NoSuchFront(FrontId),
    /// The front has no such version.
    #[error("this front has no version {0}")]
    NoSuchVersion(i64),
    /// Somebody else changed it in between.
    #[error(
        "this was made of version {expected}, and readers have version {live} meanwhile: look at that one first"
    )]
    Overtaken {
        /// The version the editor had before them.
        expected: i64,
        /// The live one.
        live: i64,
    },
    /// The page fills itself already.
    #[error("there is nothing to undo: this front fills itself")]
    NothingToUndo,
    /// A pinned article is not of the front's edition.
    #[error("there is no article {0} in this front's edition")]
    NoSuchArticle(ArticleId),
    /// A pinned article was withdrawn.
    #[error("the article {0} was withdrawn: it cannot be pinned")]
    Withdrawn(ArticleId),
    /// A section is not of the front's edition.
    #[error("there is no section {0} in this front's edition")]
    NoSuchSection(SectionId),
    /// A story is not of the front's edition.
    #[error("there is no story {0} in this front's edition")]
    NoSuchStory(StoryId),
    /// It cannot stand on a front.
    #[error(transparent)]
    NotAnArrangement(#[from] NotAnArrangement),
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Has whoever would publish or withdraw an article that is pinned here wait until this transaction is over. Articles are
/// held before the front, as whoever publishes them holds both; and each in the same order.
async fn hold_pinned(tx: &Tx, pins: &[Pin]) -> Result<(), StoreError> {
    let mut pinned: Vec<_> = pins.iter().map(|pin| &pin.article).collect();
    pinned.sort();
    for article in pinned {
        hold_article(tx, article).await?;
    }
    Ok(())
}

/// The front, when readers still have the version that the editor has before them.
async fn standing(tx: &Tx, id: &FrontId, expected: i64) -> Result<Front, FrontRefused> {
    store::hold(tx, id).await?;
    let front = store::front(tx, id).await?.ok_or_else(|| FrontRefused::NoSuchFront(id.clone()))?;
    match front.live_version {
        live if live != expected => Err(FrontRefused::Overtaken { expected, live }),
        _ => Ok(front),
    }
}

/// Puts a version of the front before readers, and opens the receipt for it.
async fn go_live(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    front: Front,
    version: Version,
) -> Result<Done, FrontRefused> {
    let now = app.now();
    let latest = front.latest_version.max(version.number);
    let overtaken = FrontRefused::Overtaken { expected: front.live_version, live: version.number };
    let front = store::move_to(tx, front, version.number, latest, actor.account().cloned()).await?;
    let front = front.ok_or(overtaken)?;
    store::put_pins(tx, &front.id, &version.arrangement.pins).await?;
    store::show(tx, &front, &version.arrangement, now).await?;
    schedule::turn_front_at(tx, app, &front.id, next_turn(&version.arrangement.pins, now)).await?;
    let receipt = Some(receipts::insert_for_front(tx, app, &front.id, now).await?);
    Ok(Done { front, version, receipt })
}
