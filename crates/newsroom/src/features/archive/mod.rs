//! The archive: what was published, by month and day of the edition's calendar, with how much of it there is.

pub mod actions;
mod day;
pub mod site;
mod store;

pub use day::Day;
pub use store::{all_days, clear_published, count, uncount};
