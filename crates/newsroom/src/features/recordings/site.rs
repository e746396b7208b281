//! The pages that list video and audio pieces, the newest first, and their feeds; and the files of recordings that are ours.

use ::store::{Published, StoreError};
use axum::Extension;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use web::Shows;

use crate::app::App;
use crate::features::articles::{ArticleKind, TeaserRow, latest_of_kind};
use crate::features::pages::{ArticleList, Frame, Listed, Voiced};
use crate::id::EditionCode;
use crate::routes::PageError;
use crate::tag::{self, Tag};

use super::served::{Served, answer};
use super::store;

/// As long as a picture: a cache that stands before many asks after a minute whether it may still be seen.
const LASTS: &str = "public, max-age=3600, s-maxage=60, stale-while-revalidate=60";

/// `GET /media/{name}.{mp4|m4a|webm|mp3|ogg|wav}`: a recording that something published plays, whole or in part.
///
/// The row decides, at each request: what is withdrawn is gone at once. A reader who is being answered is answered to the end.
pub async fn play(app: &App, name: &str, asked: &HeaderMap) -> Result<Response, PageError> {
    let Some(file) = store::served(app.db.published(), name).await? else { return Err(PageError::NotFound) };
    let tags: Vec<Tag> = file.articles.into_iter().map(Tag::Article).collect();
    let shows = Extension(Shows(tag::names(&tags)));
    let served = Served { blob: &file.blob, mime: &file.mime, lasts: LASTS };
    let response = answer(app, served, asked).await.map_err(PageError::broken)?.ok_or(PageError::NotFound)?;
    // Feeds name it, and programs that play feeds are pages of other houses too.
    Ok((shows, [web::headers::for_other_houses()], response).into_response())
}

/// The video pieces of an edition.
pub struct Videos;

/// The audio pieces of an edition.
pub struct Sounds;

impl ArticleList for Videos {
    const TEMPLATE: &'static str = "recordings/videos.html";
    const GAP: &'static str = "";

    async fn find(_: &Published, _: &Frame, _: &str) -> Result<Option<Self>, StoreError> {
        Ok(Some(Videos))
    }

    async fn articles(
        &self,
        published: &Published,
        edition: &EditionCode,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<TeaserRow>, StoreError> {
        latest_of_kind(published, edition, ArticleKind::Video, limit, offset).await
    }

    fn listed(&self, edition: &EditionCode, voiced: &Voiced<'_>) -> Listed {
        listed(voiced.message("kind-video"), format!("/{edition}/video/"))
    }

    fn description(&self, frame: &Frame) -> String {
        frame.locale.message("video-description", &[("site", frame.edition.name.as_str().into())])
    }
}

impl ArticleList for Sounds {
    const TEMPLATE: &'static str = "recordings/sounds.html";
    const GAP: &'static str = "";

    async fn find(_: &Published, _: &Frame, _: &str) -> Result<Option<Self>, StoreError> {
        Ok(Some(Sounds))
    }

    async fn articles(
        &self,
        published: &Published,
        edition: &EditionCode,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<TeaserRow>, StoreError> {
        latest_of_kind(published, edition, ArticleKind::Audio, limit, offset).await
    }

    fn listed(&self, edition: &EditionCode, voiced: &Voiced<'_>) -> Listed {
        listed(voiced.message("kind-audio"), format!("/{edition}/audio/"))
    }

    fn description(&self, frame: &Frame) -> String {
        frame.locale.message("audio-description", &[("site", frame.edition.name.as_str().into())])
    }
}

fn listed(name: String, href: String) -> Listed {
    Listed { name, href, description: String::new(), label: None }
}
