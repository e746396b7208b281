//! An author.

use serde::{Deserialize, Serialize};

use crate::id::{AuthorId, EditionCode};

/// A name that articles are signed with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Author {
    /// The author's id.
    pub id: AuthorId,
    /// The edition the name belongs to.
    pub edition: EditionCode,
    /// The author's segment of an address.
    pub slug: String,
    /// The name, as it is printed.
    pub name: String,
    /// What the author does, such as "correspondent in Cairo"; may be empty.
    pub role: String,
}
