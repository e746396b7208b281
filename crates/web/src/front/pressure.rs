//! How hard the machine is pressed, and what it leaves undone then, so that what is at hand and the desk go on.
//!
//! Pressure is how late a short timer goes off, for it waits in the same queue as every request, and in a flood whether a core is left.
//! Under it the addresses that anybody can make up without end, which are those with a query, get a tenth of the time (step 1) and
//! then, in a flood, none, and pages that merely aged are served as they are (step 2). What goes to the router straight, the desk among it, is
//! never held.
//!
//! As long as a flood of such addresses lasts a machine that is not calm counts as pressed, however it bears the flood: where hundreds
//! ask at the same time, what is at hand has lost most of its share before timers are very late, and a tenth of the time relieves
//! them, and would be all that is ever done. Nor is it calm then where no core is left, though timers go off in time ([`super::cores`]).
//! Where few are asked for something else is at work, and to refuse more of them would help nobody.

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use http::StatusCode;
use tokio_util::sync::CancellationToken;

use super::cores::Cores;
use super::refusal::Refusals;

/// From one look to the next.
const TICK: Duration = Duration::from_millis(10);
/// So many looks tell how it stands.
const LOOKS: usize = 40;
/// Half of them later than this: pressed.
const PRESSED: Duration = Duration::from_millis(10);
/// Half of them sooner than this: calm. Between the two it is pressed in a flood, and calm in none.
const CALM: Duration = Duration::from_millis(4);
/// So many refused from one look to the next are a flood where timers are late: some thirty a second.
const FLOOD: u64 = 20;
/// So many pages with a query that are being made at the same time, or wait to be, are one too.
const MANY: usize = 16;
/// And so are so many that were asked for from one look to the next, some two hundred a second where timers go off in time: whoever
/// asks is answered soon then, and all of them together have a good part of a core. Where no core is left and timers are in time,
/// fewer are no flood: readers take the cores on a good day too, and then refusals alone would bring [`FLOOD`].
const ASKED: u64 = 80;
/// From one step to the next, up or down; the first is taken at once.
const STEP_EVERY: Duration = Duration::from_secs(5);
/// So much longer where one look says the contrary: as long as five looks where timers are in time.
const MOMENT: Duration = Duration::from_secs(2);
/// After one page with a query, so many times its own length none.
const REST: u32 = 9;

/// How hard, from not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Step {
    /// Everything is made.
    Calm,
    /// Pages with a query are made in a tenth of the time.
    Sparing,
    /// None of them in a flood, and what aged is served as it is.
    AtHand,
}

impl Step {
    fn of(number: u8) -> Step {
        match number {
            0 => Step::Calm,
            1 => Step::Sparing,
            _ => Step::AtHand,
        }
    }
}

/// What is known of it.
#[derive(Default)]
pub(super) struct Pressure {
    step: AtomicU8,
    /// How late nine in ten timers went off at most when that was last looked at, in microseconds.
    late: AtomicU32,
    /// So many were refused so far.
    pub(super) refused: AtomicU64,
    /// So many pages with a query were begun so far, or under pressure answered at other addresses that may be made up.
    begun: AtomicU64,
    /// So many of them are being made, or wait to be.
    under_way: AtomicUsize,
    /// Whether what anybody can make up came in a flood when that was last looked at.
    floods: AtomicBool,
    turns: Mutex<Turns>,
    pub(super) refusals: Refusals,
}

/// Whose turn it is among pages with a query.
#[derive(Default)]
struct Turns {
    busy: bool,
    next: Option<Instant>,
}

/// The right to make a page with a query under pressure.
pub(super) struct Turn {
    pressure: Arc<Pressure>,
    begun: Instant,
}

impl Drop for Turn {
    fn drop(&mut self) {
        let now = Instant::now();
        let mut turns = self.pressure.turns.lock().unwrap_or_else(PoisonError::into_inner);
        turns.busy = false;
        turns.next = Some(now + (now - self.begun) * REST);
    }
}

