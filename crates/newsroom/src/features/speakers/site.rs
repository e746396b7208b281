//! A speaker's page: all that they said in what readers of an edition see, the newest publication first.

use axum::extract::{OriginalUri, Path, Query, State};
use serde::Serialize;
use serde_json::{Map, Value, json};
use theme::{PageCheck, PageTemplate};
use web::Page;

use super::said::{self, Said};
use super::speaker_href;
use super::store::{SaidRow, said};
use crate::app::App;
use crate::features::pages::{AskedPage, Frame, Head, ListPage, Listed, list_head};
use crate::id::{ArticleId, EditionCode};
use crate::routes::{PageError, samples};
use crate::tag::{self, Tag};

#[derive(Serialize)]
struct SpeakerPage {
    head: Head,
    page: Speaker,
}

/// What the template is given.
#[derive(Serialize)]
struct Speaker {
    /// As the newest statement has it.
    name: String,
    role: String,
    said: Vec<Said>,
    newer: Option<String>,
    older: Option<String>,
    page: i64,
}

impl PageTemplate for SpeakerPage {
    const TEMPLATE: &'static str = "speakers/speaker.html";

    fn samples() -> Vec<Self> {
        let page = |said, role: &str, newer: Option<&str>, older: Option<&str>, page| Speaker {
            name: "هند <السرّاج>".to_owned(),
            role: role.to_owned(),
            said,
            newer: newer.map(str::to_owned),
            older: older.map(str::to_owned),
            page,
        };
        let first = page(said::samples(), "وزيرة & نائبة", None, Some("/ar/speaker/x/?page=2"), 1);
        let last = page(said::samples().split_off(1), "", Some("/ar/speaker/x/"), None, 2);
        [first, last].map(|page| SpeakerPage { head: samples::full_head(), page }).into()
    }
}

/// A speaker's page, for checking a theme.
pub fn check() -> PageCheck {
    PageCheck::of::<SpeakerPage>(&samples::site())
}

/// `GET /{edition}/speaker/{speaker}/`
pub async fn show(
    State(app): State<App>,
    Path((edition, slug)): Path<(String, String)>,
    Query(asked): Query<AskedPage>,
    OriginalUri(address): OriginalUri,
) -> Result<Page, PageError> {
    let code = EditionCode(edition);
    let frame = app.frames.of(&app, &code).await?.ok_or(PageError::NotFound)?;
    let href = speaker_href(&code, &slug).ok_or(PageError::NotFound)?;
    let which = ListPage::asked(&asked, app.config.section_page).ok_or(PageError::NotFound)?;
    let rows = said(app.db.published(), &code, &slug, which.limit(), which.offset()).await?;
    let (rows, around) = which.cut(rows, &href).ok_or(PageError::NotFound)?;
    // Of whom nobody quotes anything there is no page.
    let newest = rows.first().ok_or(PageError::NotFound)?;
    if address.path() != href {
        return Ok(Page::redirect(&href, true).tagged(tags(&code, &rows)).fresh_for(app.fresh()));
    }
    let voiced = frame.voiced(app.now());
    let (name, role) = (newest.speaker.clone(), newest.role.clone());
    let head = head(&app, &frame, (&name, &href), which, &rows);
    let page = Speaker {
        said: rows.iter().map(|row| Said::of(row, &role, &frame.edition, &voiced)).collect(),
        newer: around.newer,
        older: around.older,
        page: around.page,
        name,
        role,
    };
    let html = app.theme.render(&SpeakerPage { head, page }, &frame.surroundings(&app, &voiced))?;
    Ok(Page::html(html).tagged(tags(&code, &rows)).fresh_for(app.fresh()))
}

/// What is published, changed or taken back in the edition may be of anybody; what a page quotes goes with its article.
fn tags(edition: &EditionCode, rows: &[SaidRow]) -> Vec<String> {
    let mut articles: Vec<&ArticleId> = rows.iter().map(|row| &row.article).collect();
    articles.dedup();
    let articles = articles.into_iter().cloned().map(Tag::Article);
    let edition = [Tag::Latest(edition.clone()), Tag::Edition(edition.clone())];
    tag::names(&articles.chain(edition).collect::<Vec<_>>())
}

fn head(app: &App, frame: &Frame, (name, href): (&str, &str), which: ListPage, rows: &[SaidRow]) -> Head {
    let person = json!({ "@type": "Person", "name": name, "url": app.absolute(href) });
    let quotation = |row: &SaidRow| {
        let piece = app.absolute(&row.article_href(&frame.edition.code));
        let mut said = json!({
            "@type": "Quotation",
            "text": row.words,
            "url": format!("{piece}#b-{}", row.block),
            "spokenByCharacter": person,
            // Only named here: its own page describes it.
            "isPartOf": { "@type": "CreativeWork", "@id": piece, "url": piece, "headline": row.headline },
        });
        for (name, value) in [("inLanguage", &row.lang), ("dateCreated", &row.said_on)] {
            if !value.is_empty() {
                said[name] = value.as_str().into();
            }
        }
        said
    };
    let more: Map<String, Value> = Map::from_iter([
        ("about".to_owned(), person.clone()),
        ("hasPart".to_owned(), rows.iter().map(quotation).collect()),
    ]);
    let listed =
        Listed { name: name.to_owned(), href: href.to_owned(), description: String::new(), label: None };
    let names = [("speaker", name.into()), ("site", frame.edition.name.as_str().into())];
    let description = frame.locale.message("speaker-description", &names);
    Head { feeds: Vec::new(), ..list_head(app, frame, &listed, which, description, more) }
}
