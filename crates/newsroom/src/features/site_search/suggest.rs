//! What a reader may mean while she types: people, stories, topics, headlines and words, from the index of this node, as
//! far as published rows still have them.

use search::{Beginning, Offer};
use serde::Serialize;

use super::store::offered;
use crate::app::App;
use crate::features::articles::{article_href, teasers};
use crate::features::authors::author_href;
use crate::features::stories::story_href;
use crate::features::topics::topic_href;
use crate::id::{ArticleId, EditionCode};
use crate::routes::PageError;

/// How many are offered.
const MOST: usize = 8;
/// What is offered, of those that match first things first.
const WHAT: [&str; 4] = ["story", "author", "topic", "headline"];

/// One thing that may be meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suggested {
    /// `story`, `author`, `topic`, `headline`, or `words` to search for.
    what: &'static str,
    text: String,
    href: String,
}

/// The group under which the index keeps what an edition can offer.
pub fn group(edition: &str, what: &str) -> String {
    format!("{edition}/{what}")
}

/// What may be meant by what was typed so far.
pub async fn suggested(app: &App, edition: &EditionCode, typed: String) -> Result<Vec<Suggested>, PageError> {
    let index = app.index.clone().ok_or_else(|| PageError::broken("this process holds no search index"))?;
    let groups = WHAT.map(|what| group(&edition.0, what)).to_vec();
    let beginning = Beginning { text: typed, groups, limit: MOST };
    let offers = tokio::task::spawn_blocking(move || index.begins(&beginning)).await;
    let offers = offers.map_err(PageError::broken)?.map_err(PageError::broken)?;
    let of = |what: &str| -> Vec<String> {
        let group = group(&edition.0, what);
        offers.iter().filter(|offer| offer.group == group).map(|offer| offer.id.clone()).collect()
    };
    let published = app.db.published();
    let named = offered(published, edition, &of("author"), &of("story"), &of("topic")).await?;
    let ids: Vec<ArticleId> = of("headline").into_iter().map(ArticleId).collect();
    let rows = teasers(published, &ids).await?;
    let shown = |offer: &Offer| -> Option<Suggested> {
        if offer.group.is_empty() {
            let href = format!("/{edition}/search/?q={}", text::percent::component(&offer.text));
            return Some(Suggested { what: "words", text: offer.text.clone(), href });
        }
        let what = WHAT.into_iter().find(|what| offer.group == group(&edition.0, what))?;
        if what == "headline" {
            let row = rows.iter().find(|row| row.id.as_str() == offer.id)?;
            let href = article_href(edition, &row.section_slug, &row.id, &row.slug);
            return Some(Suggested { what, text: row.headline.clone(), href });
        }
        let (_, slug, name) = named.iter().find(|(kind, slug, _)| kind == what && *slug == offer.id)?;
        let href = match what {
            "story" => story_href(edition, slug),
            "author" => author_href(edition, slug),
            _ => topic_href(edition, slug),
        };
        Some(Suggested { what, text: name.clone(), href })
    };
    let mut suggested: Vec<Suggested> = offers.iter().filter_map(shown).collect();
    // A page of one's own says more than a search for its name.
    let pages: Vec<String> =
        suggested.iter().filter(|one| one.what != "words").map(|one| one.text.clone()).collect();
    suggested.retain(|one| one.what != "words" || !pages.contains(&one.text));
    Ok(suggested)
}
