//! The HTTP kit: what stands between a socket and a handler.
//!
//! Start at [`Front`], the reader-facing service (cache first, router second), then [`Page`], what a public handler
//! returns, and [`PageCache`], which keeps pages until their time or a purge. [`Server`] runs any service on a
//! listener with limits and a graceful stop. [`ops`], [`Problem`], [`desk`] and [`readback`] are small and stand alone.

pub mod desk;
mod form_files;
pub mod front;
pub mod headers;
pub mod ops;
mod page;
pub mod page_cache;
mod problem;
pub mod proxies;
pub mod readback;
mod request_headers;
pub mod server;
pub mod tls;

use std::sync::Arc;
use std::time::Instant;

pub use desk::csrf;
pub use desk::{DeskCookie, desk_headers};
pub use form_files::{CutOff, FormFile, FormFiles};
pub use front::{Copied, Front, FrontBody, FrontConfig, STALE, SameForAll, Shows, Step, Surrogate};
pub use page::{Page, PagePolicy};
pub use page_cache::{EVERYTHING, PageCache, PageCacheConfig, PageCacheStats, Purge};
pub use problem::Problem;
pub use proxies::Proxies;
pub use request_headers::RequestHeaders;
pub use server::{Door, Drained, Limits, PeerAddr, Server, ThroughProxy, Welcome};
pub use tls::{Certificate, CertificateError, Tls, Validity};

/// The monotonic time, as an argument, so that a test can move it.
pub type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;
