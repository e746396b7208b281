//! A section's page: its newest articles, page by page, and its feeds.

use axum::extract::{OriginalUri, Path, Query, State};
use serde::Serialize;
use serde_json::json;
use theme::{PageCheck, PageTemplate};
use web::Page;

use super::Section;
use crate::app::App;
use crate::features::articles::latest_in_section;
use crate::features::feeds::{self, Channel, Format};
use crate::features::pages::{AskedPage, Frame, Head, ListPage, Listed, Listing, list_head};
use crate::id::EditionCode;
use crate::routes::{PageError, samples};
use crate::tag::{self, Tag};

#[derive(Serialize)]
struct SectionPage {
    head: Head,
    page: Listing,
}

impl PageTemplate for SectionPage {
    const TEMPLATE: &'static str = "sections/section.html";

    fn samples() -> Vec<Self> {
        vec![SectionPage { head: samples::head(), page: samples::listing(None) }]
    }
}

/// The section page, for checking a theme.
pub fn check() -> PageCheck {
    PageCheck::of::<SectionPage>(&samples::site())
}

/// `GET /{edition}/{section}/`
pub async fn show(
    State(app): State<App>,
    Path((edition, slug)): Path<(String, String)>,
    Query(asked): Query<AskedPage>,
) -> Result<Page, PageError> {
    let code = EditionCode(edition);
    let frame = app.frames.of(&app, &code).await?.ok_or(PageError::NotFound)?;
    let section = frame.section(&slug).ok_or(PageError::NotFound)?;
    let which = ListPage::asked(&asked, app.config.section_page).ok_or(PageError::NotFound)?;
    let rows = latest_in_section(app.db.published(), &section.id, which.limit(), which.offset()).await?;
    let voiced = frame.voiced(app.now());
    let head = head(&app, &frame, section, which);
    let page = Listing::of(listed(section), rows, which, &frame, &voiced).ok_or(PageError::NotFound)?;
    let html = app.theme.render(&SectionPage { head, page }, &frame.surroundings(&app, &voiced))?;
    Ok(Page::html(html).tagged(tags(&code, section)).fresh_for(app.fresh()))
}

/// `GET /{edition}/{section}/rss.xml`, `atom.xml`, `feed.json`
pub async fn feed(
    State(app): State<App>,
    Path((edition, slug)): Path<(String, String)>,
    OriginalUri(address): OriginalUri,
) -> Result<Page, PageError> {
    let format = Format::at(address.path()).ok_or(PageError::NotFound)?;
    let code = EditionCode(edition);
    let frame = app.frames.of(&app, &code).await?.ok_or(PageError::NotFound)?;
    let section = frame.section(&slug).ok_or(PageError::NotFound)?;
    let rows = latest_in_section(app.db.published(), &section.id, app.config.feed_items, 0).await?;
    let channel = Channel { name: section.name.clone(), home: section.href(), rows };
    Ok(feeds::answer(&app, &frame, channel, format).await?.tagged(tags(&code, section)))
}

fn tags(edition: &EditionCode, section: &Section) -> Vec<String> {
    let (latest, edition) = (Tag::Latest(edition.clone()), Tag::Edition(edition.clone()));
    tag::names(&[Tag::Section(section.id.clone()), latest, edition])
}

fn listed(section: &Section) -> Listed {
    Listed {
        name: section.name.clone(),
        href: section.href(),
        description: section.description.clone(),
        label: None,
    }
}

fn head(app: &App, frame: &Frame, section: &Section, which: ListPage) -> Head {
    let names = [("section", section.name.as_str().into()), ("site", frame.edition.name.as_str().into())];
    let usual = frame.locale.message("section-description", &names);
    let description =
        if section.description.is_empty() { usual } else { format!("{}. {usual}", section.description) };
    let json_ld = json!({
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": section.name,
        "url": app.absolute(&which.href(&section.href())),
        "inLanguage": frame.edition.lang,
    });
    Head {
        section: Some(section.href()),
        ..list_head(app, frame, &listed(section), which, description, &json_ld)
    }
}
