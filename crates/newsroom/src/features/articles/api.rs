//! Articles for programs: everything an editor can do, over JSON, by token.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use content::html_in;
use content::tree::Dir;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use text::dates::Precision;

use super::actions::{
    Draft, NamedDraft, NewArticle, NewCorrection, Placed, Publication, PublishError, RevisionRefused,
    correct, create_named, publish, revise_named, schedule, unschedule, withdraw,
};
use super::{Article, ArticleKind, Content, Headlines, Revision, policy, store as articles};
use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::corrections::CorrectionKind;
use crate::features::editions::{self, Direction};
use crate::features::receipts::{self, Receipt};
use crate::features::recordings::{NotARecording, Recording, RecordingAt};
use crate::features::sections;
use crate::features::sittings::actions::{SaveRefused, end as end_sitting};
use crate::features::sources::Source;
use crate::features::topics::TopicKind;
use crate::id::{ArticleId, EditionCode, MediaId, ReceiptId, RecordingFileId, RevisionNumber};
use crate::routes::api::{ApiError, Bearer, moment};

/// What an article is to say.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ContentIn {
    /// The language of this piece, when it is not its edition's.
    pub lang: Option<String>,
    /// A word above the headline.
    pub kicker: String,
    /// The headline.
    pub headline: String,
    /// Other wordings of the headline.
    pub headlines: Headlines,
    /// The first paragraph, set larger.
    pub lead: String,
    /// The text as a content tree.
    #[schema(value_type = Option<Object>)]
    pub body: Option<Value>,
    /// The text as HTML, when there is no tree: what the tree does not know is dropped.
    pub body_html: Option<String>,
    /// Where it was written.
    pub place: String,
    /// On whose word it rests, in order.
    pub sources: Vec<Source>,
    /// Who signs it, by name, in order.
    pub authors: Vec<String>,
    /// What it is about, by name, in order.
    pub topics: Vec<String>,
    /// Its lead picture.
    pub picture: Option<MediaId>,
    /// What is watched or heard, of a video or an audio piece.
    pub recording: Option<RecordingIn>,
    /// Why it is written, for colleagues.
    pub note: String,
}

/// What is watched or heard.
#[derive(Debug, Clone, Default, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RecordingIn {
    /// The page it is embedded from, on a site whose player we know.
    pub embed: Option<String>,
    /// The `https` address of its file; instead of a page.
    pub file: Option<String>,
    /// A file of ours, by the id that its upload was answered with; instead of a page or an address.
    pub ours: Option<RecordingFileId>,
    /// How long it is, in seconds; 0 when nobody knows: of a file of ours, what the file says.
    pub seconds: i64,
    /// The words under it.
    pub caption: String,
    /// What is said in it, as a content tree.
    #[schema(value_type = Option<Object>)]
    pub transcript: Option<Value>,
    /// What is said in it, as HTML, when there is no tree.
    pub transcript_html: Option<String>,
}

/// A new article.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct ArticleIn {
    /// The edition it is written for.
    pub edition: EditionCode,
    /// The section it is filed under, by its slug.
    pub section: String,
    /// What sort of piece it is.
    #[serde(default)]
    pub kind: ArticleKind,
    /// Until when nothing of it may be seen: an RFC 3339 time.
    #[serde(default)]
    pub embargo_until: Option<String>,
    /// What it is to say.
    pub content: ContentIn,
}

/// A new revision.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct RevisionIn {
    /// The revision it was written on: when the article has gone further meanwhile, nothing is saved.
    pub expected: RevisionNumber,
    /// What the article is to say.
    pub content: ContentIn,
}

/// An article as programs see it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ArticleOut {
    pub id: ArticleId,
    pub edition: EditionCode,
    pub section: String,
    pub kind: ArticleKind,
    /// Its newest revision.
    pub revision: RevisionNumber,
    /// The revision readers see.
    pub live_revision: Option<RevisionNumber>,
    /// Its address, once it has been published.
    pub href: Option<String>,
    pub published_at: Option<String>,
    pub updated_at: Option<String>,
    pub embargo_until: Option<String>,
    pub scheduled_for: Option<String>,
    pub withdrawn: Option<String>,
    /// What the newest revision says.
    #[schema(value_type = Object)]
    pub content: Value,
}

/// What a publication is to be.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PublicationIn {
    /// Which revision; the newest when it is left out.
    pub revision: Option<RevisionNumber>,
    /// When: an RFC 3339 time ahead; at once when it is left out.
    pub at: Option<String>,
}

