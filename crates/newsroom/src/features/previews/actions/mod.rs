//! What can be done with previews: one verb a file.

mod end_previews;
mod open_preview;

use ::store::StoreError;

use crate::features::accounts::NotAllowed;

pub use end_previews::end_previews;
pub use open_preview::open_preview;

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum PreviewRefused {
    /// The actor may not do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such article.
    #[error("there is no article {0}")]
    NoSuchArticle(String),
    /// There are very many links already.
    #[error("twenty links show this article already: end them first")]
    TooMany,
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}
