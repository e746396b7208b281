//! A piece belongs to a suggested story, or does not.

use ::store::StoreError;

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::{Actor, NotAllowed};
use crate::features::articles::article_by_id;
use crate::features::stories::actions::{StoryRefused, place_articles_in};
use crate::features::stories::story_by_id;
use crate::features::suggestions::{policy, store};
use crate::id::{ArticleId, StoryId};

/// Why nothing was decided.
#[derive(Debug, thiserror::Error)]
pub enum SuggestionRefused {
    /// The actor may not do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such article, or no such story in its edition.
    #[error("there is no such article, or no such story in its edition")]
    NotFound,
    /// More pieces than a proposal has.
    #[error("a proposal has no more than {0} pieces")]
    TooMany(usize),
    /// The story does not take it.
    #[error(transparent)]
    Story(#[from] StoryRefused),
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Places the piece in the story, and remembers how alike the two were: from 0 to 1.
pub async fn accept_story(
    app: &App,
    actor: &Actor,
    (article, story): (&ArticleId, &StoryId),
    likeness: f32,
) -> Result<(), SuggestionRefused> {
    let (app_in, actor, article, story) = (app.clone(), actor.clone(), article.clone(), story.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                place_articles_in(tx, &app_in, &actor, &story, vec![article.clone()], false).await?;
                let decided = (true, millionths(likeness));
                store::decide(tx, (&article, &story), decided, (&actor.signature(), app_in.now())).await?;
                Ok(())
            })
        })
        .await
}

/// Remembers that the piece is not of the story. It is not offered again for it.
pub async fn reject_story(
    app: &App,
    actor: &Actor,
    (article, story): (&ArticleId, &StoryId),
    likeness: f32,
) -> Result<(), SuggestionRefused> {
    let (app_in, actor, article, story) = (app.clone(), actor.clone(), article.clone(), story.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let piece = article_by_id(tx, &article).await?.ok_or(SuggestionRefused::NotFound)?;
                policy::may_decide(&actor, &piece.edition)?;
                let known = story_by_id(tx, &story).await?.filter(|known| known.edition == piece.edition);
                known.ok_or(SuggestionRefused::NotFound)?;
                let (decided, now) = ((false, millionths(likeness)), app_in.now());
                store::decide(tx, (&article, &story), decided, (&actor.signature(), now)).await?;
                tx.record(Event::SuggestionRefused { article, story }.into_log(&actor, now));
                Ok(())
            })
        })
        .await
}

fn millionths(likeness: f32) -> i64 {
    (f64::from(likeness.clamp(0.0, 1.0)) * 1e6) as i64
}
