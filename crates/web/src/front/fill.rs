//! How a page is made: once for all who ask at the same time, checked against the purges that passed meanwhile, and
//! with the old copy to fall back on.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, HttpBody, to_bytes};
use futures_util::FutureExt;
use http::header::{HOST, HeaderMap, HeaderValue, IF_NONE_MATCH, SET_COOKIE};
use http::request::Parts;
use http::{Request, Response, StatusCode, Uri};
use tokio::sync::SemaphorePermit;
use tokio::time::timeout;
use tower::ServiceExt;

use super::address::is_plain;
use super::passing::Personal;
use super::reply::{self, is_bare_error};
use super::surrogate::{self, Shows};
use super::{Answer, Front, Step};
use crate::PagePolicy;
use crate::page_cache::{Boarding, Encoding, Entry, KeyRef, Landing, Lead, Made, PageKey, count};
use crate::request_headers::Withheld;

/// After a refresh failed, so long the site is left in peace.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(1);
/// An error's body up to this is shared among those who waited for it.
const LARGEST_SHARED_ERROR: u64 = 64 << 10;

/// What the making of a page came to.
enum Outcome {
    /// A page or an error, for everyone who waited.
    Shared(Arc<Entry>),
    /// What stood before, because making it anew failed.
    OldCopy(Arc<Entry>),
    /// An answer for the one who asked.
    Own(Response<Body>),
}

impl Outcome {
    /// The site could not say what stands there.
    fn has_failed(&self) -> bool {
        match self {
            Outcome::Shared(entry) => entry.status().is_server_error(),
            Outcome::OldCopy(_) => false,
            Outcome::Own(response) => response.status().is_server_error(),
        }
    }
}

impl Front {
    /// The page, made if need be. Under pressure an address where nothing stands, or that only leads on and is not kept, is answered as
    /// slowly as one that is refused: anybody can make up such addresses too.
    pub(super) async fn page(self, key: PageKey, head: bool, told: bool, asked: Parts) -> Answer {
        let front = self.clone();
        let pressure = &front.0.pressure;
        let answer = self.made(key.clone(), head, told, asked).await;
        let is_kept = || front.0.cache.look_up(&key.borrow(), front.now()).is_some();
        if pressure.may_be_made_up(key.address(), answer.status(), is_kept) {
            pressure.refusals.hold(pressure.late()).await;
        }
        answer
    }

    async fn made(self, key: PageKey, head: bool, told: bool, asked: Parts) -> Answer {
        let outcome = self.outcome(&key, &asked).await;
        let may_be_copied = match &outcome {
            Some(outcome) => outcome.has_failed(),
            // Who is refused under pressure is refused at once: looking on the disk for each would be a pressure of its own.
            None => self.0.pressure.step() == Step::Calm,
        };
        if may_be_copied && let Some(copy) = self.copy_of(key.address(), head).await {
            count(&self.0.cache.counts.served_despite_failure);
            return copy;
        }
        match outcome {
            Some(Outcome::Shared(entry)) => {
                let mut answer = self.answer_from(&key, &entry, head, &asked).await;
                if told {
                    self.0.config.surrogate.tell(answer.headers_mut(), &entry);
                }
                answer
            }
            Some(Outcome::OldCopy(entry)) => {
                let mut answer = self.answer_from(&key, &entry, head, &asked).await;
                if told {
                    self.0.config.surrogate.tell(answer.headers_mut(), &entry);
                }
                surrogate::is_old(answer.headers_mut());
                answer
            }
            Some(Outcome::Own(response)) => {
                let response = self.shrunk(response, &asked.headers).await;
                let shows = response.extensions().get::<Shows>().cloned();
                let mut answer = self.finish(response, &asked.uri, head);
                if let Some(Shows(tags)) = shows.filter(|_| told) {
                    self.0.config.surrogate.tell_of(answer.headers_mut(), &tags);
                }
                answer
            }
            None if self.0.pressure.step() == Step::Calm => {
                count(&self.0.cache.counts.refused);
                self.error(StatusCode::SERVICE_UNAVAILABLE, &asked.uri, head)
            }
            None => self.refused(asked, head).await,
        }
    }

    /// A new copy is made behind the reader's back, by one.
    pub(super) fn refresh_behind(&self, key: &KeyRef<'_>, old: &Arc<Entry>, now: Instant) {
        let waits = self.0.pressure.step() >= Step::AtHand && !self.0.cache.was_overtaken(old);
        if waits || !old.may_refresh(now, self.0.cache.render_limit()) {
            return;
        }
        if let Boarding::Lead(lead) = self.0.cache.flights.board(&key.owned()) {
            let (front, old) = (self.clone(), old.clone());
            tokio::spawn(async move {
                let pause = match front.make(lead, Withheld::default()).await {
                    Some(Outcome::Shared(_) | Outcome::Own(_)) => Duration::ZERO,
                    Some(Outcome::OldCopy(_)) | None => PAUSE_AFTER_FAILURE,
                };
                // Where the new copy lost against a purge the old one still stands, and the next reader tries again.
                old.refresh_ended(front.now(), pause);
            });
        }
    }

