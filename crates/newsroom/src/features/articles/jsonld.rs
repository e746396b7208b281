//! An article for machines: schema.org's NewsArticle, and the share card's picture.

use serde_json::{Value, json};

use super::ArticleKind;
use super::published::ArticleRow;
use super::published::store::Kinship;
use super::site::{CorrectionView, Shown, TranslationView};
use crate::app::App;
use crate::features::cards;
use crate::features::media_library::PictureRow;
use crate::features::pages::{Frame, Link, OpenGraph};

/// The most letters of a headline that search engines show.
const HEADLINE_LETTERS: usize = 110;

/// The structured data of an article's page.
pub fn news_article(
    app: &App,
    frame: &Frame,
    article: &ArticleRow,
    picture: Option<&PictureRow>,
    page: &Shown,
) -> Value {
    let kind = match article.kind {
        ArticleKind::Analysis => "AnalysisNewsArticle",
        ArticleKind::Opinion => "OpinionNewsArticle",
        _ => "NewsArticle",
    };
    let publisher = json!({
        "@type": "NewsMediaOrganization",
        "name": frame.edition.name,
        "url": app.absolute(&frame.edition.home()),
    });
    let mut value = json!({
        "@context": "https://schema.org",
        "@type": kind,
        "headline": text::words::truncate_letters(&article.headline, HEADLINE_LETTERS),
        "description": article.description,
        "inLanguage": article.lang,
        "mainEntityOfPage": page.share_url,
        "url": page.share_url,
        "datePublished": page.published.iso,
        "dateModified": page.updated.as_ref().map_or(&page.published.iso, |at| &at.iso),
        "articleSection": article.section_name,
        "wordCount": article.words,
        "publisher": publisher,
        "isAccessibleForFree": true,
        "author": authors(app, page, &publisher),
    });
    match picture.and_then(|picture| image_object(app, picture)) {
        Some(picture) => value["image"] = json!([picture]),
        None => {
            value["image"] = json!(app.theme.asset_address("share.png").map(|address| app.absolute(&address)))
        }
    }
    if !page.sources.is_empty() {
        let based_on =
            page.sources.iter().map(|s| json!({"@type": "CreativeWork", "name": s.name, "url": s.href}));
        value["isBasedOn"] = based_on.collect();
    }
    if !page.corrections.is_empty() {
        value["correction"] = page.corrections.iter().map(|note| correction(page, note)).collect();
    }
    if let Some(story) = &page.story {
        let url = app.absolute(&story.href);
        value["isPartOf"] = json!({"@type": "CollectionPage", "name": story.name, "url": url});
    }
    tell_translations(app, page, &mut value);
    if !article.place.is_empty() {
        value["locationCreated"] = json!({"@type": "Place", "name": article.place});
    }
    value
}

/// The original that the article was translated from, or the translations made of it.
fn tell_translations(app: &App, page: &Shown, value: &mut Value) {
    let work = |sibling: &TranslationView| {
        let url = app.absolute(&sibling.href);
        json!({"@type": "NewsArticle", "@id": url, "url": url, "headline": sibling.headline, "inLanguage": sibling.lang})
    };
    let of = |kinship| page.translations.iter().filter(move |sibling| sibling.kinship == kinship).map(work);
    if let Some(original) = of(Kinship::Original).next() {
        value["translationOfWork"] = original;
    }
    let made: Vec<Value> = of(Kinship::Translation).collect();
    if !made.is_empty() {
        value["workTranslation"] = made.into();
    }
}

fn correction(page: &Shown, note: &CorrectionView) -> Value {
    let url = format!("{}#c-{}", page.share_url, note.id);
    let mut value = json!({"@type": "CorrectionComment", "@id": url, "url": url, "text": note.text, "datePublished": note.at.iso});
    if let Some(passage) = &note.passage {
        let at = passage.href.as_ref().map(|anchor| format!("{}{anchor}", page.share_url));
        let words = if passage.was.is_empty() { &passage.now } else { &passage.was };
        value["about"] = json!({"@type": "Quotation", "text": words, "url": at});
    }
    value
}

fn authors(app: &App, page: &Shown, publisher: &Value) -> Value {
    if page.byline.is_empty() {
        return json!([publisher]);
    }
    let person = |author: &Link| {
        let url = author.href.as_ref().map(|href| app.absolute(href));
        json!({"@type": "Person", "name": author.name, "url": url})
    };
    page.byline.iter().map(person).collect()
}

pub(super) fn image_object(app: &App, picture: &PictureRow) -> Option<Value> {
    let (address, size) = picture.largest()?;
    Some(json!({
        "@type": "ImageObject",
        "url": app.absolute(&address),
        "width": size.w,
        "height": size.h,
        "caption": picture.caption,
        "creditText": picture.credit,
    }))
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
