//! Takes an article back from its readers. Its address answers that it is gone, and why.

use ::store::Tx;

use super::PublishError;
use super::place::{Elsewhere, name_again};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::{Article, policy, store};
use crate::features::receipts::{self, ReceiptKind};
use crate::features::{alerts, fronts, related, workflow};
use crate::id::{ArticleId, ReceiptId};
use crate::schedule;

/// Withdraws an article for `reason`, which readers are told. Withdrawing twice changes nothing.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    reason: &str,
) -> Result<Article, PublishError> {
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    let reason = text::clean::clean_paragraph(reason);
    app.db.write(move |tx| Box::pin(async move { withdraw_in(tx, &app_in, &actor, &id, reason).await })).await
}

/// The same inside a transaction that does more.
pub async fn withdraw_in(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    reason: String,
) -> Result<Article, PublishError> {
    store::hold_article(tx, id).await?;
    let article =
        store::article_by_id(tx, id).await?.ok_or_else(|| PublishError::NoSuchArticle(id.to_string()))?;
    policy::may_withdraw(actor, &article)?;
    if reason.is_empty() || reason.chars().count() > 2_000 {
        return Err(PublishError::NoReason);
    }
    if article.withdrawn.is_some() {
        return Ok(article);
    }
    workflow::hold_back_withdrawal(tx, app, actor).await?;
    let (now, was_seen) = (app.now(), article.first_published_at.is_some());
    let article = article.withdraw(reason, now);
    store::update(tx, &article).await?;
    schedule::cancel_publication(tx, id).await?;
    alerts::actions::end_with_article(tx, app, actor, id).await?;
    // What readers never saw leaves no trace before them: its address goes on saying that there is nothing.
    if was_seen {
        let pictures = store::pictures_shown(tx, id).await?;
        store::drop_published(tx, id, article.kind).await?;
        store::put_naming(tx, &[(id, &[])]).await?;
        store::put_withdrawn(tx, &article).await?;
        let receipt = ReceiptId(app.new_id());
        receipts::insert(tx, &receipt, ReceiptKind::Withdraw, id, now).await?;
        let (edition, section) = (article.edition.clone(), article.section.clone());
        let Elsewhere { mut named_by, stories } = name_again(tx, app, id, now).await?;
        named_by.extend(related::forget(tx, id).await?);
        alerts::actions::follow_stories(tx, app, actor, &stories).await?;
        fronts::actions::follow_articles(tx, app, actor, std::slice::from_ref(id)).await?;
        let event = Event::ArticleWithdrawn {
            article: id.clone(),
            edition,
            section,
            receipt,
            named_by,
            stories,
            pictures,
        };
        tx.record(event.into_log(actor, now));
    }
    Ok(article)
}
