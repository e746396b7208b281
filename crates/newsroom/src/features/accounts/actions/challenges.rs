//! What a device was asked to sign: kept here and never taken from whoever answers, bound to the session or the browser that
//! asked, given out once, gone after minutes.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::AccountError;
use crate::app::App;
use crate::features::accounts::Secret;
use crate::features::accounts::passkeys::{self, CHALLENGE_LIVES_MICROS, Purpose, store};
use crate::id::SessionId;

/// So many strangers may be at the door with a challenge; when there are more, the newest of them stay.
const MOST_AT_DOOR: i64 = 10_000;
const STAY_AT_DOOR: i64 = 9_000;

/// Keeps what a session's device was asked: one question of a kind for each session.
pub(super) async fn ask(
    app: &App,
    session: &SessionId,
    purpose: Purpose,
    state: &impl Serialize,
) -> Result<(), AccountError> {
    keep(app, of_session(session, purpose), state, false).await
}

/// Takes what a session's device was asked.
pub(super) async fn take<T: DeserializeOwned>(
    app: &App,
    session: &SessionId,
    purpose: Purpose,
) -> Result<T, AccountError> {
    taken(app, of_session(session, purpose)).await
}

/// Keeps what a stranger's device was asked; answers the secret by which its browser is known again.
pub(super) async fn ask_at_door(app: &App, state: &impl Serialize) -> Result<String, AccountError> {
    let secret = Secret::new(app.random());
    keep(app, secret.hash(), state, true).await?;
    Ok(secret.reveal("passkey"))
}

/// Takes what the device of the browser that holds this secret was asked.
pub(super) async fn take_at_door<T: DeserializeOwned>(app: &App, secret: &str) -> Result<T, AccountError> {
    let secret = Secret::read("passkey", secret).ok_or(AccountError::PasskeyLate)?;
    taken(app, secret.hash()).await
}

fn of_session(session: &SessionId, purpose: Purpose) -> String {
    format!("{} in {session}", purpose.as_str())
}

async fn keep(app: &App, hash: String, state: &impl Serialize, at_door: bool) -> Result<(), AccountError> {
    let state = passkeys::json(state)?.to_string();
    // Counted while nobody waits for it; a few more than the most do no harm.
    let is_crowded = at_door && store::challenges_at_door(app.db.read()).await? >= MOST_AT_DOOR;
    let now = app.now();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let times = (now, now + CHALLENGE_LIVES_MICROS);
                store::set_challenge(tx, &hash, &state, at_door, times).await?;
                if is_crowded {
                    store::crowd_out_challenges(tx, STAY_AT_DOOR).await?;
                }
                Ok(())
            })
        })
        .await
}

/// In a transaction of its own: whatever comes of the answer, nobody is asked the same again.
async fn taken<T: DeserializeOwned>(app: &App, hash: String) -> Result<T, AccountError> {
    let now = app.now();
    let state = app
        .db
        .write(move |tx| {
            Box::pin(async move { store::take_challenge(tx, &hash, now).await.map_err(AccountError::from) })
        })
        .await?;
    let state = state.ok_or(AccountError::PasskeyLate)?;
    serde_json::from_str(&state).map_err(|_| AccountError::PasskeyLate)
}
