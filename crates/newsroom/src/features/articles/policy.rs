//! Who may do what with an article. Deny by default; judged on the article as it stands.

use super::Article;
use crate::features::accounts::{Actor, NotAllowed, Role, needs, needs_at};

/// Beginning an article.
pub fn may_create(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Contributor)
}

/// Reading an article that is not published: its writer, and everyone from journalist up.
pub fn may_read(actor: &Actor, article: &Article) -> Result<(), NotAllowed> {
    if is_writer(actor, article) { Ok(()) } else { part(actor, Role::Journalist, article) }
}

/// Giving an article a new revision: its writer, and everyone from journalist up.
pub fn may_revise(actor: &Actor, article: &Article) -> Result<(), NotAllowed> {
    if is_writer(actor, article) { Ok(()) } else { part(actor, Role::Journalist, article) }
}

/// Putting an article before readers, now or later.
pub fn may_publish(actor: &Actor, article: &Article) -> Result<(), NotAllowed> {
    part(actor, Role::Editor, article)
}

/// Taking an article back from readers.
pub fn may_withdraw(actor: &Actor, article: &Article) -> Result<(), NotAllowed> {
    part(actor, Role::Editor, article)
}

/// Correcting an article in public.
pub fn may_correct(actor: &Actor, article: &Article) -> Result<(), NotAllowed> {
    part(actor, Role::Editor, article)
}

/// The role that counts is the one in the article's section.
fn part(actor: &Actor, needed: Role, article: &Article) -> Result<(), NotAllowed> {
    needs_at(actor, needed, &article.edition, &article.section)
}

/// Whether it is the actor who began it.
pub fn is_writer(actor: &Actor, article: &Article) -> bool {
    actor.account().is_some_and(|account| article.created_by == format!("account:{account}"))
}
