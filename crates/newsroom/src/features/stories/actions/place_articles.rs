//! Places articles in a story. Readers see those that are published; the others when they will be.

use ::store::Tx;

use super::{Done, StoryRefused, led, save};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::alerts::actions::follow_stories;
use crate::features::articles::article_by_id;
use crate::features::stories::store;
use crate::features::stories::story::{MOST_PIECES, MOST_STORIES, Story};
use crate::id::{ArticleId, StoryId};

/// Places the articles. With `first` the story becomes the first of each of them: the one that its page shows; otherwise
/// it is added after those they are in. Placing again without `first` changes nothing.
pub async fn place_articles(
    app: &App,
    actor: &Actor,
    id: &StoryId,
    articles: Vec<ArticleId>,
    first: bool,
) -> Result<Done, StoryRefused> {
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move { place_articles_in(tx, &app_in, &actor, &id, articles, first).await })
        })
        .await
}

/// The same inside a transaction that does more.
pub(crate) async fn place_articles_in(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    id: &StoryId,
    articles: Vec<ArticleId>,
    first: bool,
) -> Result<Done, StoryRefused> {
    let story = led(tx, actor, id).await?;
    let mut room = MOST_PIECES - store::count_pieces(tx, id).await?;
    let mut placed = Vec::new();
    for article in articles {
        if place(tx, &story, &article, first, &mut room).await? {
            placed.push(article);
        }
    }
    if placed.is_empty() {
        return Ok(Done { story, receipt: None });
    }
    let now = app.now();
    let done = save(tx, app, story, now).await?;
    follow_stories(tx, app, actor, std::slice::from_ref(id)).await?;
    let event = Event::StoryPiecesPlaced {
        story: id.clone(),
        edition: done.story.edition.clone(),
        articles: placed,
        receipt: done.receipt.clone(),
    };
    tx.record(event.into_log(actor, now));
    Ok(done)
}

/// Places one article; whether that changed anything.
async fn place(
    tx: &Tx,
    story: &Story,
    article: &ArticleId,
    first: bool,
    room: &mut i64,
) -> Result<bool, StoryRefused> {
    let known = article_by_id(tx, article).await?.filter(|known| known.edition == story.edition);
    if known.is_none() {
        return Err(StoryRefused::NoSuchArticle(article.clone()));
    }
    let is_in = store::pinned(tx, &story.id, article).await?.is_some();
    if is_in && !first {
        return Ok(false);
    }
    let (stories, lowest, highest) = store::places(tx, article).await?;
    if !is_in && stories >= MOST_STORIES {
        return Err(StoryRefused::TooManyStories(article.clone()));
    }
    if !is_in && *room == 0 {
        return Err(StoryRefused::Full);
    }
    *room -= i64::from(!is_in);
    let place = if first { lowest - 1 } else { highest + 1 };
    store::place(tx, &story.id, article, place).await?;
    Ok(true)
}
