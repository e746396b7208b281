//! The desk: every URL of the editorial side, under `/desk`, behind a sign-in of its own.

mod error;
mod kept;
mod session;
mod shell;
mod state;
mod words;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};

pub use error::{DeskError, Unproven};
pub use session::{Administrator, Caller, Desk, Manager, Session, cookie};
pub use shell::Shell;
pub use state::DeskState;
pub use words::{LANGUAGES, Words};

use crate::app::App;
use crate::desk_parts::DeskParts;
use crate::features::{
    accounts, content_list, machine, media_library, notes, pages, previews, recordings, related, rests_on,
    revisions, search_console, settings, sittings, suggestions, today, trail, uploads, workflow,
};
use crate::routes::packed::only_unpacked;

/// The largest save: a tree of two megabytes, and the words around it.
const MOST_BYTES: usize = 3 << 20;
/// The largest form at the door, where nobody is known yet: words, or what a device signed.
const MOST_BYTES_AT_DOOR: usize = 64 << 10;
/// The largest picture.
const MOST_PICTURE_BYTES: usize = 50 << 20;

/// The desk's routes; `parts` is what this process holds for it alone, where it does.
pub fn routes(app: App, parts: Option<DeskParts>) -> Router {
    let router = Router::new()
        .route("/desk", get(today::desk::show))
        .route("/desk/", get(today::desk::show))
        .route("/desk/prove", get(accounts::desk::me::show_proof).post(accounts::desk::me::prove))
        .route("/desk/prove/passkey", post(accounts::desk::passkeys::prove))
        .route("/desk/prove/challenge", post(accounts::desk::passkeys::ask_for_proof))
        .route("/desk/me/passkeys", post(accounts::desk::passkeys::add))
        .route("/desk/me/passkeys/challenge", post(accounts::desk::passkeys::ask_for_one))
        .route("/desk/me/passkeys/removal", post(accounts::desk::passkeys::remove))
        .route("/desk/me", get(accounts::desk::me::show))
        .route("/desk/me/password", post(accounts::desk::me::set_password))
        .route(
            "/desk/me/second-factor",
            get(accounts::desk::me::show_factor).post(accounts::desk::me::set_factor),
        )
        .route("/desk/me/second-factor/removal", post(accounts::desk::me::remove_factor))
        .route("/desk/me/sessions", post(accounts::desk::me::end_sessions))
        .route("/desk/me/language", post(accounts::desk::me::set_language))
        .route("/desk/settings", get(settings::desk::show))
        .route("/desk/settings/second-factor", post(settings::desk::set_policy))
        .route(
            "/desk/settings/editions/{edition}",
            get(settings::desk::edition::show).post(settings::desk::edition::set),
        )
        .route(
            "/desk/settings/sections/{section}",
            get(settings::desk::section::show).post(settings::desk::section::set),
        )
        .route("/desk/settings/brake", post(settings::desk::set_the_brake))
        .route("/desk/settings/stages", get(settings::desk::stages::show).post(settings::desk::stages::set))
        .route("/desk/people", get(accounts::desk::people::show).post(accounts::desk::people::open))
        .route("/desk/people/{account}", get(accounts::desk::person::show))
        .route("/desk/people/{account}/parts", post(accounts::desk::person::change_part))
        .route("/desk/people/{account}/role", post(accounts::desk::person::change_role))
        .route("/desk/people/{account}/suspension", post(accounts::desk::person::suspend))
        .route("/desk/people/{account}/restoration", post(accounts::desk::person::restore))
        .route("/desk/people/{account}/link", post(accounts::desk::person::link))
        .route("/desk/people/{account}/reset", post(accounts::desk::person::reset))
        .route("/desk/clock", post(machine::desk::confirm))
        .merge(door())
        .merge(editor())
        .merge(publication())
        .merge(from_drafts(DeskState { app: app.clone(), parts }))
        .route("/desk/assets/{name}", get(pages::desk::asset))
        .route("/desk/{*nothing}", get(nothing))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(middleware::from_fn(only_unpacked))
        .layer(middleware::from_fn_with_state(app.clone(), from_here))
        .with_state(app);
    web::desk_headers(router)
}

