//! Lets a person in, by a link that works once or by a password, and out again.

use ::store::Tx;

use super::AccountError;
use super::limits::{self, Visitor};
use crate::app::App;
use crate::event::{AccessChange, Event};
use crate::features::accounts::second_factor::{SecondFactor, recovery_hash};
use crate::features::accounts::store::{Credentials, NewSession};
use crate::features::accounts::{Actor, Secret, password, policy, store};
use crate::features::settings::wants_second_factor;
use crate::id::{AccountId, SessionId};

const LINK_LIVES_MICROS: i64 = 30 * 60 * 1_000_000;
const SESSION_LIVES_MICROS: i64 = 12 * 60 * 60 * 1_000_000;
/// So long the second factor may take.
const HALF_LIVES_MICROS: i64 = 10 * 60 * 1_000_000;

/// What came of signing in.
pub struct Entered {
    /// The session's secret, for the cookie.
    pub session: String,
    /// The second factor is still to come.
    pub half: bool,
    /// A second step is wanted and they have not even a password: that is the next thing to see to.
    pub no_password: bool,
    /// What this device is known by from now on, when it was not before.
    pub device: Option<String>,
}

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

/// Spends a sign-in link. Whoever has a second factor still has to show it.
pub async fn sign_in(app: &App, link: &str, from: &Visitor) -> Result<Entered, AccountError> {
    let link = Secret::read("signin", link).ok_or(AccountError::LinkSpent)?;
    let (app_in, from) = (app.clone(), from.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let now = app_in.now();
                let account = store::use_link(tx, &link, now).await?.ok_or(AccountError::LinkSpent)?;
                let kept = store::credentials(tx, &account).await?.ok_or(AccountError::LinkSpent)?;
                enter(tx, &app_in, &account, &from, kept.has_second_step()).await
            })
        })
        .await
}

/// Lets in by address and password. An address without an account, a wrong password and a suspended account are answered
/// alike, and take as long.
pub async fn sign_in_with_password(
    app: &App,
    email: &str,
    typed: &str,
    from: &Visitor,
) -> Result<Entered, AccountError> {
    let email = email.trim().to_lowercase();
    let account = store::account_by_email(app.db.read(), &email).await?;
    let counted = limits::count(app, &email, from, account.as_ref().map(|account| &account.id)).await?;
    // An address without an account is looked up as often as one that has one.
    let known = account.as_ref().map_or_else(|| AccountId(String::new()), |account| account.id.clone());
    let kept = store::credentials(app.db.read(), &known).await?;
    let hash = kept.as_ref().map_or("", |kept| kept.password.as_str());
    let is_right = password::verify(typed, hash).await.ok_or(AccountError::Busy)?;
    let account = account.filter(|account| is_right && account.suspended_at.is_none());
    let (Some(account), Some(kept)) = (account, kept) else { return Err(AccountError::WrongPassword) };
    let (app_in, from) = (app.clone(), from.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                limits::forgive(tx, &counted).await?;
                enter(tx, &app_in, &account.id, &from, kept.has_second_step()).await
            })
        })
        .await
}

/// Shows the second factor: a code of the phone, or one from paper. The half session ends and a whole one begins.
pub async fn show_second_factor(
    app: &App,
    half: &str,
    code: &str,
    from: &Visitor,
) -> Result<Entered, AccountError> {
    let half = Secret::read("session", half).ok_or(AccountError::LinkSpent)?;
    let now = app.now();
    let (account, _) =
        store::half_present(app.db.read(), &half, now).await?.ok_or(AccountError::LinkSpent)?;
    let counted = limits::count(app, &format!("code of {account}"), from, Some(&account)).await?;
    let (app_in, from, code) = (app.clone(), from.clone(), code.to_owned());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                take_code(tx, &app_in, &account, &code).await?;
                limits::forgive(tx, &counted).await?;
                store::delete_session(tx, &half).await?;
                enter(tx, &app_in, &account, &from, false).await
            })
        })
        .await
}

/// Takes a code of the phone or from paper, once.
pub(super) async fn take_code(
    tx: &Tx,
    app: &App,
    account: &AccountId,
    code: &str,
) -> Result<(), AccountError> {
    let kept = store::credentials(tx, account).await?.filter(Credentials::has_second_step);
    let kept = kept.ok_or(AccountError::WrongCode)?;
    let now = app.now();
    let step = Some(kept.factor)
        .filter(|number| !number.is_empty())
        .and_then(|number| SecondFactor::of(app, account, &number))
        .and_then(|factor| factor.step(code, now));
    if let Some(step) = step
        && store::take_step(tx, account, step).await?
    {
        return Ok(());
    }
    if store::use_code(tx, account, &recovery_hash(code), now).await? {
        note(tx, account, AccessChange::CodeUsed, now).await?;
        return Ok(());
    }
    Err(AccountError::WrongCode)
}

pub(super) async fn enter(
    tx: &Tx,
    app: &App,
    account: &AccountId,
    from: &Visitor,
    half: bool,
) -> Result<Entered, AccountError> {
    let (secret, now) = (Secret::new(app.random()), app.now());
    let lives = if half { HALF_LIVES_MICROS } else { SESSION_LIVES_MICROS };
    let id = SessionId(app.new_id());
    let new =
        NewSession { account, id, secret: &secret, device: &from.device, half, now, until: now + lives };
    store::insert_session(tx, new).await?;
    let mut device = None;
    if !half {
        let is_known = match &from.known {
            Some(known) => store::device_of(tx, known).await?.as_ref() == Some(account),
            None => false,
        };
        if !is_known {
            let known = Secret::new(app.random());
            store::insert_device(tx, account, &known, now).await?;
            device = Some(known.reveal("device"));
        }
        note(tx, account, AccessChange::SignedIn, now).await?;
    }
    let kept = store::credentials(tx, account).await?;
    let no_password =
        kept.is_none_or(|kept| kept.password.is_empty()) && wants_second_factor(app, tx).await?;
    Ok(Entered { session: secret.reveal("session"), half, no_password, device })
}

pub(super) async fn note(
    tx: &Tx,
    account: &AccountId,
    what: AccessChange,
    now: i64,
) -> Result<(), AccountError> {
    if let Some(person) = store::account_by_id(tx, account).await? {
        let actor = Actor::User { account: person.id.clone(), standing: person.role.into() };
        tx.record(Event::AccessChanged { account: person.id, what }.into_log(&actor, now));
    }
    Ok(())
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
