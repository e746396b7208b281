//! Who may move, approve, assign, and set what is asked. Deny by default.

use super::Stage;
use crate::features::accounts::{Actor, NotAllowed, Role, needs};
use crate::features::articles::{Article, may_revise};
use crate::id::AccountId;

/// Seeing the stages and what sections ask.
pub fn may_see_rules(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Contributor)
}

/// Moving a revision to a stage: whoever may revise the article, and has the role that the stage asks.
pub fn may_move(actor: &Actor, article: &Article, to: &Stage) -> Result<(), NotAllowed> {
    may_revise(actor, article)?;
    needs(actor, to.role)
}

/// Saying of a revision that it may go out.
pub fn may_approve(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Editor)
}

/// Giving an article to somebody: a journalist takes it or gives back what is theirs, an editor gives it to anybody.
pub fn may_assign(actor: &Actor, from: Option<&AccountId>, to: Option<&AccountId>) -> Result<(), NotAllowed> {
    let own = actor.account();
    let only_own = [from, to].into_iter().flatten().all(|account| Some(account) == own);
    needs(actor, if only_own { Role::Journalist } else { Role::Editor })
}

/// Setting stages, what sections ask, and the brake.
pub fn may_set(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Admin)
}

/// Seeing the brake, and saying that one means it.
pub fn may_release(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Editor)
}
