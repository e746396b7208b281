//! What a person does with passkeys of their own: adds one, removes one, proves with one who is there.

use ::store::Tx;
use webauthn_rs::prelude::{
    CredentialID, Passkey as KeptKey, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential,
};

use super::AccountError;
use super::challenges;
use super::own_access::actor_of;
use crate::app::App;
use crate::event::{AccessChange, Event};
use crate::features::accounts::passkeys::{
    self, LONGEST_NAME, MOST_PASSKEYS, Passkey, Purpose, judge, store,
};
use crate::features::accounts::second_factor::{recovery_codes, recovery_hash};
use crate::features::accounts::{Account, DeskSession, store as accounts};
use crate::id::PasskeyId;

/// Asks a device for a new key; answers what its browser is to be given.
pub async fn ask_for_passkey(
    app: &App,
    account: &Account,
    session: &DeskSession,
) -> Result<serde_json::Value, AccountError> {
    let judge = judge(app).ok_or(AccountError::NoPasskeysHere)?;
    let known = store::passkeys_of(app.db.read(), &account.id).await?;
    if known.len() >= MOST_PASSKEYS {
        return Err(AccountError::TooManyPasskeys);
    }
    let known: Vec<CredentialID> =
        known.iter().filter_map(Passkey::key).map(|key| key.cred_id().clone()).collect();
    let handle = passkeys::handle(&account.id);
    let (asked, state) = judge
        .start_passkey_registration(handle, &account.email, &account.name, Some(known))
        .map_err(AccountError::passkey)?;
    let mut asked = passkeys::json(&asked)?;
    // The device keeps the key under its person's name, so that nobody types an address to come in.
    asked["publicKey"]["authenticatorSelection"]["residentKey"] = "required".into();
    asked["publicKey"]["authenticatorSelection"]["requireResidentKey"] = true.into();
    challenges::ask(app, &session.id, Purpose::Add, &state).await?;
    Ok(asked)
}

/// Adds the key that a device made. The codes for paper come with the first thing that asks for a second step.
pub async fn add_passkey(
    app: &App,
    account: &Account,
    session: &DeskSession,
    name: &str,
    answer: &str,
) -> Result<Vec<String>, AccountError> {
    let judge = judge(app).ok_or(AccountError::NoPasskeysHere)?;
    let state: PasskeyRegistration = challenges::take(app, &session.id, Purpose::Add).await?;
    let answer: RegisterPublicKeyCredential = passkeys::read(answer)?;
    let key = judge.finish_passkey_registration(&answer, &state).map_err(AccountError::passkey)?;
    let credential = passkeys::named(key.cred_id());
    let new = Passkey {
        id: PasskeyId(app.new_id()),
        name: called(name, session),
        created_at: app.now(),
        used_at: None,
        kept: passkeys::json(&key)?.to_string(),
    };
    let codes = recovery_codes(app);
    let (account, session, now) = (account.clone(), session.id.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if store::passkeys_of(tx, &account.id).await?.len() >= MOST_PASSKEYS {
                    return Err(AccountError::TooManyPasskeys);
                }
                let kept = accounts::credentials(tx, &account.id).await?.ok_or(AccountError::WrongPasskey)?;
                let is_first = !kept.has_second_step();
                store::insert_passkey(tx, &account.id, &credential, &new).await.map_err(known_already)?;
                if is_first {
                    let hashes: Vec<String> = codes.iter().map(|code| recovery_hash(code)).collect();
                    accounts::set_codes(tx, &account.id, &hashes).await?;
                    accounts::end_others(tx, &account.id, Some(&session)).await?;
                }
                changed(tx, &account, AccessChange::PasskeyAdded, now);
                Ok(if is_first { codes } else { Vec::new() })
            })
        })
        .await
}

/// Removes a passkey; the device may keep its half, which opens nothing any more.
pub async fn remove_passkey(app: &App, account: &Account, id: &PasskeyId) -> Result<(), AccountError> {
    let (account, id, now) = (account.clone(), id.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if store::delete_passkey(tx, &account.id, &id).await? {
                    forget_unused_codes(tx, &account).await?;
                    changed(tx, &account, AccessChange::PasskeyRemoved, now);
                }
                Ok(())
            })
        })
        .await
}

/// Codes on paper stand in for a second step: without one there are none.
pub(super) async fn forget_unused_codes(tx: &Tx, account: &Account) -> Result<(), AccountError> {
    let kept = accounts::credentials(tx, &account.id).await?;
    if kept.is_some_and(|kept| !kept.has_second_step()) {
        accounts::set_codes(tx, &account.id, &[]).await?;
    }
    Ok(())
}

/// Asks the person's passkeys to prove who is there.
pub async fn ask_for_proof(
    app: &App,
    account: &Account,
    session: &DeskSession,
) -> Result<serde_json::Value, AccountError> {
    let judge = judge(app).ok_or(AccountError::NoPasskeysHere)?;
    let known = store::passkeys_of(app.db.read(), &account.id).await?;
    let known: Vec<KeptKey> = known.iter().filter_map(Passkey::key).collect();
    if known.is_empty() {
        return Err(AccountError::NoPasskeysHere);
    }
    let (asked, state) = judge.start_passkey_authentication(&known).map_err(AccountError::passkey)?;
    challenges::ask(app, &session.id, Purpose::Prove, &state).await?;
    passkeys::json(&asked)
}

/// Proves who is there by a passkey of theirs.
pub async fn prove_with_passkey(
    app: &App,
    account: &Account,
    session: &DeskSession,
    answer: &str,
) -> Result<(), AccountError> {
    let judge = judge(app).ok_or(AccountError::NoPasskeysHere)?;
    let state: PasskeyAuthentication = challenges::take(app, &session.id, Purpose::Prove).await?;
    let answer: PublicKeyCredential = passkeys::read(answer)?;
    let signed = judge.finish_passkey_authentication(&answer, &state).map_err(AccountError::passkey)?;
    let found = store::passkey_by_credential(app.db.read(), &passkeys::named(signed.cred_id())).await?;
    let found = found.filter(|found| found.owner == account.id).ok_or(AccountError::WrongPasskey)?;
    let kept = found.passkey.after(&signed)?;
    let (session, now) = (session.id.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if !store::passkey_used(tx, &found.owner, &found.passkey, &kept, now).await? {
                    return Err(AccountError::WrongPasskey);
                }
                accounts::session_proven(tx, &session, now).await?;
                Ok(())
            })
        })
        .await
}

/// What the person calls the key, or else the device it was made on.
fn called(name: &str, session: &DeskSession) -> String {
    let name: String = text::clean::clean_line(name).chars().take(LONGEST_NAME).collect();
    if name.is_empty() { session.device.clone() } else { name }
}

fn known_already(error: ::store::StoreError) -> AccountError {
    if error.is_unique() { AccountError::WrongPasskey } else { error.into() }
}

fn changed(tx: &Tx, account: &Account, what: AccessChange, now: i64) {
    let event = Event::AccessChanged { account: account.id.clone(), what };
    tx.record(event.into_log(&actor_of(account), now));
}
