//! Opens an edition, or changes its settings.

use ::store::StoreError;

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::{Actor, NotAllowed, Role, needs};
use crate::features::editions::{Edition, store};
use crate::routes::is_reserved;
use crate::schedule;

/// Why an edition was not saved.
#[derive(Debug, thiserror::Error)]
pub enum EditionError {
    /// The actor may not do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// The code cannot stand in an address.
    #[error(
        "`{0}` cannot be an edition's code: two to twelve lower-case letters, digits or hyphens, and no reserved word"
    )]
    BadCode(String),
    /// The time zone is unknown.
    #[error("no time zone is called `{0}`")]
    UnknownZone(String),
    /// Somebody else changed it in between: it is this one now.
    #[error("the edition is another meanwhile")]
    Overtaken(Box<Edition>),
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Saves an edition and its published row.
pub async fn save_edition(app: &App, actor: &Actor, edition: Edition) -> Result<Edition, EditionError> {
    save(app, actor, edition, None).await
}

/// The same, when the edition still is as it was seen.
pub async fn save_edition_over(
    app: &App,
    actor: &Actor,
    edition: Edition,
    seen: Edition,
) -> Result<Edition, EditionError> {
    save(app, actor, edition, Some(seen)).await
}

async fn save(
    app: &App,
    actor: &Actor,
    edition: Edition,
    seen: Option<Edition>,
) -> Result<Edition, EditionError> {
    needs(actor, Role::Admin)?;
    let code = edition.code.as_str();
    let letters = code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !(2..=12).contains(&code.len()) || !letters || is_reserved(code) {
        return Err(EditionError::BadCode(code.to_owned()));
    }
    if !text::dates::zone_exists(&edition.voice.dates.zone) {
        return Err(EditionError::UnknownZone(edition.voice.dates.zone));
    }
    let (now, actor, saved, queue) = (app.now(), actor.clone(), edition.clone(), app.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let before = store::hold_edition(tx, &saved.code).await?;
                if let (Some(seen), Some(before)) = (&seen, &before)
                    && seen != before
                {
                    return Err(EditionError::Overtaken(Box::new(before.clone())));
                }
                store::put(tx, &saved, now).await?;
                if before.is_some_and(|before| before.voice.dates.zone != saved.voice.dates.zone) {
                    schedule::recount_days_now(tx, &queue, &saved.code).await?;
                }
                // Its name stands on the share cards of its articles.
                schedule::check_cards_now(tx, &queue).await?;
                tx.record(Event::EditionSaved { edition: saved.code }.into_log(&actor, now));
                Ok::<_, EditionError>(())
            })
        })
        .await?;
    Ok(edition)
}
