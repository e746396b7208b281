//! An article for machines: schema.org's NewsArticle, and the share card's picture.

use serde::Serialize;

use super::ArticleKind;
use super::published::ArticleRow;
use super::published::store::Kinship;
use super::site::{CorrectionView, Shown, SourceView, TranslationView};
use crate::app::App;
use crate::features::cards;
use crate::features::media_library::{Licence, PictureRow};
use crate::features::pages::{Frame, Link, OpenGraph};
use crate::features::speakers::page_of;
use crate::features::statements::Statement;

/// The most letters of a headline that search engines show.
const HEADLINE_LETTERS: usize = 110;

/// The structured data of an article's page. It is written straight from these types: a page has more of it than of
/// anything else that is no prose.
pub fn news_article<'a>(
    app: &App,
    frame: &'a Frame,
    article: &'a ArticleRow,
    picture: Option<&'a PictureRow>,
    page: &'a Shown,
) -> NewsArticle<'a> {
    let publisher = Agent {
        kind: "NewsMediaOrganization",
        name: &frame.edition.name,
        url: Some(app.absolute(&frame.edition.home())),
    };
    let of = |kinship| page.translations.iter().filter(move |sibling| sibling.kinship == kinship);
    NewsArticle {
        context: "https://schema.org",
        kind: match article.kind {
            ArticleKind::Analysis => "AnalysisNewsArticle",
            ArticleKind::Opinion => "OpinionNewsArticle",
            _ => "NewsArticle",
        },
        headline: text::words::truncate_letters(&article.headline, HEADLINE_LETTERS),
        description: &article.description,
        in_language: &article.lang,
        main_entity_of_page: WebPage {
            kind: "WebPage",
            id: &page.share_url,
            breadcrumb: Breadcrumbs::new([
                (&frame.edition.name, app.absolute(&frame.edition.home())),
                (&article.section_name, app.absolute(&article.section_href())),
            ]),
        },
        url: &page.share_url,
        date_published: &page.published.iso,
        date_modified: page.updated.as_ref().map_or(&page.published.iso, |at| &at.iso),
        article_section: &article.section_name,
        word_count: article.words,
        author: authors(app, page, &publisher),
        publisher,
        is_accessible_for_free: true,
        image: match picture.and_then(|picture| image_object(app, picture)) {
            Some(picture) => Image::Own([picture]),
            None => Image::Shared(app.theme.asset_address("share.png").map(|address| app.absolute(&address))),
        },
        is_based_on: page.sources.iter().map(Work::source).collect(),
        correction: page.corrections.iter().map(|note| Comment::correction(page, note)).collect(),
        has_part: page.statements.iter().map(|said| Quotation::said(app, article, page, said)).collect(),
        is_part_of: page.story.as_ref().map(|story| Agent {
            kind: "CollectionPage",
            name: &story.name,
            url: Some(app.absolute(&story.href)),
        }),
        translation_of_work: of(Kinship::Original).next().map(|sibling| translation(app, sibling)),
        work_translation: of(Kinship::Translation).map(|sibling| translation(app, sibling)).collect(),
        location_created: (!article.place.is_empty()).then(|| Agent {
            kind: "Place",
            name: &article.place,
            url: None,
        }),
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewsArticle<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    headline: String,
    description: &'a str,
    in_language: &'a str,
    main_entity_of_page: WebPage<'a>,
    url: &'a str,
    date_published: &'a str,
    date_modified: &'a str,
    article_section: &'a str,
    word_count: i64,
    author: Vec<Agent<'a>>,
    publisher: Agent<'a>,
    is_accessible_for_free: bool,
    image: Image<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    is_based_on: Vec<Work<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    correction: Vec<Comment<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    has_part: Vec<Quotation<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_part_of: Option<Agent<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    translation_of_work: Option<Translation<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    work_translation: Vec<Translation<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location_created: Option<Agent<'a>>,
}

/// Whatever has a name and may have an address: a person, an organisation, a place, a story.
#[derive(Clone, Serialize)]
struct Agent<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// What the article rests on.
#[derive(Serialize)]
struct Work<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

impl<'a> Work<'a> {
    fn source(source: &'a SourceView) -> Self {
        Work { kind: "CreativeWork", name: &source.name, url: source.href.as_deref() }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Comment<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: String,
    url: String,
    text: &'a str,
    date_published: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<Quotation<'a>>,
}

/// The page itself, and the way to it: what it is called and where it stands is said beside that already.
#[derive(Serialize)]
struct WebPage<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: &'a str,
    breadcrumb: Breadcrumbs<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Breadcrumbs<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    item_list_element: [Breadcrumb<'a>; 2],
}

#[derive(Serialize)]
struct Breadcrumb<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: &'a str,
    item: String,
}

