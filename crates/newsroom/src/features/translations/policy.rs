//! Who may say that one article is the translation of another. Deny by default; judged on the articles as they stand.

use crate::features::accounts::{Actor, NotAllowed, Role, needs_somewhere};
use crate::features::articles::{Article, may_publish};

/// Linking an article to its original, and taking that back: it changes pages that are published, of each of them.
pub fn may_link(actor: &Actor, article: &Article) -> Result<(), NotAllowed> {
    may_publish(actor, article)
}

/// Linking anything: whoever may not is not told which articles there are.
pub fn may_link_any(actor: &Actor) -> Result<(), NotAllowed> {
    needs_somewhere(actor, Role::Editor)
}
