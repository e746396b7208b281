//! Changes an alert: what it says, where it leads, when it begins and ends.

use super::{AlertRefused, Done, check_ends, found, receipt_of, show};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::alerts::{Alert, policy, store};
use crate::features::articles::hold_article;
use crate::id::{AlertId, ArticleId, StoryId};

/// What is to change; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct AlertChange {
    /// What it says.
    pub words: Option<String>,
    /// The article that it leads to, or none.
    pub article: Option<Option<ArticleId>>,
    /// The story that it leads to, or none.
    pub story: Option<Option<StoryId>>,
    /// When it begins, in microseconds UTC.
    pub begins_at: Option<i64>,
    /// When it ends by itself.
    pub ends_at: Option<i64>,
}

/// Changes an alert that is not over, when it is still at revision `expected`.
pub async fn change_alert(
    app: &App,
    actor: &Actor,
    id: &AlertId,
    expected: i64,
    change: AlertChange,
) -> Result<Done, AlertRefused> {
    policy::may_raise_any(actor)?;
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(Some(article)) = &change.article {
                    hold_article(tx, article).await?;
                }
                let (before, now) = (found(tx, &id).await?, app_in.now());
                policy::may_raise(&actor, &before.edition)?;
                if before.revision != expected {
                    return Err(AlertRefused::Overtaken { expected, revision: before.revision });
                }
                let AlertChange { words, article, story, begins_at, ends_at } = change;
                let leads_elsewhere = article.is_some() || story.is_some();
                let changed = Alert {
                    words: words.unwrap_or(before.words.clone()),
                    article: article.unwrap_or(before.article.clone()),
                    story: story.unwrap_or(before.story.clone()),
                    begins_at: begins_at.unwrap_or(before.begins_at),
                    ends_at: ends_at.unwrap_or(before.ends_at),
                    set_by: actor.account().cloned(),
                    ..before
                };
                let changed = changed.checked(now)?;
                // Where it leads already was looked at when it was told to; its words can be mended whatever came of that.
                if leads_elsewhere {
                    check_ends(tx, &changed).await?;
                }
                let stood = store::shown(tx, &id).await?.is_some();
                let alert = store::update(tx, changed).await?;
                let stands = show(tx, &app_in, &alert, now).await? || stood;
                let receipt = receipt_of(tx, &app_in, &alert, stands).await?;
                let (edition, told) = (alert.edition.clone(), receipt.clone());
                let event = Event::AlertChanged { alert: id, edition, stands, receipt: told };
                tx.record(event.into_log(&actor, now));
                Ok(Done { alert, receipt })
            })
        })
        .await
}
