//! Gives an article to somebody, with a time until which it is wanted; or to nobody.

use ::store::{StoreError, Tx};

use super::WorkflowRefused;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::{Actor, account_by_id, standing_of};
use crate::features::articles::{Article, article_by_id};
use crate::features::workflow::{policy, store};
use crate::id::{AccountId, ArticleId};

/// Assigns the article; `None` takes it from whoever has it. The time is in microseconds UTC; one that is over is kept, and
/// the desk says so.
pub async fn assign(
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    to: Option<AccountId>,
    due_at: Option<i64>,
) -> Result<(), WorkflowRefused> {
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let had = store::assignment_of(tx, &id).await?;
                let article = article_by_id(tx, &id)
                    .await?
                    .ok_or_else(|| WorkflowRefused::NoSuchArticle(id.to_string()))?;
                policy::may_assign(&actor, &article, had.as_ref().map(|had| &had.account), to.as_ref())?;
                if let Some(account) = &to
                    && !can_take(tx, account, &article).await?
                {
                    return Err(WorkflowRefused::NoSuchAccount(account.to_string()));
                }
                let is_same = match (&had, &to) {
                    (None, None) => true,
                    (Some(had), Some(to)) => had.account == *to && had.due_at == due_at,
                    _ => false,
                };
                if is_same {
                    return Ok(());
                }
                let now = app_in.now();
                let wanted = to.as_ref().map(|account| (account, due_at));
                store::put_assignment(tx, &id, wanted, &actor.signature(), now).await?;
                tx.record(Event::ArticleAssigned { article: id, account: to }.into_log(&actor, now));
                Ok(())
            })
        })
        .await
}

/// Whether this is somebody of ours who may write in the article.
async fn can_take(tx: &Tx, account: &AccountId, article: &Article) -> Result<bool, StoreError> {
    let person = account_by_id(tx, account).await?.filter(|person| person.suspended_at.is_none());
    let Some(person) = person else { return Ok(false) };
    let standing = standing_of(tx, &person.id, person.role).await?;
    Ok(policy::may_take(&person.id, &standing, article))
}
