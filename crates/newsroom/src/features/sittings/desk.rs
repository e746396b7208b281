//! The editor at the desk: its page, and the requests it makes.

use askama::Template;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use web::Problem;

use super::actions::{SaveRefused, Wants, Written, attend, keep as keep_version, save as save_sitting};
use super::fields::{Fields, RecordingFields};
use super::sitting::NotABase;
use super::{Base, Sitting, store};
use crate::app::App;
use crate::features::accounts::{Actor, Role, account_by_id, needs};
use crate::features::articles::actions::{Draft, NewArticle, RevisionRefused, create, file as file_article};
use crate::features::articles::{Article, ArticleKind, Content, Reach, article_by_id, policy, revision_of};
use crate::features::authors::{self, authors_by_ids};
use crate::features::editions::{self, Edition};
use crate::features::media_library::{picture_by_id, told as picture_told};
use crate::features::sections;
use crate::features::stories::actions::{StoryRefused, join_stories};
use crate::features::stories::{self, stories_by_ids, stories_of};
use crate::features::topics::{self, topics_by_ids};
use crate::features::workflow::filing_held_back_words;
use crate::id::{ArticleId, EditionCode, StoryId};
use crate::routes::desk::{Desk, DeskError, Session, Words};

const EDITOR_SCHEMA: &str = include_str!("../../../../content/schema/editor-v1.json");
/// How many names are offered while one is typed.
const OFFERED: i64 = 12;

#[derive(Template)]
#[template(path = "articles/desk/editor.html")]
struct Editor {
    id: String,
    lang: String,
    dir: &'static str,
    words: Words,
    digits: String,
    styles: String,
}

/// Where a new article begins.
#[derive(Deserialize)]
pub struct Begun {
    edition: Option<EditionCode>,
    section: Option<String>,
}

/// `POST /desk/articles?edition=&section=`: begins an article and opens it; in the first edition and its first open
/// section where none is named.
pub async fn begin(
    State(app): State<App>,
    Session(actor): Session,
    Query(begun): Query<Begun>,
) -> Result<Response, DeskError> {
    policy::may_create(&actor)?;
    let edition = match begun.edition {
        Some(edition) => Some(edition),
        None => editions::editions(app.db.read()).await?.into_iter().next().map(|first| first.code),
    };
    let Some(edition) = edition else { return Ok(unreadable("there is no edition")) };
    let all = sections::sections(app.db.read()).await?;
    let named = |slug: &str| begun.section.as_deref().is_none_or(|wanted| wanted == slug);
    let section = all.into_iter().find(|one| one.edition == edition && !one.closed && named(&one.slug));
    let Some(section) = section else { return Ok(unreadable("there is no open section of this name")) };
    let draft = Draft { content: Content::empty(), note: String::new() };
    let kind = ArticleKind::default();
    let new = NewArticle { edition, section: section.id, kind, embargo_until: None, draft };
    match create(&app, &actor, new).await {
        Ok((article, _)) => Ok(Redirect::to(&format!("/desk/articles/{}", article.id)).into_response()),
        Err(refused) => answer(Err(refused.into())),
    }
}

/// `GET /desk/articles/{id}`
pub async fn editor(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<ArticleId>,
) -> Result<Html<String>, DeskError> {
    let (article, edition) = readable(&app, &desk.actor, &id).await?;
    let digits = json!(edition.voice.dates.digits).as_str().unwrap_or("latn").to_owned();
    let page = Editor {
        id: article.id.0.clone(),
        lang: edition.lang.clone(),
        dir: edition.dir.as_str(),
        words: desk.words,
        digits,
        styles: app.theme.asset_address("base.css").unwrap_or_default(),
    };
    Ok(Html(page.render()?))
}

