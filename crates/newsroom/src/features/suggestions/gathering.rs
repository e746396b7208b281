//! From the database into the rooms.

use std::collections::HashMap;

use ::store::StoreError;
use content::text_out;

use super::room::{Compared, Decision, MOST_REJECTED, OnShelf, Room};
use super::shelves::Rooms;
use super::store::{self, TextRow};
use crate::app::App;
use crate::features::articles::Content;
use crate::features::editions::editions;
use crate::features::sources::SourceRole;
use crate::id::{ArticleId, EditionCode, StoryId};

/// Pieces of a story that say what it is about, the latest.
const PIECES: i64 = 40;
/// Articles of an edition that say how rare a word is, and what came in lately.
const NEWEST: i64 = 6_000;
/// So long what came in is looked at.
const WINDOW: i64 = 14 * 24 * 3_600 * 1_000_000;
/// Names of an edition that are known.
const NAMES: i64 = 20_000;
const STORIES_AT_ONCE: i64 = 50;
const TEXTS_AT_ONCE: usize = 200;

/// What was read: texts, and stories that are on the shelf or are no more.
pub(super) struct Gathered {
    /// What came before is not looked at, but for how rare its words are.
    pub since: i64,
    pub texts: Vec<(EditionCode, Compared)>,
    pub stories: Vec<(EditionCode, StoryId, Option<OnShelf>)>,
}

impl Gathered {
    /// The same in parts that each take little time.
    pub fn parts(self) -> impl Iterator<Item = Gathered> {
        let since = self.since;
        let of_texts = self.texts.into_iter().map(move |text| Gathered {
            since,
            texts: vec![text],
            stories: Vec::new(),
        });
        let of_stories = self.stories.into_iter().map(move |story| Gathered {
            since,
            texts: Vec::new(),
            stories: vec![story],
        });
        of_texts.chain(of_stories)
    }

    /// Puts all of it into the rooms.
    pub fn put(self, rooms: &mut Rooms) {
        for (edition, text) in &self.texts {
            let room = rooms.entry(edition.clone()).or_insert_with(|| Room::new([]));
            take_in(room, text, self.since);
        }
        for (edition, story, on_shelf) in &self.stories {
            let room = rooms.entry(edition.clone()).or_insert_with(|| Room::new([]));
            match on_shelf {
                Some(on_shelf) => room.put_story(story, on_shelf),
                None => room.remove_story(story),
            }
        }
    }
}

/// From when on what came in is looked at.
pub(super) fn since(app: &App) -> i64 {
    app.now() - WINDOW
}

fn take_in(room: &mut Room, text: &Compared, since: i64) {
    match text.at >= since {
        true => room.take_in(text),
        false => room.count(text),
    }
}

/// Everything.
pub(super) async fn all(app: &App) -> Result<Rooms, StoreError> {
    let (q, since) = (app.db.read(), since(app));
    let mut rooms = Rooms::new();
    for edition in editions(q).await? {
        let names = store::topic_names(q, &edition.code, NAMES).await?;
        let mut room = Room::new(names.iter().map(String::as_str));
        let mut newest = store::newest(q, &edition.code, NEWEST).await?;
        // The oldest first, as they came.
        newest.reverse();
        for ids in newest.chunks(TEXTS_AT_ONCE) {
            let read = in_order(ids, texts(app, ids).await?);
            room = apart(move || {
                read.iter().for_each(|text| take_in(&mut room, text, since));
                room
            })
            .await?;
        }
        rooms.insert(edition.code, room);
    }
    let mut after = StoryId(String::new());
    loop {
        let page = store::standing(q, &after, STORIES_AT_ONCE).await?;
        let Some(last) = page.last().cloned() else { return Ok(rooms) };
        let gathered = Gathered { since, texts: Vec::new(), stories: stories(app, &page).await? };
        rooms = apart(move || {
            gathered.put(&mut rooms);
            rooms
        })
        .await?;
        after = last;
    }
}

/// Outside the threads that answer requests.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| StoreError::Database(error.to_string()))
}

fn in_order(ids: &[ArticleId], texts: Vec<(EditionCode, Compared)>) -> Vec<Compared> {
    let mut by_id: HashMap<ArticleId, Compared> =
        texts.into_iter().map(|(_, text)| (text.id.clone(), text)).collect();
    ids.iter().filter_map(|id| by_id.remove(id)).collect()
}

