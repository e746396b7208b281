//! Makes a draft of what a program or a wire item hands in: authors and topics by name, found or opened.

use ::store::Tx;

use super::{Draft, NewArticle, RevisionRefused, create_in, revise_in};
use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::articles::{Article, Content, Revision};
use crate::features::authors::actions::open_named as open_authors;
use crate::features::topics::TopicKind;
use crate::features::topics::actions::open_named as open_topics;
use crate::id::{ArticleId, EditionCode, RevisionNumber};

/// A draft whose authors and topics are names.
#[derive(Debug, Clone)]
pub struct NamedDraft {
    /// What the article is to say; its authors and topics are filled in.
    pub content: Content,
    /// Who signs it, in order.
    pub authors: Vec<String>,
    /// What it is about: name, kind, code in its vocabulary.
    pub topics: Vec<(String, TopicKind, String)>,
    /// Why it is written.
    pub note: String,
}

/// Begins an article from a draft with names.
pub async fn create_named(
    app: &App,
    actor: &Actor,
    new: NewArticle,
    named: NamedDraft,
) -> Result<(Article, Revision), RevisionRefused> {
    let (app_in, actor) = (app.clone(), actor.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let draft = with_names(tx, &app_in, &new.edition, named).await?;
                create_in(tx, &app_in, &actor, NewArticle { draft, ..new }).await
            })
        })
        .await
}

/// Gives an article a revision from a draft with names.
pub async fn revise_named(
    app: &App,
    actor: &Actor,
    (id, edition): (&ArticleId, &EditionCode),
    expected: RevisionNumber,
    named: NamedDraft,
) -> Result<Revision, RevisionRefused> {
    let (app_in, actor, id, edition) = (app.clone(), actor.clone(), id.clone(), edition.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let draft = with_names(tx, &app_in, &edition, named).await?;
                revise_in(tx, &app_in, &actor, &id, expected, draft).await
            })
        })
        .await
}

/// The draft with its authors and topics found or opened.
pub async fn with_names(
    tx: &Tx,
    app: &App,
    edition: &EditionCode,
    named: NamedDraft,
) -> Result<Draft, RevisionRefused> {
    let authors = open_authors(tx, app, edition, &named.authors).await?;
    let topics = open_topics(tx, app, edition, &named.topics).await?;
    Ok(Draft { content: Content { authors, topics, ..named.content }, note: named.note })
}
