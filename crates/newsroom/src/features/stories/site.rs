//! A story's page: what it is about, where it stands, and its timeline by day; its feeds; and the page of all stories.

use std::collections::BTreeSet;

use axum::extract::{OriginalUri, Path, Query, State};
use axum::http::{HeaderName, HeaderValue};
use serde::{Deserialize, Serialize};
use serde_json::Map;
use theme::{PageCheck, PageTemplate};
use web::Page;

use super::published::store::{self, StoryRow};
use super::published::{StoryCard, story_href};
use super::said::{Person, Said, beside};
use super::statements::statements_href;
use super::story::{StoryOrder, StoryState};
use super::{samples, structured, timeline};
use crate::app::App;
use crate::features::articles::{Teaser, TeaserRow, picture_properties, teasers};
use crate::features::feeds::{self, Channel, Format};
use crate::features::media_library::{PicturePlace, PictureRow, PictureView};
use crate::features::pages::{
    AskedPage, FeedLink, Frame, FullMoment, Head, ListPage, Listed, Voiced, feeds_of, list_head,
};
use crate::features::receipts::REVISION_HEADER;
use crate::id::{ArticleId, EditionCode};
use crate::routes::{PageError, samples as common};
use crate::tag::{self, Tag};

/// How many pieces are between one that is shown with its picture and the next such.
const PICTURE_EVERY: usize = 5;
/// How many days of the first page stand open; of every other day the rest is folded behind its first piece.
const OPEN_DAYS: usize = 3;
/// How many pieces are worth a fold: one takes no more room than the fold.
const FOLD_FROM: usize = 2;
/// How many words of its text stand for a story that search engines show.
const DESCRIPTION_WORDS: usize = 40;

#[derive(Serialize)]
struct StoryPage {
    head: Head,
    page: Shown,
}

impl PageTemplate for StoryPage {
    const TEMPLATE: &'static str = "stories/story.html";

    fn samples() -> Vec<Self> {
        samples::stories().into_iter().map(|page| StoryPage { head: common::head(), page }).collect()
    }
}

/// The story page, for checking a theme.
pub fn check() -> PageCheck {
    PageCheck::of::<StoryPage>(&common::site())
}

/// What the template is given.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Shown {
    pub name: String,
    pub href: String,
    pub about: String,
    pub state: &'static str,
    pub count: i64,
    pub begun: FullMoment,
    pub begun_day: String,
    pub latest: FullMoment,
    pub latest_day: String,
    pub picture: Option<PictureView>,
    pub key_points: Vec<String>,
    /// The latest statement of each who said something in it; on the first page.
    pub said: Vec<Said>,
    /// Who is in it, those who say most before the others; on the first page.
    pub people: Vec<Person>,
    /// All that is said in it by speaker; on the first page, where anything is.
    pub statements: Option<String>,
    pub explainer: Option<Teaser>,
    /// What stands above the timeline of the first page.
    pub pinned: Vec<Piece>,
    /// Whether that was chosen by the program, since no editor has pinned anything.
    pub is_picked: bool,
    pub days: Vec<DayShown>,
    pub order: &'static str,
    /// The same from the other end.
    pub turned: String,
    pub before: Option<String>,
    pub after: Option<String>,
    pub page: i64,
    pub feeds: Vec<FeedLink>,
    /// Where a reader can follow it; none when it is over.
    pub follow: Option<String>,
}

/// The pieces of one day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct DayShown {
    pub iso: String,
    pub date: String,
    pub weekday: &'static str,
    /// How long nothing came before or after, when it was long.
    pub quiet: Option<String>,
    pub pieces: Vec<Piece>,
    /// The others, of a day that is not shown whole.
    pub folded: Vec<Piece>,
}

/// A piece in the timeline.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Piece {
    pub piece: Teaser,
    pub at: FullMoment,
    /// The day, where it does not stand beside it.
    pub day: String,
    pub is_key: bool,
    /// Whether its lead is shown.
    pub is_told: bool,
    /// Whether its picture is shown.
    pub is_pictured: bool,
}

