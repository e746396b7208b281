//! Takes back that an article is a translation, or has one.

use super::LinkError;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::article_by_id;
use crate::features::translations::{policy, store};
use crate::id::ArticleId;

/// Parts an article from its siblings; a sibling left alone is a translation of nothing any more. Unlinking what is not
/// linked changes nothing.
pub async fn unlink(app: &App, actor: &Actor, article: &ArticleId) -> Result<(), LinkError> {
    let (app_in, actor, article) = (app.clone(), actor.clone(), article.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                policy::may_link_any(&actor)?;
                let known = article_by_id(tx, &article).await?;
                let known = known.ok_or_else(|| LinkError::NoSuchArticle(article.to_string()))?;
                policy::may_link(&actor, &known)?;
                let together = store::together_with(tx, &article).await?;
                if together.is_empty() {
                    return Ok(());
                }
                store::delete(tx, &article).await?;
                if let [first, second] = together.as_slice() {
                    let left = if first.article == article { second } else { first };
                    store::delete(tx, &left.article).await?;
                }
                let articles = together.into_iter().map(|member| member.article).collect();
                tx.record(Event::TranslationUnlinked { articles }.into_log(&actor, app_in.now()));
                Ok(())
            })
        })
        .await
}
