//! The frame: what stands around every page of an edition and changes only when something is published. It is read
//! once and kept until one of its tags moves, so that a page costs no query for what all pages share.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use store::{Published, StoreError};
use theme::{Locale, Surroundings};

use super::view::feeds_of;
use super::{Alternate, EditionLink, Elsewhere, Link, Now, SectionLink, Site, Told, Voiced};
use crate::app::App;
use crate::features::alerts::{self, AlertRow};
use crate::features::articles::{Teaser, TeaserRow, latest_in_edition, reels_of};
use crate::features::channels::{Channel, ChannelLink, published_channels};
use crate::features::editions::{self, Edition};
use crate::features::fronts::{self, PublishedFront};
use crate::features::media_library::PicturePlace;
use crate::features::menus::{MenuLink, published_menu};
use crate::features::sections::{self, Section, Sections};
use crate::features::standing_pages::{StandingPageKind, published_titles};
use crate::id::{AlertId, ArticleId, EditionCode, SectionId};

/// Of these a page shows those that it does not show already.
const LATEST: i64 = 24;

/// All that the pages of one edition share.
pub struct Frame {
    /// The edition.
    pub edition: Edition,
    /// All editions, in their order.
    pub editions: Vec<Edition>,
    /// The edition's sections, closed ones too, each before its parts.
    pub sections: Vec<Section>,
    /// The sections of the other editions.
    other_sections: Vec<Section>,
    /// The edition's newest headlines.
    pub latest: Vec<TeaserRow>,
    /// Their addresses, in their order.
    latest_hrefs: Vec<String>,
    /// The links at the head of its pages.
    nav: Vec<Link>,
    /// The links at the foot of its pages.
    pub menu: Vec<Link>,
    /// Where readers find it besides its site.
    pub channels: Vec<Channel>,
    /// The edition's language.
    pub locale: Locale,
    /// The fronts that somebody arranged.
    pub fronts: Vec<PublishedFront>,
    /// The alerts that stood when this was read, the newest first.
    alerts: Vec<AlertRow>,
    /// What the theme is given of all this, made for one day and for the alerts that stand.
    surroundings: Mutex<Option<(Moments, Surroundings)>>,
}

/// What the surroundings depend on besides the frame: the day, and the alerts that stand.
type Moments = (String, Vec<AlertId>);

/// The frames that are known to be up to date.
#[derive(Default)]
pub struct Frames {
    known: Mutex<HashMap<EditionCode, Arc<Frame>>>,
    /// The newest of each edition, up to date or not: for pages that name no article.
    newest: Mutex<HashMap<EditionCode, Arc<Frame>>>,
    /// Counts how often frames were thrown away, so that one that was being read meanwhile is not kept.
    moves: AtomicU64,
}

impl Frames {
    /// The frame of an edition; `None` when there is no such edition.
    pub async fn of(&self, app: &App, code: &EditionCode) -> Result<Option<Arc<Frame>>, StoreError> {
        if let Some(frame) = self.lock().get(code) {
            return Ok(Some(frame.clone()));
        }
        let moves = self.moves.load(Ordering::Acquire);
        let Some(frame) = read(app, code).await? else { return Ok(None) };
        let frame = Arc::new(frame);
        self.newest.lock().unwrap_or_else(PoisonError::into_inner).insert(code.clone(), frame.clone());
        let mut known = self.lock();
        if self.moves.load(Ordering::Acquire) == moves {
            known.insert(code.clone(), frame.clone());
        }
        Ok(Some(frame))
    }

    /// The newest frame that was read of an edition, or else of the first edition. It may be out of date: what it
    /// says of articles must not be shown.
    pub fn newest(&self, code: &str) -> Option<Arc<Frame>> {
        let newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        let of_first = || newest.get(&newest.values().next()?.editions.first()?.code);
        newest.get(&EditionCode::from(code)).or_else(of_first).cloned()
    }

