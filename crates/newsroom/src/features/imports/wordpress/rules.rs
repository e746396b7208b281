//! Which category is a section, and what an import of posts knows of the edition they come to.

use formats::wxr::{Item, Site};
use text::clean::clean_line;

use super::notes::Notes;
use crate::features::editions::Edition;
use crate::features::imports::ninjs::PlannedTopic;
use crate::features::sections::Section;
use crate::features::standing_pages::StandingPageKind;
use crate::features::topics::TopicKind;

const MOST_TOPICS: usize = 30;
/// How far up the tree of categories a section is looked for.
const MOST_PARENTS: usize = 10;

/// Where posts come to.
#[derive(Debug, Clone)]
pub struct Rules {
    /// The edition.
    pub edition: Edition,
    /// Its sections.
    pub sections: Vec<Section>,
    /// The section of a category, by the category's slug or name, where the two are not called alike.
    pub map: Vec<(String, Section)>,
    /// Which standing page a page is, by its slug or title, where it is called otherwise.
    pub pages: Vec<(String, StandingPageKind)>,
}

/// What one category comes to.
struct Named {
    slug: String,
    name: String,
}

impl Rules {
    /// The section and the topics of an item: the first category that is a section, or lies under one, says where it
    /// is filed; all other categories, and the tags, are what it is about.
    pub fn file(&self, item: &Item, site: &Site, notes: &mut Notes) -> (Option<Section>, Vec<PlannedTopic>) {
        let categories: Vec<Named> = terms(item, &["category"]);
        let own =
            categories.iter().find_map(|category| self.section(category).map(|found| (category, found)));
        let above = || categories.iter().find_map(|category| self.section_above(category, site));
        let (section, filed_by) = match own {
            Some((category, section)) => (Some(section.clone()), category.slug.clone()),
            None => (above().cloned(), String::new()),
        };
        let mut topics: Vec<PlannedTopic> = Vec::new();
        for term in categories.into_iter().chain(terms(item, &["post_tag", "tag"])) {
            let is_said = term.slug == filed_by || is_uncategorized(&term.slug);
            if is_said || term.name.is_empty() || topics.iter().any(|topic| topic.name == term.name) {
                continue;
            }
            match topics.len() < MOST_TOPICS {
                true => topics.push(PlannedTopic {
                    name: term.name,
                    kind: TopicKind::Subject,
                    uri: String::new(),
                }),
                false => notes.drop(format!("the topic {}: an article has at most {MOST_TOPICS}", term.name)),
            }
        }
        (section, topics)
    }

    fn section(&self, category: &Named) -> Option<&Section> {
        let mapped =
            self.map.iter().find(|(from, _)| same(from, &category.slug) || same(from, &category.name));
        let alike =
            |section: &&Section| same(&section.slug, &category.slug) || same(&section.name, &category.name);
        mapped.map(|(_, section)| section).or_else(|| self.sections.iter().find(alike))
    }

    fn section_above(&self, category: &Named, site: &Site) -> Option<&Section> {
        let mut at = site.categories.get(&category.slug)?;
        for _ in 0..MOST_PARENTS {
            let slug = at.parent.as_str();
            at = site.categories.get(slug)?;
            let named = Named { slug: readable(slug), name: clean_line(&at.name) };
            if let Some(section) = self.section(&named) {
                return Some(section);
            }
        }
        None
    }
}

fn terms(item: &Item, domains: &[&str]) -> Vec<Named> {
    let ours = item.terms.iter().filter(|term| domains.contains(&term.domain.as_str()));
    ours.map(|term| Named { slug: readable(&term.slug), name: clean_line(&super::markup::words(&term.name)) })
        .collect()
}

/// Slugs of Arabic words stand percent-encoded in an export.
fn readable(slug: &str) -> String {
    text::percent::decoded(slug).unwrap_or_else(|| slug.to_owned())
}

fn is_uncategorized(slug: &str) -> bool {
    matches!(slug, "uncategorized" | "غير-مصنف" | "غير-مصنفة")
}

fn same(one: &str, other: &str) -> bool {
    !one.is_empty() && one.to_lowercase() == other.to_lowercase()
}
