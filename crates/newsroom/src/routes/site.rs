//! The public site: every URL that a reader can open. The page cache stands before this table; a hit never gets here.

use axum::Router;
use axum::body::HttpBody;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::PageError;
use crate::app::App;
use crate::features::{
    articles, authors, corrections, feeds, follow, fronts, media_library, pages, redirects, sections, topics,
};

/// The site's routes.
pub fn routes(app: App) -> Router {
    Router::new()
        .route("/", get(pages::site::root))
        .route("/favicon.ico", get(pages::site::favicon))
        .route("/assets/{*name}", get(pages::site::asset))
        .route("/media/{file}", get(media_library::site::show))
        .route("/robots.txt", get(feeds::site::robots_txt))
        .route("/sitemap.xml", get(feeds::site::sitemap_index))
        .route("/s/{id}", get(articles::site::short))
        .route("/{edition}", get(pages::site::edition_without_slash))
        .route("/{edition}/", get(fronts::site::show))
        .route("/{edition}/rss.xml", get(feeds::site::edition))
        .route("/{edition}/atom.xml", get(feeds::site::edition))
        .route("/{edition}/feed.json", get(feeds::site::edition))
        .route("/{edition}/latest/", get(fronts::site::latest))
        .route("/{edition}/corrections/", get(corrections::site::show))
        .route("/{edition}/corrections/rss.xml", get(corrections::site::feed))
        .route("/{edition}/corrections/atom.xml", get(corrections::site::feed))
        .route("/{edition}/corrections/feed.json", get(corrections::site::feed))
        .route("/{edition}/follow/", get(follow::site::show))
        .route("/{edition}/topic/{topic}", get(topics::site::show))
        .route("/{edition}/topic/{topic}/", get(topics::site::show))
        .route("/{edition}/topic/{topic}/{feed}", get(topics::site::feed))
        .route("/{edition}/author/{author}", get(authors::site::show))
        .route("/{edition}/author/{author}/", get(authors::site::show))
        .route("/{edition}/author/{author}/{feed}", get(authors::site::feed))
        .route("/{edition}/{leaf}", get(pages::site::leaf))
        .route("/{edition}/{section}/", get(sections::site::show))
        .route("/{edition}/{section}/rss.xml", get(sections::site::feed))
        .route("/{edition}/{section}/atom.xml", get(sections::site::feed))
        .route("/{edition}/{section}/feed.json", get(sections::site::feed))
        .route("/{edition}/{section}/{id}", get(articles::site::show))
        .route("/{edition}/{section}/{id}/{slug}", get(articles::site::show))
        .fallback(|| async { PageError::NotFound })
        .layer(middleware::from_fn_with_state(app.clone(), leading_on))
        .layer(middleware::from_fn_with_state(app.clone(), in_readers_language))
        .with_state(app)
}

/// Where nothing stands at an address, it may be an old one that leads on.
async fn leading_on(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_asked = matches!(*request.method(), Method::GET | Method::HEAD);
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    if !is_asked || response.status() != StatusCode::NOT_FOUND {
        return response;
    }
    match redirects::lead_on(&app, &path).await {
        Ok(page) => page.into_response(),
        Err(PageError::NotFound) => response,
        Err(error) => error.into_response(),
    }
}

/// Fills in the page of an error that a handler left empty: in the language of the edition whose address it is.
async fn in_readers_language(State(app): State<App>, request: Request, next: Next) -> Response {
    let edition = request.uri().path().split('/').nth(1).unwrap_or_default().to_owned();
    let response = next.run(request).await;
    let status = response.status();
    let is_bare = (status.is_client_error() || status.is_server_error())
        && response.body().size_hint().exact() == Some(0);
    if !is_bare {
        return response;
    }
    match pages::frame_for(&app, &edition).await {
        Some(frame) => pages::error_page(&app, &frame, status, None).into_response(),
        None => response,
    }
}
