//! What can be done to sections, one file each.

mod change_section;
mod close_section;
mod open_section;
mod reopen_section;

use ::store::{StoreError, Tx};

use super::{NotASection, Section, policy, store};
use crate::features::accounts::{Actor, NotAllowed};
use crate::id::SectionId;

pub use change_section::{SectionChange, change_section};
pub use close_section::close_section;
pub use open_section::{NewSection, open_section, open_section_below};
pub use reopen_section::reopen_section;

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum SectionError {
    /// The actor may not do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such section.
    #[error("there is no section {0}")]
    NoSuchSection(SectionId),
    /// Somebody else changed it in between.
    #[error(
        "this was made of revision {expected}, and the section has reached revision {revision} meanwhile"
    )]
    Overtaken {
        /// The revision that was before whoever changes it.
        expected: i64,
        /// The one it has.
        revision: i64,
    },
    /// It cannot be so.
    #[error(transparent)]
    NotASection(#[from] NotASection),
    /// The slug cannot stand in an address.
    #[error("`{0}` cannot be a section's address: one segment, and no reserved word")]
    BadSlug(String),
    /// The edition has a section at this address.
    #[error("the edition already has a section at `{0}`")]
    SlugTaken(String),
    /// There is no such edition.
    #[error("there is no edition `{0}`")]
    NoSuchEdition(String),
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The section and all of its edition, held, for somebody who arranges those, when it still stands at revision `expected`.
async fn standing(
    tx: &Tx,
    actor: &Actor,
    id: &SectionId,
    expected: i64,
) -> Result<(Section, Vec<Section>), SectionError> {
    let none = || SectionError::NoSuchSection(id.clone());
    let edition = store::section_by_id(tx, id).await?.ok_or_else(none)?.edition;
    policy::may_arrange(actor, &edition)?;
    store::hold_all(tx, &edition).await?;
    let all = store::in_edition(tx, &edition).await?;
    let section = all.iter().find(|section| section.id == *id).cloned().ok_or_else(none)?;
    match section.revision {
        revision if revision != expected => Err(SectionError::Overtaken { expected, revision }),
        _ => Ok((section, all)),
    }
}
