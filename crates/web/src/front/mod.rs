//! The reader-facing service: refuses what cannot be meant, answers from the cache, and asks the site for the rest.
//!
//! Reading order: [`Front::answer`] here, then `address` (what a request may ask for), `fill` (how a page is made),
//! `fallback` (what stands in for it), `pressure` and `cores` (what must not be made now), `refusal` (what is said then), `reply` (how
//! an answer is written) and `passing` (how one that nobody keeps is made smaller).

mod access_log;
mod address;
mod cores;
mod fallback;
mod fill;
mod passing;
mod pressure;
mod refusal;
mod reply;
mod surrogate;
#[cfg(test)]
mod tests;

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

use axum::Router;
use axum::body::{Body, HttpBody};
use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::future::Either;
use http::header::{HeaderMap, IF_NONE_MATCH};
use http::{Method, Request, Response, StatusCode, Uri};
use http_body_util::Full;
use tokio_util::sync::CancellationToken;
use tower::{Service, ServiceExt};

use crate::headers::site_headers;
use crate::page_cache::{Encoding, KeyRef, count};
use crate::server::ThroughProxy;
use crate::{Clock, Page, PageCache};

use address::{Asked, Refused, sound};
use pressure::Pressure;

pub use fallback::{Copied, STALE};
pub use passing::SameForAll;
pub use pressure::Step;
pub use surrogate::{Shows, Surrogate};

/// The body of an answer: bytes at hand, or what the site streams.
pub type FrontBody = http_body_util::Either<Full<Bytes>, Body>;
/// An answer.
pub type Answer = Response<FrontBody>;

/// What the front lets through and knows about itself.
#[derive(Clone)]
pub struct FrontConfig {
    /// The query keys that pages may depend on, in the order in which they are written. All others are dropped, from
    /// the key and from what the handler sees. At most once each: the first counts.
    pub query_allowed: &'static [&'static str],
    /// More of them, for the paths that end so, where `*` is one segment: `("/search/", &["q"])`; all of it where
    /// that begins with `^`. The first line that fits counts.
    pub query_allowed_at: &'static [(&'static str, &'static [&'static str])],
    /// Further query keys that `/` may depend on.
    pub query_allowed_at_root: &'static [&'static str],
    /// The hosts that this site answers to (without a port: on any port). Empty: any, and then handlers see none.
    /// Others get 421. Two hosts never share a page.
    pub hosts: Vec<String>,
    /// Hosts whose every address leads to the same one at `canonical`.
    pub aliases: Vec<String>,
    /// The site's own address, such as `https://news.example`, without a slash at the end.
    pub canonical: String,
    /// The time.
    pub clock: Clock,
    /// Path prefixes (`/desk` means it and all below it) that go straight to the router: whole query, all headers, never from the cache.
    pub pass: Vec<String>,
    /// The beginnings of paths whose next segment opens something for whoever has it: what is written of requests leaves it out.
    pub secret_after: &'static [&'static str],
    /// Whether readers come over TLS: adds the promise to stay there.
    pub https: bool,
    /// How, and whom, a cache before this program is told what a page shows.
    pub surrogate: Surrogate,
}

impl Default for FrontConfig {
    fn default() -> FrontConfig {
        FrontConfig {
            query_allowed: &[],
            query_allowed_at: &[],
            query_allowed_at_root: &[],
            hosts: Vec::new(),
            aliases: Vec::new(),
            canonical: String::new(),
            clock: Arc::new(Instant::now),
            pass: Vec::new(),
            secret_after: &[],
            https: false,
            surrogate: Surrogate::default(),
        }
    }
}

type Copies = Arc<dyn Fn(&str) -> Option<Copied> + Send + Sync>;
type ErrorPage = Arc<dyn Fn(StatusCode, &Uri) -> Page + Send + Sync>;

/// The reader-facing service. Cheap to clone; it never fails.
#[derive(Clone)]
pub struct Front(Arc<Inside>);

#[derive(Clone)]
struct Inside {
    cache: Arc<PageCache>,
    site: Router,
    config: FrontConfig,
    always: HeaderMap,
    error_page: ErrorPage,
    pressure: Arc<Pressure>,
    copies: Option<Copies>,
}

impl Front {
    /// A front for `site`, keeping pages in `cache`.
    pub fn new(cache: Arc<PageCache>, site: Router, config: FrontConfig) -> Front {
        let always = site_headers(config.https);
        let (error_page, pressure) = (Arc::new(plain_error), Arc::default());
        Front(Arc::new(Inside { cache, site, config, always, error_page, pressure, copies: None }))
    }

    /// How an error looks that the router left without a body, or that the front itself answers: 400, 404, 405, 410,
    /// 421, 500, 503 and so on. The status of the page is set to the error's.
    pub fn error_page(self, page: impl Fn(StatusCode, &Uri) -> Page + Send + Sync + 'static) -> Front {
        let inside = Inside { error_page: Arc::new(page), ..Inside::clone(&self.0) };
        Front(Arc::new(inside))
    }

