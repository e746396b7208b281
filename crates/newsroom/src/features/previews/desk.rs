//! Previews at the desk, and on a phone that holds a link.

use askama::Template;
use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::actions::{PreviewRefused, end_previews, open_preview};
use super::look::{self, LOOKS, Look};
use super::store;
use crate::app::App;
use crate::features::accounts::{Secret, squares_of};
use crate::features::articles::{Article, Drafted, article_by_id, may_read, revision_of};
use crate::features::cards;
use crate::features::media_library::{Picture, pictures_by_ids};
use crate::id::ArticleId;
use crate::routes::PageError;
use crate::routes::desk::{Desk, DeskError, Shell, Words};

#[derive(Template)]
#[template(path = "previews/desk/preview.html")]
struct Screen<'a> {
    words: &'a Words,
    shell: Shell<'a>,
    id: &'a str,
    look: &'static str,
    looks: [(&'static str, bool); LOOKS.len()],
    found: Found,
    alive: i64,
    until: i64,
    link: Option<LinkView>,
}

/// What others show of it: a search engine a title and a few lines, whoever it is shared with a title beside the card.
struct Found {
    host: String,
    address: String,
    title: String,
    description: String,
    shared_title: String,
}

impl Found {
    fn of(app: &App, drafted: &Drafted) -> Found {
        let row = &drafted.row;
        let or_headline = |other: &String| if other.is_empty() { &row.headline } else { other }.clone();
        Found {
            host: app.public_host(),
            address: app.absolute_to_read(&row.href()),
            title: or_headline(&row.headline_search),
            description: row.description.clone(),
            shared_title: or_headline(&row.headline_social),
        }
    }
}

/// A link that was made just now: it is shown this once.
struct LinkView {
    address: String,
    picture: String,
    squares: i32,
}

/// How it is to be looked at.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    look: String,
}

/// For how many hours a link is to live.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Life {
    hours: String,
}

/// `GET /desk/articles/{id}/preview`
pub async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<ArticleId>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, DeskError> {
    let article = readable(&app, &desk, &id).await?;
    screen(&app, &desk, &article, &asked.look, None).await
}

/// `POST /desk/articles/{id}/preview/link`: makes a link, and shows it this once.
pub async fn make_link(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<ArticleId>,
    life: Result<Form<Life>, FormRejection>,
) -> Result<Html<String>, DeskError> {
    let article = readable(&app, &desk, &id).await?;
    let hours = life.map(|Form(life)| life.hours).unwrap_or_default().parse().unwrap_or(1);
    let secret = open_preview(&app, &desk.actor, &id, hours).await.map_err(refused)?;
    let address = app.absolute(&format!("/desk/preview/{secret}"));
    let (picture, squares) = squares_of(&address).unwrap_or_default();
    screen(&app, &desk, &article, "", Some(LinkView { address, picture, squares })).await
}

/// `POST /desk/articles/{id}/preview/end`
pub async fn end_links(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<ArticleId>,
) -> Result<Redirect, DeskError> {
    end_previews(&app, &desk.actor, &id).await.map_err(refused)?;
    Ok(Redirect::to(&format!("/desk/articles/{id}/preview")))
}

/// `GET /desk/articles/{id}/preview/page`: the page itself, in a frame of the screen or by itself.
pub async fn page(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<ArticleId>,
    Query(asked): Query<Asked>,
) -> Result<Response, DeskError> {
    let article = readable(&app, &desk, &id).await?;
    rendered(&app, &article, &asked.look, &format!("/desk/articles/{id}/preview")).await
}

/// `GET /desk/articles/{id}/preview/media/{file}`
pub async fn picture(
    State(app): State<App>,
    desk: Desk,
    Path((id, file)): Path<(ArticleId, String)>,
) -> Result<Response, DeskError> {
    let article = readable(&app, &desk, &id).await?;
    file_of(&app, &article, &file, |_| true).await
}

