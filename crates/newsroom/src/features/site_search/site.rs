//! The search page. What is asked is the reader's own affair: the answer is kept nowhere, its address stands in no log, and what finds
//! nothing is counted without a trace of who asked.

use std::collections::HashMap;
use std::time::Duration;

use axum::extract::{Path, Query, State};
use axum::http::header::{CACHE_CONTROL, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use search::{Excerpt, Filter, Hit, Hits, Request};
use serde::{Deserialize, Serialize};
use serde_json::json;
use theme::{PageCheck, PageTemplate};
use tokio::sync::{Semaphore, SemaphorePermit};
use web::Page;

use super::narrowing::{Choice, Facet, Narrowed, Narrowing};
use super::question::{LONGEST, Question};
use super::suggest::suggested;
use crate::app::App;
use crate::features::articles::{Teaser, TeaserRow, search_texts, teasers};
use crate::features::editions::Edition;
use crate::features::media_library::PicturePlace;
use crate::features::pages::{Frame, Head, Link, Voiced, counting_number, open_graph, share_picture};
use crate::features::search_console;
use crate::id::{ArticleId, EditionCode};
use crate::routes::{PageError, samples};

/// How many answers a page shows.
const ON_A_PAGE: usize = 20;
/// Whoever has not found it by then asks otherwise.
const LAST_PAGE: usize = 25;
/// Searches use a processor each: more at once only wait for one another.
static TURNS: Semaphore = Semaphore::const_new(4);
/// Whoever waits longer for a turn is told so, in place of an answer.
const TURN_WITHIN: Duration = Duration::from_secs(1);
/// After how many seconds it is worth asking again.
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("5");
/// What is offered while somebody types is theirs: no cache on the way keeps it, her browser does for a moment.
const FOR_A_MOMENT: HeaderValue = HeaderValue::from_static("private, max-age=60");

/// The part of the address that asks.
#[derive(Deserialize)]
pub struct Asked {
    q: Option<String>,
    page: Option<String>,
    #[serde(flatten)]
    narrowing: Narrowing,
}

#[derive(Serialize)]
struct SearchPage {
    head: Head,
    page: Answered,
}

/// What was asked, and what there is.
#[derive(Debug, Clone, Default, Serialize)]
struct Answered {
    /// As they were typed; empty when nothing was asked.
    words: String,
    /// Why nothing was looked for, in words.
    refusal: Option<String>,
    total: usize,
    /// Not all words were found together, so most of them were enough.
    relaxed: bool,
    /// The question as it was likelier meant, and its address.
    did_you_mean: Option<Link>,
    /// What the answer can be narrowed by, and is.
    facets: Vec<Facet>,
    /// By relevance and by time; the present order has no address.
    orders: Vec<Link>,
    /// The same question to the other editions.
    editions: Vec<Elsewhere>,
    hits: Vec<Found>,
    newer: Option<String>,
    older: Option<String>,
    page: usize,
    /// There are more, and none of them is shown.
    has_end: bool,
}

/// The same question to another edition.
#[derive(Debug, Clone, Serialize)]
struct Elsewhere {
    name: String,
    href: String,
    /// BCP 47, of the name.
    lang: String,
    /// `ltr` or `rtl`.
    dir: &'static str,
}

#[derive(Debug, Clone, Serialize)]
struct Found {
    piece: Teaser,
    headline: Vec<Part>,
    text: Vec<Part>,
    cut_before: bool,
    cut_after: bool,
}

/// Words, and whether they are what was looked for.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Part {
    text: String,
    mark: bool,
}

impl PageTemplate for SearchPage {
    const TEMPLATE: &'static str = "search/search.html";

