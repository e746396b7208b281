//! Share cards: the picture that stands for an article where its address is shared, with its headline drawn by us. Drawn by a
//! job once the article is published, never for a reader's request; served, like every picture, only while a published
//! row names it.

pub mod actions;
mod card;
mod store;

pub use self::card::{SIZE, address, fingerprint};
pub use store::{draw_later, is_public, put_published};
