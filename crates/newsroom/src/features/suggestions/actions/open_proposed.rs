//! Opens a story with the pieces that were proposed for it, all or nothing.

use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::stories::Story;
use crate::features::stories::actions::{NewStory, StoryRefused, open_in, place_articles_in};
use crate::id::ArticleId;

/// Opens it and places them.
pub async fn open_proposed(
    app: &App,
    actor: &Actor,
    new: NewStory,
    articles: Vec<ArticleId>,
) -> Result<Story, StoryRefused> {
    let (app_in, actor) = (app.clone(), actor.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let story = open_in(tx, &app_in, &actor, new).await?;
                Ok(place_articles_in(tx, &app_in, &actor, &story.id, articles, false).await?.story)
            })
        })
        .await
}
