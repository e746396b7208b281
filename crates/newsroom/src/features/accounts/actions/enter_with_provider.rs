//! Lets a person in on the word of the identity provider. It opens no accounts: whoever was not invited stays outside,
//! whatever the provider says of them.

use ::store::Tx;

use super::AccountError;
use super::limits::{self, Visitor};
use super::sign_in::{Entered, enter, note};
use crate::app::App;
use crate::event::AccessChange;
use crate::features::accounts::provider::store::{self, NewVisit};
use crate::features::accounts::provider::{Identity, VISIT_LIVES_MICROS, Visit};
use crate::features::accounts::{Account, Secret, store as accounts};

/// So many may be on their way at once; when there are more, those who left last stay known.
const MOST_VISITS: i64 = 10_000;
const STAY_KNOWN: i64 = 9_000;

/// Somebody who goes to the provider.
pub struct OnTheWay {
    /// Where to.
    pub address: String,
    /// What their browser is known by when it comes back.
    pub secret: String,
}

/// Sends somebody to the provider.
pub async fn go_to_provider(app: &App, from: &Visitor) -> Result<OnTheWay, AccountError> {
    limits::count_at_door(app, "provider", from).await?;
    let (state, browser) = (Secret::new(app.random()), Secret::new(app.random()));
    let visit = Visit {
        state: state.reveal("state"),
        nonce: Secret::new(app.random()).reveal("nonce"),
        verifier: Secret::new(app.random()).reveal("verifier"),
    };
    let address = app.provider.way_there(app, &visit).await?;
    let now = app.now();
    let new = NewVisit {
        hash: state.hash(),
        browser: browser.hash(),
        nonce: visit.nonce,
        verifier: visit.verifier,
        until: now + VISIT_LIVES_MICROS,
    };
    // Counted while nobody waits for it; a few more than the most do no harm.
    let is_crowded = store::visits(app.db.read()).await? >= MOST_VISITS;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::insert_visit(tx, &new, now).await?;
                if is_crowded {
                    store::crowd_out_visits(tx, STAY_KNOWN).await?;
                }
                Ok::<_, AccountError>(())
            })
        })
        .await?;
    Ok(OnTheWay { address, secret: browser.reveal("visit") })
}

/// Lets in whoever the provider sent back, if they work here. A second step is asked for as after a password.
pub async fn enter_with_provider(
    app: &App,
    secret: &str,
    (state, code): (&str, &str),
    from: &Visitor,
) -> Result<Entered, AccountError> {
    let browser = Secret::read("visit", secret).ok_or(AccountError::VisitOver)?;
    let state = Secret::read("state", state).ok_or(AccountError::VisitOver)?;
    let now = app.now();
    let visit = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let taken = store::take_visit(tx, &state.hash(), &browser.hash(), now).await;
                taken.map_err(AccountError::from)
            })
        })
        .await?;
    let visit = visit.ok_or(AccountError::VisitOver)?;
    let whom = app.provider.whom(app, code.to_owned(), visit).await?;
    let (app_in, from) = (app.clone(), from.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let account = invited(tx, &whom, app_in.now()).await?;
                let kept = accounts::credentials(tx, &account.id).await?.ok_or(AccountError::NotInvited)?;
                let entered = enter(tx, &app_in, &account.id, &from, kept.has_second_step()).await?;
                // Whoever comes in this way needs no password.
                Ok(Entered { no_password: false, ..entered })
            })
        })
        .await
}

/// The account that the provider means: the one it meant before, or else the one of the address that it vouches for. An
/// account is one person there: a second one with the same address is not let in.
async fn invited(tx: &Tx, whom: &Identity, now: i64) -> Result<Account, AccountError> {
    if let Some(id) = store::account_of(tx, whom).await? {
        return works_here(accounts::account_by_id(tx, &id).await?);
    }
    let email = whom.email.as_deref().ok_or(AccountError::NotInvited)?;
    let account = works_here(accounts::account_by_email(tx, email).await?)?;
    if store::is_known(tx, &whom.issuer, &account.id).await? {
        return Err(AccountError::NotInvited);
    }
    store::insert_identity(tx, whom, &account.id, now).await?;
    note(tx, &account.id, AccessChange::ProviderKnown, now).await?;
    Ok(account)
}

fn works_here(found: Option<Account>) -> Result<Account, AccountError> {
    found.filter(|account| account.suspended_at.is_none()).ok_or(AccountError::NotInvited)
}
