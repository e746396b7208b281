//! The list by words: the desk's index finds, the desk's store says how it stands now, the policy judges each.

use ::store::StoreError;

use super::store::{Listed, Reading, these};
use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::articles::{Reach, may_read_in};
use crate::features::desk_search::{DeskIndex, Question};

/// How many are asked for at a time.
const AT_ONCE: usize = 100;
/// How many are looked through for one page.
const LOOKED_THROUGH: usize = 1_000;
/// Nobody pages further.
const DEEPEST: usize = 10_000;
/// What the beginning of such a page is known by in an address.
const MARK: char = 'w';

/// A page of what is found, the best first, and where the next one begins.
pub(super) struct Found {
    pub listed: Vec<Listed>,
    pub next: Option<String>,
}

/// Looks for the filter's words, from `after` on; `None` where the index cannot answer: it is away, was never built, or fails.
pub(super) async fn found(
    app: &App,
    index: Option<&DeskIndex>,
    actor: &Actor,
    reading: &Reading<'_>,
    (after, limit): (&str, usize),
) -> Result<Option<Found>, StoreError> {
    let Some(index) = index.filter(|index| index.reached().is_some()) else { return Ok(None) };
    let reach = Reach::of(actor, reading.edition);
    let offset = after.strip_prefix(MARK).and_then(|offset| offset.parse::<usize>().ok());
    let mut at = offset.unwrap_or(0).min(DEEPEST);
    let (end, mut listed) = (at + LOOKED_THROUGH, Vec::new());
    while at < end {
        let question = Question {
            words: &reading.filter.words,
            edition: reading.edition,
            section: &reading.filter.section,
            reach: &reach,
            offset: at,
            limit: AT_ONCE,
            now: reading.now,
        };
        let ids = match index.find(&question).await {
            Ok(ids) => ids,
            Err(error) => {
                tracing::warn!(%error, "the desk's index does not answer: the list looks by itself");
                return Ok(None);
            }
        };
        let mut rows = these(app.db.read(), reading, &reach, &ids).await?;
        rows.retain(|row| may_read_in(actor, (reading.edition, &row.section_id), &row.created_by).is_ok());
        for (place, id) in ids.iter().enumerate() {
            listed.extend(rows.iter().find(|row| row.id == *id).cloned());
            if listed.len() == limit {
                return Ok(Some(Found { listed, next: Some(format!("{MARK}{}", at + place + 1)) }));
            }
        }
        if ids.len() < AT_ONCE {
            return Ok(Some(Found { listed, next: None }));
        }
        at += AT_ONCE;
    }
    Ok(Some(Found { listed, next: Some(format!("{MARK}{at}")) }))
}
