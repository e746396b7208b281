//! How many connections are open, in all and per address. Addresses are held only while their connections are.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

#[derive(Clone)]
pub(super) struct Crowd(Arc<Room>);

struct Room {
    most: usize,
    most_from_one: usize,
    inside: Mutex<Inside>,
}

#[derive(Default)]
struct Inside {
    all: usize,
    from: HashMap<IpAddr, usize>,
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
    /// `None` for those that are not counted by address.
    from: Option<IpAddr>,
}

impl Crowd {
    pub(super) fn new(most: usize, most_from_one: usize) -> Crowd {
        Crowd(Arc::new(Room { most, most_from_one, inside: Mutex::default() }))
    }

    pub(super) fn enter(&self, address: IpAddr) -> Result<Place, Turned> {
        self.enter_as(neighbourhood(address))
    }

    /// For whoever stands for many.
    pub(super) fn enter_uncounted(&self) -> Result<Place, Turned> {
        self.enter_as(None)
    }

    fn enter_as(&self, from: Option<IpAddr>) -> Result<Place, Turned> {
        let room = &self.0;
        let mut inside = room.inside.lock().unwrap_or_else(PoisonError::into_inner);
        if inside.all >= room.most {
            return Err(Turned::Full);
        }
        let from = from.filter(|_| room.most_from_one > 0);
        if let Some(from) = from {
            let count = inside.from.entry(from).or_default();
            if *count >= room.most_from_one {
                return Err(Turned::TooManyFromThere);
            }
            *count += 1;
        }
        inside.all += 1;
        Ok(Place { crowd: self.clone(), from })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut inside = self.crowd.0.inside.lock().unwrap_or_else(PoisonError::into_inner);
        inside.all = inside.all.saturating_sub(1);
        let Some(from) = self.from else { return };
        if let Some(count) = inside.from.get_mut(&from) {
            *count -= 1;
            if *count == 0 {
                inside.from.remove(&from);
            }
        }
    }
}

/// What counts as one address: an IPv4 address (also when written as IPv6), or an IPv6 /64. The loopback is nobody.
fn neighbourhood(address: IpAddr) -> Option<IpAddr> {
    match address.to_canonical() {
        address if address.is_loopback() => None,
        IpAddr::V4(address) => Some(IpAddr::V4(address)),
        IpAddr::V6(address) => {
            let network = u128::from(address) & !u128::from(u64::MAX);
            Some(IpAddr::V6(Ipv6Addr::from(network)))
        }
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
        let crowd = Crowd::new(10, 2);
        let first = crowd.enter(ip("192.0.2.1")).expect("place");
        let _second = crowd.enter(ip("::ffff:192.0.2.1")).expect("place");
        assert_eq!(crowd.enter(ip("192.0.2.1")).err(), Some(Turned::TooManyFromThere));
        assert!(crowd.enter(ip("192.0.2.2")).is_ok());
        drop(first);
        assert!(crowd.enter(ip("192.0.2.1")).is_ok());
    }

    #[test]
    fn an_ipv6_network_counts_as_one_and_the_loopback_as_nobody() {
        let crowd = Crowd::new(10, 1);
        let _one = crowd.enter(ip("2001:db8::1")).expect("place");
        assert_eq!(crowd.enter(ip("2001:db8::ffff:1")).err(), Some(Turned::TooManyFromThere));
        assert!(crowd.enter(ip("2001:db8:0:1::1")).is_ok());
        let locals: Vec<_> = (0..5).map(|_| crowd.enter(ip("127.0.0.1"))).collect();
        assert!(locals.iter().all(Result::is_ok));
    }

    #[test]
    fn a_full_house_is_full_and_empties() {
        let crowd = Crowd::new(2, 0);
        let places: Vec<_> = (0..2).map(|_| crowd.enter(ip("192.0.2.1")).expect("place")).collect();
        assert_eq!(crowd.enter(ip("127.0.0.1")).err(), Some(Turned::Full));
        drop(places);
        assert!(crowd.enter(ip("127.0.0.1")).is_ok());
        assert!(crowd.0.inside.lock().expect("not poisoned").from.is_empty());
    }
}
