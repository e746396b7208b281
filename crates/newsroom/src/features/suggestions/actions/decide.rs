//! A piece belongs to a suggested story, or does not.

use ::store::{StoreError, Tx};

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

/// What an editor says of a piece and a suggested story.
#[derive(Debug, Clone, Copy)]
pub struct StoryAnswer {
    /// Whether the piece belongs there.
    pub accepted: bool,
    /// How alike the two were then: from 0 to 1.
    pub likeness: f32,
}

/// Places the piece in the story, or remembers that it is not of it: then it is not offered again. Either is learnt from.
pub async fn answer_story(
    app: &App,
    actor: &Actor,
    (article, story): (&ArticleId, &StoryId),
    answer: StoryAnswer,
) -> Result<(), SuggestionRefused> {
    let (app_in, actor, article, story) = (app.clone(), actor.clone(), article.clone(), story.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let now = app_in.now();
                if answer.accepted {
                    place_articles_in(tx, &app_in, &actor, &story, vec![article.clone()], false).await?;
                } else {
                    refusable(tx, &actor, &article, &story).await?;
                }
                let decided = (answer.accepted, millionths(answer.likeness));
                store::decide(tx, (&article, &story), decided, (&actor.signature(), now)).await?;
                // A piece that comes into a story is told by an event of its own.
                if !answer.accepted {
                    tx.record(Event::SuggestionRefused { article, story }.into_log(&actor, now));
                }
                Ok(())
            })
        })
        .await
}

/// Whether this actor may say of the piece that it is not of the story.
async fn refusable(
    tx: &Tx,
    actor: &Actor,
    article: &ArticleId,
    story: &StoryId,
) -> Result<(), SuggestionRefused> {
    let piece = article_by_id(tx, article).await?.ok_or(SuggestionRefused::NotFound)?;
    policy::may_decide(actor, &piece.edition)?;
    let known = story_by_id(tx, story).await?.filter(|known| known.edition == piece.edition);
    known.map(drop).ok_or(SuggestionRefused::NotFound)
}

fn millionths(likeness: f32) -> i64 {
    (f64::from(likeness.clamp(0.0, 1.0)) * 1e6) as i64
}