/// What a story's address may ask for.
#[derive(Deserialize)]
pub struct AskedStory {
    #[serde(flatten)]
    page: AskedPage,
    order: Option<String>,
}

/// `GET /{edition}/story/{story}/`
pub async fn show(
    State(app): State<App>,
    Path((edition, slug)): Path<(String, String)>,
    Query(asked): Query<AskedStory>,
    OriginalUri(address): OriginalUri,
) -> Result<Page, PageError> {
    let code = EditionCode(edition);
    let frame = app.frames.of(&app, &code).await?.ok_or(PageError::NotFound)?;
    let published = app.db.published();
    let story = store::published_story(published, &code, &slug).await?.ok_or(PageError::NotFound)?;
    let own = story_href(&code, story.target.as_ref().map_or(&story.slug, |(_, slug)| slug));
    if address.path() != own {
        return Ok(Page::redirect(own, true).tagged(tags(&story, code)).fresh_for(app.fresh()));
    }
    let order = match &asked.order {
        Some(order) => StoryOrder::named(order).ok_or(PageError::NotFound)?,
        None => story.order,
    };
    let which = ListPage::asked(&asked.page, app.config.section_page).ok_or(PageError::NotFound)?;
    let voiced = frame.voiced(app.now());
    let (page, rows) = shown(&app, &frame, &voiced, &story, (order, which)).await?;
    let quoted = quoted(&rows.quoted);
    let json_ld = structured::story(&app, &frame, &page, which, &rows.listed);
    let mut head = head(&app, &frame, &story, &page, which, &json_ld, rows.cover.as_ref());
    // Read from the other end it is the same story: one address for machines.
    if order != story.order {
        head.robots = "noindex";
    }
    let html = app.theme.render(&StoryPage { head, page }, &frame.surroundings(&app, &voiced))?;
    Ok(Page::html(html)
        .tagged(tags(&story, code))
        .tagged(quoted)
        .fresh_for(app.fresh())
        .header(HeaderName::from_static(REVISION_HEADER), HeaderValue::from(story.revision)))
}

/// `GET /{edition}/story/{story}/rss.xml`, `atom.xml`, `feed.json`
pub async fn feed(
    State(app): State<App>,
    Path((edition, slug, file)): Path<(String, String, String)>,
) -> Result<Page, PageError> {
    let format = Format::at(&file).ok_or(PageError::NotFound)?;
    let code = EditionCode(edition);
    let frame = app.frames.of(&app, &code).await?.ok_or(PageError::NotFound)?;
    let published = app.db.published();
    let story = store::published_story(published, &code, &slug).await?.ok_or(PageError::NotFound)?;
    if let Some((_, target)) = &story.target {
        let address = format!("{}{}", story_href(&code, target), format.file());
        return Ok(Page::redirect(address, true).tagged(tags(&story, code)).fresh_for(app.fresh()));
    }
    let pieces = store::pieces_of(published, &story.id, StoryOrder::Newest, app.config.feed_items, 0).await?;
    let rows = teasers(published, &pieces.into_iter().map(|(id, _)| id).collect::<Vec<_>>()).await?;
    let channel = Channel { home: story_href(&code, &story.slug), name: story.name.clone(), rows };
    Ok(feeds::feed_of_articles(&app, &frame, channel, format).await?.tagged(tags(&story, code)))
}

/// What leads to another story goes stale with that one: it may lead on one day.
pub(super) fn tags(story: &StoryRow, edition: EditionCode) -> Vec<String> {
    let target = story.target.iter().map(|(id, _)| Tag::Story(id.clone()));
    let tags = [Tag::Story(story.id.clone()), Tag::Edition(edition)];
    tag::names(&tags.into_iter().chain(target).collect::<Vec<_>>())
}

/// What a page quotes goes with its article.
pub(super) fn quoted<'a>(articles: impl IntoIterator<Item = &'a ArticleId>) -> Vec<String> {
    let articles: BTreeSet<&ArticleId> = articles.into_iter().collect();
    tag::names(&articles.into_iter().cloned().map(Tag::Text).collect::<Vec<_>>())
}

