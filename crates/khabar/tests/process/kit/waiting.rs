//! Waiting for what must come true.

use std::time::{Duration, Instant};

const GLANCE: Duration = Duration::from_millis(3);

/// Waits until `look` finds something, and says how long that took; fails after `most`.
#[track_caller]
pub fn until<T>(what: &str, most: Duration, mut look: impl FnMut() -> Option<T>) -> (T, Duration) {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return (found, begun.elapsed());
        }
        assert!(begun.elapsed() < most, "{what} did not come within {most:?}");
        std::thread::sleep(GLANCE);
    }
}

/// Whether `look` comes true within this time.
pub fn within(most: Duration, mut look: impl FnMut() -> bool) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < most {
        if look() {
            return true;
        }
        std::thread::sleep(GLANCE);
    }
    false
}
