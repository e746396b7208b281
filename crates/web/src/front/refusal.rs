//! Who is refused under pressure: in words that are made once a second, and after a moment's wait.
//!
//! Whoever asks again as soon as there is an answer would have as many refusals a second as we can write, and each costs what
//! several pages at hand do. So they are held, which is a timer and no thread, and the longer the more of them there are: up to a hundred
//! and sixty connections get some three hundred refusals a second together; from there on each waits half a second and gets two.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, HeaderMap, HeaderValue, RETRY_AFTER, VARY};
use http::request::Parts;
use http::{StatusCode, Uri, Version};

use super::{Answer, Front, reply};
use crate::page_cache::{Encoded, Encoding, SMALLEST_WORTH_ENCODING, count};

/// The refusal in each language is made again after this.
const LASTS: Duration = Duration::from_secs(1);
/// Of so many languages at most.
const MOST_MADE: usize = 32;
/// From a request to its refusal: so long for each that is held, ...
const HELD_FOR_EACH: Duration = Duration::from_millis(3);
/// ... so long at least, together with how long everything has to wait just now, ...
const SHORTEST: Duration = Duration::from_millis(30);
/// ... and no longer than this.
const LONGEST: Duration = Duration::from_millis(500);
/// However long everything has to wait, so long one is held.
const HELD_AT_LEAST: Duration = Duration::from_millis(5);
/// After this one may ask again: so long the machine has to be calm until anything is made that is not made now.
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("5");
/// A refusal up to so many bytes is encoded.
const LARGEST_ENCODED: usize = 16 << 10;
/// So many are held at a time. Who comes then is refused at once, and the connection closed.
const MOST_HELD: usize = 4_096;

/// A refusal as it goes out, in the encodings that make it shorter.
pub(super) struct Refusal {
    made: Instant,
    plain: Encoded,
    shorter: Vec<(Encoding, Encoded)>,
}

impl Refusal {
    /// One of these headers and this body, which is small: it is encoded here and now.
    fn new(headers: HeaderMap, body: Bytes) -> Refusal {
        let (made, mut plain) = (Instant::now(), Encoded { headers, body });
        if plain.body.len() < SMALLEST_WORTH_ENCODING || plain.body.len() > LARGEST_ENCODED {
            return Refusal { made, plain, shorter: Vec::new() };
        }
        plain.headers.append(VARY, HeaderValue::from_static("accept-encoding"));
        let encoded = |encoding: Encoding| {
            let body = encoding.encode_in_passing(&plain.body)?;
            let mut headers = plain.headers.clone();
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
            headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
            Some((encoding, Encoded { headers, body }))
        };
        let shorter = [Encoding::Gzip, Encoding::Brotli].into_iter().filter_map(encoded).collect();
        Refusal { made, plain, shorter }
    }

    fn wanted_by(&self, headers: &HeaderMap) -> &Encoded {
        let wanted = Encoding::chosen_by(headers);
        let found = self.shorter.iter().find(|(encoding, _)| *encoding == wanted);
        found.map_or(&self.plain, |(_, encoded)| encoded)
    }
}

/// What is at hand for those who are refused, and how many are held.
#[derive(Default)]
pub(super) struct Refusals {
    made: Mutex<HashMap<Box<str>, Arc<Refusal>>>,
    held: AtomicUsize,
}

/// One of those who are held.
struct Held<'a> {
    count: &'a AtomicUsize,
    /// So many they are with it.
    with: usize,
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.count.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Refusals {
    /// The refusal in the language of this path, made by `make` once a second.
    fn in_words(&self, path: &str, make: impl FnOnce() -> Refusal) -> Arc<Refusal> {
        let language = path.split('/').nth(1).unwrap_or_default();
        let now = Instant::now();
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(refusal) = made.get(language)
            && now - refusal.made < LASTS
        {
            return refusal.clone();
        }
        let refusal = Arc::new(make());
        if made.len() >= MOST_MADE {
            made.clear();
        }
        made.insert(language.into(), refusal.clone());
        refusal
    }

    fn enter(&self) -> Option<Held<'_>> {
        let with = self.held.fetch_add(1, Ordering::AcqRel) + 1;
        let held = Held { count: &self.held, with };
        (with <= MOST_HELD).then_some(held)
    }

    /// Holds one who is refused, or asked for what may be made up, where timers go off so `late`. `false`: too many are held.
    pub(super) async fn hold(&self, late: Duration) -> bool {
        let Some(held) = self.enter() else { return false };
        tokio::time::sleep(held_for(held.with, late)).await;
        true
    }
}

/// How long one of so many is held where timers go off so `late`: the request waited as long before it came here, and its refusal will
/// after this. Those who wait there are not among those who are held, so that what is for each of them grows shorter by itself.
fn held_for(held: usize, late: Duration) -> Duration {
    let for_each = HELD_FOR_EACH * u32::try_from(held.min(MOST_HELD)).unwrap_or(u32::MAX);
    for_each.max(SHORTEST.saturating_sub(late * 2)).clamp(HELD_AT_LEAST, LONGEST)
}

