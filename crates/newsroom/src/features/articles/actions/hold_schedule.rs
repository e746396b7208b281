//! Holds a schedule that came due and may not be carried out: the article stays as it is, and the desk is told.

use ::store::StoreError;

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::{Article, store};
use crate::id::ArticleId;

/// Why it was not carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeldFor {
    /// The one who set it may not publish any more.
    NotAllowed,
    /// It was withdrawn, or nothing is left of it.
    NothingLeft,
    /// Its section takes no new pieces any more.
    SectionClosed,
    /// Our right to show one of its pictures has ended.
    PictureRights,
    /// It lacks what its section asks.
    Checklist,
    /// Nobody else approved it.
    SecondPerson,
}

impl HeldFor {
    /// The reason's name, as it is stored; also the end of its message id.
    pub fn as_str(self) -> &'static str {
        match self {
            HeldFor::NotAllowed => "not-allowed",
            HeldFor::NothingLeft => "nothing-left",
            HeldFor::SectionClosed => "section-closed",
            HeldFor::PictureRights => "picture-rights",
            HeldFor::Checklist => "checklist",
            HeldFor::SecondPerson => "second-person",
        }
    }
}

/// Takes the schedule off the article and records that it was held. Without a schedule nothing happens.
pub async fn hold_schedule(app: &App, id: &ArticleId, why: HeldFor) -> Result<(), StoreError> {
    let (id, now) = (id.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::hold_article(tx, &id).await?;
                let Some(article) = store::article_by_id(tx, &id).await? else { return Ok(()) };
                let Some(schedule) = article.schedule.clone() else { return Ok(()) };
                store::update(tx, &Article { schedule: None, ..article }).await?;
                store::put_held(tx, &id, why.as_str(), (schedule.at, now)).await?;
                tx.record(Event::ScheduleHeld { article: id }.into_log(&Actor::Console, now));
                Ok(())
            })
        })
        .await
}
