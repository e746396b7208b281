//! The archive's pages: all months, the days of a month, what was published on a day.

use axum::extract::{OriginalUri, Path, Query, State};
use serde::Serialize;
use serde_json::Map;
use text::dates;
use theme::{PageCheck, PageTemplate};
use web::Page;

use super::day::{Day, Month};
use super::store;
use crate::app::App;
use crate::features::articles::Teaser;
use crate::features::media_library::PicturePlace;
use crate::features::pages::{AskedPage, Frame, Head, Link, ListPage, Listed, Voiced, list_head};
use crate::id::EditionCode;
use crate::routes::{PageError, samples};
use crate::tag::{self, Tag};

/// A month or a day with something in it.
#[derive(Serialize)]
struct Entry {
    name: String,
    href: String,
    articles: i64,
    /// The same day by the other calendar, where the edition wants it.
    hijri: Option<String>,
}

#[derive(Serialize)]
struct Year {
    name: String,
    number: i16,
    articles: i64,
    months: Vec<Entry>,
}

#[derive(Serialize)]
struct Overview {
    years: Vec<Year>,
}

#[derive(Serialize)]
struct MonthOfDays {
    name: String,
    /// The days of the week, in the edition's order.
    weekdays: Vec<Weekday>,
    /// Its weeks of seven days; what is of another month is empty.
    weeks: Vec<Vec<Option<DayOfMonth>>>,
    days: Vec<Entry>,
    up: Link,
    before: Option<Link>,
    after: Option<Link>,
}

#[derive(Serialize)]
struct Weekday {
    letter: String,
    name: &'static str,
}

/// A day in the calendar of a month.
#[derive(Clone, Serialize)]
struct DayOfMonth {
    number: String,
    /// Its page, when something was published on it.
    href: Option<String>,
    articles: i64,
}

#[derive(Serialize)]
struct DayOfArticles {
    name: String,
    hijri: Option<String>,
    rows: Vec<Teaser>,
    up: Link,
    before: Option<Link>,
    after: Option<Link>,
    newer: Option<String>,
    older: Option<String>,
    page: i64,
}

macro_rules! archive_page {
    ($name:ident, $page:ty, $template:literal, $samples:expr) => {
        #[derive(Serialize)]
        struct $name {
            head: Head,
            page: $page,
        }

        impl PageTemplate for $name {
            const TEMPLATE: &'static str = $template;

            fn samples() -> Vec<Self> {
                $samples.into_iter().map(|page| $name { head: samples::full_head(), page }).collect()
            }
        }
    };
}
archive_page!(OverviewPage, Overview, "archive/overview.html", sample_overviews());
archive_page!(MonthPage, MonthOfDays, "archive/month.html", sample_months());
archive_page!(DayPage, DayOfArticles, "archive/day.html", sample_days());

/// The archive's pages, for checking a theme.
pub fn checks() -> [PageCheck; 3] {
    let site = samples::site();
    [PageCheck::of::<OverviewPage>(&site), PageCheck::of::<MonthPage>(&site), PageCheck::of::<DayPage>(&site)]
}

/// `GET /{edition}/archive/`
pub async fn overview(State(app): State<App>, Path(edition): Path<String>) -> Result<Page, PageError> {
    let code = EditionCode(edition);
    let frame = app.frames.of(&app, &code).await?.ok_or(PageError::NotFound)?;
    let voiced = frame.voiced(app.now());
    let mut years: Vec<Year> = Vec::new();
    for (month, articles) in store::months(app.db.published(), &code).await? {
        if years.last().is_none_or(|year| year.number != month.year) {
            let name = voiced.digits(&month.year.to_string());
            years.push(Year { name, number: month.year, articles: 0, months: Vec::new() });
        }
        if let Some(year) = years.last_mut() {
            year.articles += articles;
            let name = voiced.month_name(month.month);
            year.months.push(Entry { name, href: month.href(&code), articles, hijri: None });
        }
    }
    for year in &mut years {
        year.months.reverse();
    }
    let listed = listed(voiced.message("archive-of"), home(&code));
    let head = head(&app, &frame, &listed, ListPage::first());
    let view = OverviewPage { head, page: Overview { years } };
    let html = app.theme.render(&view, &frame.surroundings(&app, &voiced))?;
    Ok(Page::html(html).tagged(tags(code)).fresh_for(app.fresh()))
}

