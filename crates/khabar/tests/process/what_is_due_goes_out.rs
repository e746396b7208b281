//! What is scheduled goes out by itself: many at one moment, through a kill at that moment, and from two servers on one
//! database. Each goes out once, none before its time.
//!
//! `KHABAR_FULL=1` takes the full measure, a thousand at one moment; without it they are sixty.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Mutex;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::kit::{Database, Kind, Newsroom, Server, copy_folder, get, post};

/// So long after its start a server has put out what came due while it was away, and of sixty due at once the last.
const SOON: Duration = Duration::from_secs(5);

pub fn full() -> bool {
    std::env::var("KHABAR_FULL").is_ok_and(|value| value == "1")
}

fn many() -> usize {
    if full() { 1_000 } else { 60 }
}

/// Microseconds since 1970 UTC.
#[expect(
    clippy::disallowed_methods,
    reason = "how late a program is, is measured by the clock of whoever waits for it"
)]
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970");
    i64::try_from(since.as_micros()).expect("it fits")
}

/// A whole second as the API reads it, and the microseconds of that.
pub fn in_seconds(seconds: f64) -> (String, i64) {
    let at = (now() as f64 / 1e6 + seconds).ceil() as i64 * 1_000_000;
    (text::dates::iso(at, "UTC"), at)
}

/// Writes an article; `embargo` as the API reads it.
pub fn write(address: SocketAddr, token: &str, headline: &str, embargo: Option<&str>) -> String {
    let content = json!({"headline": headline, "lead": "مقدّمة", "body_html": "<p>نصّ.</p>"});
    let mut new = json!({"edition": "ar", "section": "politics", "content": content});
    if let Some(embargo) = embargo {
        new["embargo_until"] = json!(embargo);
    }
    let begun = post("/api/v1/articles").token(token).json(&new).answer(address).with_status(201).json();
    begun["id"].as_str().expect("an id").to_owned()
}

/// Sets it to be published at a time.
pub fn schedule(address: SocketAddr, token: &str, id: &str, at: &str) {
    let path = format!("/api/v1/articles/{id}/publication");
    post(&path).token(token).json(&json!({"at": at})).answer(address).with_status(202);
}

/// Does this for each of them, four at a time.
pub fn four_at_a_time<T: Send, R: Send>(all: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let (waiting, done) = (Mutex::new(all), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                loop {
                    let Some(one) = waiting.lock().expect("nobody panics").pop() else { break };
                    let came = work(one);
                    done.lock().expect("nobody panics").push(came);
                }
            });
        }
    });
    done.into_inner().expect("nobody panics")
}

/// Whether a reader has it.
pub fn is_out(address: SocketAddr, id: &str) -> bool {
    match get(&format!("/s/{id}")).ask(address) {
        Ok(answer) if answer.status == 301 => true,
        Ok(answer) if answer.status == 404 => false,
        Ok(answer) => panic!("a reader is answered {}: {}", answer.status, answer.text()),
        Err(_) => false,
    }
}

/// Many that are due at one moment, and that moment.
fn due_at_once(newsroom: &Newsroom, address: SocketAddr) -> (Vec<String>, i64) {
    let begun = Instant::now();
    let token = &newsroom.token;
    // So many by one hand are more than the brake lets through.
    newsroom.database().change("update brake set publications = 100000");
    let ids = four_at_a_time((0..many()).collect(), |n| write(address, token, &format!("خبر {n}"), None));
    // Scheduling one takes no longer than writing one.
    let (at, moment) = in_seconds(begun.elapsed().as_secs_f64() * 1.5 + 2.0);
    four_at_a_time(ids.clone(), |id| schedule(address, token, &id, &at));
    assert!(now() < moment, "scheduling took longer than was thought");
    (ids, moment)
}

/// Watches until readers have all of them: how late each was, in milliseconds, the least first.
fn lateness(address: SocketAddr, ids: &[String], moment: i64, most: Duration) -> Vec<f64> {
    let begun = Instant::now();
    let (mut waiting, mut late) = (ids.to_vec(), Vec::new());
    while !waiting.is_empty() {
        let looked = four_at_a_time(waiting, |id| {
            let out = is_out(address, &id);
            (id, out, now())
        });
        let (out, not): (Vec<_>, Vec<_>) = looked.into_iter().partition(|one| one.1);
        late.extend(out.into_iter().map(|(_, _, at)| (at - moment) as f64 / 1e3));
        waiting = not.into_iter().map(|one| one.0).collect();
        assert!(begun.elapsed() < most, "{} of {} are not out", waiting.len(), ids.len());
    }
    late.sort_by(f64::total_cmp);
    late
}

