//! Stories for programs: everything an editor can do with them, over JSON, by token.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Deserializer, Serialize};

use super::actions::{
    Done, NewStory, StoryChange, change_story, end, merge_stories, open_story, pause, pin, place_articles,
    resume, split_story, take_out, unpin,
};
use super::{Story, StoryOrder, StoryState, policy, store, story_by_id, story_href};
use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::receipts::{self, Receipt};
use crate::id::{ArticleId, EditionCode, ReceiptId, StoryId};
use crate::routes::api::{ApiError, Bearer};

/// How many stories are listed, those opened last.
const LISTED: i64 = 500;
/// How many articles leave a story at once.
const MOST_AT_ONCE: usize = 1_000;

/// A new story.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct StoryIn {
    /// The edition it belongs to.
    pub edition: EditionCode,
    /// The words of it.
    #[serde(flatten)]
    pub words: StoryWords,
}

/// What a new story says of itself.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct StoryWords {
    /// Its name.
    pub name: String,
    /// Its segment of the address; made of the name when it is left out. It never changes.
    #[serde(default)]
    pub slug: Option<String>,
    /// What it is about, in a few sentences.
    #[serde(default)]
    pub about: String,
    /// What a reader should know first, in order.
    #[serde(default)]
    pub key_points: Vec<String>,
    /// Which end its timeline begins at.
    #[serde(default)]
    pub order: StoryOrder,
}

/// What of a story is to change; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct StoryChangeIn {
    pub name: Option<String>,
    pub about: Option<String>,
    pub key_points: Option<Vec<String>>,
    pub order: Option<StoryOrder>,
    /// The piece that explains the matter; null for none.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    pub explainer: Option<Option<ArticleId>>,
    /// The piece whose picture stands for the story; null for whichever the program finds.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    pub cover: Option<Option<ArticleId>>,
}

/// Where a story is to be in its course.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StateIn {
    pub state: StoryState,
}

/// How an article is placed in a story.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PlacingIn {
    /// Whether this becomes the article's first story: the one that its page shows.
    pub first: bool,
}

/// The story that another one becomes part of.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MergerIn {
    pub into: StoryId,
}

/// A new story made of pieces of another.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct SplitIn {
    /// The words of the new one.
    #[serde(flatten)]
    pub words: StoryWords,
    /// Which pieces leave for it.
    pub articles: Vec<ArticleId>,
}

/// A story as programs see it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct StoryOut {
    #[serde(flatten)]
    pub story: Story,
    /// Its address: readers see something there while a piece of it is before them.
    pub href: String,
    /// How many articles are in it, published or not.
    pub articles: i64,
    /// The receipt of the change that was just made, when readers see it.
    pub receipt: Option<ReceiptId>,
}

/// The stories that were opened last.
#[utoipa::path(get, path = "/stories", responses((status = 200, body = Vec<Story>, description = "The stories")), security(("token" = [])))]
pub async fn get_stories(
    State(app): State<App>,
    Bearer(actor): Bearer,
) -> Result<Json<Vec<Story>>, ApiError> {
    policy::may_look(&actor)?;
    let newest = store::newest(app.db.read(), LISTED).await?.into_iter();
    Ok(Json(newest.filter(|story| policy::may_read(&actor, &story.edition).is_ok()).collect()))
}

/// Opens a story. Readers see it from its first published piece on.
#[utoipa::path(post, path = "/stories", request_body = StoryIn, responses((status = 201, body = StoryOut, description = "The story as it is now")), security(("token" = [])))]
pub async fn post_story(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Json(new): Json<StoryIn>,
) -> Result<(StatusCode, Json<StoryOut>), ApiError> {
    let story = open_story(&app, &actor, named(new.edition, new.words)).await?;
    Ok((StatusCode::CREATED, Json(out(&app, Done { story, receipt: None }).await?)))
}

/// Reads a story.
#[utoipa::path(get, path = "/stories/{story}", params(("story" = String, Path)), responses((status = 200, body = StoryOut, description = "The story as it is now")), security(("token" = [])))]
pub async fn get_story(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<StoryId>,
) -> Result<Json<StoryOut>, ApiError> {
    let story = readable(&app, &actor, &id).await?;
    Ok(Json(out(&app, Done { story, receipt: None }).await?))
}

/// Changes what a story says of itself.
#[utoipa::path(patch, path = "/stories/{story}", params(("story" = String, Path)), request_body = StoryChangeIn, responses((status = 200, body = StoryOut, description = "The story as it is now")), security(("token" = [])))]
pub async fn patch_story(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<StoryId>,
    Json(change): Json<StoryChangeIn>,
) -> Result<Json<StoryOut>, ApiError> {
    let StoryChangeIn { name, about, key_points, order, explainer, cover } = change;
    let change = StoryChange { name, about, key_points, order, explainer, cover };
    Ok(Json(out(&app, change_story(&app, &actor, &id, change).await?).await?))
}

/// Pauses a story, has it run again, or ends it.
#[utoipa::path(put, path = "/stories/{story}/state", params(("story" = String, Path)), request_body = StateIn, responses((status = 200, body = StoryOut, description = "The story as it is now")), security(("token" = [])))]
pub async fn put_state(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<StoryId>,
    Json(wanted): Json<StateIn>,
) -> Result<Json<StoryOut>, ApiError> {
    let done = match wanted.state {
        StoryState::Running => resume(&app, &actor, &id).await?,
        StoryState::Paused => pause(&app, &actor, &id).await?,
        StoryState::Ended => end(&app, &actor, &id).await?,
    };
    Ok(Json(out(&app, done).await?))
}

