//! Opens a story. Readers see it from its first published piece on.

use ::store::{StoreError, Tx};

use super::StoryRefused;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::editions::edition_by_code;
use crate::features::stories::story::{Story, StoryOrder, StoryState};
use crate::features::stories::{policy, store};
use crate::id::{EditionCode, StoryId};

/// What a story begins with.
#[derive(Debug, Clone)]
pub struct NewStory {
    /// The edition it belongs to.
    pub edition: EditionCode,
    /// Its segment of the address; made of the name when `None`.
    pub slug: Option<String>,
    /// Its name.
    pub name: String,
    /// What it is about.
    pub about: String,
    /// What a reader should know first.
    pub key_points: Vec<String>,
    /// Which end its timeline begins at.
    pub order: StoryOrder,
}

/// Opens a story that runs, without pieces.
pub async fn open_story(app: &App, actor: &Actor, new: NewStory) -> Result<Story, StoryRefused> {
    let (app_in, actor) = (app.clone(), actor.clone());
    app.db.write(move |tx| Box::pin(async move { open_in(tx, &app_in, &actor, new).await })).await
}

/// The same inside a transaction that does more.
pub(crate) async fn open_in(tx: &Tx, app: &App, actor: &Actor, new: NewStory) -> Result<Story, StoryRefused> {
    policy::may_lead(actor, &new.edition)?;
    let edition = edition_by_code(tx, &new.edition).await?;
    let edition = edition.ok_or_else(|| StoryRefused::NoSuchEdition(new.edition.to_string()))?;
    let slug = new.slug.unwrap_or_else(|| text::slug::slug(&new.name, edition.voice.slugs));
    if !text::slug::is_slug(&slug) || slug.chars().count() > 100 {
        return Err(StoryRefused::BadSlug(slug));
    }
    let now = app.now();
    let story = Story {
        id: StoryId(app.new_id()),
        edition: edition.code,
        slug,
        name: String::new(),
        about: String::new(),
        state: StoryState::Running,
        key_points: Vec::new(),
        order: new.order,
        explainer: None,
        cover: None,
        merged_into: None,
        revision: 1,
        opened_at: now,
    };
    let story = story.worded(Some(&new.name), Some(&new.about), Some(&new.key_points))?;
    store::insert(tx, &story, &actor.signature()).await.map_err(|error| refused(error, &story))?;
    let event = Event::StoryOpened { story: story.id.clone(), edition: story.edition.clone() };
    tx.record(event.into_log(actor, now));
    Ok(story)
}

fn refused(error: StoreError, story: &Story) -> StoryRefused {
    match error {
        error if error.is_unique() => StoryRefused::SlugTaken(story.slug.clone()),
        error => error.into(),
    }
}