/// What a page was made of.
struct Rows {
    listed: Vec<TeaserRow>,
    cover: Option<PictureRow>,
    /// In which articles stands what it quotes.
    quoted: Vec<ArticleId>,
}

async fn shown(
    app: &App,
    frame: &Frame,
    voiced: &Voiced<'_>,
    story: &StoryRow,
    (order, which): (StoryOrder, ListPage),
) -> Result<(Shown, Rows), PageError> {
    let published = app.db.published();
    let pieces = store::pieces_of(published, &story.id, order, which.limit(), which.offset()).await?;
    let href = story_href(&frame.edition.code, &story.slug);
    let (pieces, around) =
        which.cut(pieces, &address(&href, story.order, order)).ok_or(PageError::NotFound)?;
    let is_first = around.page == 1;
    let keys = Keys::of(story, order);
    // All that the page names, in one question: its pieces, those above them, the explainer, the one with the picture.
    let mut ids: Vec<ArticleId> = pieces.into_iter().map(|(id, _)| id).collect();
    let on_page = ids.len();
    let more = keys.ids.iter().filter(|_| is_first).chain(&story.explainer).chain(&story.cover);
    ids.extend(more.cloned());
    let rows = teasers(published, &ids).await?;
    let row = |id: &ArticleId| rows.iter().find(|row| row.id == *id);
    let listed: Vec<&TeaserRow> = ids[..on_page].iter().filter_map(row).collect();
    let told = |row: &TeaserRow, how| piece(row, frame, voiced, &keys, how);
    let mut pictures = Pictures::default();
    let cover = story.cover.as_ref().and_then(row);
    if let Some(row) = cover {
        pictures.is_new(row);
    }
    let pinned = keys.ids.iter().filter(|_| is_first).filter_map(row);
    let pinned = pinned.map(|row| told(row, Told { lead: true, picture: pictures.is_new(row) })).collect();
    let Voices { said, quoted, people } = match is_first {
        true => voices(app, frame, voiced, story).await?,
        false => Voices::default(),
    };
    let page = Shown {
        name: story.name.clone(),
        about: story.about.clone(),
        state: story.state.as_str(),
        count: story.pieces,
        begun: voiced.full_moment(story.begun_at),
        begun_day: voiced.day(story.begun_at),
        latest: voiced.full_moment(story.latest_at),
        latest_day: voiced.day(story.latest_at),
        picture: cover.and_then(|row| picture(row, voiced)),
        key_points: story.key_points.clone(),
        said,
        statements: people.iter().any(|one| one.speaks).then(|| statements_href(&href)),
        people,
        explainer: story.explainer.as_ref().and_then(row).map(|row| told(row, Told::LINE).piece),
        pinned,
        is_picked: keys.are_picked,
        days: days(&listed, frame, voiced, &keys, (is_first, pictures)),
        order: order.as_str(),
        turned: address(&href, story.order, order.turned()),
        before: around.newer,
        after: around.older,
        page: around.page,
        feeds: feeds_of(&href, &story.name),
        follow: (story.state == StoryState::Running)
            .then(|| format!("{}follow/#stories", frame.edition.home())),
        href,
    };
    let cover = cover.and_then(|row| row.picture.clone());
    Ok((page, Rows { listed: listed.into_iter().cloned().collect(), cover, quoted }))
}

/// The pieces that stand above a story's timeline.
struct Keys {
    ids: Vec<ArticleId>,
    /// Whether the program chose them.
    are_picked: bool,
}

impl Keys {
    /// What editors pinned; where they pinned nothing, what stands out, in the order of the page.
    fn of(story: &StoryRow, order: StoryOrder) -> Keys {
        if !story.pins.is_empty() {
            return Keys { ids: story.pins.clone(), are_picked: false };
        }
        let mut ids = story.outline.picked.clone();
        if order == StoryOrder::Oldest {
            ids.reverse();
        }
        Keys { are_picked: !ids.is_empty(), ids }
    }
}

