//! What an import does, one file each.

mod import_item;
mod import_ninjs;
mod link_arrived;
mod seed;

pub use import_ninjs::{ImportError, ImportOptions, Progress, import_ninjs};
pub use seed::{SeedArticle, SeedError, seed};
