//! What can be done to share cards, one file each.

mod check_cards;
mod draw_card;

pub use check_cards::check_cards;
pub use draw_card::{DrawError, draw_card, drawn_of};
