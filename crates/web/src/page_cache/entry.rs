//! A page as it is kept: its bytes in the encodings asked for so far, with the headers of each ready to send.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use bytes::Bytes;
use data_encoding::BASE64URL_NOPAD;
use http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, VARY,
};
use http::{StatusCode, response};
use sha2::{Digest, Sha256};
use tokio::sync::{OnceCell, Semaphore};

use super::encoding::{Encoding, is_worth_encoding};
use super::purges::Purges;
use crate::PagePolicy;

/// How an entry stands, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// To be served.
    Fresh,
    /// To be served, and made anew behind.
    Stale,
    /// To be made anew first; may be served when that fails.
    Expired,
    /// Not to be served.
    Gone,
}

impl Standing {
    pub(crate) fn may_be_served(self) -> bool {
        self <= Standing::Stale
    }

    pub(crate) fn is_fresh(self) -> bool {
        self == Standing::Fresh
    }
}

/// A page with everything that answering needs.
pub(crate) struct Entry {
    status: StatusCode,
    identity: Encoded,
    /// `None` where the body would not shrink.
    shrinks: Option<Shrunk>,
    policy: PagePolicy,
    /// Where the purges stood when the making began.
    as_of: u64,
    made: Instant,
    /// The purges that this entry is known to have survived, or to have been made stale by.
    checked: AtomicU64,
    stale_by_purge: AtomicBool,
    /// Milliseconds after `made` before which no refresh is begun.
    next_refresh: AtomicU64,
}

/// A body in one encoding, and the headers that go with it.
pub(crate) struct Encoded {
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// The encodings, each made when first asked for.
struct Shrunk {
    gzip: Slot,
    brotli: Slot,
}

struct Slot {
    encoding: Encoding,
    etag: HeaderValue,
    not_modified: OnceLock<HeaderMap>,
    /// `None` inside: tried, and it came out longer.
    encoded: OnceCell<Option<Encoded>>,
}

/// What an answer starts from.
pub(crate) struct Made {
    pub(crate) head: response::Parts,
    pub(crate) body: Bytes,
    /// `None`: never kept, goes out as `no-store`.
    pub(crate) policy: Option<PagePolicy>,
    pub(crate) as_of: u64,
    pub(crate) now: Instant,
}

impl Entry {
    /// Prepares an answer: its validator, length and caching headers, and `always` where the handler said nothing.
    pub(crate) fn new(made: Made, always: &HeaderMap) -> Entry {
        let Made { head, body, policy, as_of, now } = made;
        let mut headers = head.headers;
        crate::headers::where_absent(&mut headers, always);
        headers.entry(CACHE_CONTROL).or_insert_with(|| cache_control(policy.as_ref()));
        headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let worth = policy.is_some()
            && !headers.contains_key(CONTENT_ENCODING)
            && is_worth_encoding(kind, body.len());
        let mut shrinks = None;
        let mut body = body;
        if policy.is_some() {
            // What is kept takes no more than its own size, however large a buffer it was written into.
            body = Bytes::copy_from_slice(&body);
            let digest = BASE64URL_NOPAD.encode(&Sha256::digest(&body)[..15]);
            headers.insert(ETAG, etag(&digest, ""));
            if worth {
                headers.append(VARY, HeaderValue::from_static("accept-encoding"));
                shrinks = Some(Shrunk {
                    gzip: Slot::new(Encoding::Gzip, etag(&digest, "-gzip")),
                    brotli: Slot::new(Encoding::Brotli, etag(&digest, "-br")),
                });
            }
        }
        Entry {
            status: head.status,
            identity: Encoded { headers, body },
            shrinks,
            policy: policy.unwrap_or(PagePolicy {
                tags: vec![],
                fresh: Duration::ZERO,
                stale: Duration::ZERO,
            }),
            as_of,
            made: now,
            checked: AtomicU64::new(as_of),
            stale_by_purge: AtomicBool::new(false),
            next_refresh: AtomicU64::new(0),
        }
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.status
    }

    /// The tags of a page that is kept; `None` of what is not.
    pub(crate) fn tags(&self) -> Option<&[String]> {
        (!self.policy.fresh.is_zero()).then_some(self.policy.tags.as_slice())
    }

    pub(crate) fn as_of(&self) -> u64 {
        self.as_of
    }

    pub(crate) fn body_len(&self) -> usize {
        self.identity.body.len()
    }