    /// Throws every frame away; the next page reads its own anew.
    pub fn forget(&self) {
        let mut known = self.lock();
        self.moves.fetch_add(1, Ordering::AcqRel);
        known.clear();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<EditionCode, Arc<Frame>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The frame of the edition with this code; of the first edition when there is none.
pub async fn frame_for(app: &App, code: &str) -> Option<Arc<Frame>> {
    if let Ok(Some(frame)) = app.frames.of(app, &EditionCode::from(code)).await {
        return Some(frame);
    }
    let first = editions::all_published(app.db.published()).await.ok()?.into_iter().next()?;
    app.frames.of(app, &first.code).await.ok()?
}

async fn read(app: &App, code: &EditionCode) -> Result<Option<Frame>, StoreError> {
    let published = app.db.published();
    let editions = editions::all_published(published).await?;
    let Some(edition) = editions.iter().find(|edition| edition.code == *code).cloned() else {
        return Ok(None);
    };
    let sections = sections::all_published(published).await?;
    let (sections, other_sections): (Vec<Section>, Vec<Section>) =
        sections.into_iter().partition(|section| section.edition == *code);
    let sections: Vec<Section> = Sections(&sections).in_order().into_iter().cloned().collect();
    let latest = latest_in_edition(published, code, LATEST, 0).await?;
    let chosen = published_menu(published, code).await?;
    let channels = published_channels(published, code).await?;
    let fronts = fronts::in_edition(published, code).await?;
    let alerts = alerts::published_in(published, code).await?;
    let locale = app.locale(&edition);
    let nav = match chosen.head.is_empty() {
        true => usual_nav(published, &edition, &sections, &locale).await?,
        false => chosen.head.into_iter().map(link).collect(),
    };
    let menu = menu(published, code, chosen.links).await?;
    let latest_hrefs = latest.iter().map(TeaserRow::href).collect();
    let surroundings = Mutex::default();
    Ok(Some(Frame {
        edition,
        editions,
        sections,
        other_sections,
        latest,
        latest_hrefs,
        nav,
        menu,
        channels,
        locale,
        fronts,
        alerts,
        surroundings,
    }))
}

/// The open sections below one, or the roots, with their parts.
fn parts_of(sections: Sections<'_>, parent: Option<&SectionId>) -> Vec<SectionLink> {
    let open = sections.below(parent).into_iter().filter(|section| !section.closed);
    let link = |section: &Section| SectionLink {
        name: section.name.clone(),
        href: section.href(),
        parts: parts_of(sections, Some(&section.id)),
    };
    open.map(link).collect()
}

/// The newsroom's own menu, without the standing pages that readers cannot see; all that they can where there is none.
async fn menu(
    published: &Published,
    edition: &EditionCode,
    chosen: Vec<MenuLink>,
) -> Result<Vec<Link>, StoreError> {
    let pages = published_titles(published, edition).await?;
    if chosen.is_empty() {
        let link = |(kind, name): (StandingPageKind, String)| Link { name, href: Some(kind.href(edition)) };
        return Ok(pages.into_iter().map(link).collect());
    }
    let is_hidden = |href: &str| {
        let mut kinds = StandingPageKind::ALL.into_iter();
        let kind = kinds.find(|kind| kind.href(edition) == href);
        kind.is_some_and(|kind| !pages.iter().any(|(shown, _)| *shown == kind))
    };
    let shown = chosen.into_iter().filter(|link| !is_hidden(&link.href));
    Ok(shown.map(link).collect())
}

/// The roots of the sections; then the stories, videos and pictures, where there are any.
async fn usual_nav(
    published: &Published,
    edition: &Edition,
    sections: &[Section],
    locale: &Locale,
) -> Result<Vec<Link>, StoreError> {
    let roots = parts_of(Sections(sections), None).into_iter();
    let roots = roots.map(|section| Link { name: section.name, href: Some(section.href) });
    let has = reels_of(published, &edition.code).await?;
    let home = edition.home();
    let more = [
        (has.stories, "stories", "stories/"),
        (has.videos, "kind-video", "video/"),
        (has.galleries, "kind-gallery", "gallery/"),
    ];
    let more = more
        .into_iter()
        .filter(|(is_there, ..)| *is_there)
        .map(|(_, name, path)| Link { name: locale.message(name, &[]), href: Some(format!("{home}{path}")) });
    Ok(roots.chain(more).collect())
}

fn link(link: MenuLink) -> Link {
    Link { name: link.name, href: Some(link.href) }
}

impl Frame {
    /// The edition's voice at `now`.
    pub fn voiced(&self, now: i64) -> Voiced<'_> {
        Voiced::new(&self.edition, &self.locale, now)
    }

    /// The section of this edition with this slug.
    pub fn section(&self, slug: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.slug == slug)
    }

