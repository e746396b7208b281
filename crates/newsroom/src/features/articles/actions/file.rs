//! Files an article under another section. Its address says so from then on, and the old one leads there.

use ::store::Tx;

use super::place::project_again;
use super::revise::RevisionRefused;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::{Actor, NotAllowed};
use crate::features::articles::{Article, policy, store};
use crate::features::{sections, stories, workflow};
use crate::id::{ArticleId, SectionId};

/// Files the article under the section with this slug in its own edition. What readers see moves at once, so that of a
/// published article only those who publish may do it, and the section it comes to asks what it asks of a publication.
pub async fn file(app: &App, actor: &Actor, id: &ArticleId, slug: &str) -> Result<Article, RevisionRefused> {
    let (app_in, actor, id, slug) = (app.clone(), actor.clone(), id.clone(), slug.to_owned());
    app.db.write(move |tx| Box::pin(async move { file_in(tx, &app_in, &actor, &id, &slug).await })).await
}

async fn file_in(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    slug: &str,
) -> Result<Article, RevisionRefused> {
    store::hold_article(tx, id).await?;
    let article = store::article_by_id(tx, id).await?;
    let article = article.ok_or_else(|| RevisionRefused::NoSuchArticle(id.to_string()))?;
    may_file(actor, &article)?;
    let section = sections::by_slug(tx, &article.edition, slug).await?;
    let section = section.ok_or_else(|| RevisionRefused::NoSuchSection(slug.to_owned()))?;
    if section.closed {
        return Err(RevisionRefused::SectionClosed(section.name));
    }
    // Whoever moves it takes part in both sections: nobody brings a piece under their own rules to publish it by them.
    let there = Article { section: section.id.clone(), ..article.clone() };
    may_file(actor, &there)?;
    if policy::may_publish(actor, &there).is_ok() && !policy::is_writer(actor, &article) {
        policy::may_publish(actor, &article)?;
    }
    let from: SectionId = article.section.clone();
    if from == section.id {
        return Ok(article);
    }
    let (now, to) = (app.now(), section.id);
    held_back_there(tx, actor, &article, &to, now).await?;
    let article = Article { section: to.clone(), ..article };
    store::update(tx, &article).await?;
    if article.is_live() {
        workflow::over_with(tx, std::slice::from_ref(id)).await?;
    }
    project_again(tx, app, std::slice::from_ref(id), now).await?;
    let (article_id, edition, live) = (id.clone(), article.edition.clone(), article.is_live());
    let stories = if live { stories::stories_of(tx, id).await? } else { Vec::new() };
    let event = Event::ArticleFiled { article: article_id, edition, from, to, live, stories };
    tx.record(event.into_log(actor, now));
    Ok(article)
}

/// What its readers see is published there by moving it: what is asked there is asked of that.
async fn held_back_there(
    tx: &Tx,
    actor: &Actor,
    article: &Article,
    to: &SectionId,
    now: i64,
) -> Result<(), RevisionRefused> {
    let Some(live) = article.live_revision else { return Ok(()) };
    match store::revision_of(tx, &article.id, live).await? {
        Some(live) => Ok(workflow::hold_back_filing(tx, actor, (article, &live), to, now).await?),
        None => Ok(()),
    }
}

fn may_file(actor: &Actor, article: &Article) -> Result<(), NotAllowed> {
    let is_bound = article.is_live() || article.schedule.is_some() || article.embargo_until.is_some();
    if is_bound { policy::may_publish(actor, article) } else { policy::may_revise(actor, article) }
}
