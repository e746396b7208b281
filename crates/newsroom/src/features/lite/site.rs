//! The handlers of the lite pages: the newest headlines, and an article with all that its full page says.

use axum::extract::{Path, State};
use axum::http::HeaderValue;
use content::html_out::without_pictures;
use serde::Serialize;
use serde_json::json;
use theme::{PageCheck, PageTemplate};
use web::Page;

use crate::app::App;
use crate::features::articles::{
    self, Drafted, PublishedArticle, Shown, TeaserRow, Whole, latest_in_edition, leads_to, published_article,
    whole,
};
use crate::features::media_library::PictureRow;
use crate::features::pages::{
    Elsewhere, Frame, Head, Moment, Voiced, open_graph, own_sheet_policy, share_picture, with_own_sheet,
};
use crate::features::recordings::RecordingView;
use crate::id::{self, ArticleId, EditionCode};
use crate::routes::{PageError, samples};
use crate::tag::{self, Tag};

/// Headlines on the lite front.
const HEADLINES: i64 = 40;
/// Headlines under an article.
const LATEST: usize = 5;

#[derive(Serialize)]
struct LiteFrontPage {
    head: Head,
    page: LiteFront,
}

#[derive(Serialize)]
struct LiteFront {
    lines: Vec<Line>,
}

/// A headline and the way to it.
#[derive(Serialize)]
struct Line {
    href: String,
    headline: String,
    section: String,
    at: Moment,
    lang: Option<String>,
}

#[derive(Serialize)]
struct LiteArticlePage {
    head: Head,
    page: LiteArticle,
}

/// What the full page is given, with links in place of pictures.
#[derive(Serialize)]
struct LiteArticle {
    #[serde(flatten)]
    shown: Shown,
    /// The largest file of its picture, for whoever wants it.
    picture_href: Option<String>,
    recording: Option<RecordingView>,
    full: String,
    lines: Vec<Line>,
}

impl PageTemplate for LiteFrontPage {
    const TEMPLATE: &'static str = "lite/front.html";

    fn samples() -> Vec<Self> {
        let lines = |many: usize| (0..many).map(|_| sample_line()).collect();
        [lines(40), lines(0)]
            .map(|lines| LiteFrontPage { head: samples::full_head(), page: LiteFront { lines } })
            .into()
    }
}

impl PageTemplate for LiteArticlePage {
    const TEMPLATE: &'static str = "lite/article.html";

    fn samples() -> Vec<Self> {
        let pages = articles::sample_pages().into_iter().map(|shown| {
            let picture_href = shown.picture.as_ref().map(|picture| picture.src.clone());
            (shown, picture_href, None)
        });
        let recorded = articles::sample_recordings().into_iter().map(|recording| {
            let shown = Shown { picture: None, lang: "en".to_owned(), story: None, ..samples::article() };
            (shown, None, Some(recording))
        });
        let view = |(shown, picture_href, recording)| LiteArticlePage {
            head: samples::full_head(),
            page: LiteArticle {
                shown,
                picture_href,
                recording,
                full: "/ar/politics/0D7K3F9QX2M1/x".to_owned(),
                lines: vec![sample_line()],
            },
        };
        pages.chain(recorded).map(view).collect()
    }
}

/// The lite pages, for checking a theme.
pub fn checks() -> [PageCheck; 2] {
    let site = samples::site();
    [PageCheck::of::<LiteFrontPage>(&site), PageCheck::of::<LiteArticlePage>(&site)]
}

/// `GET /{edition}/lite/`
pub async fn front(State(app): State<App>, Path(edition): Path<String>) -> Result<Page, PageError> {
    let code = EditionCode(edition);
    let frame = app.frames.of(&app, &code).await?.ok_or(PageError::NotFound)?;
    let rows = latest_in_edition(app.db.published(), &code, HEADLINES, 0).await?;
    let voiced = frame.voiced(app.now());
    let page = LiteFront { lines: rows.iter().map(|row| line(row, &frame, &voiced)).collect() };
    let head = front_head(&app, &frame);
    let html = app.theme.render(&LiteFrontPage { head, page }, &frame.surroundings(&app, &voiced))?;
    let tags = [Tag::Latest(code.clone()), Tag::Front(code.clone()), Tag::Edition(code)];
    Ok(with_own_sheet(&app, Page::html(html)).tagged(tag::names(&tags)).fresh_for(app.fresh()))
}

