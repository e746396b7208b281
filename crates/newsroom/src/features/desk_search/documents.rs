//! What the desk's index holds of an article: its newest revision, and the one that readers see where that is another.

use ::store::{Query, StoreError};
use content::text_out;
use search::Document;

use super::index::{begun_by, within};
use super::store::{self, Text};
use crate::features::articles::Content;
use crate::id::ArticleId;

/// The documents of these articles.
pub(crate) async fn documents(q: &impl Query, ids: &[ArticleId]) -> Result<Vec<Document>, StoreError> {
    Ok(store::texts(q, ids).await?.into_iter().filter_map(document).collect())
}

/// `None` for a revision that does not read back: it is not found, and all others are.
fn document(text: Text) -> Option<Document> {
    let newest: Content = serde_json::from_str(&text.newest).ok()?;
    let live: Option<Content> = serde_json::from_str(&text.live).ok();
    let mut body = words_of(&newest);
    if let Some(live) = &live {
        for part in [&live.headline, &live.lead, &words_of(live)] {
            body.push('\n');
            body.push_str(part);
        }
    }
    Some(Document {
        facets: vec![
            ("edition".to_owned(), text.edition),
            ("reach".to_owned(), begun_by(&text.created_by)),
            ("reach".to_owned(), within(&text.section)),
            ("section".to_owned(), text.section.0),
        ],
        id: text.id,
        at: text.made_at,
        title: newest.headline,
        summary: newest.lead,
        body,
        lang: newest.lang.unwrap_or(text.lang),
        names: Vec::new(),
    })
}

/// All that is written beside headline and lead.
fn words_of(content: &Content) -> String {
    let sources = content.sources.iter().map(|source| source.name.as_str());
    let headlines = &content.headlines;
    let lines = [&content.kicker, &headlines.web, &headlines.short, &headlines.search, &headlines.social];
    let lines = lines.into_iter().map(String::as_str).chain([content.place.as_str()]).chain(sources);
    let mut words = text_out::search_text(&content.body);
    if let Some(recording) = &content.recording {
        for part in [recording.caption.as_str(), recording.spoken().as_str()] {
            words.push('\n');
            words.push_str(part);
        }
    }
    for line in lines.filter(|line| !line.is_empty()) {
        words.push('\n');
        words.push_str(line);
    }
    words
}
