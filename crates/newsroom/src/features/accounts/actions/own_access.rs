//! What a person changes of their own access: password, second factor, sessions, language.

use super::AccountError;
use super::limits::{self, Visitor};
use super::passkeys::forget_unused_codes;
use super::sign_in::take_code;
use crate::app::App;
use crate::event::{AccessChange, Event};
use crate::features::accounts::second_factor::{SecondFactor, recovery_codes, recovery_hash};
use crate::features::accounts::{Account, Actor, DeskSession, Secret, password, store};
use crate::id::SessionId;

pub(super) fn actor_of(account: &Account) -> Actor {
    Actor::User { account: account.id.clone(), standing: account.role.into() }
}

/// Sets a password and ends all other sessions, and links that wait in letters: whoever knew the old one is out.
pub async fn set_password(
    app: &App,
    account: &Account,
    session: &DeskSession,
    new: &str,
) -> Result<(), AccountError> {
    password::judge(new, &account.name, &account.email).map_err(AccountError::Weak)?;
    let hash = password::hash(app, new).await.ok_or(AccountError::Busy)?;
    let (account, session, now) = (account.clone(), session.id.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::set_password(tx, &account.id, &hash).await?;
                store::end_links(tx, &account.id).await?;
                store::end_others(tx, &account.id, Some(&session)).await?;
                let event =
                    Event::AccessChanged { account: account.id.clone(), what: AccessChange::Password };
                tx.record(event.into_log(&actor_of(&account), now));
                Ok(())
            })
        })
        .await
}

/// Sets the second factor of this number, when the code shows that the phone counts it; answers the codes for paper.
pub async fn set_second_factor(
    app: &App,
    account: &Account,
    session: &DeskSession,
    number: &str,
    code: &str,
) -> Result<Vec<String>, AccountError> {
    let is_number = number.len() == 32 && number.bytes().all(|byte| byte.is_ascii_hexdigit());
    let factor = SecondFactor::of(app, &account.id, number).filter(|_| is_number);
    let step = factor.and_then(|factor| factor.step(code, app.now())).ok_or(AccountError::WrongCode)?;
    let codes = recovery_codes(app);
    let hashes: Vec<String> = codes.iter().map(|code| recovery_hash(code)).collect();
    let (account, session, number, now) = (account.clone(), session.id.clone(), number.to_owned(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::set_factor(tx, &account.id, &number, step, &hashes).await?;
                store::end_others(tx, &account.id, Some(&session)).await?;
                let event =
                    Event::AccessChanged { account: account.id.clone(), what: AccessChange::FactorSet };
                tx.record(event.into_log(&actor_of(&account), now));
                Ok::<_, AccountError>(())
            })
        })
        .await?;
    Ok(codes)
}

/// Takes the second factor off.
pub async fn remove_second_factor(app: &App, account: &Account) -> Result<(), AccountError> {
    let (account, now) = (account.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::clear_factor(tx, &account.id).await?;
                forget_unused_codes(tx, &account).await?;
                let event =
                    Event::AccessChanged { account: account.id.clone(), what: AccessChange::FactorRemoved };
                tx.record(event.into_log(&actor_of(&account), now));
                Ok(())
            })
        })
        .await
}

/// Proves again who is at the desk, before something that matters: by the second factor where there is one, otherwise by
/// the password.
pub async fn prove(
    app: &App,
    account: &Account,
    session: &DeskSession,
    typed: &str,
    from: &Visitor,
) -> Result<(), AccountError> {
    let counted = limits::count(app, &format!("proof of {}", account.id), from, Some(&account.id)).await?;
    let kept = store::credentials(app.db.read(), &account.id).await?;
    let kept = kept.ok_or(AccountError::WrongPassword)?;
    let asks_code = kept.has_second_step();
    if !asks_code && !password::verify(typed, &kept.password).await.ok_or(AccountError::Busy)? {
        return Err(AccountError::WrongPassword);
    }
    let (app_in, account, session, typed) =
        (app.clone(), account.id.clone(), session.id.clone(), typed.to_owned());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if asks_code {
                    take_code(tx, &app_in, &account, &typed).await?;
                }
                limits::forgive(tx, &counted).await?;
                store::session_proven(tx, &session, app_in.now()).await?;
                Ok(())
            })
        })
        .await
}

/// Ends one of the person's own sessions, or with `None` all but this one.
pub async fn end_sessions(
    app: &App,
    account: &Account,
    here: &DeskSession,
    which: Option<SessionId>,
) -> Result<(), AccountError> {
    let (account, here, now) = (account.clone(), here.id.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let ended = match which {
                    Some(which) => store::end_session(tx, &account.id, &which).await?,
                    None => store::end_others(tx, &account.id, Some(&here)).await?,
                };
                if ended > 0 {
                    let what = AccessChange::SessionsEnded;
                    let event = Event::AccessChanged { account: account.id.clone(), what };
                    tx.record(event.into_log(&actor_of(&account), now));
                }
                Ok(())
            })
        })
        .await
}

/// Sets the language the person works in.
pub async fn set_language(app: &App, account: &Account, lang: &str) -> Result<(), AccountError> {
    let (account, lang) = (account.id.clone(), lang.to_owned());
    app.db
        .write(move |tx| {
            Box::pin(async move { store::set_lang(tx, &account, &lang).await.map_err(AccountError::from) })
        })
        .await
}

/// Notes that a session is at work.
pub async fn seen(app: &App, session: &DeskSession) -> Result<(), AccountError> {
    let (id, now) = (session.id.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move { store::session_seen(tx, &id, now).await.map_err(AccountError::from) })
        })
        .await
}

/// Reads what a device is known by.
pub fn known_device(cookie: Option<&str>) -> Option<Secret> {
    Secret::read("device", cookie?)
}
