//! Keeps rendered pages until their time is over or a purge names one of their tags.
//!
//! Nothing is removed by tag: each page remembers where the purges stood when its making began, and a look at the purge
//! log ([`purges`]) says whether one of its tags moved since. So a page that was being made while a purge passed can
//! never stand as fresh, whichever of the two arrives first. Start at [`PageCache::look_up`] and [`PageCache::keep`].

pub(crate) mod encoding;
mod entry;
mod flights;
mod key;
mod purges;
mod stats;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::{Duration, Instant};

use quick_cache::Weighter;
use quick_cache::sync::Cache;
use serde::{Deserialize, Serialize};

pub(crate) use encoding::{Encoding, SMALLEST_WORTH_ENCODING, is_worth_encoding};
pub(crate) use entry::{Encoded, Entry, Made};
pub(crate) use flights::{Boarding, Flights, Landing, Lead};
pub(crate) use key::{KeyRef, PageKey};
pub use purges::{EVERYTHING, Purge};
pub use stats::PageCacheStats;
pub(crate) use stats::count;

use entry::Standing;
use purges::Purges;
use stats::Counts;

/// How large the cache may grow and how long it bears with a failing site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PageCacheConfig {
    /// Bytes of all pages together, in every encoding they were asked for. Default 256 MiB.
    pub max_bytes: u64,
    /// Bytes of one page before encoding; larger ones are served and not kept. Default 4 MiB.
    pub max_entry_bytes: u64,
    /// How many tags' last purges are remembered one by one. When more are purged, the older half is forgotten and
    /// the pages made before it count as purged. Default 65,536.
    pub max_remembered_tags: usize,
    /// Seconds for which an old copy may be served when making a new one fails. Default 86,400 (a day).
    pub stale_if_error_seconds: u64,
    /// Pages being made at once; more wait, and then are refused. Default 256.
    pub max_renders: usize,
    /// Milliseconds that a reader waits for a page that someone else already asked for. Default 1,000.
    pub wait_milliseconds: u64,
    /// Milliseconds that the making of a page may take before its reader is told to come back. Default 10,000.
    pub render_milliseconds: u64,
}

impl Default for PageCacheConfig {
    fn default() -> PageCacheConfig {
        PageCacheConfig {
            max_bytes: 256 << 20,
            max_entry_bytes: 4 << 20,
            max_remembered_tags: 65_536,
            stale_if_error_seconds: 86_400,
            max_renders: 256,
            wait_milliseconds: 1_000,
            render_milliseconds: 10_000,
        }
    }
}

/// The pages. Shared by every front and by whoever purges.
pub struct PageCache {
    pages: Cache<PageKey, Slot, ByBytes>,
    purges: Purges,
    position: AtomicI64,
    /// Whether pages lie here that no reader gets again.
    unswept: AtomicBool,
    pub(crate) counts: Counts,
    pub(crate) flights: Flights,
    pub(crate) renders: tokio::sync::Semaphore,
    /// Bodies being encoded at once: as many as there are cores. More would only hold memory.
    pub(crate) encoders: Arc<tokio::sync::Semaphore>,
    config: PageCacheConfig,
    #[cfg(test)]
    pub(crate) forget_where_fills_began: std::sync::atomic::AtomicBool,
}

impl PageCache {
    /// An empty cache.
    pub fn new(config: PageCacheConfig) -> PageCache {
        let items = (config.max_bytes >> 14).clamp(64, 1 << 20) as usize;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        PageCache {
            pages: Cache::with_weighter(items, config.max_bytes, ByBytes),
            purges: Purges::new(config.max_remembered_tags),
            position: AtomicI64::new(0),
            unswept: AtomicBool::new(false),
            counts: Counts::default(),
            flights: Flights::default(),
            renders: tokio::sync::Semaphore::new(config.max_renders.max(1)),
            encoders: Arc::new(tokio::sync::Semaphore::new(cores)),
            config,
            #[cfg(test)]
            forget_where_fills_began: std::sync::atomic::AtomicBool::new(false),
        }
    }

