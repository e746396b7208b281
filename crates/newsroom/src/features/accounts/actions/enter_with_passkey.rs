//! Lets a person in by a passkey. Nothing is typed and nothing can be guessed, so that wrong tries at the password, from
//! wherever, keep nobody with a passkey out.

use webauthn_rs::prelude::{DiscoverableAuthentication, PublicKeyCredential};

use super::AccountError;
use super::challenges;
use super::limits::{self, Visitor};
use super::sign_in::{Entered, enter};
use crate::app::App;
use crate::features::accounts::passkeys::{self, judge, store};

/// What a device at the door is asked, and the secret by which its browser is known when it answers.
pub struct AtDoor {
    /// What the browser is to be given.
    pub asked: serde_json::Value,
    /// For the cookie.
    pub secret: String,
}

/// Asks a device at the door to sign. It says itself whose key it has: nobody learns who has an account.
pub async fn ask_at_door(app: &App, from: &Visitor) -> Result<AtDoor, AccountError> {
    let judge = judge(app).ok_or(AccountError::NoPasskeysHere)?;
    limits::count_at_door(app, "passkey", from).await?;
    let (asked, state) = judge.start_discoverable_authentication().map_err(AccountError::passkey)?;
    let secret = challenges::ask_at_door(app, &state).await?;
    let mut asked = passkeys::json(&asked)?;
    // Asked for by a button, not while somebody types.
    if let Some(asked) = asked.as_object_mut() {
        asked.remove("mediation");
    }
    Ok(AtDoor { asked, secret })
}

/// Lets in whoever's passkey signed. It is both steps at once.
pub async fn enter_with_passkey(
    app: &App,
    secret: &str,
    answer: &str,
    from: &Visitor,
) -> Result<Entered, AccountError> {
    let judge = judge(app).ok_or(AccountError::NoPasskeysHere)?;
    let state: DiscoverableAuthentication = challenges::take_at_door(app, secret).await?;
    let answer: PublicKeyCredential = passkeys::read(answer)?;
    let (handle, credential) =
        judge.identify_discoverable_authentication(&answer).map_err(AccountError::passkey)?;
    let found = store::passkey_by_credential(app.db.read(), &passkeys::named(credential)).await?;
    let found =
        found.filter(|found| passkeys::handle(&found.owner) == handle).ok_or(AccountError::WrongPasskey)?;
    let key = found.passkey.key().ok_or(AccountError::WrongPasskey)?;
    let signed =
        judge.finish_discoverable_authentication_v2(&answer, state, &key).map_err(AccountError::passkey)?;
    let kept = found.passkey.after(&signed)?;
    let (app_in, from, now) = (app.clone(), from.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if !store::passkey_used(tx, &found.owner, &found.passkey, &kept, now).await? {
                    return Err(AccountError::WrongPasskey);
                }
                let entered = enter(tx, &app_in, &found.owner, &from, false).await?;
                // Whoever has a passkey needs no password.
                Ok(Entered { no_password: false, ..entered })
            })
        })
        .await
}
