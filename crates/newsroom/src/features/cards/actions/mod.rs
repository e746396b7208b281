//! What can be done to share cards, one file each.

mod draw_card;

pub use draw_card::{DrawError, draw_card};
