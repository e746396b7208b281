//! The handlers of feeds, sitemaps and robots.txt.

use std::collections::HashMap;
use std::time::Duration;

use ::store::Published;
use axum::extract::{OriginalUri, Path, State};
use formats::feed::{Feed, FeedItem, FeedPicture, FeedRecording};
use formats::{atom, json_feed, robots, rss, sitemap};
use text::bidi::in_order;
use web::Page;

use super::parts::{Part, parts};
use super::store;
use crate::app::App;
use crate::features::archive;
use crate::features::articles::{TeaserRow, latest_in_edition, source_line};
use crate::features::editions::{self, Edition};
use crate::features::pages::{Frame, counting_number};
use crate::features::recordings::{self, OwnFile};
use crate::features::stories;
use crate::id::{ArticleId, EditionCode};
use crate::routes::PageError;
use crate::tag::{self, Tag};

/// How many articles a map lists at most, beside stories and sections: the format's bound is 50,000.
const MAP_MOST: i64 = 45_000;
/// How many stories stand in the first map.
const SITEMAP_STORIES: i64 = 2_000;
/// Maps are for machines that come by seldom.
const MAP_FRESH: Duration = Duration::from_secs(600);

/// A format that feeds are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Rss,
    Atom,
    Json,
}

impl Format {
    /// Every format, the most usual first.
    pub const ALL: [Format; 3] = [Format::Rss, Format::Atom, Format::Json];

    /// The format that an address ends in.
    pub fn at(path: &str) -> Option<Format> {
        let file = path.rsplit('/').next().unwrap_or_default();
        Format::ALL.into_iter().find(|format| format.file() == file)
    }

    /// The last segment of a feed's address.
    pub fn file(self) -> &'static str {
        match self {
            Format::Rss => "rss.xml",
            Format::Atom => "atom.xml",
            Format::Json => "feed.json",
        }
    }

    /// The format's name, as people who read feeds know it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Rss => "RSS",
            Format::Atom => "Atom",
            Format::Json => "JSON Feed",
        }
    }

    /// Its media type.
    pub fn mime(self) -> &'static str {
        match self {
            Format::Rss => "application/rss+xml",
            Format::Atom => "application/atom+xml",
            Format::Json => "application/feed+json",
        }
    }

    fn write(self, feed: &Feed) -> (&'static str, String) {
        match self {
            Format::Rss => (rss::MIME, rss::write(feed)),
            Format::Atom => (atom::MIME, atom::write(feed)),
            Format::Json => (json_feed::MIME, json_feed::write(feed)),
        }
    }
}

/// What is written as a feed.
pub struct Contents {
    /// The name of what it is of; empty for the edition as a whole.
    pub name: String,
    /// The page that shows the same.
    pub home: String,
    /// What is in it, the newest first.
    pub items: Vec<FeedItem>,
}

/// The articles that a feed is of.
pub struct Channel {
    /// The name of the section, topic or author.
    pub name: String,
    /// The page that shows the same.
    pub home: String,
    /// What is in it, the newest first.
    pub rows: Vec<TeaserRow>,
}

/// `GET /{edition}/rss.xml`, `atom.xml`, `feed.json`
pub async fn edition(
    State(app): State<App>,
    Path(edition): Path<String>,
    OriginalUri(address): OriginalUri,
) -> Result<Page, PageError> {
    let format = Format::at(address.path()).ok_or(PageError::NotFound)?;
    let code = EditionCode(edition);
    let frame = app.frames.of(&app, &code).await?.ok_or(PageError::NotFound)?;
    let rows = latest_in_edition(app.db.published(), &code, app.config.feed_items, 0).await?;
    let channel = Channel { name: String::new(), home: frame.edition.home(), rows };
    let tags = [Tag::Latest(code.clone()), Tag::Front(code.clone()), Tag::Edition(code)];
    Ok(feed_of_articles(&app, &frame, channel, format).await?.tagged(tag::names(&tags)))
}

/// A feed of these articles, in the voice of their edition. It holds them whole, and goes with each.
pub async fn feed_of_articles(
    app: &App,
    frame: &Frame,
    channel: Channel,
    format: Format,
) -> Result<Page, PageError> {
    let rows = channel.rows;
    let mut bodies: HashMap<ArticleId, String> =
        store::bodies_of(app.db.published(), &rows).await?.into_iter().collect();
    let mut played = played_in(app, &rows).await?;
    let items = rows
        .iter()
        .map(|row| FeedItem {
            recording: played.remove(&row.id),
            ..item(app, frame, row, bodies.remove(&row.id))
        })
        .collect();
    let contents = Contents { name: channel.name, home: channel.home, items };
    let whole: Vec<Tag> = rows.into_iter().map(|row| Tag::Text(row.id)).collect();
    Ok(feed_of_items(app, frame, contents, format).tagged(tag::names(&whole)))
}

