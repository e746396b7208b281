//! In and out: everything that a newsroom holds, in an open format that it can be brought back from. An export is a folder of
//! lines of JSON, one file for each noun, with the originals of pictures and a list of all files with their hashes;
//! `docs/export.md` says what stands where. What was brought back gives the same export, hash for hash.

pub mod actions;
mod manifest;
mod noun;
mod reading;
mod schema;
mod sound;
mod store;
mod writing;

pub use manifest::{MANIFEST, VERSION};
pub use noun::{Field, Kind, Noun};
pub use reading::{BadExport, Reading};
pub use store::NOUNS;
pub use writing::{ExportError, Exported, export};
