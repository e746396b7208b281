//! A statement.

use serde::Serialize;

/// Somebody's words, and all that is known of how they were said.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Statement {
    /// The block of the article that holds it.
    pub block: String,
    /// Who said it.
    pub speaker: String,
    /// In what role.
    pub role: String,
    /// To whom.
    pub to: String,
    /// Where.
    pub place: String,
    /// When: an ISO date or time, or empty.
    pub date: String,
    /// In which language it stands here.
    pub lang: String,
    /// On what authority we have it: said to us, reported by others, in a document, in a recording.
    pub authority: String,
    /// The source it was taken from.
    pub source: String,
    /// Where the source can be seen.
    pub href: String,
    /// The words.
    pub words: String,
}
