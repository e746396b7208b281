//! Keeps what was chosen to stand beside articles.

use ::store::StoreError;

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::related::choice::Row;
use crate::features::related::store;
use crate::id::ArticleId;

/// What stands beside an article from now on.
pub struct Chosen {
    pub article: ArticleId,
    pub rows: Vec<Row>,
}

/// Puts it in place of what stood there. Safe to run twice; what left the site meanwhile is left out.
pub async fn keep(app: &App, mut chosen: Vec<Chosen>) -> Result<(), StoreError> {
    if chosen.is_empty() {
        return Ok(());
    }
    // In one order, so that two that write at once wait for each other, and never both.
    chosen.sort_by(|one, other| one.article.cmp(&other.article));
    let now = app.now();
    let work = app.db.write(move |tx| {
        Box::pin(async move {
            for one in &mut chosen {
                // An editor may have banned something since it was chosen.
                store::hold(tx, &one.article).await?;
                let said = store::choices(tx, &one.article).await?;
                one.rows.retain(|row| !said.banned.contains(&row.other));
                store::put(tx, &one.article, &one.rows).await?;
            }
            let articles = chosen.into_iter().map(|one| one.article).collect();
            tx.record(Event::RelatedChosen { articles }.into_log(&Actor::Console, now));
            Ok(())
        })
    });
    work.await
}