/// `GET /{edition}/archive/{year}/{month}/`
pub async fn month(
    State(app): State<App>,
    Path((edition, year, month)): Path<(String, String, String)>,
    OriginalUri(address): OriginalUri,
) -> Result<Page, PageError> {
    let code = EditionCode(edition);
    let month = Month::named(&year, &month).ok_or(PageError::NotFound)?;
    let frame = app.frames.of(&app, &code).await?.ok_or(PageError::NotFound)?;
    let published = app.db.published();
    let days = store::days(published, &code, month).await?;
    if days.is_empty() {
        return Err(PageError::NotFound);
    }
    if address.path() != month.href(&code) {
        return Ok(Page::redirect(month.href(&code), true).tagged(tags(code)).fresh_for(app.fresh()));
    }
    let (first, last) = (month.number() * 100, month.number() * 100 + 99);
    let (before, after) = store::days_around(published, &code, first, last).await?;
    let voiced = frame.voiced(app.now());
    let link = |day: Day| {
        let month = day.month();
        Link { name: words_of(month, &voiced), href: Some(month.href(&code)) }
    };
    let page = MonthOfDays {
        name: words_of(month, &voiced),
        weekdays: weekdays(&voiced),
        weeks: weeks(month, &days, &code, &voiced),
        days: days.into_iter().map(|(day, articles)| entry(day, articles, &code, &voiced)).collect(),
        up: up(voiced.message("archive-of"), home(&code)),
        before: before.map(link),
        after: after.map(link),
    };
    let listed = listed(page.name.clone(), month.href(&code));
    let head = head(&app, &frame, &listed, ListPage::first());
    let html = app.theme.render(&MonthPage { head, page }, &frame.surroundings(&app, &voiced))?;
    Ok(Page::html(html).tagged(tags(code)).fresh_for(app.fresh()))
}

/// `GET /{edition}/archive/{year}/{month}/{day}/`
pub async fn day(
    State(app): State<App>,
    Path((edition, year, month, day)): Path<(String, String, String, String)>,
    Query(asked): Query<AskedPage>,
    OriginalUri(address): OriginalUri,
) -> Result<Page, PageError> {
    let code = EditionCode(edition);
    let day = Day::named(&year, &month, &day).ok_or(PageError::NotFound)?;
    let which = ListPage::asked(&asked, app.config.section_page).ok_or(PageError::NotFound)?;
    let frame = app.frames.of(&app, &code).await?.ok_or(PageError::NotFound)?;
    let zone = &frame.edition.voice.dates.zone;
    let bounds @ (from, _) = day.bounds(zone).ok_or(PageError::NotFound)?;
    let published = app.db.published();
    let rows = store::articles_between(published, &code, bounds, which.limit(), which.offset()).await?;
    if rows.is_empty() {
        return Err(PageError::NotFound);
    }
    let href = day.href(&code);
    if address.path() != href {
        return Ok(Page::redirect(href, true).tagged(tags(code)).fresh_for(app.fresh()));
    }
    let (before, after) = store::days_around(published, &code, day.number(), day.number()).await?;
    let voiced = frame.voiced(app.now());
    let (rows, around) = which.cut(rows, &href).ok_or(PageError::NotFound)?;
    let link = |day: Day| Link { name: date_of(day, &voiced, zone), href: Some(day.href(&code)) };
    let page = DayOfArticles {
        name: voiced.long_date(from),
        hijri: voiced.hijri_date(from),
        rows: rows.iter().map(|row| Teaser::new(row, &frame.edition, &voiced, PicturePlace::ROW)).collect(),
        up: up(words_of(day.month(), &voiced), day.month().href(&code)),
        before: before.map(link),
        after: after.map(link),
        newer: around.newer,
        older: around.older,
        page: around.page,
    };
    let head = head(&app, &frame, &listed(date_of(day, &voiced, zone), href), which);
    let html = app.theme.render(&DayPage { head, page }, &frame.surroundings(&app, &voiced))?;
    Ok(Page::html(html).tagged(tags(code)).fresh_for(app.fresh()))
}

/// The days of the week, beginning with the edition's first.
fn weekdays(voiced: &Voiced<'_>) -> Vec<Weekday> {
    let day = |place: u8| {
        let (letter, name) = voiced.weekday_names((voiced.first_day() + place) % 7);
        Weekday { letter, name }
    };
    (0..7).map(day).collect()
}

/// A month as a calendar shows it; `published` are its days with something in them.
fn weeks(
    month: Month,
    published: &[(Day, i64)],
    edition: &EditionCode,
    voiced: &Voiced<'_>,
) -> Vec<Vec<Option<DayOfMonth>>> {
    let Some((begins, days)) = dates::shape_of_month(month.year, month.month) else { return Vec::new() };
    let before = (7 + begins - voiced.first_day()) % 7;
    let day = |day: u8| {
        let found = published.iter().find(|(other, _)| other.day == day);
        Some(DayOfMonth {
            number: voiced.digits(&day.to_string()),
            href: found.map(|(day, _)| day.href(edition)),
            articles: found.map_or(0, |(_, articles)| *articles),
        })
    };
    let mut cells: Vec<Option<DayOfMonth>> = (0..before).map(|_| None).chain((1..=days).map(day)).collect();
    cells.resize(cells.len().next_multiple_of(7), None);
    cells.chunks(7).map(<[_]>::to_vec).collect()
}

