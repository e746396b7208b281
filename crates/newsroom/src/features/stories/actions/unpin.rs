//! Lets a pinned piece of a story go back to its place in the timeline.

use super::{Done, StoryRefused, pin};
use crate::app::App;
use crate::features::accounts::Actor;
use crate::id::{ArticleId, StoryId};

/// Unpins the article. Unpinning what is not pinned changes nothing.
pub async fn unpin(
    app: &App,
    actor: &Actor,
    id: &StoryId,
    article: &ArticleId,
) -> Result<Done, StoryRefused> {
    pin::set(app, actor, id, article, false).await
}
