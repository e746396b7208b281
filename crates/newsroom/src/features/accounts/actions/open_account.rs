//! Opens an account for a person.

use ::store::StoreError;
use webauthn_rs::prelude::WebauthnError;

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::policy::{self, NotAllowed};
use crate::features::accounts::provider::ProviderError;
use crate::features::accounts::{Account, Actor, Role, WeakPassword, store};
use crate::features::letters::LetterKind;
use crate::id::AccountId;
use crate::schedule;

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
    /// The paper has no such part.
    #[error("there is no such edition, or no such section in it")]
    NoSuchPart,
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
    /// The passkey is not known here, its person may not come in, or what it signed is not what was asked.
    #[error("this passkey opens nothing here")]
    WrongPasskey,
    /// What the passkey signed was asked too long ago, or answered before.
    #[error("the passkey was asked too long ago, or answered before; try again")]
    PasskeyLate,
    /// More passkeys than anybody needs.
    #[error("an account has at most twenty passkeys: remove one first")]
    TooManyPasskeys,
    /// Browsers make no passkeys for the address of this site, or the account has none.
    #[error("there are no passkeys here")]
    NoPasskeysHere,
    /// Whoever comes back from the identity provider left another browser, or too long ago, or came back before.
    #[error("this visit to the identity provider is over; try again")]
    VisitOver,
    /// The identity provider means nobody who works here.
    #[error("nobody who works here is meant: an administrator has to invite them first")]
    NotInvited,
    /// The identity provider is away, or what it says is refused.
    #[error(transparent)]
    Provider(#[from] ProviderError),
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

impl AccountError {
    /// What an answer of a device is refused with. The reason is for whoever runs the site: a device cannot mend it.
    pub(in crate::features::accounts) fn passkey(error: WebauthnError) -> AccountError {
        tracing::info!(%error, "a passkey was refused");
        AccountError::WrongPasskey
    }
}

/// Opens an account. The address is compared as it is typed, in lower case.
pub async fn open_account(
    app: &App,
    actor: &Actor,
    name: &str,
    email: &str,
    role: Role,
) -> Result<Account, AccountError> {
    open(app, actor, new_account(app, name, email, role, "")?, false).await
}

/// Opens an account and has an invitation sent to its person, in the language they are to work in.
pub async fn invite_person(
    app: &App,
    actor: &Actor,
    (name, email): (&str, &str),
    role: Role,
    lang: &str,
) -> Result<Account, AccountError> {
    open(app, actor, new_account(app, name, email, role, lang)?, true).await
}

fn new_account(app: &App, name: &str, email: &str, role: Role, lang: &str) -> Result<Account, AccountError> {
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
    Ok(Account { id: AccountId(app.new_id()), name, email, role, suspended_at: None, lang: lang.to_owned() })
}

async fn open(app: &App, actor: &Actor, account: Account, invited: bool) -> Result<Account, AccountError> {
    policy::may_manage_accounts(actor)?;
    let (app_in, now, actor, saved) = (app.clone(), app.now(), actor.clone(), account.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::insert_account(tx, &saved, now).await.map_err(|error| taken(error, &saved.email))?;
                if invited {
                    schedule::send_letter(tx, &app_in, &saved.id, LetterKind::Invitation).await?;
                }
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
