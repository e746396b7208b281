//! Feeds and maps for machines: RSS, Atom and JSON Feed of an edition, the sitemap, robots.txt.

pub mod site;
mod store;

pub use site::sitemap_page;
