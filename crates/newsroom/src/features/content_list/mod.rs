//! The content list: every article, published or not, by what is looked for; filters that a person keeps; and what can be done
//! to many at once.

pub mod actions;
pub mod api;
pub mod desk;
mod filter;
mod found;
mod store;

pub use filter::{Filter, State};
pub use store::{Listed, Page, page};
