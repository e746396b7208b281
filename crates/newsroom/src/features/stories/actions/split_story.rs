//! Makes two stories of one: the chosen pieces leave for a new one.

use ::store::Tx;

use super::open_story::open_in;
use super::{Done, NewStory, StoryRefused, led, save};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::alerts::actions::follow_stories;
use crate::features::stories::store;
use crate::features::stories::story::Story;
use crate::features::suggestions;
use crate::id::{ArticleId, StoryId};

/// Opens a story in the edition of the first and moves `articles` there; returns the new one.
pub async fn split_story(
    app: &App,
    actor: &Actor,
    id: &StoryId,
    new: NewStory,
    articles: Vec<ArticleId>,
) -> Result<Done, StoryRefused> {
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let story = led(tx, &actor, &id).await?;
                let chosen = chosen(tx, &id, articles).await?;
                let opened =
                    open_in(tx, &app_in, &actor, NewStory { edition: story.edition.clone(), ..new }).await?;
                let left = leave(tx, story, &opened.id, &chosen).await?;
                let now = app_in.now();
                save(tx, &app_in, left, now).await?;
                let done = save(tx, &app_in, opened, now).await?;
                follow_stories(tx, &app_in, &actor, &[id.clone(), done.story.id.clone()]).await?;
                let event = Event::StorySplit {
                    story: id,
                    opened: done.story.id.clone(),
                    edition: done.story.edition.clone(),
                    receipt: done.receipt.clone(),
                };
                tx.record(event.into_log(&actor, now));
                Ok(done)
            })
        })
        .await
}

/// The articles that leave, each once.
async fn chosen(tx: &Tx, id: &StoryId, articles: Vec<ArticleId>) -> Result<Vec<ArticleId>, StoryRefused> {
    let pieces = store::pieces(tx, id).await?;
    let mut chosen = articles;
    chosen.sort();
    chosen.dedup();
    if let Some(stranger) = chosen.iter().find(|article| pieces.binary_search(article).is_err()) {
        return Err(StoryRefused::NotInStory(stranger.clone()));
    }
    if chosen.is_empty() || chosen.len() == pieces.len() {
        return Err(StoryRefused::NothingToSplit);
    }
    Ok(chosen)
}

async fn leave(
    tx: &Tx,
    mut story: Story,
    to: &StoryId,
    articles: &[ArticleId],
) -> Result<Story, StoryRefused> {
    for article in articles {
        store::move_piece(tx, &story.id, to, article).await?;
        story = story.without(article);
    }
    suggestions::unlearn(tx, &story.id, articles).await?;
    Ok(story)
}
