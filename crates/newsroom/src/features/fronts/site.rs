//! The home page: what is pinned, then the latest by section, and no article twice; and the latest of all, page by page.

use ::store::{Published, StoreError};
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue};
use serde::Serialize;
use serde_json::json;
use theme::{PageCheck, PageTemplate};
use web::Page;

use super::published::Pinned;
use super::{PublishedFront, Slot};
use crate::app::App;
use crate::features::articles::{
    ArticleKind, Teaser, TeaserRow, first_authors, latest_below, latest_in_edition, latest_of_kind,
};
use crate::features::media_library::PicturePlace;
use crate::features::pages::{
    Alternate, ArticleList, Frame, Head, Link, Listed, Voiced, open_graph, share_picture,
};
use crate::features::receipts::REVISION_HEADER;
use crate::features::sections::Section;
use crate::features::stories::{self, StoryCard};
use crate::id::{ArticleId, EditionCode};
use crate::routes::{PageError, samples};
use crate::tag::{self, Tag};

/// How many of the newest articles the top of the page chooses from.
const TOP: i64 = 24;
/// How many pieces a section's block shows when nothing else is arranged.
const PIECES: usize = 5;
/// How many more it chooses from: those the top has taken are left out.
const SPARE: usize = 9;
/// How many sections have a block.
const BLOCKS: usize = 12;
/// How many opinions, and how many pieces that are seen before they are read, have a block of their own.
const ACROSS: usize = 4;
/// How many cards stand side by side.
const CARDS: usize = 4;
/// A picture that is older than its section's newest piece by this much leads no block.
const LEADS_FOR_MICROS: i64 = 3 * 24 * 60 * 60 * 1_000_000;

/// How many of the latest headlines stand beside the top.
const LATEST: usize = 10;

/// How many running stories the strip shows.
const STORIES: i64 = 5;

#[derive(Serialize)]
struct HomePage {
    head: Head,
    page: Home,
}

impl PageTemplate for HomePage {
    const TEMPLATE: &'static str = "home/home.html";

    fn samples() -> Vec<Self> {
        vec![
            HomePage { head: samples::head(), page: Home::default() },
            HomePage {
                head: samples::head(),
                page: Home {
                    lead: Some(samples::teaser(1)),
                    latest: vec![samples::teaser(2).href],
                    stories: stories::sample_cards(),
                    ..Home::default()
                },
            },
        ]
    }
}

/// The home page, for checking a theme.
pub fn check() -> PageCheck {
    PageCheck::of::<HomePage>(&samples::site())
}

#[derive(Default, Serialize)]
struct Home {
    lead: Option<Teaser>,
    also: Vec<Teaser>,
    duo: Vec<Teaser>,
    side: Vec<Teaser>,
    lines: Vec<Teaser>,
    latest: Vec<String>,
    stories: Vec<StoryCard>,
    blocks: Vec<Block>,
    voices: Vec<Teaser>,
    /// The section of all these opinions, where it is one.
    voices_from: Option<Link>,
    reel: Vec<Teaser>,
}

#[derive(Serialize)]
struct Block {
    section: Link,
    lead: Teaser,
    rows: Vec<Teaser>,
    rhythm: &'static str,
}

/// `GET /{edition}/`
pub async fn show(State(app): State<App>, Path(edition): Path<String>) -> Result<Page, PageError> {
    let code = EditionCode(edition);
    let frame = app.frames.of(&app, &code).await?.ok_or(PageError::NotFound)?;
    let now = app.now();
    let voiced = frame.voiced(now);
    let page = home(&app, &frame, &voiced).await?;
    let head = head(&app, &frame);
    let html = app.theme.render(&HomePage { head, page }, &frame.surroundings(&app, &voiced))?;
    let arrangement = Tag::Arrangement(code.as_str().into());
    let mut tags = vec![Tag::Front(code.clone()), Tag::Latest(code.clone()), Tag::Edition(code), arrangement];
    tags.extend(frame.sections.iter().map(|section| Tag::Section(section.id.clone())));
    let page = Page::html(html).tagged(tag::names(&tags)).fresh_for(app.fresh());
    Ok(match frame.front(frame.edition.code.as_str()) {
        Some(front) => {
            page.header(HeaderName::from_static(REVISION_HEADER), HeaderValue::from(front.revision))
        }
        None => page,
    })
}

