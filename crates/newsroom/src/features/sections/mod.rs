//! Sections: the parts of an edition that have an address, a list and a feed of their own. They stand in trees; a section's
//! list has the pieces of all that is below it.

pub mod actions;
pub mod api;
mod policy;
mod section;
pub mod site;
mod store;

pub use section::{NotASection, Section, Sections, UNFILED};
pub use site::breadcrumbs;
pub use store::{
    Place, all_published, by_slug, hold_section, place_of, put_published, section_by_id, sections,
};
