//! A section.

use serde::{Deserialize, Serialize};

use crate::id::{EditionCode, SectionId};

/// The slug of the section that takes what comes in without one.
pub const UNFILED: &str = "news";

/// A part of an edition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Section {
    /// The section's id.
    pub id: SectionId,
    /// The edition it belongs to.
    pub edition: EditionCode,
    /// Its one segment of the address, unique in the edition.
    pub slug: String,
    /// Its name, as readers see it.
    pub name: String,
    /// What it is about, in a sentence; may be empty.
    pub description: String,
    /// Its place in the navigation.
    pub position: i64,
}

impl Section {
    /// The address of the section's front.
    pub fn href(&self) -> String {
        format!("/{}/{}/", self.edition, text::percent::path(&self.slug))
    }
}
