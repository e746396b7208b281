//! A recording's file on its way out: whole or in part, a piece of it in memory at a time.

use std::io::SeekFrom;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;
use tokio::io::{AsyncReadExt, AsyncSeekExt};

use super::range::{self, Part};
use crate::app::App;

/// So much of a file is in memory for one reader, in bytes.
const PIECE: usize = 64 << 10;

/// What is served.
pub(super) struct Served<'a> {
    /// The name of its bytes among the originals.
    pub blob: &'a str,
    /// Its media type, one of ours.
    pub mime: &'a str,
    /// For how long, and by whom, it may be kept.
    pub lasts: &'static str,
}

/// The file, as far as it is asked for; `None` where its bytes are not there.
pub(super) async fn answer(
    app: &App,
    served: Served<'_>,
    asked: &HeaderMap,
) -> Result<Option<Response>, std::io::Error> {
    let Ok(blob) = served.blob.parse::<media::BlobId>() else { return Ok(None) };
    let Some(format) = media::RecordingFormat::of_mime(served.mime) else { return Ok(None) };
    // The hash of its bytes is the strongest mark there is.
    let mark = format!("\"{}\"", &served.blob[..32]);
    let headers = [
        (header::CONTENT_TYPE, text(format.mime())),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(web::headers::MEDIA_CSP)),
        (header::CACHE_CONTROL, HeaderValue::from_static(served.lasts)),
        (header::ACCEPT_RANGES, HeaderValue::from_static("bytes")),
        (header::ETAG, text(&mark)),
    ];
    if told(asked, &header::IF_NONE_MATCH).is_some_and(|given| names(given, &mark)) {
        return Ok(Some((StatusCode::NOT_MODIFIED, headers).into_response()));
    }
    let opening = {
        let app = app.clone();
        tokio::task::spawn_blocking(move || app.originals.file(&blob))
    };
    let mut file = match opening.await.map_err(std::io::Error::other)? {
        Ok(file) => tokio::fs::File::from_std(file),
        Err(media::BlobError::Missing(_)) => return Ok(None),
        Err(error) => return Err(std::io::Error::other(error)),
    };
    let length = file.metadata().await?.len();
    // Who has another file's beginning is given this one from its own.
    let is_this = |given: &HeaderValue| given.to_str().is_ok_and(|given| given.trim() == mark);
    let is_same = asked.get(header::IF_RANGE).is_none_or(is_this);
    let range = told(asked, &header::RANGE).filter(|_| is_same);
    let (status, first, count) = match range::asked(range, length) {
        Part::Whole => (StatusCode::OK, 0, length),
        Part::Of(first, last) => (StatusCode::PARTIAL_CONTENT, first, last - first + 1),
        Part::Beyond => {
            let of = [(header::CONTENT_RANGE, text(&format!("bytes */{length}")))];
            let plain = [
                (header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
                (header::ACCEPT_RANGES, HeaderValue::from_static("bytes")),
            ];
            let words = "this lies behind the end of the file\n";
            return Ok(Some((StatusCode::RANGE_NOT_SATISFIABLE, of, plain, words).into_response()));
        }
    };
    file.seek(SeekFrom::Start(first)).await?;
    let mut response = (status, headers, Body::from_stream(pieces(file, count))).into_response();
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(count));
    if status == StatusCode::PARTIAL_CONTENT {
        let of = format!("bytes {first}-{}/{length}", first + count - 1);
        response.headers_mut().insert(header::CONTENT_RANGE, text(&of));
    }
    Ok(Some(response))
}

/// The next `count` bytes of a file. One that ends before is an error: whoever reads is not told that this was all.
fn pieces(file: tokio::fs::File, count: u64) -> impl stream::Stream<Item = std::io::Result<Bytes>> {
    stream::try_unfold((file, count), |(mut file, left)| async move {
        if left == 0 {
            return Ok(None);
        }
        let mut piece = vec![0; usize::try_from(left).map_or(PIECE, |left| left.min(PIECE))];
        let read = file.read(&mut piece).await?;
        if read == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        piece.truncate(read);
        Ok(Some((Bytes::from(piece), (file, left - read as u64))))
    })
}

fn text(value: &str) -> HeaderValue {
    HeaderValue::from_str(value).unwrap_or(HeaderValue::from_static(""))
}

fn told<'a>(asked: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    asked.get(name).and_then(|value| value.to_str().ok())
}

fn names(given: &str, mark: &str) -> bool {
    given.split(',').map(str::trim).any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == mark)
}
