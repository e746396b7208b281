//! Has alerts follow the articles or the stories that they lead to.

use ::store::{StoreError, Tx};

use super::end_alert::end_in;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::alerts::{Alert, store};
use crate::id::{ArticleId, StoryId};

/// Gives alerts their link, in the transaction that publishes the articles.
pub async fn follow_articles(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    articles: &[ArticleId],
) -> Result<(), StoreError> {
    let now = app.now();
    let alerts = store::leading_to(tx, articles, now).await?;
    follow(tx, actor, alerts, now).await
}

/// Gives alerts their link to a story, or takes it from them, in the transaction in which that comes before readers or
/// leaves.
pub async fn follow_stories(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    stories: &[StoryId],
) -> Result<(), StoreError> {
    if stories.is_empty() {
        return Ok(());
    }
    let now = app.now();
    let alerts = store::leading_to_stories(tx, stories, now).await?;
    follow(tx, actor, alerts, now).await
}

async fn follow(tx: &Tx, actor: &Actor, alerts: Vec<Alert>, now: i64) -> Result<(), StoreError> {
    for alert in alerts {
        let before = store::shown(tx, &alert.id).await?;
        if before != store::show(tx, &alert.id, now).await? {
            let (alert, edition) = (alert.id, alert.edition);
            let event = Event::AlertChanged { alert, edition, stands: true, receipt: None };
            tx.record(event.into_log(actor, now));
        }
    }
    Ok(())
}

/// Ends the alerts that lead to an article, in the transaction that withdraws it: they would go on saying what the
/// newsroom no longer stands by.
pub async fn end_with_article(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    article: &ArticleId,
) -> Result<(), StoreError> {
    for alert in store::leading_to(tx, std::slice::from_ref(article), app.now()).await? {
        end_in(tx, app, actor, alert).await?;
    }
    Ok(())
}
