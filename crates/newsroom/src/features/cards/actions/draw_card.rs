//! Draws the share card of an article that readers see.

use ::store::StoreError;
use card::{Artist, CardError, Words};

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::cards::{SIZE, store};
use crate::id::ArticleId;

/// The theme's fonts for drawing, in the order in which they are tried.
const FONTS: [&str; 5] =
    ["card/head.ttf", "card/head-arabic.ttf", "card/head-latin.ttf", "card/more.ttf", "card/latin.ttf"];

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
/// looks as it would be drawn now is left as it is.
pub async fn draw_card(app: &App, actor: &Actor, article: &ArticleId) -> Result<(), DrawError> {
    let Some(piece) = store::piece(app.db.read(), article).await? else { return Ok(()) };
    let before = store::drawn(app.db.read(), article).await?;
    let host = app.public_host();
    let (fingerprint, setting) = (piece.fingerprint(), piece.setting(&host));
    if before.as_ref().is_some_and(|(_, words, around)| *words == fingerprint && *around == setting) {
        return Ok(());
    }
    let key: [u8; 16] = app.random();
    let name = media::RenditionName::new(key, SIZE.0).map_err(|error| DrawError::Disk(error.to_string()))?;
    match keep(app, piece.words(&host), name).await {
        // The article's own picture stands there, or the theme's: better than a headline with holes.
        Err(DrawError::NotDrawn(why @ CardError::LettersMissing(_))) => {
            tracing::warn!(article.id = %article, %why, "no share card was drawn");
            return Ok(());
        }
        kept => kept?,
    }
    let (now, actor, public_name) = (app.now(), actor.clone(), data_encoding::HEXLOWER.encode(&key));
    let wanted = article.clone();
    let stands = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let current = store::piece(tx, &wanted).await?;
                if current.is_none_or(|piece| piece.fingerprint() != fingerprint) {
                    return Ok::<_, StoreError>(false);
                }
                store::put(tx, &wanted, (&fingerprint, &setting), &public_name, now).await?;
                tx.record(Event::CardDrawn { article: wanted }.into_log(&actor, now));
                Ok(true)
            })
        })
        .await?;
    match (stands, before) {
        (false, _) => forget(app, name).await,
        (true, Some((old, ..))) => match format!("{old}-{}.webp", SIZE.0).parse() {
            Ok(old) => forget(app, old).await,
            Err(_) => Ok(()),
        },
        (true, None) => Ok(()),
    }
}

/// Draws and writes to disk, away from the threads that answer readers.
async fn keep(app: &App, words: Words, name: media::RenditionName) -> Result<(), DrawError> {
    let app = app.clone();
    blocking(move || {
        let fonts = FONTS.iter().filter_map(|file| Some(app.theme.asset_named(file)?.bytes.to_vec()));
        let drawn = Artist::new(fonts)?.draw(&words)?;
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

async fn blocking(work: impl FnOnce() -> Result<(), DrawError> + Send + 'static) -> Result<(), DrawError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| DrawError::Disk(error.to_string()))?
}
