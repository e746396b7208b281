//! Arranges the home pages of the sample newsroom, and raises what is breaking in it.

use anyhow::Context;
use newsroom::app::App;
use newsroom::features::accounts::Actor;
use newsroom::features::alerts::actions::{NewAlert, raise_alert};
use newsroom::features::alerts::published_in;
use newsroom::features::fronts::actions::{FrontRefused, save_front};
use newsroom::features::fronts::{Arrangement, FrontBlock, Pin, Slot};
use newsroom::features::sections;
use newsroom::features::stories::story_by_slug;
use newsroom::id::{EditionCode, FrontId};
use serde::Deserialize;

use super::fill::{Calendar, FILES};
use super::stories::article;

const FRONTS: &str = "own/fronts.json";
const HOUR: i64 = 3_600_000_000;

#[derive(Deserialize)]
struct Fronts {
    fronts: Vec<FrontIn>,
    alerts: Vec<AlertIn>,
}

#[derive(Deserialize)]
struct FrontIn {
    edition: EditionCode,
    note: String,
    pins: Vec<PinIn>,
    blocks: Vec<BlockIn>,
    stories: Vec<String>,
}

#[derive(Deserialize)]
struct PinIn {
    slot: Slot,
    piece: String,
    /// How long it stands.
    hours: Option<i64>,
}

#[derive(Deserialize)]
struct BlockIn {
    section: String,
}

#[derive(Deserialize)]
struct AlertIn {
    edition: EditionCode,
    words: String,
    piece: String,
    hours: i64,
}

/// Arranges each front, once the pieces and stories are there. Those that a filling which was cut off has arranged are
/// left as they are.
pub async fn arrange_all(app: &App, calendar: &Calendar<'_>) -> anyhow::Result<()> {
    let file = FILES.get_file(FRONTS).context("the sample has no fronts")?;
    let Fronts { fronts, alerts } = serde_json::from_slice(file.contents()).context(FRONTS)?;
    for front in fronts {
        let id = FrontId::from(front.edition.as_str());
        let arrangement = arrangement(app, &front).await?;
        match save_front(app, &Actor::Console, &id, 0, arrangement, &front.note).await {
            Ok(_) | Err(FrontRefused::Overtaken { .. }) => {}
            Err(error) => return Err(error).with_context(|| format!("the front of {id}")),
        }
    }
    for alert in alerts {
        if !published_in(app.db.published(), &alert.edition).await?.is_empty() {
            continue;
        }
        let new = NewAlert {
            article: Some(article(app, &alert.piece).await?),
            words: calendar.told(alert.edition.as_str(), &alert.words)?,
            edition: alert.edition,
            story: None,
            begins_at: None,
            ends_at: Some(app.now() + alert.hours * HOUR),
        };
        raise_alert(app, &Actor::Console, new).await?;
    }
    Ok(())
}

async fn arrangement(app: &App, front: &FrontIn) -> anyhow::Result<Arrangement> {
    let mut arrangement = Arrangement::default();
    for PinIn { slot, piece, hours } in &front.pins {
        let until = hours.map(|hours| app.now() + hours * HOUR);
        let article = article(app, piece).await?;
        arrangement.pins.push(Pin { slot: *slot, article, from: None, until });
    }
    for BlockIn { section } in &front.blocks {
        let section = sections::by_slug(app.db.read(), &front.edition, section).await?;
        let section = section.context("the sample has no such section")?.id;
        arrangement.blocks.push(FrontBlock { section, hidden: false, pieces: None });
    }
    let mut stories = Vec::new();
    for slug in &front.stories {
        let story = story_by_slug(app.db.read(), &front.edition, slug).await?;
        stories.push(story.with_context(|| format!("the story {slug} was not opened"))?.id);
    }
    arrangement.stories = Some(stories);
    Ok(arrangement)
}
