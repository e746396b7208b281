//! Gives somebody a part of the paper, and takes it back. It counts from their next request on.

use ::store::Tx;

use super::AccountError;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::{Actor, Remit, policy, store};
use crate::features::{editions, sections};
use crate::id::{AccountId, EditionCode, SectionId};

/// Gives somebody a role in one edition, or in a section of it and all below.
pub async fn give_remit(
    app: &App,
    actor: &Actor,
    account: &AccountId,
    remit: Remit,
) -> Result<(), AccountError> {
    policy::may_manage_accounts(actor)?;
    let (actor, id, now) = (actor.clone(), account.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                is_there(tx, &id).await?;
                part_is_there(tx, &remit).await?;
                store::set_remit(tx, &id, &remit).await?;
                tx.record(Event::AccountSaved { account: id }.into_log(&actor, now));
                Ok(())
            })
        })
        .await
}

/// Takes back what somebody may do in a part of the paper; their own role stays.
pub async fn take_remit(
    app: &App,
    actor: &Actor,
    account: &AccountId,
    edition: &EditionCode,
    section: Option<&SectionId>,
) -> Result<(), AccountError> {
    policy::may_manage_accounts(actor)?;
    let (actor, id, now) = (actor.clone(), account.clone(), app.now());
    let (edition, section) = (edition.clone(), section.cloned());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                is_there(tx, &id).await?;
                store::remove_remit(tx, &id, &edition, section.as_ref()).await?;
                tx.record(Event::AccountSaved { account: id }.into_log(&actor, now));
                Ok(())
            })
        })
        .await
}

async fn is_there(tx: &Tx, id: &AccountId) -> Result<(), AccountError> {
    let found = store::account_by_id(tx, id).await?;
    found.map(drop).ok_or_else(|| AccountError::NoSuchAccount(id.to_string()))
}

async fn part_is_there(tx: &Tx, remit: &Remit) -> Result<(), AccountError> {
    let edition = editions::edition_by_code(tx, &remit.edition).await?;
    let is_in_it = match &remit.section {
        None => true,
        Some(section) => {
            sections::section_by_id(tx, section).await?.is_some_and(|found| found.edition == remit.edition)
        }
    };
    if edition.is_some() && is_in_it { Ok(()) } else { Err(AccountError::NoSuchPart) }
}
