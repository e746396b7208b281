//! What can be done to menus, one file each.

mod save_head_menu;
mod save_menu;

pub use save_head_menu::save_head_menu;
pub use save_menu::{MenuRefused, save_menu};