fn entry(day: Day, articles: i64, edition: &EditionCode, voiced: &Voiced<'_>) -> Entry {
    let at = dates::day_start(day.year, day.month, day.day, voiced.zone()).unwrap_or_default();
    Entry { name: voiced.day_of_month(at), href: day.href(edition), articles, hijri: voiced.hijri_date(at) }
}

fn date_of(day: Day, voiced: &Voiced<'_>, zone: &str) -> String {
    voiced.date(dates::day_start(day.year, day.month, day.day, zone).unwrap_or_default())
}

fn words_of(month: Month, voiced: &Voiced<'_>) -> String {
    let year = voiced.digits(&month.year.to_string());
    format!("{} {year}", voiced.month_name(month.month))
}

fn home(edition: &EditionCode) -> String {
    format!("/{edition}/archive/")
}

fn up(name: String, href: String) -> Link {
    Link { name, href: Some(href) }
}

fn listed(name: String, href: String) -> Listed {
    Listed { name, href, description: String::new(), label: None }
}

fn head(app: &App, frame: &Frame, listed: &Listed, which: ListPage) -> Head {
    let names = [("when", listed.name.as_str().into()), ("site", frame.edition.name.as_str().into())];
    let is_whole = listed.href == home(&frame.edition.code);
    let description = if is_whole { "archive-description" } else { "archive-part-description" };
    let mut description = frame.locale.message(description, &names);
    if !is_whole {
        description = format!("{description} {}", frame.description());
    }
    Head { feeds: Vec::new(), ..list_head(app, frame, listed, which, description, Map::new()) }
}

fn tags(edition: EditionCode) -> Vec<String> {
    tag::names(&[Tag::Latest(edition.clone()), Tag::Edition(edition)])
}

fn sample_overviews() -> [Overview; 2] {
    let year = |number: i16, months: u8| Year {
        name: number.to_string(),
        number,
        articles: 52,
        months: (1..=months).map(|month| sample_entry(&format!("تشرين الثاني/نوفمبر {month}"), 11)).collect(),
    };
    [Overview { years: vec![year(2026, 11), year(2011, 12), year(1906, 1)] }, Overview { years: Vec::new() }]
}

fn sample_months() -> [MonthOfDays; 2] {
    let cell = |href: bool| DayOfMonth {
        number: "23".to_owned(),
        href: href.then(|| "/ar/archive/2026/11/23/".to_owned()),
        articles: 11,
    };
    let month = |days: u8, around: Option<Link>| MonthOfDays {
        name: "نوفمبر 2026".to_owned(),
        weekdays: vec![Weekday { letter: "ن".to_owned(), name: "الاثنين" }],
        weeks: vec![vec![None], vec![Some(cell(true))], vec![Some(cell(false))]],
        days: (1..=days)
            .map(|day| sample_entry(&format!("الأربعاء، {day} نوفمبر 2026"), i64::from(day)))
            .collect(),
        up: up("الأرشيف".to_owned(), "/ar/archive/".to_owned()),
        before: around.clone(),
        after: around,
    };
    [month(30, Some(sample_link())), month(1, None)]
}

fn sample_days() -> [DayOfArticles; 2] {
    let day = |rows: usize, around: Option<Link>, page| DayOfArticles {
        name: "الاثنين، 23 نوفمبر 2026".to_owned(),
        hijri: around.is_some().then(|| "13 جمادى الآخرة 1448 هـ".to_owned()),
        rows: (1..=rows).map(samples::teaser).collect(),
        up: sample_link(),
        before: around.clone(),
        after: around,
        newer: (page > 1).then(|| "/ar/archive/2026/11/23/".to_owned()),
        older: Some("/ar/archive/2026/11/23/?page=3".to_owned()),
        page,
    };
    [day(24, Some(sample_link()), 2), day(1, None, 1)]
}

fn sample_entry(name: &str, articles: i64) -> Entry {
    let hijri = Some("13 جمادى الآخرة 1448 هـ".to_owned());
    Entry { name: name.to_owned(), href: "/ar/archive/2026/11/".to_owned(), articles, hijri }
}

fn sample_link() -> Link {
    Link { name: "أكتوبر 2026".to_owned(), href: Some("/ar/archive/2026/10/".to_owned()) }
}
