//! Who may do what with an article. Deny by default; judged on the article as it stands.

use super::Article;
use crate::features::accounts::{Actor, NotAllowed, Role, needs, needs_at};
use crate::id::{EditionCode, SectionId};

/// Beginning an article.
pub fn may_create(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Contributor)
}

/// Reading an article that is not published: its writer, and everyone from journalist up.
pub fn may_read(actor: &Actor, article: &Article) -> Result<(), NotAllowed> {
    if is_writer(actor, article) { Ok(()) } else { part(actor, Role::Journalist, article) }
}

/// The same of an article of which no more is known.
pub fn may_read_in(
    actor: &Actor,
    (edition, section): (&EditionCode, &SectionId),
    created_by: &str,
) -> Result<(), NotAllowed> {
    if actor.account().is_some() && actor.signature() == created_by {
        return Ok(());
    }
    needs_at(actor, Role::Journalist, edition, section)
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

/// The role that counts is the one in the article's section. To whoever may not know of the article there is none.
fn part(actor: &Actor, needed: Role, article: &Article) -> Result<(), NotAllowed> {
    needs_at(actor, needed, &article.edition, &article.section).map_err(|refused| {
        match knows_of(actor, article) {
            true => refused,
            false => refused.and_not_known(format!("there is no article {}", article.id)),
        }
    })
}

/// Whether the actor may know that there is such an article: whoever may read it, and everybody once readers see it.
fn knows_of(actor: &Actor, article: &Article) -> bool {
    article.is_live()
        || is_writer(actor, article)
        || actor.role_at(&article.edition, &article.section) >= Role::Journalist
}

/// Which articles that readers do not see somebody reads: the same as [`may_read`], for a question to the database.
#[derive(Debug, Clone)]
pub struct Reach {
    /// Whether it is all of the edition.
    pub all: bool,
    /// As whom they sign what they begin.
    pub own: String,
    /// The sections whose articles they read besides.
    pub sections: Vec<SectionId>,
}

impl Reach {
    /// What the actor reads of an edition.
    pub fn of(actor: &Actor, edition: &EditionCode) -> Reach {
        Reach {
            all: actor.role_in_edition(edition) >= Role::Journalist,
            own: actor.signature(),
            sections: actor.sections_with(Role::Journalist),
        }
    }
}

/// Whether it is the actor who began it.
pub fn is_writer(actor: &Actor, article: &Article) -> bool {
    actor.account().is_some_and(|account| article.created_by == format!("account:{account}"))
}
