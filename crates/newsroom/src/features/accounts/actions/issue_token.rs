//! Issues a token with which a program speaks for a person.

use super::AccountError;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::{Actor, Secret, policy, store};
use crate::id::{AccountId, TokenId};

/// Issues a token and returns the one copy of its secret: what is stored is a hash.
pub async fn issue_token(
    app: &App,
    actor: &Actor,
    account: &AccountId,
    name: &str,
    expires_at: Option<i64>,
) -> Result<String, AccountError> {
    policy::may_manage_accounts(actor)?;
    let name = text::clean::clean_line(name);
    if name.is_empty() || name.chars().count() > 200 {
        return Err(AccountError::BadName);
    }
    let secret = Secret::new(app.random());
    let shown = secret.reveal("khabar");
    let (id, account, actor, now) = (TokenId(app.new_id()), account.clone(), actor.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if store::account_by_id(tx, &account).await?.is_none() {
                    return Err(AccountError::NoSuchAccount(account.to_string()));
                }
                store::insert_token(tx, &id, &account, &name, &secret, expires_at, now).await?;
                tx.record(Event::TokenIssued { token: id }.into_log(&actor, now));
                Ok(())
            })
        })
        .await?;
    Ok(shown)
}
