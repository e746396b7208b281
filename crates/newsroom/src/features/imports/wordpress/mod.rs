//! From a WordPress post to what an article would be: no I/O, so that a report can be made without touching anything.
//!
//! `post` decides what becomes of an item and fills in the plan, `page` of a page, `comments` of what readers wrote;
//! `markup` turns WordPress's own way of writing into HTML, with `shortcodes` and `paragraphs`; `rules` says which category
//! is a section, `uploads` whose a picture is.

mod attachments;
mod comments;
mod fingerprint;
mod markup;
mod notes;
mod page;
mod paragraphs;
mod post;
mod rules;
mod shortcodes;
mod uploads;

pub use attachments::{Attachments, MOST_BYTES as MOST_ATTACHED};
pub use comments::{PlannedComment, plan as plan_comments};
pub use fingerprint::{comments_fingerprint, fingerprint};
pub use page::{NoStandingPage, PlannedPage, plan_page};
pub use post::{NotAnArticle, plan};
pub use rules::Rules;