/// Everything in an edition, the newest first.
pub struct Latest;

impl ArticleList for Latest {
    const TEMPLATE: &'static str = "latest/latest.html";
    const GAP: &'static str = "";
    // The edition's own feeds stand on every page, and nothing is left to stand beside it.
    const IS_A_PART: bool = false;

    async fn find(_: &Published, _: &Frame, _: &str) -> Result<Option<Self>, StoreError> {
        Ok(Some(Latest))
    }

    async fn articles(
        &self,
        published: &Published,
        edition: &EditionCode,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<TeaserRow>, StoreError> {
        latest_in_edition(published, edition, limit, offset).await
    }

    fn listed(&self, edition: &EditionCode, voiced: &Voiced<'_>) -> Listed {
        let (name, href) = (voiced.message("latest-all"), format!("/{edition}/latest/"));
        Listed { name, href, description: String::new(), label: None }
    }

    fn description(&self, frame: &Frame) -> String {
        frame.description()
    }
}

async fn home(app: &App, frame: &Frame, voiced: &Voiced<'_>) -> Result<Home, PageError> {
    let published = app.db.published();
    let newest = latest_in_edition(published, &frame.edition.code, TOP, 0).await?;
    let front = frame.front(frame.edition.code.as_str());
    let pinned = match front {
        Some(front) => front.pinned(published, voiced.now()).await?,
        None => Pinned::default(),
    };
    let mut shown = Shown { ids: pinned.ids().cloned().collect() };
    let top = Top::filled(&pinned, &newest, &mut shown);
    // What is pinned has pushed newer pieces out of the top: they stand beside it before the blocks choose.
    let pushed = if pinned.is_empty() { 0 } else { LATEST };
    let latest = shown.take(&frame.latest, pushed, |_| true);
    let voices = across(published, frame, &mut shown, &[ArticleKind::Opinion]).await?;
    let reel = across(published, frame, &mut shown, &[ArticleKind::Video, ArticleKind::Gallery]).await?;
    let mut blocks = Vec::new();
    for (section, pieces) in blocks_of(frame, front) {
        let place = blocks.len();
        blocks.extend(block(published, frame, voiced, &mut shown, section, (pieces, place)).await?);
    }
    let stories = match front.and_then(|front| front.stories.as_ref()) {
        Some(chosen) => stories::chosen(published, &frame.edition.code, chosen).await?,
        None => stories::running(published, &frame.edition.code, STORIES).await?,
    };
    let teaser = |row: &TeaserRow, spot| Teaser::new(row, &frame.edition, voiced, spot);
    let all = |rows: Vec<&TeaserRow>, spot| rows.into_iter().map(|row| teaser(row, spot)).collect::<Vec<_>>();
    Ok(Home {
        lead: all(top.lead, PicturePlace::LEAD).pop(),
        also: all(top.also, PicturePlace::ROW),
        duo: all(top.duo, PicturePlace::ROW),
        side: all(top.side, PicturePlace::CARD),
        lines: all(top.lines, PicturePlace::ROW),
        latest: match latest.is_empty() {
            true => frame.latest_but(&shown.ids, LATEST),
            false => latest.into_iter().map(TeaserRow::href).collect(),
        },
        stories: stories.iter().map(|row| StoryCard::new(row, voiced)).collect(),
        blocks,
        voices: voices_of(published, frame, voiced, &voices).await?,
        voices_from: section_of_all(frame, &voices),
        reel: reel.iter().map(|row| teaser(row, PicturePlace::CARD)).collect(),
    })
}

/// The pieces of the top of the page, by slot.
struct Top<'a> {
    lead: Vec<&'a TeaserRow>,
    also: Vec<&'a TeaserRow>,
    duo: Vec<&'a TeaserRow>,
    side: Vec<&'a TeaserRow>,
    lines: Vec<&'a TeaserRow>,
}

