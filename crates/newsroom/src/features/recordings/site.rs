//! The pages that list video and audio pieces, the newest first, and their feeds.

use ::store::{Published, StoreError};

use crate::features::articles::{ArticleKind, TeaserRow, latest_of_kind};
use crate::features::pages::{ArticleList, Frame, Listed, Voiced};
use crate::id::EditionCode;

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
