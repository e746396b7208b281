//! Who may do what with an article. Deny by default; judged on the article as it stands.

use super::Article;
use crate::features::accounts::{Actor, NotAllowed, Role, needs};

/// Beginning an article.
pub fn may_create(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Contributor)
}

/// Reading an article that is not published: its writer, and everyone from journalist up.
pub fn may_read(actor: &Actor, article: &Article) -> Result<(), NotAllowed> {
    if is_writer(actor, article) { Ok(()) } else { needs(actor, Role::Journalist) }
}

/// Giving an article a new revision: its writer, and everyone from journalist up.
pub fn may_revise(actor: &Actor, article: &Article) -> Result<(), NotAllowed> {
    if is_writer(actor, article) { Ok(()) } else { needs(actor, Role::Journalist) }
}

/// Putting an article before readers, now or later.
pub fn may_publish(actor: &Actor, _article: &Article) -> Result<(), NotAllowed> {
    needs(actor, Role::Editor)
}

/// Taking an article back from readers.
pub fn may_withdraw(actor: &Actor, _article: &Article) -> Result<(), NotAllowed> {
    needs(actor, Role::Editor)
}

/// Correcting an article in public.
pub fn may_correct(actor: &Actor, _article: &Article) -> Result<(), NotAllowed> {
    needs(actor, Role::Editor)
}

fn is_writer(actor: &Actor, article: &Article) -> bool {
    actor.account().is_some_and(|account| article.created_by == format!("account:{account}"))
}