impl Front {
    /// The refusal of what must not be made now.
    pub(super) async fn refused(self, asked: Parts, head: bool) -> Answer {
        count(&self.0.cache.counts.refused);
        let pressure = &self.0.pressure;
        pressure.refuses();
        let was_held = pressure.refusals.hold(pressure.late()).await;
        let status = StatusCode::SERVICE_UNAVAILABLE;
        let refusal = pressure.refusals.in_words(asked.uri.path(), || self.refusal(status, &asked.uri));
        let mut answer = reply::from(&self.0.cache, status, refusal.wanted_by(&asked.headers), head);
        // HTTP/2 has no such word: there a connection's requests at a time are bounded.
        if !was_held && asked.version < Version::HTTP_2 {
            answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        answer
    }

    fn refusal(&self, status: StatusCode, uri: &Uri) -> Refusal {
        let body = self.page_of_error(status, uri).body;
        let (mut parts, _) = self.dressed_error(status, &HeaderMap::new(), uri, true).into_parts();
        parts.headers.insert(RETRY_AFTER, ASK_AGAIN);
        Refusal::new(parts.headers, body)
    }
}

#[cfg(test)]
mod tests {
    use http::header::ACCEPT_ENCODING;

    use super::*;

    #[test]
    fn a_refusal_is_made_once_for_all_of_a_language() {
        let refusals = Refusals::default();
        let refusal = || Refusal::new(HeaderMap::new(), Bytes::from_static(b"later"));
        assert_eq!(refusals.in_words("/ar/search/", refusal).plain.body, "later");
        refusals.in_words("/ar/archive/", || panic!("it is at hand"));
        refusals.in_words("/en/search/", refusal);
        for made_up in 0..100 {
            refusals.in_words(&format!("/{made_up}/"), refusal);
        }
        assert!(refusals.made.lock().unwrap().len() <= MOST_MADE);
    }

    #[test]
    fn a_refusal_is_as_short_as_its_reader_can_read_it() {
        let long = Refusal::new(HeaderMap::new(), Bytes::from("later ".repeat(400)));
        for (accepted, name) in [
            ("gzip", Some("gzip")),
            ("br", Some("br")),
            ("gzip, br", Some("br")),
            ("identity", None),
            ("", None),
        ] {
            let asked = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(accepted))]);
            let encoded = long.wanted_by(&asked);
            assert_eq!(
                encoded.headers.get(CONTENT_ENCODING).map(|name| name.as_bytes()),
                name.map(str::as_bytes)
            );
            assert_eq!(encoded.body.len() < 2_400, name.is_some(), "{accepted}");
            assert_eq!(encoded.headers[VARY], "accept-encoding");
        }
        let short = Refusal::new(HeaderMap::new(), Bytes::from_static(b"later"));
        let asked = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static("gzip"))]);
        assert_eq!(short.wanted_by(&asked).body, "later");
    }

    #[test]
    fn so_many_are_held_and_whoever_leaves_makes_room() {
        let refusals = Refusals::default();
        let mut held: Vec<_> = (0..MOST_HELD).map_while(|_| refusals.enter()).collect();
        assert_eq!(held.len(), MOST_HELD);
        assert!(refusals.enter().is_none() && refusals.enter().is_none());
        held.pop();
        assert!(refusals.enter().is_some());
        drop(held);
        assert_eq!(refusals.held.load(Ordering::Acquire), 0);
    }

    #[test]
    fn the_more_are_held_the_longer_and_the_later_everything_is_the_shorter() {
        for (held, late, wanted) in [
            (1, 0, 30),
            (10, 0, 30),
            (11, 0, 33),
            (64, 0, 192),
            (166, 0, 498),
            (167, 0, 500),
            (MOST_HELD, 0, 500),
            (1, 10, 10),
            (1, 12, 6),
            (1, 20, 5),
            (64, 20, 192),
            (MOST_HELD, 10_000, 500),
        ] {
            let wanted = Duration::from_millis(wanted);
            assert_eq!(held_for(held, Duration::from_millis(late)), wanted, "{held} held, {late} late");
        }
    }

    #[test]
    fn up_to_a_hundred_and_sixty_without_a_pause_get_some_three_hundred_a_second_however_late_everything_is()
    {
        for late in [0, 4, 10].map(Duration::from_millis) {
            for connections in 10..=160 {
                let each = held_for(connections, late).as_secs_f64();
                assert!(connections as f64 / each < 334.0, "{connections} connections at {late:?}");
            }
        }
        // Each of more of them gets two.
        assert_eq!(held_for(167, Duration::ZERO), LONGEST);
    }
}
