//! Draws the share card of an article that readers see.

use ::store::StoreError;
use card::{Artist, CardError, Words};

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::cards::card::{Kept, Piece};
use crate::features::cards::{FONTS, SIZE, fonts_of, store};
use crate::id::ArticleId;

/// Why there is no card.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    /// It could not be drawn.
    #[error(transparent)]
    NotDrawn(#[from] CardError),
    /// It could not be kept.
    #[error("the card could not be written to disk: {0}")]
    Disk(String),
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Draws the card and puts it before readers, unless the article changed or went meanwhile. Safe to run twice: a card that
/// looks as it would be drawn now is left as it is, and one that the fonts have no letters for is not tried again until
/// its words or the fonts are others.
pub async fn draw_card(app: &App, actor: &Actor, article: &ArticleId) -> Result<(), DrawError> {
    let Some(piece) = store::piece(app.db.read(), article).await? else { return Ok(()) };
    let before = store::drawn(app.db.read(), std::slice::from_ref(article)).await?.remove(article);
    let (host, fonts) = (app.public_host(), fonts_of(app));
    if before.as_ref().is_some_and(|kept| kept.is_as_new(&piece, &host, &fonts)) {
        return Ok(());
    }
    let key: [u8; 16] = app.random();
    let name = media::RenditionName::new(key, SIZE.0).map_err(|error| DrawError::Disk(error.to_string()))?;
    let kept = match keep(app, piece.words(&host), name).await {
        // The article's own picture stands there, or the theme's: better than a headline with holes.
        Err(DrawError::NotDrawn(why @ CardError::LettersMissing(_))) => {
            tracing::warn!(article.id = %article, %why, "no share card was drawn");
            let setting = piece.setting_without_letters(&host, &fonts);
            Kept { public_name: String::new(), words: piece.fingerprint(), setting }
        }
        drawn => {
            drawn?;
            let public_name = data_encoding::HEXLOWER.encode(&key);
            Kept { public_name, words: piece.fingerprint(), setting: piece.setting(&host) }
        }
    };
    let is_drawn = !kept.public_name.is_empty();
    let stands = put(app, actor, article, kept).await?;
    let replaced = before.map(|kept| kept.public_name).filter(|old| stands && !old.is_empty());
    if let Some(old) = replaced.and_then(|old| format!("{old}-{}.webp", SIZE.0).parse().ok()) {
        forget(app, old).await?;
    }
    if is_drawn && !stands { forget(app, name).await } else { Ok(()) }
}

/// Keeps what was made of the card when the article still says the same. Whether it does.
async fn put(app: &App, actor: &Actor, article: &ArticleId, kept: Kept) -> Result<bool, StoreError> {
    let (now, actor, wanted) = (app.now(), actor.clone(), article.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let current = store::piece(tx, &wanted).await?;
                if current.is_none_or(|piece| piece.fingerprint() != kept.words) {
                    return Ok::<_, StoreError>(false);
                }
                store::put(tx, &wanted, &kept, now).await?;
                if !kept.public_name.is_empty() {
                    tx.record(Event::CardDrawn { article: wanted }.into_log(&actor, now));
                }
                Ok(true)
            })
        })
        .await
}

/// The card that an article of these words would get, as a WebP file: nothing of it is kept.
pub async fn drawn_of(app: &App, words: &Piece) -> Result<Vec<u8>, DrawError> {
    let (app, words) = (app.clone(), words.words(&app.public_host()));
    blocking(move || drawn(&app, &words)).await
}

fn drawn(app: &App, words: &Words) -> Result<Vec<u8>, DrawError> {
    let fonts = FONTS.iter().filter_map(|file| Some(app.theme.asset_named(file)?.bytes.to_vec()));
    Ok(Artist::new(fonts)?.draw(words)?)
}

/// Draws and writes to disk, behind the threads that answer readers.
async fn keep(app: &App, words: Words, name: media::RenditionName) -> Result<(), DrawError> {
    let app = app.clone();
    blocking(move || {
        let drawn = drawn(&app, &words)?;
        app.renditions.store(&name, &drawn).map_err(|error| DrawError::Disk(error.to_string()))
    })
    .await
}

async fn forget(app: &App, name: media::RenditionName) -> Result<(), DrawError> {
    let app = app.clone();
    let delete =
        move || app.renditions.delete(&name).map(drop).map_err(|error| DrawError::Disk(error.to_string()));
    blocking(delete).await
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, DrawError> + Send + 'static,
) -> Result<T, DrawError> {
    let ended = || DrawError::Disk("the thread that draws ended".to_owned());
    jobs::behind(work).await.ok_or_else(ended)?
}
