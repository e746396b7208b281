//! What readers of a section that asks for two people are told of a picture needs two: one says it, another says the same.

use ::store::{StoreError, Tx};

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::media_library::said::Said;
use crate::features::media_library::{Picture, policy, store};
use crate::features::workflow::rules_of;
use crate::id::{EditionCode, MediaId, SectionId};

/// What becomes of what is said of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// It stands from now on.
    Stands,
    /// It waits for a second person from now on.
    Waits,
    /// Other words of a colleague wait, and are not written over by somebody who has not seen them.
    AnotherWaits,
}

/// What becomes of it: it waits where readers see the picture where two people are asked for, or words wait that were written when
/// they were, until somebody else who may publish there has said the same.
pub(super) async fn word_of(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    (before, now): (&Picture, &Picture),
    seen_waiting: Option<String>,
) -> Result<Word, StoreError> {
    let said = Said::of(now);
    let Some(account) = actor.account().filter(|_| said != Said::of(before)) else { return Ok(Word::Stands) };
    let waiting = store::waiting(tx, &now.id).await?;
    let asking = asking(tx, &now.id, waiting.is_some()).await?;
    if asking.is_empty() {
        store::drop_waiting(tx, &now.id).await?;
        return Ok(Word::Stands);
    }
    if let Some(waiting) = waiting.filter(|waiting| waiting.asked_by != *account) {
        let is_same = waiting.said == said;
        if is_same && policy::may_show_anew(actor, &asking).is_ok() {
            store::drop_waiting(tx, &now.id).await?;
            return Ok(Word::Stands);
        }
        if !is_same && seen_waiting != Some(waiting.digest(before)) {
            return Ok(Word::AnotherWaits);
        }
    }
    store::put_waiting(tx, &now.id, &said, account, app.now()).await?;
    tx.record(Event::DescriptionAsked { picture: now.id.clone() }.into_log(actor, app.now()));
    Ok(Word::Waits)
}

/// The sections whose readers see the picture and that ask for two people; all that see it where words wait: those were asked for,
/// and a section that ceases to ask does not let them out.
async fn asking(
    tx: &Tx,
    picture: &MediaId,
    waits: bool,
) -> Result<Vec<(EditionCode, SectionId)>, StoreError> {
    let mut asking = Vec::new();
    for part in store::named_live_in(tx, picture).await? {
        if waits || rules_of(tx, &part.1).await?.two_persons {
            asking.push(part);
        }
    }
    Ok(asking)
}
