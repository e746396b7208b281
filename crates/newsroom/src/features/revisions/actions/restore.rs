//! Brings back what stood: a new revision that says what an earlier one said, in whole or in part. The earlier one stays, and
//! readers see nothing of it until it is published.

use ::store::StoreError;

use crate::app::App;
use crate::features::accounts::{Actor, NotAllowed};
use crate::features::articles::actions::{Draft, RevisionRefused, revise_in};
use crate::features::articles::{Content, Revision, article_by_id, may_revise, revision_of};
use crate::features::revisions::comparison::line_put_back;
use crate::id::{ArticleId, RevisionNumber};

/// What is brought back.
#[derive(Debug, Clone, PartialEq)]
pub enum Restored {
    /// All that the revision said.
    Whole,
    /// One line around the text, by its name.
    Line(String),
    /// One block of the text, by its id.
    Block(String),
}

/// Why nothing was brought back.
#[derive(Debug, thiserror::Error)]
pub enum RestoreRefused {
    /// The new revision was not taken.
    #[error(transparent)]
    Revision(#[from] RevisionRefused),
    /// The article has no such revision.
    #[error("the article has no revision {0}")]
    NoSuchRevision(i64),
    /// Neither revision has this part.
    #[error("neither that revision nor the newest one has the part `{0}`")]
    NoSuchPart(String),
}

impl From<StoreError> for RestoreRefused {
    fn from(error: StoreError) -> Self {
        RevisionRefused::from(error).into()
    }
}

impl From<NotAllowed> for RestoreRefused {
    fn from(error: NotAllowed) -> Self {
        RevisionRefused::from(error).into()
    }
}

/// Brings back what revision `from` said, when the article still stands at `expected`. The note says why.
pub async fn restore(
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    (expected, from): (RevisionNumber, RevisionNumber),
    wanted: Restored,
    note: String,
) -> Result<Revision, RestoreRefused> {
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let no_such = || RevisionRefused::NoSuchArticle(id.to_string());
                let article = article_by_id(tx, &id).await?.ok_or_else(no_such)?;
                may_revise(&actor, &article)?;
                let earlier =
                    revision_of(tx, &id, from).await?.ok_or(RestoreRefused::NoSuchRevision(from.0))?;
                let latest = revision_of(tx, &id, article.latest_revision).await?;
                let latest = latest.ok_or(RestoreRefused::NoSuchRevision(article.latest_revision.0))?;
                let content = brought_back(latest.content, earlier.content, wanted)?;
                let note = text::clean::clean_line(&note).chars().take(500).collect();
                Ok(revise_in(tx, &app_in, &actor, &id, expected, Draft { content, note }).await?)
            })
        })
        .await
}

fn brought_back(latest: Content, earlier: Content, wanted: Restored) -> Result<Content, RestoreRefused> {
    match wanted {
        Restored::Whole => Ok(earlier),
        Restored::Line(line) => {
            line_put_back(latest, &earlier, &line).ok_or(RestoreRefused::NoSuchPart(line))
        }
        Restored::Block(block) => match content::put_back(&latest.body, &earlier.body, &block) {
            Some(body) => Ok(Content { body, ..latest }),
            None => Err(RestoreRefused::NoSuchPart(block)),
        },
    }
}
