//! What an import does, one file each.

mod batch;
mod first_reading;
mod import_ninjs;
mod import_page;
mod import_wordpress;
mod intake;
mod item_text;
mod link_arrived;
mod old_addresses;
mod picture_files;
mod prepare;
mod seed;
mod write_item;

pub use import_ninjs::{ImportError, ImportOptions, Progress, import_ninjs};
pub use import_wordpress::{WordpressOptions, import_wordpress};
pub use seed::{SeedArticle, SeedError, seed};
