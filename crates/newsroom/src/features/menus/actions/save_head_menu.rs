//! Sets the links at the head of an edition's pages.

use super::MenuRefused;
use super::save_menu::save;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::menus::{Menu, MenuLink};
use crate::id::EditionCode;

/// Sets the links at the head, in this order; with none the sections stand there by themselves again.
pub async fn save_head_menu(
    app: &App,
    actor: &Actor,
    edition: EditionCode,
    links: Vec<MenuLink>,
) -> Result<Menu, MenuRefused> {
    let event = Event::HeadMenuSaved { edition: edition.clone() };
    save(app, actor, edition, event, |menu| Menu { head: links, ..menu }).await
}