fn told(what: &str, late: &[f64]) {
    let at = |share: f64| late[((late.len() - 1) as f64 * share) as usize];
    println!(
        "{what}: {} out; after their time p50 {:.0} ms, p99 {:.0} ms, the last {:.0} ms",
        late.len(),
        at(0.5),
        at(0.99),
        at(1.0)
    );
}

/// How often each was published, by the log.
pub fn publications(database: &Database) -> BTreeMap<String, usize> {
    let mut counted = BTreeMap::new();
    for row in database.rows("select data from event_log where kind = 'article_published'") {
        let said: Value = serde_json::from_str(&row[0]).expect("an event is JSON");
        *counted.entry(said["article"].as_str().expect("an id").to_owned()).or_default() += 1;
    }
    counted
}

fn each_once(newsroom: &Newsroom, ids: &[String]) {
    let counted = publications(&newsroom.database());
    let other: Vec<_> = ids.iter().filter(|id| counted.get(*id) != Some(&1)).collect();
    assert!(other.is_empty(), "not once: {other:?}");
}

#[test]
fn many_that_are_due_at_once_are_before_readers_a_moment_later() {
    for newsroom in Newsroom::bares() {
        let server = newsroom.serve();
        let (ids, moment) = due_at_once(&newsroom, server.address);
        let late = lateness(server.address, &ids, moment, Duration::from_secs(180));
        assert!(late[0] >= 0.0, "one was out {} ms before its time", -late[0]);
        told(&format!("{} due at once on {}", ids.len(), newsroom.kind), &late);
        each_once(&newsroom, &ids);
        server.stop();
    }
}

#[test]
fn a_server_killed_at_that_moment_puts_out_the_rest_when_it_is_back() {
    for newsroom in Newsroom::bares() {
        let server = newsroom.serve();
        let (ids, moment) = due_at_once(&newsroom, server.address);
        let wait = (moment - now()).max(0) as u64;
        std::thread::sleep(Duration::from_micros(wait) + Duration::from_millis(60));
        server.kill();
        let out = publications(&newsroom.database()).len();
        let begun = now();
        let server = newsroom.serve();
        let late = lateness(server.address, &ids, begun, Duration::from_secs(180));
        told(
            &format!("killed at that moment on {} ({out} were out); from the start on", newsroom.kind),
            &late,
        );
        assert!(full() || late[late.len() - 1] <= SOON.as_secs_f64() * 1e3, "the last came too late");
        each_once(&newsroom, &ids);
        // What was due while nobody ran is done late, and that is said aloud.
        let id = write(server.address, &newsroom.token, "خبر أثناء التوقف", None);
        let (at, _) = in_seconds(1.5);
        schedule(server.address, &newsroom.token, &id, &at);
        server.kill();
        std::thread::sleep(Duration::from_secs(8));
        let begun = now();
        let server = newsroom.serve();
        told("down for a while; from the start on", &lateness(server.address, &[id], begun, SOON));
        assert!(server.log().contains("a job starts late"), "{}", server.log());
        assert!(metric(&server, "jobs_late{job=\"articles.publish_due\"}") >= 1.0);
        server.stop();
    }
}

/// A number that the server measures.
pub fn metric(server: &Server, name: &str) -> f64 {
    let told = get("/metrics").answer(server.ops).with_status(200).text();
    let value = told.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok());
    value.unwrap_or_else(|| panic!("{name} is not in {told}"))
}

#[test]
fn two_servers_on_one_database_put_each_out_once() {
    for newsroom in Newsroom::bares().filter(|newsroom| matches!(newsroom.kind, Kind::Postgres(_))) {
        let first = newsroom.serve();
        let other = newsroom.beside("second").join("data");
        copy_folder(&newsroom.data(), &other).expect("a folder can be copied");
        for own in ["instance", "beat", "khabar.sock"] {
            let _ = std::fs::remove_file(other.join(own));
        }
        let second = Server::start(&other, "serve", &[]);
        assert_eq!(metric(&second, "newsroom_restored"), 0.0, "a second server is no copy");
        let (ids, moment) = due_at_once(&newsroom, first.address);
        let late = lateness(second.address, &ids, moment, Duration::from_secs(180));
        assert!(late[0] >= 0.0, "one was out {} ms before its time", -late[0]);
        told("two servers, as readers of the second see it", &late);
        each_once(&newsroom, &ids);
        let shares = [&first, &second]
            .map(|server| metric(server, "jobs_attempts{job=\"articles.publish_due\",outcome=\"done\"}"));
        println!("the first did {} of them, the second {}", shares[0], shares[1]);
        first.stop();
        second.stop();
    }
}