/// There is nothing at this address, in the desk's words.
async fn nothing() -> DeskError {
    DeskError::NotFound
}

/// Coming in and going out. Anybody may send something here, so little of it is held.
fn door() -> Router<App> {
    Router::new()
        .route(
            "/desk/sign-in/{link}",
            get(accounts::desk::sign_in::ask).post(accounts::desk::sign_in::enter_by_link),
        )
        .route("/desk/sign-in", get(accounts::desk::sign_in::show).post(accounts::desk::sign_in::enter))
        .route(
            "/desk/code",
            get(accounts::desk::sign_in::show_code).post(accounts::desk::sign_in::enter_code),
        )
        .route("/desk/link", post(accounts::desk::sign_in::send_link))
        .route("/desk/passkey", post(accounts::desk::passkeys::enter))
        .route("/desk/passkey/challenge", post(accounts::desk::passkeys::ask_at_door))
        .route("/desk/provider", get(accounts::desk::provider::go))
        .route(
            "/desk/provider/return",
            get(accounts::desk::provider::back).post(accounts::desk::provider::enter),
        )
        .route("/desk/sign-out", post(accounts::desk::sign_in::leave))
        .layer(DefaultBodyLimit::max(MOST_BYTES_AT_DOOR))
}

/// What happens to a piece between writing and readers.
fn publication() -> Router<App> {
    Router::new()
        .route("/desk/articles/{id}/revisions", get(revisions::desk::show))
        .route("/desk/articles/{id}/restoration", post(revisions::desk::bring_back))
        .route("/desk/articles/{id}/schedule-removal", post(workflow::desk::remove_schedule))
        .route("/desk/articles/{id}/note-removal", post(workflow::desk::take_note_away))
        .route("/desk/articles/{id}/withdrawal", post(workflow::desk::take_back))
        .route("/desk/articles/{id}/embargo", post(workflow::desk::set_embargo))
        .route("/desk/articles/{id}/stage", post(workflow::desk::set_stage))
        .route("/desk/articles/{id}/approval", post(workflow::desk::give_approval))
        .route("/desk/articles/{id}/assignment", post(workflow::desk::give_to))
        .route("/desk/articles/{id}/brake-release", post(workflow::desk::go_on))
        .route("/desk/articles/{id}/receipt", get(workflow::desk::receipt))
        .route("/desk/articles/{id}/headline", post(content_list::desk::rename_piece))
        .route("/desk/trail", get(trail::desk::show))
        .route("/desk/search-console", get(search_console::desk::show))
        .route("/desk/search-console/synonyms", post(search_console::desk::add))
        .route("/desk/search-console/synonyms/{synonyms}", post(search_console::desk::change))
        .route("/desk/articles/{id}/preview", get(previews::desk::show))
        .route("/desk/articles/{id}/preview/page", get(previews::desk::page))
        .route("/desk/articles/{id}/preview/card", get(previews::desk::card))
        .route("/desk/print/{sheet}", get(previews::desk::on_paper))
        .route("/desk/articles/{id}/preview/media/{file}", get(previews::desk::picture))
        .route("/desk/articles/{id}/preview/link", post(previews::desk::make_link))
        .route("/desk/articles/{id}/preview/end", post(previews::desk::end_links))
        .route("/desk/preview/{link}", get(previews::desk::linked_page))
        .route("/desk/preview/{link}/media/{file}", get(previews::desk::linked_picture))
        .route("/desk/sources", get(rests_on::desk::show))
        .route("/desk/articles/{id}/related", get(related::desk::show).post(related::desk::set))
        .route("/desk/articles/many", post(content_list::desk::order))
        .route("/desk/articles/filters", post(content_list::desk::filters))
}

