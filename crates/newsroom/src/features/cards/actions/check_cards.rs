//! Has those share cards drawn again that no longer look as they should: an edition has another name, a section too, or
//! the site has moved to another host.

use ::store::StoreError;

use crate::app::App;
use crate::features::cards::{fonts_of, store};
use crate::id::ArticleId;
use crate::schedule;

/// How many are looked at in one step.
const STEP: i64 = 500;

/// Looks at the cards of all articles that are still shared. What is drawn again stays before readers until then: it says
/// what its article says. Safe to run twice.
pub async fn check_cards(app: &App) -> Result<(), StoreError> {
    let (host, fonts, mut after) = (app.public_host(), fonts_of(app), ArticleId(String::new()));
    loop {
        let step = store::checked(app.db.read(), app.now(), &after, STEP).await?;
        let Some(last) = step.last() else { return Ok(()) };
        after = last.article.clone();
        let stale = step.into_iter().filter(|drawn| !drawn.kept.is_as_new(&drawn.piece, &host, &fonts));
        let stale: Vec<ArticleId> = stale.map(|drawn| drawn.article).collect();
        if !stale.is_empty() {
            draw_again(app, stale).await?;
        }
    }
}

async fn draw_again(app: &App, articles: Vec<ArticleId>) -> Result<(), StoreError> {
    let queue = app.clone();
    let work = app.db.write(move |tx| {
        Box::pin(async move {
            for article in &articles {
                schedule::draw_cards(tx, &queue, &[(article, queue.now())]).await?;
            }
            Ok(())
        })
    });
    work.await
}