/// The files of ours that these articles play. Most feeds have none, and ask nothing.
async fn played_in(app: &App, rows: &[TeaserRow]) -> Result<HashMap<ArticleId, FeedRecording>, PageError> {
    let ids: Vec<&ArticleId> = rows.iter().filter(|row| row.kind.is_recording()).map(|row| &row.id).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let files = recordings::own_files_of(app.db.published(), &ids).await?;
    let told = |file: OwnFile, seconds: i64| FeedRecording {
        url: app.absolute(&file.href()),
        length: u64::try_from(file.bytes).unwrap_or(0),
        seconds: u64::try_from(seconds).ok().filter(|seconds| *seconds > 0),
        mime: file.mime,
    };
    Ok(files.into_iter().map(|(article, file, seconds)| (article, told(file, seconds))).collect())
}

/// A feed of these items, in the voice of their edition.
pub fn feed_of_items(app: &App, frame: &Frame, contents: Contents, format: Format) -> Page {
    let edition = &frame.edition;
    let title = match contents.name.as_str() {
        "" => edition.name.clone(),
        name => format!("{name} · {}", edition.name),
    };
    let feed = Feed {
        title,
        home: app.absolute(&contents.home),
        self_href: app.absolute(&format!("{}{}", contents.home, format.file())),
        language: edition.lang.clone(),
        updated_micros: contents.items.iter().map(|item| item.updated_micros).max().unwrap_or(0),
        // A channel of RSS has to say what it is.
        description: if edition.tagline.is_empty() { frame.description() } else { edition.tagline.clone() },
        icon: None,
        items: contents.items,
    };
    let (mime, body) = format.write(&feed);
    Page::of(mime, body).fresh_for(app.fresh())
}

fn item(app: &App, frame: &Frame, row: &TeaserRow, html: Option<String>) -> FeedItem {
    let url = app.absolute(&row.href());
    let sources: Vec<_> =
        source_line(&row.sources).into_iter().map(|source| text::bidi::isolate(&source.name)).collect();
    FeedItem {
        id: app.absolute(&format!("/s/{}", row.id)),
        url: url.clone(),
        // Whoever shows it has no markup to keep a score in order.
        title: in_order(&row.headline).into_owned(),
        summary: (!row.lead.is_empty()).then(|| in_order(&row.lead).into_owned()),
        html: html
            .map(|html| absolute_addresses(app, &html).replace(" href=\"#", &format!(" href=\"{url}#"))),
        authors: Vec::new(),
        published_micros: row.published_at,
        updated_micros: row.updated_at.unwrap_or(row.published_at),
        categories: vec![row.section_name.clone()],
        recording: None,
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
        let maps_of_it = parts_of(published, &edition).await?.len();
        maps.extend(
            (0..maps_of_it)
                .map(|number| (app.absolute(&format!("/{}/sitemap-{number}.xml", edition.code)), None)),
        );
        maps.push((app.absolute(&format!("/{}/news-sitemap.xml", edition.code)), None));
    }
    let xml = sitemap::index(&maps).map_err(PageError::broken)?;
    Ok(map(xml, &[Tag::Everything]))
}

/// How the articles of an edition are parted among its maps: by the counts that are kept for each day of the archive, so
/// that nobody counts articles.
async fn parts_of(published: &Published, edition: &Edition) -> Result<Vec<Part>, PageError> {
    let days = archive::all_days(published, &edition.code).await?;
    let zone = &edition.voice.dates.zone;
    Ok(parts(&days, |day| day.bounds(zone).map(|(from, _)| from)))
}

