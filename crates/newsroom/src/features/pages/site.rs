//! Addresses that belong to the site as a whole: the way to the first edition, the theme's files, the short links.

use std::time::Duration;

use axum::extract::{Path, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use formats::manifest::{self, Icon, Manifest};
use formats::security_txt::{self, SecurityTxt};
use web::Page;

use crate::app::App;
use crate::features::pages::offline_page;
use crate::features::{editions, redirects};
use crate::routes::PageError;
use crate::tag::{self, Tag};

/// `GET /`: leads to the first edition, or where the old address `/?p=NUMBER` leads.
pub async fn root(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Page, PageError> {
    let mut fresh = app.fresh();
    let query = query.unwrap_or_default();
    if let Some(number) = query.split('&').find(|pair| pair.starts_with("p=")) {
        match redirects::lead_on(&app, &format!("/?{number}")).await {
            // Not kept: the address may lead elsewhere from the next moment on.
            Err(PageError::NotFound) => fresh = Duration::ZERO,
            led => return led,
        }
    }
    let editions = editions::all_published(app.db.published()).await?;
    let first = editions.first().ok_or(PageError::NotFound)?;
    Ok(Page::redirect(first.home(), false).tagged([format!("edition:{}", first.code)]).fresh_for(fresh))
}

/// `GET /assets/{name}`: a file of the theme, under a name that changes with its bytes.
pub async fn asset(State(app): State<App>, Path(name): Path<String>) -> Result<Response, PageError> {
    let asset = app.theme.asset(&name).ok_or(PageError::NotFound)?;
    let page = Page::of(asset.content_type, asset.bytes.clone())
        .tagged([crate::tag::Tag::Everything.to_string()])
        .fresh_for(std::time::Duration::from_secs(31_536_000))
        .header(
            header::CACHE_CONTROL,
            header::HeaderValue::from_static("public, max-age=31536000, immutable"),
        );
    Ok(page.into_response())
}

/// `GET /favicon.ico`: the theme's mark, for browsers that ask without being told.
pub async fn favicon(State(app): State<App>) -> Result<Page, PageError> {
    let mark = app.theme.asset_named("mark.svg").ok_or(PageError::NotFound)?;
    Ok(Page::of(mark.content_type, mark.bytes.clone())
        .tagged([crate::tag::Tag::Everything.to_string()])
        .fresh_for(std::time::Duration::from_secs(86_400))
        .status(StatusCode::OK))
}

/// `GET /{edition}`: leads to the edition's front.
pub async fn edition_without_slash(
    State(app): State<App>,
    Path(edition): Path<String>,
) -> Result<Page, PageError> {
    let editions = editions::all_published(app.db.published()).await?;
    let edition = editions.iter().find(|known| known.code.as_str() == edition).ok_or(PageError::NotFound)?;
    Ok(Page::redirect(edition.home(), true)
        .tagged([format!("edition:{}", edition.code)])
        .fresh_for(app.fresh()))
}

/// The pages of an edition that are no section.
const PAGES: [&str; 17] = [
    "about",
    "archive",
    "audio",
    "contact",
    "corrections",
    "corrections-policy",
    "credits",
    "follow",
    "gallery",
    "latest",
    "lite",
    "offline",
    "privacy",
    "search",
    "stories",
    "terms",
    "video",
];

/// `GET /{edition}/{leaf}`: a map of the site, or a page or section whose address lost its slash.
pub async fn leaf(
    state: State<App>,
    Path((edition, leaf)): Path<(String, String)>,
) -> Result<Page, PageError> {
    if leaf.starts_with("sitemap-") {
        return crate::features::feeds::sitemap_page(state, Path((edition, leaf))).await;
    }
    let State(app) = state;
    let frame = app.frames.of(&app, &edition.as_str().into()).await?.ok_or(PageError::NotFound)?;
    let href = if PAGES.contains(&leaf.as_str()) {
        format!("{}{leaf}/", frame.edition.home())
    } else {
        frame.section(&leaf).ok_or(PageError::NotFound)?.href()
    };
    Ok(Page::redirect(href, true).tagged([format!("edition:{edition}")]).fresh_for(app.fresh()))
}

// The colours of the theme's paper and ink, as its sheet has them.
const PAPER: &str = "#ffffff";
const INK: &str = "#15181c";
/// The theme's mark: drawn anew at every size where a device can, and in the two sizes that all of them ask for.
const MARKS: [(&str, &str, &str); 3] = [
    ("mark.svg", "any", "image/svg+xml"),
    ("mark-192.png", "192x192", "image/png"),
    ("mark-512.png", "512x512", "image/png"),
];

/// `GET /{edition}/manifest.webmanifest`: what a device calls the site on its home screen.
pub async fn manifest(State(app): State<App>, Path(edition): Path<String>) -> Result<Page, PageError> {
    let frame = app.frames.of(&app, &edition.as_str().into()).await?.ok_or(PageError::NotFound)?;
    let edition = &frame.edition;
    let icons = MARKS.iter().filter_map(|(file, sizes, mime)| {
        let src = app.theme.asset_address(file)?;
        Some(Icon { src, sizes: (*sizes).to_owned(), mime: (*mime).to_owned() })
    });
    let told = Manifest {
        name: edition.name.clone(),
        short_name: edition.name.clone(),
        description: edition.tagline.clone(),
        lang: edition.lang.clone(),
        dir: edition.dir.as_str().to_owned(),
        start_url: edition.home(),
        scope: edition.home(),
        display: "minimal-ui",
        background_color: PAPER.to_owned(),
        theme_color: INK.to_owned(),
        icons: icons.collect(),
    };
    let tags = tag::names(&[Tag::Edition(edition.code.clone())]);
    Ok(Page::of(manifest::MIME, manifest::write(&told)).tagged(tags).fresh_for(app.fresh()))
}

/// `GET /{edition}/worker.js`: the theme's script that keeps what was read for when there is no network. Its address is
/// plain, and says which edition's pages it may look after: nothing else of the site, the desk least of all.
pub async fn worker(State(app): State<App>, Path(edition): Path<String>) -> Result<Page, PageError> {
    let frame = app.frames.of(&app, &edition.as_str().into()).await?.ok_or(PageError::NotFound)?;
    let script = app.theme.asset_named("worker.js").ok_or(PageError::NotFound)?;
    let tags = tag::names(&[Tag::Edition(frame.edition.code.clone())]);
    Ok(Page::of(script.content_type, script.bytes.clone()).tagged(tags).fresh_for(app.fresh()))
}

/// `GET /.well-known/security.txt`: whom to tell of a hole, while the newsroom says so.
pub async fn security_txt(State(app): State<App>) -> Result<Page, PageError> {
    let (contact, expires) = (&app.config.security_contact, &app.config.security_expires);
    let holds = text::dates::parse_iso(expires).is_some_and(|until| until.micros > app.now());
    if contact.is_empty() || !holds {
        return Err(PageError::NotFound);
    }
    let editions = editions::all_published(app.db.published()).await?;
    let told = SecurityTxt {
        contacts: vec![contact.clone()],
        expires: expires.clone(),
        languages: editions.into_iter().map(|edition| edition.lang).collect(),
        canonical: app.absolute("/.well-known/security.txt"),
    };
    let tags = tag::names(&[Tag::Everything]);
    Ok(Page::of(security_txt::MIME, security_txt::write(&told)).tagged(tags).fresh_for(app.fresh()))
}

/// `GET /{edition}/offline/`: what is said when nothing can be fetched.
pub async fn offline(State(app): State<App>, Path(edition): Path<String>) -> Result<Page, PageError> {
    let frame = app.frames.of(&app, &edition.as_str().into()).await?.ok_or(PageError::NotFound)?;
    let tags = tag::names(&[Tag::Edition(frame.edition.code.clone())]);
    Ok(offline_page(&app, &frame)?.tagged(tags).fresh_for(app.fresh()))
}
