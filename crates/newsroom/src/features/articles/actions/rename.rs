//! Gives an article another headline, and leaves the rest of it as it is.

use super::revise::{Draft, RevisionRefused, revise_in};
use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::articles::{Revision, store};
use crate::id::{ArticleId, RevisionNumber};

/// Makes a revision that differs from the newest in its headline alone, when the article still stands at `expected`. The
/// same headline makes none. What readers see stays as it is until that revision is published.
pub async fn rename(
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    expected: RevisionNumber,
    headline: &str,
) -> Result<Revision, RevisionRefused> {
    let (app_in, actor, id, headline) = (app.clone(), actor.clone(), id.clone(), headline.to_owned());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let newest = store::revision_of(tx, &id, expected).await?;
                let newest = newest.ok_or_else(|| RevisionRefused::NoSuchArticle(id.to_string()))?;
                let mut content = newest.content;
                content.headline = headline;
                let draft = Draft { content, note: String::new() };
                revise_in(tx, &app_in, &actor, &id, expected, draft).await
            })
        })
        .await
}
