//! A section's page: what is pinned on its front, its newest articles, page by page, and its feeds.

use ::store::{Published, StoreError};

use super::Section;
use crate::features::articles::{TeaserRow, latest_in_section};
use crate::features::fronts;
use crate::features::pages::{ArticleList, Frame, Listed, PinnedRows, Voiced};
use crate::id::EditionCode;
use crate::tag::Tag;

impl ArticleList for Section {
    const TEMPLATE: &'static str = "sections/section.html";
    const GAP: &'static str = "section";

    async fn find(_: &Published, frame: &Frame, slug: &str) -> Result<Option<Self>, StoreError> {
        Ok(frame.section(slug).cloned())
    }

    async fn articles(
        &self,
        published: &Published,
        _: &EditionCode,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<TeaserRow>, StoreError> {
        latest_in_section(published, &self.id, limit, offset).await
    }

    fn listed(&self, _: &EditionCode, _: &Voiced<'_>) -> Listed {
        Listed {
            name: self.name.clone(),
            href: self.href(),
            description: self.description.clone(),
            label: None,
        }
    }

    fn description(&self, frame: &Frame) -> String {
        let names = [("section", self.name.as_str().into()), ("site", frame.edition.name.as_str().into())];
        let usual = frame.locale.message("section-description", &names);
        if self.description.is_empty() { usual } else { format!("{}. {usual}", self.description) }
    }

    async fn pinned(&self, published: &Published, frame: &Frame, now: i64) -> Result<PinnedRows, StoreError> {
        fronts::pinned_in_section(published, frame, &self.id, now).await
    }

    fn arranged(&self, frame: &Frame, now: i64) -> Vec<Tag> {
        let pinned = frame.front(self.id.as_str()).into_iter().flat_map(|front| front.articles(now));
        let pinned = pinned.cloned().map(Tag::Article);
        std::iter::once(Tag::Arrangement(self.id.as_str().into())).chain(pinned).collect()
    }

    fn revision(&self, frame: &Frame) -> Option<i64> {
        frame.front(self.id.as_str()).map(|front| front.revision)
    }

    fn section(&self) -> Option<&Section> {
        Some(self)
    }
}
