//! Says of an article which stories it is in.

use super::place_articles::place_articles_in;
use super::take_out::take_out_in;
use super::{StoryRefused, store};
use crate::app::App;
use crate::features::accounts::Actor;
use crate::id::{ArticleId, StoryId};

/// Takes the article out of the stories that are not named and places it in those that are, the first of them first; all of it
/// or nothing.
pub async fn join_stories(
    app: &App,
    actor: &Actor,
    article: &ArticleId,
    stories: Vec<StoryId>,
) -> Result<(), StoryRefused> {
    let (app_in, actor, article) = (app.clone(), actor.clone(), article.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let has = store::stories_of(tx, &article).await?;
                let mut all: Vec<StoryId> = has.iter().chain(&stories).cloned().collect();
                all.sort();
                all.dedup();
                store::hold(tx, &all).await?;
                for story in has.iter().filter(|story| !stories.contains(story)) {
                    take_out_in(tx, &app_in, &actor, story, &article).await?;
                }
                for story in stories.iter().filter(|story| !has.contains(story)) {
                    place_articles_in(tx, &app_in, &actor, story, vec![article.clone()], false).await?;
                }
                if let Some(first) = stories.first()
                    && store::stories_of(tx, &article).await?.first() != Some(first)
                {
                    place_articles_in(tx, &app_in, &actor, first, vec![article.clone()], true).await?;
                }
                Ok(())
            })
        })
        .await
}
