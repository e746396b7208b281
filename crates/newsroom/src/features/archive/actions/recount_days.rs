//! Counts the archive's days anew, once an edition has another time zone: what appeared late in an evening may stand on the
//! day before or after.

use std::collections::BTreeMap;

use ::store::{StoreError, Tx};

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::archive::{Day, store};
use crate::features::editions::edition_by_code;
use crate::id::{ArticleId, EditionCode};

/// How many articles are looked at in one step; the next step begins where readers can go on meanwhile.
const STEP: i64 = 500;

/// Gives each article of the edition the day of its zone, step by step. Safe to run twice, and to begin again.
pub async fn recount_days(app: &App, actor: &Actor, edition: &EditionCode) -> Result<(), StoreError> {
    let (mut after, mut moved) = (Some(ArticleId(String::new())), false);
    while let Some(from) = after {
        let step = edition.clone();
        let done =
            app.db.write(move |tx| Box::pin(async move { recount_some(tx, &step, &from).await })).await?;
        moved |= done.moved;
        after = done.last;
    }
    if !moved {
        return Ok(());
    }
    let (now, actor, edition) = (app.now(), actor.clone(), edition.clone());
    let told = app.db.write(move |tx| {
        Box::pin(async move {
            tx.record(Event::DaysRecounted { edition }.into_log(&actor, now));
            Ok(())
        })
    });
    told.await
}

/// What one step did.
struct Recounted {
    moved: bool,
    /// The last article that was looked at, while there may be more.
    last: Option<ArticleId>,
}

async fn recount_some(tx: &Tx, code: &EditionCode, after: &ArticleId) -> Result<Recounted, StoreError> {
    let edition = edition_by_code(tx, code).await?;
    let Some(edition) = edition else { return Ok(Recounted { moved: false, last: None }) };
    let rows = store::dated_after(tx, code, after, STEP).await?;
    let last = rows.last().map(|row| row.article.clone());
    let mut to_day: BTreeMap<i64, Vec<ArticleId>> = BTreeMap::new();
    let mut change: BTreeMap<i64, i64> = BTreeMap::new();
    for row in rows {
        let day = Day::of(row.published_at, &edition.voice.dates.zone).number();
        if day != row.day {
            *change.entry(row.day).or_default() -= 1;
            *change.entry(day).or_default() += 1;
            to_day.entry(day).or_default().push(row.article);
        }
    }
    for (day, articles) in &to_day {
        store::set_day(tx, articles, *day).await?;
    }
    store::change_counts(tx, code, &change).await?;
    Ok(Recounted { moved: !to_day.is_empty(), last })
}
