//! Sets the links at the foot of an edition's pages.

use ::store::StoreError;

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::{Actor, NotAllowed, Role, needs_in_edition};
use crate::features::menus::menu::BadMenu;
use crate::features::menus::{Menu, MenuLink, store};
use crate::id::EditionCode;

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

/// Sets the links at the foot; every page of the edition carries them from then on.
pub async fn save_menu(
    app: &App,
    actor: &Actor,
    edition: EditionCode,
    links: Vec<MenuLink>,
) -> Result<Menu, MenuRefused> {
    let event = Event::MenuSaved { edition: edition.clone() };
    save(app, actor, edition, event, |menu| Menu { links, ..menu }).await
}

/// Saves the edition's menu once it is changed.
pub(super) async fn save(
    app: &App,
    actor: &Actor,
    edition: EditionCode,
    event: Event,
    change: impl FnOnce(Menu) -> Menu + Send + 'static,
) -> Result<Menu, MenuRefused> {
    needs_in_edition(actor, Role::Chief, &edition)?;
    let (now, actor) = (app.now(), actor.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let menu = change(store::held(tx, &edition).await?).checked()?;
                store::put(tx, &menu, now).await.map_err(|error| match error {
                    StoreError::Foreign { .. } => MenuRefused::NoSuchEdition(edition.to_string()),
                    error => error.into(),
                })?;
                tx.record(event.into_log(&actor, now));
                Ok::<_, MenuRefused>(menu)
            })
        })
        .await
}
