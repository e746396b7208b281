//! How much of the cores this program has, and how much it waits for them.
//!
//! Where the cores are taken by threads that make pages, a short timer still goes off soon: who sleeps much is let in before who
//! works much. That what is at hand has lost half of a core then is seen only in how long threads ran and how long they were able to
//! run and did not, whether other threads, other programs or a limit on the whole of it were the reason. Linux counts both.

use std::collections::HashMap;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

use rustix::io::Errno;
use rustix::process::{Pid, getpriority_process};

/// As long as no more threads than this wait for a core at a time, on average, there is one for each.
const FEW_WAIT: f64 = 0.5;
/// And as long as they are no more than this of all that want one: each waits a moment until a core wakes up.
const SMALL_SHARE: f64 = 0.25;
/// Of the cores that there are, so much is all of them.
const ALL: f64 = 0.95;

/// What is known of the threads since they were last looked at.
pub(super) struct Cores {
    /// So many there are for this program. Where a limit allows it a core and a half this is one, and a good half of a core may be left
    /// where all are said to be taken.
    count: usize,
    before: Option<(Instant, Threads)>,
}

impl Cores {
    /// Those that this program may use.
    pub(super) fn new() -> Cores {
        Cores { count: available_parallelism().map_or(1, usize::from), before: None }
    }

    /// Whether all of them were taken since that was last asked. Never the first time, nor where the system does not say.
    pub(super) fn were_taken(&mut self) -> bool {
        self.demand().is_some_and(|demand| demand.takes_all(self.count))
    }

    fn demand(&mut self) -> Option<Demand> {
        let spent = spent_by_each(Path::new("/proc/self/task")).ok()?;
        let now = Instant::now();
        let demand = self.before.as_ref().map(|(asked, before)| demand(before, &spent, now - *asked));
        self.before = Some((now, spent));
        demand
    }
}

/// How many threads had a core at a time, and how many waited for one, on average.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Demand {
    ran: f64,
    waited: f64,
}

impl Demand {
    /// Whether of so many cores none is left.
    fn takes_all(self, cores: usize) -> bool {
        let wanted = self.ran + self.waited;
        let many_wait = self.waited >= FEW_WAIT && self.waited >= SMALL_SHARE * wanted;
        many_wait || wanted >= ALL * cores as f64
    }
}

/// How long a thread had a core, and how long it waited for one, since it began.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Spent {
    ran: Duration,
    waited: Duration,
}

type Threads = HashMap<u32, Spent>;

/// Of a thread that was not there before all counts.
fn demand(before: &Threads, spent: &Threads, between: Duration) -> Demand {
    let between = between.as_secs_f64().max(f64::MIN_POSITIVE);
    spent.iter().fold(Demand::default(), |sum, (thread, spent)| {
        let before = before.get(thread).copied().unwrap_or_default();
        // The number may have been another's.
        let since = |now: Duration, before| now.checked_sub(before).unwrap_or(now).as_secs_f64() / between;
        Demand {
            ran: sum.ran + since(spent.ran, before.ran),
            waited: sum.waited + since(spent.waited, before.waited),
        }
    })
}

/// What the system says of each thread, but for those that stepped back behind the others: they take what nobody else wants.
fn spent_by_each(threads: &Path) -> io::Result<Threads> {
    let own = getpriority_process(Pid::from_raw(std::process::id().cast_signed()))?;
    let mut all = Threads::new();
    for thread in std::fs::read_dir(threads)? {
        let thread = thread?;
        let Some(number) = thread.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else {
            continue;
        };
        match spent_by(&thread.path(), number, own) {
            Ok(spent) => all.extend(spent.map(|spent| (number, spent))),
            // One that ended meanwhile wants nothing. One that cannot be looked at now would count with its whole life the next time.
            Err(error) if has_ended(&error) => {}
            Err(error) => return Err(error),
        }
    }
    // Where nothing is counted, every number is zero.
    match all.values().any(|spent| !spent.ran.is_zero()) {
        true => Ok(all),
        false => Err(ErrorKind::Unsupported.into()),
    }
}

/// `None`: it stepped back further than `own`.
fn spent_by(thread: &Path, number: u32, own: i32) -> io::Result<Option<Spent>> {
    if getpriority_process(Pid::from_raw(number.cast_signed()))? > own {
        return Ok(None);
    }
    Ok(read(&std::fs::read_to_string(thread.join("schedstat"))?))
}

