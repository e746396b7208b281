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
use crate::features::authors::PublishedAuthor;
use crate::features::fronts::site::Latest;
use crate::features::galleries::Galleries;
use crate::features::pages::{feed_list, show_list};
use crate::features::recordings::{Sounds, Videos};
use crate::features::sections::Section;
use crate::features::topics::PublishedTopic;
use crate::features::{
    archive, articles, corrections, credits, feeds, follow, fronts, lite, media_library, pages, redirects,
    site_search, speakers, standing_pages, stories,
};

/// The site's routes.
pub fn routes(app: App) -> Router {
    Router::new()
        .route("/", get(pages::site::root))
        .route("/favicon.ico", get(pages::site::favicon))
        .route("/assets/{*name}", get(pages::site::asset))
        .route("/media/{file}", get(media_library::site::show))
        .route("/robots.txt", get(feeds::site::robots_txt))
        .route("/.well-known/security.txt", get(pages::site::security_txt))
        .route("/sitemap.xml", get(feeds::site::sitemap_index))
        .route("/s/{id}", get(articles::site::short))
        .route("/{edition}", get(pages::site::edition_without_slash))
        .route("/{edition}/", get(fronts::site::show))
        .route("/{edition}/rss.xml", get(feeds::site::edition))
        .route("/{edition}/atom.xml", get(feeds::site::edition))
        .route("/{edition}/feed.json", get(feeds::site::edition))
        .route("/{edition}/latest/", get(show_list::<Latest>))
        .route("/{edition}/corrections/", get(corrections::site::show))
        .route("/{edition}/corrections/rss.xml", get(corrections::site::feed))
        .route("/{edition}/corrections/atom.xml", get(corrections::site::feed))
        .route("/{edition}/corrections/feed.json", get(corrections::site::feed))
        .route("/{edition}/gallery/", get(show_list::<Galleries>))
        .route("/{edition}/gallery/{feed}", get(feed_list::<Galleries>))
        .route("/{edition}/video/", get(show_list::<Videos>))
        .route("/{edition}/video/{feed}", get(feed_list::<Videos>))
        .route("/{edition}/audio/", get(show_list::<Sounds>))
        .route("/{edition}/audio/{feed}", get(feed_list::<Sounds>))
        .route("/{edition}/follow/", get(follow::site::show))
        .route("/{edition}/about/", get(standing_pages::site::show))
        .route("/{edition}/contact/", get(standing_pages::site::show))
        .route("/{edition}/privacy/", get(standing_pages::site::show))
        .route("/{edition}/terms/", get(standing_pages::site::show))
        .route("/{edition}/corrections-policy/", get(standing_pages::site::show))
        .route("/{edition}/credits/", get(credits::site::show))
        .route("/{edition}/lite/", get(lite::site::front))
        .route("/{edition}/lite/{id}", get(lite::site::article))
        .route("/{edition}/manifest.webmanifest", get(pages::site::manifest))
        .route("/{edition}/worker.js", get(pages::site::worker))
        .route("/{edition}/news-sitemap.xml", get(feeds::site::news_sitemap))
        .route("/{edition}/offline/", get(pages::site::offline))
        .route("/{edition}/search/", get(site_search::site::show))
        .route("/{edition}/search/suggest", get(site_search::site::suggest))
        .route("/{edition}/archive/", get(archive::site::overview))
        .route("/{edition}/archive/{year}/{month}", get(archive::site::month))
        .route("/{edition}/archive/{year}/{month}/", get(archive::site::month))
        .route("/{edition}/archive/{year}/{month}/{day}", get(archive::site::day))
        .route("/{edition}/archive/{year}/{month}/{day}/", get(archive::site::day))
        .route("/{edition}/topic/{topic}", get(show_list::<PublishedTopic>))
        .route("/{edition}/topic/{topic}/", get(show_list::<PublishedTopic>))
        .route("/{edition}/topic/{topic}/{feed}", get(feed_list::<PublishedTopic>))
        .route("/{edition}/author/{author}", get(show_list::<PublishedAuthor>))
        .route("/{edition}/author/{author}/", get(show_list::<PublishedAuthor>))
        .route("/{edition}/author/{author}/{feed}", get(feed_list::<PublishedAuthor>))
        .route("/{edition}/speaker/{speaker}", get(speakers::site::show))
        .route("/{edition}/speaker/{speaker}/", get(speakers::site::show))
        .route("/{edition}/stories/", get(stories::site::list))
        .route("/{edition}/story/{story}", get(stories::site::show))
        .route("/{edition}/story/{story}/", get(stories::site::show))
        .route("/{edition}/story/{story}/statements", get(stories::show_statements))
        .route("/{edition}/story/{story}/statements/", get(stories::show_statements))
        .route("/{edition}/story/{story}/{feed}", get(stories::site::feed))
        .route("/{edition}/{leaf}", get(pages::site::leaf))
        .route("/{edition}/{section}/", get(show_list::<Section>))
        .route("/{edition}/{section}/rss.xml", get(feed_list::<Section>))
        .route("/{edition}/{section}/atom.xml", get(feed_list::<Section>))
        .route("/{edition}/{section}/feed.json", get(feed_list::<Section>))
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