/// What was published, and the receipt that will say when readers could see it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct PublishedOut {
    pub id: ArticleId,
    pub href: String,
    pub revision: Option<RevisionNumber>,
    pub receipt: ReceiptId,
}

/// Why an article is withdrawn.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawalIn {
    /// What readers are told.
    pub reason: String,
}

/// A correction.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectionIn {
    pub kind: CorrectionKind,
    /// The note, as readers will see it.
    pub text: String,
    /// The block it is about.
    #[serde(default)]
    pub block: String,
    /// The words it is about, as they stood.
    #[serde(default)]
    pub quoted: String,
    /// The words as they stand now.
    #[serde(default)]
    pub corrected: String,
    /// Whether it stands above the text.
    #[serde(default)]
    pub on_top: bool,
    /// The revision with the corrected text.
    #[serde(default)]
    pub revision: Option<RevisionNumber>,
}

/// Begins an article.
#[utoipa::path(post, path = "/articles", request_body = ArticleIn, responses((status = 201, body = ArticleOut, description = "The article with its first revision")), security(("token" = [])))]
pub async fn post_article(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Json(new): Json<ArticleIn>,
) -> Result<(StatusCode, Json<ArticleOut>), ApiError> {
    policy::may_create(&actor)?;
    let embargo_until = new.embargo_until.as_deref().map(|at| moment("embargo_until", at)).transpose()?;
    let section = sections::by_slug(app.db.read(), &new.edition, &new.section).await?;
    let section =
        section.ok_or_else(|| ApiError::invalid("section", "there is no such section in this edition"))?;
    let lang = edition_lang(&app, &new.edition).await?;
    let body = body(&app, &new.content, &lang)?;
    let recording = recording(&app, &new.content, &lang)?;
    let named = named(new.content, body, recording);
    let draft = Draft { content: named.content.clone(), note: String::new() };
    let new = NewArticle { edition: new.edition, section: section.id, kind: new.kind, embargo_until, draft };
    let (article, revision) = create_named(&app, &actor, new, named).await?;
    Ok((StatusCode::CREATED, Json(out(&app, article, revision).await?)))
}

/// Reads an article.
#[utoipa::path(get, path = "/articles/{id}", params(("id" = String, Path)), responses((status = 200, body = ArticleOut, description = "The article with what its newest revision says")), security(("token" = [])))]
pub async fn get_article(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<ArticleId>,
) -> Result<Json<ArticleOut>, ApiError> {
    let (article, revision) = readable(&app, &actor, &id).await?;
    Ok(Json(out(&app, article, revision).await?))
}

/// Gives an article a new revision.
#[utoipa::path(post, path = "/articles/{id}/revisions", params(("id" = String, Path)), request_body = RevisionIn, responses((status = 201, body = ArticleOut, description = "The article with its new revision")), security(("token" = [])))]
pub async fn post_revision(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<ArticleId>,
    Json(new): Json<RevisionIn>,
) -> Result<(StatusCode, Json<ArticleOut>), ApiError> {
    let (article, latest) = readable(&app, &actor, &id).await?;
    let lang = edition_lang(&app, &article.edition).await?;
    let body = body(&app, &new.content, &lang)?;
    let recording = recording(&app, &new.content, &lang)?;
    let mut named = named(new.content, body, recording);
    // What an import says of the piece, and no writer changes here.
    (named.content.dated_to, named.content.licence) = (latest.content.dated_to, latest.content.licence);
    let revised = revise_named(&app, &actor, (&id, &article.edition), new.expected, named).await;
    if let Err(RevisionRefused::Overtaken { .. }) = &revised {
        // What is being written at the desk becomes a revision, so that whoever was overtaken can read it.
        end_sitting(&app, &actor, &id).await.map_err(|error| match error {
            SaveRefused::Refused(refused) => ApiError::from(refused),
            error => ApiError::broken(error),
        })?;
    }
    let (article, revision) = readable(&app, &actor, &id).await?;
    match revised {
        // The one that was made: by now there may be a newer one, and whoever took its number for her own would write over it.
        Ok(made) => Ok((StatusCode::CREATED, Json(out(&app, article, made).await?))),
        Err(error @ RevisionRefused::Overtaken { .. }) => {
            Err(ApiError::from(error).beside(json(out(&app, article, revision).await?)?))
        }
        Err(error) => Err(error.into()),
    }
}