/// One page with a query that is being made.
pub(super) struct UnderWay(Arc<Pressure>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.under_way.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Pressure {
    pub(super) fn step(&self) -> Step {
        Step::of(self.step.load(Ordering::Relaxed))
    }

    pub(super) fn set(&self, step: Step) {
        self.step.store(step as u8, Ordering::Relaxed);
        metrics::gauge!("pressure_step").set(f64::from(step as u8));
    }

    /// How late timers go off, but for one in ten.
    pub(super) fn late(&self) -> Duration {
        Duration::from_micros(u64::from(self.late.load(Ordering::Relaxed)))
    }

    /// One more is refused.
    pub(super) fn refuses(&self) {
        self.refused.fetch_add(1, Ordering::Relaxed);
        metrics::counter!("pressed_refusals_total").increment(1);
    }

    /// Whether this page is made for nobody now: what [`Pressure::turn`] would say, without taking it.
    pub(super) fn is_out_of_turn(&self, address: &str) -> bool {
        self.takes_none() && address.contains('?')
    }

    /// Where nobody makes up addresses without end, none of them is what presses, and they keep their tenth of the time.
    fn takes_none(&self) -> bool {
        self.step() == Step::AtHand && self.floods.load(Ordering::Relaxed)
    }

    /// This page is being made, until what comes back is dropped. `None` where nobody counts it.
    pub(super) fn begins(self: &Arc<Self>, address: &str) -> Option<UnderWay> {
        address.contains('?').then(|| {
            self.begun.fetch_add(1, Ordering::Relaxed);
            self.under_way.fetch_add(1, Ordering::Relaxed);
            UnderWay(self.clone())
        })
    }

    /// Whether this answer was made, under pressure, for an address that anybody can make up: nothing stands there, or nothing does any
    /// more, or it only leads on. What is kept of the last two is the site's own. Such an answer counts as a page with a query does.
    pub(super) fn may_be_made_up(
        &self,
        address: &str,
        status: StatusCode,
        is_kept: impl FnOnce() -> bool,
    ) -> bool {
        let leads_on = status.is_redirection() && status != StatusCode::NOT_MODIFIED;
        let is_made_up = self.step() != Step::Calm
            && (status == StatusCode::NOT_FOUND || (leads_on || status == StatusCode::GONE) && !is_kept());
        // One with a query was counted when it was begun.
        if is_made_up && !address.contains('?') {
            self.begun.fetch_add(1, Ordering::Relaxed);
        }
        is_made_up
    }

    /// How many were begun, and how many were refused, so far.
    fn asked_so_far(&self) -> (u64, u64) {
        (self.begun.load(Ordering::Relaxed), self.refused.load(Ordering::Relaxed))
    }

    /// How it stands, after so many were begun and so many refused since it was last looked at.
    fn look(&self, late: Duration, taken: bool, (begun, refused): (u64, u64)) -> Look {
        let many_at_once = self.under_way.load(Ordering::Relaxed) >= MANY;
        let many_asked = begun + refused >= ASKED;
        let floods = many_at_once || refused >= FLOOD || many_asked;
        self.set_floods(floods);
        Look { late, taken, floods, many_asked }
    }

    pub(super) fn set_floods(&self, floods: bool) {
        self.floods.store(floods, Ordering::Relaxed);
    }

    /// The right to make this page: `Ok(None)` where it needs none, `Err` where it must not be made now.
    pub(super) fn turn(self: &Arc<Self>, address: &str) -> Result<Option<Turn>, ()> {
        let step = self.step();
        if step == Step::Calm || !address.contains('?') {
            return Ok(None);
        }
        let now = Instant::now();
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        if self.takes_none() || turns.busy || turns.next.is_some_and(|next| next > now) {
            return Err(());
        }
        turns.busy = true;
        Ok(Some(Turn { pressure: self.clone(), begun: now }))
    }

    /// Looks until `stop`.
    pub(super) async fn watch(&self, stop: CancellationToken) {
        let mut cores = Cores::new();
        let mut watch = Watch::begin(self, || cores.were_taken());
        loop {
            let due = Instant::now() + TICK;
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep_until(due.into()) => {}
            }
            let now = Instant::now();
            watch.went_off(self, now.saturating_duration_since(due), now);
        }
    }
}

