//! What a reader narrows an answer by, as the address says it, and as links say it to her.

use std::collections::BTreeMap;
use std::ops::Range;

use ::search::{Filter, Hits, Order, Request};
use serde::{Deserialize, Serialize};
use text::dates;

use super::store::{Names, named};
use crate::app::App;
use crate::features::articles::ArticleKind;
use crate::features::pages::{Frame, Voiced};
use crate::features::sections::Sections;
use crate::id::EditionCode;
use crate::routes::PageError;

/// Most values of one facet that are offered.
const MOST_VALUES: usize = 12;
/// Years that are offered, this one included.
const YEARS: i16 = 8;
const HOUR: i64 = 3_600_000_000;
/// The stretches up to now: what an address calls them, and their hours.
const LATELY: [(&str, i64); 3] = [("day", 24), ("week", 7 * 24), ("month", 30 * 24)];

/// The part of the address that narrows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Narrowing {
    /// The slug of a section; its parts are in it.
    section: Option<String>,
    /// The slug of a story.
    story: Option<String>,
    /// The slug of an author.
    author: Option<String>,
    kind: Option<String>,
    /// `day`, `week`, `month` up to now, or a year.
    date: Option<String>,
    /// `newest`; by relevance otherwise.
    order: Option<String>,
}

/// A way to narrow an answer, with what there is of each value.
#[derive(Debug, Clone, Serialize)]
pub struct Facet {
    pub title: String,
    /// The value that is chosen, and the address without it.
    pub chosen: Option<Choice>,
    pub values: Vec<Choice>,
}

/// A value, and the address that narrows to it or, of a chosen one, leaves it out.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    pub name: String,
    /// How many there are; unknown of one that is chosen.
    pub count: Option<u64>,
    pub href: String,
}

/// What an address narrows by, understood.
pub struct Narrowed {
    asked: Narrowing,
    filters: Vec<Filter>,
    names: Names,
    spans: Vec<(String, Range<i64>)>,
}

impl Narrowing {
    /// What this means in an edition. What nothing is called so narrows to nothing that there is.
    pub async fn understood(
        self,
        app: &App,
        frame: &Frame,
        voiced: &Voiced<'_>,
    ) -> Result<Narrowed, PageError> {
        let edition = &frame.edition.code;
        let slugs = [&self.author, &self.story].map(|slug| slug.clone().unwrap_or_default());
        let names = named(app.db.published(), edition, &[], &slugs[0], &slugs[1]).await?;
        let spans = spans(voiced);
        let mut filters = Vec::new();
        if let Some(slug) = &self.section {
            let section = frame.section(slug).ok_or(PageError::NotFound)?;
            let tree = Sections(&frame.sections).tree_of(&section.id);
            filters.push(any("section", tree.iter().map(|section| section.id.0.clone()).collect()));
        }
        for (name, slug) in [("author", &self.author), ("story", &self.story)] {
            if let Some(slug) = slug {
                filters.push(any(name, vec![names.id(name, slug).ok_or(PageError::NotFound)?.to_owned()]));
            }
        }
        if let Some(kind) = &self.kind {
            let known = ArticleKind::named(kind).as_str() == kind;
            filters.push(any("kind", vec![known.then(|| kind.clone()).ok_or(PageError::NotFound)?]));
        }
        if let Some(date) = &self.date {
            let (_, span) = spans.iter().find(|(name, _)| name == date).ok_or(PageError::NotFound)?;
            filters.push(Filter::Between { from: Some(span.start), to: Some(span.end) });
        }
        if self.order.as_ref().is_some_and(|order| order != "newest") {
            return Err(PageError::NotFound);
        }
        Ok(Narrowed { asked: self, filters, names, spans })
    }

    /// The part of the address that says it, with what is said otherwise.
    fn said(&self, name: &str, value: Option<&str>) -> String {
        let Narrowing { section, story, author, kind, date, order } = self;
        let all = [
            ("section", section),
            ("story", story),
            ("author", author),
            ("kind", kind),
            ("date", date),
            ("order", order),
        ];
        all.into_iter()
            .filter_map(|(one, own)| Some((one, if one == name { value } else { own.as_deref() }?)))
            .map(|(name, value)| format!("&{name}={}", text::percent::component(value)))
            .collect()
    }
}

impl Narrowed {
    /// The address of a page of the answer to these words.
    pub fn address(&self, edition: &EditionCode, words: &str, number: usize) -> String {
        let page = if number > 1 { format!("&page={number}") } else { String::new() };
        format!("{}{page}", self.with(edition, words, "", None))
    }

    fn with(&self, edition: &EditionCode, words: &str, name: &str, value: Option<&str>) -> String {
        format!("/{edition}/search/?q={}{}", text::percent::component(words), self.asked.said(name, value))
    }

    /// Whether all of the edition is searched.
    pub fn is_whole(&self) -> bool {
        let Narrowing { section, story, author, kind, date, order: _ } = &self.asked;
        [section, story, author, kind, date].into_iter().all(Option::is_none)
    }

    /// The request with all that narrows it, and all that is to be counted.
    pub fn request(&self, request: Request) -> Request {
        let order = if self.asked.order.is_some() { Order::Newest } else { Order::Relevance };
        let filters = request.filters.into_iter().chain(self.filters.iter().cloned()).collect();
        let facets = ["section", "story", "author", "kind"].map(str::to_owned).to_vec();
        let spans = self.spans.iter().map(|(_, span)| span.clone()).collect();
        Request { order, filters, facets, spans, ..request }
    }

