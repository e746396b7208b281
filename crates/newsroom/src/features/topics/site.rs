//! A topic's page: everything about it, the newest first, and its feeds.

use ::store::{Published, StoreError};
use serde_json::{Map, Value, json};

use super::store::{self, PublishedTopic};
use crate::app::App;
use crate::features::articles::TeaserRow;
use crate::features::pages::{ArticleList, Frame, Listed, Voiced};
use crate::id::EditionCode;

impl ArticleList for PublishedTopic {
    const TEMPLATE: &'static str = "topics/topic.html";
    const GAP: &'static str = "topic";

    async fn find(published: &Published, frame: &Frame, slug: &str) -> Result<Option<Self>, StoreError> {
        store::published_topic(published, &frame.edition.code, slug).await
    }

    async fn articles(
        &self,
        published: &Published,
        _: &EditionCode,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<TeaserRow>, StoreError> {
        store::articles_about(published, self, limit, offset).await
    }

    fn listed(&self, edition: &EditionCode, voiced: &Voiced<'_>) -> Listed {
        Listed {
            name: self.name.clone(),
            href: href(edition, &self.slug),
            description: String::new(),
            label: Some(voiced.message("topic")),
        }
    }

    fn description(&self, frame: &Frame) -> String {
        let names = [("topic", self.name.as_str().into()), ("site", frame.edition.name.as_str().into())];
        frame.locale.message("topic-description", &names)
    }

    fn for_machines(&self, _: &App, listed: &Listed) -> Map<String, Value> {
        Map::from_iter([("about".to_owned(), json!({ "@type": "Thing", "name": listed.name }))])
    }
}

/// The address of a topic's page.
pub fn href(edition: &EditionCode, slug: &str) -> String {
    format!("/{edition}/topic/{}/", text::percent::path(slug))
}