/// Places an article in a story, published or not.
#[utoipa::path(put, path = "/stories/{story}/articles/{id}", params(("story" = String, Path), ("id" = String, Path)), request_body = PlacingIn, responses((status = 200, body = StoryOut, description = "The story as it is now")), security(("token" = [])))]
pub async fn put_article(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path((story, article)): Path<(StoryId, ArticleId)>,
    Json(placing): Json<PlacingIn>,
) -> Result<Json<StoryOut>, ApiError> {
    let done = place_articles(&app, &actor, &story, vec![article], placing.first).await?;
    Ok(Json(out(&app, done).await?))
}

/// Takes an article out of a story.
#[utoipa::path(delete, path = "/stories/{story}/articles/{id}", params(("story" = String, Path), ("id" = String, Path)), responses((status = 200, body = StoryOut, description = "The story as it is now")), security(("token" = [])))]
pub async fn delete_article(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path((story, article)): Path<(StoryId, ArticleId)>,
) -> Result<Json<StoryOut>, ApiError> {
    Ok(Json(out(&app, take_out(&app, &actor, &story, &article).await?).await?))
}

/// Pins a piece of a story above its timeline.
#[utoipa::path(put, path = "/stories/{story}/pins/{id}", params(("story" = String, Path), ("id" = String, Path)), responses((status = 200, body = StoryOut, description = "The story as it is now")), security(("token" = [])))]
pub async fn put_pin(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path((story, article)): Path<(StoryId, ArticleId)>,
) -> Result<Json<StoryOut>, ApiError> {
    Ok(Json(out(&app, pin(&app, &actor, &story, &article).await?).await?))
}

/// Unpins a piece of a story.
#[utoipa::path(delete, path = "/stories/{story}/pins/{id}", params(("story" = String, Path), ("id" = String, Path)), responses((status = 200, body = StoryOut, description = "The story as it is now")), security(("token" = [])))]
pub async fn delete_pin(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path((story, article)): Path<(StoryId, ArticleId)>,
) -> Result<Json<StoryOut>, ApiError> {
    Ok(Json(out(&app, unpin(&app, &actor, &story, &article).await?).await?))
}

/// Makes a story part of another one; answers with that one.
#[utoipa::path(post, path = "/stories/{story}/merger", params(("story" = String, Path)), request_body = MergerIn, responses((status = 200, body = StoryOut, description = "The story as it is now")), security(("token" = [])))]
pub async fn post_merger(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<StoryId>,
    Json(wanted): Json<MergerIn>,
) -> Result<Json<StoryOut>, ApiError> {
    Ok(Json(out(&app, merge_stories(&app, &actor, &id, &wanted.into).await?).await?))
}

/// Makes a new story of some pieces of one; answers with the new one.
#[utoipa::path(post, path = "/stories/{story}/split", params(("story" = String, Path)), request_body = SplitIn, responses((status = 201, body = StoryOut, description = "The story as it is now")), security(("token" = [])))]
pub async fn post_split(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<StoryId>,
    Json(wanted): Json<SplitIn>,
) -> Result<(StatusCode, Json<StoryOut>), ApiError> {
    if wanted.articles.len() > MOST_AT_ONCE {
        return Err(ApiError::invalid("articles", "at most 1,000 articles can leave a story at once"));
    }
    let new = named(EditionCode(String::new()), wanted.words);
    let done = split_story(&app, &actor, &id, new, wanted.articles).await?;
    Ok((StatusCode::CREATED, Json(out(&app, done).await?)))
}

/// The newest receipt of a story.
#[utoipa::path(get, path = "/stories/{story}/receipt", params(("story" = String, Path)), responses((status = 200, body = Receipt, description = "How far the story's newest change has come on its way to readers")), security(("token" = [])))]
pub async fn get_story_receipt(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<StoryId>,
) -> Result<Json<Receipt>, ApiError> {
    let id = readable(&app, &actor, &id).await?.id;
    let receipt = receipts::latest_of_story(app.db.read(), &id).await?;
    receipt.map(Json).ok_or_else(|| ApiError::not_found("no change of this story was seen by readers yet"))
}

async fn readable(app: &App, actor: &Actor, id: &StoryId) -> Result<Story, ApiError> {
    policy::may_look(actor)?;
    let story = story_by_id(app.db.read(), id).await?;
    let story = story.ok_or_else(|| ApiError::not_found("there is no such story"))?;
    policy::may_read(actor, &story.edition)?;
    Ok(story)
}

fn named(edition: EditionCode, words: StoryWords) -> NewStory {
    let StoryWords { name, slug, about, key_points, order } = words;
    NewStory { edition, slug, name, about, key_points, order }
}

async fn out(app: &App, done: Done) -> Result<StoryOut, ApiError> {
    let Done { story, receipt } = done;
    let articles = store::count_pieces(app.db.read(), &story.id).await?;
    Ok(StoryOut { href: story_href(&story.edition, &story.slug), articles, receipt, story })
}

/// Tells a member that is null from one that is left out.
fn given<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Option<ArticleId>>, D::Error> {
    Option::deserialize(from).map(Some)
}