    /// How the purges left it. Costs one load when nothing was purged since the last look.
    pub(super) fn standing(&self, purges: &Purges) -> Standing {
        let generation = purges.generation();
        if self.checked.load(Ordering::Acquire) != generation {
            let since = purges.since(self.as_of, &self.policy.tags);
            if since.gone {
                return Standing::Gone;
            }
            if since.stale {
                self.stale_by_purge.store(true, Ordering::Release);
            }
            self.checked.store(generation, Ordering::Release);
        }
        if self.stale_by_purge.load(Ordering::Acquire) { Standing::Stale } else { Standing::Fresh }
    }

    /// How time left it.
    pub(super) fn by_the_clock(&self, now: Instant) -> Standing {
        let age = now.saturating_duration_since(self.made);
        if age < self.policy.fresh {
            Standing::Fresh
        } else if age < self.policy.fresh.saturating_add(self.policy.stale) {
            Standing::Stale
        } else {
            Standing::Expired
        }
    }

    /// For how long it has no longer been fresh.
    pub(super) fn overdue(&self, now: Instant) -> Duration {
        now.saturating_duration_since(self.made).saturating_sub(self.policy.fresh)
    }

    /// Whether the caller is the one to begin a refresh. For `hold` nobody else is.
    pub(crate) fn may_refresh(&self, now: Instant, hold: Duration) -> bool {
        let age = self.age_in_milliseconds(now);
        let next = self.next_refresh.load(Ordering::Acquire);
        let until = age + hold.as_millis() as u64;
        age >= next
            && self.next_refresh.compare_exchange(next, until, Ordering::AcqRel, Ordering::Relaxed).is_ok()
    }

    /// The next refresh may begin after `pause`.
    pub(crate) fn refresh_ended(&self, now: Instant, pause: Duration) {
        let next = self.age_in_milliseconds(now) + pause.as_millis() as u64;
        self.next_refresh.store(next, Ordering::Release);
    }

    /// The headers of a 304, when one of the validators in `if_none_match` is that of the body this reader would get.
    pub(crate) fn not_modified(&self, wanted: Encoding, if_none_match: &HeaderValue) -> Option<HeaderMap> {
        if self.status != StatusCode::OK {
            return None;
        }
        let given = if_none_match.as_bytes();
        match self.slot(wanted).filter(|slot| !slot.came_out_longer()) {
            Some(slot) => names(given, &slot.etag).then(|| slot.not_modified(&self.identity.headers).clone()),
            None => {
                let etag = self.identity.headers.get(ETAG)?;
                names(given, etag).then(|| without_body(&self.identity.headers, etag))
            }
        }
    }

    /// The body in that encoding if it is at hand; else the reader waits for [`Entry::encoded`].
    pub(crate) fn at_hand(&self, wanted: Encoding) -> Option<&Encoded> {
        match self.slot(wanted) {
            None => Some(&self.identity),
            Some(slot) => Some(slot.encoded.get()?.as_ref().unwrap_or(&self.identity)),
        }
    }

    /// The body in that encoding, made on a blocking thread if it is not at hand: once, however many ask. Says whether
    /// the entry grew.
    pub(crate) async fn encoded(&self, wanted: Encoding, encoders: &Arc<Semaphore>) -> (&Encoded, bool) {
        let Some(slot) = self.slot(wanted) else { return (&self.identity, false) };
        let mut grew = false;
        let encoded = slot
            .encoded
            .get_or_init(|| async {
                // The turn goes with the work: a reader who leaves does not end it.
                let turn = encoders.clone().acquire_owned().await.ok()?;
                let (body, for_good) = (self.identity.body.clone(), self.never_changes());
                let encode = move || {
                    let _turn = turn;
                    if for_good { wanted.encode_for_good(&body) } else { wanted.encode(&body) }
                };
                let bytes = tokio::task::spawn_blocking(encode).await.ok().flatten()?;
                grew = true;
                Some(slot.dress(&self.identity.headers, bytes))
            })
            .await;
        (encoded.as_ref().unwrap_or(&self.identity), grew)
    }

    /// Whether browsers are told to keep it for good.
    fn never_changes(&self) -> bool {
        let told = self.identity.headers.get(CACHE_CONTROL).and_then(|value| value.to_str().ok());
        told.is_some_and(|told| told.split(',').any(|word| word.trim() == "immutable"))
    }

