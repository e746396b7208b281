//! An author's page: everything signed with the name, the newest first, and its feeds.

use ::store::{Published, StoreError};
use serde_json::{Map, Value, json};

use super::store::{self, PublishedAuthor};
use crate::app::App;
use crate::features::articles::TeaserRow;
use crate::features::pages::{ArticleList, Frame, Listed, Voiced};
use crate::id::EditionCode;

impl ArticleList for PublishedAuthor {
    const TEMPLATE: &'static str = "authors/author.html";
    const GAP: &'static str = "author";

    async fn find(published: &Published, frame: &Frame, slug: &str) -> Result<Option<Self>, StoreError> {
        store::published_author(published, &frame.edition.code, slug).await
    }

    async fn articles(
        &self,
        published: &Published,
        _: &EditionCode,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<TeaserRow>, StoreError> {
        store::articles_by(published, self, limit, offset).await
    }

    fn listed(&self, edition: &EditionCode, voiced: &Voiced<'_>) -> Listed {
        Listed {
            name: self.name.clone(),
            href: href(edition, &self.slug),
            description: String::new(),
            label: Some(voiced.message("author")),
        }
    }

    fn description(&self, frame: &Frame) -> String {
        let names = [("author", self.name.as_str().into()), ("site", frame.edition.name.as_str().into())];
        frame.locale.message("author-description", &names)
    }

    fn for_machines(&self, app: &App, listed: &Listed) -> Map<String, Value> {
        let person = json!({ "@type": "Person", "name": listed.name, "url": app.absolute(&listed.href) });
        Map::from_iter([("@type".to_owned(), "ProfilePage".into()), ("mainEntity".to_owned(), person)])
    }
}

/// The address of an author's page.
pub fn href(edition: &EditionCode, slug: &str) -> String {
    format!("/{edition}/author/{}/", text::percent::path(slug))
}
