//! Looks at the originals of pictures that came in before anybody looked for those that are alike, and for content credentials.
//! Nothing that anybody said changes, and no event tells of it.

use ::store::StoreError;

use crate::app::App;
use crate::features::media_library::store;

/// So many are looked at in a run: each is decoded, which takes a core, and cards that are to be drawn wait meanwhile.
const AT_MOST: i64 = 10;

/// Looks at the first of them. One that is gone, damaged or no picture any more looks like nothing, and is not looked at again.
pub async fn liken_pictures(app: &App) -> Result<(), StoreError> {
    for (id, blob) in store::unlikened(app.db.read(), AT_MOST).await? {
        let Some((likeness, credentials)) = look(app, blob).await else { continue };
        app.db
            .write(move |tx| Box::pin(async move { store::liken(tx, &id, &likeness, credentials).await }))
            .await?;
    }
    Ok(())
}

/// What it looks like, and whether it carries credentials; nothing where another time may tell.
async fn look(app: &App, blob: String) -> Option<(String, bool)> {
    let app_in = app.clone();
    let Ok(blob) = blob.parse::<media::BlobId>() else { return Some((String::new(), false)) };
    let bytes = match tokio::task::spawn_blocking(move || app_in.originals.get(&blob)).await.ok()? {
        Ok(bytes) => bytes,
        Err(media::BlobError::Missing(_) | media::BlobError::Damaged(_)) => {
            return Some((String::new(), false));
        }
        Err(error) => {
            tracing::warn!(%error, "an original could not be looked at");
            return None;
        }
    };
    // The narrowest of the usual sizes: it is that from which the likeness of a new picture is taken.
    let usual = media::Plan::default();
    let narrowest = usual.widths.iter().min().copied().into_iter().collect();
    let plan = media::Plan { widths: narrowest, ..usual };
    let made = match &app.decoder {
        Some(program) => media::make_renditions(program, &bytes, &plan).await,
        None => media::make_renditions_here(&bytes, &plan),
    };
    let likeness = match made {
        Ok(made) => made.likeness.map(|likeness| likeness.to_string()).unwrap_or_default(),
        // Also one that takes too long: it would again, and those behind it would never be looked at.
        Err(_) => String::new(),
    };
    let about = media::probe(&bytes, &media::Limits::default());
    Some((likeness, about.is_ok_and(|about| about.has_credentials)))
}
