//! Adds, changes and removes groups of spellings; every node's search takes them from its next question on.

use ::store::StoreError;

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::{Actor, NotAllowed};
use crate::features::search_console::synonyms::{MOST_GROUPS, spellings_in};
use crate::features::search_console::{policy, store};
use crate::id::SynonymsId;

/// Why synonyms were not set.
#[derive(Debug, thiserror::Error)]
pub enum SynonymsRefused {
    /// The actor may not do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// What was typed is no group.
    #[error("a group has two to twelve spellings that search tells apart, of at most sixty letters")]
    NoGroup,
    /// There are very many already.
    #[error("there are {MOST_GROUPS} groups already: remove one first")]
    TooMany,
    /// There is no such group.
    #[error("there is no such group of spellings")]
    NoSuchGroup,
    /// Somebody else changed it in between.
    #[error("somebody else changed this group meanwhile")]
    Overtaken,
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Adds a group; `typed` has one spelling a line, or commas between them.
pub async fn add_synonyms(app: &App, actor: &Actor, typed: &str) -> Result<SynonymsId, SynonymsRefused> {
    policy::may_set_synonyms(actor)?;
    let spellings = spellings_in(typed).ok_or(SynonymsRefused::NoGroup)?;
    let (id, actor, now) = (SynonymsId(app.new_id()), actor.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if store::how_many(tx).await? >= MOST_GROUPS as i64 {
                    return Err(SynonymsRefused::TooMany);
                }
                store::add(tx, &id, &spellings, now).await?;
                tx.record(Event::SynonymsSaved { synonyms: id.clone() }.into_log(&actor, now));
                Ok(id)
            })
        })
        .await
}

/// Puts other spellings in the place of a group's, when it still stands at `expected`.
pub async fn change_synonyms(
    app: &App,
    actor: &Actor,
    id: &SynonymsId,
    expected: i64,
    typed: &str,
) -> Result<(), SynonymsRefused> {
    policy::may_set_synonyms(actor)?;
    let spellings = spellings_in(typed).ok_or(SynonymsRefused::NoGroup)?;
    let (id, actor, now) = (id.clone(), actor.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::group(tx, &id).await?.ok_or(SynonymsRefused::NoSuchGroup)?;
                if !store::change(tx, &id, expected, &spellings, now).await? {
                    return Err(SynonymsRefused::Overtaken);
                }
                tx.record(Event::SynonymsSaved { synonyms: id }.into_log(&actor, now));
                Ok(())
            })
        })
        .await
}

/// Removes a group, when it still stands at `expected`.
pub async fn remove_synonyms(
    app: &App,
    actor: &Actor,
    id: &SynonymsId,
    expected: i64,
) -> Result<(), SynonymsRefused> {
    policy::may_set_synonyms(actor)?;
    let (id, actor, now) = (id.clone(), actor.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::group(tx, &id).await?.ok_or(SynonymsRefused::NoSuchGroup)?;
                if !store::remove(tx, &id, expected).await? {
                    return Err(SynonymsRefused::Overtaken);
                }
                tx.record(Event::SynonymsRemoved { synonyms: id }.into_log(&actor, now));
                Ok(())
            })
        })
        .await
}
