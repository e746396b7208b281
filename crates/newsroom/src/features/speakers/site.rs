//! A speaker's page: all that they said in what readers of an edition see, the newest publication first.

use axum::extract::{OriginalUri, Path, Query, State};
use serde::Serialize;
use serde_json::{Map, Value, json};
use theme::{PageCheck, PageTemplate};
use web::Page;

use super::speaker_href;
use super::store::{SaidRow, said};
use crate::app::App;
use crate::features::pages::{AskedPage, Frame, Head, Link, ListPage, Listed, Moment, Voiced, list_head};
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

#[derive(Serialize)]
struct Said {
    /// The words, a paragraph each.
    lines: Vec<String>,
    /// Their language, where it is not the edition's.
    lang: Option<String>,
    /// In what role, where it was another than stands above.
    role: String,
    to: String,
    place: String,
    /// When it was said, in words and for machines, where that is known.
    when: Option<Moment>,
    source: Link,
    /// The article it stands in, at the statement.
    piece: Link,
    piece_lang: Option<String>,
    published: Moment,
}

impl PageTemplate for SpeakerPage {
    const TEMPLATE: &'static str = "speakers/speaker.html";

    fn samples() -> Vec<Self> {
        let link =
            |name: &str, href: Option<&str>| Link { name: name.to_owned(), href: href.map(str::to_owned) };
        let bare = || Said {
            lines: vec!["لن نتأخر <يومًا> & لن نعتذر.".to_owned()],
            lang: None,
            role: String::new(),
            to: String::new(),
            place: String::new(),
            when: None,
            source: link("", None),
            piece: link("البرلمان يقرّ <قانونًا> & غيره", Some("/ar/politics/0D7K3F9QX2M1/x#b-stat0001")),
            piece_lang: None,
            published: samples::moment(),
        };
        let full = Said {
            lines: vec!["Nous verrons.".to_owned(), "Demain & <après>.".to_owned()],
            lang: Some("fr".to_owned()),
            role: "وزيرة سابقة".to_owned(),
            to: "البرلمان".to_owned(),
            place: "دار السرو".to_owned(),
            when: Some(samples::moment()),
            source: link("محضر <الجلسة>", Some("https://example.org/record")),
            piece_lang: Some("fr".to_owned()),
            ..bare()
        };
        let unlinked =
            Said { source: link("كتاب & صحيفة", None), place: "باريس".to_owned(), ..bare() };
        let page = |said, role: &str, newer: Option<&str>, older: Option<&str>, page| Speaker {
            name: "هند <السرّاج>".to_owned(),
            role: role.to_owned(),
            said,
            newer: newer.map(str::to_owned),
            older: older.map(str::to_owned),
            page,
        };
        let first =
            page(vec![full, bare(), unlinked], "وزيرة & نائبة", None, Some("/ar/speaker/x/?page=2"), 1);
        let last = page(vec![bare()], "", Some("/ar/speaker/x/"), None, 2);
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
        said: rows.iter().map(|row| told(row, &frame, &voiced, &role)).collect(),
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

fn told(row: &SaidRow, frame: &Frame, voiced: &Voiced<'_>, role: &str) -> Said {
    let edition = &frame.edition;
    let other = |lang: &str| (!lang.is_empty() && lang != edition.lang).then(|| lang.to_owned());
    let when = voiced.partial_date(&row.said_on).map(|words| Moment { iso: row.said_on.clone(), words });
    let at = format!("{}#b-{}", row.article_href(&edition.code), row.block);
    Said {
        lines: row.words.lines().map(str::to_owned).collect(),
        lang: other(&row.lang),
        role: if row.role == role { String::new() } else { row.role.clone() },
        to: row.to.clone(),
        place: row.place.clone(),
        when,
        source: Link {
            name: row.source.clone(),
            href: (!row.source_href.is_empty()).then(|| row.source_href.clone()),
        },
        piece: Link { name: row.headline.clone(), href: Some(at) },
        piece_lang: other(&row.article_lang),
        published: voiced.moment_known(row.published_at, row.dated_to),
    }
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
