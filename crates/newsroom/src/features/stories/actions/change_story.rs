//! Changes what a story says of itself, and how its page is made.

use ::store::Tx;

use super::{Done, StoryRefused, led, save};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::stories::store;
use crate::features::stories::story::StoryOrder;
use crate::id::{ArticleId, StoryId};

/// What is to change; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct StoryChange {
    /// Its name.
    pub name: Option<String>,
    /// What it is about.
    pub about: Option<String>,
    /// What a reader should know first.
    pub key_points: Option<Vec<String>>,
    /// Which end its timeline begins at.
    pub order: Option<StoryOrder>,
    /// The piece that explains the matter, or none.
    pub explainer: Option<Option<ArticleId>>,
    /// The piece whose picture stands for the story, or whichever the program finds.
    pub cover: Option<Option<ArticleId>>,
}

/// Changes a story.
pub async fn change_story(
    app: &App,
    actor: &Actor,
    id: &StoryId,
    change: StoryChange,
) -> Result<Done, StoryRefused> {
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let story = led(tx, &actor, &id).await?;
                let (name, about) = (change.name.as_deref(), change.about.as_deref());
                let mut story = story.worded(name, about, change.key_points.as_deref())?;
                story.order = change.order.unwrap_or(story.order);
                if let Some(explainer) = change.explainer {
                    story.explainer = of_story(tx, &id, explainer).await?;
                }
                if let Some(cover) = change.cover {
                    story.cover = of_story(tx, &id, cover).await?;
                }
                let now = app_in.now();
                let done = save(tx, &app_in, story, now).await?;
                let event = Event::StoryChanged {
                    story: id,
                    edition: done.story.edition.clone(),
                    receipt: done.receipt.clone(),
                };
                tx.record(event.into_log(&actor, now));
                Ok(done)
            })
        })
        .await
}

/// The article, which has to be in the story.
async fn of_story(
    tx: &Tx,
    story: &StoryId,
    article: Option<ArticleId>,
) -> Result<Option<ArticleId>, StoryRefused> {
    if let Some(article) = &article
        && store::pinned(tx, story, article).await?.is_none()
    {
        return Err(StoryRefused::NotInStory(article.clone()));
    }
    Ok(article)
}