/// `GET /{edition}/sitemap-{page}.xml`: one map, the oldest articles first.
pub async fn sitemap_page(
    State(app): State<App>,
    Path((edition, file)): Path<(String, String)>,
) -> Result<Page, PageError> {
    let code = EditionCode(edition);
    let number = file
        .strip_prefix("sitemap-")
        .and_then(|rest| rest.strip_suffix(".xml"))
        .ok_or(PageError::NotFound)?;
    let number = counting_number(number).and_then(|number| usize::try_from(number).ok());
    let number = number.ok_or(PageError::NotFound)?;
    let published: &Published = app.db.published();
    let frame = app.frames.of(&app, &code).await?.ok_or(PageError::NotFound)?;
    let part = parts_of(published, &frame.edition).await?.get(number).copied();
    let part = part.ok_or(PageError::NotFound)?;
    let rows = store::sitemap_rows(published, &code, part, MAP_MOST).await?;
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
        for (slug, changed) in stories::all_in_edition(published, &code, SITEMAP_STORIES).await? {
            let story = page(stories::story_href(&code, &slug));
            urls.push(&sitemap::Page { changed_micros: Some(changed), ..story });
        }
    }
    let ids: Vec<ArticleId> = rows.iter().map(|(id, ..)| id.clone()).collect();
    let mut siblings = store::translations_of(published, &ids).await?;
    for (id, address, changed) in rows {
        let url = app.absolute(&address);
        let translations = hreflangs(&app, &frame, &url, siblings.remove(&id).unwrap_or_default());
        urls.push(&sitemap::Page {
            url,
            changed_micros: Some(changed),
            translations,
            pictures: vec![],
            news: None,
        });
    }
    // A map names what other editions have published, so that it is out of date with theirs.
    let tags: Vec<Tag> = frame
        .editions
        .iter()
        .flat_map(|edition| [Tag::Latest(edition.code.clone()), Tag::Edition(edition.code.clone())])
        .chain([Tag::Stories(code), Tag::Maps])
        .collect();
    Ok(map(urls.finish(), &tags))
}

fn map(xml: String, tags: &[Tag]) -> Page {
    Page::of("application/xml; charset=utf-8", xml).tagged(tag::names(tags)).fresh_for(MAP_FRESH)
}

/// An article's address in every language it is published in, its own first; nothing when there is only that one.
fn hreflangs(
    app: &App,
    frame: &Frame,
    url: &str,
    siblings: Vec<(EditionCode, String)>,
) -> Vec<(String, String)> {
    if siblings.is_empty() {
        return Vec::new();
    }
    let lang = |code: &EditionCode| frame.editions.iter().find(|edition| edition.code == *code);
    let others =
        siblings.iter().filter_map(|(code, href)| Some((lang(code)?.lang.clone(), app.absolute(href))));
    std::iter::once((frame.edition.lang.clone(), url.to_owned())).chain(others).collect()
}

/// How far back a map of news reaches, and how many articles it names: what those who read such maps ask for.
const NEWS_REACHES_MICROS: i64 = 48 * 3_600_000_000;
const NEWS_MOST: i64 = 1_000;

/// `GET /{edition}/news-sitemap.xml`: the articles of the last two days, the newest first.
pub async fn news_sitemap(State(app): State<App>, Path(edition): Path<String>) -> Result<Page, PageError> {
    let code = EditionCode(edition);
    let frame = app.frames.of(&app, &code).await?.ok_or(PageError::NotFound)?;
    let since = app.now() - NEWS_REACHES_MICROS;
    let mut urls = sitemap::Urlset::new();
    for row in store::news_since(app.db.published(), &code, since, NEWS_MOST).await? {
        urls.push(&sitemap::Page {
            url: app.absolute(&row.href),
            changed_micros: Some(row.updated_at.unwrap_or(row.published_at)),
            translations: vec![],
            pictures: vec![],
            news: Some(sitemap::News {
                publication: frame.edition.name.clone(),
                language: text::lang::primary(&row.lang),
                title: row.headline,
                published_micros: row.published_at,
            }),
        });
    }
    let page = Page::of(sitemap::MIME, urls.finish());
    Ok(page.tagged(tag::names(&[Tag::Latest(code.clone()), Tag::Edition(code)])).fresh_for(app.fresh()))
}

/// `GET /robots.txt`
pub async fn robots_txt(State(app): State<App>) -> Result<Page, PageError> {
    let everyone = robots::Group {
        agents: vec!["*".to_owned()],
        allow: Vec::new(),
        disallow: ["/desk", "/api/", "/*/search/"].map(str::to_owned).into(),
    };
    let text = robots::write(&robots::Robots {
        groups: vec![everyone],
        sitemaps: vec![app.absolute("/sitemap.xml")],
    });
    Ok(Page::of("text/plain; charset=utf-8", text)
        .tagged(tag::names(&[Tag::Everything]))
        .fresh_for(MAP_FRESH))
}
