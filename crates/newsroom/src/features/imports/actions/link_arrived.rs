//! Links what came in as a translation to its original, once both are here: items come in in any order and side by side.

use ::store::StoreError;

use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::imports::store;
use crate::features::translations::actions::{LinkError, link_translation_in};
use crate::id::ArticleId;

/// How many are looked up in one statement.
const AT_ONCE: i64 = 500;

/// Links every translation whose original has come in. A pair that cannot be linked is told to the log and let go, so that
/// nothing is tried for ever.
pub(super) async fn link_arrived(app: &App, actor: &Actor) -> Result<(), StoreError> {
    loop {
        let pairs = store::arrived_originals(app.db.read(), AT_ONCE).await?;
        if pairs.is_empty() {
            return Ok(());
        }
        for (article, original) in pairs {
            link_one(app, actor, article, original).await?;
        }
    }
}

async fn link_one(
    app: &App,
    actor: &Actor,
    article: ArticleId,
    original: ArticleId,
) -> Result<(), StoreError> {
    let (app_in, actor) = (app.clone(), actor.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                match link_translation_in(tx, &app_in, &actor, &article, &original).await {
                    Ok(_) => {}
                    Err(LinkError::Store(error)) => return Err(error),
                    Err(refused) => {
                        tracing::warn!(article.id = %article, %refused, "a translation was not linked")
                    }
                }
                store::drop_awaited(tx, &article).await
            })
        })
        .await
}
