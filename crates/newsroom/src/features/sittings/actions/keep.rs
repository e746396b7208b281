//! Makes a revision of what a sitting says: on the writer's word, or because the sitting is over.

use ::store::Tx;

use super::save::{SaveRefused, content_now, known};
use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::articles::actions::{Draft, RevisionRefused, set_down_in};
use crate::features::articles::{Article, hold_article, policy};
use crate::features::sittings::{Base, Sitting, store};
use crate::id::ArticleId;

/// Keeps what stands at `base` as a revision, under a name where one is given. Without a name, and when nothing was
/// written since the newest revision, that one is it.
pub async fn keep(
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    base: Base,
    name: String,
) -> Result<Base, SaveRefused> {
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db.write(move |tx| Box::pin(async move { keep_in(tx, &app_in, &actor, &id, base, name).await })).await
}

async fn keep_in(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    base: Base,
    name: String,
) -> Result<Base, SaveRefused> {
    hold_article(tx, id).await?;
    let mut article = known(tx, id).await?;
    policy::may_revise(actor, &article).map_err(RevisionRefused::from)?;
    let sitting = store::of_article(tx, id).await?;
    let stands = Base::of(article.latest_revision, sitting.as_ref());
    if !base.admits(article.latest_revision, sitting.as_ref()) {
        return Err(SaveRefused::Overtaken { base, now: stands });
    }
    let name = text::clean::clean_line(&name);
    let letters = name.chars().count();
    if letters > 200 {
        let field = "the version's name";
        return Err(RevisionRefused::TooLong { field, letters, most: 200 }.into());
    }
    let open = sitting.as_ref().is_some_and(|sitting| sitting.content.is_some());
    if !open && name.is_empty() {
        return Ok(stands);
    }
    let now = app.now();
    let sitting = match sitting {
        Some(sitting) => sitting,
        None => {
            let (revision, writer) = (article.latest_revision, actor.signature());
            let begun =
                Sitting { version: 0, revision, content: None, writer, begun_at: now, changed_at: now };
            store::put(tx, id, None, &begun).await?;
            begun
        }
    };
    let version = set_down(tx, app, actor, &mut article, &sitting, name).await?;
    Ok(Base { revision: article.latest_revision, version })
}

/// Ends the article's sitting: what was written becomes a revision, signed by whoever wrote it.
pub async fn end(app: &App, actor: &Actor, id: &ArticleId) -> Result<(), SaveRefused> {
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db.write(move |tx| Box::pin(async move { end_in(tx, &app_in, &actor, &id).await })).await
}

pub(super) async fn end_in(tx: &Tx, app: &App, actor: &Actor, id: &ArticleId) -> Result<(), SaveRefused> {
    hold_article(tx, id).await?;
    let Some(sitting) = store::of_article(tx, id).await?.filter(|sitting| sitting.content.is_some()) else {
        return Ok(());
    };
    let mut article = known(tx, id).await?;
    set_down(tx, app, actor, &mut article, &sitting, String::new()).await.map(drop)
}

/// Writes the revision and notes that the sitting says no more than it; returns the sitting's number, which stays as it
/// is, for the text does.
pub(super) async fn set_down(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    article: &mut Article,
    sitting: &Sitting,
    note: String,
) -> Result<i64, SaveRefused> {
    let content = content_now(tx, article, Some(sitting)).await?;
    let signed = if sitting.content.is_some() { sitting.writer.clone() } else { actor.signature() };
    // What was said beside the desk in between makes the state another one for whoever wrote before it.
    let version = sitting.version + i64::from(sitting.revision != article.latest_revision);
    let revision = set_down_in(tx, app, actor, signed, article, Draft { content, note }).await?;
    article.latest_revision = revision.number;
    let kept = Sitting { version, revision: revision.number, content: None, ..sitting.clone() };
    store::put(tx, &article.id, Some(sitting.version), &kept).await?;
    Ok(version)
}
