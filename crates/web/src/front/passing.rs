//! An answer that nobody keeps, made smaller on its way: a page of the site that is made for each reader anew, and a
//! screen of the desk.
//!
//! The length of a body in which a secret is compressed together with words that a stranger chose tells of the secret. So
//! a page of the site that was made after a look at the reader's own headers goes as it is; a screen of the desk is made
//! smaller only when no other origin had the browser ask for it; and what sets a cookie is never made smaller. A file that
//! is the same for everybody holds no secret, and is made smaller for whoever asks ([`SameForAll`]).

use axum::body::{Body, HttpBody, to_bytes};
use http::header::{
    ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderValue, SET_COOKIE, VARY,
};
use http::{Response, StatusCode};

use super::Front;
use crate::page_cache::{Encoding, is_worth_encoding};

/// Larger bodies go as they are: an encoder that works for one reader must not work long.
const LARGEST: u64 = 1 << 20;

/// Marks an answer that was made for one reader, after a look at her headers.
#[derive(Clone, Copy)]
pub(super) struct Personal;

/// Marks an answer below the paths that go straight to the router as one that is the same whoever asks: the files of a screen.
/// A handler puts it into the extensions of its response.
#[derive(Clone, Copy, Debug)]
pub struct SameForAll;

/// Who asks for what goes straight to the router, and how they like it encoded.
pub(super) struct Passer {
    likes: Option<HeaderMap>,
    /// The browser says that its own user asked for it, or a page of this very origin.
    is_ours: bool,
}

impl Passer {
    pub(super) fn of(headers: &HeaderMap) -> Passer {
        let from = headers.get("sec-fetch-site");
        let likes = headers.get(ACCEPT_ENCODING);
        Passer {
            likes: likes.map(|likes| HeaderMap::from_iter([(ACCEPT_ENCODING, likes.clone())])),
            is_ours: from.is_some_and(|from| from == "same-origin" || from == "none"),
        }
    }

    /// How this answer may be encoded for them; `None`: not at all.
    pub(super) fn likes(&self, response: &Response<Body>) -> Option<&HeaderMap> {
        let may = self.is_ours || response.extensions().get::<SameForAll>().is_some();
        self.likes.as_ref().filter(|_| may)
    }
}

impl Front {
    /// The answer in the encoding that the reader likes, if an encoder is free: nobody waits for one here.
    pub(super) async fn shrunk(&self, response: Response<Body>, asked: &HeaderMap) -> Response<Body> {
        if !shrinks(&response) {
            return response;
        }
        let (mut head, body) = response.into_parts();
        head.headers.append(VARY, HeaderValue::from_static("accept-encoding"));
        let Ok(whole) = to_bytes(body, LARGEST as usize).await else {
            let mut broken = Response::new(Body::empty());
            *broken.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            return broken;
        };
        let wanted = Encoding::chosen_by(asked);
        let turn = match wanted {
            Encoding::Identity => None,
            _ => self.0.cache.encoders.clone().try_acquire_owned().ok(),
        };
        let Some(turn) = turn else { return Response::from_parts(head, Body::from(whole)) };
        let plain = whole.clone();
        // The turn goes with the work: a reader who leaves does not end it.
        let encode = move || {
            let _turn = turn;
            wanted.encode_in_passing(&plain)
        };
        match tokio::task::spawn_blocking(encode).await.ok().flatten() {
            Some(encoded) => {
                head.headers.insert(CONTENT_ENCODING, HeaderValue::from_static(wanted.name()));
                head.headers.insert(CONTENT_LENGTH, HeaderValue::from(encoded.len()));
                Response::from_parts(head, Body::from(encoded))
            }
            None => Response::from_parts(head, Body::from(whole)),
        }
    }
}

/// Whether an answer may be made smaller, and is worth it.
fn shrinks(response: &Response<Body>) -> bool {
    let headers = response.headers();
    let is_plain = !headers.contains_key(SET_COOKIE) && !headers.contains_key(CONTENT_ENCODING);
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let len = response.body().size_hint().exact().filter(|len| *len <= LARGEST);
    is_plain
        && response.extensions().get::<Personal>().is_none()
        && len.is_some_and(|len| is_worth_encoding(kind, len as usize))
}
