//! Fronts for programs: how a page is arranged, and was.

use axum::Json;
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};

use super::actions::{Done, choose_version, save_front, undo};
use super::store::{self, Version};
use super::{Arrangement, Front, FrontBlock, Pin, Slot, policy};
use crate::app::App;
use crate::features::receipts::{self, Receipt};
use crate::id::{ArticleId, EditionCode, FrontId, ReceiptId, SectionId, StoryId};
use crate::routes::api::{ApiError, Bearer, moment};

/// How many versions are listed, the newest.
const LISTED: i64 = 200;

/// How a front is to be arranged.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FrontIn {
    /// The version that this was made of; 0 while the front fills itself. When readers have another one meanwhile,
    /// nothing is saved.
    pub expected: i64,
    /// Why, for colleagues.
    #[serde(default)]
    pub note: String,
    /// The pinned articles. In each slot they stand in this order.
    #[serde(default)]
    pub pins: Vec<PinIo>,
    /// Sections of a home page whose blocks come first, in this order; the others follow in theirs.
    #[serde(default)]
    pub blocks: Vec<FrontBlock>,
    /// The stories of a home page's strip, in this order, and no others; left out, it fills itself.
    #[serde(default)]
    pub stories: Option<Vec<StoryId>>,
}

/// An article in a place of its own.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PinIo {
    /// The place: `lead`, `also`, `duo`, `side` or `lines` of a home page, `lead` or `rows` of a section's front.
    pub slot: Slot,
    pub article: ArticleId,
    /// When it comes; at once when left out. Written like 2026-11-23T13:40:00+03:00.
    #[serde(default)]
    pub from: Option<String>,
    /// When it leaves by itself.
    #[serde(default)]
    pub until: Option<String>,
}

/// Which version is gone back from.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UndoIn {
    /// The version that readers have.
    pub expected: i64,
}

/// Which version readers are to have.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChoiceIn {
    /// The version that readers have.
    pub expected: i64,
    /// The one they are to have; 0 lets the front fill itself.
    pub version: i64,
}

/// A front as programs see it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct FrontOut {
    /// The edition's code for its home page, the section's id for the front of a section.
    pub id: FrontId,
    pub edition: EditionCode,
    pub section: Option<SectionId>,
    /// The newest version.
    pub latest_version: i64,
    /// What readers have.
    pub live: VersionOut,
    /// The receipt of the change that was just made.
    pub receipt: Option<ReceiptId>,
}

/// A version of a front.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct VersionOut {
    /// Its number; 0 while the front fills itself.
    pub version: i64,
    /// The version it was made of; undoing leads there.
    pub base: i64,
    /// Why it was made.
    pub note: String,
    /// Who made it.
    pub by: String,
    /// When.
    pub at: Option<String>,
    pub pins: Vec<PinIo>,
    pub blocks: Vec<FrontBlock>,
    pub stories: Option<Vec<StoryId>>,
}

/// Reads how a front is arranged.
#[utoipa::path(get, path = "/fronts/{front}", params(("front" = String, Path, description = "The edition's code for its home page, the section's id for its front")), responses((status = 200, body = FrontOut, description = "The front as it is now")), security(("token" = [])))]
pub async fn get_front(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<FrontId>,
) -> Result<Json<FrontOut>, ApiError> {
    policy::may_read(&actor)?;
    let front = known(&app, &id).await?;
    let version = version(&app, &id, front.live_version).await?;
    Ok(Json(out(Done { front, version, receipt: None })))
}

/// Arranges a front; readers see it at once.
#[utoipa::path(put, path = "/fronts/{front}", params(("front" = String, Path)), request_body = FrontIn, responses((status = 200, body = FrontOut, description = "The front as it is now")), security(("token" = [])))]
pub async fn put_front(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<FrontId>,
    Json(new): Json<FrontIn>,
) -> Result<Json<FrontOut>, ApiError> {
    let FrontIn { expected, note, pins, blocks, stories } = new;
    let pins =
        pins.into_iter().enumerate().map(|(place, pin)| pinned(place, pin)).collect::<Result<_, _>>()?;
    let arrangement = Arrangement { pins, blocks, stories };
    Ok(Json(out(save_front(&app, &actor, &id, expected, arrangement, &note).await?)))
}