/// `GET /{edition}/lite/{id}`: an article; in place of one that was withdrawn stands what its full address says.
pub async fn article(
    State(app): State<App>,
    Path((edition, id)): Path<(String, String)>,
) -> Result<Page, PageError> {
    let (code, id) = (EditionCode(edition), ArticleId(id));
    if !id::is_short(id.as_str()) {
        return Err(PageError::NotFound);
    }
    let frame = app.frames.of(&app, &code).await?.ok_or(PageError::NotFound)?;
    let Some(row) = published_article(app.db.published(), &id).await? else {
        return leads_to(&app, id).await;
    };
    if row.edition != code {
        let tags = [Tag::Article(id.clone()), Tag::Edition(code)];
        let page = Page::redirect(href(&row.edition, &id), true);
        return Ok(page.tagged(tag::names(&tags)).fresh_for(app.fresh()));
    }
    let voiced = frame.voiced(app.now());
    let whole = whole(&app, &frame, &voiced, &row).await?;
    let tags = tag::names(&whole.tags);
    let (head, page) = lite_article(&frame, &voiced, &row, whole);
    let html = app.theme.render(&LiteArticlePage { head, page }, &frame.surroundings(&app, &voiced))?;
    Ok(with_own_sheet(&app, Page::html(html)).tagged(tags).fresh_for(app.fresh()))
}

/// The lite page of an article that readers do not see yet, and its policy.
pub(crate) fn drafted_page(app: &App, drafted: Drafted) -> Result<(Vec<u8>, Option<HeaderValue>), PageError> {
    let Drafted { frame, at, row, whole } = drafted;
    let voiced = frame.voiced(at);
    let (head, page) = lite_article(&frame, &voiced, &row, whole);
    let html = app.theme.render(&LiteArticlePage { head, page }, &frame.surroundings(app, &voiced))?;
    Ok((html, own_sheet_policy(app)))
}

fn lite_article(
    frame: &Frame,
    voiced: &Voiced<'_>,
    row: &PublishedArticle,
    whole: Whole,
) -> (Head, LiteArticle) {
    let Whole { head, page: mut shown, piece, .. } = whole;
    let elsewhere = frame.elsewhere(|edition| {
        let sibling = shown.translations.iter().find(|sibling| sibling.edition == *edition)?;
        Some(href(edition, &sibling.article))
    });
    let head = Head {
        title: format!("{} · {}", row.headline, voiced.message("lite")),
        // The full page is the one that counts for search engines, and names its own versions.
        alternates: Vec::new(),
        elsewhere: lite_homes(frame, elsewhere),
        ..head
    };
    shown.body_html = without_pictures(&shown.body_html, &voiced.message("lite-picture"));
    // A gallery shows it among the others.
    let is_gallery = row.kind == articles::ArticleKind::Gallery;
    let picture = row.picture.as_ref().filter(|_| !is_gallery).and_then(PictureRow::largest);
    let others = frame.latest.iter().filter(|other| other.id != row.id).take(LATEST);
    let page = LiteArticle {
        picture_href: picture.map(|(address, _)| address),
        recording: piece.recording(),
        full: row.href(),
        lines: others.map(|row| line(row, frame, voiced)).collect(),
        shown,
    };
    (head, page)
}

fn line(row: &TeaserRow, frame: &Frame, voiced: &Voiced<'_>) -> Line {
    let short = if row.headline_short.is_empty() { &row.headline } else { &row.headline_short };
    Line {
        href: href(&row.edition, &row.id),
        headline: short.clone(),
        section: row.section_name.clone(),
        at: row.at(voiced),
        lang: (row.lang != frame.edition.lang).then(|| row.lang.clone()),
    }
}

/// The lite address of an article.
pub fn href(edition: &EditionCode, id: &ArticleId) -> String {
    format!("/{edition}/lite/{id}")
}

/// Whoever reads lite pages here does so in the other editions too.
fn lite_homes(frame: &Frame, mut elsewhere: Vec<Elsewhere>) -> Vec<Elsewhere> {
    for other in &mut elsewhere {
        if frame.editions.iter().any(|edition| edition.home() == other.href) {
            other.href.push_str("lite/");
        }
    }
    elsewhere
}

fn front_head(app: &App, frame: &Frame) -> Head {
    let edition = &frame.edition;
    let canonical = app.absolute(&edition.home());
    let title = format!("{} · {}", edition.name, frame.locale.message("lite", &[]));
    let description = frame.description();
    let mut og = open_graph("website", &title, &description, &canonical, edition);
    og.extend(share_picture(app, edition));
    let json_ld = json!({
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": title,
        "url": canonical,
        "inLanguage": edition.lang,
    });
    Head {
        canonical,
        title,
        description,
        robots: "index",
        elsewhere: lite_homes(frame, frame.elsewhere(|_| None)),
        og,
        json_ld: Some(json_ld.to_string()),
        ..Head::default()
    }
}

fn sample_line() -> Line {
    Line {
        href: "/ar/lite/0D7K3F9QX2M1".to_owned(),
        headline: "البرلمان يقرّ <قانون> المياه & غيره".to_owned(),
        section: "السياسة".to_owned(),
        at: samples::moment(),
        lang: None,
    }
}
