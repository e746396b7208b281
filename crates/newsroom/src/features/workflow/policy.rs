//! Who may move, approve, assign, and set what is asked. Deny by default.

use super::Stage;
use super::store::Approval;
use crate::features::accounts::{Actor, NotAllowed, Role, Standing, needs, needs_at, needs_somewhere};
use crate::features::articles::{Article, may_publish, may_read, may_revise};
use crate::id::{AccountId, SectionId};

/// Seeing the stages and what sections ask.
pub fn may_see_rules(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Contributor)
}

/// Moving a revision to a stage: whoever may revise the article, and has in its section the role that the stage asks.
pub fn may_move(actor: &Actor, article: &Article, to: &Stage) -> Result<(), NotAllowed> {
    may_revise(actor, article)?;
    needs_at(actor, to.role, &article.edition, &article.section)
}

/// Saying of a revision that it may go out in a section: whoever may read the article, and might publish it there.
pub fn may_approve(actor: &Actor, article: &Article, there: &SectionId) -> Result<(), NotAllowed> {
    may_read(actor, article)?;
    needs_at(actor, Role::Editor, &article.edition, there)
}

/// Taking away a note that waits for its second person: whoever might publish it.
pub fn may_drop_note(actor: &Actor, article: &Article) -> Result<(), NotAllowed> {
    may_publish(actor, article)
}

/// What a section that asks for two people asks. It protects the section in which readers see a piece:
///
/// - Whoever puts a revision before them there, now or later, or moves a live piece in, is one person; somebody else who might
///   publish there has approved exactly this revision for exactly this section.
/// - An approval for another section says nothing here, so that nobody files a piece where nothing is asked to bring it back.
/// - Nothing turns on who wrote it, who signs it or whose it is: another author is another revision, and that is not approved.
/// - A note for readers waits until somebody else sends the same words with the same revision; so does what is said of a picture
///   that such a section's readers see, until somebody who might publish there says the same. A note that went out where nothing
///   is asked takes back the approvals of its article, so that it does not move in with it; what is said of a picture before
///   takes back the approvals of the revisions that name it: they were given with other words under it.
/// - Where the section ceases to ask, by its own rules or because it or one over it moved, what was waiting still needs its second
///   person; what is begun afterwards does not. What is refused waits no more.
///
/// This says which approvals are a second person's.
pub fn is_second_person(approval: &Approval, there: &SectionId, acting: Option<&AccountId>) -> bool {
    approval.section == *there && Some(&approval.account) != acting
}

/// Giving an article to somebody: a journalist of its section takes it or gives back what is theirs, an editor gives it to
/// anybody who may take it.
pub fn may_assign(
    actor: &Actor,
    article: &Article,
    from: Option<&AccountId>,
    to: Option<&AccountId>,
) -> Result<(), NotAllowed> {
    may_read(actor, article)?;
    let own = actor.account();
    let only_own = [from, to].into_iter().flatten().all(|account| Some(account) == own);
    let needed = if only_own { Role::Journalist } else { Role::Editor };
    needs_at(actor, needed, &article.edition, &article.section)
}

/// Having an article: whoever may write in it.
pub fn may_take(person: &AccountId, standing: &Standing, article: &Article) -> bool {
    let begun = article.created_by == format!("account:{person}");
    begun || standing.at(&article.edition, &article.section) >= Role::Journalist
}

/// Setting stages, what sections ask, and the brake.
pub fn may_set(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Admin)
}

/// Seeing the brake, and saying that one means it: whoever publishes anywhere. It holds nobody but themselves.
pub fn may_release(actor: &Actor) -> Result<(), NotAllowed> {
    needs_somewhere(actor, Role::Editor)
}
