//! An author's page: everything signed with the name, the newest first, and its feeds.

use axum::extract::{OriginalUri, Path, Query, State};
use serde::Serialize;
use serde_json::json;
use theme::{PageCheck, PageTemplate};
use web::Page;

use super::store::{self, PublishedAuthor};
use crate::app::App;
use crate::features::feeds::{self, Channel, Format};
use crate::features::pages::{AskedPage, Frame, Head, ListPage, Listed, Listing, Voiced, list_head};
use crate::id::EditionCode;
use crate::routes::{PageError, samples};
use crate::tag::{self, Tag};

#[derive(Serialize)]
struct AuthorPage {
    head: Head,
    page: Listing,
}

impl PageTemplate for AuthorPage {
    const TEMPLATE: &'static str = "authors/author.html";

    fn samples() -> Vec<Self> {
        vec![AuthorPage { head: samples::head(), page: samples::listing(Some("بقلم")) }]
    }
}

/// The author page, for checking a theme.
pub fn check() -> PageCheck {
    PageCheck::of::<AuthorPage>(&samples::site())
}

/// `GET /{edition}/author/{author}/`
pub async fn show(
    State(app): State<App>,
    Path((edition, slug)): Path<(String, String)>,
    Query(asked): Query<AskedPage>,
    OriginalUri(address): OriginalUri,
) -> Result<Page, PageError> {
    let code = EditionCode(edition);
    let frame = app.frames.of(&app, &code).await?.ok_or(PageError::NotFound)?;
    let published = app.db.published();
    let author = store::published_author(published, &code, &slug).await?.ok_or(PageError::NotFound)?;
    if address.path() != href(&code, &author.slug) {
        let page = Page::redirect(href(&code, &author.slug), true);
        return Ok(page.tagged(tags(code)).fresh_for(app.fresh()));
    }
    let which = ListPage::asked(&asked, app.config.section_page).ok_or(PageError::NotFound)?;
    let rows = store::articles_by(published, &author, which.limit(), which.offset()).await?;
    let voiced = frame.voiced(app.now());
    let listed = listed(&author, &code, &voiced);
    let head = head(&app, &frame, &listed, which);
    let page = Listing::of(listed, rows, which, &frame, &voiced).ok_or(PageError::NotFound)?;
    let html = app.theme.render(&AuthorPage { head, page }, &frame.surroundings(&app, &voiced))?;
    Ok(Page::html(html).tagged(tags(code)).fresh_for(app.fresh()))
}

/// `GET /{edition}/author/{author}/rss.xml`, `atom.xml`, `feed.json`
pub async fn feed(
    State(app): State<App>,
    Path((edition, slug, file)): Path<(String, String, String)>,
) -> Result<Page, PageError> {
    let format = Format::at(&file).ok_or(PageError::NotFound)?;
    let code = EditionCode(edition);
    let frame = app.frames.of(&app, &code).await?.ok_or(PageError::NotFound)?;
    let author =
        store::published_author(app.db.published(), &code, &slug).await?.ok_or(PageError::NotFound)?;
    let rows = store::articles_by(app.db.published(), &author, app.config.feed_items, 0).await?;
    let channel = Channel { home: href(&code, &author.slug), name: author.name, rows };
    Ok(feeds::answer(&app, &frame, channel, format).await?.tagged(tags(code)))
}

/// The address of an author's page.
pub fn href(edition: &EditionCode, slug: &str) -> String {
    format!("/{edition}/author/{}/", text::percent::path(slug))
}

/// What is new in an edition may be signed by anyone.
fn tags(edition: EditionCode) -> Vec<String> {
    tag::names(&[Tag::Latest(edition.clone()), Tag::Edition(edition)])
}

fn listed(author: &PublishedAuthor, edition: &EditionCode, voiced: &Voiced) -> Listed {
    Listed {
        name: author.name.clone(),
        href: href(edition, &author.slug),
        description: String::new(),
        label: Some(voiced.message("author")),
    }
}

fn head(app: &App, frame: &Frame, listed: &Listed, which: ListPage) -> Head {
    let names = [("author", listed.name.as_str().into()), ("site", frame.edition.name.as_str().into())];
    let description = frame.locale.message("author-description", &names);
    let url = app.absolute(&which.href(&listed.href));
    let json_ld = json!({
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "url": url,
        "inLanguage": frame.edition.lang,
        "mainEntity": { "@type": "Person", "name": listed.name, "url": app.absolute(&listed.href) },
    });
    list_head(app, frame, listed, which, description, &json_ld)
}
