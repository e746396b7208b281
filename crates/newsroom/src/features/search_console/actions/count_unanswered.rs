//! Counts the questions that found nothing since the last time. No event tells of it: nothing follows from it.

use ::store::{StoreError, Tx};

use super::forget_unanswered::day_of;
use crate::app::App;
use crate::features::search_console::store;
use crate::features::search_console::unanswered::Counted;

/// Different questions that are counted on one day; what comes beyond is dropped.
const MOST_A_DAY: i64 = 2_000;

/// Counts what waits on this node; what the database does not take now waits on.
pub async fn count_unanswered(app: &App) -> Result<(), StoreError> {
    let counted = app.unanswered().take();
    if counted.is_empty() {
        return Ok(());
    }
    let (day, batch) = (day_of(app.now()), counted.clone());
    let done = app.db.write(move |tx| Box::pin(async move { count_in(tx, day, batch).await })).await;
    if done.is_err() {
        app.unanswered().put_back(counted);
    }
    done
}

async fn count_in(tx: &Tx, day: i64, mut batch: Vec<Counted>) -> Result<(), StoreError> {
    // In one order on every node: two that count at once wait for each other, and never both.
    batch.sort_by(|one, other| (&one.edition, &one.folded).cmp(&(&other.edition, &other.folded)));
    let mut stands = store::of_day(tx, day).await?;
    for one in &batch {
        if store::count_again(tx, day, one).await? {
            continue;
        }
        if stands < MOST_A_DAY {
            store::count(tx, day, one).await?;
            stands += 1;
        }
    }
    Ok(())
}
