//! Says that an article is the translation of one in another edition.

use ::store::{StoreError, Tx};

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::{Actor, NotAllowed};
use crate::features::articles::{article_by_id, may_read};
use crate::features::translations::translation::{Linked, link};
use crate::features::translations::{CannotLink, Translation, policy, store};
use crate::id::ArticleId;

/// Why nothing was linked.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// The actor may not do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such article.
    #[error("there is no article {0}")]
    NoSuchArticle(String),
    /// The two cannot belong together.
    #[error(transparent)]
    CannotLink(#[from] CannotLink),
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Links `article` to the `original` it was translated from, and returns it with all its siblings. Both may be
/// unpublished still; readers are told once both are published. Linking twice changes nothing.
pub async fn link_translation(
    app: &App,
    actor: &Actor,
    article: &ArticleId,
    original: &ArticleId,
) -> Result<Vec<Translation>, LinkError> {
    let (app_in, actor) = (app.clone(), actor.clone());
    let (article, original) = (article.clone(), original.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move { link_translation_in(tx, &app_in, &actor, &article, &original).await })
        })
        .await
}

/// The same inside a transaction that does more.
pub async fn link_translation_in(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    article: &ArticleId,
    original: &ArticleId,
) -> Result<Vec<Translation>, LinkError> {
    policy::may_link_any(actor)?;
    let no_such = |id: &ArticleId| LinkError::NoSuchArticle(id.to_string());
    let translated = article_by_id(tx, article).await?.ok_or_else(|| no_such(article))?;
    policy::may_link(actor, &translated)?;
    // One that the actor may not know of is as one that never was.
    let source = article_by_id(tx, original)
        .await?
        .filter(|source| source.is_live() || may_read(actor, source).is_ok());
    let source = source.ok_or_else(|| no_such(original))?;
    policy::may_link(actor, &source)?;
    let mine = store::of_article(tx, article).await?;
    let others = store::together_with(tx, original).await?;
    let now = app.now();
    let (mine, theirs) = ((article, &translated.edition), mine.as_ref());
    let work = match link(mine, (original, &source.edition), theirs, &others)? {
        Linked::Already => return Ok(others),
        Linked::Joins(work) => work,
        Linked::Begins => {
            let (work, article, edition) = (app.new_id(), original.clone(), source.edition);
            let place = Translation { article, work: work.clone(), edition, is_original: true };
            store::insert(tx, &place, &actor.signature(), now).await?;
            store::put_published(tx, std::slice::from_ref(original)).await?;
            work
        }
    };
    let edition = translated.edition;
    let place = Translation { article: article.clone(), work, edition, is_original: false };
    store::insert(tx, &place, &actor.signature(), now).await?;
    store::put_published(tx, std::slice::from_ref(article)).await?;
    let linked = store::together_with(tx, article).await?;
    let articles = linked.iter().map(|member| member.article.clone()).collect();
    tx.record(Event::TranslationLinked { articles }.into_log(actor, now));
    Ok(linked)
}
