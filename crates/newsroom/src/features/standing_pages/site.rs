//! A standing page as readers see it.

use axum::extract::{OriginalUri, Path, State};
use serde::Serialize;
use serde_json::Map;
use theme::{PageCheck, PageTemplate};
use web::Page;

use super::StandingPageKind;
use super::store::{self, PublishedPage};
use crate::app::App;
use crate::features::pages::{Frame, FullMoment, Head, ListPage, Listed, list_head};
use crate::id::EditionCode;
use crate::routes::{PageError, samples};
use crate::tag::{self, Tag};

#[derive(Serialize)]
struct StandingPageView {
    head: Head,
    page: Shown,
}

#[derive(Serialize)]
struct Shown {
    title: String,
    body_html: String,
    published: FullMoment,
}

impl PageTemplate for StandingPageView {
    const TEMPLATE: &'static str = "standing/page.html";

    fn samples() -> Vec<Self> {
        let page = |body: &str, head| StandingPageView {
            head,
            page: Shown {
                title: "من نحن & <لماذا>".to_owned(),
                body_html: body.to_owned(),
                published: samples::full_moment(),
            },
        };
        let long = "<h2>باب</h2><p>نص.</p><ul><li>بند</li></ul>".repeat(40);
        vec![page("<p>نص.</p>", samples::full_head()), page(&long, samples::head())]
    }
}

/// The standing page, for checking a theme.
pub fn check() -> PageCheck {
    PageCheck::of::<StandingPageView>(&samples::site())
}

/// `GET /{edition}/about/` and its siblings.
pub async fn show(
    State(app): State<App>,
    Path(edition): Path<String>,
    OriginalUri(address): OriginalUri,
) -> Result<Page, PageError> {
    let slug = address.path().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let kind = StandingPageKind::named(slug).ok_or(PageError::NotFound)?;
    let code = EditionCode(edition);
    let frame = app.frames.of(&app, &code).await?.ok_or(PageError::NotFound)?;
    let row = store::published(app.db.published(), &code, kind).await?.ok_or(PageError::NotFound)?;
    let voiced = frame.voiced(app.now());
    let head = head(&app, &frame, kind, &row);
    let page =
        Shown { title: row.title, body_html: row.html, published: voiced.full_moment(row.published_at) };
    let html = app.theme.render(&StandingPageView { head, page }, &frame.surroundings(&app, &voiced))?;
    let tags = [Tag::StandingPages(code.clone()), Tag::Edition(code)];
    Ok(Page::html(html).tagged(tag::names(&tags)).fresh_for(app.fresh()))
}

fn head(app: &App, frame: &Frame, kind: StandingPageKind, row: &PublishedPage) -> Head {
    let listed = Listed {
        name: row.title.clone(),
        href: kind.href(&frame.edition.code),
        description: String::new(),
        label: None,
    };
    let schema = match kind {
        StandingPageKind::About => "AboutPage",
        StandingPageKind::Contact => "ContactPage",
        _ => "WebPage",
    };
    let more = Map::from_iter([("@type".to_owned(), schema.into())]);
    let description = row.description.clone();
    Head { feeds: Vec::new(), ..list_head(app, frame, &listed, ListPage::first(), description, more) }
}
