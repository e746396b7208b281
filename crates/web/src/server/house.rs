//! The places for connections. When all are taken, those make room that are of least use: who has sent no whole head yet, then who
//! rests between requests, then who is slow to send the rest of one, and then whoever has been at one request for long; of these
//! always the longest first. So a crowd of silent or slow clients keeps nobody out. A few places are kept for addresses where
//! somebody was let in at the desk lately.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use super::Limits;
use super::crowd::{Crowd, Place, Turned, neighbourhood};
use super::patient_io::Exchange;

/// A request that is under way for longer than this gives up its place to somebody new, if nobody else does.
const LONG: Duration = Duration::from_secs(5);
/// One whose body is not all there gives it up after this.
const SLOW: Duration = Duration::from_secs(1);
/// Of all places so many are freed at once, so that a crowd at the door has not everybody looked at for each who comes.
const PART_FREED: usize = 64;
/// Where nobody could leave, nobody looks for so long.
const LOOKED_IN_VAIN: Duration = Duration::from_millis(20);
/// Of all places at most one in so many is kept for the desk.
const PART_KEPT: usize = 10;
/// An address is known at the door for so long after somebody there was at the desk.
const KNOWN_FOR: Duration = Duration::from_secs(12 * 60 * 60);
/// So many addresses are known at a time.
const MOST_KNOWN: usize = 1_024;

/// Everybody inside. Cheap to clone.
#[derive(Clone)]
pub(super) struct House(Arc<Rooms>);

struct Rooms {
    most: usize,
    /// Of these, not for strangers.
    kept: usize,
    crowd: Crowd,
    begun: Instant,
    inside: Mutex<Inside>,
    known: Mutex<HashMap<IpAddr, Instant>>,
    makes_room: AtomicBool,
}

#[derive(Default)]
struct Inside {
    guests: HashMap<u64, Arc<Guest>>,
    strangers: usize,
    next: u64,
    /// Before this, in milliseconds of the house, nobody looks who could leave.
    look_again: u64,
}

/// A connection.
pub(super) struct Guest {
    is_stranger: bool,
    /// Somebody came to the desk on it: it is not asked to leave.
    is_at_the_desk: AtomicBool,
    /// A whole request came on it.
    has_asked: AtomicBool,
    /// When each of those under way began, in milliseconds of the house.
    asking: Mutex<Vec<u64>>,
    /// And when the body of each that is not all there began to come.
    sending: Mutex<Vec<u64>>,
    /// When it came, or its last request ended, in milliseconds of the house.
    since: AtomicU64,
    leaves: Notify,
}

/// A place for a connection; dropping it leaves.
pub(super) struct Seat {
    house: House,
    number: u64,
    guest: Arc<Guest>,
    _place: Option<Place>,
}

/// Of how little use a connection is, the least first; then how long it has been.
type Rank = (u8, u64);

impl House {
    pub(super) fn new(limits: &Limits) -> House {
        let most = limits.max_connections;
        House(Arc::new(Rooms {
            most,
            kept: limits.desk_connections.min(most / PART_KEPT),
            crowd: Crowd::new(limits.max_connections_per_address),
            begun: Instant::now(),
            inside: Mutex::default(),
            known: Mutex::default(),
            makes_room: AtomicBool::new(true),
        }))
    }

    /// The control of a test: nobody is asked to leave.
    pub(super) fn keep_everybody(&self) {
        self.0.makes_room.store(false, Ordering::Relaxed);
    }

