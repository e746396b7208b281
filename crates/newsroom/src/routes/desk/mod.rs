//! The desk: every URL of the editorial side, under `/desk`, behind a sign-in of its own.

mod error;
mod session;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};

pub use error::DeskError;
pub use session::{Session, cookie};

use crate::app::App;
use crate::features::{accounts, articles, media_library, pages, sittings};

/// The largest save: a tree of two megabytes, and the words around it.
const MOST_BYTES: usize = 3 << 20;
/// The largest picture.
const MOST_PICTURE_BYTES: usize = 50 << 20;

/// The desk's routes.
pub fn routes(app: App) -> Router {
    let router = Router::new()
        .route("/desk", get(articles::desk::list))
        .route("/desk/", get(articles::desk::list))
        .route("/desk/sign-in/{link}", get(accounts::desk::ask).post(accounts::desk::enter))
        .route("/desk/sign-out", axum::routing::post(accounts::desk::leave))
        .merge(editor())
        .route("/desk/articles/{id}/publication", axum::routing::post(articles::desk::publish))
        .route("/desk/assets/{name}", get(pages::desk::asset))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(middleware::from_fn_with_state(app.clone(), from_here))
        .with_state(app);
    web::desk_headers(router)
}

/// The editor's own requests, and the pictures it takes in.
fn editor() -> Router<App> {
    Router::new()
        .route("/desk/articles/{id}", get(sittings::desk::editor))
        .route("/desk/articles/{id}/tree", get(sittings::desk::load).put(sittings::desk::save))
        .route("/desk/articles/{id}/versions", post(sittings::desk::keep))
        .route("/desk/articles/{id}/presence", post(sittings::desk::presence))
        .route("/desk/articles/{id}/section", put(sittings::desk::section))
        .route("/desk/articles/{id}/stories", put(sittings::desk::stories))
        .route("/desk/names", get(sittings::desk::names))
        .route("/desk/media/{id}", get(media_library::desk::show).patch(media_library::desk::change))
        .route("/desk/media/{id}/preview", get(media_library::desk::preview))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .route("/desk/media", get(media_library::desk::list).post(media_library::desk::upload))
        .layer(DefaultBodyLimit::max(MOST_PICTURE_BYTES))
}

/// Lets an unsafe request through only when it comes from one of our own pages.
async fn from_here(State(app): State<App>, request: Request, next: Next) -> Response {
    let host = app.public_host();
    match web::csrf::check(request.method(), request.headers(), &host) {
        Ok(()) => next.run(request).await,
        Err(refused) => refused.into_response(),
    }
}