    /// The two orders, the present one without an address.
    pub fn orders(
        &self,
        edition: &EditionCode,
        voiced: &Voiced<'_>,
        words: &str,
    ) -> Vec<(String, Option<String>)> {
        let newest = self.asked.order.is_some();
        let to = |value: Option<&str>| self.with(edition, words, "order", value);
        vec![
            (voiced.message("search-by-relevance"), newest.then(|| to(None))),
            (voiced.message("search-by-newest"), (!newest).then(|| to(Some("newest")))),
        ]
    }

    /// What the answer can be narrowed by further, and what it is narrowed by.
    pub async fn facets(
        &self,
        app: &App,
        frame: &Frame,
        voiced: &Voiced<'_>,
        words: &str,
        hits: &Hits,
    ) -> Result<Vec<Facet>, PageError> {
        let edition = &frame.edition.code;
        let ids: Vec<String> = ["author", "story"]
            .iter()
            .flat_map(|name| hits.facets.get(*name).into_iter().flatten().take(MOST_VALUES))
            .map(|(id, _)| id.clone())
            .collect();
        let names = named(app.db.published(), edition, &ids, "", "").await?;
        let sections: BTreeMap<&str, (&str, &str)> = frame
            .sections
            .iter()
            .map(|section| (section.id.0.as_str(), (section.slug.as_str(), section.name.as_str())))
            .collect();
        let facet = |name: &str, chosen: Option<String>, values: Vec<(String, String, u64)>| Facet {
            title: voiced.message(&format!("search-by-{name}")),
            values: if chosen.is_some() { Vec::new() } else { values }
                .into_iter()
                .take(MOST_VALUES)
                .map(|(text, value, count)| Choice {
                    name: text,
                    count: Some(count),
                    href: self.with(edition, words, name, Some(&value)),
                })
                .collect(),
            chosen: chosen.map(|text| Choice {
                name: text,
                count: None,
                href: self.with(edition, words, name, None),
            }),
        };
        let counted = |name: &str| hits.facets.get(name).into_iter().flatten();
        let asked = &self.asked;
        let by_name = |name: &'static str| -> Vec<(String, String, u64)> {
            let known = counted(name).filter_map(|(id, count)| Some((names.of(name, id)?, *count)));
            known.map(|((slug, text), count)| (text.to_owned(), slug.to_owned(), count)).collect()
        };
        let own = |name: &'static str, slug: &Option<String>| -> Option<String> {
            let slug = slug.as_deref()?;
            Some(self.names.called(name, slug).unwrap_or(slug).to_owned())
        };
        let kind_name = |kind: &str| voiced.message(&format!("kind-{kind}"));
        let in_sections = counted("section")
            .filter_map(|(id, count)| sections.get(id.as_str()).map(|section| (section, *count)))
            .map(|((slug, text), count)| ((*text).to_owned(), (*slug).to_owned(), count))
            .collect();
        let kinds = counted("kind").map(|(kind, count)| (kind_name(kind), kind.clone(), *count)).collect();
        let times = self.spans.iter().zip(&hits.spans).filter(|(_, count)| **count > 0);
        let times = times.map(|((name, _), count)| (date_name(name, voiced), name.clone(), *count)).collect();
        let section = asked.section.as_deref().and_then(|slug| frame.section(slug));
        let all = [
            facet("section", section.map(|section| section.name.clone()), in_sections),
            facet("story", own("story", &asked.story), by_name("story")),
            facet("author", own("author", &asked.author), by_name("author")),
            facet("kind", asked.kind.as_deref().map(kind_name), kinds),
            facet("date", asked.date.as_deref().map(|date| date_name(date, voiced)), times),
        ];
        // One value that all have narrows nothing.
        let tells = |facet: &Facet| facet.chosen.is_some() || facet.values.len() > 1;
        Ok(all.into_iter().filter(tells).collect())
    }
}

fn any(name: &str, values: Vec<String>) -> Filter {
    Filter::Any { name: name.to_owned(), values }
}

/// The stretches of time an address can name.
fn spans(voiced: &Voiced<'_>) -> Vec<(String, Range<i64>)> {
    let now = voiced.now();
    let lately = LATELY.iter().map(|(name, hours)| ((*name).to_owned(), now - hours * HOUR..now + 1));
    let this = voiced.civil_date(now).0;
    let years = (0..YEARS).filter_map(|back| {
        let start = |year| dates::day_start(year, 1, 1, voiced.zone());
        Some(((this - back).to_string(), start(this - back)?..start(this - back + 1)?))
    });
    lately.chain(years).collect()
}

fn date_name(date: &str, voiced: &Voiced<'_>) -> String {
    match LATELY.iter().any(|(name, _)| *name == date) {
        true => voiced.message(&format!("search-last-{date}")),
        false => voiced.digits(date),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_it_narrows_by_and_what_is_left_out_is_left_out() {
        let asked =
            Narrowing { section: Some("world".into()), date: Some("2026".into()), ..Narrowing::default() };
        assert_eq!(asked.said("", None), "&section=world&date=2026");
        assert_eq!(asked.said("section", None), "&date=2026");
        assert_eq!(asked.said("kind", Some("a&b")), "&section=world&kind=a%26b&date=2026");
    }
}
