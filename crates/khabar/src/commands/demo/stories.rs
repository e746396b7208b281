//! Opens the stories of the sample newsroom and places their pieces in them: in Arabic, and in English where a piece has
//! a sibling there.

use std::collections::HashMap;

use anyhow::Context;
use newsroom::app::App;
use newsroom::features::accounts::Actor;
use newsroom::features::imports::{self, NINJS};
use newsroom::features::stories::actions::{
    NewStory, StoryChange, change_story, end, open_story, pause, pin, place_articles,
};
use newsroom::features::stories::{StoryOrder, StoryState, story_by_slug};
use newsroom::id::{ArticleId, EditionCode};
use serde::Deserialize;
use serde_json::Value;

use super::fill::{Calendar, FILES};

const STORIES: &str = "own/stories.json";

#[derive(Deserialize)]
struct Stories {
    stories: Vec<StoryIn>,
}

#[derive(Deserialize)]
struct StoryIn {
    slug: String,
    name: String,
    name_en: String,
    state: StoryState,
    about: String,
    about_en: String,
    key_points: Vec<String>,
    key_points_en: Vec<String>,
    explainer_piece: String,
    /// Whose picture stands for it in English, where the one that would is in view already.
    #[serde(default)]
    cover_en: Option<String>,
    #[serde(default)]
    pinned: Vec<String>,
    pieces: Vec<String>,
}

/// A story as it is opened in one edition.
struct Told<'a> {
    edition: EditionCode,
    name: String,
    about: String,
    key_points: Vec<String>,
    cover: Option<&'a str>,
}

impl Told<'_> {
    fn new(
        calendar: &Calendar<'_>,
        edition: &str,
        name: &str,
        about: &str,
        key_points: &[String],
    ) -> anyhow::Result<Told<'static>> {
        let told = |text: &String| calendar.told(edition, text);
        Ok(Told {
            edition: edition.into(),
            name: calendar.told(edition, name)?,
            about: calendar.told(edition, about)?,
            key_points: key_points.iter().map(told).collect::<anyhow::Result<_>>()?,
            cover: None,
        })
    }
}

/// Opens every story in both editions. One that is there already is left as it is.
pub async fn open_all(app: &App, calendar: &Calendar<'_>) -> anyhow::Result<()> {
    let file = FILES.get_file(STORIES).context("the sample has no stories")?;
    let all: Stories = serde_json::from_slice(file.contents()).context(STORIES)?;
    let siblings = siblings()?;
    for story in &all.stories {
        let arabic = Told::new(calendar, "ar", &story.name, &story.about, &story.key_points)?;
        let english = Told::new(calendar, "en", &story.name_en, &story.about_en, &story.key_points_en)?;
        open(app, story, arabic, |uri| Some(uri.to_owned())).await?;
        let english = Told { cover: story.cover_en.as_deref(), ..english };
        open(app, story, english, |uri| siblings.get(uri).cloned()).await?;
    }
    Ok(())
}

async fn open(
    app: &App,
    story: &StoryIn,
    told: Told<'_>,
    of_edition: impl Fn(&str) -> Option<String>,
) -> anyhow::Result<()> {
    if story_by_slug(app.db.read(), &told.edition, &story.slug).await?.is_some() {
        return Ok(());
    }
    let mut pieces = Vec::new();
    for uri in story.pieces.iter().filter_map(|uri| of_edition(uri)) {
        pieces.push(article(app, &uri).await?);
    }
    if pieces.is_empty() {
        return Ok(());
    }
    let new = NewStory {
        edition: told.edition,
        slug: Some(story.slug.clone()),
        name: told.name,
        about: told.about,
        key_points: told.key_points,
        order: StoryOrder::Newest,
    };
    let actor = Actor::Console;
    let id = open_story(app, &actor, new).await.with_context(|| format!("the story {}", story.slug))?.id;
    place_articles(app, &actor, &id, pieces.clone(), false).await?;
    if let Some(uri) = of_edition(&story.explainer_piece) {
        let explainer = Some(Some(article(app, &uri).await?));
        change_story(app, &actor, &id, StoryChange { explainer, ..StoryChange::default() }).await?;
    }
    if let Some(uri) = told.cover {
        let cover = Some(Some(article(app, uri).await?));
        change_story(app, &actor, &id, StoryChange { cover, ..StoryChange::default() }).await?;
    }
    for uri in story.pinned.iter().filter_map(|uri| of_edition(uri)) {
        pin(app, &actor, &id, &article(app, &uri).await?).await?;
    }
    match story.state {
        StoryState::Running => {}
        StoryState::Paused => drop(pause(app, &actor, &id).await?),
        StoryState::Ended => drop(end(app, &actor, &id).await?),
    }
    Ok(())
}

/// The article that came in under this name.
pub(super) async fn article(app: &App, uri: &str) -> anyhow::Result<ArticleId> {
    let article = imports::article_of(app.db.read(), NINJS, uri).await?;
    article.with_context(|| format!("{uri} did not come in"))
}

/// The piece that translates each piece which has one.
fn siblings() -> anyhow::Result<HashMap<String, String>> {
    let mut siblings = HashMap::new();
    let files = FILES.get_dir("own").into_iter().flat_map(|own| own.files());
    for file in files.filter(|file| file.path().extension().is_some_and(|end| end == "ndjson")) {
        let text = file.contents_utf8().unwrap_or_default();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let item: Value =
                serde_json::from_str(line).with_context(|| format!("in {}", file.path().display()))?;
            let own = item["uri"].as_str().unwrap_or_default();
            let others = item["altIds"].as_array().into_iter().flatten();
            for other in others.filter(|other| other["role"] == "translationOf") {
                siblings.insert(other["value"].as_str().unwrap_or_default().to_owned(), own.to_owned());
            }
        }
    }
    Ok(siblings)
}