    /// Bytes that it takes, roughly.
    pub(crate) fn weight(&self) -> u64 {
        const HEADERS: usize = 2048;
        let tags: usize = self.policy.tags.iter().map(|tag| tag.len() + 24).sum();
        let shrunk = self.shrinks.as_ref().map_or(0, |shrunk| shrunk.gzip.len() + shrunk.brotli.len());
        (size_of::<Entry>() + HEADERS + tags + self.identity.body.len() + shrunk) as u64
    }

    fn slot(&self, wanted: Encoding) -> Option<&Slot> {
        let shrunk = self.shrinks.as_ref()?;
        match wanted {
            Encoding::Identity => None,
            Encoding::Gzip => Some(&shrunk.gzip),
            Encoding::Brotli => Some(&shrunk.brotli),
        }
    }

    fn age_in_milliseconds(&self, now: Instant) -> u64 {
        now.saturating_duration_since(self.made).as_millis() as u64
    }
}

impl Slot {
    fn new(encoding: Encoding, etag: HeaderValue) -> Slot {
        Slot { encoding, etag, not_modified: OnceLock::new(), encoded: OnceCell::new() }
    }

    fn came_out_longer(&self) -> bool {
        matches!(self.encoded.get(), Some(None))
    }

    fn not_modified(&self, identity: &HeaderMap) -> &HeaderMap {
        self.not_modified.get_or_init(|| without_body(identity, &self.etag))
    }

    fn dress(&self, identity: &HeaderMap, body: Bytes) -> Encoded {
        let mut headers = identity.clone();
        headers.insert(ETAG, self.etag.clone());
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(self.encoding.name()));
        headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        Encoded { headers, body }
    }

    fn len(&self) -> usize {
        const HEADERS: usize = 2048;
        self.encoded.get().and_then(Option::as_ref).map_or(0, |encoded| encoded.body.len() + HEADERS)
    }
}

/// What goes out: `max-age` from 10 to 60 seconds, because whoever keeps a page out there cannot be told of a purge.
fn cache_control(policy: Option<&PagePolicy>) -> HeaderValue {
    let Some(policy) = policy else { return HeaderValue::from_static("no-store") };
    let seconds = policy.fresh.as_secs().clamp(10, 60);
    let line = format!("public, max-age={seconds}, stale-while-revalidate=60, stale-if-error=86400");
    HeaderValue::from_str(&line).unwrap_or(HeaderValue::from_static("no-store"))
}

fn etag(digest: &str, suffix: &str) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{digest}{suffix}\"")).unwrap_or(HeaderValue::from_static("\"\""))
}

fn without_body(identity: &HeaderMap, etag: &HeaderValue) -> HeaderMap {
    let mut headers = identity.clone();
    headers.remove(CONTENT_LENGTH);
    headers.remove(CONTENT_TYPE);
    headers.insert(ETAG, etag.clone());
    headers
}

/// Weak comparison, as If-None-Match asks for.
fn names(if_none_match: &[u8], etag: &HeaderValue) -> bool {
    if_none_match.split(|&byte| byte == b',').any(|one| {
        let one = one.trim_ascii();
        let one = one.strip_prefix(b"W/").unwrap_or(one);
        one == b"*" || one == etag.as_bytes()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_validator_is_found_in_a_list_weak_or_strong() {
        let etag = HeaderValue::from_static("\"abc-br\"");
        for yes in ["\"abc-br\"", "W/\"abc-br\"", "\"x\", \"abc-br\"", "*"] {
            assert!(names(yes.as_bytes(), &etag), "{yes}");
        }
        for no in ["\"abc\"", "abc-br", "", "\"abc-gzip\", \"x\""] {
            assert!(!names(no.as_bytes(), &etag), "{no}");
        }
    }

    #[test]
    fn the_age_told_to_the_world_is_between_ten_seconds_and_a_minute() {
        for (fresh, told) in [(1, "max-age=10,"), (30, "max-age=30,"), (3600, "max-age=60,")] {
            let policy =
                PagePolicy { tags: vec![], fresh: Duration::from_secs(fresh), stale: Duration::ZERO };
            let line = cache_control(Some(&policy));
            assert!(line.to_str().expect("ascii").contains(told), "{line:?}");
        }
        assert_eq!(cache_control(None), "no-store");
    }
}