    /// `None`: it took too long.
    async fn outcome(&self, key: &PageKey, asked: &Parts) -> Option<Outcome> {
        let cache = &self.0.cache;
        if let Some((entry, standing)) = cache.look_up(&key.borrow(), self.now())
            && standing.may_be_served()
        {
            // Here only because its encoding is not at hand yet.
            let is_fresh = standing.is_fresh();
            count(if is_fresh { &cache.counts.hits } else { &cache.counts.stale });
            return Some(if is_fresh { Outcome::Shared(entry) } else { Outcome::OldCopy(entry) });
        }
        count(&cache.counts.misses);
        let arrived = cache.purges_so_far();
        let deadline = tokio::time::Instant::now() + cache.wait();
        loop {
            let mut flight = match cache.flights.board(key) {
                Boarding::Lead(lead) => return self.lead(lead, asked).await,
                Boarding::Follow(flight) => flight,
            };
            let landing = match tokio::time::timeout_at(deadline, flight.wait_for(Option::is_some)).await {
                Ok(Ok(landing)) => landing.clone(),
                // It ended without a word: whoever led it panicked outside the handler. The next one leads.
                Ok(Err(_)) => None,
                Err(_) => return self.old_copy(key),
            };
            match landing {
                // A purge between the beginning of that flight and our arrival: what it saw is too old for us. The
                // next flight begins after we came.
                Some(Landing::Page(entry)) if entry.as_of() < arrived && cache.was_overtaken(&entry) => {}
                Some(Landing::Page(entry)) => return Some(Outcome::Shared(entry)),
                Some(Landing::OldCopy(entry)) => return Some(Outcome::OldCopy(entry)),
                Some(Landing::EachForItself) => return self.ask_site(key, asked).await,
                Some(Landing::Refused) => return None,
                None => {}
            }
        }
    }

