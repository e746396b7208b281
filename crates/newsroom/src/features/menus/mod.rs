//! Menus: the links at the head and at the foot of an edition's pages, in the newsroom's own order.

pub mod actions;
pub mod api;
mod menu;
mod store;

pub use menu::{Menu, MenuLink};
pub use store::{place_all, published_menu};