fn has_ended(error: &io::Error) -> bool {
    error.kind() == ErrorKind::NotFound || error.raw_os_error() == Some(Errno::SRCH.raw_os_error())
}

/// Three numbers: on a core, waiting for one (both in nanoseconds), and how often it was given one.
fn read(line: &str) -> Option<Spent> {
    let mut numbers = line.split_ascii_whitespace().map_while(|number| number.parse().ok());
    let (ran, waited) = (numbers.next()?, numbers.next()?);
    Some(Spent { ran: Duration::from_nanos(ran), waited: Duration::from_nanos(waited) })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;

    use rustix::process::nice;

    use super::*;

    fn threads(spent: &[(u32, u64, u64)]) -> Threads {
        let ms = Duration::from_millis;
        let spent =
            spent.iter().map(|&(number, ran, waited)| (number, Spent { ran: ms(ran), waited: ms(waited) }));
        spent.collect()
    }

    #[test]
    fn what_each_thread_had_and_waited_for_since_is_counted() {
        let before = threads(&[(1, 70, 100), (2, 9_000, 5_000), (3, 0, 40)]);
        for (spent, ran, waited) in [
            (&[(1, 70, 100), (2, 9_000, 5_000), (3, 0, 40)][..], 0.0, 0.0),
            (&[(1, 270, 100), (2, 9_000, 5_200), (3, 0, 40)], 0.5, 0.5),
            (&[(1, 470, 300), (2, 9_400, 5_400), (3, 0, 240)], 2.0, 2.0),
            // A new one, and one whose number was another's.
            (&[(1, 70, 100), (2, 100, 200), (4, 100, 200)], 0.5, 1.0),
            (&[], 0.0, 0.0),
        ] {
            let demand = demand(&before, &threads(spent), Duration::from_millis(400));
            assert_eq!(demand, Demand { ran, waited }, "{spent:?}");
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
            // Many are woken, each a moment later.
            (20.0, 0.6, 64, false),
        ] {
            assert_eq!(Demand { ran, waited }.takes_all(cores), wanted, "{ran} and {waited} of {cores}");
        }
    }

    #[test]
    fn what_the_system_says_of_a_thread_is_read() {
        for (line, wanted) in [
            ("811093 1520 7\n", Some((811_093, 1_520))),
            ("0 0 0\n", Some((0, 0))),
            ("811093", None),
            ("", None),
            ("a b c", None),
            ("1 b c", None),
        ] {
            let nanos = Duration::from_nanos;
            let wanted = wanted.map(|(ran, waited)| Spent { ran: nanos(ran), waited: nanos(waited) });
            assert_eq!(read(line), wanted, "{line:?}");
        }
        assert!(spent_by_each(Path::new("/nowhere")).is_err());
    }

    #[test]
    fn threads_that_share_cores_take_all_of_them_and_those_that_stepped_back_count_for_nothing() {
        let mut cores = Cores::new();
        assert!(!cores.were_taken(), "there is nothing to compare with");
        if cores.before.is_none() {
            println!("NOT RUN: threads that share cores (this system does not say how long threads wait)");
            return;
        }
        for (steps_back, wanted) in [(0, true), (10, false)] {
            let stop = AtomicBool::new(false);
            let demand = thread::scope(|scope| {
                for _ in 0..cores.count + 4 {
                    scope.spawn(|| {
                        let _ = nice(steps_back);
                        while !stop.load(Ordering::Relaxed) {
                            std::hint::spin_loop();
                        }
                    });
                }
                // Until each of them has stepped back, and then from one look to the next.
                thread::sleep(Duration::from_millis(200));
                cores.demand();
                thread::sleep(Duration::from_millis(300));
                let demand = cores.demand();
                stop.store(true, Ordering::Relaxed);
                demand.expect("it was asked before")
            });
            // Other tests of this program may run beside it: of them there are fewer than of these.
            let many = cores.count as f64 + 2.0;
            assert_eq!(
                demand.ran + demand.waited >= many,
                wanted,
                "{demand:?} after {steps_back} steps back"
            );
            assert!(!wanted || demand.takes_all(cores.count));
        }
    }
}