/// What is remembered from one timer to the next.
struct Watch<Taken> {
    ladder: Ladder,
    /// Whether all cores were taken since that was last asked.
    taken: Taken,
    late: Vec<Duration>,
    /// How many were asked for when it was last looked at.
    asked: (u64, u64),
}

impl<Taken: FnMut() -> bool> Watch<Taken> {
    fn begin(pressure: &Pressure, taken: Taken) -> Self {
        let (ladder, late) = (Ladder::default(), Vec::with_capacity(LOOKS));
        Watch { ladder, taken, late, asked: pressure.asked_so_far() }
    }

    /// A timer went off so late at `now`; after [`LOOKS`] of them the step is what it has to be.
    fn went_off(&mut self, pressure: &Pressure, late: Duration, now: Instant) {
        self.late.push(late);
        if self.late.len() < LOOKS {
            return;
        }
        self.late.sort();
        let (half, most) = (self.late[LOOKS / 2], self.late[LOOKS * 9 / 10]);
        self.late.clear();
        pressure.late.store(u32::try_from(most.as_micros()).unwrap_or(u32::MAX), Ordering::Relaxed);
        metrics::gauge!("pressure_late_seconds").set(half.as_secs_f64());
        let asked = pressure.asked_so_far();
        let since = (asked.0 - self.asked.0, asked.1 - self.asked.1);
        self.asked = asked;
        let look = pressure.look(half, (self.taken)(), since);
        metrics::gauge!("pressure_cores_taken").set(f64::from(u8::from(look.taken)));
        let (was, step) = (pressure.step(), self.ladder.climb(look, now));
        if step != was {
            tracing::warn!(
                ?step,
                ?look,
                "how much is made of what readers ask for changed with the pressure"
            );
        }
        pressure.set(step);
    }
}

/// How it stands.
#[derive(Debug, Clone, Copy)]
struct Look {
    /// Half the timers were later than this.
    late: Duration,
    /// No core was left.
    taken: bool,
    /// What anybody can make up came in a flood.
    floods: bool,
    /// So much of it was asked for that it is one, however soon all of it was answered.
    many_asked: bool,
}

impl Look {
    fn is_pressed(self) -> bool {
        self.late > PRESSED || (self.floods && self.late >= CALM) || (self.many_asked && self.taken)
    }
}

/// When which step is taken.
#[derive(Clone, Default)]
struct Ladder {
    step: u8,
    /// Since when it has been pressed, or calm, without a step.
    since: Option<(bool, Instant)>,
    /// Whether the last look said the contrary of that: two of them are a change, and one alone takes [`MOMENT`] of its time away.
    wavers: bool,
}

