//! Says what stands beside an article, or never does.

use ::store::{StoreError, Tx};

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::{Actor, NotAllowed};
use crate::features::articles::{Article, article_by_id};
use crate::features::related::choice::{MOST, rearranged};
use crate::features::related::{policy, store};
use crate::id::ArticleId;

/// What is said of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// It stands there, after what is pinned already.
    Pin,
    /// It stands there, before all others.
    PinFirst,
    /// The text decides again.
    Free,
    /// It never stands there.
    Ban,
}

impl Order {
    /// The order of this name.
    pub fn named(name: &str) -> Option<Order> {
        match name {
            "pin" => Some(Order::Pin),
            "first" => Some(Order::PinFirst),
            "free" => Some(Order::Free),
            "ban" => Some(Order::Ban),
            _ => None,
        }
    }
}

/// Why nothing was said.
#[derive(Debug, thiserror::Error)]
pub enum SetRefused {
    /// The actor may not do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such article, or readers do not see it.
    #[error("readers do not see article {0}")]
    NotPublished(String),
    /// It is the article itself, or stands in another edition.
    #[error("only another article of the same edition stands beside one")]
    NotBeside,
    /// As many are pinned as stand there.
    #[error("four are pinned already: free one first")]
    TooMany,
    /// As many are banned as can be.
    #[error("very many are banned already: allow some again first")]
    TooManyBanned,
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// So many are banned beside one article at most.
const MOST_BANNED: usize = 100;

/// Says it; readers see it from the commit on, and the text is asked again a moment later.
pub async fn set(
    app: &App,
    actor: &Actor,
    (article, other): (&ArticleId, &ArticleId),
    order: Order,
) -> Result<(), SetRefused> {
    let (actor, article, other, now) = (actor.clone(), article.clone(), other.clone(), app.now());
    let work = app.db.write(move |tx| {
        Box::pin(async move {
            store::hold(tx, &article).await?;
            let own = live(tx, &article).await?;
            policy::may_set(&actor, &own)?;
            set_in(tx, &own, &other, order, (&actor.signature(), now)).await?;
            tx.record(Event::RelatedSet { article }.into_log(&actor, now));
            Ok(())
        })
    });
    work.await
}

async fn set_in(
    tx: &Tx,
    own: &Article,
    other: &ArticleId,
    order: Order,
    by: (&str, i64),
) -> Result<(), SetRefused> {
    let before = store::choices(tx, &own.id).await?;
    let pair = (&own.id, other);
    match order {
        Order::Free => store::drop_choice(tx, &own.id, other).await?,
        Order::Ban => {
            beside(tx, own, other).await?;
            if before.banned.len() >= MOST_BANNED {
                return Err(SetRefused::TooManyBanned);
            }
            store::set_choice(tx, pair, "banned", 0, by).await?;
        }
        Order::Pin | Order::PinFirst => {
            beside(tx, own, other).await?;
            if before.pinned.len() >= MOST && !before.pinned.contains(other) {
                return Err(SetRefused::TooMany);
            }
            let place = if order == Order::Pin { before.last + 1 } else { before.first - 1 };
            store::set_choice(tx, pair, "pinned", place, by).await?;
        }
    }
    let (after, standing) = (store::choices(tx, &own.id).await?, store::standing_in(tx, &own.id).await?);
    let rows = rearranged(&standing, &after.pinned, &before.pinned, &after.banned);
    Ok(store::put(tx, &own.id, &rows).await?)
}

/// The article, while readers see it.
async fn live(tx: &Tx, id: &ArticleId) -> Result<Article, SetRefused> {
    let article = article_by_id(tx, id).await?.filter(Article::is_live);
    article.ok_or_else(|| SetRefused::NotPublished(id.to_string()))
}

async fn beside(tx: &Tx, own: &Article, other: &ArticleId) -> Result<(), SetRefused> {
    let other = live(tx, other).await?;
    match other.edition == own.edition && other.id != own.id {
        true => Ok(()),
        false => Err(SetRefused::NotBeside),
    }
}
