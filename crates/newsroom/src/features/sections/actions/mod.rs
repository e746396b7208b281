//! What can be done to sections, one file each.

mod open_section;

pub use open_section::{SectionError, open_section};