/// The newest revisions of these articles. What does not read back is left out.
pub(super) async fn texts(app: &App, ids: &[ArticleId]) -> Result<Vec<(EditionCode, Compared)>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(TEXTS_AT_ONCE) {
        let rows = store::texts(app.db.read(), ids).await?;
        found.extend(rows.into_iter().filter_map(compared));
    }
    Ok(found)
}

fn compared(row: TextRow) -> Option<(EditionCode, Compared)> {
    let content: Content = serde_json::from_str(&row.content).ok()?;
    let mut text = as_compared(row.id, &content, &row.lang);
    (text.at, text.is_settled) = (row.came_at, row.is_settled);
    Some((row.edition, text))
}

/// A text as it is compared; `lang` is its edition's.
pub(super) fn as_compared(id: ArticleId, content: &Content, lang: &str) -> Compared {
    let sent =
        content.sources.iter().find(|source| matches!(source.role, SourceRole::Agency | SourceRole::Outlet));
    Compared {
        id,
        lang: content.lang.clone().unwrap_or_else(|| lang.to_owned()),
        headline: content.headline.clone(),
        lead: content.lead.clone(),
        body: text_out::search_text(&content.body),
        at: 0,
        source: sent.map(|source| source.name.clone()).unwrap_or_default(),
        is_of_an_agency: sent.is_some_and(|source| source.role == SourceRole::Agency),
        is_settled: false,
    }
}

/// These stories as they go on the shelf; those that have ended or become part of another leave it.
pub(super) async fn stories(
    app: &App,
    ids: &[StoryId],
) -> Result<Vec<(EditionCode, StoryId, Option<OnShelf>)>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(STORIES_AT_ONCE as usize) {
        found.extend(some_stories(app, ids).await?);
    }
    Ok(found)
}

async fn some_stories(
    app: &App,
    ids: &[StoryId],
) -> Result<Vec<(EditionCode, StoryId, Option<OnShelf>)>, StoreError> {
    let q = app.db.read();
    let rows = store::stories(q, ids).await?;
    let stands = |(_, _, state, into): &&store::StoryRow| into.is_none() && state != "ended";
    let standing: Vec<StoryId> = rows.iter().filter(stands).map(|(id, ..)| id.clone()).collect();
    let pieces = store::latest_pieces(q, &standing, PIECES).await?;
    let decisions = store::decisions(q, &standing).await?;
    let mut rejected = latest_rejected(&decisions);
    // What was placed after all is of the story.
    rejected.retain(|one| !pieces.contains(one));
    let mut wanted: Vec<ArticleId> =
        pieces.iter().chain(&rejected).map(|(_, article)| article.clone()).collect();
    wanted.sort();
    wanted.dedup();
    let read: HashMap<ArticleId, Compared> =
        texts(app, &wanted).await?.into_iter().map(|(_, text)| (text.id.clone(), text)).collect();
    let of = |story: &StoryId, listed: &[(StoryId, ArticleId)]| {
        let listed = listed.iter().filter(|(of, _)| of == story);
        listed.filter_map(|(_, article)| read.get(article).cloned()).collect::<Vec<_>>()
    };
    let on_shelf = |story: &StoryId| OnShelf {
        pieces: of(story, &pieces),
        decisions: decisions
            .iter()
            .filter(|(of, .., score)| of == story && *score > 0)
            .map(decision)
            .collect(),
        rejected: of(story, &rejected),
    };
    let shelved = rows
        .iter()
        .map(|(id, edition, ..)| (edition.clone(), id.clone(), standing.contains(id).then(|| on_shelf(id))));
    Ok(shelved.collect())
}

/// Of each story the pieces that were rejected last.
fn latest_rejected(decisions: &[store::DecisionRow]) -> Vec<(StoryId, ArticleId)> {
    let mut counts: HashMap<&StoryId, usize> = HashMap::new();
    let mut latest = Vec::new();
    for (story, article, ..) in decisions.iter().rev().filter(|(_, _, accepted, _)| !accepted) {
        let count = counts.entry(story).or_default();
        *count += 1;
        if *count <= MOST_REJECTED {
            latest.push((story.clone(), article.clone()));
        }
    }
    latest
}

fn decision((_, _, accepted, score): &store::DecisionRow) -> Decision {
    (*score as f32 / 1e6, *accepted)
}