    /// A place for a connection from there; `is_counted`: not for one who stands for many.
    pub(super) fn enter(&self, from: IpAddr, is_counted: bool) -> Result<Seat, Turned> {
        let place = if is_counted { Some(self.0.crowd.enter(from)?) } else { None };
        let is_stranger = !(is_counted && self.knows(from));
        let mut inside = self.inside();
        let too_many_strangers =
            |inside: &Inside| is_stranger && inside.strangers >= self.0.most - self.0.kept;
        let is_full = |inside: &Inside| inside.guests.len() >= self.0.most || too_many_strangers(inside);
        // Whoever is known is not kept out because a stranger looked for room in vain.
        if is_full(&inside) && (!is_stranger || inside.look_again <= self.now()) {
            let is_for_strangers = too_many_strangers(&inside);
            if !self.make_room(&mut inside, |guest| guest.is_stranger || !is_for_strangers) {
                inside.look_again = self.now() + LOOKED_IN_VAIN.as_millis() as u64;
            }
        }
        if is_full(&inside) {
            return Err(Turned::Full);
        }
        let number = inside.next;
        inside.next += 1;
        inside.strangers += usize::from(is_stranger);
        let guest = Arc::new(Guest {
            is_stranger,
            is_at_the_desk: AtomicBool::new(false),
            has_asked: AtomicBool::new(false),
            asking: Mutex::default(),
            sending: Mutex::default(),
            since: AtomicU64::new(self.now()),
            leaves: Notify::new(),
        });
        inside.guests.insert(number, guest.clone());
        Ok(Seat { house: self.clone(), number, guest, _place: place })
    }

    /// Has some leave though there are places: something else has run out.
    pub(super) fn make_some_room(&self) {
        self.make_room(&mut self.inside(), |_| true);
    }

    /// Asks those of least use to leave, of these guests. Their places are free at once. Whether there were such.
    fn make_room(&self, inside: &mut Inside, of: impl Fn(&Guest) -> bool) -> bool {
        if !self.0.makes_room.load(Ordering::Relaxed) {
            return false;
        }
        let now = self.now();
        let guests = inside.guests.iter().filter(|(_, guest)| of(guest));
        let ranked = guests.filter_map(|(number, guest)| Some((guest.rank(now)?, *number)));
        let mut ranked: Vec<(Rank, u64)> = ranked.collect();
        if ranked.is_empty() {
            return false;
        }
        let wanted = (self.0.most / PART_FREED).clamp(1, ranked.len());
        ranked.select_nth_unstable(wanted - 1);
        ranked.truncate(wanted);
        ranked.sort_unstable();
        // Who is at work is cut for one who comes, and not for those who may.
        let quiet = ranked.iter().take_while(|((rank, _), _)| *rank < SENDING).count();
        for (_, number) in ranked.drain(..quiet.max(1)) {
            inside.leave(number, |guest| guest.leaves.notify_one());
            metrics::counter!("connections_closed_for_others_total").increment(1);
        }
        true
    }

    fn knows(&self, address: IpAddr) -> bool {
        let known = self.known();
        known.get(&neighbourhood(address)).is_some_and(|last| last.elapsed() < KNOWN_FOR)
    }

    /// Somebody there was let in at the desk.
    fn remember(&self, address: IpAddr) {
        let (address, now) = (neighbourhood(address), Instant::now());
        let mut known = self.known();
        if known.len() >= MOST_KNOWN && !known.contains_key(&address) {
            known.retain(|_, last| now - *last < KNOWN_FOR);
            let oldest = known.iter().min_by_key(|(_, last)| **last).map(|(address, _)| *address);
            if let Some(oldest) = oldest.filter(|_| known.len() >= MOST_KNOWN) {
                known.remove(&oldest);
            }
        }
        known.insert(address, now);
    }

    fn now(&self) -> u64 {
        u64::try_from(self.0.begun.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn known(&self) -> MutexGuard<'_, HashMap<IpAddr, Instant>> {
        self.0.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The ranks of a connection whose request is slow to come, and of one that has been at work for long.
const SENDING: u8 = 2;
const AT_WORK: u8 = 3;

impl Guest {
    /// `None`: it stays.
    fn rank(&self, now: u64) -> Option<Rank> {
        if self.is_at_the_desk.load(Ordering::Relaxed) {
            return None;
        }
        // Of many the one that has lasted longest: a new one now and then does not hide those that stand still.
        let Some(asking) = oldest(&self.asking) else {
            let has_asked = self.has_asked.load(Ordering::Relaxed);
            return Some((u8::from(has_asked), self.since.load(Ordering::Relaxed)));
        };
        let lasts =
            |since: u64, bearable: Duration| u128::from(now.saturating_sub(since)) > bearable.as_millis();
        if let Some(sending) = oldest(&self.sending).filter(|since| lasts(*since, SLOW)) {
            return Some((SENDING, sending));
        }
        lasts(asking, LONG).then_some((AT_WORK, asking))
    }

    fn asking(&self) -> MutexGuard<'_, Vec<u64>> {
        locked(&self.asking)
    }
}

fn locked(times: &Mutex<Vec<u64>>) -> MutexGuard<'_, Vec<u64>> {
    times.lock().unwrap_or_else(PoisonError::into_inner)
}

fn oldest(times: &Mutex<Vec<u64>>) -> Option<u64> {
    locked(times).iter().min().copied()
}

/// Takes one of those that began then away.
fn let_go(times: &Mutex<Vec<u64>>, begun: u64) {
    let mut times = locked(times);
    if let Some(at) = times.iter().position(|other| *other == begun) {
        times.swap_remove(at);
    }
}

impl Inside {
    fn leave(&mut self, number: u64, asked: impl FnOnce(&Guest)) {
        if let Some(guest) = self.guests.remove(&number) {
            self.strangers -= usize::from(guest.is_stranger);
            asked(&guest);
        }
    }
}

impl Seat {
    /// Ends when the place is wanted for somebody else.
    pub(super) async fn is_wanted(&self) {
        self.guest.leaves.notified().await;
    }

