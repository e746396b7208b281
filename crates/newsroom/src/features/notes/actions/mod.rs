//! What can be done with notes: one verb a file.

mod resolve;
mod write_note;

use ::store::StoreError;

use crate::features::accounts::NotAllowed;

pub use resolve::resolve;
pub use write_note::write_note;

/// Why nothing was noted.
#[derive(Debug, thiserror::Error)]
pub enum NoteRefused {
    /// The actor may not do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such article.
    #[error("there is no article {0}")]
    NoSuchArticle(String),
    /// The article has no such note.
    #[error("the article has no note {0}")]
    NoSuchNote(String),
    /// It says nothing, too much, or names very many.
    #[error("a note has between 1 and 2,000 letters and names at most 20 people")]
    Unreadable,
    /// Somebody it names does not work here any more, or may not read the article.
    #[error("{0} may not read this article, and cannot be named beside it")]
    MayNotRead(String),
    /// The article has very many already.
    #[error("the article has 500 notes already")]
    TooMany,
    /// A note is written by a person.
    #[error("a note is written by a person with an account")]
    NoPerson,
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}
