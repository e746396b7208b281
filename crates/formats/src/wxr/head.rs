//! What stands before the items: the site, its authors, its categories.

use std::collections::HashMap;

use super::Limits;
use super::elements::{Element, walk};
use super::refusal::Fault;
use super::split::Chunk;

/// What an export says of the site it comes from.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// The export's version: 1.0, 1.1 or 1.2.
    pub version: String,
    /// The site's name.
    pub title: String,
    /// The site's address.
    pub href: String,
    /// Its language, as it says.
    pub lang: String,
    /// Who writes there, by login.
    pub authors: HashMap<String, Author>,
    /// Its categories, by slug.
    pub categories: HashMap<String, Category>,
}

/// Someone who writes there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Author {
    /// The name that readers see.
    pub name: String,
}

/// A category.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Category {
    /// Its name.
    pub name: String,
    /// The slug of the category above it; empty when there is none.
    pub parent: String,
}

impl Site {
    /// Takes what the chunk says; answers how many bytes of it are kept.
    pub(super) fn take(&mut self, chunk: &Chunk, limits: &Limits) -> Result<usize, Fault> {
        let mut fields: HashMap<String, String> = HashMap::new();
        let known =
            ["title", "link", "language", "wp:wxr_version", "wp:base_blog_url", "wp:author", "wp:category"];
        if !known.contains(&chunk.name.as_str()) {
            return Ok(0);
        }
        walk(chunk, limits.depth, |Element { path, text, .. }| {
            if let [.., name] = path
                && path.len() <= 2
            {
                fields.insert(name.clone(), text.trim().to_owned());
            }
            Ok(())
        })?;
        let kept = fields.values().map(String::len).sum();
        let mut field = |name: &str| fields.remove(name).unwrap_or_default();
        match chunk.name.as_str() {
            "title" => self.title = field("title"),
            "link" if self.href.is_empty() => self.href = field("link"),
            "wp:base_blog_url" => self.href = field("wp:base_blog_url"),
            "language" => self.lang = field("language"),
            "wp:wxr_version" => self.version = field("wp:wxr_version"),
            "wp:author" => {
                let login = field("wp:author_login");
                let full = format!("{} {}", field("wp:author_first_name"), field("wp:author_last_name"));
                let name = Some(field("wp:author_display_name")).filter(|name| !name.is_empty());
                let name = name.unwrap_or_else(|| full.trim().to_owned());
                self.authors.insert(login, Author { name });
            }
            "wp:category" => {
                let (name, parent) = (field("wp:cat_name"), field("wp:category_parent"));
                self.categories.insert(field("wp:category_nicename"), Category { name, parent });
            }
            _ => {}
        }
        let limit = limits.head_entries;
        for (what, count) in [("authors", self.authors.len()), ("categories", self.categories.len())] {
            if count > limit {
                return Err(Fault::TooMany { what, limit });
            }
        }
        Ok(kept)
    }
}