/// `GET /desk/articles/{id}/tree`: what the editor opens with.
pub async fn load(
    State(app): State<App>,
    Session(actor): Session,
    Path(id): Path<ArticleId>,
) -> Result<Json<Value>, DeskError> {
    let (article, edition) = readable(&app, &actor, &id).await?;
    let q = app.db.read();
    let sitting = store::of_article(q, &id).await?;
    let base = Base::of(article.latest_revision, sitting.as_ref());
    let open = sitting.as_ref().is_some_and(|sitting| sitting.content.is_some());
    let content = content_of(&app, &article, sitting).await?;
    let me = match actor.account() {
        Some(account) => account_by_id(q, account).await?,
        None => None,
    };
    let picture = match &content.picture {
        Some(picture) => picture_by_id(q, picture).await?.map(picture_told),
        None => None,
    };
    let fields = fields_of(&app, &content).await?;
    Ok(Json(json!({
        "revision": base.to_string(),
        "schema": schema_hash(),
        "tree": content.body.to_value(),
        "headline": content.headline,
        "lead": content.lead,
        "fields": fields,
        "picture": picture,
        "open": open,
        "me": me.map(|me| json!({"account": me.id, "name": me.name})),
        "article": place_of(&app, &actor, &article, &edition).await?,
    })))
}

async fn fields_of(app: &App, content: &Content) -> Result<Fields, DeskError> {
    let q = app.db.read();
    let (authors, topics) =
        (authors_by_ids(q, &content.authors).await?, topics_by_ids(q, &content.topics).await?);
    let named = |ids: Vec<Option<String>>| ids.into_iter().flatten().collect();
    let author_names = content.authors.iter();
    let author_names =
        author_names.map(|id| authors.iter().find(|author| author.id == *id).map(|a| a.name.clone()));
    let topic_names =
        content.topics.iter().map(|id| topics.iter().find(|topic| topic.id == *id).map(|t| t.name.clone()));
    Ok(Fields {
        kicker: content.kicker.clone(),
        headlines: content.headlines.clone(),
        place: content.place.clone(),
        sources: content.sources.clone(),
        authors: named(author_names.collect()),
        topics: named(topic_names.collect()),
        picture: content.picture.clone(),
        recording: content.recording.as_ref().map(RecordingFields::of),
    })
}

/// Where the article stands in the newsroom, and what this person may do with it.
async fn place_of(
    app: &App,
    actor: &Actor,
    article: &Article,
    edition: &Edition,
) -> Result<Value, DeskError> {
    let q = app.db.read();
    let all = sections::sections(q).await?;
    let own: Vec<_> = all.iter().filter(|section| section.edition == article.edition).collect();
    let section =
        own.iter().find(|section| section.id == article.section).map(|section| section.slug.clone());
    let section = section.unwrap_or_default();
    let listed: Vec<Value> = own
        .iter()
        .filter(|section| !section.closed || section.id == article.section)
        .map(|section| json!({"slug": section.slug, "name": section.name, "level": section.level}))
        .collect();
    let in_stories = stories_of(q, &article.id).await?;
    let known = stories_by_ids(q, &in_stories).await?;
    let named: Vec<Value> = in_stories
        .iter()
        .filter_map(|id| known.iter().find(|story| story.id == *id))
        .map(|story| json!({"id": story.id, "name": story.name}))
        .collect();
    Ok(json!({
        "edition": edition.code,
        "site": edition.name,
        "section": section,
        "sections": listed,
        "stories": named,
        "kind": article.kind,
        "live": article.is_live(),
        "withdrawn": article.withdrawn.is_some(),
        "scheduled": article.schedule.is_some(),
        "changed": article.live_revision.is_some_and(|live| live != article.latest_revision),
        "href": article.first_published_at.map(|_| article.href(&section)),
        "may_publish": policy::may_publish(actor, article).is_ok(),
        "may_write": policy::may_revise(actor, article).is_ok(),
        "may_lead": stories::may_lead(actor, &article.edition).is_ok(),
        "may_upload": needs(actor, Role::Journalist).is_ok(),
    }))
}

