//! Opens an account for a person.

use ::store::StoreError;

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::policy::{self, NotAllowed};
use crate::features::accounts::{Account, Actor, Role, WeakPassword, store};
use crate::id::AccountId;

/// Why an account was not changed.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The actor may not do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// Another account has this address.
    #[error("there is already an account with the address {0}")]
    AddressTaken(String),
    /// The address is not one.
    #[error("`{0}` is not an e-mail address")]
    NoAddress(String),
    /// The name is empty or longer than 200 letters.
    #[error("a name has between 1 and 200 letters")]
    BadName,
    /// There is no such account.
    #[error("there is no account {0}")]
    NoSuchAccount(String),
    /// The link was used before, has expired, or never was.
    #[error("this sign-in link was used before or has expired")]
    LinkSpent,
    /// Address and password do not open anything.
    #[error("this address and password open nothing")]
    WrongPassword,
    /// The code is not the one of now, or was used before.
    #[error("this code is not right, or was used before")]
    WrongCode,
    /// Too many tries in this hour.
    #[error("too many tries; wait an hour, or come in by a link")]
    TooManyTries,
    /// The password would be guessed.
    #[error("this password would soon be guessed")]
    Weak(WeakPassword),
    /// Nobody could manage accounts any more.
    #[error("this is the last administrator: make another one first")]
    LastAdmin,
    /// Too many others are signing in at this moment.
    #[error("too many people are signing in at this moment; try again")]
    Busy,
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Opens an account. The address is compared as it is typed, in lower case.
pub async fn open_account(
    app: &App,
    actor: &Actor,
    name: &str,
    email: &str,
    role: Role,
) -> Result<Account, AccountError> {
    policy::may_manage_accounts(actor)?;
    let name = text::clean::clean_line(name);
    if name.is_empty() || name.chars().count() > 200 {
        return Err(AccountError::BadName);
    }
    let email = email.trim().to_lowercase();
    let is_address = email.len() <= 254
        && email
            .split_once('@')
            .is_some_and(|(user, host)| !user.is_empty() && (host.contains('.') || host == "localhost"));
    if !is_address || email.contains(char::is_whitespace) {
        return Err(AccountError::NoAddress(email));
    }
    let account =
        Account { id: AccountId(app.new_id()), name, email, role, suspended_at: None, lang: String::new() };
    let (now, actor, saved) = (app.now(), actor.clone(), account.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::insert_account(tx, &saved, now).await.map_err(|error| taken(error, &saved.email))?;
                tx.record(Event::AccountSaved { account: saved.id }.into_log(&actor, now));
                Ok::<_, AccountError>(())
            })
        })
        .await?;
    Ok(account)
}

fn taken(error: StoreError, email: &str) -> AccountError {
    if error.is_unique() { AccountError::AddressTaken(email.to_owned()) } else { error.into() }
}
