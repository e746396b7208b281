//! How hard the machine is pressed, and what it leaves undone then, so that what is at hand and the desk go on.
//!
//! Pressure is how late a short timer goes off: it waits in the same queue as every request. Under it the addresses that
//! anybody can make up without end, which are those with a query, get a tenth of the time (step 1) and then none, and pages
//! that merely aged are served as they are (step 2). What goes to the router straight, the desk among it, is never held.

use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio_util::sync::CancellationToken;

use super::refusal::Refusals;

/// From one look to the next.
const TICK: Duration = Duration::from_millis(10);
/// So many looks tell how it stands.
const LOOKS: usize = 40;
/// Half of them later than this: pressed. All the time between this and the next it stays as it was.
const PRESSED: Duration = Duration::from_millis(10);
/// Half of them sooner than this: calm.
const CALM: Duration = Duration::from_millis(4);
/// From one step to the next, up or down; the first is taken at once.
const STEP_EVERY: Duration = Duration::from_secs(5);
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
    /// None of them, and what aged is served as it is.
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
    /// How late half of the timers went off when that was last looked at, in microseconds.
    late: AtomicU32,
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

impl Pressure {
    pub(super) fn step(&self) -> Step {
        Step::of(self.step.load(Ordering::Relaxed))
    }

    pub(super) fn set(&self, step: Step) {
        if self.step.swap(step as u8, Ordering::Relaxed) != step as u8 {
            tracing::warn!(?step, "how much is made of what readers ask for changed with the pressure");
        }
        metrics::gauge!("pressure_step").set(f64::from(step as u8));
    }

    /// How late timers go off.
    pub(super) fn late(&self) -> Duration {
        Duration::from_micros(u64::from(self.late.load(Ordering::Relaxed)))
    }

    /// Whether this page is made for nobody now: what [`Pressure::turn`] would say, without taking it.
    pub(super) fn is_out_of_turn(&self, address: &str) -> bool {
        self.step() == Step::AtHand && address.contains('?')
    }

    /// The right to make this page: `Ok(None)` where it needs none, `Err` where it must not be made now.
    pub(super) fn turn(self: &Arc<Self>, address: &str) -> Result<Option<Turn>, ()> {
        let step = self.step();
        if step == Step::Calm || !address.contains('?') {
            return Ok(None);
        }
        let now = Instant::now();
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        if step == Step::AtHand || turns.busy || turns.next.is_some_and(|next| next > now) {
            return Err(());
        }
        turns.busy = true;
        Ok(Some(Turn { pressure: self.clone(), begun: now }))
    }

    /// Looks until `stop`.
    pub(super) async fn watch(&self, stop: CancellationToken) {
        let mut ladder = Ladder::default();
        let mut late = Vec::with_capacity(LOOKS);
        loop {
            let due = Instant::now() + TICK;
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep_until(due.into()) => {}
            }
            let now = Instant::now();
            late.push(now.saturating_duration_since(due));
            if late.len() == LOOKS {
                late.sort();
                let half = late[LOOKS / 2];
                self.late.store(u32::try_from(half.as_micros()).unwrap_or(u32::MAX), Ordering::Relaxed);
                self.set(ladder.climb(half, now));
                late.clear();
            }
        }
    }
}

/// When which step is taken.
#[derive(Default)]
struct Ladder {
    step: u8,
    /// Since when it has been pressed, or calm, without a step.
    since: Option<(bool, Instant)>,
}

impl Ladder {
    /// How it stands at `now`, when half the timers were later than this.
    fn climb(&mut self, late: Duration, now: Instant) -> Step {
        let pressed = match late {
            late if late > PRESSED => true,
            late if late < CALM => false,
            _ => {
                self.since = None;
                return Step::of(self.step);
            }
        };
        let began = match self.since {
            Some((was, began)) if was == pressed => began,
            _ => {
                self.since = Some((pressed, now));
                now
            }
        };
        let first = pressed && self.step == 0;
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
    const SOON: Duration = Duration::from_millis(1);

    #[test]
    fn the_first_step_is_taken_at_once_and_the_others_each_five_seconds_up_and_down() {
        let (mut ladder, begun) = (Ladder::default(), Instant::now());
        let at = |seconds: f64| begun + Duration::from_secs_f64(seconds);
        let table = [
            (0.0, SOON, Step::Calm),
            (0.4, LATE, Step::Sparing),
            (0.8, LATE, Step::Sparing),
            (5.3, LATE, Step::Sparing),
            (5.5, LATE, Step::AtHand),
            (60.0, LATE, Step::AtHand),
            (60.4, SOON, Step::AtHand),
            (65.0, SOON, Step::AtHand),
            (65.4, SOON, Step::Sparing),
            // Between calm and pressed nothing changes, and the time begins again.
            (70.2, Duration::from_millis(6), Step::Sparing),
            (70.6, SOON, Step::Sparing),
            (75.7, SOON, Step::Calm),
        ];
        for (seconds, late, step) in table {
            assert_eq!(ladder.climb(late, at(seconds)), step, "at {seconds}");
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
        assert!(pressure.turn("/ar/search/?q=c").is_err());
        assert!(matches!(pressure.turn("/ar/"), Ok(None)));
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
