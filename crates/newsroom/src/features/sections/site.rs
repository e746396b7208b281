//! A section's page: its newest articles, page by page.

use axum::extract::{Path, Query, State};
use serde::{Deserialize, Serialize};
use serde_json::json;
use theme::{PageCheck, PageTemplate};
use web::Page;

use super::Section;
use crate::app::App;
use crate::features::articles::{Teaser, latest_in_section};
use crate::features::media_library::Slot;
use crate::features::pages::{Alternate, Frame, Head, open_graph, share_picture};
use crate::id::EditionCode;
use crate::routes::{PageError, samples};
use crate::tag::{self, Tag};

/// Pages beyond this are the archive's business.
const LAST_PAGE: i64 = 200;

#[derive(Serialize)]
struct SectionPage {
    head: Head,
    page: Listing,
}

impl PageTemplate for SectionPage {
    const TEMPLATE: &'static str = "sections/section.html";

    fn samples() -> Vec<Self> {
        let section = Named {
            name: "السياسة".to_owned(),
            href: "/ar/politics/".to_owned(),
            description: String::new(),
        };
        let page = Listing {
            section,
            lead: Some(samples::teaser(1)),
            rows: vec![samples::teaser(2)],
            newer: None,
            older: None,
            page: 1,
            latest: vec![],
        };
        vec![SectionPage { head: samples::head(), page }]
    }
}

/// The section page, for checking a theme.
pub fn check() -> PageCheck {
    PageCheck::of::<SectionPage>(&samples::site())
}

#[derive(Serialize)]
struct Listing {
    section: Named,
    lead: Option<Teaser>,
    rows: Vec<Teaser>,
    newer: Option<String>,
    older: Option<String>,
    page: i64,
    latest: Vec<Teaser>,
}

#[derive(Serialize)]
struct Named {
    name: String,
    href: String,
    description: String,
}

/// Which page of the list.
#[derive(Deserialize)]
pub struct Which {
    page: Option<i64>,
}

/// `GET /{edition}/{section}/`
pub async fn show(
    State(app): State<App>,
    Path((edition, slug)): Path<(String, String)>,
    Query(which): Query<Which>,
) -> Result<Page, PageError> {
    let code = EditionCode(edition);
    let frame = app.frames.of(&app, &code).await?.ok_or(PageError::NotFound)?;
    let section = frame.section(&slug).ok_or(PageError::NotFound)?;
    let number = which.page.unwrap_or(1);
    if !(1..=LAST_PAGE).contains(&number) {
        return Err(PageError::NotFound);
    }
    let per_page = app.config.section_page;
    let mut rows =
        latest_in_section(app.db.published(), &section.id, per_page + 1, (number - 1) * per_page).await?;
    if rows.is_empty() && number > 1 {
        return Err(PageError::NotFound);
    }
    let has_older = rows.len() as i64 > per_page;
    rows.truncate(usize::try_from(per_page).unwrap_or(usize::MAX));
    let voiced = frame.voiced(app.now());
    let shown: Vec<_> = rows.iter().map(|row| row.id.clone()).collect();
    let mut teasers = rows.iter().enumerate().map(|(place, row)| {
        let slot = if place == 0 && number == 1 { Slot::LEAD } else { Slot::ROW };
        Teaser::new(row, &frame.edition, &voiced, slot)
    });
    let page_href =
        |number: i64| if number == 1 { section.href() } else { format!("{}?page={number}", section.href()) };
    let page = Listing {
        section: Named {
            name: section.name.clone(),
            href: section.href(),
            description: section.description.clone(),
        },
        lead: if number == 1 { teasers.next() } else { None },
        rows: teasers.collect(),
        newer: (number > 1).then(|| page_href(number - 1)),
        older: has_older.then(|| page_href(number + 1)),
        page: number,
        latest: frame.latest_but(&shown, 8, &voiced),
    };
    let head = head(&app, &frame, section, &page_href(number));
    let html = app.theme.render(&SectionPage { head, page }, &frame.surroundings(&app, &voiced))?;
    let tags = [Tag::Section(section.id.clone()), Tag::Latest(code.clone()), Tag::Edition(code)];
    Ok(Page::html(html).tagged(tag::names(&tags)).fresh_for(app.fresh()))
}

fn head(app: &App, frame: &Frame, section: &Section, href: &str) -> Head {
    let canonical = app.absolute(href);
    let title = format!("{} · {}", section.name, frame.edition.name);
    let names = [("section", section.name.as_str().into()), ("site", frame.edition.name.as_str().into())];
    let usual = frame.locale.message("section-description", &names);
    let description =
        if section.description.is_empty() { usual } else { format!("{}. {usual}", section.description) };
    let json_ld = json!({
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": section.name,
        "url": canonical,
        "inLanguage": frame.edition.lang,
    });
    let mut og = open_graph("website", &title, &description, &canonical, &frame.edition);
    og.extend(share_picture(app, &frame.edition));
    let alternates = vec![Alternate { lang: frame.edition.lang.clone(), href: canonical.clone() }];
    let elsewhere = frame.elsewhere(&alternates);
    let (section, robots) = (Some(section.href()), "index");
    Head {
        section,
        elsewhere,
        canonical,
        title,
        description,
        robots,
        alternates,
        og,
        json_ld: Some(json_ld.to_string()),
    }
}
