//! Begins an article: its first revision, seen by nobody but the desk.

use ::store::Tx;

use super::revise::{self, Draft, RevisionRefused};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::{Article, ArticleKind, Revision, policy, store};
use crate::features::sections::{self, Section};
use crate::id::{ArticleId, EditionCode, RevisionNumber, SectionId};

/// What an article begins with.
#[derive(Debug, Clone)]
pub struct NewArticle {
    /// The edition it is written for.
    pub edition: EditionCode,
    /// The section it is filed under.
    pub section: SectionId,
    /// What sort of piece it is.
    pub kind: ArticleKind,
    /// Until when nothing of it may be seen, in microseconds UTC.
    pub embargo_until: Option<i64>,
    /// What it says.
    pub draft: Draft,
}

/// Begins an article and returns it with its first revision.
pub async fn create(
    app: &App,
    actor: &Actor,
    new: NewArticle,
) -> Result<(Article, Revision), RevisionRefused> {
    let (app_in, actor) = (app.clone(), actor.clone());
    app.db.write(move |tx| Box::pin(async move { create_in(tx, &app_in, &actor, new).await })).await
}

/// The same inside a transaction that does more.
pub async fn create_in(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    new: NewArticle,
) -> Result<(Article, Revision), RevisionRefused> {
    let (article, revision, _) = begun(tx, app, actor, new).await?;
    store::insert(tx, &article, revision.created_at).await?;
    store::insert_revision(tx, &revision).await?;
    let created = Event::ArticleCreated { article: article.id.clone() };
    tx.record(created.into_log(actor, revision.created_at));
    Ok((article, revision))
}

/// The article with its first revision, as they are to be written, and its section, which is held.
pub(super) async fn begun(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    new: NewArticle,
) -> Result<(Article, Revision, Section), RevisionRefused> {
    policy::may_create(actor)?;
    let section = sections::hold_section(tx, &new.section).await?;
    let section = section.filter(|section| section.edition == new.edition);
    let section = section.ok_or_else(|| RevisionRefused::NoSuchSection(new.section.to_string()))?;
    if section.closed {
        return Err(RevisionRefused::SectionClosed(section.name));
    }
    let Draft { content, note } = new.draft;
    let content = revise::checked(tx, app, new.kind, content).await?;
    let now = app.now();
    let article = Article {
        id: ArticleId(app.new_short_id()),
        edition: new.edition,
        section: new.section,
        kind: new.kind,
        slug: String::new(),
        latest_revision: RevisionNumber(1),
        live_revision: None,
        first_published_at: None,
        updated_at: None,
        embargo_until: new.embargo_until,
        schedule: None,
        withdrawn: None,
        created_by: actor.signature(),
    };
    let revision = Revision {
        article: article.id.clone(),
        number: RevisionNumber(1),
        content,
        note,
        created_by: actor.signature(),
        created_at: now,
    };
    Ok((article, revision, section))
}
