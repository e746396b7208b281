//! Has an old address lead nowhere again.

use super::RedirectRefused;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::redirects::{Redirect, policy, store};
use crate::id::RedirectId;

/// Removes a redirect and returns what it was. Others that were led further through it stay as they are.
pub async fn remove_redirect(app: &App, actor: &Actor, id: &RedirectId) -> Result<Redirect, RedirectRefused> {
    let (now, actor, id) = (app.now(), actor.clone(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                policy::may_redirect(&actor)?;
                let no_such = || RedirectRefused::NoSuchRedirect(id.to_string());
                let redirect = store::by_id(tx, &id).await?.ok_or_else(no_such)?;
                store::remove(tx, &redirect).await?;
                tx.record(Event::RedirectRemoved { redirect: redirect.id.clone() }.into_log(&actor, now));
                Ok(redirect)
            })
        })
        .await
}