/// The versions of a front, the newest first.
#[utoipa::path(get, path = "/fronts/{front}/versions", params(("front" = String, Path)), responses((status = 200, body = Vec<VersionOut>, description = "Its versions")), security(("token" = [])))]
pub async fn get_front_versions(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<FrontId>,
) -> Result<Json<Vec<VersionOut>>, ApiError> {
    policy::may_read(&actor)?;
    known(&app, &id).await?;
    let versions = store::versions(app.db.read(), &id, LISTED).await?;
    Ok(Json(versions.into_iter().map(version_out).collect()))
}

/// Takes back the newest arrangement: readers have the version that it was made of.
#[utoipa::path(post, path = "/fronts/{front}/undo", params(("front" = String, Path)), request_body = UndoIn, responses((status = 200, body = FrontOut, description = "The front as it is now")), security(("token" = [])))]
pub async fn post_front_undo(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<FrontId>,
    Json(wanted): Json<UndoIn>,
) -> Result<Json<FrontOut>, ApiError> {
    Ok(Json(out(undo(&app, &actor, &id, wanted.expected).await?)))
}

/// Puts any version of a front before readers.
#[utoipa::path(put, path = "/fronts/{front}/live", params(("front" = String, Path)), request_body = ChoiceIn, responses((status = 200, body = FrontOut, description = "The front as it is now")), security(("token" = [])))]
pub async fn put_front_live(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<FrontId>,
    Json(wanted): Json<ChoiceIn>,
) -> Result<Json<FrontOut>, ApiError> {
    Ok(Json(out(choose_version(&app, &actor, &id, wanted.expected, wanted.version).await?)))
}

/// The newest receipt of a front.
#[utoipa::path(get, path = "/fronts/{front}/receipt", params(("front" = String, Path)), responses((status = 200, body = Receipt, description = "How far the front's newest change has come on its way to readers")), security(("token" = [])))]
pub async fn get_front_receipt(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<FrontId>,
) -> Result<Json<Receipt>, ApiError> {
    policy::may_read(&actor)?;
    let receipt = receipts::latest_of_front(app.db.read(), &id).await?;
    receipt.map(Json).ok_or_else(|| ApiError::not_found("nobody has arranged this front yet"))
}

async fn known(app: &App, id: &FrontId) -> Result<Front, ApiError> {
    let front = store::front(app.db.read(), id).await?;
    front.ok_or_else(|| {
        ApiError::not_found("there is no such front: it is named by its edition's code or its section's id")
    })
}

async fn version(app: &App, id: &FrontId, number: i64) -> Result<Version, ApiError> {
    let version = store::version_of(app.db.read(), id, number).await?;
    version.ok_or_else(|| ApiError::not_found("this front has no such version"))
}

fn pinned(place: usize, pin: PinIo) -> Result<Pin, ApiError> {
    let PinIo { slot, article, from, until } = pin;
    let time = |name: &str, said: Option<String>| {
        said.map(|at| moment(&format!("pins/{place}/{name}"), &at)).transpose()
    };
    Ok(Pin { slot, article, from: time("from", from)?, until: time("until", until)? })
}

fn out(done: Done) -> FrontOut {
    let Done { front, version, receipt } = done;
    let Front { id, edition, section, latest_version, .. } = front;
    FrontOut { id, edition, section, latest_version, live: version_out(version), receipt }
}

fn version_out(version: Version) -> VersionOut {
    let iso = |at: i64| text::dates::iso(at, "UTC");
    let Version { number, base, arrangement, note, created_by, created_at } = version;
    let Arrangement { pins, blocks, stories } = arrangement;
    let pin = |Pin { slot, article, from, until }| PinIo {
        slot,
        article,
        from: from.map(iso),
        until: until.map(iso),
    };
    VersionOut {
        version: number,
        base,
        note,
        by: created_by,
        at: (number > 0).then(|| iso(created_at)),
        pins: pins.into_iter().map(pin).collect(),
        blocks,
        stories,
    }
}
