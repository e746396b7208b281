//! What can be done to alerts: one editorial verb each. All pages of the edition say it at once.

mod change_alert;
mod end_alert;
mod follow_articles;
mod raise_alert;
mod turn_alert;

use ::store::{StoreError, Tx};

use super::alert::{Alert, MOST_OPEN, NotAnAlert};
use super::store;
use crate::app::App;
use crate::features::accounts::NotAllowed;
use crate::features::articles::{article_by_id, hold_article};
use crate::features::receipts;
use crate::features::stories::story_by_id;
use crate::id::{AlertId, ArticleId, ReceiptId, StoryId};
use crate::schedule;

pub use change_alert::{AlertChange, change_alert};
pub use end_alert::end_alert;
pub use follow_articles::{end_with_article, follow_articles, follow_stories};
pub use raise_alert::{NewAlert, raise_alert};
pub use turn_alert::turn_alert;

/// What was done.
#[derive(Debug, Clone)]
pub struct Done {
    /// The alert as it is now.
    pub alert: Alert,
    /// The receipt that will say when readers could see it; none when they see nothing of it.
    pub receipt: Option<ReceiptId>,
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum AlertRefused {
    /// The actor may not do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such alert.
    #[error("there is no alert {0}")]
    NoSuchAlert(AlertId),
    /// Somebody else changed it in between.
    #[error(
        "this was made of revision {expected}, and the alert is at revision {revision} meanwhile: look at that one first"
    )]
    Overtaken {
        /// The revision the editor had before them.
        expected: i64,
        /// The one it is at.
        revision: i64,
    },
    /// There is no such edition.
    #[error("there is no edition `{0}`")]
    NoSuchEdition(String),
    /// The article is not of the alert's edition.
    #[error("there is no article {0} in the alert's edition")]
    NoSuchArticle(ArticleId),
    /// The article was withdrawn.
    #[error("the article {0} was withdrawn: no alert can lead there")]
    Withdrawn(ArticleId),
    /// The story is not of the alert's edition.
    #[error("there is no story {0} in the alert's edition")]
    NoSuchStory(StoryId),
    /// The edition has as many as it can have.
    #[error("an edition has at most {MOST_OPEN} alerts that are not over: end one first")]
    TooMany,
    /// It cannot stand.
    #[error(transparent)]
    NotAnAlert(#[from] NotAnAlert),
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The alert, held as [`held`] does.
async fn found(tx: &Tx, id: &AlertId) -> Result<Alert, AlertRefused> {
    held(tx, id).await?.ok_or_else(|| AlertRefused::NoSuchAlert(id.clone()))
}

/// The alert, held, and before it the article that it leads to: whoever publishes that holds it, then its stories, then its
/// alerts.
async fn held(tx: &Tx, id: &AlertId) -> Result<Option<Alert>, StoreError> {
    if let Some(article) = store::alert_by_id(tx, id).await?.and_then(|alert| alert.article) {
        hold_article(tx, &article).await?;
    }
    store::held(tx, id).await
}

/// Refuses an alert that leads to what is not of its edition. The article is not withdrawn meanwhile.
async fn check_ends(tx: &Tx, alert: &Alert) -> Result<(), AlertRefused> {
    if let Some(id) = &alert.article {
        hold_article(tx, id).await?;
        let article = article_by_id(tx, id).await?.filter(|article| article.edition == alert.edition);
        let article = article.ok_or_else(|| AlertRefused::NoSuchArticle(id.clone()))?;
        if article.withdrawn.is_some() {
            return Err(AlertRefused::Withdrawn(article.id));
        }
    }
    if let Some(id) = &alert.story {
        let story = story_by_id(tx, id).await?;
        if story.is_none_or(|story| story.edition != alert.edition || story.merged_into.is_some()) {
            return Err(AlertRefused::NoSuchStory(id.clone()));
        }
    }
    Ok(())
}

/// Opens the receipt for a change of the alert that readers see.
async fn receipt_of(tx: &Tx, app: &App, alert: &Alert, seen: bool) -> Result<Option<ReceiptId>, StoreError> {
    match seen {
        true => Ok(Some(receipts::insert_for_alert(tx, app, &alert.id, app.now()).await?)),
        false => Ok(None),
    }
}

/// Has what readers see follow the alert, and sets when the clock next changes it. Whether readers see it now.
async fn show(tx: &Tx, app: &App, alert: &Alert, now: i64) -> Result<bool, StoreError> {
    schedule::turn_alert_at(tx, app, &alert.id, alert.next_turn(now)).await?;
    Ok(store::show(tx, &alert.id, now).await?.is_some())
}