    /// The sections of other editions that a section has its address in common with: they are the same department.
    pub fn same_sections<'a>(&'a self, section: &'a Section) -> impl Iterator<Item = &'a Section> {
        self.other_sections.iter().filter(move |other| other.slug == section.slug)
    }

    /// The open sections, each before its parts.
    pub fn open_sections(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(|section| !section.closed)
    }

    /// The open sections of the first level.
    pub fn roots(&self) -> impl Iterator<Item = &Section> {
        self.open_sections().filter(|section| section.parent.is_none())
    }

    /// The address under which a section stands in the navigation: its root's.
    pub fn stands_under(&self, section: &Section) -> String {
        let way = Sections(&self.sections).way_to(&section.id);
        way.first().map_or_else(|| section.href(), |root| root.href())
    }

    /// The addresses of the newest headlines but those already on the page. The headlines themselves are in
    /// [`Site::latest`]: their lines are the same on every page and are written once for all of them.
    pub fn latest_but(&self, shown: &[ArticleId], count: usize) -> Vec<String> {
        let all = self.latest.iter().zip(&self.latest_hrefs);
        let rest = all.filter(|(row, _)| !shown.contains(&row.id));
        rest.take(count).map(|(_, href)| href.clone()).collect()
    }

    /// What the edition is, in a sentence for search engines: its name and its first sections.
    pub fn description(&self) -> String {
        let names: Vec<_> = self.roots().take(6).map(|section| text::bidi::isolate(&section.name)).collect();
        let sections = names.join(&self.locale.message("list-separator", &[]));
        self.locale.message(
            "site-description",
            &[("site", self.edition.name.as_str().into()), ("sections", sections.into())],
        )
    }

    /// The front with this id, when somebody arranged it.
    pub fn front(&self, id: &str) -> Option<&PublishedFront> {
        self.fronts.iter().find(|front| front.id.as_str() == id)
    }

    /// What the theme is given of the frame. It is made once a day, because a new day has a new date on top, and when an
    /// alert ends.
    pub fn surroundings(&self, app: &App, voiced: &Voiced) -> Surroundings {
        let standing = self.alerts.iter().filter(|alert| alert.stands(voiced.now()));
        let moments = (voiced.iso_date(voiced.now()), standing.map(|alert| alert.id.clone()).collect());
        let mut made = self.surroundings.lock().unwrap_or_else(PoisonError::into_inner);
        match made.as_ref() {
            Some((made_for, surroundings)) if *made_for == moments => surroundings.clone(),
            _ => {
                let alerts = alerts::lines(&self.alerts, &self.edition.code, voiced);
                let site = Site { alerts, ..self.site(app, voiced) };
                let surroundings = Surroundings::new(&site, &self.locale);
                *made = Some((moments, surroundings.clone()));
                surroundings
            }
        }
    }

    /// The same without alerts: for pages that are kept where no alert can be taken back, or made of a frame that may be
    /// out of date.
    pub fn quiet_surroundings(&self, app: &App, voiced: &Voiced) -> Surroundings {
        // No headlines either: one that is taken back could not be taken from such a page.
        let site = Site { latest: Vec::new(), ..self.site(app, voiced) };
        Surroundings::new(&site, &self.locale)
    }

