//! Keeps a filter under a name, for the one who keeps it alone. Nobody else sees it, and no event tells of it.

use ::store::StoreError;

use crate::app::App;
use crate::features::accounts::{Actor, NotAllowed, Role, needs};
use crate::features::content_list::{Filter, store};
use crate::id::AccountId;

/// Filters that a person may keep.
const MOST: usize = 30;

/// Why a filter was not kept.
#[derive(Debug, thiserror::Error)]
pub enum FilterRefused {
    /// The actor may not do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// A filter is kept by a person.
    #[error("a filter is kept by a person with an account")]
    NoPerson,
    /// The name is empty or too long.
    #[error("a filter's name has between 1 and 60 letters")]
    BadName,
    /// There are very many already.
    #[error("you keep {MOST} filters already: forget one first")]
    TooMany,
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Keeps the filter; one of that name is replaced.
pub async fn keep_filter(app: &App, actor: &Actor, name: &str, filter: Filter) -> Result<(), FilterRefused> {
    let account = person(actor)?;
    let name = text::clean::clean_line(name);
    if name.is_empty() || name.chars().count() > 60 {
        return Err(FilterRefused::BadName);
    }
    let (now, filter) = (app.now(), filter.bounded());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let kept = store::filters(tx, &account).await?;
                if kept.len() >= MOST && kept.iter().all(|(other, _)| *other != name) {
                    return Err(FilterRefused::TooMany);
                }
                Ok(store::keep(tx, &account, &name, &filter, now).await?)
            })
        })
        .await
}

/// Forgets the filter of this name; without one nothing happens.
pub async fn forget_filter(app: &App, actor: &Actor, name: &str) -> Result<(), FilterRefused> {
    let (account, name) = (person(actor)?, text::clean::clean_line(name));
    app.db.write(move |tx| Box::pin(async move { Ok(store::forget(tx, &account, &name).await?) })).await
}

fn person(actor: &Actor) -> Result<AccountId, FilterRefused> {
    needs(actor, Role::Contributor)?;
    actor.account().cloned().ok_or(FilterRefused::NoPerson)
}
