//! Who says what stands beside an article. Deny by default.

use crate::features::accounts::{Actor, NotAllowed};
use crate::features::articles::{Article, may_publish};

/// Seeing why each stands there, pinning and banning: readers see it at once, so whoever may publish the article where it is.
pub fn may_set(actor: &Actor, article: &Article) -> Result<(), NotAllowed> {
    may_publish(actor, article)
}
