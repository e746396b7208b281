//! Takes a piece of an upload. What came before it broke off is kept; what is answered as come is on the disk.

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use media::Piece;

use super::begin::until;
use super::finish::finish;
use super::look::own;
use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::uploads::{Upload, UploadRefused, store};
use crate::id::UploadId;

/// So much is held in memory before it goes to the disk, in bytes.
const HELD: usize = 1 << 20;

/// Takes the piece that begins at `at`, and finishes the upload when that was the last of it. `announced` is how long the piece
/// is said to be.
pub async fn receive(
    app: &App,
    actor: &Actor,
    id: &UploadId,
    (at, announced): (u64, Option<u64>),
    body: Body,
) -> Result<(Upload, u64), UploadRefused> {
    let upload = own(app, actor, id).await?;
    let length = upload.length.unsigned_abs();
    if upload.made.is_some() {
        return if at == length { Ok((upload, length)) } else { Err(UploadRefused::Elsewhere(length)) };
    }
    let room = length.saturating_sub(at);
    if announced.is_some_and(|announced| announced > room) {
        return Err(UploadRefused::TooLong(room));
    }
    let (file, name) = (app.clone(), id.to_string());
    let piece = blocking(move || Ok(file.uploads.go_on(&name, at)?)).await?;
    let (piece, ended) = stream(piece, body, length).await?;
    let (piece, offset) = blocking(move || Ok(piece.sync().map(|offset| (piece, offset))?)).await?;
    let (now, row) = (app.now(), id.clone());
    let expires_at = until(app, now);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                // It was swept in between: what came is nobody's any more, and is not told as kept.
                match store::received(tx, &row, offset as i64, expires_at).await? {
                    true => Ok(()),
                    false => Err(UploadRefused::Over),
                }
            })
        })
        .await?;
    ended?;
    let upload = Upload { expires_at, received: offset as i64, ..upload };
    if offset < length {
        return Ok((upload, offset));
    }
    // Nobody else writes or finishes as long as the piece is held.
    let made = finish(app, actor, &upload).await?;
    drop(piece);
    Ok((Upload { made: Some(made), ..upload }, offset))
}

/// Writes what comes, up to the whole length of the file. Answers the piece, and how it ended.
async fn stream(
    mut piece: Piece,
    body: Body,
    length: u64,
) -> Result<(Piece, Result<(), UploadRefused>), UploadRefused> {
    let (mut body, mut held) = (body.into_data_stream(), BytesMut::new());
    let ended = loop {
        let came: Bytes = match body.next().await {
            Some(Ok(came)) => came,
            Some(Err(_)) => break Err(UploadRefused::BrokeOff),
            None => break Ok(()),
        };
        let room = length - piece.at() - held.len() as u64;
        if came.len() as u64 > room {
            break Err(UploadRefused::TooLong(length));
        }
        held.extend_from_slice(&came);
        if held.len() >= HELD {
            piece = written(piece, held.split()).await?;
        }
    };
    Ok((written(piece, held).await?, ended))
}

async fn written(mut piece: Piece, bytes: BytesMut) -> Result<Piece, UploadRefused> {
    if bytes.is_empty() {
        return Ok(piece);
    }
    blocking(move || {
        piece.write(&bytes)?;
        Ok(piece)
    })
    .await
}

pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, UploadRefused> + Send + 'static,
) -> Result<T, UploadRefused> {
    tokio::task::spawn_blocking(work).await.map_err(std::io::Error::other)?
}
