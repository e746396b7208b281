//! Lets a person in by a link that works once, and out again.

use super::AccountError;
use crate::app::App;
use crate::features::accounts::{Actor, Secret, policy, store};
use crate::id::AccountId;

const LINK_LIVES_MICROS: i64 = 30 * 60 * 1_000_000;
const SESSION_LIVES_MICROS: i64 = 12 * 60 * 60 * 1_000_000;

/// Makes a sign-in link's secret for an account; it works once, within 30 minutes.
pub async fn invite(app: &App, actor: &Actor, account: &AccountId) -> Result<String, AccountError> {
    policy::may_manage_accounts(actor)?;
    let secret = Secret::new(app.random());
    let shown = secret.reveal("signin");
    let (account, until) = (account.clone(), app.now() + LINK_LIVES_MICROS);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::insert_link(tx, &account, &secret, until).await.map_err(AccountError::from)
            })
        })
        .await?;
    Ok(shown)
}

/// Spends a sign-in link and returns the session's secret for the cookie.
pub async fn sign_in(app: &App, link: &str) -> Result<String, AccountError> {
    let link = Secret::read("signin", link).ok_or(AccountError::LinkSpent)?;
    let session = Secret::new(app.random());
    let shown = session.reveal("session");
    let now = app.now();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let account = store::use_link(tx, &link, now).await?.ok_or(AccountError::LinkSpent)?;
                store::insert_session(tx, &account, &session, now, now + SESSION_LIVES_MICROS).await?;
                Ok::<_, AccountError>(())
            })
        })
        .await?;
    Ok(shown)
}

/// Ends a session; ending it twice is no error.
pub async fn sign_out(app: &App, session: &str) -> Result<(), AccountError> {
    let Some(session) = Secret::read("session", session) else { return Ok(()) };
    app.db
        .write(move |tx| {
            Box::pin(async move { store::delete_session(tx, &session).await.map_err(AccountError::from) })
        })
        .await
}