/// What the editor saves.
#[derive(Deserialize)]
struct Saved {
    schema: String,
    tree: Value,
    headline: String,
    lead: String,
    #[serde(default)]
    fields: Option<Fields>,
}

/// `PUT /desk/articles/{id}/tree`: saves, when the text still stands where the writer began.
pub async fn save(
    State(app): State<App>,
    Session(actor): Session,
    Path(id): Path<ArticleId>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, DeskError> {
    let article = article_by_id(app.db.read(), &id).await?.ok_or(DeskError::NotFound)?;
    policy::may_revise(&actor, &article)?;
    let saved: Saved = match read(&bytes) {
        Ok(saved) => saved,
        Err(refused) => return Ok(*refused),
    };
    if saved.schema != schema_hash() {
        let problem = Problem::new(StatusCode::UPGRADE_REQUIRED, "outdated_editor");
        return Ok(problem
            .detail("this page was opened before the editor changed: open it again; the text is kept")
            .into_response());
    }
    let Ok(base) = base_of(&headers) else { return Ok(no_base()) };
    let body = match content::read::from_value(saved.tree) {
        Ok(tree) => tree,
        Err(error) => {
            let problem = json!({
                "title": "the text cannot be saved as it is",
                "detail": error.to_string(),
                "errors": [{"place": error.place().unwrap_or_default(), "why": error.to_string()}],
            });
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(problem)).into_response());
        }
    };
    let Saved { headline, lead, fields, .. } = saved;
    let written = Written { body, headline, lead, fields };
    answer(save_sitting(&app, &actor, &id, base, written).await)
}

/// What a version is called.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Version {
    name: String,
}