/// Publishes an article, at once or at a time.
#[utoipa::path(post, path = "/articles/{id}/publication", params(("id" = String, Path)), request_body = PublicationIn, responses((status = 200, body = PublishedOut, description = "It is published; its receipt will say when readers could see it"), (status = 202, body = ArticleOut, description = "It will be published at that time")), security(("token" = [])))]
pub async fn post_publication(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<ArticleId>,
    Json(wanted): Json<PublicationIn>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    if let Some(at) = wanted.at.as_deref() {
        let article = schedule(&app, &actor, &id, wanted.revision, moment("at", at)?).await?;
        let revision = newest(&app, &article).await?;
        return Ok((StatusCode::ACCEPTED, Json(json(out(&app, article, revision).await?)?)));
    }
    let placed =
        publish(&app, &actor, &id, Publication { revision: wanted.revision, ..Publication::default() })
            .await?;
    Ok((StatusCode::OK, Json(json(published(&app, placed).await?)?)))
}

/// Takes a schedule back.
#[utoipa::path(delete, path = "/articles/{id}/schedule", params(("id" = String, Path)), responses((status = 200, body = ArticleOut, description = "The article without its schedule")), security(("token" = [])))]
pub async fn delete_schedule(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<ArticleId>,
) -> Result<Json<ArticleOut>, ApiError> {
    let article = unschedule(&app, &actor, &id).await?;
    let revision = newest(&app, &article).await?;
    Ok(Json(out(&app, article, revision).await?))
}

/// Withdraws an article.
#[utoipa::path(post, path = "/articles/{id}/withdrawal", params(("id" = String, Path)), request_body = WithdrawalIn, responses((status = 200, body = ArticleOut, description = "The article, withdrawn")), security(("token" = [])))]
pub async fn post_withdrawal(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<ArticleId>,
    Json(why): Json<WithdrawalIn>,
) -> Result<Json<ArticleOut>, ApiError> {
    let article = withdraw(&app, &actor, &id, &why.reason).await?;
    let revision = newest(&app, &article).await?;
    Ok(Json(out(&app, article, revision).await?))
}

/// Corrects an article in public.
#[utoipa::path(post, path = "/articles/{id}/corrections", params(("id" = String, Path)), request_body = CorrectionIn, responses((status = 201, body = PublishedOut, description = "The correction stands before readers")), security(("token" = [])))]
pub async fn post_correction(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<ArticleId>,
    Json(new): Json<CorrectionIn>,
) -> Result<(StatusCode, Json<PublishedOut>), ApiError> {
    let CorrectionIn { kind, text: body, block, quoted, corrected, on_top, revision } = new;
    let placed = correct(
        &app,
        &actor,
        &id,
        NewCorrection { kind, body, block, quoted, corrected, on_top, revision, dated: None },
    )
    .await?;
    Ok((StatusCode::CREATED, Json(published(&app, placed).await?)))
}

/// The newest receipt of an article.
#[utoipa::path(get, path = "/articles/{id}/receipt", params(("id" = String, Path)), responses((status = 200, body = Receipt, description = "How far the newest change has come on its way to readers")), security(("token" = [])))]
pub async fn get_receipt(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<ArticleId>,
) -> Result<Json<Receipt>, ApiError> {
    readable(&app, &actor, &id).await?;
    let receipt = receipts::latest_of(app.db.read(), &id).await?;
    receipt.map(Json).ok_or_else(|| ApiError::not_found("the article has no receipt: it was never published"))
}

async fn readable(app: &App, actor: &Actor, id: &ArticleId) -> Result<(Article, Revision), ApiError> {
    let article = articles::article_by_id(app.db.read(), id).await?;
    let article = article.ok_or_else(|| ApiError::from(RevisionRefused::NoSuchArticle(id.to_string())))?;
    policy::may_read(actor, &article)?;
    let revision = newest(app, &article).await?;
    Ok((article, revision))
}

async fn newest(app: &App, article: &Article) -> Result<Revision, ApiError> {
    let revision = articles::revision_of(app.db.read(), &article.id, article.latest_revision).await?;
    revision.ok_or_else(|| ApiError::from(PublishError::NoSuchRevision(article.latest_revision.0)))
}

async fn edition_lang(app: &App, code: &EditionCode) -> Result<String, ApiError> {
    let edition = editions::editions(app.db.read()).await?.into_iter().find(|edition| edition.code == *code);
    edition
        .map(|edition| edition.lang)
        .ok_or_else(|| ApiError::invalid("edition", "there is no such edition"))
}

