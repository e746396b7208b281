//! The requests of the editor's panel of suggestions, and of the publish sheet.

pub mod proposals;

use axum::Form;
use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use web::Problem;

use super::actions::{StoryAnswer, SuggestionRefused, answer_story};
use super::comparing::{
    SuggestedCopy, SuggestedStatement, SuggestedStory, copies_of, likeness, said_in, stories_for,
};
use super::policy;
use super::shelves::Shelves;
use crate::app::App;
use crate::features::articles::{Article, Content, article_by_id, may_read};
use crate::features::editions::{Edition, edition_by_code};
use crate::features::sittings::at_work;
use crate::features::stories::actions::StoryRefused;
use crate::features::stories::{self, stories_by_ids, stories_of};
use crate::id::{ArticleId, StoryId};
use crate::routes::desk::{Desk, DeskError, Words};

/// `GET /desk/articles/{id}/suggestions`: of the text as it was saved last.
pub async fn show(
    State(app): State<App>,
    State(shelves): State<Option<Shelves>>,
    desk: Desk,
    Path(id): Path<ArticleId>,
) -> Result<Json<Value>, DeskError> {
    let (article, edition, content) = readable(&app, &desk, &id).await?;
    let text = (&content, edition.lang.as_str());
    let (statements, sources) = said_in(&content, &edition.lang);
    let (stories, copies) = match &shelves {
        Some(shelves) => {
            // Their names tell of drafts.
            let stories = match stories::may_read(&desk.actor, &article.edition) {
                Ok(()) => stories_for(&app, shelves, &article, text).await?,
                Err(_) => Some(Vec::new()),
            };
            (stories, copies_of(&app, shelves, &desk.actor, &article, text).await?)
        }
        None => (Some(Vec::new()), Vec::new()),
    };
    let told = |(role, name): &(crate::features::sources::SourceRole, String)| json!({"role": role.as_str(), "name": name});
    Ok(Json(json!({
        "ready": stories.is_some(),
        "stories": stories.iter().flatten().map(|one| story(&desk.words, one)).collect::<Vec<_>>(),
        "copies": copies.iter().map(|one| copy(&desk.words, one)).collect::<Vec<_>>(),
        "statements": statements.iter().map(statement).collect::<Vec<_>>(),
        "sources": sources.iter().map(told).collect::<Vec<_>>(),
    })))
}

fn story(words: &Words, one: &SuggestedStory) -> Value {
    json!({
        "id": one.story.id,
        "name": one.story.name,
        "state": one.story.state,
        "state_words": words.say(&format!("story-{}", one.story.state.as_str())),
        "shared": one.shared,
        "pieces": one.pieces,
        "pieces_words": words.count("count-articles", &one.pieces),
        "last": words.day(&one.last),
    })
}

fn copy(words: &Words, one: &SuggestedCopy) -> Value {
    json!({
        "article": one.article,
        "headline": one.headline,
        "href": format!("/desk/articles/{}", one.article),
        "source": one.source,
        "kind": one.kind.as_str(),
        "first": one.first,
        "share": one.share,
        "when": words.when(&one.at),
        "differing": one.differing,
    })
}

fn statement(one: &SuggestedStatement) -> Value {
    json!({
        "block": one.block,
        "words": one.words,
        "speaker": one.speaker,
        "cue": one.cue,
        "direct": one.direct,
        "inherited": one.inherited,
    })
}

/// What is said to a suggested story.
#[derive(Deserialize)]
struct Decided {
    story: StoryId,
    accepted: bool,
}

/// `POST /desk/articles/{id}/suggestions/stories`: the article belongs to it, or not. Answers with the stories it is in.
pub async fn decide(
    State(app): State<App>,
    State(shelves): State<Option<Shelves>>,
    desk: Desk,
    Path(id): Path<ArticleId>,
    bytes: Bytes,
) -> Result<Response, DeskError> {
    decides(&app, &desk, &id).await?;
    let Ok(decided) = serde_json::from_slice::<Decided>(&bytes) else {
        let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
        return Ok(problem.detail("say which story, and whether the article belongs to it").into_response());
    };
    match carry_out(&app, shelves.as_ref(), &desk, &id, &decided).await? {
        Ok(()) => {}
        Err(error) => {
            let problem = Problem::new(StatusCode::CONFLICT, "story_refused");
            return Ok(problem.detail(refused_words(&desk.words, &error)).into_response());
        }
    }
    let ids = stories_of(app.db.read(), &id).await?;
    let known = stories_by_ids(app.db.read(), &ids).await?;
    let named = ids.iter().filter_map(|id| known.iter().find(|story| story.id == *id));
    let named: Vec<Value> = named.map(|story| json!({"id": story.id, "name": story.name})).collect();
    Ok(Json(json!({"stories": named})).into_response())
}

