//! The handlers of feeds, sitemaps and robots.txt.

use std::time::Duration;

use ::store::Published;
use axum::extract::{Path, State};
use formats::feed::{Feed, FeedItem, FeedPicture};
use formats::{atom, json_feed, robots, rss, sitemap};
use web::Page;

use super::store;
use crate::app::App;
use crate::features::articles::{TeaserRow, latest_in_edition, source_line};
use crate::features::editions;
use crate::features::pages::Frame;
use crate::id::EditionCode;
use crate::routes::PageError;
use crate::tag::{self, Tag};

/// How many articles one sitemap lists. The format's bound is 50,000; smaller files are cheaper to make again.
const SITEMAP_PAGE: i64 = 10_000;
/// Maps are for machines that come by seldom.
const MAP_FRESH: Duration = Duration::from_secs(600);

/// `GET /{edition}/rss.xml`
pub async fn rss(State(app): State<App>, Path(edition): Path<String>) -> Result<Page, PageError> {
    let feed = feed(&app, edition, "rss.xml").await?;
    Ok(answer(&app, feed.0, rss::MIME, rss::write(&feed.1)))
}

/// `GET /{edition}/atom.xml`
pub async fn atom(State(app): State<App>, Path(edition): Path<String>) -> Result<Page, PageError> {
    let feed = feed(&app, edition, "atom.xml").await?;
    Ok(answer(&app, feed.0, atom::MIME, atom::write(&feed.1)))
}

/// `GET /{edition}/feed.json`
pub async fn json(State(app): State<App>, Path(edition): Path<String>) -> Result<Page, PageError> {
    let feed = feed(&app, edition, "feed.json").await?;
    Ok(answer(&app, feed.0, json_feed::MIME, json_feed::write(&feed.1)))
}

fn answer(app: &App, edition: EditionCode, mime: &'static str, body: String) -> Page {
    let tags = [Tag::Latest(edition.clone()), Tag::Front(edition.clone()), Tag::Edition(edition)];
    Page::of(mime, body).tagged(tag::names(&tags)).fresh_for(app.fresh())
}

async fn feed(app: &App, edition: String, file: &str) -> Result<(EditionCode, Feed), PageError> {
    let code = EditionCode(edition);
    let frame = app.frames.of(app, &code).await?.ok_or(PageError::NotFound)?;
    let published = app.db.published();
    let rows = latest_in_edition(published, &code, app.config.feed_items).await?;
    let mut items = Vec::with_capacity(rows.len());
    let bodies = store::bodies_of(published, &rows).await?;
    for row in &rows {
        let html = bodies.iter().find(|(id, _)| *id == row.id).map(|(_, html)| html.clone());
        items.push(item(app, &frame, row, html));
    }
    let updated = rows.iter().map(|row| row.updated_at.unwrap_or(row.published_at)).max().unwrap_or(0);
    let feed = Feed {
        title: frame.edition.name.clone(),
        home: app.absolute(&frame.edition.home()),
        self_href: app.absolute(&format!("/{code}/{file}")),
        language: frame.edition.lang.clone(),
        updated_micros: updated,
        description: frame.edition.tagline.clone(),
        icon: None,
        items,
    };
    Ok((code, feed))
}

fn item(app: &App, frame: &Frame, row: &TeaserRow, html: Option<String>) -> FeedItem {
    let url = app.absolute(&row.href());
    let sources: Vec<_> =
        source_line(&row.sources).into_iter().map(|source| text::bidi::isolate(&source.name)).collect();
    FeedItem {
        id: app.absolute(&format!("/s/{}", row.id)),
        url,
        title: row.headline.clone(),
        summary: (!row.lead.is_empty()).then(|| row.lead.clone()),
        html: html.map(|html| absolute_addresses(app, &html)),
        authors: Vec::new(),
        published_micros: row.published_at,
        updated_micros: row.updated_at.unwrap_or(row.published_at),
        categories: vec![row.section_name.clone()],
        picture: row.picture.as_ref().and_then(|picture| {
            let (address, size) = picture.largest()?;
            Some(FeedPicture {
                url: app.absolute(&address),
                mime: "image/webp".to_owned(),
                length: None,
                caption: (!picture.caption.is_empty()).then(|| picture.caption.clone()),
                credit: (!picture.credit.is_empty()).then(|| picture.credit.clone()),
                width: u32::try_from(size.w).ok(),
                height: u32::try_from(size.h).ok(),
            })
        }),
        source_line: (!sources.is_empty())
            .then(|| frame.locale.message("source-line", &[("sources", sources.join(" + ").into())])),
    }
}

