//! The handlers of the lite pages: the newest headlines, and an article.

use axum::extract::{Path, State};
use serde::Serialize;
use theme::{PageCheck, PageTemplate};
use web::Page;

use super::store::text_of;
use crate::app::App;
use crate::features::articles::{
    PublishedArticle, TeaserRow, latest_in_edition, leads_to, names_on, published_article, source_line,
};
use crate::features::pages::{Alternate, Frame, FullMoment, Head, Moment, Voiced};
use crate::id::{self, ArticleId, EditionCode};
use crate::routes::{PageError, samples};
use crate::tag::{self, Tag};

/// Headlines on the lite front.
const HEADLINES: i64 = 40;

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

#[derive(Serialize)]
struct LiteArticle {
    headline: String,
    lead: String,
    /// Blocks of lines.
    text: Vec<Vec<String>>,
    byline: Vec<String>,
    sources: Vec<String>,
    published: FullMoment,
    updated: Option<FullMoment>,
    picture: Option<PictureLink>,
    full: String,
    label: Option<String>,
    lang: Option<String>,
    latest: Vec<Line>,
}

/// A picture that is only named, and fetched by whoever wants it.
#[derive(Serialize)]
struct PictureLink {
    href: String,
    words: String,
}

impl PageTemplate for LiteFrontPage {
    const TEMPLATE: &'static str = "lite/front.html";

    fn samples() -> Vec<Self> {
        let lines = |many: usize| (0..many).map(|_| sample_line()).collect();
        [lines(40), lines(0)]
            .map(|lines| LiteFrontPage { head: samples::head(), page: LiteFront { lines } })
            .into()
    }
}

impl PageTemplate for LiteArticlePage {
    const TEMPLATE: &'static str = "lite/article.html";

    fn samples() -> Vec<Self> {
        let bare = LiteArticle {
            headline: "البرلمان يقرّ <قانون> المياه".to_owned(),
            lead: String::new(),
            text: vec![vec!["نص & نص".to_owned()]],
            byline: Vec::new(),
            sources: Vec::new(),
            published: samples::full_moment(),
            updated: None,
            picture: None,
            full: "/ar/politics/0D7K3F9QX2M1/x".to_owned(),
            label: None,
            lang: None,
            latest: Vec::new(),
        };
        let full = LiteArticle {
            lead: "صوّت 64 نائبًا لمصلحة القانون.".to_owned(),
            text: vec![vec!["«قول»".to_owned(), "هند السرّاج".to_owned()]; 30],
            byline: vec!["سلمى الخوّاص".to_owned(), "Jean".to_owned()],
            sources: vec!["وكالة الأنباء الوطنية".to_owned(), "AFP".to_owned()],
            updated: Some(samples::full_moment()),
            picture: Some(PictureLink { href: "/media/0-640.webp".to_owned(), words: "قاعة".to_owned() }),
            label: Some("رأي".to_owned()),
            lang: Some("en".to_owned()),
            latest: vec![sample_line()],
            headline: bare.headline.clone(),
            published: samples::full_moment(),
            full: bare.full.clone(),
        };
        [full, bare].map(|page| LiteArticlePage { head: samples::head(), page }).into()
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
    let site = frame.edition.name.as_str();
    let head = head(&app, &frame, site, &frame.edition.home(), frame.description());
    let html = app.theme.render(&LiteFrontPage { head, page }, &frame.surroundings(&app, &voiced))?;
    let tags = [Tag::Latest(code.clone()), Tag::Front(code.clone()), Tag::Edition(code)];
    Ok(Page::html(html).tagged(tag::names(&tags)).fresh_for(app.fresh()))
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
    let published = app.db.published();
    let Some(row) = published_article(published, &id).await? else { return leads_to(&app, id).await };
    let tags = [Tag::Article(id.clone()), Tag::Latest(code.clone()), Tag::Edition(code.clone())];
    if row.edition != code {
        let page = Page::redirect(href(&row.edition, &id), true);
        return Ok(page.tagged(tag::names(&tags)).fresh_for(app.fresh()));
    }
    let text = text_of(published, &id).await?;
    let authors = names_on(published, &id).await?.authors;
    let voiced = frame.voiced(app.now());
    let byline = authors.into_iter().map(|author| author.name).collect();
    let page = lite_article(&frame, &voiced, &row, &text, byline);
    let head = head(&app, &frame, &row.headline, &row.href(), row.description.clone());
    let html = app.theme.render(&LiteArticlePage { head, page }, &frame.surroundings(&app, &voiced))?;
    Ok(Page::html(html).tagged(tag::names(&tags)).fresh_for(app.fresh()))
}

fn lite_article(
    frame: &Frame,
    voiced: &Voiced<'_>,
    row: &PublishedArticle,
    text: &str,
    byline: Vec<String>,
) -> LiteArticle {
    let lines = |block: &str| block.lines().map(str::to_owned).collect::<Vec<_>>();
    let picture = row.picture.as_ref().and_then(|picture| {
        let (href, _) = picture.largest()?;
        let words = if picture.caption.is_empty() { &picture.alt } else { &picture.caption };
        Some(PictureLink { href, words: words.clone() })
    });
    let others = frame.latest.iter().filter(|other| other.id != row.id).take(5);
    LiteArticle {
        headline: row.headline.clone(),
        lead: row.lead.clone(),
        text: text.split("\n\n").filter(|block| !block.trim().is_empty()).map(lines).collect(),
        byline,
        sources: source_line(&row.sources).into_iter().map(|source| source.name).collect(),
        published: row.published(voiced),
        updated: row.updated_at.map(|at| voiced.full_moment(at)),
        picture,
        full: row.href(),
        label: (row.kind.as_str() != "news").then(|| voiced.message(&format!("kind-{}", row.kind.as_str()))),
        lang: (row.lang != frame.edition.lang).then(|| row.lang.clone()),
        latest: others.map(|row| line(row, frame, voiced)).collect(),
    }
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

/// The full page is the one that counts for search engines.
fn head(app: &App, frame: &Frame, name: &str, full: &str, description: String) -> Head {
    let lite = frame.locale.message("lite", &[]);
    let canonical = app.absolute(full);
    let alternates = vec![Alternate { lang: frame.edition.lang.clone(), href: canonical.clone() }];
    Head {
        canonical,
        title: format!("{name} · {lite}"),
        description,
        robots: "index",
        elsewhere: frame.elsewhere(|_| None),
        alternates,
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
