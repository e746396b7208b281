//! Lists of articles as pages and as feeds. What a list is of, and where its articles come from, is said by its
//! [`ArticleList`]; everything else is here, once: [`show_list`], [`feed_list`].

use std::marker::PhantomData;

use ::store::{Published, StoreError};
use axum::extract::{OriginalUri, Path, Query, State};
use axum::http::{HeaderName, HeaderValue};
use serde::Serialize;
use serde_json::{Map, Value};
use theme::{PageCheck, PageTemplate};
use web::Page;

use super::{AskedPage, Frame, Head, Kin, ListPage, Listed, Listing, PinnedRows, Told, Voiced, list_head};
use crate::app::App;
use crate::features::articles::TeaserRow;
use crate::features::feeds::{Channel, Format, feed_of_articles};
use crate::features::receipts::REVISION_HEADER;
use crate::features::sections::{Section, Sections, breadcrumbs};
use crate::id::EditionCode;
use crate::routes::{PageError, samples};
use crate::tag::{self, Tag};

/// Articles that belong together and are listed, the newest first.
pub trait ArticleList: Sized + Send + Sync + 'static {
    /// The template of its page.
    const TEMPLATE: &'static str;
    /// The gap in its address that says which it is; empty when an edition has only one.
    const GAP: &'static str;
    /// Whether it has feeds of its own, and the latest headlines beside it.
    const IS_A_PART: bool = true;

    /// The edition's list whose segment of the address this is, while readers can see anything of it.
    fn find(
        published: &Published,
        frame: &Frame,
        segment: &str,
    ) -> impl Future<Output = Result<Option<Self>, StoreError>> + Send;

    /// Its newest articles, from `offset` on.
    fn articles(
        &self,
        published: &Published,
        edition: &EditionCode,
        limit: i64,
        offset: i64,
    ) -> impl Future<Output = Result<Vec<TeaserRow>, StoreError>> + Send;

    /// What its page calls it, and its address.
    fn listed(&self, edition: &EditionCode, voiced: &Voiced<'_>) -> Listed;

    /// What it is, in a sentence for search engines.
    fn description(&self, frame: &Frame) -> String;

    /// What machines are told beyond that it is a collection of this name.
    fn for_machines(&self, _app: &App, _listed: &Listed) -> Map<String, Value> {
        Map::new()
    }

    /// The sections around it, where it is one.
    fn kin(&self, _frame: &Frame) -> Kin {
        Kin::default()
    }

    /// What is pinned at its head at `now`.
    fn pinned(
        &self,
        _published: &Published,
        _frame: &Frame,
        _now: i64,
    ) -> impl Future<Output = Result<PinnedRows, StoreError>> + Send {
        std::future::ready(Ok(PinnedRows::default()))
    }

    /// What goes stale with its first page besides the list itself: how it is arranged, and what is pinned.
    fn arranged(&self, _frame: &Frame, _now: i64) -> Vec<Tag> {
        Vec::new()
    }

    /// How often its arrangement changed, where it has one.
    fn revision(&self, _frame: &Frame) -> Option<i64> {
        None
    }

    /// The section it is, where it is one.
    fn section(&self) -> Option<&Section> {
        None
    }
}

#[derive(Serialize)]
#[serde(bound = "")]
struct ListView<L> {
    head: Head,
    page: Listing,
    #[serde(skip)]
    of: PhantomData<L>,
}

impl<L: ArticleList> PageTemplate for ListView<L> {
    const TEMPLATE: &'static str = L::TEMPLATE;

    fn samples() -> Vec<Self> {
        let view = |page| ListView { head: samples::full_head(), page, of: PhantomData };
        samples::listings().into_iter().map(view).collect()
    }
}

/// A list's page, for checking a theme.
pub fn check_list<L: ArticleList>() -> PageCheck {
    PageCheck::of::<ListView<L>>(&samples::site())
}

