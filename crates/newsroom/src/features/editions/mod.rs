//! Editions: one language's (or region's) site, with its direction, digits, calendar, zone and address prefix.

pub mod actions;
pub mod api;
mod edition;
mod store;

pub use edition::{BadSetting, Direction, Edition, FirstDay, Quotes, Voice};
pub use store::{all_published, edition_by_code, editions, put_published};
