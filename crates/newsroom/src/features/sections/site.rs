//! A section's page: what is pinned on its front, the newest articles of all that is below it, page by page, and its feeds.

use ::store::{Published, StoreError};
use serde_json::{Value, json};

use super::{Section, Sections};
use crate::app::App;
use crate::features::articles::{TeaserRow, latest_below};
use crate::features::fronts;
use crate::features::pages::{ArticleList, Frame, Kin, Link, Listed, PinnedRows, Voiced};
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
        latest_below(published, self, limit, offset).await
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

    fn kin(&self, frame: &Frame) -> Kin {
        let sections = Sections(&frame.sections);
        let link = |section: &Section| Link { name: section.name.clone(), href: Some(section.href()) };
        let way = sections.way_to(&self.id);
        let over = way.split_last().map(|(_, over)| over).unwrap_or_default();
        let parts = sections.below(Some(&self.id)).into_iter().filter(|section| !section.closed);
        Kin {
            over: over.iter().copied().map(link).collect(),
            parts: parts.map(link).collect(),
            closed: self.closed,
        }
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

/// The way from the edition's home page to a section, for machines.
pub fn breadcrumbs(app: &App, frame: &Frame, section: &Section) -> Value {
    let home = (frame.edition.name.as_str(), frame.edition.home());
    let way = Sections(&frame.sections).way_to(&section.id);
    let way = way.into_iter().map(|section| (section.name.as_str(), section.href()));
    let step = |(place, (name, href)): (usize, (&str, String))| json!({ "@type": "ListItem", "position": place, "name": name, "item": app.absolute(&href) });
    let steps: Vec<Value> = (1..).zip(std::iter::once(home).chain(way)).map(step).collect();
    json!({ "@type": "BreadcrumbList", "itemListElement": steps })
}