/// `POST /desk/articles/{id}/versions`: makes a revision of what was written.
pub async fn keep(
    State(app): State<App>,
    Session(actor): Session,
    Path(id): Path<ArticleId>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, DeskError> {
    let article = article_by_id(app.db.read(), &id).await?.ok_or(DeskError::NotFound)?;
    policy::may_revise(&actor, &article)?;
    let version: Version = match read(&bytes) {
        Ok(version) => version,
        Err(refused) => return Ok(*refused),
    };
    let Ok(base) = base_of(&headers) else { return Ok(no_base()) };
    answer(keep_version(&app, &actor, &id, base, version.name).await)
}

/// A window, and what it wants.
#[derive(Deserialize)]
struct Window {
    tab: String,
    wants: Wants,
}

/// `POST /desk/articles/{id}/presence`: says that a window is open, and hears who else is there.
pub async fn presence(
    State(app): State<App>,
    Session(actor): Session,
    Path(id): Path<ArticleId>,
    bytes: Bytes,
) -> Result<Response, DeskError> {
    let article = article_by_id(app.db.read(), &id).await?.ok_or(DeskError::NotFound)?;
    policy::may_read(&actor, &article)?;
    let Window { tab, wants } = match read(&bytes) {
        Ok(window) => window,
        Err(refused) => return Ok(*refused),
    };
    if tab.is_empty() || tab.len() > 64 {
        return Ok(unreadable("a window's name has 1 to 64 letters"));
    }
    let attendance = match attend(&app, &actor, &id, tab, wants).await {
        Ok(attendance) => attendance,
        Err(refused) => return answer(Err(refused)),
    };
    let me = actor.account();
    let here: Vec<Value> = attendance
        .here
        .iter()
        .map(|present| {
            let mine = Some(&present.account) == me;
            json!({"tab": present.tab, "name": present.name, "account": present.account, "mine": mine, "writes": present.writes})
        })
        .collect();
    Ok(Json(json!({"here": here, "me": me, "revision": attendance.base.to_string()})).into_response())
}

#[derive(Deserialize)]
struct Filed {
    section: String,
}

/// `PUT /desk/articles/{id}/section`
pub async fn section(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<ArticleId>,
    bytes: Bytes,
) -> Result<Response, DeskError> {
    let Filed { section } = match read(&bytes) {
        Ok(filed) => filed,
        Err(refused) => return Ok(*refused),
    };
    match file_article(&app, &desk.actor, &id, &section).await {
        Ok(article) => Ok(Json(json!({"section": section, "live": article.is_live()})).into_response()),
        Err(RevisionRefused::HeldBack(held)) => {
            let why = filing_held_back_words(&desk.words, &held);
            Ok(Problem::new(StatusCode::CONFLICT, held.code()).detail(why).into_response())
        }
        Err(refused) => answer(Err(refused.into())),
    }
}

#[derive(Deserialize)]
struct Joined {
    stories: Vec<StoryId>,
}

/// `PUT /desk/articles/{id}/stories`: the stories it is in, the first one first.
pub async fn stories(
    State(app): State<App>,
    Session(actor): Session,
    Path(id): Path<ArticleId>,
    bytes: Bytes,
) -> Result<Response, DeskError> {
    let Joined { stories } = match read(&bytes) {
        Ok(joined) => joined,
        Err(refused) => return Ok(*refused),
    };
    let article = article_by_id(app.db.read(), &id).await?.ok_or(DeskError::NotFound)?;
    policy::may_read(&actor, &article)?;
    stories::may_lead(&actor, &article.edition)?;
    if stories.len() > 10 {
        return Ok(unreadable("an article joins at most ten stories"));
    }
    match join_stories(&app, &actor, &id, stories).await {
        Ok(()) => Ok(Json(json!({})).into_response()),
        Err(refused) => story_refused(refused),
    }
}

fn story_refused(refused: StoryRefused) -> Result<Response, DeskError> {
    match refused {
        StoryRefused::NotAllowed(error) => Err(error.into()),
        StoryRefused::Store(error) => Err(error.into()),
        error => Ok(unreadable(&error.to_string())),
    }
}

/// What is looked for while a name is typed.
#[derive(Deserialize)]
pub struct Asked {
    edition: Option<EditionCode>,
    of: Option<String>,
    #[serde(default)]
    q: String,
}

/// `GET /desk/names?edition=&of=topics|authors|stories&q=`: names that begin so, with and without the article; of them those that
/// readers see already, or that stand in a text which whoever asks may read.
pub async fn names(
    State(app): State<App>,
    Session(actor): Session,
    Query(asked): Query<Asked>,
) -> Result<Response, DeskError> {
    needs(&actor, Role::Contributor)?;
    let (Some(edition), Some(of)) = (&asked.edition, asked.of.as_deref()) else {
        return Ok(unreadable("say which edition's names, and of what"));
    };
    let typed = text::slug::slug(&asked.q, text::slug::SlugStyle::Arabic);
    if typed.is_empty() && of != "stories" {
        return Ok(Json(json!({"names": []})).into_response());
    }
    let beginnings = [typed.clone(), format!("ال{typed}")];
    let beginnings = if typed.is_empty() { &beginnings[..1] } else { &beginnings[..] };
    let mut names: Vec<Value> = Vec::new();
    for beginning in beginnings {
        names.extend(begin_so(&app, &actor, edition, of, beginning).await?);
    }
    names.truncate(usize::try_from(OFFERED).unwrap_or(12));
    Ok(Json(json!({"names": names})).into_response())
}

async fn begin_so(
    app: &App,
    actor: &Actor,
    edition: &EditionCode,
    of: &str,
    beginning: &str,
) -> Result<Vec<Value>, DeskError> {
    let (q, reach) = (app.db.read(), Reach::of(actor, edition));
    let all_stories = stories::may_read(actor, edition).is_ok();
    Ok(match of {
        "topics" => topics::starting(q, (edition, &reach), beginning, OFFERED)
            .await?
            .into_iter()
            .map(|topic| json!({"id": topic.id, "name": topic.name, "about": topic.kind.as_str()}))
            .collect(),
        "authors" => authors::starting(q, (edition, &reach), beginning, OFFERED)
            .await?
            .into_iter()
            .map(|author| json!({"id": author.id, "name": author.name, "about": author.role}))
            .collect(),
        "stories" => stories::starting(q, (edition, all_stories), beginning, OFFERED)
            .await?
            .into_iter()
            .map(|story| json!({"id": story.id, "name": story.name, "about": story.about}))
            .collect(),
        _ => Vec::new(),
    })
}

async fn readable(app: &App, actor: &Actor, id: &ArticleId) -> Result<(Article, Edition), DeskError> {
    let article = article_by_id(app.db.read(), id).await?.ok_or(DeskError::NotFound)?;
    policy::may_read(actor, &article)?;
    let edition = editions::editions(app.db.read()).await?;
    let edition = edition.into_iter().find(|edition| edition.code == article.edition);
    Ok((article, edition.ok_or(DeskError::NotFound)?))
}

/// The article as it was saved last, whether or not a revision was made of it.
pub(crate) async fn at_work(app: &App, article: &Article) -> Result<Content, DeskError> {
    let sitting = store::of_article(app.db.read(), &article.id).await?;
    content_of(app, article, sitting).await
}

async fn content_of(app: &App, article: &Article, sitting: Option<Sitting>) -> Result<Content, DeskError> {
    if let Some(content) = sitting.and_then(|sitting| sitting.content) {
        return Ok(content);
    }
    let newest = revision_of(app.db.read(), &article.id, article.latest_revision).await?;
    newest.map(|newest| newest.content).ok_or(DeskError::NotFound)
}

fn answer(outcome: Result<Base, SaveRefused>) -> Result<Response, DeskError> {
    match outcome {
        Ok(base) => Ok(Json(json!({"revision": base.to_string()})).into_response()),
        Err(error @ SaveRefused::Overtaken { .. }) => Ok(overtaken(&error)),
        Err(SaveRefused::Refused(error @ RevisionRefused::Overtaken { .. })) => Ok(overtaken(&error)),
        Err(SaveRefused::Refused(RevisionRefused::NoSuchArticle(_))) => Err(DeskError::NotFound),
        Err(SaveRefused::Refused(RevisionRefused::NotAllowed(error))) => Err(error.into()),
        Err(SaveRefused::Refused(RevisionRefused::Store(error)) | SaveRefused::Store(error)) => {
            Err(error.into())
        }
        Err(error) => Ok(unreadable(&error.to_string())),
    }
}

fn overtaken(error: &dyn std::fmt::Display) -> Response {
    Problem::new(StatusCode::PRECONDITION_FAILED, "overtaken").detail(error.to_string()).into_response()
}

fn unreadable(why: &str) -> Response {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "refused").detail(why).into_response()
}

fn base_of(headers: &HeaderMap) -> Result<Base, NotABase> {
    let given = headers.get(header::IF_MATCH).and_then(|value| value.to_str().ok()).ok_or(NotABase)?;
    given.trim_matches('"').parse()
}

fn no_base() -> Response {
    Problem::new(StatusCode::PRECONDITION_REQUIRED, "no_revision")
        .detail("say in If-Match where the text stood when this was written")
        .into_response()
}

/// The request's words; none at all are those of a request that says nothing.
fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Box<Response>> {
    let bytes = if bytes.is_empty() { b"{}" } else { bytes };
    serde_json::from_slice(bytes).map_err(|error| Box::new(unreadable(&error.to_string())))
}

/// The fingerprint of the editor's schema: an editor of another one must not save.
fn schema_hash() -> String {
    use sha2::{Digest, Sha256};
    data_encoding::HEXLOWER.encode(&Sha256::digest(EDITOR_SCHEMA))[..16].to_owned()
}
