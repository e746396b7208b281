//! Stories for machines: schema.org's CollectionPage with its parts, and the way to it from the front.

use serde_json::{Value, json};

use super::published::StoryCard;
use super::site::{Shown, Stories};
use crate::app::App;
use crate::features::articles::TeaserRow;
use crate::features::pages::{Frame, ListPage, Listed};

/// The structured data of a story's page.
pub(super) fn story(app: &App, frame: &Frame, page: &Shown, which: ListPage, rows: &[TeaserRow]) -> Value {
    let part = |row: &TeaserRow| {
        let url = app.absolute(&row.href());
        // Only named here: its own page describes it.
        json!({
            "@type": "CreativeWork",
            "@id": url,
            "url": url,
            "headline": row.headline,
            "datePublished": frame.voiced(app.now()).iso_known(row.published_at, row.dated_to),
        })
    };
    let url = app.absolute(&which.href(&page.href));
    let collection = json!({
        "@type": "CollectionPage",
        "name": page.name,
        "url": url,
        "inLanguage": frame.edition.lang,
        "description": page.about,
        "about": { "@type": "Event", "name": page.name, "startDate": page.begun.iso },
        "dateModified": page.latest.iso,
        "hasPart": rows.iter().map(part).collect::<Value>(),
    });
    let stories = frame.locale.message("stories", &[]);
    let list = format!("{}stories/", frame.edition.home());
    let trail = trail(app, frame, &[(&stories, &list), (&page.name, &page.href)]);
    json!({ "@context": "https://schema.org", "@graph": [collection, trail] })
}

/// The structured data of the page of all stories.
pub(super) fn stories(app: &App, frame: &Frame, listed: &Listed, which: ListPage, page: &Stories) -> Value {
    let cards = page.running.iter().chain(&page.paused).chain(&page.ended);
    let part = |card: &StoryCard| json!({"@type": "CollectionPage", "name": card.name, "url": app.absolute(&card.href)});
    let collection = json!({
        "@type": "CollectionPage",
        "name": listed.name,
        "url": app.absolute(&which.href(&listed.href)),
        "inLanguage": frame.edition.lang,
        "hasPart": cards.map(part).collect::<Value>(),
    });
    let trail = trail(app, frame, &[(&listed.name, &listed.href)]);
    json!({ "@context": "https://schema.org", "@graph": [collection, trail] })
}

/// The steps from the front of the edition.
fn trail(app: &App, frame: &Frame, steps: &[(&String, &String)]) -> Value {
    let home = (&frame.edition.name, &frame.edition.home());
    let item = |(position, (name, href)): (usize, &(&String, &String))| json!({"@type": "ListItem", "position": position + 1, "name": name, "item": app.absolute(href)});
    let steps: Vec<_> = [home].iter().chain(steps).enumerate().map(item).collect();
    json!({ "@type": "BreadcrumbList", "itemListElement": steps })
}
