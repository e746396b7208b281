//! Who may change accounts. Deny by default.

use super::{Actor, Role};
use crate::id::{EditionCode, FrontId, SectionId};

/// The actor may not do this.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{}", told(.unknown.as_deref(), *.needed, *.has, .actor))]
pub struct NotAllowed {
    /// The role that the action needs at least.
    pub needed: Role,
    /// The role the actor has.
    pub has: Role,
    /// Who asked.
    pub actor: String,
    /// What they may not even know of, as whoever asks for something that never was is told: to them there is none.
    pub unknown: Option<String>,
}

impl NotAllowed {
    /// The same of something that the actor may not know of; `words` are those for a thing that never was.
    pub fn and_not_known(self, words: String) -> Self {
        NotAllowed { unknown: Some(words), ..self }
    }
}

fn told(unknown: Option<&str>, needed: Role, has: Role, actor: &str) -> String {
    match unknown {
        Some(words) => words.to_owned(),
        None => format!("this needs the role {}; {actor} has {}", needed.as_str(), has.as_str()),
    }
}

/// Refuses an actor whose role is below `needed`.
pub fn needs(actor: &Actor, needed: Role) -> Result<(), NotAllowed> {
    judge(actor, actor.role(), needed)
}

/// Refuses an actor whose role in this section is below `needed`.
pub fn needs_at(
    actor: &Actor,
    needed: Role,
    edition: &EditionCode,
    section: &SectionId,
) -> Result<(), NotAllowed> {
    judge(actor, actor.role_at(edition, section), needed)
}

/// Refuses an actor whose role in this edition as a whole is below `needed`.
pub fn needs_in_edition(actor: &Actor, needed: Role, edition: &EditionCode) -> Result<(), NotAllowed> {
    judge(actor, actor.role_in_edition(edition), needed)
}

/// Refuses an actor whose role is nowhere as wide as `needed`. What is done to a thing is judged once more where that is.
pub fn needs_somewhere(actor: &Actor, needed: Role) -> Result<(), NotAllowed> {
    judge(actor, actor.role_somewhere(), needed)
}

/// Refuses an actor whose role at this front is below `needed`.
pub fn needs_at_front(actor: &Actor, needed: Role, front: &FrontId) -> Result<(), NotAllowed> {
    judge(actor, actor.role_at_front(front), needed)
}

fn judge(actor: &Actor, has: Role, needed: Role) -> Result<(), NotAllowed> {
    if has >= needed {
        Ok(())
    } else {
        Err(NotAllowed { needed, has, actor: actor.to_string(), unknown: None })
    }
}

/// Opening accounts, issuing tokens and sign-in links.
pub fn may_manage_accounts(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Admin)
}
