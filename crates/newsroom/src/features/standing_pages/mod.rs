//! Standing pages: who the newsroom is, how to reach it, and by what rules it works. They have fixed addresses in every
//! edition, and a revision is published by moving one pointer, as an article's is.

pub mod actions;
pub mod api;
mod policy;
mod projection;
pub mod site;
mod standing_page;
mod store;

pub use projection::read_html;
pub use standing_page::{PageText, StandingPage, StandingPageKind};
pub use store::{at as page_at, place_all, published_titles};
