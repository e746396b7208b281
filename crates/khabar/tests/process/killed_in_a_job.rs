//! Killed while the queue works: what is due goes out all the same, each once, with what follows from it.

use std::time::{Duration, Instant};

use crate::durability::{Tally, derived_is_whole, file_is_whole, loops, random_below, serve};
use crate::kit::{Database, Newsroom, Server, within};
use crate::what_is_due_goes_out::{four_at_a_time, in_seconds, is_out, now, publications, schedule, write};

/// Due at one moment: twice as many as go out in one transaction, so that a kill falls amid them.
const DUE: usize = 64;
/// So many in all: with each kill it takes longer to look whether everything is whole.
const RENEWED_AFTER: usize = 3;
/// So long after that moment at most, in milliseconds: at first, and between what bounds on a faster or a slower machine.
const LATEST: u64 = 300;
const BOUNDS: (u64, u64) = (10, 1_000);
/// A killed server's jobs are taken up by the next one.
const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn what_a_killed_server_was_about_to_do_is_done_once() {
    for mut newsroom in Newsroom::bares() {
        let mut tally = Tally::of("killed in a job");
        let mut server = serve(&newsroom);
        let (mut amid, mut latest) = (0, LATEST);
        for turn in 0..loops(&newsroom) {
            if turn > 0 && turn % RENEWED_AFTER == 0 {
                drop(server);
                newsroom.renew();
                server = serve(&newsroom);
            }
            let ids = killed_when_due(&newsroom, server, latest);
            tally.kills += 1;
            tally.acknowledged += ids.len();
            tally.wrong.extend(file_is_whole(&newsroom));
            let done = publications(&newsroom.database());
            let left = ids.iter().filter(|id| !done.contains_key(*id)).count();
            amid += usize::from((1..DUE).contains(&left));
            latest = match left {
                0 => latest / 2,
                DUE => latest * 2,
                _ => latest,
            };
            latest = latest.clamp(BOUNDS.0, BOUNDS.1);
            server = tally.restart(&newsroom);
            let left = || ids.iter().filter(|id| !is_out(server.address, id)).count();
            if !within(PATIENCE, || left() == 0) {
                tally.wrong.push(format!("{} of {DUE} that were due are not out", left()));
            }
            let counted = publications(&newsroom.database());
            let twice = ids.iter().filter(|id| counted.get(*id).is_none_or(|times| *times != 1));
            tally.wrong.extend(twice.map(|id| format!("{id} was published {:?} times", counted.get(id))));
            tally.wrong.extend(derived_is_whole(&newsroom));
            if !tally.wrong.is_empty() {
                break;
            }
        }
        drop(server);
        println!("{amid} of {} kills fell when some were out and others not", tally.kills);
        assert!(tally.kills < 10 || amid > 0, "every kill came too early or too late to say anything");
        one_too_many_is_seen(&newsroom);
        tally.close(newsroom);
    }
}

/// The control: what was published once more than it should is found by the same count.
fn one_too_many_is_seen(newsroom: &Newsroom) {
    let database = newsroom.database();
    let twice = |database: &Database| publications(database).values().filter(|times| **times == 2).count();
    let before = twice(&database);
    database.change(
        "insert into event_log (seq, at, kind, data, tags, quiet)
         select (select max(seq) from event_log) + 1, at, kind, data, tags, quiet from event_log
          where seq = (select max(seq) from event_log where kind = 'article_published')",
    );
    assert_eq!(twice(&database), before + 1);
}

/// Schedules some for one moment, and kills the server a little after it.
fn killed_when_due(newsroom: &Newsroom, server: Server, latest: u64) -> Vec<String> {
    let (address, token) = (server.address, &newsroom.token);
    // A word that stands in every headline of these tests.
    let begun = Instant::now();
    let ids =
        four_at_a_time((0..DUE).collect(), |n| write(address, token, &format!("ديمومة مجدولة {n}"), None));
    // Scheduling one takes no longer than writing one.
    let (at, moment) = in_seconds(begun.elapsed().as_secs_f64() * 1.5 + 0.5);
    four_at_a_time(ids.clone(), |id| schedule(address, token, &id, &at));
    let wait = Duration::from_micros((moment - now()).max(0) as u64);
    std::thread::sleep(wait + Duration::from_millis(random_below(latest)));
    server.kill();
    ids
}
