//! The page of everything that was put right, explained or taken back, the newest first, and its feeds.

use axum::extract::{OriginalUri, Path, Query, State};
use formats::feed::FeedItem;
use serde::Serialize;
use serde_json::Map;
use theme::{PageCheck, PageTemplate};
use web::Page;

use super::Passage;
use super::store::{self, NoteRow};
use crate::app::App;
use crate::features::articles::article_href;
use crate::features::editions::Edition;
use crate::features::feeds::{Contents, Format, feed_of_items};
use crate::features::pages::{AskedPage, Frame, Head, Link, ListPage, Listed, Moment, Voiced, list_head};
use crate::id::EditionCode;
use crate::routes::{PageError, samples};
use crate::tag::{self, Tag};

#[derive(Serialize)]
struct CorrectionsPage {
    head: Head,
    page: Corrections,
}

#[derive(Serialize)]
struct Corrections {
    notes: Vec<Note>,
    newer: Option<String>,
    older: Option<String>,
    page: i64,
}

#[derive(Serialize)]
struct Note {
    id: String,
    kind: String,
    kind_words: String,
    at: Moment,
    text: String,
    /// The words it is about.
    passage: Option<Passage>,
    /// What it is about. A withdrawn article has no name any more, only the address that says why it is gone.
    article: Link,
}

impl PageTemplate for CorrectionsPage {
    const TEMPLATE: &'static str = "corrections/corrections.html";

    fn samples() -> Vec<Self> {
        let note = |kind: &str, name: &str| Note {
            id: format!("01{kind}"),
            kind: kind.to_owned(),
            kind_words: "تصويب".to_owned(),
            at: samples::moment(),
            text: "ذكرت نسخة سابقة أن النصاب <40>، والصحيح 41.".to_owned(),
            passage: Passage::of(
                "para0001",
                "40 نائبًا".to_owned(),
                "<41> نائبًا".to_owned(),
                "/s/0D7K3F9QX2M1",
            ),
            article: Link { name: name.to_owned(), href: Some("/s/0D7K3F9QX2M1".to_owned()) },
        };
        let whole = Note { passage: None, ..note("withdrawal", "") };
        let gone = Note {
            passage: Passage::of("", "40".to_owned(), String::new(), "/s/0D7K3F9QX2M1"),
            ..note("update", "البرلمان")
        };
        let full = Corrections {
            notes: vec![note("error", "البرلمان يقرّ قانون المياه"), gone, whole],
            newer: None,
            older: Some("/ar/corrections/?page=2".to_owned()),
            page: 1,
        };
        let empty = Corrections { notes: Vec::new(), newer: None, older: None, page: 1 };
        [full, empty].map(|page| CorrectionsPage { head: samples::head(), page }).into()
    }
}

/// The corrections page, for checking a theme.
pub fn check() -> PageCheck {
    PageCheck::of::<CorrectionsPage>(&samples::site())
}

/// `GET /{edition}/corrections/`
pub async fn show(
    State(app): State<App>,
    Path(edition): Path<String>,
    Query(asked): Query<AskedPage>,
) -> Result<Page, PageError> {
    let code = EditionCode(edition);
    let frame = app.frames.of(&app, &code).await?.ok_or(PageError::NotFound)?;
    let which = ListPage::asked(&asked, app.config.section_page).ok_or(PageError::NotFound)?;
    let rows = store::notes(app.db.published(), &code, which.limit(), which.offset()).await?;
    let voiced = frame.voiced(app.now());
    let listed = listed(&code, &voiced);
    let (rows, around) = which.cut(rows, &listed.href).ok_or(PageError::NotFound)?;
    let tags = tags(code, &rows);
    let notes = rows.into_iter().map(|row| note(row, &frame.edition, &voiced)).collect();
    let head = head(&app, &frame, &listed, which);
    let page = Corrections { notes, newer: around.newer, older: around.older, page: around.page };
    let html = app.theme.render(&CorrectionsPage { head, page }, &frame.surroundings(&app, &voiced))?;
    Ok(Page::html(html).tagged(tags).fresh_for(app.fresh()))
}

