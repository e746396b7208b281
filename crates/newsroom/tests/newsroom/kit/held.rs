//! The time, held still until a test moves it, and chance that falls the same way each time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use newsroom::app::{Chance, Clock};

/// A microsecond clock's second.
pub const SECOND: i64 = 1_000_000;
/// A minute.
pub const MINUTE: i64 = 60 * SECOND;
/// An hour.
pub const HOUR: i64 = 60 * MINUTE;
/// A day.
pub const DAY: i64 = 24 * HOUR;
/// When every story begins: 23 November 2026, 12:00 UTC.
pub const NOON: i64 = 1_795_435_200 * SECOND;

/// A clock that a test moves.
#[derive(Clone)]
pub struct HeldClock {
    now: Arc<AtomicI64>,
    /// How far the wall clock is off.
    off: Arc<AtomicI64>,
    steady: Arc<AtomicI64>,
    began: Instant,
}

impl HeldClock {
    /// A clock that stands at noon.
    pub fn new() -> HeldClock {
        let at_noon = || Arc::new(AtomicI64::new(NOON));
        HeldClock { now: at_noon(), off: Arc::default(), steady: at_noon(), began: Instant::now() }
    }

    /// What it shows.
    pub fn now(&self) -> i64 {
        self.truth() + self.off.load(Ordering::Acquire)
    }

    /// What it would show if nobody had set it.
    pub fn truth(&self) -> i64 {
        self.now.load(Ordering::Acquire)
    }

    /// Time goes on until then.
    pub fn set(&self, at: i64) {
        self.steady.fetch_max(at, Ordering::AcqRel);
        self.now.store(at, Ordering::Release);
    }

    /// Sets the wall clock wrong by so much, and counts on.
    pub fn off_by(&self, by: i64) {
        self.off.store(by, Ordering::Release);
    }

    /// What counts on and is never set.
    pub fn steady(&self) -> Clock {
        let steady = self.steady.clone();
        Arc::new(move || steady.load(Ordering::Acquire))
    }

    /// As the newsroom is given it.
    pub fn for_newsroom(&self) -> Clock {
        let clock = self.clone();
        Arc::new(move || clock.now())
    }

    /// As the page cache is given it: it moves when the newsroom's does.
    pub fn for_pages(&self) -> web::Clock {
        let clock = self.clone();
        Arc::new(move || {
            let passed = u64::try_from(clock.truth() - NOON).unwrap_or(0);
            clock.began + Duration::from_micros(passed)
        })
    }
}

/// Chance from a seed: splitmix64 over a counter.
pub fn seeded(seed: u64) -> Chance {
    let next = AtomicU64::new(seed);
    Arc::new(move |buffer| {
        for chunk in buffer.chunks_mut(8) {
            let mut z =
                next.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::Relaxed).wrapping_add(0x9E37_79B9_7F4A_7C15);
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            z ^= z >> 31;
            chunk.copy_from_slice(&z.to_le_bytes()[..chunk.len()]);
        }
    })
}