impl<'a> Top<'a> {
    /// What is pinned, and the newest in what is left: what has a picture leads, what has none stands in the lines.
    fn filled(pinned: &'a Pinned, newest: &'a [TeaserRow], shown: &mut Shown) -> Top<'a> {
        let mut fill = |slot: Slot, needs_picture: bool| {
            let mut rows: Vec<&TeaserRow> = pinned.slot(slot).collect();
            let left = slot.places() - rows.len();
            rows.extend(shown.take(newest, left, |row| row.picture.is_some() || !needs_picture));
            rows
        };
        let lead = fill(Slot::Lead, true);
        let lead = if lead.is_empty() { fill(Slot::Lead, false) } else { lead };
        let (side, duo) = (fill(Slot::Side, true), fill(Slot::Duo, true));
        Top { lead, side, duo, also: fill(Slot::Also, false), lines: fill(Slot::Lines, false) }
    }
}

/// The sections that have a block, in order, and how many pieces each shows: those that are arranged, then the others.
fn blocks_of<'a>(frame: &'a Frame, front: Option<&PublishedFront>) -> Vec<(&'a Section, usize)> {
    let arranged = front.map(|front| front.blocks.as_slice()).unwrap_or_default();
    let named = arranged.iter().filter(|block| !block.hidden).filter_map(|block| {
        let section = frame.open_sections().find(|section| section.id == block.section)?;
        Some((section, block.pieces.unwrap_or(PIECES)))
    });
    let is_arranged = |section: &Section| arranged.iter().any(|block| block.section == section.id);
    let others = frame.roots().filter(|section| !is_arranged(section));
    named.chain(others.map(|section| (section, PIECES))).take(BLOCKS).collect()
}

/// The newest pieces of these kinds, from whatever section, but those that the page has shown.
async fn across(
    published: &Published,
    frame: &Frame,
    shown: &mut Shown,
    kinds: &[ArticleKind],
) -> Result<Vec<TeaserRow>, StoreError> {
    let mut rows = Vec::new();
    for kind in kinds {
        let limit = i64::try_from(2 * ACROSS).unwrap_or(i64::MAX);
        rows.extend(latest_of_kind(published, &frame.edition.code, *kind, limit, 0).await?);
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.published_at));
    Ok(shown.take(&rows, ACROSS, |_| true).into_iter().cloned().collect())
}

/// The section that all of these are in.
fn section_of_all(frame: &Frame, rows: &[TeaserRow]) -> Option<Link> {
    let slug = &rows.first()?.section_slug;
    let section = frame.section(slug).filter(|_| rows.iter().all(|row| row.section_slug == *slug))?;
    Some(Link { name: section.name.clone(), href: Some(section.href()) })
}

/// Opinions, known by their words and by whose they are.
async fn voices_of(
    published: &Published,
    frame: &Frame,
    voiced: &Voiced<'_>,
    rows: &[TeaserRow],
) -> Result<Vec<Teaser>, StoreError> {
    let ids: Vec<ArticleId> = rows.iter().map(|row| row.id.clone()).collect();
    let authors = first_authors(published, &ids).await?;
    let byline = |row: &TeaserRow| {
        let author = authors.iter().find(|(id, _)| *id == row.id);
        author.map(|(_, author)| Link { name: author.name.clone(), href: None }).into_iter().collect()
    };
    let voice = |row: &TeaserRow| {
        let teaser = Teaser::new(row, &frame.edition, voiced, PicturePlace::CARD);
        Teaser { picture: None, byline: byline(row), ..teaser }
    };
    Ok(rows.iter().map(voice).collect())
}