    fn samples() -> Vec<Self> {
        let part = |text: &str, mark| Part { text: text.to_owned(), mark };
        let found = |number| Found {
            piece: samples::teaser(number),
            headline: vec![part("البرلمان يقرّ ", false), part("قانون", true), part(" <المياه>", false)],
            text: vec![part("… & نصّ ", false), part("القانون", true)],
            cut_before: true,
            cut_after: number % 2 == 0,
        };
        let asked = Answered { words: "قانون & <مياه>".to_owned(), page: 1, ..Answered::default() };
        let link =
            |name: &str, href: Option<&str>| Link { name: name.to_owned(), href: href.map(str::to_owned) };
        let choice =
            |name: &str, count| Choice { name: name.to_owned(), count, href: "/ar/search/?q=x".to_owned() };
        let facet = |chosen: bool| Facet {
            title: "القسم & <ما فيه>".to_owned(),
            chosen: chosen.then(|| choice("العالم & <غيره>", None)),
            values: if chosen {
                Vec::new()
            } else {
                vec![choice("العالم", Some(12)), choice("<رأي>", Some(1))]
            },
        };
        let full = Answered {
            total: 41,
            relaxed: true,
            did_you_mean: Some(link("قانون & <المياه>", Some("/ar/search/?q=y"))),
            facets: vec![facet(true), facet(false)],
            orders: vec![link("الأقرب", None), link("الأحدث", Some("/ar/search/?q=x&order=newest"))],
            editions: vec![Elsewhere {
                name: "English".to_owned(),
                href: "/en/search/?q=x".to_owned(),
                lang: "en".to_owned(),
                dir: "ltr",
            }],
            hits: (1..=ON_A_PAGE).map(found).collect(),
            newer: Some("/ar/search/?q=x".to_owned()),
            older: Some("/ar/search/?q=x&page=3".to_owned()),
            page: 2,
            ..asked.clone()
        };
        let last = Answered { has_end: true, older: None, hits: vec![found(2)], ..full.clone() };
        let long = Answered {
            refusal: Some("العبارة طويلة".to_owned()), page: 1, ..Answered::default()
        };
        let pages = [full, last, asked, long, Answered { page: 1, ..Answered::default() }];
        pages.map(|page| SearchPage { head: samples::head(), page }).into()
    }
}

/// The search page, for checking a theme.
pub fn check() -> PageCheck {
    PageCheck::of::<SearchPage>(&samples::site())
}

/// `GET /{edition}/search/?q=…&page=…`, and what narrows it.
pub async fn show(
    State(app): State<App>,
    Path(edition): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page, PageError> {
    let frame = app.frames.of(&app, &EditionCode(edition)).await?.ok_or(PageError::NotFound)?;
    let number = number_of(asked.page.as_deref()).ok_or(PageError::NotFound)?;
    let voiced = frame.voiced(app.now());
    let mut status = StatusCode::OK;
    let page = match Question::asked(asked.q.as_deref()) {
        Question::Nothing => Answered { page: 1, ..Answered::default() },
        Question::TooLong => {
            status = StatusCode::BAD_REQUEST;
            let longest = i64::try_from(LONGEST).unwrap_or(i64::MAX);
            let refusal = frame.locale.message("search-too-long", &[("n", longest.into())]);
            Answered { refusal: Some(refusal), page: 1, ..Answered::default() }
        }
        Question::Words(words) => match turn(&TURNS).await {
            Some(_turn) => {
                let narrowed = asked.narrowing.understood(&app, &frame, &voiced).await?;
                answered(&app, &frame, &voiced, words, &narrowed, number).await?
            }
            None => {
                status = StatusCode::SERVICE_UNAVAILABLE;
                Answered {
                    refusal: Some(voiced.message("search-busy")),
                    words,
                    page: 1,
                    ..Answered::default()
                }
            }
        },
    };
    let head = head(&app, &frame, &page.words);
    let html = app.theme.render(&SearchPage { head, page }, &frame.surroundings(&app, &voiced))?;
    let page = Page::html(html).status(status).fresh_for(Duration::ZERO);
    Ok(if status == StatusCode::SERVICE_UNAVAILABLE { page.header(RETRY_AFTER, ASK_AGAIN) } else { page })
}

/// A turn to search, when one is free soon.
async fn turn(turns: &Semaphore) -> Option<SemaphorePermit<'_>> {
    tokio::time::timeout(TURN_WITHIN, turns.acquire()).await.ok()?.ok()
}

fn number_of(page: Option<&str>) -> Option<usize> {
    let number = page.map_or(Some(1), |number| usize::try_from(counting_number(number)?).ok())?;
    (1..=LAST_PAGE).contains(&number).then_some(number)
}

