//! Writing and sending a letter.

use lettre::Address;
use lettre::message::Mailbox;

use super::{Letter, LetterKind, OutboxError};
use crate::app::App;
use crate::features::accounts::actions::link_for_letter;
use crate::id::AccountId;

/// Writes somebody and sends it. Each attempt has a link of its own; a letter that goes out twice harms nobody. Whoever was
/// suspended meanwhile gets none.
pub async fn send_letter(app: &App, to: &AccountId, kind: LetterKind) -> Result<(), jobs::JobError> {
    let Some((account, link)) = link_for_letter(app, to, kind.link_lives()).await? else { return Ok(()) };
    let lang = if account.lang.is_empty() { "ar" } else { &account.lang };
    let letter = Letter::new(kind, &app.locales.get(lang), &account.name, link);
    let address: Address = account.email.parse().map_err(|_| OutboxError::Address(account.email.clone()))?;
    let id = app.new_id();
    let message =
        letter.message(app.outbox.from(), Mailbox::new(Some(account.name), address), &id, app.now())?;
    app.outbox.send(&id, message).await?;
    Ok(())
}
