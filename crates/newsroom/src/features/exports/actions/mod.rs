//! What brings an export back.

mod bring_pictures;
mod bring_recordings;
mod import_khabar;

pub use import_khabar::{BroughtBack, ImportKhabarError, Step, import_khabar};
