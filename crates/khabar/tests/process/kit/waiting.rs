//! Waiting for what must come true, and places where somebody else will listen.

use std::net::{SocketAddr, TcpListener};
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

/// An address of this machine at which nobody listens now.
pub fn free() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    listener.local_addr().expect("an address")
}
