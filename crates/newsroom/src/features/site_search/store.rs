//! The names of what an answer is narrowed by, as readers see them now.

use store::{Published, Query, StoreError, list, params, published_sql};

use crate::id::EditionCode;

published_sql! {
    NAMED = "site_search.named":
        "select 'author', id, slug, name from published_author where edition = $1 and (id in in_list($2) or slug = $3)
         union all
         select 'story', id, slug, name from published_story
           where edition = $1 and merged_into is null and (id in in_list($2) or slug = $4)";
    OFFERED = "site_search.offered":
        "select 'author', slug, name from published_author where edition = $1 and slug in in_list($2)
         union all
         select 'story', slug, name from published_story
           where edition = $1 and merged_into is null and pieces > 0 and slug in in_list($3)
         union all
         select 'topic', slug, name from published_topic where edition = $1 and slug in in_list($4)";
}

/// Authors and stories by id and by slug.
#[derive(Debug, Default)]
pub struct Names(Vec<(String, String, String, String)>);

impl Names {
    /// The id of what is called so in an address.
    pub fn id(&self, what: &str, slug: &str) -> Option<&str> {
        self.0.iter().find(|row| row.0 == what && row.2 == slug).map(|row| row.1.as_str())
    }

    /// The name of what is called so in an address.
    pub fn called(&self, what: &str, slug: &str) -> Option<&str> {
        self.0.iter().find(|row| row.0 == what && row.2 == slug).map(|row| row.3.as_str())
    }

    /// Slug and name of the one with this id.
    pub fn of(&self, what: &str, id: &str) -> Option<(&str, &str)> {
        self.0.iter().find(|row| row.0 == what && row.1 == id).map(|row| (row.2.as_str(), row.3.as_str()))
    }
}

/// The authors and stories of an edition with these ids, and those that addresses call so.
pub async fn named(
    published: &Published,
    edition: &EditionCode,
    ids: &[String],
    author: &str,
    story: &str,
) -> Result<Names, StoreError> {
    if ids.is_empty() && author.is_empty() && story.is_empty() {
        return Ok(Names::default());
    }
    Ok(Names(published.all(&NAMED, params![edition, list(ids), author, story]).await?))
}

/// What there still is of what the index offers: what it is, its slug, its name.
pub async fn offered(
    published: &Published,
    edition: &EditionCode,
    authors: &[String],
    stories: &[String],
    topics: &[String],
) -> Result<Vec<(String, String, String)>, StoreError> {
    published.all(&OFFERED, params![edition, list(authors), list(stories), list(topics)]).await
}
