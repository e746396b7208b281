//! Has a link sent by mail: to whoever asks for one of their own, and to whom an administrator sends one. The link itself is
//! made when the letter is written, so that none lies in the queue.

use super::AccountError;
use super::limits::{self, Visitor};
use crate::app::App;
use crate::features::accounts::{Account, Actor, Secret, policy, store};
use crate::features::letters::LetterKind;
use crate::id::AccountId;
use crate::schedule;

/// Whoever knows an address may have a link sent to it. Answered alike whether it has an account or not.
pub async fn ask_for_link(app: &App, email: &str, from: &Visitor) -> Result<(), AccountError> {
    let email = email.trim().to_lowercase();
    let account = store::account_by_email(app.db.read(), &email).await?;
    limits::count(app, &format!("letter to {email}"), from, account.as_ref().map(|account| &account.id))
        .await?;
    match account.filter(|account| account.suspended_at.is_none()) {
        Some(account) => send(app, account.id, LetterKind::SignIn).await,
        None => Ok(()),
    }
}

/// Sends somebody a new link, in a letter of this kind.
pub async fn send_new_link(
    app: &App,
    actor: &Actor,
    account: &AccountId,
    kind: LetterKind,
) -> Result<(), AccountError> {
    policy::may_manage_accounts(actor)?;
    send(app, account.clone(), kind).await
}

async fn send(app: &App, account: AccountId, kind: LetterKind) -> Result<(), AccountError> {
    let app_in = app.clone();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                schedule::send_letter(tx, &app_in, &account, kind).await.map_err(AccountError::from)
            })
        })
        .await
}

/// The account that a letter goes to and the link that stands in it; `None` when it may not work here any more.
pub async fn link_for_letter(
    app: &App,
    id: &AccountId,
    lives_micros: i64,
) -> Result<Option<(Account, String)>, AccountError> {
    let account = store::account_by_id(app.db.read(), id).await?;
    let Some(account) = account.filter(|account| account.suspended_at.is_none()) else { return Ok(None) };
    let secret = Secret::new(app.random());
    let shown = app.absolute(&format!("/desk/sign-in/{}", secret.reveal("signin")));
    let (id, until) = (id.clone(), app.now() + lives_micros);
    app.db
        .write(move |tx| {
            Box::pin(
                async move { store::insert_link(tx, &id, &secret, until).await.map_err(AccountError::from) },
            )
        })
        .await?;
    Ok(Some((account, shown)))
}
