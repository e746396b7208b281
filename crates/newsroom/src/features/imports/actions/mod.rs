//! What an import does, one file each.

mod import_item;
mod import_ninjs;

pub use import_ninjs::{ImportError, ImportOptions, Progress, import_ninjs};
