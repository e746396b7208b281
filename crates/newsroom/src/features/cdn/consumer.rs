//! Tells the content network what changed, in the order of the log, and again until it has taken it. How far it has been told
//! is the cursor: nothing is lost when the network, or this program, is away.

use std::collections::HashSet;
use std::time::Duration;

use ::store::Logged;
use ::store::consumer::{Begin, ConsumerError, Lease, LeasedConsumer, run_leased};
use axum::http::Request;
use fetch::{Fetch, Reach};
use tokio_util::sync::CancellationToken;

use super::network::{CdnKind, Network};
use super::purge::Purge;
use crate::app::App;
use crate::event::Event;
use crate::reactions;

/// How long it is waited for this node's own pages to be thrown out first, or the network would fetch them again.
const PATIENCE: Duration = Duration::from_secs(2);
const GLANCE: Duration = Duration::from_millis(2);
/// And for the other nodes, which look at the log this often at the latest: the network may ask any of them for the page anew.
const OTHERS: Duration = Duration::from_millis(300);

const NAME: &str = "cdn";

/// Runs until `stop` is cancelled.
pub async fn run(app: App, network: Network, fetch: Fetch, owner: String, stop: CancellationToken) {
    let lease = Lease { owner, clock: app.clock.clone(), length: Duration::from_secs(30) };
    metrics::gauge!("cdn_purges_pending").set(0.0);
    let db = app.db.clone();
    run_leased(db, Cdn { app, network, fetch }, lease, stop).await;
}

/// Where there is no network any more, the log need not be kept for it.
pub async fn leave(app: &App) -> Result<(), ::store::StoreError> {
    ::store::consumer::leased::forget(&app.db, NAME).await
}

struct Cdn {
    app: App,
    network: Network,
    fetch: Fetch,
}

impl LeasedConsumer for Cdn {
    fn name(&self) -> &'static str {
        NAME
    }

    /// A network that was not told so far holds nothing that the time does not end.
    fn begins(&self) -> Begin {
        Begin::Head
    }

    async fn take(&self, batch: &[Logged]) -> Result<(), ConsumerError> {
        let Some(last) = batch.last() else { return Ok(()) };
        let mut purge = Purge::default();
        for entry in batch {
            match Event::from_log(&entry.data) {
                Some(event) => purge.add(&reactions::of(&event)),
                None => purge.add_gone(&entry.tags),
            }
        }
        let purge = purge.settled();
        if purge.is_empty() {
            return Ok(());
        }
        let (are_gone, ()) = tokio::join!(self.own_pages_are_gone(last.seq), tokio::time::sleep(OTHERS));
        let told = self.tell(&purge).await;
        // For whoever watches: whether something waits to be told.
        metrics::gauge!("cdn_purges_pending").set(if told.is_ok() { 0.0 } else { 1.0 });
        let counted = if told.is_ok() { "cdn_purges_total" } else { "cdn_purges_failed_total" };
        metrics::counter!(counted).increment(1);
        told?;
        // Told all the same, and told again: what it fetched meanwhile may be what was to go.
        if are_gone { Ok(()) } else { Err(NotTaken::OwnPages.into()) }
    }
}

/// Why the network did not take it. Never says what it was asked with.
#[derive(Debug, thiserror::Error)]
enum NotTaken {
    #[error(transparent)]
    Unaskable(#[from] super::purge::Unaskable),
    #[error("the content network was not told what changed: {0}")]
    Unreached(#[from] fetch::FetchError),
    #[error("the content network answered {0} to what it was told")]
    Refused(u16),
    #[error("the pages of this node were not thrown out in time; the content network is told again")]
    OwnPages,
}

impl Cdn {
    async fn own_pages_are_gone(&self, position: i64) -> bool {
        let looking = async {
            while self.app.cache.position() < position {
                tokio::time::sleep(GLANCE).await;
            }
        };
        tokio::time::timeout(PATIENCE, looking).await.is_ok()
    }

    /// Says all of it to every address, also where one of them does not take it; then the first that went wrong. Of an address
    /// that cannot be reached no more is asked this time.
    async fn tell(&self, purge: &Purge) -> Result<(), NotTaken> {
        let mut wrong = Ok(());
        let mut unreached = HashSet::new();
        for request in purge.requests(&self.network)? {
            let host = request.uri().authority().map(ToString::to_string);
            if unreached.contains(&host) {
                continue;
            }
            if let Err(error) = self.ask(request).await {
                if matches!(error, NotTaken::Unreached(_)) {
                    unreached.insert(host);
                }
                wrong = wrong.and(Err(error));
            }
        }
        wrong
    }

    async fn ask(&self, request: Request<Vec<u8>>) -> Result<(), NotTaken> {
        let answer = self.fetch.send(request, Reach::Configured).await?;
        let status = answer.status();
        let is_refused = self.network.kind == CdnKind::Cloudflare && !says_success(answer.body());
        if !status.is_success() || is_refused {
            return Err(NotTaken::Refused(status.as_u16()));
        }
        Ok(())
    }
}

fn says_success(body: &[u8]) -> bool {
    let answer: Option<serde_json::Value> = serde_json::from_slice(body).ok();
    answer.is_some_and(|answer| answer["success"] == true)
}
