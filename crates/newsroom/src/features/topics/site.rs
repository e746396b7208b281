//! A topic's page: everything about it, the newest first, and its feeds.

use axum::extract::{OriginalUri, Path, Query, State};
use serde::Serialize;
use serde_json::json;
use theme::{PageCheck, PageTemplate};
use web::Page;

use super::store::{self, PublishedTopic};
use crate::app::App;
use crate::features::feeds::{self, Channel, Format};
use crate::features::pages::{AskedPage, Frame, Head, ListPage, Listed, Listing, Voiced, list_head};
use crate::id::EditionCode;
use crate::routes::{PageError, samples};
use crate::tag::{self, Tag};

#[derive(Serialize)]
struct TopicPage {
    head: Head,
    page: Listing,
}

impl PageTemplate for TopicPage {
    const TEMPLATE: &'static str = "topics/topic.html";

    fn samples() -> Vec<Self> {
        vec![TopicPage { head: samples::head(), page: samples::listing(Some("موضوع")) }]
    }
}

/// The topic page, for checking a theme.
pub fn check() -> PageCheck {
    PageCheck::of::<TopicPage>(&samples::site())
}

/// `GET /{edition}/topic/{topic}/`
pub async fn show(
    State(app): State<App>,
    Path((edition, slug)): Path<(String, String)>,
    Query(asked): Query<AskedPage>,
    OriginalUri(address): OriginalUri,
) -> Result<Page, PageError> {
    let code = EditionCode(edition);
    let frame = app.frames.of(&app, &code).await?.ok_or(PageError::NotFound)?;
    let published = app.db.published();
    let topic = store::published_topic(published, &code, &slug).await?.ok_or(PageError::NotFound)?;
    if address.path() != href(&code, &topic.slug) {
        let page = Page::redirect(href(&code, &topic.slug), true);
        return Ok(page.tagged(tags(code)).fresh_for(app.fresh()));
    }
    let which = ListPage::asked(&asked, app.config.section_page).ok_or(PageError::NotFound)?;
    let rows = store::articles_about(published, &topic, which.limit(), which.offset()).await?;
    let voiced = frame.voiced(app.now());
    let listed = listed(&topic, &code, &voiced);
    let head = head(&app, &frame, &listed, which);
    let page = Listing::of(listed, rows, which, &frame, &voiced).ok_or(PageError::NotFound)?;
    let html = app.theme.render(&TopicPage { head, page }, &frame.surroundings(&app, &voiced))?;
    Ok(Page::html(html).tagged(tags(code)).fresh_for(app.fresh()))
}

/// `GET /{edition}/topic/{topic}/rss.xml`, `atom.xml`, `feed.json`
pub async fn feed(
    State(app): State<App>,
    Path((edition, slug, file)): Path<(String, String, String)>,
) -> Result<Page, PageError> {
    let format = Format::at(&file).ok_or(PageError::NotFound)?;
    let code = EditionCode(edition);
    let frame = app.frames.of(&app, &code).await?.ok_or(PageError::NotFound)?;
    let topic = store::published_topic(app.db.published(), &code, &slug).await?.ok_or(PageError::NotFound)?;
    let rows = store::articles_about(app.db.published(), &topic, app.config.feed_items, 0).await?;
    let channel = Channel { home: href(&code, &topic.slug), name: topic.name, rows };
    Ok(feeds::answer(&app, &frame, channel, format).await?.tagged(tags(code)))
}

/// The address of a topic's page.
pub fn href(edition: &EditionCode, slug: &str) -> String {
    format!("/{edition}/topic/{}/", text::percent::path(slug))
}

/// What is new in an edition may be about any topic.
fn tags(edition: EditionCode) -> Vec<String> {
    tag::names(&[Tag::Latest(edition.clone()), Tag::Edition(edition)])
}

fn listed(topic: &PublishedTopic, edition: &EditionCode, voiced: &Voiced) -> Listed {
    Listed {
        name: topic.name.clone(),
        href: href(edition, &topic.slug),
        description: String::new(),
        label: Some(voiced.message("topic")),
    }
}

fn head(app: &App, frame: &Frame, listed: &Listed, which: ListPage) -> Head {
    let names = [("topic", listed.name.as_str().into()), ("site", frame.edition.name.as_str().into())];
    let description = frame.locale.message("topic-description", &names);
    let json_ld = json!({
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": listed.name,
        "url": app.absolute(&which.href(&listed.href)),
        "inLanguage": frame.edition.lang,
        "about": { "@type": "Thing", "name": listed.name },
    });
    list_head(app, frame, listed, which, description, &json_ld)
}