impl Ladder {
    /// What is to be done at `now`.
    fn climb(&mut self, look: Look, now: Instant) -> Step {
        let pressed = look.is_pressed();
        let first = pressed && self.step == 0;
        let began = match self.since {
            Some((was, began)) if was == pressed => began,
            Some((was, began)) if !self.wavers && !first => {
                self.wavers = true;
                self.since = Some((was, (began + MOMENT).min(now)));
                return Step::of(self.step);
            }
            _ => {
                self.since = Some((pressed, now));
                now
            }
        };
        self.wavers = false;
        if first || now - began >= STEP_EVERY {
            self.step =
                if pressed { (self.step + 1).min(Step::AtHand as u8) } else { self.step.saturating_sub(1) };
            self.since = Some((pressed, now));
        }
        Step::of(self.step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATE: Duration = Duration::from_millis(30);
    const BETWEEN: Duration = Duration::from_millis(6);
    const SOON: Duration = Duration::from_millis(1);

    fn look(late: Duration, floods: bool) -> Look {
        Look { late, taken: false, floods, many_asked: floods }
    }

    #[test]
    fn the_first_step_is_taken_at_once_and_the_others_each_five_seconds_up_and_down() {
        let (mut ladder, begun) = (Ladder::default(), Instant::now());
        let at = |seconds: f64| begun + Duration::from_secs_f64(seconds);
        let table = [
            (0.0, SOON, Step::Calm),
            (0.4, LATE, Step::Sparing),
            (0.8, LATE, Step::Sparing),
            // A moment in which it is otherwise takes two seconds of the time.
            (4.9, SOON, Step::Sparing),
            (5.5, LATE, Step::Sparing),
            (7.3, LATE, Step::Sparing),
            (7.5, LATE, Step::AtHand),
            (60.0, LATE, Step::AtHand),
            (60.4, SOON, Step::AtHand),
            (60.8, SOON, Step::AtHand),
            (65.0, SOON, Step::AtHand),
            (65.9, SOON, Step::Sparing),
            (70.0, LATE, Step::Sparing),
            (70.2, LATE, Step::Sparing),
            // The time begins again.
            (70.6, SOON, Step::Sparing),
            (71.0, SOON, Step::Sparing),
            (75.9, SOON, Step::Sparing),
            (76.1, SOON, Step::Calm),
        ];
        for (seconds, late, step) in table {
            // Very late is late, and soon is soon, in a flood as in none.
            let mut in_a_flood = ladder.clone();
            assert_eq!(in_a_flood.climb(look(late, true), at(seconds)), step, "in a flood at {seconds}");
            assert_eq!(ladder.climb(look(late, false), at(seconds)), step, "at {seconds}");
        }
    }

    #[test]
    fn what_is_late_at_every_second_look_is_no_more_than_the_first_step() {
        for (every, wanted) in [(2, Step::Sparing), (4, Step::Sparing), (8, Step::AtHand)] {
            let (mut ladder, begun) = (Ladder::default(), Instant::now());
            let seen = (0..100).map(|n| {
                let late = if n % every == every - 1 { SOON } else { LATE };
                ladder.climb(look(late, false), begun + Duration::from_millis(400) * n)
            });
            assert_eq!(seen.last(), Some(wanted), "one of {every} says the contrary");
        }
    }

    #[test]
    fn in_a_flood_a_tenth_of_the_time_does_not_count_as_relief_and_without_one_it_does() {
        let begun = Instant::now();
        let at = |seconds: f64| begun + Duration::from_secs_f64(seconds);
        for (floods, wanted) in [(true, Step::AtHand), (false, Step::Calm)] {
            let mut ladder = Ladder::default();
            assert_eq!(ladder.climb(look(LATE, false), at(0.0)), Step::Sparing);
            // Some of them are made no more, and timers go off sooner for it.
            for (seconds, step) in [(0.4, Step::Sparing), (0.8, Step::Sparing), (5.9, wanted)] {
                assert_eq!(ladder.climb(look(BETWEEN, floods), at(seconds)), step, "{floods} at {seconds}");
            }
        }
        // Nor need it be very late for the first step.
        assert_eq!(Ladder::default().climb(look(BETWEEN, true), begun), Step::Sparing);
        assert_eq!(Ladder::default().climb(look(BETWEEN, false), begun), Step::Calm);
        assert_eq!(
            Ladder::default().climb(look(SOON, true), begun),
            Step::Calm,
            "there is time for all of them"
        );
        // Once the flood is over, what else is at work keeps nobody from searching.
        let mut ladder = Ladder { step: Step::AtHand as u8, ..Ladder::default() };
        let seen: Vec<_> =
            (0..4).map(|n| ladder.climb(look(BETWEEN, false), at(5.0 * f64::from(n)))).collect();
        assert_eq!(seen, [Step::AtHand, Step::Sparing, Step::Calm, Step::Calm]);
    }

    #[test]
    fn in_a_flood_that_leaves_no_core_timers_that_go_off_in_time_do_not_count_as_relief() {
        let begun = Instant::now();
        let at = |seconds: f64| begun + Duration::from_secs_f64(seconds);
        let mut ladder = Ladder::default();
        let taken = |floods| Look { taken: true, ..look(SOON, floods) };
        for (seconds, look, step) in [
            // The site is read by many: no core is left, and nobody is kept from searching.
            (0.0, taken(false), Step::Calm),
            (9.0, taken(false), Step::Calm),
            (9.4, taken(true), Step::Sparing),
            (14.8, taken(true), Step::AtHand),
            (30.0, taken(true), Step::AtHand),
            (30.4, taken(false), Step::AtHand),
            (30.8, taken(false), Step::AtHand),
            (36.0, taken(false), Step::Sparing),
            (41.2, look(SOON, true), Step::Calm),
        ] {
            assert_eq!(ladder.climb(look, at(seconds)), step, "at {seconds}");
        }
    }

    #[test]
    fn those_who_are_refused_on_a_day_when_no_core_is_left_do_not_keep_others_from_searching() {
        let (pressure, mut ladder, begun) =
            (Arc::new(Pressure::default()), Ladder::default(), Instant::now());
        // Sixty searches a second, and readers who take all cores. One moment of lateness, and the first step is taken.
        let looks = |step, number: u32| match (number, step) {
            (0, _) => (LATE, (24, 0)),
            (_, Step::Calm) => (SOON, (24, 0)),
            (_, Step::Sparing) => (SOON, (2, 22)),
            (_, Step::AtHand) => (SOON, (0, 24)),
        };
        let mut step = Step::Calm;
        let mut steps = Vec::new();
        for number in 0..50 {
            let (late, asked) = looks(step, number);
            step =
                ladder.climb(pressure.look(late, true, asked), begun + Duration::from_millis(400) * number);
            steps.push(step);
        }
        assert_eq!((steps[0], steps[49]), (Step::Sparing, Step::Calm));
        assert!(!steps.contains(&Step::AtHand));
        // The control: of ten times as many it does.
        let (late, asked) = (SOON, (2, 220));
        let begun = begun + Duration::from_secs(60);
        let step = (0..50)
            .map(|n| ladder.climb(pressure.look(late, true, asked), begun + Duration::from_millis(400) * n));
        assert_eq!(step.last(), Some(Step::AtHand));
    }

    #[test]
    fn many_with_a_query_at_a_time_are_a_flood_and_so_are_many_asked_for_and_many_refused() {
        let pressure = Arc::new(Pressure::default());
        let mut made: Vec<_> = (0..MANY).map(|n| pressure.begins(&format!("/ar/search/?q={n}"))).collect();
        let others: Vec<_> = (0..MANY).map(|_| pressure.begins("/ar/")).collect();
        assert!(made.iter().all(Option::is_some) && others.iter().all(Option::is_none));
        let floods = |asked| {
            let look = pressure.look(SOON, false, asked);
            (look.floods, look.many_asked)
        };
        assert_eq!(floods((0, 0)), (true, false));
        made.pop();
        for (asked, wanted) in [
            ((0, 0), (false, false)),
            ((ASKED - FLOOD, FLOOD - 1), (false, false)),
            ((0, FLOOD), (true, false)),
            ((ASKED, 0), (true, true)),
            ((1, ASKED - 1), (true, true)),
        ] {
            assert_eq!(floods(asked), wanted, "{asked:?}");
        }
        assert_eq!(pressure.asked_so_far(), (MANY as u64, 0), "what was made counts");
        drop(made);
        assert_eq!(pressure.under_way.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn under_pressure_what_leads_nowhere_counts_as_made_up() {
        let pressure = Pressure::default();
        let table = [
            // Address, status, whether it is kept; whether it is held, and whether it counts.
            ("/ar/made-up", 404, false, true, 1),
            ("/ar/made-up", 404, true, true, 1),
            ("/ar/search/?q=a", 404, false, true, 0),
            ("/ar/news/k3f9d2/made-up", 301, false, true, 1),
            ("/", 302, true, false, 0),
            ("/ar/news/k3f9d2", 410, false, true, 1),
            ("/ar/news/k3f9d2", 410, true, false, 0),
            ("/ar/", 200, false, false, 0),
            ("/ar/", 304, false, false, 0),
            ("/ar/", 503, false, false, 0),
        ];
        for step in [Step::Calm, Step::Sparing, Step::AtHand] {
            pressure.set(step);
            for (address, status, kept, held, counts) in table {
                let (pressed, before) = (step != Step::Calm, pressure.asked_so_far().0);
                let status = StatusCode::from_u16(status).expect("a status");
                let is_held = pressure.may_be_made_up(address, status, || kept);
                assert_eq!(is_held, held && pressed, "{address} {status}, kept: {kept}, {step:?}");
                let counted = pressure.asked_so_far().0 - before;
                assert_eq!(counted, if pressed { counts } else { 0 }, "{address} {status}, {step:?}");
            }
        }
    }

    #[test]
    fn what_has_a_query_gets_a_tenth_of_the_time_and_what_has_none_all_of_it() {
        let pressure = Arc::new(Pressure::default());
        assert!(matches!(pressure.turn("/ar/search/?q=a"), Ok(None)), "calm");
        pressure.set(Step::Sparing);
        assert!(matches!(pressure.turn("/ar/"), Ok(None)));
        let turn = pressure.turn("/ar/search/?q=a");
        assert!(matches!(turn, Ok(Some(_))));
        assert!(pressure.turn("/ar/search/?q=b").is_err(), "one at a time");
        std::thread::sleep(Duration::from_millis(10));
        drop(turn);
        assert!(pressure.turn("/ar/search/?q=b").is_err(), "and a rest after it");
        std::thread::sleep(Duration::from_millis(150));
        assert!(matches!(pressure.turn("/ar/search/?q=b"), Ok(Some(_))));
        pressure.set(Step::AtHand);
        std::thread::sleep(Duration::from_millis(50));
        assert!(matches!(pressure.turn("/ar/search/?q=c"), Ok(Some(_))), "something else presses");
        std::thread::sleep(Duration::from_millis(50));
        pressure.set_floods(true);
        assert!(pressure.turn("/ar/search/?q=c").is_err());
        assert!(matches!(pressure.turn("/ar/"), Ok(None)));
    }

    #[test]
    fn many_searches_where_no_core_is_left_are_seen_though_timers_go_off_in_time() {
        for (taken, of_each_tick, wanted) in [
            (true, 3, Step::AtHand),
            // The controls: they are few, or there is a core left.
            (true, 1, Step::Calm),
            (false, 3, Step::Calm),
        ] {
            let (pressure, begun) = (Arc::new(Pressure::default()), Instant::now());
            let mut watch = Watch::begin(&pressure, || taken);
            // Eight seconds of them.
            for tick in 1..=800 {
                for n in 0..of_each_tick {
                    drop(pressure.begins(&format!("/ar/search/?q={tick}-{n}")));
                }
                watch.went_off(&pressure, SOON, begun + TICK * tick);
            }
            assert_eq!(pressure.step(), wanted, "{of_each_tick} searches each tick, taken: {taken}");
            assert_eq!(pressure.late(), SOON);
        }
    }

    #[tokio::test]
    async fn a_machine_that_does_nothing_else_is_calm_and_one_that_is_blocked_is_not() {
        let (pressure, stop) = (Arc::new(Pressure::default()), CancellationToken::new());
        let (watched, until) = (pressure.clone(), stop.clone());
        let watching = tokio::spawn(async move { watched.watch(until).await });
        // Whatever runs on this thread without a pause keeps the others waiting: as a flood does.
        for _ in 0..80 {
            std::thread::sleep(Duration::from_millis(25));
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        assert!(pressure.step() >= Step::Sparing);
        stop.cancel();
        watching.await.unwrap();
    }
}
