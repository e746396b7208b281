//! Who may read and write notes: whoever may read the article, published or not. Deny by default.

use crate::features::accounts::{Actor, NotAllowed};
use crate::features::articles::{Article, may_read, may_read_in};
use crate::id::{EditionCode, SectionId};

/// Reading, writing and resolving the notes of an article.
pub fn may_take_part(actor: &Actor, article: &Article) -> Result<(), NotAllowed> {
    may_read(actor, article)
}

/// The same of an article of which no more is known.
pub fn may_take_part_in(
    actor: &Actor,
    (edition, section): (&EditionCode, &SectionId),
    created_by: &str,
) -> Result<(), NotAllowed> {
    may_read_in(actor, (edition, section), created_by)
}
