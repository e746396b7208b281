//! Has an old address lead on.

use ::store::{StoreError, Tx};

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::{Actor, NotAllowed};
use crate::features::articles::article_by_id;
use crate::features::redirects::redirect::{old_address, target_path, without_slash};
use crate::features::redirects::{BadAddress, Redirect, Target, policy, store};
use crate::id::RedirectId;

/// Why an old address does not lead on.
#[derive(Debug, thiserror::Error)]
pub enum RedirectRefused {
    /// The actor may not do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// The old address cannot be one.
    #[error("the old address: {0}")]
    BadPath(BadAddress),
    /// The target cannot be one.
    #[error("the target: {0}")]
    BadTarget(BadAddress),
    /// It would lead back to itself.
    #[error("this would lead in a circle")]
    Loop,
    /// There is no such article.
    #[error("there is no article {0}")]
    NoSuchArticle(String),
    /// There is no such redirect.
    #[error("there is no redirect {0}")]
    NoSuchRedirect(String),
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Has the address `path` lead to `target`, in place of where it led before. A target that is an old address itself is
/// followed to its end; old addresses that led to `path` lead there too.
pub async fn add_redirect(
    app: &App,
    actor: &Actor,
    path: &str,
    target: Target,
) -> Result<Redirect, RedirectRefused> {
    let (app_in, actor, path) = (app.clone(), actor.clone(), path.to_owned());
    app.db
        .write(move |tx| Box::pin(async move { add_redirect_in(tx, &app_in, &actor, &path, target).await }))
        .await
}

async fn add_redirect_in(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    path: &str,
    target: Target,
) -> Result<Redirect, RedirectRefused> {
    policy::may_redirect(actor)?;
    let path = old_address(path).map_err(RedirectRefused::BadPath)?;
    let target = end_of(tx, target).await?;
    if matches!(&target, Target::Path(end) if without_slash(end) == path) {
        return Err(RedirectRefused::Loop);
    }
    let known = store::by_path(tx, &path).await?;
    let replaces = known.is_some();
    let id = match known {
        Some(known) if known.target == target => return Ok(known),
        Some(known) => known.id,
        None => RedirectId(app.new_id()),
    };
    let redirect = Redirect { id, path, target };
    let now = app.now();
    store::put(tx, &redirect, &actor.signature(), now).await?;
    let spellings = [redirect.path.clone(), format!("{}/", redirect.path)];
    let before = store::leading_to(tx, &spellings).await?;
    store::lead_further(tx, &before, &redirect.target).await?;
    tx.record(Event::RedirectAdded { redirect: redirect.id.clone(), replaces }.into_log(actor, now));
    Ok(redirect)
}

/// Where one ends up: no redirect leads to another one's old address, so one look is enough.
async fn end_of(tx: &Tx, target: Target) -> Result<Target, RedirectRefused> {
    match target {
        Target::Path(path) => {
            let path = target_path(&path).map_err(RedirectRefused::BadTarget)?;
            let next = store::by_path(tx, without_slash(&path)).await?;
            Ok(next.map_or(Target::Path(path), |next| next.target))
        }
        Target::Article(id) => match article_by_id(tx, &id).await? {
            Some(_) => Ok(Target::Article(id)),
            None => Err(RedirectRefused::NoSuchArticle(id.to_string())),
        },
    }
}