/// `GET /{edition}/corrections/rss.xml`, `atom.xml`, `feed.json`
pub async fn feed(
    State(app): State<App>,
    Path(edition): Path<String>,
    OriginalUri(address): OriginalUri,
) -> Result<Page, PageError> {
    let format = Format::at(address.path()).ok_or(PageError::NotFound)?;
    let code = EditionCode(edition);
    let frame = app.frames.of(&app, &code).await?.ok_or(PageError::NotFound)?;
    let rows = store::notes(app.db.published(), &code, app.config.feed_items, 0).await?;
    let voiced = frame.voiced(app.now());
    let listed = listed(&code, &voiced);
    let tags = tags(code.clone(), &rows);
    let items = rows.into_iter().map(|row| item(&app, row, &listed.href, &code, &voiced)).collect();
    let contents = Contents { name: listed.name, home: listed.href, items };
    Ok(feed_of_items(&app, &frame, contents, format).tagged(tags))
}

/// What a note quotes goes with its article.
fn tags(edition: EditionCode, rows: &[NoteRow]) -> Vec<String> {
    let quoted = rows.iter().map(|row| Tag::Text(row.article.clone()));
    tag::names(
        &[Tag::Latest(edition.clone()), Tag::Edition(edition)].into_iter().chain(quoted).collect::<Vec<_>>(),
    )
}

fn listed(edition: &EditionCode, voiced: &Voiced) -> Listed {
    let (name, href) = (voiced.message("corrections"), format!("/{edition}/corrections/"));
    Listed { name, href, description: String::new(), label: None }
}

fn note(row: NoteRow, edition: &Edition, voiced: &Voiced) -> Note {
    let href = href(&row, &edition.code);
    let passage = Passage::of(&row.block, row.quoted, row.corrected, &href);
    Note {
        kind_words: voiced.message(&format!("correction-{}", row.kind)),
        at: voiced.moment(row.at),
        passage: passage.map(|passage| passage.in_language(&row.lang, &edition.lang)),
        article: Link { href: Some(href), name: row.headline },
        id: row.id,
        kind: row.kind,
        text: row.body,
    }
}

fn item(app: &App, row: NoteRow, home: &str, edition: &EditionCode, voiced: &Voiced) -> FeedItem {
    let kind = voiced.message(&format!("correction-{}", row.kind));
    let mut summary = row.body.clone();
    for (id, words) in [("correction-was", &row.quoted), ("correction-now", &row.corrected)] {
        if !words.is_empty() {
            summary.push('\n');
            summary.push_str(&voiced.worded(id, &[("words", words.as_str().into())]));
        }
    }
    let at = if row.block.is_empty() { String::new() } else { format!("#b-{}", row.block) };
    let title = if row.headline.is_empty() { kind } else { format!("{kind}: {}", row.headline) };
    FeedItem {
        id: app.absolute(&format!("{home}#c-{}", row.id)),
        url: app.absolute(&format!("{}{at}", href(&row, edition))),
        title,
        summary: Some(summary),
        published_micros: row.at,
        updated_micros: row.at,
        ..FeedItem::default()
    }
}

/// Where the article is, or was.
fn href(row: &NoteRow, edition: &EditionCode) -> String {
    match row.headline.is_empty() {
        true => format!("/s/{}", row.article),
        false => article_href(edition, &row.section_slug, &row.article, &row.slug),
    }
}

fn head(app: &App, frame: &Frame, listed: &Listed, which: ListPage) -> Head {
    let names = [("site", frame.edition.name.as_str().into())];
    let description = frame.locale.message("corrections-description", &names);
    list_head(app, frame, listed, which, description, Map::new())
}
