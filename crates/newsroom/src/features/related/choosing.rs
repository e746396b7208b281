//! Asks the search index what is near to an article, and reads what keeps some of it from standing there.

use std::collections::HashMap;

use ::store::consumer::ConsumerError;
use search::{Alike, Filter, Near};

use super::choice::{Candidate, Row, Said, Text, chosen};
use super::store;
use crate::app::App;
use crate::features::articles::search_texts;
use crate::id::{ArticleId, EditionCode};

/// So many are asked for: some are copies, of its story, or banned.
const ASKED_FOR: usize = 16;

/// What is to stand beside an article.
pub struct Choice {
    pub rows: Vec<Row>,
    /// Those near to it, whatever stands there: the nearest first.
    pub near: Vec<ArticleId>,
}

/// Chooses; `None` where readers do not see the article.
pub async fn choose(app: &App, id: &ArticleId) -> Result<Option<Choice>, ConsumerError> {
    let published = app.db.published();
    let Some((edition, own)) = texts(app, std::slice::from_ref(id)).await?.remove(id) else {
        return Ok(None);
    };
    let choices = store::choices(app.db.read(), id).await?;
    let mut out = choices.banned;
    out.extend(store::named_in(app.db.read(), id).await?);
    let near = near(app, &edition, &own).await?;
    let mut ids: Vec<ArticleId> = near.iter().map(|one| ArticleId(one.id.clone())).collect();
    let of_its_stories = store::in_its_stories(published, id, &ids).await?;
    ids.retain(|other| !of_its_stories.contains(other));
    let asked: Vec<ArticleId> = ids.iter().chain(&choices.pinned).cloned().collect();
    let mut found = texts(app, &asked).await?;
    found.retain(|_, (of, _)| *of == edition);
    let pinned = choices.pinned.iter().filter_map(|other| found.get(other)).map(|(_, text)| text.clone());
    let mut said = Said { pinned: pinned.collect(), kept_out: out.into_iter().collect() };
    said.kept_out.extend(of_its_stories);
    let candidates = near.into_iter().filter_map(|one| {
        let (_, text) = found.get(&ArticleId(one.id))?;
        Some(Candidate { text: text.clone(), score: one.score, shared: one.shared })
    });
    let candidates: Vec<Candidate> = candidates.collect();
    // Comparing texts takes a millisecond, and nobody who waits for an answer is to wait for that.
    let rows = tokio::task::spawn_blocking(move || chosen(&own, candidates, &said)).await?;
    Ok(Some(Choice { rows, near: ids }))
}

/// What is near to a text in its edition, and published by now.
async fn near(app: &App, edition: &EditionCode, own: &Text) -> Result<Vec<Near>, ConsumerError> {
    let Some(index) = app.index.clone() else { return Ok(Vec::new()) };
    let now = app.now();
    let to = Alike {
        title: own.title.clone(),
        text: own.under_headline(),
        lang: own.lang.clone(),
        filters: vec![
            Filter::Any { name: "edition".to_owned(), values: vec![edition.to_string()] },
            Filter::Except { ids: vec![own.id.to_string()] },
            Filter::Between { from: None, to: Some(now + 1) },
        ],
        limit: ASKED_FOR,
        now,
        ..Alike::default()
    };
    Ok(tokio::task::spawn_blocking(move || index.alike(&to)).await??)
}

/// The texts of those that readers see, each with its edition.
async fn texts(
    app: &App,
    ids: &[ArticleId],
) -> Result<HashMap<ArticleId, (EditionCode, Text)>, ConsumerError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = search_texts(app.db.published(), ids).await?;
    let text =
        |(id, edition, section, _, lang, title, lead, body, _): (_, _, String, String, _, _, _, _, i64)| {
            let (id, section) = (ArticleId(id), section.into());
            (id.clone(), (EditionCode(edition), Text { id, section, lang, title, lead, body }))
        };
    Ok(rows.into_iter().map(text).collect())
}
