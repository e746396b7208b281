//! From a WordPress post to what an article would be: no I/O, so that a report can be made without touching anything.
//!
//! `post` decides what becomes of an item and fills in the plan; `markup` turns WordPress's own way of writing into HTML,
//! with `shortcodes` and `paragraphs`; `rules` says which category is a section.

mod attachments;
mod markup;
mod notes;
mod paragraphs;
mod post;
mod rules;
mod shortcodes;

pub use attachments::Attachments;
pub use post::{NotAnArticle, plan};
pub use rules::Rules;
