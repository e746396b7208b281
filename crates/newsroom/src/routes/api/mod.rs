//! The token API: every URL under `/api/v1`, and its description, which is made from the same table.

mod bearer;
mod error;
mod refusals;

use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn;
use axum::routing::get;
use axum::{Json, Router};
use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use bearer::Bearer;
pub use error::{ApiError, moment};

use crate::app::App;
use crate::features::alerts::api as alerts;
use crate::features::articles::api as articles;
use crate::features::channels::api as channels;
use crate::features::content_list::api as content_list;
use crate::features::editions::api as editions;
use crate::features::fronts::api as fronts;
use crate::features::media_library::api as pictures;
use crate::features::menus::api as menus;
use crate::features::redirects::api as redirects;
use crate::features::revisions::api as revisions;
use crate::features::sections::api as sections;
use crate::features::standing_pages::api as standing_pages;
use crate::features::stories::api as stories;
use crate::features::translations::api as translations;
use crate::features::uploads::api as uploads;
use crate::features::workflow::api as workflow;
use crate::routes::packed::only_unpacked;

/// The largest request but for pictures: a tree of two megabytes, and the words around it.
const MOST_BYTES: usize = 3 << 20;
/// The largest picture.
const MOST_PICTURE_BYTES: usize = 50 << 20;

#[derive(OpenApi)]
#[openapi(
    info(title = "Khabar", description = "Everything an editor can do, for programs. Send a token: `Authorization: Bearer khabar_…`."),
    servers((url = "/api/v1")),
    components(schemas(refusals::Refusal)),
    modifiers(&Token)
)]
struct Description;

struct Token;

impl utoipa::Modify for Token {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
        api.components.get_or_insert_with(Default::default).add_security_scheme("token", bearer);
    }
}

/// The API's routes.
pub fn routes(app: App) -> Router {
    let (router, api) = table().split_for_parts();
    let description = Json(refusals::described(api));
    let router = router.fallback(async || ApiError::not_found("the API has no such address"));
    let router = router.layer(from_fn(only_unpacked)).layer(from_fn(refusals::in_one_shape));
    Router::new()
        .nest("/api/v1", router)
        .route("/api/v1/openapi.json", get(move || async move { description }))
        .with_state(app)
}

/// The API's description.
pub fn description() -> utoipa::openapi::OpenApi {
    refusals::described(table().split_for_parts().1)
}

fn table() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(articles::post_article, content_list::get_articles))
        .routes(routes!(articles::get_article))
        .routes(routes!(articles::post_revision, revisions::get_revisions))
        .routes(routes!(revisions::get_comparison))
        .routes(routes!(revisions::post_restoration))
        .routes(routes!(articles::post_publication))
        .routes(routes!(articles::delete_schedule))
        .routes(routes!(articles::post_withdrawal))
        .routes(routes!(articles::post_correction))
        .routes(routes!(articles::get_receipt))
        .routes(routes!(translations::put_translation, translations::delete_translation))
        .routes(routes!(editions::get_editions))
        .routes(routes!(editions::patch_edition))
        .routes(routes!(sections::get_sections, sections::post_section))
        .routes(routes!(sections::get_section, sections::patch_section))
        .routes(routes!(sections::put_section_state))
        .merge(stories_table())
        .merge(fronts_table())
        .merge(workflow_table())
        .routes(routes!(standing_pages::get_pages))
        .routes(routes!(standing_pages::get_page, standing_pages::put_page))
        .routes(routes!(standing_pages::post_page_publication, standing_pages::delete_page_publication))
        .routes(routes!(menus::get_menu, menus::put_menu))
        .routes(routes!(menus::put_head_menu))
        .routes(routes!(channels::get_channels, channels::put_channels))
        .routes(routes!(redirects::get_redirects, redirects::post_redirect))
        .routes(routes!(redirects::delete_redirect))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .merge(pictures_table())
}

fn workflow_table() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(workflow::get_workflow))
        .routes(routes!(workflow::put_stage))
        .routes(routes!(workflow::post_approval))
        .routes(routes!(workflow::put_assignment))
        .routes(routes!(workflow::get_stages, workflow::put_stages))
        .routes(routes!(workflow::get_section_rules, workflow::put_section_rules))
        .routes(routes!(workflow::get_brake))
}

fn stories_table() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(stories::get_stories, stories::post_story))
        .routes(routes!(stories::get_story, stories::patch_story))
        .routes(routes!(stories::put_state))
        .routes(routes!(stories::put_article, stories::delete_article))
        .routes(routes!(stories::put_pin, stories::delete_pin))
        .routes(routes!(stories::post_merger))
        .routes(routes!(stories::post_split))
        .routes(routes!(stories::get_story_receipt))
}

fn fronts_table() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(fronts::get_front, fronts::put_front))
        .routes(routes!(fronts::get_front_versions))
        .routes(routes!(fronts::post_front_undo))
        .routes(routes!(fronts::put_front_live))
        .routes(routes!(fronts::get_front_receipt))
        .routes(routes!(alerts::get_alerts, alerts::post_alert))
        .routes(routes!(alerts::get_alert, alerts::patch_alert, alerts::delete_alert))
        .routes(routes!(alerts::get_alert_receipt))
}

fn pictures_table() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(pictures::post_picture))
        .routes(routes!(pictures::get_picture))
        .routes(routes!(uploads::post_upload, uploads::options_uploads))
        .routes(routes!(
            uploads::get_upload,
            uploads::head_upload,
            uploads::patch_upload,
            uploads::delete_upload
        ))
        .layer(DefaultBodyLimit::max(MOST_PICTURE_BYTES))
}