/// `GET /desk/preview/{link}`: the page for whoever holds the link.
pub async fn linked_page(
    State(app): State<App>,
    Path(link): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, DeskError> {
    let article = linked(&app, &link).await?;
    rendered(&app, &article, &asked.look, &format!("/desk/preview/{link}")).await
}

/// `GET /desk/preview/{link}/media/{file}`
pub async fn linked_picture(
    State(app): State<App>,
    Path((link, file)): Path<(String, String)>,
) -> Result<Response, DeskError> {
    let article = linked(&app, &link).await?;
    // Whoever was sent the link is no colleague: she gets what readers would.
    let at = Drafted::shown_at(&app, &article);
    file_of(&app, &article, &file, |picture| picture.may_be_shown(at)).await
}

async fn readable(app: &App, desk: &Desk, id: &ArticleId) -> Result<Article, DeskError> {
    let article = article_by_id(app.db.read(), id).await?.ok_or(DeskError::NotFound)?;
    may_read(&desk.actor, &article)?;
    Ok(article)
}

/// The article that a link shows. One that is over, was ended, or never was is not there, and nothing tells them apart.
async fn linked(app: &App, link: &str) -> Result<Article, DeskError> {
    let secret = Secret::read("preview", link).ok_or(DeskError::NotFound)?;
    let id = store::article_of(app.db.read(), &secret, app.now()).await?.ok_or(DeskError::NotFound)?;
    article_by_id(app.db.read(), &id).await?.ok_or(DeskError::NotFound)
}

async fn drafted(app: &App, article: &Article) -> Result<Drafted, DeskError> {
    let revision = revision_of(app.db.read(), &article.id, article.latest_revision).await?;
    let revision = revision.ok_or(DeskError::NotFound)?;
    Drafted::of(app, article, revision).await.map_err(unshown)
}

async fn rendered(app: &App, article: &Article, look: &str, base: &str) -> Result<Response, DeskError> {
    let look = Look::named(look);
    let (html, policy) = look.page(app, drafted(app, article).await?, base).map_err(unshown)?;
    let headers = [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::HeaderName::from_static("x-robots-tag"), "noindex, nofollow".to_owned()),
    ];
    Ok((headers, Html(html)).into_response())
}

/// `GET /desk/articles/{id}/preview/card`: the picture that a shared link of it would carry.
pub async fn card(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<ArticleId>,
) -> Result<Response, DeskError> {
    let article = readable(&app, &desk, &id).await?;
    let Drafted { frame, row, .. } = drafted(&app, &article).await?;
    let words = cards::Piece {
        headline: row.headline,
        headline_social: row.headline_social,
        kicker: row.kicker,
        section_name: row.section_name,
        rtl: row.dir == "rtl",
        edition_name: frame.edition.name.clone(),
    };
    let drawn = cards::drawn_of(&app, &words).await.map_err(|error| DeskError::Invalid(error.to_string()))?;
    Ok(([(header::CONTENT_TYPE, "image/webp")], drawn).into_response())
}

/// `GET /desk/print/{sheet}`: a sheet of the theme as paper takes it, for a preview on a screen.
pub async fn on_paper(State(app): State<App>, Path(sheet): Path<String>) -> Result<Response, DeskError> {
    let asset = app.theme.asset(&sheet).filter(|_| sheet.ends_with(".css")).ok_or(DeskError::NotFound)?;
    let css = std::str::from_utf8(&asset.bytes).map_err(|_| DeskError::NotFound)?;
    Ok(([(header::CONTENT_TYPE, "text/css; charset=utf-8")], look::on_paper(css)).into_response())
}

/// A size of a picture that the article's newest revision shows, where it may be.
async fn file_of(
    app: &App,
    article: &Article,
    file: &str,
    may: impl Fn(&Picture) -> bool,
) -> Result<Response, DeskError> {
    let name: media::RenditionName = file.parse().map_err(|_| DeskError::NotFound)?;
    let key = data_encoding::HEXLOWER.encode(name.key());
    let revision = revision_of(app.db.read(), &article.id, article.latest_revision).await?;
    let wanted = revision.map(|revision| revision.content.pictures()).unwrap_or_default();
    let pictures = pictures_by_ids(app.db.read(), &wanted).await?;
    if !pictures.iter().any(|picture| picture.public_name == key && may(picture)) {
        return Err(DeskError::NotFound);
    }
    let bytes = app.renditions.any_bytes(&name).map_err(|_| DeskError::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, "image/webp"),
        (header::CONTENT_SECURITY_POLICY, web::headers::MEDIA_CSP),
        (header::HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
    ];
    Ok((headers, bytes).into_response())
}

fn unshown(error: PageError) -> DeskError {
    match error {
        PageError::NotFound => DeskError::NotFound,
        error => DeskError::Store(::store::StoreError::Database(error.to_string())),
    }
}

fn refused(error: PreviewRefused) -> DeskError {
    match error {
        PreviewRefused::Store(error) => error.into(),
        PreviewRefused::NotAllowed(error) => error.into(),
        PreviewRefused::NoSuchArticle(_) => DeskError::NotFound,
        error @ PreviewRefused::TooMany => DeskError::Invalid(error.to_string()),
    }
}

async fn screen(
    app: &App,
    desk: &Desk,
    article: &Article,
    look: &str,
    link: Option<LinkView>,
) -> Result<Html<String>, DeskError> {
    let (alive, until) = store::alive(app.db.read(), &article.id, app.now()).await?;
    let look = Look::named(look).name();
    let shared = drafted(app, article).await?;
    let screen = Screen {
        words: &desk.words,
        shell: desk.shell(app, ""),
        id: article.id.as_str(),
        look,
        looks: LOOKS.map(|known| (known.name(), known.name() == look)),
        found: Found::of(app, &shared),
        alive,
        until,
        link,
    };
    Ok(Html(screen.render()?))
}
