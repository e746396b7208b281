//! Says until when nothing of an article may be seen, or that nothing holds it any longer.

use ::store::Tx;

use super::PublishError;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::{Article, policy, store};
use crate::id::ArticleId;

/// Sets the embargo, or lifts it with `None`.
pub async fn embargo(
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    until: Option<i64>,
) -> Result<Article, PublishError> {
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db.write(move |tx| Box::pin(async move { embargo_in(tx, &app_in, &actor, &id, until).await })).await
}

/// The same inside a transaction that does more: sets the embargo, or lifts it with `None`. What is before readers already stays there: the embargo holds back what
/// has not been published yet.
pub async fn embargo_in(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    until: Option<i64>,
) -> Result<Article, PublishError> {
    store::hold_article(tx, id).await?;
    let article =
        store::article_by_id(tx, id).await?.ok_or_else(|| PublishError::NoSuchArticle(id.to_string()))?;
    policy::may_publish(actor, &article)?;
    if article.embargo_until == until {
        return Ok(article);
    }
    let article = Article { embargo_until: until, ..article };
    store::update(tx, &article).await?;
    tx.record(Event::EmbargoSet { article: id.clone() }.into_log(actor, app.now()));
    Ok(article)
}