    /// Makes the page in a task of its own: a reader who leaves does not take it away from those who wait.
    async fn lead(&self, lead: Lead, asked: &Parts) -> Option<Outcome> {
        let key = lead.key().clone();
        let Ok(turn) = self.0.pressure.turn(key.address()) else {
            let old = self.old_copy(&key);
            lead.land(match &old {
                Some(Outcome::OldCopy(entry)) => Landing::OldCopy(entry.clone()),
                _ => Landing::Refused,
            });
            return old;
        };
        let (front, withheld) = (self.clone(), Withheld::new(asked.headers.clone()));
        let under_way = self.0.pressure.begins(key.address());
        let making = tokio::spawn(async move {
            let _both = (turn, under_way);
            front.make(lead, withheld).await
        });
        match timeout(self.0.cache.render_limit(), making).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) | Err(_) => self.old_copy(&key),
        }
    }

    /// Makes the page, keeps it if it may be kept, and tells those who wait.
    async fn make(&self, lead: Lead, withheld: Withheld) -> Option<Outcome> {
        let cache = &self.0.cache;
        let key = lead.key().clone();
        let Some(permit) = self.turn().await else {
            let old = self.old_copy(&key);
            match &old {
                Some(Outcome::OldCopy(entry)) => lead.land(Landing::OldCopy(entry.clone())),
                _ => lead.land(Landing::Refused),
            }
            return old;
        };
        let as_of = cache.purges_so_far();
        let response = self.render(&key, withheld.clone()).await;
        drop(permit);
        #[cfg(test)]
        let as_of = if cache.forget_where_fills_began.load(std::sync::atomic::Ordering::Relaxed) {
            cache.purges_so_far()
        } else {
            as_of
        };
        let outcome = self.judge(&key, response, as_of, &withheld).await;
        match &outcome {
            Outcome::Shared(entry) => lead.land(Landing::Page(entry.clone())),
            Outcome::OldCopy(entry) => lead.land(Landing::OldCopy(entry.clone())),
            Outcome::Own(_) => lead.land(Landing::EachForItself),
        }
        Some(outcome)
    }

    /// For a reader whose answer nobody else can have.
    async fn ask_site(&self, key: &PageKey, asked: &Parts) -> Option<Outcome> {
        let _permit = self.turn().await?;
        let withheld = Withheld::new(asked.headers.clone());
        let mut response = self.render(key, withheld.clone()).await;
        if withheld.were_asked_for() {
            response.extensions_mut().insert(Personal);
        }
        Some(Outcome::Own(response))
    }

    /// The right to make one more page at the same time; `None` when too many already do.
    async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        let cache = &self.0.cache;
        timeout(cache.wait(), cache.renders.acquire()).await.ok()?.ok()
    }

    /// Asks the router, with nothing of the reader in the request but the key.
    async fn render(&self, key: &PageKey, withheld: Withheld) -> Response<Body> {
        let mut request = Request::new(Body::empty());
        let Ok(uri) = key.address().parse::<Uri>() else {
            return bare(StatusCode::BAD_REQUEST);
        };
        *request.uri_mut() = uri;
        if let Some(host) = self.0.config.hosts.get(usize::from(key.host()))
            && let Ok(host) = HeaderValue::from_str(host)
        {
            request.headers_mut().insert(HOST, host);
        }
        request.extensions_mut().insert(withheld);
        match AssertUnwindSafe(self.0.site.clone().oneshot(request)).catch_unwind().await {
            Ok(Ok(response)) => response,
            Err(_) => bare(StatusCode::INTERNAL_SERVER_ERROR),
        }
    }

    /// Decides what becomes of an answer.
    async fn judge(
        &self,
        key: &PageKey,
        mut response: Response<Body>,
        as_of: u64,
        withheld: &Withheld,
    ) -> Outcome {
        let cache = &self.0.cache;
        if response.status().is_server_error() {
            count(&cache.counts.failures);
            if let Some(old) = self.old_copy(key) {
                return old;
            }
        }
        let personal = withheld.were_asked_for() || response.headers().contains_key(SET_COOKIE);
        if personal {
            response.extensions_mut().insert(Personal);
        }
        let policy = response.extensions().get::<PagePolicy>().cloned();
        let may_keep = !personal && is_kept(response.status()) && is_plain(key.address());
        match policy.filter(|_| may_keep) {
            Some(policy) => self.keep(key, response, policy, as_of).await,
            None => {
                // What stood here no longer does: the site has something else to say now.
                if !response.status().is_server_error() {
                    cache.forget(key);
                }
                self.shared_if_error(key, response, as_of, personal).await
            }
        }
    }

    async fn keep(&self, key: &PageKey, response: Response<Body>, policy: PagePolicy, as_of: u64) -> Outcome {
        let (head, body) = response.into_parts();
        // What is too large to keep may still be shared by those who wait for it now.
        let limit = self.0.cache.max_entry_bytes().saturating_mul(4) as usize;
        let Ok(body) = to_bytes(body, limit).await else {
            count(&self.0.cache.counts.failures);
            return Outcome::Own(bare(StatusCode::INTERNAL_SERVER_ERROR));
        };
        let made = Made { head, body, policy: Some(policy), as_of, now: self.now() };
        let entry = Arc::new(Entry::new(made, &self.0.always));
        self.0.cache.keep(key, entry.clone());
        Outcome::Shared(entry)
    }

    /// An error is for everyone who waited, so that a failing page is not tried once per reader.
    async fn shared_if_error(
        &self,
        key: &PageKey,
        mut response: Response<Body>,
        as_of: u64,
        personal: bool,
    ) -> Outcome {
        let error = response.status().is_client_error() || response.status().is_server_error();
        if !error || personal {
            return Outcome::Own(response);
        }
        if is_bare_error(&response) {
            let uri = key.address().parse::<Uri>().unwrap_or_default();
            response = self.error_response(response.status(), response.headers(), &uri);
        }
        if response.body().size_hint().exact().is_none_or(|len| len > LARGEST_SHARED_ERROR) {
            return Outcome::Own(response);
        }
        let (head, body) = response.into_parts();
        let Ok(body) = to_bytes(body, LARGEST_SHARED_ERROR as usize).await else {
            return Outcome::Own(bare(StatusCode::INTERNAL_SERVER_ERROR));
        };
        let made = Made { head, body, policy: None, as_of, now: self.now() };
        Outcome::Shared(Arc::new(Entry::new(made, &self.0.always)))
    }

    async fn answer_from(&self, key: &PageKey, entry: &Arc<Entry>, head: bool, asked: &Parts) -> Answer {
        let cache = &self.0.cache;
        let wanted = Encoding::chosen_by(&asked.headers);
        if let Some(given) = asked.headers.get(IF_NONE_MATCH)
            && let Some(headers) = entry.not_modified(wanted, given)
        {
            count(&cache.counts.not_modified);
            return reply::not_modified(headers);
        }
        let (encoded, grew) = entry.encoded(wanted, &cache.encoders).await;
        if grew {
            cache.weigh_again(key, entry);
        }
        reply::from(cache, entry.status(), encoded, head)
    }

    fn old_copy(&self, key: &PageKey) -> Option<Outcome> {
        let old = self.0.cache.old_copy(key, self.now())?;
        count(&self.0.cache.counts.served_despite_failure);
        Some(Outcome::OldCopy(old))
    }

    fn now(&self) -> Instant {
        (self.0.config.clock)()
    }
}

/// Which answers may be kept when the handler gave them a policy.
fn is_kept(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::OK
            | StatusCode::MOVED_PERMANENTLY
            | StatusCode::FOUND
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT
            | StatusCode::NOT_FOUND
            | StatusCode::GONE
    )
}

fn bare(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    *response.headers_mut() = HeaderMap::new();
    response
}
