//! Saves what somebody is writing. It becomes a revision later; until then each save takes the place of the one before.

use ::store::{StoreError, Tx};
use content::Tree;

use super::keep::set_down;
use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::articles::actions::{RevisionRefused, checked};
use crate::features::articles::{Article, Content, article_by_id, hold_article, policy, revision_of};
use crate::features::authors::{actions::open_named as open_authors, authors_by_ids};
use crate::features::sittings::fields::Fields;
use crate::features::sittings::{Base, Sitting, store};
use crate::features::topics::{TopicKind, actions::open_named as open_topics, topics_by_ids};
use crate::id::{ArticleId, AuthorId, TopicId};

/// What the editor has before it.
#[derive(Debug, Clone)]
pub struct Written {
    /// The text.
    pub body: Tree,
    /// The headline.
    pub headline: String,
    /// The lead.
    pub lead: String,
    /// The form, where it is sent.
    pub fields: Option<Fields>,
}

/// Why nothing was saved. What was written is still in the writer's hands.
#[derive(Debug, thiserror::Error)]
pub enum SaveRefused {
    /// Somebody else saved in between.
    #[error("this was written on {base}, and the text stands at {now} meanwhile")]
    Overtaken {
        /// Where the writer began.
        base: Base,
        /// Where it stands.
        now: Base,
    },
    /// Too many names, or one that is too long.
    #[error("at most 40 authors and 40 topics fit, with names of at most 200 letters")]
    TooManyNames,
    /// The article does not take it.
    #[error(transparent)]
    Refused(#[from] RevisionRefused),
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Saves, when nobody else did since `base`. What says exactly what stands there already changes nothing.
pub async fn save(
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    base: Base,
    written: Written,
) -> Result<Base, SaveRefused> {
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db
        .write(move |tx| Box::pin(async move { save_in(tx, &app_in, &actor, &id, base, written).await }))
        .await
}

async fn save_in(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    base: Base,
    written: Written,
) -> Result<Base, SaveRefused> {
    hold_article(tx, id).await?;
    let mut article = known(tx, id).await?;
    policy::may_revise(actor, &article).map_err(RevisionRefused::from)?;
    let sitting = store::of_article(tx, id).await?;
    let stands = Base::of(article.latest_revision, sitting.as_ref());
    let current = content_now(tx, &article, sitting.as_ref()).await?;
    let wanted = apply(tx, app, &article, current.clone(), written).await?;
    let wanted = checked(tx, app, article.kind, wanted).await?;
    if wanted.to_json() == current.to_json() {
        // Nothing new, or the answer to an earlier save was lost and here it is again.
        return Ok(stands);
    }
    if !base.admits(article.latest_revision, sitting.as_ref()) {
        return Err(SaveRefused::Overtaken { base, now: stands });
    }
    let (now, writer) = (app.now(), actor.signature());
    let mut before = sitting.as_ref().map(|sitting| sitting.version);
    let goes_on = sitting.as_ref().is_some_and(|sitting| sitting.goes_on(&writer, now));
    let begun_at = match &sitting {
        Some(sitting) if goes_on && sitting.content.is_some() => sitting.begun_at,
        Some(sitting) if !goes_on => {
            before = Some(set_down(tx, app, actor, &mut article, sitting, String::new()).await?);
            now
        }
        _ => now,
    };
    let version = before.unwrap_or(0) + 1;
    let revision = article.latest_revision;
    let next = Sitting { version, revision, content: Some(wanted), writer, begun_at, changed_at: now };
    if !store::put(tx, id, before, &next).await? {
        return Err(SaveRefused::Overtaken { base, now: stands });
    }
    Ok(Base { revision, version })
}

pub(super) async fn known(tx: &Tx, id: &ArticleId) -> Result<Article, RevisionRefused> {
    article_by_id(tx, id).await?.ok_or_else(|| RevisionRefused::NoSuchArticle(id.to_string()))
}

/// What the desk's text of the article says now.
pub(super) async fn content_now(
    tx: &Tx,
    article: &Article,
    sitting: Option<&Sitting>,
) -> Result<Content, RevisionRefused> {
    if let Some(content) = sitting.and_then(|sitting| sitting.content.clone()) {
        return Ok(content);
    }
    let newest = revision_of(tx, &article.id, article.latest_revision).await?;
    let newest = newest.ok_or_else(|| RevisionRefused::NoSuchArticle(article.id.to_string()))?;
    Ok(newest.content)
}

async fn apply(
    tx: &Tx,
    app: &App,
    article: &Article,
    current: Content,
    written: Written,
) -> Result<Content, SaveRefused> {
    let Written { body, headline, lead, fields } = written;
    let content = Content { body, headline, lead, ..current };
    let Some(fields) = fields else { return Ok(content) };
    if !fields.fit() {
        return Err(SaveRefused::TooManyNames);
    }
    let authors = authors_named(tx, app, article, &content.authors, &fields.authors).await?;
    let topics = topics_named(tx, app, article, &content.topics, &fields.topics).await?;
    let Fields { kicker, headlines, place, sources, picture, recording, .. } = fields;
    let recording = match recording.filter(|_| article.kind.is_recording()) {
        Some(said) => Some(said.onto(content.recording)),
        None => content.recording,
    };
    Ok(Content { kicker, headlines, place, sources, picture, authors, topics, recording, ..content })
}

/// The authors of these names: those the article has keep being who they are, others are found or opened.
async fn authors_named(
    tx: &Tx,
    app: &App,
    article: &Article,
    has: &[AuthorId],
    names: &[String],
) -> Result<Vec<AuthorId>, StoreError> {
    let known = authors_by_ids(tx, has).await?;
    let mut ids: Vec<AuthorId> = Vec::with_capacity(names.len());
    for name in names {
        let found = match known.iter().find(|author| author.name == *name) {
            Some(author) => Some(author.id.clone()),
            None => open_authors(tx, app, &article.edition, std::slice::from_ref(name)).await?.pop(),
        };
        ids.extend(found.filter(|id| !ids.contains(id)));
    }
    Ok(ids)
}

/// The same for topics.
async fn topics_named(
    tx: &Tx,
    app: &App,
    article: &Article,
    has: &[TopicId],
    names: &[String],
) -> Result<Vec<TopicId>, StoreError> {
    let known = topics_by_ids(tx, has).await?;
    let mut ids: Vec<TopicId> = Vec::with_capacity(names.len());
    for name in names {
        let found = match known.iter().find(|topic| topic.name == *name) {
            Some(topic) => Some(topic.id.clone()),
            None => {
                let new = [(name.clone(), TopicKind::Subject, String::new())];
                open_topics(tx, app, &article.edition, &new).await?.pop()
            }
        };
        ids.extend(found.filter(|id| !ids.contains(id)));
    }
    Ok(ids)
}