/// What was said last, in which articles, and who is in it.
#[derive(Default)]
struct Voices {
    said: Vec<Said>,
    quoted: Vec<ArticleId>,
    people: Vec<Person>,
}

async fn voices(
    app: &App,
    frame: &Frame,
    voiced: &Voiced<'_>,
    story: &StoryRow,
) -> Result<Voices, PageError> {
    let rows = store::said(app.db.published(), &story.outline.said).await?;
    let said = rows.iter().map(|row| beside(row, &frame.edition.lang, voiced)).collect();
    let people = story.outline.people.iter().map(|one| Person::of(one, &frame.edition.code)).collect();
    Ok(Voices { said, quoted: rows.into_iter().map(|row| row.article).collect(), people })
}

/// The address of a story's page in an order; the story's own order needs no word.
fn address(href: &str, usual: StoryOrder, order: StoryOrder) -> String {
    if order == usual { href.to_owned() } else { format!("{href}?order={}", order.as_str()) }
}

fn picture(row: &TeaserRow, voiced: &Voiced) -> Option<PictureView> {
    row.picture.as_ref().map(|picture| picture.view(voiced, PicturePlace::LEAD))
}

/// How much of a piece is shown.
#[derive(Clone, Copy)]
struct Told {
    lead: bool,
    picture: bool,
}

impl Told {
    const LINE: Told = Told { lead: false, picture: false };
}

fn piece(row: &TeaserRow, frame: &Frame, voiced: &Voiced, keys: &Keys, how: Told) -> Piece {
    Piece {
        piece: Teaser::new(row, &frame.edition, voiced, PicturePlace::CARD),
        at: voiced.full_moment_known(row.published_at, row.dated_to),
        day: voiced.day(row.published_at),
        is_key: keys.ids.contains(&row.id),
        is_told: how.lead,
        is_pictured: how.picture && row.picture.is_some(),
    }
}

/// The pieces by day. What stands above on the first page does not stand here again. The first piece of a day and every
/// one with a picture are told with their leads; pictures stand a few pieces apart, and the one over the page not again.
fn days(
    listed: &[&TeaserRow],
    frame: &Frame,
    voiced: &Voiced,
    keys: &Keys,
    (is_first, mut pictures): (bool, Pictures),
) -> Vec<DayShown> {
    let stands_above = |row: &&TeaserRow| is_first && keys.ids.contains(&row.id);
    let days = timeline::by_day(
        listed.to_vec(),
        |row| row.published_at,
        |at| voiced.civil_date(at),
        |row| !stands_above(row),
    );
    let open = if is_first { OPEN_DAYS } else { 0 };
    let day = |(number, day): (usize, timeline::Day<&TeaserRow>)| {
        let is_open =
            |place: usize, row: &TeaserRow| number < open || place == 0 || keys.ids.contains(&row.id);
        let (shown, folded) = timeline::folded(day.pieces, |place, row| is_open(place, row), FOLD_FROM);
        let mut told = |(place, row): (usize, &TeaserRow)| {
            let picture = pictures.wants(row);
            piece(row, frame, voiced, keys, Told { lead: place == 0 || picture, picture })
        };
        DayShown {
            iso: voiced.iso_date(day.at),
            date: voiced.day(day.at),
            weekday: voiced.weekday(day.at),
            quiet: day.quiet.map(|quiet| {
                let (message, number) = quiet.message();
                voiced.counted(message, number)
            }),
            pieces: shown.into_iter().enumerate().map(&mut told).collect(),
            folded: folded.into_iter().map(|row| piece(row, frame, voiced, keys, Told::LINE)).collect(),
        }
    };
    days.into_iter().enumerate().map(day).collect()
}

/// Which pieces of a page are shown with their pictures: no two close together, and no picture twice.
#[derive(Default)]
struct Pictures {
    seen: Vec<String>,
    since: usize,
}

impl Pictures {
    fn wants(&mut self, row: &TeaserRow) -> bool {
        self.since += 1;
        if self.since < PICTURE_EVERY || !self.is_new(row) {
            return false;
        }
        self.since = 0;
        true
    }

