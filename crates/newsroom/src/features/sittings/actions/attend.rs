//! Says that somebody has an article open, and who holds the pen. The pen binds nobody: whoever writes on what stands
//! is not refused. It keeps two people from writing at once without knowing.

use ::store::Tx;
use serde::Deserialize;

use super::keep::end_in;
use super::save::{SaveRefused, known};
use crate::app::App;
use crate::features::accounts::{Actor, NotAllowed, Role};
use crate::features::articles::actions::RevisionRefused;
use crate::features::articles::{hold_article, policy};
use crate::features::sittings::sitting::WINDOW_FORGOTTEN;
use crate::features::sittings::store::{self, Present};
use crate::features::sittings::{Base, sitting};
use crate::id::ArticleId;

/// What a window wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wants {
    /// To look on.
    Read,
    /// To write, when nobody else does.
    Write,
    /// To write in place of whoever does.
    Take,
    /// To close.
    Leave,
}

/// Who is there.
#[derive(Debug, Clone)]
pub struct Attendance {
    /// The windows, the first that was opened first.
    pub here: Vec<Present>,
    /// Where the text stands.
    pub base: Base,
}

/// Notes a window, and tells who else is there.
pub async fn attend(
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    tab: String,
    wants: Wants,
) -> Result<Attendance, SaveRefused> {
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db
        .write(move |tx| Box::pin(async move { attend_in(tx, &app_in, &actor, &id, &tab, wants).await }))
        .await
}

async fn attend_in(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    tab: &str,
    wants: Wants,
) -> Result<Attendance, SaveRefused> {
    hold_article(tx, id).await?;
    let article = known(tx, id).await?;
    policy::may_read(actor, &article).map_err(RevisionRefused::from)?;
    let account = actor.account().ok_or_else(|| RevisionRefused::from(nobody(actor)))?;
    let now = app.now();
    store::forget(tx, id, now - WINDOW_FORGOTTEN).await?;
    let here = store::present(tx, id).await?;
    let holder = here.iter().find(|present| present.writes);
    let theirs = holder.is_some_and(|holder| holder.tab != tab);
    let may_write = policy::may_revise(actor, &article).is_ok();
    match wants {
        Wants::Leave => {
            store::leave(tx, id, tab, account).await?;
            let stays = here.iter().any(|present| present.account == *account && present.tab != tab);
            let open = store::of_article(tx, id).await?.filter(|sitting| sitting.content.is_some());
            if !stays && open.is_some_and(|sitting| sitting.writer == actor.signature()) {
                end_in(tx, app, actor, id).await?;
            }
        }
        Wants::Read => store::arrive(tx, id, tab, account, false, now).await?,
        Wants::Write => store::arrive(tx, id, tab, account, may_write && !theirs, now).await?,
        Wants::Take => {
            let open = store::of_article(tx, id).await?.filter(|sitting| sitting.content.is_some());
            if may_write && open.is_some_and(|sitting| sitting.writer != actor.signature()) {
                end_in(tx, app, actor, id).await?;
            }
            store::arrive(tx, id, tab, account, may_write, now).await?;
        }
    }
    let article = known(tx, id).await?;
    let sitting: Option<sitting::Sitting> = store::of_article(tx, id).await?;
    let base = Base::of(article.latest_revision, sitting.as_ref());
    Ok(Attendance { here: store::present(tx, id).await?, base })
}

/// A program has no window.
fn nobody(actor: &Actor) -> NotAllowed {
    NotAllowed { needed: Role::Contributor, has: actor.role(), actor: actor.to_string(), unknown: None }
}