    /// That a piece can be read in another edition: by its language, or by its name where the language is the same.
    pub fn read_in(&self, other: &Edition) -> String {
        if text::lang::primary(&other.lang) == text::lang::primary(&self.edition.lang) {
            return self.locale.message("read-in-edition", &[("edition", other.name.as_str().into())]);
        }
        let id = format!("read-in-{}", text::lang::primary(&other.lang));
        self.locale.try_message(&id, &[]).unwrap_or_else(|_| {
            let language = theme::helpers::language_name(&other.lang);
            self.locale.message("read-in-edition", &[("edition", language.into())])
        })
    }

    /// Where the other editions say what a page says, and where they begin when they do not.
    pub fn elsewhere(&self, sibling: impl Fn(&EditionCode) -> Option<String>) -> Vec<Elsewhere> {
        let others = self.editions.iter().filter(|other| other.code != self.edition.code);
        others
            .map(|other| Elsewhere {
                name: other.name.clone(),
                lang: other.lang.clone(),
                dir: other.dir.as_str(),
                href: sibling(&other.code).unwrap_or_else(|| other.home()),
            })
            .collect()
    }

    /// The versions of a page in the languages it is told in, for machines: `own` is this edition's, `others` are those of
    /// other editions. Where there are several, the one of the first edition that has it is for all other languages: each
    /// of them names the same. A language is named once, by the page's own version or else by the first edition's.
    pub fn alternates<'a>(&self, own: Told<'a>, others: impl Iterator<Item = Told<'a>>) -> Vec<Alternate> {
        let place = |told: &Told<'_>| self.editions.iter().position(|edition| edition.code == *told.edition);
        let mut all: Vec<(bool, Told<'a>)> =
            std::iter::once((true, own)).chain(others.map(|told| (false, told))).collect();
        all.sort_by_key(|(_, told)| place(told));
        let any = (all.len() > 1).then(|| all[0].1.href.clone());
        all.sort_by_key(|(is_own, _)| !is_own);
        let mut alternates: Vec<Alternate> = Vec::new();
        for (_, Told { lang, href, .. }) in all {
            if !alternates.iter().any(|named| named.lang == lang) {
                alternates.push(Alternate { lang: lang.to_owned(), href });
            }
        }
        alternates.extend(any.map(|href| Alternate { lang: "x-default".to_owned(), href }));
        alternates
    }

    fn site(&self, app: &App, voiced: &Voiced) -> Site {
        let latest = |row| Teaser::new(row, &self.edition, voiced, PicturePlace::ROW);
        Site {
            edition: self.edition_link(&self.edition),
            editions: self.editions.iter().map(|other| self.edition_link(other)).collect(),
            sections: parts_of(Sections(&self.sections), None),
            now: Now {
                date_words: voiced.long_date(voiced.now()),
                hijri_words: voiced.hijri_date(voiced.now()),
                iso: voiced.iso_date(voiced.now()),
            },
            feeds: feeds_of(&self.edition.home(), &self.edition.name),
            nav: self.nav.clone(),
            channels: self.channels.iter().map(|channel| ChannelLink::new(channel, &self.locale)).collect(),
            menu: self.menu.clone(),
            latest: self.latest.iter().map(latest).collect(),
            alerts: Vec::new(),
            sample: app.config.sample,
            footer_note: String::new(),
        }
    }

    fn edition_link(&self, edition: &Edition) -> EditionLink {
        EditionLink {
            code: edition.code.to_string(),
            name: edition.name.clone(),
            lang: edition.lang.clone(),
            dir: edition.dir.as_str(),
            home: edition.home(),
            tagline: edition.tagline.clone(),
            quotes: edition.voice.quotes.chosen(),
            current: edition.code == self.edition.code,
        }
    }
}
