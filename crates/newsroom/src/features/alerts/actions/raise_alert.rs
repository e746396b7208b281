//! Raises an alert: every page of the edition says it from its beginning on.

use super::{AlertRefused, Done, check_ends, receipt_of, show};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::alerts::alert::{Alert, MOST_OPEN, USUAL_LENGTH};
use crate::features::alerts::{policy, store};
use crate::features::editions::edition_by_code;
use crate::id::{AlertId, ArticleId, EditionCode, StoryId};

/// What an alert begins with.
#[derive(Debug, Clone)]
pub struct NewAlert {
    /// The edition on whose pages it stands.
    pub edition: EditionCode,
    /// What it says.
    pub words: String,
    /// The article that it leads to, published or not yet.
    pub article: Option<ArticleId>,
    /// The story that it leads to while it leads to no article.
    pub story: Option<StoryId>,
    /// When it begins, in microseconds UTC; at once when `None`.
    pub begins_at: Option<i64>,
    /// When it ends by itself; two hours after its beginning when `None`.
    pub ends_at: Option<i64>,
}

/// Raises an alert.
pub async fn raise_alert(app: &App, actor: &Actor, new: NewAlert) -> Result<Done, AlertRefused> {
    policy::may_raise(actor, &new.edition)?;
    let now = app.now();
    let begins_at = new.begins_at.unwrap_or(now).max(now);
    let alert = Alert {
        id: AlertId(app.new_id()),
        edition: new.edition,
        words: new.words,
        article: new.article,
        story: new.story,
        begins_at,
        ends_at: new.ends_at.unwrap_or(begins_at.saturating_add(USUAL_LENGTH)),
        ended_at: None,
        revision: 1,
        set_by: actor.account().cloned(),
        created_by: actor.signature(),
        created_at: now,
    };
    let alert = alert.checked(now)?;
    let (app_in, actor) = (app.clone(), actor.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if edition_by_code(tx, &alert.edition).await?.is_none() {
                    return Err(AlertRefused::NoSuchEdition(alert.edition.to_string()));
                }
                check_ends(tx, &alert).await?;
                if store::count_open(tx, &alert.edition, now).await? >= MOST_OPEN {
                    return Err(AlertRefused::TooMany);
                }
                store::insert(tx, &alert).await?;
                let stands = show(tx, &app_in, &alert, now).await?;
                let receipt = receipt_of(tx, &app_in, &alert, stands).await?;
                let event = Event::AlertRaised {
                    alert: alert.id.clone(),
                    edition: alert.edition.clone(),
                    stands,
                    receipt: receipt.clone(),
                };
                tx.record(event.into_log(&actor, now));
                Ok(Done { alert, receipt })
            })
        })
        .await
}
