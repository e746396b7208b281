//! What stands around every screen of the desk.

use super::Desk;
use crate::app::App;
use crate::features::accounts::{Role, needs, needs_somewhere};

/// What the frame of a screen is made of: `pages/desk/screen.html`, and `accounts/desk/bar.html` for whoever is signed in.
pub struct Shell<'a> {
    /// The address of the theme's sheet.
    pub styles: String,
    /// The screen, where the bar leads to it.
    pub here: &'static str,
    /// Whether the person manages the newsroom.
    pub manages: bool,
    /// Whether they may look through the library.
    pub looks: bool,
    /// Whether they lead stories somewhere.
    pub leads: bool,
    /// Whether they see what readers search for.
    pub steers: bool,
    /// Their name.
    pub name: &'a str,
}

impl Shell<'static> {
    /// Of a screen for somebody who is not signed in, or whom nobody asked.
    pub fn outside(app: &App) -> Shell<'static> {
        Shell {
            styles: styles(app),
            here: "",
            manages: false,
            looks: false,
            leads: false,
            steers: false,
            name: "",
        }
    }
}

impl Desk {
    /// Of this person's screen; `here` is its name in the bar, empty where it has none.
    pub fn shell(&self, app: &App, here: &'static str) -> Shell<'_> {
        Shell {
            styles: styles(app),
            here,
            manages: self.actor.role() == Role::Admin,
            looks: needs(&self.actor, Role::Journalist).is_ok(),
            leads: needs_somewhere(&self.actor, Role::Editor).is_ok(),
            steers: needs(&self.actor, Role::Chief).is_ok(),
            name: &self.account.name,
        }
    }
}

fn styles(app: &App) -> String {
    app.theme.asset_address("base.css").unwrap_or_default()
}
