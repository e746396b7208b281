//! An article's page, and its short address.

use std::time::Duration;

use axum::extract::{OriginalUri, Path, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use serde::Serialize;
use theme::{PageCheck, PageTemplate};
use web::Page;

use super::kinds::Piece;
use super::published::store::{Kinship, NameRow, TranslationRow};
use super::published::{ArticleRow, Teaser, source_line, store as articles};
use super::{ArticleKind, TeaserRow, jsonld};
use crate::app::App;
use crate::features::authors::author_href;
use crate::features::corrections::Passage;
use crate::features::lite::lite_href;
use crate::features::media_library::{PicturePlace, PictureView};
use crate::features::pages::{
    Frame, FullMoment, Head, Link, Moment, Told, Voiced, error_page, open_graph, share_picture,
};
use crate::features::receipts::REVISION_HEADER;
use crate::features::statements::{self, Statement};
use crate::features::stories::{self, Around, InStory, NamedStory, ThreadLine};
use crate::features::topics::topic_href;
use crate::id::{self, ArticleId, EditionCode};
use crate::routes::{PageError, samples};
use crate::tag::{self, Tag};

const LATEST: usize = 6;
/// How many of its statements an article's page names for machines.
const STATEMENTS: i64 = 20;
/// How a statement begins in an article's text.
const STATEMENT_MARK: &str = "<figure class=\"say\"";

#[derive(Serialize)]
pub(super) struct ArticlePage {
    pub(super) head: Head,
    pub(super) page: Shown,
}

impl PageTemplate for ArticlePage {
    const TEMPLATE: &'static str = "articles/article.html";

    fn samples() -> Vec<Self> {
        sample_pages().into_iter().map(|page| ArticlePage { head: samples::head(), page }).collect()
    }
}

/// Articles with all they can have, alone, and corrected.
pub(crate) fn sample_pages() -> Vec<Shown> {
    let alone = Shown { story: None, ..samples::article() };
    let note = |passage, on_top| CorrectionView {
        id: "01ABC".to_owned(),
        kind: "error".to_owned(),
        kind_words: "تصويب".to_owned(),
        at: samples::moment(),
        text: "كان العدد <66>.".to_owned(),
        on_top,
        passage,
    };
    let passage = |block| Passage::of(block, "66 نائبًا".to_owned(), "64 & نائبًا".to_owned(), "");
    let foreign = passage("").map(|passage| passage.in_language("en", "ar"));
    let corrections = vec![note(passage("para0001"), true), note(foreign, false), note(None, false)];
    let body_html = "<p id=\"b-para0001\">64</p>".to_owned();
    let corrected = Shown { corrections, body_html, ..samples::article() };
    vec![samples::article(), alone, corrected]
}

/// The article page, for checking a theme.
pub fn check() -> PageCheck {
    PageCheck::of::<ArticlePage>(&samples::site())
}

/// What the template is given.
#[derive(Serialize)]
pub(crate) struct Shown {
    pub kicker: Option<Link>,
    pub headline: String,
    pub lead: String,
    pub picture: Option<PictureView>,
    pub sources: Vec<SourceView>,
    pub source_line: Vec<Link>,
    pub byline: Vec<Link>,
    pub place: String,
    pub published: FullMoment,
    pub updated: Option<FullMoment>,
    /// Whose clock it is; empty where no hour is known.
    pub zone_words: String,
    /// On what terms the text may be used; may be empty.
    pub licence: String,
    pub reading_minutes: u32,
    pub corrections: Vec<CorrectionView>,
    pub story: Option<InStory>,
    pub body_html: String,
    pub topics: Vec<Link>,
    pub latest: Vec<String>,
    pub related: Vec<Teaser>,
    pub short_url: String,
    pub share_url: String,
    pub lite_href: String,
    pub lang: String,
    pub dir: String,
    pub label: Option<String>,
    /// The same piece in other editions, where it is published.
    pub translations: Vec<TranslationView>,
    pub revision: i64,
    /// What is said in it, for machines.
    #[serde(skip)]
    pub statements: Vec<Statement>,
}

#[derive(Serialize)]
pub(crate) struct TranslationView {
    pub lang: String,
    pub dir: &'static str,
    pub href: String,
    pub headline: String,
    /// That it can be read there, said in this page's language.
    pub words: String,
    #[serde(skip)]
    pub edition: EditionCode,
    #[serde(skip)]
    pub article: ArticleId,
    #[serde(skip)]
    pub(super) kinship: Kinship,
}

#[derive(Serialize)]
pub(crate) struct SourceView {
    pub name: String,
    pub href: Option<String>,
    pub role: &'static str,
    pub role_words: String,
    pub detail: String,
}

#[derive(Serialize)]
pub(crate) struct CorrectionView {
    pub id: String,
    pub kind: String,
    pub kind_words: String,
    pub at: Moment,
    pub text: String,
    pub on_top: bool,
    /// The words it is about.
    pub passage: Option<Passage>,
}

/// `GET /{edition}/{section}/{id}` and `GET /{edition}/{section}/{id}/{slug}`: the id alone decides; an address that is
/// not the article's own leads to it. There is no end of such addresses: what is answered at them is not kept.
pub async fn show(
    State(app): State<App>,
    Path(segments): Path<Vec<(String, String)>>,
    OriginalUri(address): OriginalUri,
) -> Result<Page, PageError> {
    let segment = |name: &str| {
        segments.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let (edition, id) = (EditionCode(segment("edition")), ArticleId(segment("id")));
    let frame = app.frames.of(&app, &edition).await?.ok_or(PageError::NotFound)?;
    let published = app.db.published();
    if !id::is_short(id.as_str()) {
        return Err(PageError::NotFound);
    }
    let Some(article) = articles::published_by_id(published, &id).await? else {
        return Ok(absent(&app, &id).await?.fresh_for(Duration::ZERO));
    };
    let href = article.href();
    if address.path() != href {
        return Ok(Page::redirect(href, true).fresh_for(Duration::ZERO));
    }
    let voiced = frame.voiced(app.now());
    let Whole { head, page, piece, tags } = whole(&app, &frame, &voiced, &article).await?;
    let revision = HeaderValue::from(article.revision);
    let surroundings = frame.surroundings(&app, &voiced);
    let (html, policy) = piece.rendered(&app, head, page, &surroundings)?;
    let page = Page::html(html).tagged(tag::names(&tags)).fresh_for(app.fresh());
    let page = page.header(HeaderName::from_static(REVISION_HEADER), revision);
    Ok(match policy {
        Some(policy) => page.header(header::CONTENT_SECURITY_POLICY, policy),
        None => page,
    })
}

/// All that is said of an article, on its own page and on any other that says the same.
pub(crate) struct Whole {
    pub head: Head,
    pub page: Shown,
    pub piece: Piece,
    /// What makes it stale.
    pub tags: Vec<Tag>,
}

/// Reads all that is said of an article.
pub(crate) async fn whole(
    app: &App,
    frame: &Frame,
    voiced: &Voiced<'_>,
    article: &ArticleRow,
) -> Result<Whole, PageError> {
    let stories = match article.is_in_story {
        true => stories::stories_of_piece(app.db.published(), &article.id).await?,
        false => Vec::new(),
    };
    let page = shown(app, frame, voiced, article, &article.href(), &stories).await?;
    let piece = Piece::of(app, article, voiced).await?;
    let head = head(app, frame, article, &page, &piece)?;
    let edition = article.edition.clone();
    let mut tags =
        vec![Tag::Article(article.id.clone()), Tag::Latest(edition.clone()), Tag::Edition(edition)];
    tags.extend(stories.into_iter().map(|story| Tag::Story(story.id)));
    Ok(Whole { head, page, piece, tags })
}

/// `GET /s/{id}`: the short address.
pub async fn short(State(app): State<App>, Path(id): Path<String>) -> Result<Page, PageError> {
    let id = ArticleId(id);
    if !id::is_short(id.as_str()) {
        return Err(PageError::NotFound);
    }
    leads_to(&app, id).await
}

/// The way to an article from another address: 301 to its own, or what is said in its place.
pub async fn leads_to(app: &App, id: ArticleId) -> Result<Page, PageError> {
    let Some(article) = articles::published_by_id(app.db.published(), &id).await? else {
        return absent(app, &id).await;
    };
    Ok(Page::redirect(article.href(), true).tagged(tag::names(&[Tag::Article(id)])).fresh_for(app.fresh()))
}

/// Gone and why, when readers have seen it before; otherwise as if it had never been.
async fn absent(app: &App, id: &ArticleId) -> Result<Page, PageError> {
    let (edition, reason) =
        articles::withdrawal_of(app.db.published(), id).await?.ok_or(PageError::NotFound)?;
    let frame = app.frames.of(app, &edition).await?.ok_or(PageError::NotFound)?;
    let page = error_page(app, &frame, StatusCode::GONE, Some(reason));
    // It names the latest headlines, and the alerts that stand.
    let tags = [Tag::Article(id.clone()), Tag::Latest(edition.clone()), Tag::Edition(edition)];
    Ok(page.tagged(tag::names(&tags)).fresh_for(app.fresh()))
}

async fn shown(
    app: &App,
    frame: &Frame,
    voiced: &Voiced<'_>,
    article: &ArticleRow,
    href: &str,
    stories: &[NamedStory],
) -> Result<Shown, PageError> {
    let published = app.db.published();
    let names = articles::names_on(published, &article.id).await?;
    let corrections = match article.is_corrected {
        true => articles::published_corrections(published, &article.id).await?,
        false => Vec::new(),
    };
    // Asked for only where the text has one: most articles have none.
    let statements = match article.html.contains(STATEMENT_MARK) {
        true => statements::in_article(published, &article.id, STATEMENTS).await?,
        false => Vec::new(),
    };
    let around = around(app, article, stories).await?;
    // Nothing stands on the page twice: what goes before and after in the story is there already.
    let beside: Vec<ArticleId> =
        names.related.iter().filter(|id| !around.ids().any(|other| other == *id)).cloned().collect();
    let wanted: Vec<ArticleId> = beside.iter().chain(around.ids()).cloned().collect();
    let rows = articles::teasers(published, &wanted).await?;
    let mut on_page: Vec<ArticleId> = rows.iter().map(|row| row.id.clone()).collect();
    on_page.push(article.id.clone());
    let related = beside.iter().filter_map(|id| rows.iter().find(|row| row.id == *id));
    let words = usize::try_from(article.words).unwrap_or(0);
    Ok(Shown {
        kicker: kicker(article),
        headline: article.headline.clone(),
        lead: article.lead.clone(),
        picture: article.picture.as_ref().map(|picture| picture.view(voiced, PicturePlace::ARTICLE)),
        sources: article.sources.iter().map(|source| source_view(source, voiced)).collect(),
        source_line: source_line(&article.sources),
        byline: links(names.authors, &article.edition, author_href),
        place: article.place.clone(),
        published: article.published(voiced),
        updated: article.updated_at.map(|at| voiced.full_moment(at)),
        zone_words: if article.dated_to.has_clock() { voiced.zone_words() } else { String::new() },
        licence: article.licence.clone(),
        reading_minutes: text::words::reading_minutes(words, &article.lang),
        corrections: corrections.into_iter().map(|row| correction_view(row, frame, voiced)).collect(),
        statements,
        body_html: article.html.clone(),
        topics: links(names.topics, &article.edition, topic_href),
        latest: frame.latest_but(&on_page, LATEST),
        related: related.map(|row| teaser(row, frame, voiced)).collect(),
        story: InStory::new(stories, &around, here(article, href, voiced), &rows, &article.edition, voiced),
        short_url: app.absolute(&format!("/s/{}", article.id)),
        share_url: app.absolute(href),
        lite_href: lite_href(&article.edition, &article.id),
        lang: article.lang.clone(),
        dir: article.dir.clone(),
        label: label(article.kind, voiced),
        translations: names.translations.into_iter().filter_map(|row| translation(row, frame)).collect(),
        revision: article.revision,
    })
}

/// The pieces around this one in its first story.
async fn around(app: &App, article: &ArticleRow, stories: &[NamedStory]) -> Result<Around, PageError> {
    let found = match stories.first() {
        Some(story) => {
            stories::neighbours(app.db.published(), &story.id, &article.id, article.published_at).await?
        }
        None => Vec::new(),
    };
    Ok(Around::of(found))
}

/// The article itself among the pieces of its story.
fn here(article: &ArticleRow, href: &str, voiced: &Voiced<'_>) -> ThreadLine {
    ThreadLine {
        href: href.to_owned(),
        headline: article.headline.clone(),
        lang: None,
        at: voiced.moment_known(article.published_at, article.dated_to),
        here: true,
    }
}

/// Names that lead to their pages.
pub(super) fn links(
    names: Vec<NameRow>,
    edition: &EditionCode,
    href: fn(&EditionCode, &str) -> String,
) -> Vec<Link> {
    names.into_iter().map(|NameRow { name, slug }| Link { name, href: Some(href(edition, &slug)) }).collect()
}

fn teaser(row: &TeaserRow, frame: &Frame, voiced: &Voiced<'_>) -> Teaser {
    Teaser::new(row, &frame.edition, voiced, PicturePlace::CARD)
}

/// The sibling as this page names it, in the words of this page's language.
fn translation(row: TranslationRow, frame: &Frame) -> Option<TranslationView> {
    let TranslationRow { article, edition, headline, href, kinship } = row;
    let other = frame.editions.iter().find(|other| other.code == edition)?;
    let words = frame.read_in(other);
    Some(TranslationView {
        lang: other.lang.clone(),
        dir: other.dir.as_str(),
        href,
        headline,
        words,
        edition,
        article,
        kinship,
    })
}

/// The word above the headline: the writer's own, or else the section's name, which leads there.
pub(super) fn kicker(article: &ArticleRow) -> Option<Link> {
    if !article.kicker.is_empty() {
        return Some(Link { name: article.kicker.clone(), href: None });
    }
    Some(Link { name: article.section_name.clone(), href: Some(article.section_href()) })
}

pub(super) fn label(kind: ArticleKind, voiced: &Voiced<'_>) -> Option<String> {
    match kind {
        ArticleKind::News => None,
        kind => Some(voiced.message(&format!("kind-{}", kind.as_str()))),
    }
}

pub(super) fn source_view(source: &crate::features::sources::Source, voiced: &Voiced<'_>) -> SourceView {
    SourceView {
        name: source.name.clone(),
        href: (!source.href.is_empty()).then(|| source.href.clone()),
        role: source.role.as_str(),
        role_words: voiced.message(&format!("role-{}", source.role.as_str())),
        detail: source.detail.clone(),
    }
}

fn correction_view(
    (id, kind, text, block, was, now, lang, on_top, at): articles::CorrectionRow,
    frame: &Frame,
    voiced: &Voiced<'_>,
) -> CorrectionView {
    let kind_words = voiced.message(&format!("correction-{kind}"));
    let passage = Passage::of(&block, was, now, "");
    let passage = passage.map(|passage| passage.in_language(&lang, &frame.edition.lang));
    CorrectionView { id, kind, kind_words, at: voiced.moment(at), text, on_top, passage }
}

fn head(
    app: &App,
    frame: &Frame,
    article: &ArticleRow,
    page: &Shown,
    piece: &Piece,
) -> Result<Head, PageError> {
    let picture = article.picture.as_ref();
    let canonical = page.share_url.clone();
    let or_headline =
        |words: &str| if words.is_empty() { article.headline.clone() } else { words.to_owned() };
    let title = format!("{} · {}", or_headline(&article.headline_search), frame.edition.name);
    let description = article.description.clone();
    let mut og = open_graph(
        "article",
        &or_headline(&article.headline_social),
        &description,
        &canonical,
        &frame.edition,
    );
    og.extend(match (&article.card, picture) {
        (Some(card), _) => jsonld::card_properties(app, card, &or_headline(&article.headline_social)),
        (None, Some(picture)) => jsonld::picture_properties(app, picture, &article.headline),
        (None, None) => share_picture(app, &frame.edition),
    });
    og.extend(piece.open_graph(app));
    let own = Told { edition: &article.edition, lang: &article.lang, href: canonical.clone() };
    let siblings = page.translations.iter().map(|sibling| Told {
        edition: &sibling.edition,
        lang: &sibling.lang,
        href: app.absolute(&sibling.href),
    });
    let alternates = frame.alternates(own, siblings);
    let news = jsonld::news_article(app, frame, article, picture, page);
    let json_ld = piece.told(app, article, page, &news).map_err(PageError::broken)?;
    let elsewhere = frame.elsewhere(|edition| {
        page.translations
            .iter()
            .find(|sibling| sibling.edition == *edition)
            .map(|sibling| sibling.href.clone())
    });
    let filed = frame.sections.iter().find(|section| section.id == article.section);
    let section = filed.map_or_else(|| article.section_href(), |section| frame.stands_under(section));
    let (section, robots) = (Some(section), "index");
    Ok(Head {
        section,
        elsewhere,
        canonical,
        title,
        description,
        robots,
        alternates,
        feeds: Vec::new(),
        og,
        json_ld: Some(json_ld),
    })
}