    /// Something that these tags name has changed, as the log says at `position`. With [`Purge::Stale`] the next
    /// reader still gets the old copy while a new one is made behind; with [`Purge::Gone`] no reader gets it again.
    /// The tag [`EVERYTHING`] names every page. Safe to repeat.
    pub fn purge<'t>(&self, tags: impl IntoIterator<Item = &'t str>, position: i64, how: Purge) {
        let named = self.purges.record(tags, how);
        self.position.fetch_max(position, Ordering::AcqRel);
        if named == 0 {
            return;
        }
        self.counts.purges.fetch_add(1, Ordering::Relaxed);
        if how == Purge::Gone {
            self.unswept.store(true, Ordering::Release);
        }
    }

    /// Gives back the memory of the pages that no reader gets again. Looks at every page: once after many purges, not
    /// after each.
    pub fn sweep(&self) {
        if self.unswept.swap(false, Ordering::AcqRel) {
            self.pages.retain(|_, slot| slot.entry.standing(&self.purges) != Standing::Gone);
        }
    }

    /// The highest log position that a purge came with.
    pub fn position(&self) -> i64 {
        self.position.load(Ordering::Acquire)
    }

    /// What the cache holds and what it did so far.
    pub fn stats(&self) -> PageCacheStats {
        self.counts.read(self.pages.len() as u64, self.pages.weight())
    }

    /// Hands the numbers of [`PageCache::stats`] to the `metrics` recorder; call it before metrics are read.
    pub fn record_metrics(&self) {
        self.stats().record();
    }

    /// The kept page, and how it stands now: by purges and by the clock.
    pub(crate) fn look_up(&self, key: &KeyRef<'_>, now: Instant) -> Option<(Arc<Entry>, Standing)> {
        let entry = self.pages.get(key)?.entry;
        match entry.standing(&self.purges) {
            Standing::Gone => None,
            purged => Some((entry.clone(), purged.max(entry.by_the_clock(now)))),
        }
    }

    /// Where the purges stand. A fill takes this before it reads anything.
    pub(crate) fn purges_so_far(&self) -> u64 {
        self.purges.generation()
    }

    /// Whether a purge named one of the entry's tags since its making began.
    pub(crate) fn was_overtaken(&self, entry: &Entry) -> bool {
        entry.standing(&self.purges) != Standing::Fresh
    }

    /// Keeps a page, unless it lost against a purge or is too large. Says whether it was kept.
    pub(crate) fn keep(&self, key: &PageKey, entry: Arc<Entry>) -> bool {
        self.counts.fills.fetch_add(1, Ordering::Relaxed);
        if self.was_overtaken(&entry) {
            self.counts.lost_fills.fetch_add(1, Ordering::Relaxed);
            return false;
        }
        if entry.body_len() as u64 > self.config.max_entry_bytes {
            self.forget(key);
            return false;
        }
        let slot = Slot { weight: entry.weight(), entry };
        self.pages.insert(key.clone(), slot);
        true
    }

    /// Drops the page, if there is one.
    pub(crate) fn forget(&self, key: &PageKey) {
        self.pages.remove(key);
    }

    /// Weighs an entry again after it got another encoding.
    pub(crate) fn weigh_again(&self, key: &PageKey, entry: &Arc<Entry>) {
        // Should a newer copy slip in between the look and the replacement, it is lost and made again: an older one that
        // stands in its place is still judged by the clock and by every purge since its beginning.
        if self.pages.peek(key).is_some_and(|slot| Arc::ptr_eq(&slot.entry, entry)) {
            let slot = Slot { weight: entry.weight(), entry: entry.clone() };
            let _ = self.pages.replace(key.clone(), slot, true);
        }
    }

    /// An old copy that may be served because making a new one failed.
    pub(crate) fn old_copy(&self, key: &PageKey, now: Instant) -> Option<Arc<Entry>> {
        let entry = self.pages.peek(key)?.entry;
        let bearable = Duration::from_secs(self.config.stale_if_error_seconds);
        let stands = entry.standing(&self.purges) != Standing::Gone && entry.overdue(now) <= bearable;
        stands.then_some(entry)
    }

    /// How long a reader waits for someone else's fill.
    pub(crate) fn wait(&self) -> Duration {
        Duration::from_millis(self.config.wait_milliseconds)
    }

    /// How long a fill may keep its first reader.
    pub(crate) fn render_limit(&self) -> Duration {
        Duration::from_millis(self.config.render_milliseconds)
    }

    /// The largest body that a fill collects: what can be kept, and some more that is only served.
    pub(crate) fn max_entry_bytes(&self) -> u64 {
        self.config.max_entry_bytes
    }
}

/// A kept page with the weight it was last weighed at: the weigher must not see it change between.
#[derive(Clone)]
struct Slot {
    entry: Arc<Entry>,
    weight: u64,
}

#[derive(Clone)]
struct ByBytes;

impl Weighter<PageKey, Slot> for ByBytes {
    fn weight(&self, key: &PageKey, slot: &Slot) -> u64 {
        slot.weight + key.len() as u64
    }
}