async fn answered(
    app: &App,
    frame: &Frame,
    voiced: &Voiced<'_>,
    words: String,
    narrowed: &Narrowed,
    number: usize,
) -> Result<Answered, PageError> {
    let edition = &frame.edition.code;
    let offset = (number - 1) * ON_A_PAGE;
    let here = Filter::Any { name: "edition".to_owned(), values: vec![edition.to_string()] };
    let request = narrowed.request(Request {
        text: words.clone(),
        filters: vec![here],
        limit: ON_A_PAGE,
        offset,
        now: app.now(),
        ..Request::default()
    });
    let answer = look_up(app, request).await?;
    let facets = narrowed.facets(app, frame, voiced, &words, &answer).await?;
    let Hits { total, relaxed, hits, did_you_mean, .. } = answer;
    if total == 0 && narrowed.is_whole() {
        search_console::unanswered(app, &frame.edition.code, &words);
    }
    if hits.is_empty() && number > 1 {
        return Err(PageError::NotFound);
    }
    let ids: Vec<ArticleId> = hits.iter().map(|hit| ArticleId(hit.id.clone())).collect();
    let rows = teasers(app.db.published(), &ids).await?;
    // What left the site while it was looked for is not shown. It is counted until the index has caught up, so that all
    // pages of one question name one number.
    let texts = search_texts(app.db.published(), &ids).await?;
    let texts: HashMap<ArticleId, String> =
        texts.into_iter().map(|(id, .., text, _)| (ArticleId(id), text)).collect();
    let found: Vec<Found> = hits.iter().filter_map(|hit| found(hit, &rows, &texts, frame, voiced)).collect();
    let goes_on = total > offset + ON_A_PAGE;
    let href = |number: usize| narrowed.address(edition, &words, number);
    let link = |(name, href): (String, Option<String>)| Link { name, href };
    let orders = if total > 1 { narrowed.orders(edition, voiced, &words) } else { Vec::new() };
    Ok(Answered {
        refusal: None,
        total,
        relaxed,
        did_you_mean: did_you_mean
            .map(|meant| Link { href: Some(narrowed.address(edition, &meant, 1)), name: meant }),
        facets,
        orders: orders.into_iter().map(link).collect(),
        editions: elsewhere(frame, &words),
        hits: found,
        newer: (number > 1).then(|| href(number - 1)),
        older: (goes_on && number < LAST_PAGE).then(|| href(number + 1)),
        page: number,
        has_end: goes_on && number == LAST_PAGE,
        words,
    })
}

async fn look_up(app: &App, request: Request) -> Result<Hits, PageError> {
    let index = app.index.clone().ok_or_else(|| PageError::broken("this process holds no search index"))?;
    let answer = tokio::task::spawn_blocking(move || index.search(&request)).await;
    answer.map_err(PageError::broken)?.map_err(PageError::broken)
}

/// A hit as the page shows it, when it is before readers still.
fn found(
    hit: &Hit,
    rows: &[TeaserRow],
    texts: &HashMap<ArticleId, String>,
    frame: &Frame,
    voiced: &Voiced<'_>,
) -> Option<Found> {
    let row = rows.iter().find(|row| row.id.as_str() == hit.id)?;
    let piece = Teaser::new(row, &frame.edition, voiced, PicturePlace::ROW);
    // The index may be a moment behind: a headline that has changed is shown as it is now.
    let headline = match hit.title.text == row.headline {
        true => parts(&hit.title),
        false => vec![Part { text: row.headline.clone(), mark: false }],
    };
    let Excerpt { cut_before, cut_after, .. } = hit.text;
    // And words that were taken out of a text are not quoted from it.
    let stands = texts.get(&row.id).is_some_and(|text| stands_in(text, &hit.text.text))
        || stands_in(&row.lead, &hit.text.text);
    Some(match stands {
        true => Found { piece, headline, text: parts(&hit.text), cut_before, cut_after },
        false => {
            let text = vec![Part { text: row.lead.clone(), mark: false }];
            Found { piece, headline, text, cut_before: false, cut_after: false }
        }
    })
}

/// Whether a text has these words in this order, whatever space is between them.
fn stands_in(text: &str, words: &str) -> bool {
    let joined = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    joined(text).contains(&joined(words))
}

/// The text in parts, those that were looked for marked: whole words, as Arabic letters join.
fn parts(excerpt: &Excerpt) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut push = |text: Option<&str>, mark| {
        let text = text.unwrap_or_default();
        if !text.is_empty() {
            parts.push(Part { text: text.to_owned(), mark });
        }
    };
    let mut done = 0;
    for range in &excerpt.marks {
        push(excerpt.text.get(done..range.start), false);
        push(excerpt.text.get(range.clone()), true);
        done = range.end;
    }
    push(excerpt.text.get(done..), false);
    parts
}

