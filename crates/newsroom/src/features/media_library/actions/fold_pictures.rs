//! Folds the words of pictures that came in before the library was looked through by folded words. Nothing that anybody said
//! changes, and no event tells of it.

use ::store::StoreError;

use crate::app::App;
use crate::features::media_library::store;

const AT_ONCE: i64 = 500;

/// Folds what has not been folded, some hundreds in a transaction.
pub async fn fold_pictures(app: &App) -> Result<(), StoreError> {
    loop {
        let unfolded = store::unfolded(app.db.read(), AT_ONCE).await?;
        if unfolded.is_empty() {
            return Ok(());
        }
        app.db
            .write(move |tx| {
                Box::pin(async move {
                    for picture in &unfolded {
                        store::fold(tx, picture).await?;
                    }
                    Ok::<_, StoreError>(())
                })
            })
            .await?;
    }
}