    /// A whole request came: when, for [`Seat::ends`].
    pub(super) fn begins(&self) -> u64 {
        let now = self.house.now();
        self.guest.asking().push(now);
        self.guest.has_asked.store(true, Ordering::Relaxed);
        now
    }

    /// The one that began then was answered.
    pub(super) fn ends(&self, begun: u64) {
        self.guest.since.store(self.house.now(), Ordering::Relaxed);
        let_go(&self.guest.asking, begun);
    }

    /// The rest of a request is waited for until this is dropped.
    pub(super) fn sending(self: Arc<Self>, exchange: Arc<Exchange>) -> Sending {
        let begun = self.house.now();
        locked(&self.guest.sending).push(begun);
        exchange.body_begins();
        Sending { seat: self, exchange, begun }
    }

    fn welcome(&self, from: IpAddr) {
        self.guest.is_at_the_desk.store(true, Ordering::Relaxed);
        self.house.remember(from);
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.house.inside().leave(self.number, |_| ());
    }
}

/// A request whose body is not all there.
pub(super) struct Sending {
    seat: Arc<Seat>,
    exchange: Arc<Exchange>,
    begun: u64,
}

impl Drop for Sending {
    fn drop(&mut self) {
        self.exchange.body_ends();
        let_go(&self.seat.guest.sending, self.begun);
    }
}

/// On a request that came with something by which people are known, straight from them: whoever knows them says so here, and their
/// address finds a place when all others are taken.
#[derive(Clone)]
pub struct Welcome {
    pub(super) seat: Arc<Seat>,
    pub(super) exchange: Arc<Exchange>,
    pub(super) from: IpAddr,
}

impl Welcome {
    /// Who asks was let in at the desk.
    pub fn is_due(&self) {
        self.seat.welcome(self.from);
        self.exchange.welcome();
    }
}

impl std::fmt::Debug for Welcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Welcome")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn house(most: usize) -> House {
        let limits = Limits { max_connections: most, max_connections_per_address: 0, ..Limits::default() };
        House::new(&limits)
    }

    fn enter(house: &House, from: &str) -> Result<Seat, Turned> {
        house.enter(ip(from), true)
    }

    /// Whether it was asked to leave.
    async fn is_wanted(seat: &Seat) -> bool {
        tokio::time::timeout(Duration::from_millis(1), seat.is_wanted()).await.is_ok()
    }

    /// As if it came, or did its last, so many milliseconds ago.
    fn since(seat: &Seat, at: u64) {
        seat.guest.since.store(at, Ordering::Relaxed);
    }

    #[tokio::test]
    async fn who_is_of_least_use_makes_room() {
        let house = house(4);
        let seats: Vec<_> = (0..4).map(|_| enter(&house, "192.0.2.1").expect("place")).collect();
        let [resting, younger, silent, busy] = seats.as_slice() else { panic!("four") };
        for seat in [resting, younger] {
            seat.ends(seat.begins());
        }
        busy.begins();
        since(resting, 0);
        since(younger, 1);
        since(silent, 2);
        let mut newcomers = Vec::new();
        for wanted in [silent, resting, younger] {
            let newcomer = enter(&house, "192.0.2.2").expect("somebody made room");
            newcomer.begins();
            newcomers.push(newcomer);
            assert!(is_wanted(wanted).await);
            assert!(!is_wanted(busy).await, "it is at work");
        }
        assert_eq!(enter(&house, "192.0.2.2").err(), Some(Turned::Full), "all are at work");
        drop(seats);
        assert_eq!(house.inside().guests.len(), 3, "who made room and leaves frees no place twice");
        drop(newcomers);
        let inside = house.inside();
        assert_eq!((inside.guests.len(), inside.strangers), (0, 0));
    }

    #[tokio::test]
    async fn who_is_at_one_request_for_long_makes_room_when_nobody_else_does() {
        let house = house(1);
        let slow = Arc::new(enter(&house, "192.0.2.1").expect("place"));
        let begun = slow.begins();
        assert_eq!(enter(&house, "192.0.2.2").err(), Some(Turned::Full));
        let later = begun + LONG.as_millis() as u64;
        assert_eq!(slow.guest.rank(later), None);
        assert!(slow.guest.rank(later + 1).is_some_and(|(rank, _)| rank == AT_WORK));
        let sending = slow.clone().sending(Arc::default());
        assert!(slow.guest.rank(later).is_some_and(|(rank, _)| rank == SENDING), "its body is not all there");
        drop(sending);
        assert_eq!(slow.guest.rank(later), None);
        // The control: without this a house that is full stays so.
        house.keep_everybody();
        slow.ends(begun);
        assert_eq!(enter(&house, "192.0.2.2").err(), Some(Turned::Full));
    }

    #[tokio::test]
    async fn new_requests_do_not_hide_one_that_stands_still() {
        let house = house(1);
        let seat = enter(&house, "192.0.2.1").expect("place");
        let standing = seat.begins();
        let later = standing + LONG.as_millis() as u64 + 1;
        // As if another had just begun.
        seat.guest.asking().push(later);
        assert_eq!(seat.guest.rank(later), Some((AT_WORK, standing)));
        seat.ends(standing);
        assert_eq!(seat.guest.rank(later), None, "the other one is new");
        seat.ends(later);
        assert!(seat.guest.rank(later).is_some_and(|(rank, _)| rank < SENDING), "it rests");
    }

    #[tokio::test]
    async fn whoever_was_at_the_desk_finds_a_place_and_keeps_it() {
        let house = house(20);
        let desk = enter(&house, "2001:db8::1").expect("place");
        desk.welcome(ip("2001:db8::1"));
        let busy = |seat: Result<Seat, Turned>| {
            seat.inspect(|seat| {
                seat.begins();
            })
        };
        let strangers: Vec<_> = (0..17).map(|_| busy(enter(&house, "192.0.2.1")).expect("place")).collect();
        assert_eq!(enter(&house, "192.0.2.1").err(), Some(Turned::Full), "two places are kept");
        let first = busy(enter(&house, "2001:db8::2")).expect("a neighbour of the desk's");
        let _second = busy(enter(&house, "2001:db8::2")).expect("and another");
        assert_eq!(enter(&house, "2001:db8::2").err(), Some(Turned::Full));
        drop(first);
        assert!(house.enter(ip("2001:db8::2"), false).is_err(), "a proxy stands for everybody");
        assert!(enter(&house, "2001:db8::2").is_ok());
        for seat in &strangers {
            let begun = seat.guest.asking().first().copied().expect("it asked");
            seat.ends(begun);
        }
        house.make_some_room();
        assert!(!is_wanted(&desk).await, "it does nothing, and stays");
        assert_eq!(house.inside().guests.len(), 18, "one left");
    }

    #[test]
    fn no_more_addresses_are_known_than_so_many() {
        let house = house(1);
        for number in 0..2 * MOST_KNOWN as u32 {
            house.remember(IpAddr::from(number.to_be_bytes()));
        }
        assert_eq!(house.known().len(), MOST_KNOWN);
        assert!(house.knows(IpAddr::from((2 * MOST_KNOWN as u32 - 1).to_be_bytes())));
        assert!(!house.knows(ip("0.0.0.1")));
    }
}
