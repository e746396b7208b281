//! What can be done to editions, one file each.

mod save_edition;

pub use save_edition::{EditionError, save_edition, save_edition_over};