/// What looks into what is held for the desk alone.
fn from_drafts(state: DeskState) -> Router<App> {
    Router::new()
        .route("/desk/articles", get(content_list::desk::show))
        .route("/desk/articles/{id}/sheet", get(workflow::desk::show).post(workflow::desk::send))
        .route("/desk/articles/{id}/suggestions", get(suggestions::desk::show))
        .route("/desk/articles/{id}/suggestions/stories", post(suggestions::desk::decide))
        .route("/desk/articles/{id}/suggested-story", post(suggestions::desk::decide_on_sheet))
        .route("/desk/proposals", get(suggestions::desk::proposals::show))
        .route("/desk/proposals/stories", post(suggestions::desk::proposals::open))
        .route("/desk/proposals/dismissals", post(suggestions::desk::proposals::dismiss))
        .route("/desk/proposals/merges", post(suggestions::desk::proposals::merge))
        .with_state(state)
}

/// The editor's own requests, and the pictures it takes in.
fn editor() -> Router<App> {
    Router::new()
        .route("/desk/articles", post(sittings::desk::begin))
        .route("/desk/articles/{id}", get(sittings::desk::editor))
        .route("/desk/articles/{id}/tree", get(sittings::desk::load).put(sittings::desk::save))
        .route("/desk/articles/{id}/versions", post(sittings::desk::keep))
        .route("/desk/articles/{id}/presence", post(sittings::desk::presence))
        .route("/desk/articles/{id}/section", put(sittings::desk::section))
        .route("/desk/articles/{id}/stories", put(sittings::desk::stories))
        .route("/desk/names", get(sittings::desk::names))
        .route("/desk/articles/{id}/notes", get(notes::desk::show).post(notes::desk::write))
        .route("/desk/articles/{id}/notes/{note}/resolution", post(notes::desk::set_resolved))
        .route("/desk/articles/{id}/colleagues", get(notes::desk::colleagues))
        .route("/desk/media/{id}", get(media_library::desk::show).patch(media_library::desk::change))
        .route("/desk/media/{id}/preview", get(media_library::desk::preview))
        .route("/desk/media/{id}/original", get(media_library::desk::original::take))
        .route(
            "/desk/uploads",
            get(uploads::desk::list).post(uploads::desk::post).options(uploads::desk::options),
        )
        .route(
            "/desk/uploads/{id}",
            get(uploads::desk::show)
                .head(uploads::desk::head)
                .patch(uploads::desk::patch)
                .delete(uploads::desk::delete),
        )
        .route("/desk/recordings/{id}", get(recordings::desk::show))
        .route("/desk/recordings/{id}/file", get(recordings::desk::play))
        .route(
            "/desk/library/{id}",
            get(media_library::desk::picture::show).post(media_library::desk::picture::save),
        )
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .route(
            "/desk/library",
            get(media_library::desk::library::show).post(media_library::desk::library::take),
        )
        .route("/desk/media", get(media_library::desk::list).post(media_library::desk::upload))
        .layer(DefaultBodyLimit::max(MOST_PICTURE_BYTES))
}

/// Lets an unsafe request through only when it comes from one of our own pages.
async fn from_here(State(app): State<App>, request: Request, next: Next) -> Response {
    let host = app.public_host();
    match web::csrf::check(request.method(), request.headers(), &host) {
        Ok(()) => {
            let asked = request.headers().clone();
            let Ok((request, form)) = kept::keep(request).await else {
                return StatusCode::BAD_REQUEST.into_response();
            };
            let response = next.run(request).await;
            let is_unproven = error::is_unproven(&response);
            if !is_unproven && !error::is_refusal(&response) {
                return response;
            }
            let kept = match form {
                Some(form) => kept::fields(form).await,
                None => kept::Kept::default(),
            };
            match is_unproven {
                true => error::asks_proof(&app, &asked, response, &kept),
                false => error::screen(&app, &asked, response, &kept),
            }
        }
        Err(refused) => refused.into_response(),
    }
}