/// A section's newest pieces, but those that the page has shown; none when it has no other.
async fn block(
    published: &Published,
    frame: &Frame,
    voiced: &Voiced<'_>,
    shown: &mut Shown,
    section: &Section,
    (pieces, place): (usize, usize),
) -> Result<Option<Block>, StoreError> {
    let limit = i64::try_from(pieces + SPARE).unwrap_or(i64::MAX);
    let rows = latest_below(published, section, limit, 0).await?;
    let teaser = |row: &TeaserRow, spot| Teaser::new(row, &frame.edition, voiced, spot);
    // Opinions have a place of their own: a section of nothing else would say them twice.
    if rows.iter().all(|row| row.kind == ArticleKind::Opinion) {
        return Ok(None);
    }
    let newest = rows.first().map_or(0, |row| row.published_at);
    let leads = |row: &TeaserRow| row.picture.is_some() && newest - row.published_at < LEADS_FOR_MICROS;
    let lead = shown.take(&rows, 1, leads);
    let lead = if lead.is_empty() { shown.take(&rows, 1, |_| true) } else { lead };
    let Some(lead) = lead.first() else { return Ok(None) };
    let mut rest = shown.take(&rows, pieces - 1, |_| true);
    let rhythm = rhythm(lead, &rest, pieces, place);
    if rhythm == "cards" {
        // What does not fit beside three others is left for a later block.
        let left: Vec<_> = rest.drain(CARDS - 1..).map(|row| row.id.clone()).collect();
        shown.ids.retain(|id| !left.contains(id));
    }
    Ok(Some(Block {
        section: Link { name: section.name.clone(), href: Some(section.href()) },
        rhythm,
        lead: teaser(lead, PicturePlace::CARD),
        rows: rest.iter().map(|row| teaser(row, PicturePlace::ROW)).collect(),
    }))
}

/// How a block looks: what its pieces can carry, and not as the block before it.
fn rhythm(lead: &TeaserRow, rest: &[&TeaserRow], pieces: usize, place: usize) -> &'static str {
    let pictured = rest.iter().take(CARDS - 1).filter(|row| row.picture.is_some()).count();
    match lead.picture.is_some() {
        true if pictured == CARDS - 1 && pieces == PIECES && place % 2 == 1 => "cards",
        true if place % 2 == 1 => "turned",
        true => "picture",
        false => "plain",
    }
}

/// What the page has shown already, so that nothing stands on it twice.
#[derive(Default)]
struct Shown {
    ids: Vec<ArticleId>,
}

impl Shown {
    /// The first `count` rows that fit and are not on the page yet.
    fn take<'a>(
        &mut self,
        rows: &'a [TeaserRow],
        count: usize,
        fits: impl Fn(&TeaserRow) -> bool,
    ) -> Vec<&'a TeaserRow> {
        let mut taken = Vec::with_capacity(count);
        for row in rows {
            if taken.len() < count && fits(row) && !self.ids.contains(&row.id) {
                self.ids.push(row.id.clone());
                taken.push(row);
            }
        }
        taken
    }
}

fn head(app: &App, frame: &Frame) -> Head {
    let edition = &frame.edition;
    let canonical = app.absolute(&edition.home());
    let title = if edition.tagline.is_empty() {
        edition.name.clone()
    } else {
        format!("{} · {}", edition.name, edition.tagline)
    };
    let description = frame.description();
    let alternates: Vec<Alternate> = frame
        .editions
        .iter()
        .map(|e| Alternate { lang: e.lang.clone(), href: app.absolute(&e.home()) })
        .collect();
    let search = format!("{}?q={{search_term_string}}", app.absolute(&format!("{}search/", edition.home())));
    let mut organisation =
        json!({ "@type": "NewsMediaOrganization", "name": edition.name, "url": canonical });
    if !frame.channels.is_empty() {
        let hrefs: Vec<&str> = frame.channels.iter().map(|channel| channel.href.as_str()).collect();
        organisation["sameAs"] = json!(hrefs);
    }
    let json_ld = json!({
        "@context": "https://schema.org",
        "@graph": [
            organisation,
            {
                "@type": "WebSite",
                "name": edition.name,
                "url": canonical,
                "inLanguage": edition.lang,
                "potentialAction": {
                    "@type": "SearchAction",
                    "target": { "@type": "EntryPoint", "urlTemplate": search },
                    "query-input": "required name=search_term_string",
                },
            },
        ],
    });
    let mut og = open_graph("website", &title, &description, &canonical, edition);
    og.extend(share_picture(app, edition));
    let elsewhere = frame.elsewhere(|_| None);
    let (section, robots) = (None, "index");
    Head {
        section,
        elsewhere,
        canonical,
        title,
        description,
        robots,
        alternates,
        feeds: Vec::new(),
        og,
        json_ld: Some(json_ld.to_string()),
    }
}