    /// Whether the row has a picture that the page does not show yet; from now on it does.
    fn is_new(&mut self, row: &TeaserRow) -> bool {
        let Some(picture) = &row.picture else { return false };
        if self.seen.contains(&picture.public_name) {
            return false;
        }
        self.seen.push(picture.public_name.clone());
        true
    }
}

fn head(
    app: &App,
    frame: &Frame,
    story: &StoryRow,
    page: &Shown,
    which: ListPage,
    json_ld: &serde_json::Value,
    cover: Option<&PictureRow>,
) -> Head {
    let description = match story.about.as_str() {
        "" => frame.locale.message(
            "story-description",
            &[("story", story.name.as_str().into()), ("site", frame.edition.name.as_str().into())],
        ),
        about => text::words::truncate_words(about, DESCRIPTION_WORDS),
    };
    let listed =
        Listed { name: story.name.clone(), href: page.href.clone(), description: String::new(), label: None };
    let mut head = list_head(app, frame, &listed, which, description, Map::new());
    head.json_ld = Some(json_ld.to_string());
    if let Some(picture) = cover {
        head.og.retain(|one| !one.property.starts_with("og:image"));
        head.og.extend(picture_properties(app, picture, &story.name));
    }
    head
}

#[derive(Serialize)]
struct StoriesPage {
    head: Head,
    page: Stories,
}

/// The stories of an edition, as the template is given them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Stories {
    pub running: Vec<StoryCard>,
    pub paused: Vec<StoryCard>,
    pub ended: Vec<StoryCard>,
    pub newer: Option<String>,
    pub older: Option<String>,
    pub page: i64,
}

impl PageTemplate for StoriesPage {
    const TEMPLATE: &'static str = "stories/stories.html";

    fn samples() -> Vec<Self> {
        samples::lists().into_iter().map(|page| StoriesPage { head: common::head(), page }).collect()
    }
}

/// The page of all stories, for checking a theme.
pub fn check_list() -> PageCheck {
    PageCheck::of::<StoriesPage>(&common::site())
}

/// `GET /{edition}/stories/`: those that run, those that rest, those that ended.
pub async fn list(
    State(app): State<App>,
    Path(edition): Path<String>,
    Query(asked): Query<AskedPage>,
) -> Result<Page, PageError> {
    let code = EditionCode(edition);
    let frame = app.frames.of(&app, &code).await?.ok_or(PageError::NotFound)?;
    let which = ListPage::asked(&asked, app.config.section_page).ok_or(PageError::NotFound)?;
    let rows = store::listed(app.db.published(), &code, which.limit(), which.offset()).await?;
    let voiced = frame.voiced(app.now());
    let href = format!("{}stories/", frame.edition.home());
    let (rows, around) = which.cut(rows, &href).ok_or(PageError::NotFound)?;
    let of = |state: StoryState| -> Vec<StoryCard> {
        let rows = rows.iter().filter(|row| row.state == state);
        rows.map(|row| StoryCard::new(row, &voiced)).collect()
    };
    let page = Stories {
        running: of(StoryState::Running),
        paused: of(StoryState::Paused),
        ended: of(StoryState::Ended),
        newer: around.newer,
        older: around.older,
        page: around.page,
    };
    let listed = Listed { name: voiced.message("stories"), href, description: String::new(), label: None };
    let names = [("site", frame.edition.name.as_str().into())];
    let description = frame.locale.message("stories-description", &names);
    let json_ld = structured::stories(&app, &frame, &listed, which, &page);
    let mut head = list_head(&app, &frame, &listed, which, description, Map::new());
    head.json_ld = Some(json_ld.to_string());
    // The edition's own feeds stand on every page, and each story has its own.
    let head = Head { feeds: Vec::new(), ..head };
    let html = app.theme.render(&StoriesPage { head, page }, &frame.surroundings(&app, &voiced))?;
    let tags = [Tag::Stories(code.clone()), Tag::Edition(code)];
    Ok(Page::html(html).tagged(tag::names(&tags)).fresh_for(app.fresh()))
}
