//! Makes anew what is kept of the names in every article's text.

use ::store::{StoreError, Tx};

use crate::app::App;
use crate::features::articles::store;
use crate::features::settings::{is_done, set_done};
use crate::features::speakers::name_again;
use crate::features::stories::actions::outline_all;
use crate::id::ArticleId;

/// So many articles are looked through in one transaction.
const PAGE: i64 = 200;

/// Reads of every article the newest revision and the live one, and keeps which pictures, authors, topics and sources they name;
/// what was said before readers is listed under who said it, and what stories show of their speakers follows. `seen` is told
/// how many articles are done. Returns how many there are. Safe to run twice, and beside people who write.
pub async fn rebuild_names(app: &App, seen: impl Fn(u64)) -> Result<u64, StoreError> {
    let done = names(app, seen).await?;
    // They lead to the pages of those who speak.
    outline_all(app).await?;
    Ok(done)
}

async fn names(app: &App, seen: impl Fn(u64)) -> Result<u64, StoreError> {
    let (mut done, mut after) = (0, ArticleId(String::new()));
    loop {
        let from = after.clone();
        let page = app.db.write(move |tx| Box::pin(async move { page_in(tx, &from).await })).await?;
        let Some(last) = page.last().cloned() else { return Ok(done) };
        done += page.len() as u64;
        after = last;
        seen(done);
    }
}

/// Keeps all of it inside a transaction that does more, where no stories stand yet that would show it.
pub async fn name_all_in(tx: &Tx) -> Result<(), StoreError> {
    let mut after = ArticleId(String::new());
    while let Some(last) = page_in(tx, &after).await?.pop() {
        after = last;
    }
    Ok(())
}

async fn page_in(tx: &Tx, after: &ArticleId) -> Result<Vec<ArticleId>, StoreError> {
    let page = store::article_ids(tx, after, PAGE).await?;
    for id in &page {
        store::hold_article(tx, id).await?;
        let Some(article) = store::article_by_id(tx, id).await? else { continue };
        store::drop_names(tx, id).await?;
        name_again(tx, id).await?;
        let newest = article.latest_revision;
        let live = article.live_revision.filter(|live| *live != newest);
        for number in [Some(newest), live].into_iter().flatten() {
            if let Some(revision) = store::revision_of(tx, id, number).await? {
                store::put_names(tx, &revision).await?;
            }
        }
    }
    Ok(page)
}

/// What is kept of names grew: of articles that were there before, all is made once.
const CAUGHT_UP: &str = "names.sources_and_speakers";

/// Makes anew what is kept of names, once in the life of a newsroom that is older than that. What stories show of it is caught up
/// by itself.
pub async fn catch_up_names(app: &App) -> Result<(), StoreError> {
    if is_done(app.db.read(), CAUGHT_UP).await? {
        return Ok(());
    }
    names(app, |_| ()).await?;
    app.db.write(move |tx| Box::pin(async move { set_done(tx, CAUGHT_UP).await })).await
}
