//! Sections: the parts of an edition that have an address, a list and a feed of their own. They stand in trees; a section's
//! list has the pieces of all that is below it.

pub mod actions;
pub mod api;
mod policy;
mod section;
pub mod site;
mod store;

use ::store::{Query, StoreError};

use crate::routes::is_reserved_within_edition;

pub use section::{NotASection, Section, Sections, UNFILED};
pub use site::breadcrumbs;
pub use store::{
    Place, all_published, by_slug, hold_section, place_of, put_published, section_by_id, sections,
};

/// Sections that readers cannot reach, because a page of ours has their address: they were opened before that page was
/// there.
pub async fn hidden(q: &impl Query) -> Result<Vec<Section>, StoreError> {
    let all = store::sections(q).await?;
    Ok(all.into_iter().filter(|section| is_reserved_within_edition(&section.slug)).collect())
}
