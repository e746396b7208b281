//! Makes an article another sort of piece, as its source has made it: a report that has become a video.

use ::store::Tx;

use super::RevisionRefused;
use crate::features::accounts::Actor;
use crate::features::articles::{Article, ArticleKind, policy, store};
use crate::features::{galleries, recordings};

/// Gives the article another kind. What readers see beside its text as the old kind goes at once: the caller publishes a
/// revision of the new kind in the same transaction, or readers do not see the article.
pub async fn change_kind_in(
    tx: &Tx,
    actor: &Actor,
    article: &Article,
    kind: ArticleKind,
) -> Result<(), RevisionRefused> {
    policy::may_revise(actor, article)?;
    galleries::drop_published(tx, &article.id).await?;
    recordings::drop_published(tx, &article.id).await?;
    store::update(tx, &Article { kind, ..article.clone() }).await?;
    Ok(())
}
