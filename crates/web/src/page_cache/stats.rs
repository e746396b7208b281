//! What the cache counts.

use std::sync::atomic::{AtomicU64, Ordering};

/// What the cache holds, and what it did since it was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageCacheStats {
    /// Pages held now.
    pub pages: u64,
    /// Bytes held now.
    pub bytes: u64,
    /// Answers from a fresh page.
    pub hits: u64,
    /// Answers from a stale page.
    pub stale: u64,
    /// Requests that found nothing.
    pub misses: u64,
    /// Answers that said "not modified".
    pub not_modified: u64,
    /// Pages made to be kept.
    pub fills: u64,
    /// Of these, not kept because a purge passed while they were made.
    pub lost_fills: u64,
    /// Purges.
    pub purges: u64,
    /// Makings that failed.
    pub failures: u64,
    /// Old copies served because the making failed.
    pub served_despite_failure: u64,
    /// Readers told to come back because too much was going on.
    pub refused: u64,
    /// Body bytes sent from the cache.
    pub bytes_sent: u64,
}

impl PageCacheStats {
    pub(super) fn record(&self) {
        metrics::gauge!("page_cache_pages").set(self.pages as f64);
        metrics::gauge!("page_cache_bytes").set(self.bytes as f64);
        metrics::counter!("page_cache_answers_total", "from" => "fresh").absolute(self.hits);
        metrics::counter!("page_cache_answers_total", "from" => "stale").absolute(self.stale);
        metrics::counter!("page_cache_answers_total", "from" => "miss").absolute(self.misses);
        metrics::counter!("page_cache_not_modified_total").absolute(self.not_modified);
        metrics::counter!("page_cache_fills_total").absolute(self.fills);
        metrics::counter!("page_cache_lost_fills_total").absolute(self.lost_fills);
        metrics::counter!("page_cache_purges_total").absolute(self.purges);
        metrics::counter!("page_cache_failures_total").absolute(self.failures);
        metrics::counter!("page_cache_served_despite_failure_total").absolute(self.served_despite_failure);
        metrics::counter!("page_cache_refused_total").absolute(self.refused);
        metrics::counter!("page_cache_sent_bytes_total").absolute(self.bytes_sent);
    }
}

#[derive(Default)]
pub(crate) struct Counts {
    pub(crate) hits: AtomicU64,
    pub(crate) stale: AtomicU64,
    pub(crate) misses: AtomicU64,
    pub(crate) not_modified: AtomicU64,
    pub(crate) fills: AtomicU64,
    pub(crate) lost_fills: AtomicU64,
    pub(crate) purges: AtomicU64,
    pub(crate) failures: AtomicU64,
    pub(crate) served_despite_failure: AtomicU64,
    pub(crate) refused: AtomicU64,
    pub(crate) bytes_sent: AtomicU64,
}

impl Counts {
    pub(super) fn read(&self, pages: u64, bytes: u64) -> PageCacheStats {
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        PageCacheStats {
            pages,
            bytes,
            hits: read(&self.hits),
            stale: read(&self.stale),
            misses: read(&self.misses),
            not_modified: read(&self.not_modified),
            fills: read(&self.fills),
            lost_fills: read(&self.lost_fills),
            purges: read(&self.purges),
            failures: read(&self.failures),
            served_despite_failure: read(&self.served_despite_failure),
            refused: read(&self.refused),
            bytes_sent: read(&self.bytes_sent),
        }
    }
}

/// Adds one.
pub(crate) fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Ordering::Relaxed);
}