/// Addresses inside the text are written for the site; a reader of feeds needs the host before them. Only the two
/// attributes that our serializer writes can hold one, and both begin exactly like this.
fn absolute_addresses(app: &App, html: &str) -> String {
    let host = &app.config.public_url;
    html.replace(" src=\"/", &format!(" src=\"{host}/")).replace(" href=\"/", &format!(" href=\"{host}/"))
}

/// `GET /sitemap.xml`: the index of all maps.
pub async fn sitemap_index(State(app): State<App>) -> Result<Page, PageError> {
    let published = app.db.published();
    let mut maps = Vec::new();
    for edition in editions::all_published(published).await? {
        let count = store::count_in(published, &edition.code).await?;
        let pages = (count + SITEMAP_PAGE - 1) / SITEMAP_PAGE;
        maps.extend(
            (0..pages.max(1))
                .map(|page| (app.absolute(&format!("/{}/sitemap-{page}.xml", edition.code)), None)),
        );
    }
    let xml = sitemap::index(&maps).map_err(PageError::broken)?;
    Ok(map(xml, Tag::Everything))
}

/// `GET /{edition}/sitemap-{page}.xml`: one map, the oldest articles first, so that a full map never changes again.
pub async fn sitemap_page(
    State(app): State<App>,
    Path((edition, file)): Path<(String, String)>,
) -> Result<Page, PageError> {
    let code = EditionCode(edition);
    let number = file
        .strip_prefix("sitemap-")
        .and_then(|rest| rest.strip_suffix(".xml"))
        .ok_or(PageError::NotFound)?;
    let number: i64 = number.parse().map_err(|_| PageError::NotFound)?;
    let published: &Published = app.db.published();
    let rows =
        store::sitemap_rows(published, &code, SITEMAP_PAGE, number.clamp(0, 100_000) * SITEMAP_PAGE).await?;
    let frame = app.frames.of(&app, &code).await?.ok_or(PageError::NotFound)?;
    if rows.is_empty() && number > 0 {
        return Err(PageError::NotFound);
    }
    let mut urls = sitemap::Urlset::new();
    if number == 0 {
        let page = |path: String| sitemap::Page {
            url: app.absolute(&path),
            changed_micros: None,
            translations: vec![],
            pictures: vec![],
            news: None,
        };
        urls.push(&page(frame.edition.home()));
        for section in &frame.sections {
            urls.push(&page(section.href()));
        }
    }
    for (address, changed) in rows {
        let url = app.absolute(&address);
        urls.push(&sitemap::Page {
            url,
            changed_micros: Some(changed),
            translations: vec![],
            pictures: vec![],
            news: None,
        });
    }
    Ok(map(urls.finish(), Tag::Latest(code)))
}

fn map(xml: String, tag: Tag) -> Page {
    Page::of("application/xml; charset=utf-8", xml).tagged(tag::names(&[tag])).fresh_for(MAP_FRESH)
}

/// `GET /robots.txt`
pub async fn robots_txt(State(app): State<App>) -> Result<Page, PageError> {
    let everyone = robots::Group {
        agents: vec!["*".to_owned()],
        allow: Vec::new(),
        disallow: vec!["/desk".to_owned(), "/api/".to_owned()],
    };
    let text = robots::write(&robots::Robots {
        groups: vec![everyone],
        sitemaps: vec![app.absolute("/sitemap.xml")],
    });
    Ok(Page::of("text/plain; charset=utf-8", text)
        .tagged(tag::names(&[Tag::Everything]))
        .fresh_for(MAP_FRESH))
}
