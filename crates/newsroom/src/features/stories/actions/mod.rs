//! What can be done to stories: one editorial verb each. Readers see it at once, so each leaves a receipt when the story
//! is before them.

mod catch_up_outlines;
mod change_story;
mod end;
mod join_stories;
mod merge_stories;
mod open_story;
mod pause;
mod pin;
mod place_articles;
mod resume;
mod split_story;
mod take_out;
mod turn;
mod unpin;

use ::store::{StoreError, Tx};

use super::story::{self, NotAStory, Story};
use super::{policy, store};
use crate::app::App;
use crate::features::accounts::{Actor, NotAllowed};
use crate::features::receipts;
use crate::id::{ArticleId, ReceiptId, StoryId};

pub use catch_up_outlines::{catch_up_outlines, outline_all};
pub use change_story::{StoryChange, change_story};
pub use end::end;
pub use join_stories::join_stories;
pub use merge_stories::merge_stories;
pub(crate) use open_story::open_in;
pub use open_story::{NewStory, open_story};
pub use pause::pause;
pub use pin::pin;
pub use place_articles::place_articles;
pub(crate) use place_articles::place_articles_in;
pub use resume::resume;
pub use split_story::split_story;
pub use take_out::take_out;
pub use unpin::unpin;

/// What was done.
#[derive(Debug, Clone)]
pub struct Done {
    /// The story as it stands now.
    pub story: Story,
    /// The receipt that will say when readers could see it; none while no piece of the story is before them.
    pub receipt: Option<ReceiptId>,
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum StoryRefused {
    /// The actor may not do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such story.
    #[error("there is no story {0}")]
    NoSuchStory(StoryId),
    /// There is no such edition.
    #[error("there is no edition `{0}`")]
    NoSuchEdition(String),
    /// There is no such article in the story's edition.
    #[error("there is no article {0} in the story's edition")]
    NoSuchArticle(ArticleId),
    /// The article is not in the story.
    #[error("the article {0} is not in this story: place it there first")]
    NotInStory(ArticleId),
    /// It would not be a story.
    #[error(transparent)]
    NotAStory(#[from] NotAStory),
    /// The slug cannot stand in an address.
    #[error("`{0}` cannot be a story's address: letters, digits and hyphens, at least one letter")]
    BadSlug(String),
    /// The edition has a story at this address.
    #[error("the edition already has a story at `{0}`: choose another address")]
    SlugTaken(String),
    /// The story is full.
    #[error("a story holds at most {most} articles: split it", most = story::MOST_PIECES)]
    Full,
    /// The article is in as many stories as it can be.
    #[error("the article {0} is in {most} stories already: take it out of one first", most = story::MOST_STORIES)]
    TooManyStories(ArticleId),
    /// As many articles are pinned as can be.
    #[error("a story has at most {most} pinned articles: unpin one first", most = story::MOST_PINS)]
    TooManyPins,
    /// The two stories cannot become one.
    #[error("two different stories of one edition can be merged")]
    CannotMerge,
    /// Nothing is chosen, or nothing would be left.
    #[error("choose the articles that leave; at least one has to stay")]
    NothingToSplit,
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The story, for somebody who leads it, unless it is part of another one now.
async fn led(tx: &Tx, actor: &Actor, id: &StoryId) -> Result<Story, StoryRefused> {
    policy::may_lead_any(actor)?;
    let story = store::story_by_id(tx, id).await?.ok_or_else(|| StoryRefused::NoSuchStory(id.clone()))?;
    policy::may_lead(actor, &story.edition)?;
    Ok(story.standing()?)
}

/// Saves the story, has what readers see of it follow, and opens the receipt for it.
async fn save(tx: &Tx, app: &App, story: Story, now: i64) -> Result<Done, StoryRefused> {
    let story = store::update(tx, story, now).await?;
    let receipt = match store::show_all(tx, &story.id).await? {
        true => Some(receipts::insert_for_story(tx, app, &story.id, now).await?),
        false => None,
    };
    Ok(Done { story, receipt })
}