impl<'a> Breadcrumbs<'a> {
    fn new(way: [(&'a String, String); 2]) -> Self {
        let mut position = 0;
        let item_list_element = way.map(|(name, item)| {
            position += 1;
            Breadcrumb { kind: "ListItem", position, name, item }
        });
        Breadcrumbs { kind: "BreadcrumbList", item_list_element }
    }
}

/// Somebody's words: a statement of the article, or the passage that a correction is about.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Quotation<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    spoken_by_character: Option<Agent<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    in_language: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    date_created: &'a str,
}

impl<'a> Quotation<'a> {
    fn said(app: &App, article: &ArticleRow, page: &Shown, said: &'a Statement) -> Self {
        Quotation {
            kind: "Quotation",
            text: &said.words,
            url: Some(format!("{}#b-{}", page.share_url, said.block)),
            spoken_by_character: (!said.speaker.is_empty()).then(|| Agent {
                kind: "Person",
                name: &said.speaker,
                url: page_of(&article.edition, &said.speaker).map(|href| app.absolute(&href)),
            }),
            in_language: &said.lang,
            date_created: &said.date,
        }
    }
}

impl<'a> Comment<'a> {
    fn correction(page: &Shown, note: &'a CorrectionView) -> Self {
        let url = format!("{}#c-{}", page.share_url, note.id);
        let about = note.passage.as_ref().map(|passage| Quotation {
            kind: "Quotation",
            text: if passage.was.is_empty() { &passage.now } else { &passage.was },
            url: passage.href.as_ref().map(|anchor| format!("{}{anchor}", page.share_url)),
            spoken_by_character: None,
            in_language: "",
            date_created: "",
        });
        Comment {
            kind: "CorrectionComment",
            id: url.clone(),
            url,
            text: &note.text,
            date_published: &note.at.iso,
            about,
        }
    }
}

/// The same piece in another language.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Translation<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: String,
    url: String,
    headline: &'a str,
    in_language: &'a str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Image<'a> {
    Own([ImageObject<'a>; 1]),
    /// The theme's, where the article has none.
    Shared(Option<String>),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ImageObject<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    url: String,
    width: i64,
    height: i64,
    caption: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    credit_text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<&'a str>,
}

/// The original that the article was translated from, or a translation made of it.
fn translation<'a>(app: &App, sibling: &'a TranslationView) -> Translation<'a> {
    let url = app.absolute(&sibling.href);
    Translation {
        // Only named here: its own page describes it.
        kind: "CreativeWork",
        id: url.clone(),
        url,
        headline: &sibling.headline,
        in_language: &sibling.lang,
    }
}

fn authors<'a>(app: &App, page: &'a Shown, publisher: &Agent<'a>) -> Vec<Agent<'a>> {
    if page.byline.is_empty() {
        return vec![publisher.clone()];
    }
    let person = |author: &'a Link| {
        let url = author.href.as_ref().map(|href| app.absolute(href));
        Agent { kind: "Person", name: &author.name, url }
    };
    page.byline.iter().map(person).collect()
}

pub(super) fn image_object<'a>(app: &App, picture: &'a PictureRow) -> Option<ImageObject<'a>> {
    let (address, size) = picture.largest()?;
    Some(ImageObject {
        kind: "ImageObject",
        url: app.absolute(&address),
        width: size.w,
        height: size.h,
        caption: &picture.caption,
        credit_text: &picture.credit,
        license: Licence::address(&picture.licence),
    })
}

/// The share card that was drawn for the article.
pub fn card_properties(app: &App, public_name: &str, headline: &str) -> Vec<OpenGraph> {
    let (width, height) = cards::SIZE;
    vec![
        OpenGraph { property: "og:image", content: app.absolute(&cards::address(public_name)) },
        OpenGraph { property: "og:image:type", content: "image/webp".to_owned() },
        OpenGraph { property: "og:image:width", content: width.to_string() },
        OpenGraph { property: "og:image:height", content: height.to_string() },
        OpenGraph { property: "og:image:alt", content: headline.to_owned() },
    ]
}

/// The article's own picture, where no card is drawn.
pub fn picture_properties(app: &App, picture: &PictureRow, headline: &str) -> Vec<OpenGraph> {
    let Some((address, size)) = picture.largest() else { return Vec::new() };
    let alt = if picture.alt.is_empty() { headline.to_owned() } else { picture.alt.clone() };
    vec![
        OpenGraph { property: "og:image", content: app.absolute(&address) },
        OpenGraph { property: "og:image:width", content: size.w.to_string() },
        OpenGraph { property: "og:image:height", content: size.h.to_string() },
        OpenGraph { property: "og:image:alt", content: alt },
    ]
}
