//! Sets the links at the foot of an edition's pages.

use ::store::StoreError;

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::{Actor, NotAllowed, Role, needs};
use crate::features::menus::menu::BadMenu;
use crate::features::menus::{Menu, store};

/// Why a menu was not saved.
#[derive(Debug, thiserror::Error)]
pub enum MenuRefused {
    /// The actor may not do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// A link cannot stand there.
    #[error(transparent)]
    BadMenu(#[from] BadMenu),
    /// There is no such edition.
    #[error("there is no edition `{0}`")]
    NoSuchEdition(String),
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Saves the menu; every page of the edition carries it from then on.
pub async fn save_menu(app: &App, actor: &Actor, menu: Menu) -> Result<Menu, MenuRefused> {
    needs(actor, Role::Admin)?;
    let menu = menu.checked()?;
    let (now, actor, saved) = (app.now(), actor.clone(), menu.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::put(tx, &saved, now).await.map_err(|error| match error {
                    StoreError::Foreign { .. } => MenuRefused::NoSuchEdition(saved.edition.to_string()),
                    error => error.into(),
                })?;
                tx.record(Event::MenuSaved { edition: saved.edition }.into_log(&actor, now));
                Ok::<_, MenuRefused>(())
            })
        })
        .await?;
    Ok(menu)
}