fn body(app: &App, content: &ContentIn, edition_lang: &str) -> Result<content::Tree, ApiError> {
    let lang = content.lang.as_deref().unwrap_or(edition_lang);
    let tree = tree(app, lang, "content/body", (content.body.as_ref(), content.body_html.as_deref()))?;
    Ok(tree.unwrap_or_else(|| content::Tree::new(Vec::new())))
}

/// A text that came as a tree, or else as HTML, in the member of this name.
fn tree(
    app: &App,
    lang: &str,
    member: &str,
    given: (Option<&Value>, Option<&str>),
) -> Result<Option<content::Tree>, ApiError> {
    let mut new_id = || app.new_id();
    let dir = if Direction::of(lang) == Direction::Rtl { Dir::Rtl } else { Dir::Ltr };
    match given {
        (Some(tree), _) => content::read::from_value(tree.clone()).map(Some).map_err(|error| {
            ApiError::invalid(&format!("{member}{}", error.place().unwrap_or_default()), &error.to_string())
        }),
        (None, Some(html)) => html_in::import(html, html_in::ImportOptions::new(lang, dir, &mut new_id))
            .map(|imported| Some(imported.tree))
            .map_err(|error| ApiError::invalid(&format!("{member}_html"), &error.to_string())),
        (None, None) => Ok(None),
    }
}

fn recording(app: &App, content: &ContentIn, edition_lang: &str) -> Result<Option<Recording>, ApiError> {
    let Some(new) = &content.recording else { return Ok(None) };
    let at = match (&new.embed, &new.file, &new.ours) {
        (None, None, ours) => ours.clone().map(RecordingAt::Ours),
        (Some(page), None, None) => Some(RecordingAt::Embed(page.clone())),
        (None, Some(file), None) => Some(RecordingAt::File(file.clone())),
        _ => return Err(RevisionRefused::from(NotARecording::TwoPlaces).into()),
    };
    let lang = content.lang.as_deref().unwrap_or(edition_lang);
    let given = (new.transcript.as_ref(), new.transcript_html.as_deref());
    let transcript = tree(app, lang, "content/recording/transcript", given)?;
    Ok(Some(Recording { at, seconds: new.seconds, caption: new.caption.clone(), transcript }))
}

fn named(new: ContentIn, body: content::Tree, recording: Option<Recording>) -> NamedDraft {
    let topics = new.topics.into_iter().map(|name| (name, TopicKind::Subject, String::new())).collect();
    let content = Content {
        lang: new.lang,
        kicker: new.kicker,
        headline: new.headline,
        headlines: new.headlines,
        lead: new.lead,
        body,
        place: new.place,
        sources: new.sources,
        authors: Vec::new(),
        topics: Vec::new(),
        picture: new.picture,
        recording,
        dated_to: Precision::default(),
        licence: String::new(),
    };
    NamedDraft { content, authors: new.authors, topics, note: new.note }
}

async fn out(app: &App, article: Article, revision: Revision) -> Result<ArticleOut, ApiError> {
    let section = sections::section_by_id(app.db.read(), &article.section).await?;
    let section = section.map(|section| section.slug).unwrap_or_default();
    let iso = |at: i64| text::dates::iso(at, "UTC");
    Ok(ArticleOut {
        href: article.first_published_at.map(|_| article.href(&section)),
        section,
        revision: revision.number,
        live_revision: article.live_revision,
        kind: article.kind,
        published_at: article.first_published_at.map(iso),
        updated_at: article.updated_at.map(iso),
        embargo_until: article.embargo_until.map(iso),
        scheduled_for: article.schedule.as_ref().map(|schedule| iso(schedule.at)),
        withdrawn: article.withdrawn.map(|withdrawn| withdrawn.reason),
        content: json(&revision.content)?,
        id: article.id,
        edition: article.edition,
    })
}

async fn published(app: &App, placed: Placed) -> Result<PublishedOut, ApiError> {
    let section = sections::section_by_id(app.db.read(), &placed.article.section).await?;
    let href = placed.article.href(&section.map(|section| section.slug).unwrap_or_default());
    Ok(PublishedOut {
        href,
        revision: placed.article.live_revision,
        receipt: placed.receipt,
        id: placed.article.id,
    })
}

fn json(value: impl Serialize) -> Result<Value, ApiError> {
    serde_json::to_value(value).map_err(ApiError::broken)
}
