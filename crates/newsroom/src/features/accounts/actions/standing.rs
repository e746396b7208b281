//! What an administrator changes of somebody's standing: the role, whether they may work at all, and a new beginning for
//! who lost password and phone.

use ::store::Tx;

use super::AccountError;
use crate::app::App;
use crate::event::{AccessChange, Event};
use crate::features::accounts::{Account, Actor, Role, passkeys, policy, provider, store};
use crate::id::AccountId;

/// Gives somebody another role. It counts from their next request on.
pub async fn change_role(app: &App, actor: &Actor, id: &AccountId, role: Role) -> Result<(), AccountError> {
    policy::may_manage_accounts(actor)?;
    let (actor, id, now) = (actor.clone(), id.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let account = standing(tx, &id).await?;
                if account.role == role {
                    return Ok(());
                }
                keep_an_admin(tx, &account).await?;
                store::set_role(tx, &id, role).await?;
                tx.record(Event::AccountSaved { account: id }.into_log(&actor, now));
                Ok(())
            })
        })
        .await
}

/// Suspends somebody: open sessions, known devices and links end at once, tokens speak for nobody, what they set for later
/// is held when it comes due.
pub async fn suspend(app: &App, actor: &Actor, id: &AccountId) -> Result<(), AccountError> {
    policy::may_manage_accounts(actor)?;
    let (actor, id, now) = (actor.clone(), id.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let account = standing(tx, &id).await?;
                if account.suspended_at.is_some() {
                    return Ok(());
                }
                keep_an_admin(tx, &account).await?;
                store::set_suspended(tx, &id, Some(now)).await?;
                store::end_others(tx, &id, None).await?;
                store::forget_devices(tx, &id).await?;
                changed(tx, &actor, id, AccessChange::Suspended, now);
                Ok(())
            })
        })
        .await
}

/// Lets somebody work again. They sign in anew.
pub async fn restore(app: &App, actor: &Actor, id: &AccountId) -> Result<(), AccountError> {
    policy::may_manage_accounts(actor)?;
    let (actor, id, now) = (actor.clone(), id.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if standing(tx, &id).await?.suspended_at.is_none() {
                    return Ok(());
                }
                store::set_suspended(tx, &id, None).await?;
                changed(tx, &actor, id, AccessChange::Restored, now);
                Ok(())
            })
        })
        .await
}

/// Takes password, second factor, passkeys and sessions off an account: its person comes in by a new link and begins anew.
pub async fn reset_access(app: &App, actor: &Actor, id: &AccountId) -> Result<(), AccountError> {
    policy::may_manage_accounts(actor)?;
    let (actor, id, now) = (actor.clone(), id.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                standing(tx, &id).await?;
                store::set_password(tx, &id, "").await?;
                store::set_factor(tx, &id, "", 0, &[]).await?;
                passkeys::store::delete_passkeys(tx, &id).await?;
                provider::store::forget_identities(tx, &id).await?;
                store::end_others(tx, &id, None).await?;
                store::forget_devices(tx, &id).await?;
                changed(tx, &actor, id, AccessChange::Reset, now);
                Ok(())
            })
        })
        .await
}

async fn standing(tx: &Tx, id: &AccountId) -> Result<Account, AccountError> {
    store::account_by_id(tx, id).await?.ok_or_else(|| AccountError::NoSuchAccount(id.to_string()))
}

/// A newsroom whose last administrator goes could let nobody in again.
async fn keep_an_admin(tx: &Tx, account: &Account) -> Result<(), AccountError> {
    let is_one = account.role == Role::Admin && account.suspended_at.is_none();
    if is_one && store::other_admins(tx, &account.id).await? == 0 {
        return Err(AccountError::LastAdmin);
    }
    Ok(())
}

fn changed(tx: &Tx, actor: &Actor, account: AccountId, what: AccessChange, now: i64) {
    tx.record(Event::AccessChanged { account, what }.into_log(actor, now));
}