/// `GET` of a list's address: its articles, page by page.
pub async fn show_list<L: ArticleList>(
    State(app): State<App>,
    Path(segments): Path<Vec<(String, String)>>,
    Query(asked): Query<AskedPage>,
    OriginalUri(address): OriginalUri,
) -> Result<Page, PageError> {
    let edition = edition_of(&segments);
    let frame = app.frames.of(&app, &edition).await?.ok_or(PageError::NotFound)?;
    let list = found::<L>(&app, &frame, &segments).await?;
    let voiced = frame.voiced(app.now());
    let listed = list.listed(&edition, &voiced);
    let mut tags = tags(&list, &frame);
    if address.path() != listed.href {
        return Ok(Page::redirect(&listed.href, true).tagged(tags).fresh_for(app.fresh()));
    }
    let which = ListPage::asked(&asked, app.config.section_page).ok_or(PageError::NotFound)?;
    let rows = list.articles(app.db.published(), &edition, which.limit(), which.offset()).await?;
    let pinned = match which.is_first() {
        true => {
            tags.extend(tag::names(&list.arranged(&frame, voiced.now())));
            list.pinned(app.db.published(), &frame, voiced.now()).await?
        }
        false => PinnedRows::default(),
    };
    let head = head(&app, &frame, &list, &listed, which);
    let mut page = Listing::of(listed, pinned, rows, which, &frame, &voiced).ok_or(PageError::NotFound)?;
    page.kin = list.kin(&frame);
    if !L::IS_A_PART {
        page.latest.clear();
    }
    let view = ListView::<L> { head, page, of: PhantomData };
    let html = app.theme.render(&view, &frame.surroundings(&app, &voiced))?;
    let page = Page::html(html).tagged(tags).fresh_for(app.fresh());
    Ok(match list.revision(&frame) {
        Some(revision) => page.header(HeaderName::from_static(REVISION_HEADER), HeaderValue::from(revision)),
        None => page,
    })
}

/// `GET` of `rss.xml`, `atom.xml`, `feed.json` below a list's address.
pub async fn feed_list<L: ArticleList>(
    State(app): State<App>,
    Path(segments): Path<Vec<(String, String)>>,
    OriginalUri(address): OriginalUri,
) -> Result<Page, PageError> {
    let format = Format::at(address.path()).ok_or(PageError::NotFound)?;
    let edition = edition_of(&segments);
    let frame = app.frames.of(&app, &edition).await?.ok_or(PageError::NotFound)?;
    let list = found::<L>(&app, &frame, &segments).await?;
    let rows = list.articles(app.db.published(), &edition, app.config.feed_items, 0).await?;
    let Listed { name, href: home, .. } = list.listed(&edition, &frame.voiced(app.now()));
    let page = feed_of_articles(&app, &frame, Channel { name, home, rows }, format).await?;
    Ok(page.tagged(tags(&list, &frame)))
}

async fn found<L: ArticleList>(
    app: &App,
    frame: &Frame,
    segments: &[(String, String)],
) -> Result<L, PageError> {
    let segment = segment(segments, L::GAP);
    L::find(app.db.published(), frame, segment).await?.ok_or(PageError::NotFound)
}

fn edition_of(segments: &[(String, String)]) -> EditionCode {
    EditionCode::from(segment(segments, "edition"))
}

fn segment<'s>(segments: &'s [(String, String)], gap: &str) -> &'s str {
    segments.iter().find(|(name, _)| name == gap).map_or("", |(_, value)| value.as_str())
}

/// What is new in an edition may belong to any of its lists.
fn tags<L: ArticleList>(list: &L, frame: &Frame) -> Vec<String> {
    let below = |section: &Section| Sections(&frame.sections).tree_of(&section.id);
    let sections = list.section().map(below).unwrap_or_default().into_iter();
    let sections = sections.map(|section| Tag::Section(section.id.clone()));
    let code = &frame.edition.code;
    let edition = [Tag::Latest(code.clone()), Tag::Edition(code.clone())];
    tag::names(&sections.chain(edition).collect::<Vec<_>>())
}

fn head<L: ArticleList>(app: &App, frame: &Frame, list: &L, listed: &Listed, which: ListPage) -> Head {
    let mut more = list.for_machines(app, listed);
    if let Some(section) = list.section() {
        more.insert("breadcrumb".to_owned(), breadcrumbs(app, frame, section));
    }
    let mut head = list_head(app, frame, listed, which, list.description(frame), more);
    if let Some(section) = list.section() {
        let editions = |code: &EditionCode| frame.editions.iter().find(|edition| edition.code == *code);
        let lang = |section: &Section| editions(&section.edition).map(|edition| edition.lang.clone());
        let same: Vec<_> =
            frame.same_sections(section).filter_map(|other| Some((other, lang(other)?))).collect();
        head.elsewhere = frame.elsewhere(|code| {
            same.iter().find(|(other, _)| other.edition == *code).map(|(other, _)| other.href())
        });
        // Older pages of a list have nothing in common with those of another.
        if which.is_first() {
            let edition = &frame.edition;
            let own = Told { edition: &edition.code, lang: &edition.lang, href: head.canonical.clone() };
            let others = same.iter().map(|(other, lang)| Told {
                edition: &other.edition,
                lang,
                href: app.absolute(&other.href()),
            });
            head.alternates = frame.alternates(own, others);
        }
    }
    Head {
        section: list.section().map(|section| frame.stands_under(section)),
        feeds: if L::IS_A_PART { head.feeds } else { Vec::new() },
        ..head
    }
}
