//! Two revisions side by side: no I/O.

use std::collections::HashMap;

use content::difference::{Compared, What, trees};
use text::difference::{Sides, compare};

use crate::features::articles::Content;
use crate::features::sources::Source;

/// What is different between two revisions.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// What stands around the text: headline, lead, sources and so on. Those that are empty in both are left out.
    pub lines: Vec<Line>,
    /// The blocks of the text.
    pub blocks: Vec<Compared>,
}

/// A line that stands around the text, side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Which: the end of its message id.
    pub name: &'static str,
    /// Its words.
    pub sides: Sides,
}

/// Everything that stands around the text, by the name under which it is compared and put back.
pub const LINES: [&str; 13] = [
    "kicker", "headline", "web", "short", "search", "social", "lead", "place", "licence", "sources",
    "authors", "topics", "picture",
];

impl Comparison {
    /// The two side by side; `names` says authors and topics by their ids.
    pub fn of(before: &Content, after: &Content, names: &HashMap<String, String>) -> Comparison {
        let line = |name: &'static str| {
            let (was, is) = (said(before, name, names), said(after, name, names));
            let empty = was.is_empty() && is.is_empty();
            (!empty).then(|| Line { name, sides: compare(&was, &is) })
        };
        Comparison {
            lines: LINES.into_iter().filter_map(line).collect(),
            blocks: trees(&before.body, &after.body),
        }
    }

    /// Whether nothing is different.
    pub fn is_same(&self) -> bool {
        self.lines.iter().all(|line| line.sides.is_same())
            && self.blocks.iter().all(|block| block.what == What::Same && !block.moved)
    }
}

fn said(content: &Content, line: &str, names: &HashMap<String, String>) -> String {
    let named = |ids: Vec<&str>| {
        ids.into_iter().map(|id| names.get(id).map_or(id, String::as_str)).collect::<Vec<_>>().join("\n")
    };
    match line {
        "kicker" => content.kicker.clone(),
        "headline" => content.headline.clone(),
        "web" => content.headlines.web.clone(),
        "short" => content.headlines.short.clone(),
        "search" => content.headlines.search.clone(),
        "social" => content.headlines.social.clone(),
        "lead" => content.lead.clone(),
        "place" => content.place.clone(),
        "licence" => content.licence.clone(),
        "sources" => content.sources.iter().map(source).collect::<Vec<_>>().join("\n"),
        "authors" => named(content.authors.iter().map(|id| id.as_str()).collect()),
        "topics" => named(content.topics.iter().map(|id| id.as_str()).collect()),
        "picture" => content.picture.as_ref().map(|id| id.0.clone()).unwrap_or_default(),
        _ => String::new(),
    }
}

fn source(source: &Source) -> String {
    [source.name.as_str(), &source.detail, &source.href]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// The later content with this line as it stood in the earlier one; `None` when there is no such line.
pub fn line_put_back(latest: Content, earlier: &Content, line: &str) -> Option<Content> {
    let mut content = latest;
    let was = earlier.clone();
    match line {
        "kicker" => content.kicker = was.kicker,
        "headline" => content.headline = was.headline,
        "web" => content.headlines.web = was.headlines.web,
        "short" => content.headlines.short = was.headlines.short,
        "search" => content.headlines.search = was.headlines.search,
        "social" => content.headlines.social = was.headlines.social,
        "lead" => content.lead = was.lead,
        "place" => content.place = was.place,
        "licence" => content.licence = was.licence,
        "sources" => content.sources = was.sources,
        "authors" => content.authors = was.authors,
        "topics" => content.topics = was.topics,
        "picture" => content.picture = was.picture,
        _ => return None,
    }
    Some(content)
}
