//! Feeds and maps for machines: RSS, Atom and JSON Feed of an edition, a section, a topic, an author; the sitemap,
//! robots.txt.

mod parts;
pub mod site;
mod store;

pub use site::{Channel, Contents, Format, feed_of_articles, feed_of_items, sitemap_page};