/// The same question to the other editions: what they hold is in other words.
fn elsewhere(frame: &Frame, words: &str) -> Vec<Elsewhere> {
    let others = frame.editions.iter().filter(|edition| edition.code != frame.edition.code);
    let name = |edition: &Edition| match edition.lang == frame.edition.lang {
        true => edition.name.clone(),
        false => theme::helpers::language_name(&edition.lang),
    };
    let asks = |edition: &Edition| Elsewhere {
        name: name(edition),
        href: format!("{}search/?q={}", edition.home(), text::percent::component(words)),
        lang: edition.lang.clone(),
        dir: edition.dir.as_str(),
    };
    others.map(asks).collect()
}

/// The part of the address that says what was typed so far.
#[derive(Deserialize)]
pub struct Typed {
    q: Option<String>,
}

/// `GET /{edition}/search/suggest?q=…`: at most eight things that may be meant, as JSON.
pub async fn suggest(
    State(app): State<App>,
    Path(edition): Path<String>,
    Query(typed): Query<Typed>,
) -> Result<Page, PageError> {
    let frame = app.frames.of(&app, &EditionCode(edition)).await?.ok_or(PageError::NotFound)?;
    let turn = turn(&TURNS).await;
    let suggested = match (Question::asked(typed.q.as_deref()), &turn) {
        (Question::Words(words), Some(_)) => suggested(&app, &frame.edition.code, words).await?,
        _ => Vec::new(),
    };
    let page = Page::of("application/json", json!(suggested).to_string()).fresh_for(Duration::ZERO);
    Ok(page.header(CACHE_CONTROL, FOR_A_MOMENT))
}

fn head(app: &App, frame: &Frame, words: &str) -> Head {
    let (site, title) = (frame.edition.name.as_str(), frame.locale.message("search", &[]));
    let title = match words {
        "" => title,
        words => frame.locale.message("search-results-for", &[("words", words.into())]),
    };
    let (title, edition) = (format!("{title} · {site}"), &frame.edition);
    // Whatever was asked: a search engine is told of the page, and of no question.
    let canonical = app.absolute(&format!("{}search/", edition.home()));
    let description = frame.description();
    let mut og = open_graph("website", &title, &description, &canonical, edition);
    og.extend(share_picture(app, edition));
    let json_ld = json!({
        "@context": "https://schema.org",
        "@type": "SearchResultsPage",
        "name": title,
        "url": canonical,
        "inLanguage": edition.lang,
    });
    Head {
        title,
        description,
        canonical,
        robots: "noindex",
        elsewhere: frame.elsewhere(|_| None),
        og,
        json_ld: Some(json_ld.to_string()),
        ..Head::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_parted_at_its_marks_and_loses_nothing() {
        let of = |text: &str, marks: Vec<(usize, usize)>| {
            let marks = marks.into_iter().map(|(from, to)| from..to).collect();
            let excerpt = Excerpt { text: text.to_owned(), marks, ..Excerpt::default() };
            parts(&excerpt).into_iter().map(|part| (part.text, part.mark)).collect::<Vec<_>>()
        };
        let part = |text: &str, mark| (text.to_owned(), mark);
        assert_eq!(of("a b c", vec![(2, 3)]), [part("a ", false), part("b", true), part(" c", false)]);
        assert_eq!(of("خبر", vec![(0, 6)]), [part("خبر", true)]);
        assert_eq!(of("", Vec::new()), []);
    }

    #[tokio::test]
    async fn whoever_waits_too_long_for_a_turn_is_told_so() {
        let turns = Semaphore::new(1);
        let first = turn(&turns).await;
        assert!(first.is_some());
        assert!(turn(&turns).await.is_none());
        drop(first);
        assert!(turn(&turns).await.is_some());
    }

    #[test]
    fn an_excerpt_is_quoted_while_the_text_has_it() {
        assert!(stands_in("صوّت 64 نائبًا\nلمصلحة القانون", "نائبًا لمصلحة"));
        assert!(!stands_in("صوّت 64 نائبًا", "65 نائبًا"));
    }

    #[test]
    fn a_page_of_answers_has_a_number_and_an_end() {
        assert_eq!((number_of(None), number_of(Some("25"))), (Some(1), Some(25)));
        for no in ["0", "26", "-1", "x", "", "99999999999999999999999"] {
            assert_eq!(number_of(Some(no)), None, "{no}");
        }
    }
}
