//! How much of the cores this program has, and how much it waits for them.
//!
//! Where the cores are taken by threads that make pages, a short timer still goes off soon: who sleeps much is let in before who
//! works much. That what is at hand has lost half of a core then is seen only in how long threads ran and how long they were able to
//! run and did not, whether other threads, other programs or a limit on the whole of it were the reason. Linux counts both.

use std::collections::HashMap;
use std::path::Path;
use std::thread::available_parallelism;
use std::time::{Duration, Instant};
use std::{fs, io};

/// As long as no more threads than this wait for a core at a time, on average, there is one for each.
const FEW_WAIT: f64 = 0.5;
/// Of the cores that there are, so much is all of them.
const ALL: f64 = 0.95;

/// How many threads had a core at a time, and how many waited for one, on average.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Demand {
    ran: f64,
    waited: f64,
}

impl Demand {
    /// Whether of so many cores none is left.
    fn takes_all(self, cores: usize) -> bool {
        self.waited >= FEW_WAIT || self.ran + self.waited >= ALL * cores as f64
    }
}

/// How long a thread had a core, and how long it waited for one, since it began.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Told {
    ran: Duration,
    waited: Duration,
}

type Threads = HashMap<u32, Told>;

/// What is known of the threads since they were last looked at.
pub(super) struct Cores {
    count: usize,
    before: Option<(Instant, Threads)>,
}

impl Cores {
    /// Those that this program may use.
    pub(super) fn new() -> Cores {
        Cores { count: available_parallelism().map_or(1, usize::from), before: None }
    }

    /// Whether all of them were taken since that was last asked. Never the first time, nor where the system does not say.
    pub(super) fn were_taken(&mut self, now: Instant) -> bool {
        self.demand(now).is_some_and(|demand| demand.takes_all(self.count))
    }

    fn demand(&mut self, now: Instant) -> Option<Demand> {
        let told = told(Path::new("/proc/self/task")).ok()?;
        let demand = self.before.as_ref().map(|(asked, before)| demand(before, &told, now - *asked));
        self.before = Some((now, told));
        demand
    }
}

/// Of a thread that was not there before all counts.
fn demand(before: &Threads, told: &Threads, between: Duration) -> Demand {
    let between = between.as_secs_f64().max(f64::MIN_POSITIVE);
    told.iter().fold(Demand::default(), |sum, (thread, told)| {
        let before = before.get(thread).copied().unwrap_or_default();
        // The number may have been another's.
        let since = |now: Duration, before| now.checked_sub(before).unwrap_or(now).as_secs_f64() / between;
        Demand {
            ran: sum.ran + since(told.ran, before.ran),
            waited: sum.waited + since(told.waited, before.waited),
        }
    })
}

/// What the system says of each thread.
fn told(threads: &Path) -> io::Result<Threads> {
    let mut all = Threads::new();
    for thread in fs::read_dir(threads)? {
        let thread = thread?;
        // One that ended meanwhile waits for nothing.
        let Ok(told) = fs::read_to_string(thread.path().join("schedstat")) else { continue };
        let number = thread.file_name().to_str().and_then(|name| name.parse().ok());
        all.extend(number.zip(read(&told)));
    }
    if all.is_empty() { Err(io::ErrorKind::Unsupported.into()) } else { Ok(all) }
}

/// Three numbers: on a core, waiting for one (both in nanoseconds), and how often it was given one.
fn read(told: &str) -> Option<Told> {
    let mut numbers = told.split_ascii_whitespace().map_while(|number| number.parse().ok());
    let (ran, waited) = (numbers.next()?, numbers.next()?);
    Some(Told { ran: Duration::from_nanos(ran), waited: Duration::from_nanos(waited) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn threads(told: &[(u32, u64, u64)]) -> Threads {
        let ms = Duration::from_millis;
        told.iter()
            .map(|&(number, ran, waited)| (number, Told { ran: ms(ran), waited: ms(waited) }))
            .collect()
    }

    #[test]
    fn what_each_thread_had_and_waited_for_since_is_counted() {
        let before = threads(&[(1, 70, 100), (2, 9_000, 5_000), (3, 0, 40)]);
        for (told, ran, waited) in [
            (&[(1, 70, 100), (2, 9_000, 5_000), (3, 0, 40)][..], 0.0, 0.0),
            (&[(1, 270, 100), (2, 9_000, 5_200), (3, 0, 40)], 0.5, 0.5),
            (&[(1, 470, 300), (2, 9_400, 5_400), (3, 0, 240)], 2.0, 2.0),
            // A new one, and one whose number was another's.
            (&[(1, 70, 100), (2, 100, 200), (4, 100, 200)], 0.5, 1.0),
            (&[], 0.0, 0.0),
        ] {
            let demand = demand(&before, &threads(told), Duration::from_millis(400));
            assert_eq!(demand, Demand { ran, waited }, "{told:?}");
        }
        assert_eq!(demand(&before, &before, Duration::ZERO), Demand::default());
    }

    #[test]
    fn all_cores_are_taken_where_threads_wait_or_run_on_each() {
        for (ran, waited, cores, wanted) in [
            (0.0, 0.0, 1, false),
            (0.9, 0.0, 1, false),
            (0.96, 0.0, 1, true),
            (0.6, 0.4, 1, true),
            (0.96, 0.0, 2, false),
            (1.9, 0.1, 2, true),
            // Others have the cores.
            (0.4, 0.6, 8, true),
        ] {
            assert_eq!(Demand { ran, waited }.takes_all(cores), wanted, "{ran} and {waited} of {cores}");
        }
    }

    #[test]
    fn what_the_system_says_of_a_thread_is_read() {
        for (told, wanted) in [
            ("811093 1520 7\n", Some((811_093, 1_520))),
            ("0 0 0\n", Some((0, 0))),
            ("811093", None),
            ("", None),
            ("a b c", None),
            ("1 b c", None),
        ] {
            let nanos = Duration::from_nanos;
            let wanted = wanted.map(|(ran, waited)| Told { ran: nanos(ran), waited: nanos(waited) });
            assert_eq!(read(told), wanted, "{told:?}");
        }
        assert!(super::told(Path::new("/nowhere")).is_err());
    }

    #[test]
    fn threads_that_share_cores_take_all_of_them() {
        let mut cores = Cores::new();
        assert!(!cores.were_taken(Instant::now()), "there is nothing to compare with");
        if cores.before.is_none() {
            eprintln!("NOT RUN: this system does not say how long threads wait");
            return;
        }
        let stop = Instant::now() + Duration::from_millis(400);
        std::thread::scope(|scope| {
            for _ in 0..cores.count + 4 {
                scope.spawn(|| while Instant::now() < stop {});
            }
            // Asked while they are at work: what ended is not counted.
            std::thread::sleep(Duration::from_millis(300));
            assert!(cores.were_taken(Instant::now()));
        });
    }
}
