//! The page that lists the galleries of an edition, the newest first, and its feeds.

use ::store::{Published, StoreError};

use crate::features::articles::{ArticleKind, TeaserRow, latest_of_kind};
use crate::features::pages::{ArticleList, Frame, Listed, Voiced};
use crate::id::EditionCode;

/// The galleries of an edition.
pub struct Galleries;

impl ArticleList for Galleries {
    const TEMPLATE: &'static str = "galleries/galleries.html";
    const GAP: &'static str = "";

    async fn find(_: &Published, _: &Frame, _: &str) -> Result<Option<Self>, StoreError> {
        Ok(Some(Galleries))
    }

    async fn articles(
        &self,
        published: &Published,
        edition: &EditionCode,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<TeaserRow>, StoreError> {
        latest_of_kind(published, edition, ArticleKind::Gallery, limit, offset).await
    }

    fn listed(&self, edition: &EditionCode, voiced: &Voiced<'_>) -> Listed {
        let (name, href) = (voiced.message("gallery-list"), format!("/{edition}/gallery/"));
        Listed { name, href, description: String::new(), label: None }
    }

    fn description(&self, frame: &Frame) -> String {
        frame.locale.message("gallery-description", &[("site", frame.edition.name.as_str().into())])
    }
}
