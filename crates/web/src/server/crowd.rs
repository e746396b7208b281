//! How many come from one address at a time. Addresses are held only as long as somebody from there is inside.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

#[derive(Clone)]
pub(super) struct Crowd(Arc<Room>);

struct Room {
    most_from_one: usize,
    from: Mutex<HashMap<IpAddr, usize>>,
}

/// Why someone was not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turned {
    Full,
    TooManyFromThere,
}

/// A place inside; dropping it leaves.
pub(super) struct Place {
    crowd: Crowd,
    /// `None` for those that are not counted.
    from: Option<IpAddr>,
}

impl Crowd {
    /// At most so many from one address; 0: no limit.
    pub(super) fn new(most_from_one: usize) -> Crowd {
        Crowd(Arc::new(Room { most_from_one, from: Mutex::default() }))
    }

    pub(super) fn enter(&self, address: IpAddr) -> Result<Place, Turned> {
        let room = &self.0;
        let from = Some(neighbourhood(address)).filter(|from| !from.is_loopback() && room.most_from_one > 0);
        if let Some(from) = from {
            let mut inside = room.from.lock().unwrap_or_else(PoisonError::into_inner);
            let count = inside.entry(from).or_default();
            if *count >= room.most_from_one {
                return Err(Turned::TooManyFromThere);
            }
            *count += 1;
        }
        Ok(Place { crowd: self.clone(), from })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some(from) = self.from else { return };
        let mut inside = self.crowd.0.from.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = inside.get_mut(&from) {
            *count -= 1;
            if *count == 0 {
                inside.remove(&from);
            }
        }
    }
}

/// What counts as one address: an IPv4 address (also when written as IPv6), or an IPv6 /64. The loopback is nobody's: it stays as it is.
pub(super) fn neighbourhood(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) if !address.is_loopback() => {
            let network = u128::from(address) & !u128::from(u64::MAX);
            IpAddr::V6(Ipv6Addr::from(network))
        }
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn one_address_does_not_take_every_place() {
        let crowd = Crowd::new(2);
        let first = crowd.enter(ip("192.0.2.1")).expect("place");
        let second = crowd.enter(ip("::ffff:192.0.2.1")).expect("place");
        assert_eq!(crowd.enter(ip("192.0.2.1")).err(), Some(Turned::TooManyFromThere));
        assert!(crowd.enter(ip("192.0.2.2")).is_ok());
        drop(first);
        assert!(crowd.enter(ip("192.0.2.1")).is_ok());
        drop(second);
        assert!(crowd.0.from.lock().expect("not poisoned").is_empty());
    }

    #[test]
    fn an_ipv6_network_counts_as_one_and_the_loopback_as_nobody() {
        let crowd = Crowd::new(1);
        let _one = crowd.enter(ip("2001:db8::1")).expect("place");
        assert_eq!(crowd.enter(ip("2001:db8::ffff:1")).err(), Some(Turned::TooManyFromThere));
        assert!(crowd.enter(ip("2001:db8:0:1::1")).is_ok());
        for local in ["127.0.0.1", "::1", "::ffff:127.0.0.2"] {
            let locals: Vec<_> = (0..5).map(|_| crowd.enter(ip(local))).collect();
            assert!(locals.iter().all(Result::is_ok), "{local}");
        }
    }
}