    /// Sees how hard the machine is pressed, until `stop`. Where nobody watches, everything that is asked for is made.
    pub async fn watch(self, stop: CancellationToken) {
        self.0.pressure.watch(stop).await;
    }

    /// Whatever the machine says, for a test: as if a flood pressed it so hard.
    #[doc(hidden)]
    pub fn press(&self, step: Step) {
        self.0.pressure.set(step);
        self.0.pressure.set_floods(true);
    }

    /// Answers at once what is at hand; everything else goes on as a future.
    fn answer<B>(&self, request: Request<B>) -> Result<Answer, Pin<Box<dyn Future<Output = Answer> + Send>>>
    where
        B: HttpBody<Data = Bytes> + Send + 'static,
        B::Error: Into<axum::BoxError>,
    {
        let asked = match Asked::read(&request, &self.0.config) {
            Ok(asked) => asked,
            Err(Refused(status)) => {
                return Ok(self.error(status, request.uri(), request.method() == Method::HEAD));
            }
        };
        let (host, address, head) = match asked {
            Asked::Page { host, address, head } => (host, address, head),
            Asked::Alias => return Ok(self.to_canonical(request.method(), request.uri())),
            Asked::Other => return Err(Box::pin(self.clone().pass(request.map(Body::new)))),
        };
        let key = KeyRef { host, address: &address };
        let told = self.0.config.surrogate.always || request.extensions().get::<ThroughProxy>().is_some();
        if let Some(answer) = self.cached(&key, head, told, request.headers()) {
            return Ok(answer);
        }
        if let Err(Refused(status)) = sound(request.uri().path()) {
            return Ok(self.error(status, request.uri(), head));
        }
        let key = key.owned();
        let is_refused = self.0.pressure.is_out_of_turn(key.address());
        // Before anything else is done for it: a flood is made of these.
        if is_refused && self.0.cache.old_copy(&key, (self.0.config.clock)()).is_none() {
            return Err(Box::pin(self.clone().refused(request.into_parts().0, head)));
        }
        Err(Box::pin(self.clone().page(key, head, told, request.into_parts().0)))
    }

    /// A fresh or stale page whose encoding is at hand. A stale one sets off a refresh.
    fn cached(&self, key: &KeyRef<'_>, head: bool, told: bool, headers: &HeaderMap) -> Option<Answer> {
        let cache = &self.0.cache;
        let now = (self.0.config.clock)();
        let (entry, standing) = cache.look_up(key, now)?;
        if !standing.may_be_served() {
            return None;
        }
        let wanted = Encoding::chosen_by(headers);
        let not_modified = headers.get(IF_NONE_MATCH).and_then(|given| entry.not_modified(wanted, given));
        let mut answer = match not_modified {
            Some(headers) => {
                count(&cache.counts.not_modified);
                reply::not_modified(headers)
            }
            None => reply::from(cache, entry.status(), entry.at_hand(wanted)?, head),
        };
        if standing.is_fresh() {
            count(&cache.counts.hits);
        } else {
            count(&cache.counts.stale);
            self.refresh_behind(key, &entry, now);
        }
        if told {
            self.0.config.surrogate.tell(answer.headers_mut(), &entry);
        }
        if !standing.is_fresh() {
            surrogate::is_old(answer.headers_mut());
        }
        Some(answer)
    }

    /// Straight to the router.
    async fn pass(self, request: Request<Body>) -> Answer {
        let (uri, head) = (request.uri().clone(), request.method() == Method::HEAD);
        let passer = passing::Passer::of(request.headers());
        let answered = AssertUnwindSafe(self.0.site.clone().oneshot(request)).catch_unwind().await;
        match answered {
            Ok(Ok(response)) => {
                let response = match passer.likes(&response) {
                    Some(likes) => self.shrunk(response, likes).await,
                    None => response,
                };
                self.finish(response, &uri, head)
            }
            Err(_) => self.error(StatusCode::INTERNAL_SERVER_ERROR, &uri, head),
        }
    }
}

impl<B> Service<Request<B>> for Front
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<axum::BoxError>,
{
    type Response = Response<FrontBody>;
    type Error = Infallible;
    type Future = FrontFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> FrontFuture {
        let seen = access_log::begin(&request, self.0.config.secret_after);
        match self.answer(request) {
            Ok(answer) => {
                access_log::end(seen, &answer);
                FrontFuture::Left(ready(Ok(answer)))
            }
            Err(later) => FrontFuture::Right(Box::pin(async move {
                let answer = later.await;
                access_log::end(seen, &answer);
                Ok(answer)
            })),
        }
    }
}

/// Ready where the answer was at hand.
pub type FrontFuture = Either<
    Ready<Result<Answer, Infallible>>,
    Pin<Box<dyn Future<Output = Result<Answer, Infallible>> + Send>>,
>;

/// What an error looks like when nobody said.
fn plain_error(status: StatusCode, _: &Uri) -> Page {
    Page::of("text/plain; charset=utf-8", format!("{status}\n")).status(status)
}
