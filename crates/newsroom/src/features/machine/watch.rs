//! Whether the machine's clock can be trusted. A clock on the wall can be set, forwards or back; a steady one only counts on.
//! From both comes the time that is sure: what the wall shows, and never more than the steady clock has counted since the
//! wall was last sound. So what waits for a time comes late when in doubt, and never early.

use std::sync::{Mutex, PoisonError};

/// So far the two may be apart, in microseconds.
const TOLERANCE: i64 = 2_000_000;
/// After the machine was started anew nobody has counted: so long it may have been off, in microseconds.
const LONGEST_REST: i64 = 7 * 24 * 3_600 * 1_000_000;
/// A sound wall clock is followed by no more than one part in so many: as a clock is slewed, and not as it is set.
const SLEW: i64 = 1_000;

/// How a clock stood when it last said so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beat {
    /// Which start of the machine its steady clock counts from.
    pub boot: String,
    /// The steady clock, in microseconds.
    pub steady: i64,
    /// The time that was sure, in microseconds UTC.
    pub reckoned: i64,
}

/// The wall clock and the steady one do not agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doubt {
    /// How far the wall clock is ahead of the reckoned time, in microseconds; behind it when negative.
    pub ahead: i64,
    /// When it was last sound, in microseconds UTC: what was over by then is over.
    pub since: i64,
}

/// What a look at both clocks says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// The time, for sure: it may be later, and is not earlier.
    pub sure: i64,
    /// Why it may be later.
    pub doubt: Option<Doubt>,
}

/// Watches the clocks. Every question for the time is a look.
#[derive(Debug)]
pub struct Watch(Mutex<State>);

#[derive(Debug, Clone, Copy)]
struct State {
    steady: i64,
    reckoned: i64,
    /// What the wall may be ahead because nobody counted while the machine was off.
    rest: i64,
    /// What is left of elapsed time that was too short to slew by.
    unspent: i64,
    doubt: Option<Doubt>,
}

impl Watch {
    /// Begins to watch on this start of the machine, knowing how the clock last stood, if it ever did.
    pub fn begin(last: Option<&Beat>, boot: &str, wall: i64, steady: i64) -> Watch {
        let state = match last {
            Some(last) if last.boot == boot && last.steady <= steady => {
                State { steady: last.steady, reckoned: last.reckoned, rest: 0, unspent: 0, doubt: None }
            }
            Some(last) => {
                State { steady, reckoned: last.reckoned, rest: LONGEST_REST, unspent: 0, doubt: None }
            }
            None => State { steady, reckoned: wall, rest: 0, unspent: 0, doubt: None },
        };
        let watch = Watch(Mutex::new(state));
        watch.look(wall, steady);
        watch
    }

    /// Looks at both clocks.
    pub fn look(&self, wall: i64, steady: i64) -> Seen {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let elapsed = steady.saturating_sub(state.steady).max(0);
        state.steady = state.steady.max(steady);
        let before = state.reckoned;
        state.reckoned = state.reckoned.saturating_add(elapsed);
        let ahead = wall.saturating_sub(state.reckoned);
        let is_sound = ahead >= -TOLERANCE && ahead <= TOLERANCE.saturating_add(state.rest);
        if !is_sound {
            let since = state.doubt.map_or(before, |doubt| doubt.since);
            state.doubt = Some(Doubt { ahead, since });
        } else if state.rest > 0 {
            (state.rest, state.reckoned, state.doubt) = (0, wall, None);
        } else {
            state.doubt = None;
            state.unspent = state.unspent % SLEW + elapsed;
            let most = state.unspent / SLEW;
            state.reckoned += ahead.clamp(-most, most);
        }
        Seen { sure: wall.min(state.reckoned), doubt: state.doubt }
    }

