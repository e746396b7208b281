//! Share cards: the picture that stands for an article where its address is shared, with its headline drawn by us. Drawn by a
//! job once the article is published, never for a reader's request; served, like every picture, only while a published
//! row names it.

pub mod actions;
mod card;
mod store;

use crate::app::App;

pub use self::actions::{DrawError, drawn_of};
pub use self::card::{Piece, SIZE, address, fingerprint};
pub use store::{Carded, article_of, draw_later, put_published};

/// The theme's fonts for drawing, in the order in which they are tried.
const FONTS: [&str; 5] =
    ["card/head.ttf", "card/head-arabic.ttf", "card/head-latin.ttf", "card/more.ttf", "card/latin.ttf"];

/// What the theme has of them, by the marks of their files: what they lack they lack until that changes.
fn fonts_of(app: &App) -> String {
    FONTS.iter().filter_map(|file| app.theme.asset_address(file)).collect::<Vec<_>>().join(" ")
}
