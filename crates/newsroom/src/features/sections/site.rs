//! A section's page: its newest articles, page by page, and its feeds.

use ::store::{Published, StoreError};

use super::Section;
use crate::features::articles::{TeaserRow, latest_in_section};
use crate::features::pages::{ArticleList, Frame, Listed, Voiced};
use crate::id::EditionCode;

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

    fn section(&self) -> Option<&Section> {
        Some(self)
    }
}