    /// Somebody says that the wall clock is right.
    pub fn confirm(&self, wall: i64, steady: i64) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *state = State { steady, reckoned: wall, rest: 0, unspent: 0, doubt: None };
    }

    /// How it stands, to be kept. While in doubt the wall has no part in it, so that a restart does not end the doubt.
    pub fn beat(&self, boot: &str) -> Beat {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // After a start nobody can tell how long the machine was off: until the clock is sound, the old beat stands.
        let boot = if state.rest > 0 { String::new() } else { boot.to_owned() };
        Beat { boot, steady: state.steady, reckoned: state.reckoned }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: i64 = 1_000_000;
    const HOUR: i64 = 3_600 * SECOND;
    const DAY: i64 = 24 * HOUR;
    const NOON: i64 = 1_795_435_200 * SECOND;

    fn fresh() -> Watch {
        Watch::begin(None, "one", NOON, 0)
    }

    #[test]
    fn while_both_go_on_alike_the_wall_is_right() {
        let watch = fresh();
        for second in 0..10_000 {
            let now = NOON + second * SECOND;
            assert_eq!(watch.look(now, second * SECOND), Seen { sure: now, doubt: None });
        }
    }

    #[test]
    fn however_the_wall_is_set_the_sure_time_is_never_early() {
        for jump in [DAY, 5 * 60 * SECOND, 3 * SECOND, -HOUR, -3 * SECOND, 400 * DAY] {
            let watch = fresh();
            watch.look(NOON + 10 * SECOND, 10 * SECOND);
            for second in 11..100 {
                let (truth, steady) = (NOON + second * SECOND, second * SECOND);
                let seen = watch.look(truth + jump, steady);
                assert!(seen.sure <= truth, "{jump}: {} is early", seen.sure - truth);
                assert_eq!(seen.sure, truth + jump.min(0));
                let doubt = seen.doubt.unwrap_or_else(|| panic!("{jump} is not noticed"));
                assert_eq!((doubt.ahead, doubt.since), (jump, NOON + 10 * SECOND));
            }
            // Set right again, it is sound again.
            assert_eq!(watch.look(NOON + 100 * SECOND, 100 * SECOND).doubt, None);
        }
    }

    #[test]
    fn a_frozen_clock_is_noticed_and_nothing_comes_of_it() {
        let watch = fresh();
        for second in 3..60 {
            let seen = watch.look(NOON, second * SECOND);
            assert_eq!((seen.sure, seen.doubt.is_some()), (NOON, true));
        }
    }

    #[test]
    fn a_clock_that_is_slewed_is_followed_and_one_that_creeps_is_not() {
        let watch = fresh();
        for second in 0..40_000 {
            let seen = watch.look(NOON + second * (SECOND + 400), second * SECOND);
            assert_eq!(seen.doubt, None, "at {second}");
        }
        let watch = fresh();
        let creeps =
            (0..1_000).any(|step| watch.look(NOON + step * 2 * SECOND, step * SECOND).doubt.is_some());
        assert!(creeps, "a clock that runs twice as fast");
    }

    #[test]
    fn a_restart_of_the_program_does_not_hide_a_clock_that_was_set() {
        let last = Beat { boot: "one".to_owned(), steady: 50 * SECOND, reckoned: NOON };
        for (jump, doubtful) in [(0, false), (DAY, true), (300 * SECOND, true), (-HOUR, true)] {
            let truth = NOON + 20 * SECOND;
            let watch = Watch::begin(Some(&last), "one", truth + jump, 70 * SECOND);
            let seen = watch.look(truth + jump, 70 * SECOND);
            assert_eq!((seen.doubt.is_some(), seen.sure <= truth), (doubtful, true), "{jump}");
            // And neither does the next one.
            let again = Watch::begin(Some(&watch.beat("one")), "one", truth + jump, 70 * SECOND);
            assert_eq!(again.look(truth + jump, 70 * SECOND).doubt.is_some(), doubtful, "{jump}");
        }
    }

    #[test]
    fn after_the_machine_was_off_a_week_is_believed_and_no_more() {
        let last = Beat { boot: "one".to_owned(), steady: 50 * SECOND, reckoned: NOON };
        for (later, doubtful) in [(0, false), (DAY, false), (7 * DAY, false), (8 * DAY, true), (-DAY, true)] {
            let watch = Watch::begin(Some(&last), "two", NOON + later, 5 * SECOND);
            let seen = watch.look(NOON + later, 5 * SECOND);
            assert_eq!(seen.doubt.is_some(), doubtful, "{later}");
            assert_eq!(seen.sure, if doubtful { NOON + later.min(0) } else { NOON + later });
            let again = Watch::begin(Some(&watch.beat("two")), "two", NOON + later, 6 * SECOND);
            assert_eq!(again.look(NOON + later, 6 * SECOND).doubt.is_some(), doubtful, "again: {later}");
            watch.confirm(NOON + later, 7 * SECOND);
            assert_eq!(watch.look(NOON + later, 7 * SECOND), Seen { sure: NOON + later, doubt: None });
        }
    }
}
