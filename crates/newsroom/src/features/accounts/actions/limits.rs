//! How often somebody may try. Tries are counted before the password is looked at, so that many at once are no way round.

use sha2::{Digest, Sha256};

use super::AccountError;
use crate::app::App;
use crate::features::accounts::{Secret, store};
use crate::id::AccountId;

const HOUR_MICROS: i64 = 60 * 60 * 1_000_000;
/// Tries at one account in an hour, and from one network.
const AT_ACCOUNT: i64 = 10;
const FROM_NETWORK: i64 = 30;
/// So often one network may begin to come in where nothing is typed: a whole house does of a morning.
const AT_DOOR: i64 = 200;

/// Where a try comes from.
#[derive(Clone, Default)]
pub struct Visitor {
    /// The network, where it is not the machine itself or a proxy beside it.
    pub network: Option<String>,
    /// The browser and system.
    pub device: String,
    /// What a device holds that somebody signed in on before.
    pub known: Option<Secret>,
}

/// What a try was counted under.
pub(super) struct Counted(Vec<String>);

/// Counts a try at the account behind this address, or refuses it. A device on which the person signed in before is
/// counted by itself: strangers who try ten times an hour lock nobody out.
pub(super) async fn count(
    app: &App,
    at: &str,
    from: &Visitor,
    whose: Option<&AccountId>,
) -> Result<Counted, AccountError> {
    let mut who = vec![(account_key(app, at, from, whose).await?, AT_ACCOUNT)];
    who.extend(from.network.as_ref().map(|network| (format!("network:{network}"), FROM_NETWORK)));
    counted(app, who).await
}

/// Counts somebody who begins to come in and has not said who they are, or refuses it. Apart from tries at passwords, so that
/// those keep nobody out who types none.
pub(super) async fn count_at_door(app: &App, way: &str, from: &Visitor) -> Result<(), AccountError> {
    let Some(network) = &from.network else { return Ok(()) };
    let key = format!("{way}:{network}");
    // Looked up before it is counted: whoever goes on asking takes no turn from those who write.
    if store::tries(app.db.read(), &key, app.now() - HOUR_MICROS).await? >= AT_DOOR {
        return Err(AccountError::TooManyTries);
    }
    counted(app, vec![(key, AT_DOOR)]).await.map(drop)
}

async fn counted(app: &App, who: Vec<(String, i64)>) -> Result<Counted, AccountError> {
    let (app_in, now) = (app.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::forget_tries_before(tx, now - HOUR_MICROS).await?;
                for (key, most) in &who {
                    if store::tries(tx, key, now - HOUR_MICROS).await? >= *most {
                        return Err(AccountError::TooManyTries);
                    }
                }
                for (key, _) in &who {
                    store::insert_try(tx, &app_in.new_id(), key, now).await?;
                }
                Ok(Counted(who.into_iter().map(|(key, _)| key).collect()))
            })
        })
        .await
}

/// After a success, earlier tries at this account are forgotten; those from the network are not: it may hold others.
pub(super) async fn forgive(tx: &::store::Tx, counted: &Counted) -> Result<(), AccountError> {
    for key in counted.0.iter().filter(|key| !key.starts_with("network:")) {
        store::forget_tries(tx, key).await?;
    }
    Ok(())
}

async fn account_key(
    app: &App,
    at: &str,
    from: &Visitor,
    whose: Option<&AccountId>,
) -> Result<String, AccountError> {
    if let (Some(device), Some(account)) = (&from.known, whose)
        && store::device_of(app.db.read(), device).await?.as_ref() == Some(account)
    {
        return Ok(format!("device:{}", device.hash()));
    }
    // Of addresses that have no account as well, so that nobody learns which have one.
    Ok(format!("account:{}", data_encoding::HEXLOWER.encode(&Sha256::digest(at))))
}