/// What the sheet sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct OnSheet {
    story: String,
    /// `accept` or `reject`.
    order: String,
}

/// `POST /desk/articles/{id}/suggested-story`: the same, from the publish sheet.
pub async fn decide_on_sheet(
    State(app): State<App>,
    State(shelves): State<Option<Shelves>>,
    desk: Desk,
    Path(id): Path<ArticleId>,
    sent: Result<Form<OnSheet>, FormRejection>,
) -> Result<Redirect, DeskError> {
    decides(&app, &desk, &id).await?;
    let Form(sent) = sent.map_err(|error| DeskError::Invalid(error.to_string()))?;
    let accepted = match sent.order.as_str() {
        "accept" => true,
        "reject" => false,
        other => return Err(DeskError::Invalid(format!("there is no order `{other}`"))),
    };
    let decided = Decided { story: StoryId(sent.story), accepted };
    match carry_out(&app, shelves.as_ref(), &desk, &id, &decided).await? {
        Ok(()) => Ok(Redirect::to(&format!("/desk/articles/{id}/sheet?done={}", said(accepted)))),
        Err(error) => Err(DeskError::Refused(refused_words(&desk.words, &error))),
    }
}

fn said(accepted: bool) -> &'static str {
    if accepted { "in_story" } else { "not_in_story" }
}

/// Whether the person may say to which stories the article belongs.
async fn decides(app: &App, desk: &Desk, id: &ArticleId) -> Result<(), DeskError> {
    let article = article_by_id(app.db.read(), id).await?.ok_or(DeskError::NotFound)?;
    may_read(&desk.actor, &article)?;
    Ok(policy::may_decide(&desk.actor, &article.edition)?)
}

/// What is refused to the person as an error of their own comes back inside.
async fn carry_out(
    app: &App,
    shelves: Option<&Shelves>,
    desk: &Desk,
    id: &ArticleId,
    decided: &Decided,
) -> Result<Result<(), StoryRefused>, DeskError> {
    let (article, edition, content) = readable(app, desk, id).await?;
    let text = (&content, edition.lang.as_str());
    let likeness = match shelves {
        Some(shelves) => likeness(shelves, &article, &decided.story, text).await?,
        None => 0.0,
    };
    let answer = StoryAnswer { accepted: decided.accepted, likeness };
    match answer_story(app, &desk.actor, (id, &decided.story), answer).await {
        Ok(()) => Ok(Ok(())),
        Err(
            SuggestionRefused::Story(StoryRefused::NotAllowed(error)) | SuggestionRefused::NotAllowed(error),
        ) => Err(error.into()),
        Err(SuggestionRefused::Story(StoryRefused::Store(error)) | SuggestionRefused::Store(error)) => {
            Err(error.into())
        }
        Err(SuggestionRefused::Story(error)) => Ok(Err(error)),
        Err(SuggestionRefused::NotFound | SuggestionRefused::TooMany(_)) => Err(DeskError::NotFound),
    }
}

/// Why a story was not opened, or did not take a piece, in the words of whoever asked.
pub(super) fn refused_words(words: &Words, error: &StoryRefused) -> String {
    words.say(match error {
        StoryRefused::Full => "desk-story-full",
        StoryRefused::TooManyStories(_) => "desk-story-too-many",
        StoryRefused::SlugTaken(_) => "desk-story-name-taken",
        StoryRefused::NotAStory(_) | StoryRefused::BadSlug(_) => "desk-story-no-name",
        StoryRefused::CannotMerge => "desk-story-cannot-merge",
        _ => "desk-story-not-there",
    })
}

async fn readable(app: &App, desk: &Desk, id: &ArticleId) -> Result<(Article, Edition, Content), DeskError> {
    let article = article_by_id(app.db.read(), id).await?.ok_or(DeskError::NotFound)?;
    may_read(&desk.actor, &article)?;
    let edition = edition_by_code(app.db.read(), &article.edition).await?.ok_or(DeskError::NotFound)?;
    let content = at_work(app, &article).await?;
    Ok((article, edition, content))
}

/// The stories that the sheet offers.
pub(crate) async fn offered(
    app: &App,
    shelves: Option<&Shelves>,
    article: &Article,
) -> Result<Vec<SuggestedStory>, DeskError> {
    let Some(shelves) = shelves else { return Ok(Vec::new()) };
    let edition = edition_by_code(app.db.read(), &article.edition).await?.ok_or(DeskError::NotFound)?;
    let content = at_work(app, article).await?;
    Ok(stories_for(app, shelves, article, (&content, &edition.lang)).await?.unwrap_or_default())
}
