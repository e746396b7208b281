//! The disk is full, its writes and syncs fail one by one, somebody else holds the database. Nothing that was acknowledged
//! is lost, readers go on reading, and each refusal comes at once and in words.
//!
//! `KHABAR_FULL=1` fails each of the first forty syncs; without it three of them.

use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::durability::{
    Act, Album, Client, Disk, Entry, History, Outcome, contradictions, derived_is_whole, file_is_whole,
    pictures_are_whole, serve,
};
use crate::kit::{Answer, Database, Kind, Newsroom, Server, get, post, within};
use crate::what_is_due_goes_out::full;

/// What the small disk has beside the newsroom itself; most of it is filled at once.
const ROOM: u64 = 24 << 20;
/// What is left of that for clients to fill.
const LEFT: u64 = 600 << 10;
/// The database waits five seconds for whoever holds it.
const PATIENCE: Duration = Duration::from_secs(9);

fn new_article(headline: &str, body: &str) -> Value {
    json!({"edition": "ar", "section": "politics", "content": {"headline": headline, "lead": "مقدّمة", "body_html": body}})
}

fn begin(address: SocketAddr, token: &str, body: &str) -> Answer {
    post("/api/v1/articles").token(token).json(&new_article("ديمومة على قرص", body)).answer(address)
}

/// Half a megabyte and more.
fn long_body() -> String {
    format!("<p>{}</p>", "نصّ يملأ القرص. ".repeat(60)).repeat(400)
}

/// Readers and editors read as if nothing were.
fn reads_go_on(address: SocketAddr, token: &str) {
    for _ in 0..10 {
        get("/ar/").answer(address).with_status(200);
        get("/ar/latest/").answer(address).with_status(200);
        get("/api/v1/articles?edition=ar").token(token).answer(address).with_status(200);
    }
}

/// Whatever clients wrote down holds, and all that is derived follows.
fn nothing_is_lost(newsroom: &Newsroom, server: &Server, history: &History) {
    let database = newsroom.database();
    let found = contradictions(&history.entries(), &newsroom.token, server.address, &database);
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(derived_is_whole(newsroom), Vec::<String>::new());
}

#[test]
fn a_full_disk_refuses_in_words_and_takes_again_when_there_is_room() {
    let newsroom = Newsroom::bare();
    let Some(disk) = Disk::small_under(&newsroom, ROOM) else { return };
    let server = serve(&newsroom);
    let (address, token) = (server.address, &newsroom.token);
    let history = History::in_file(newsroom.beside("history").join("full.jsonl"));
    let client = |name: &str| Client { name: name.to_owned(), token, address, history: &history };
    client("before").write_one();
    let filler = newsroom.data().join("filler");
    fill(&filler);
    let album = Album::default();
    client("amid").write_until_the_end();
    album.send_until_the_end(token, address);
    // What is left may hold one small thing more.
    let large = long_body();
    let refused = begin(address, token, &large);
    assert_eq!(refused.status, 507, "{}", refused.text());
    assert!(refused.text().contains("nothing was changed"), "{}", refused.text());
    assert!(server.log().contains("the disk is full"), "{}", server.log());
    reads_go_on(address, token);
    std::fs::remove_file(filler).expect("it is there");
    let begun = Instant::now();
    assert!(
        within(Duration::from_secs(10), || begin(address, token, &large).status == 201),
        "{}",
        server.log()
    );
    println!(
        "a full disk: {} acknowledged before it, takes again {:?} after there was room",
        history.count(Outcome::Acknowledged),
        begun.elapsed()
    );
    assert!(!says_stopped(&server));
    client("after").write_one();
    disk.grow(ROOM);
    server.kill();
    assert_eq!(file_is_whole(&newsroom), Vec::<String>::new());
    let server = serve(&newsroom);
    nothing_is_lost(&newsroom, &server, &history);
    let database = newsroom.database();
    assert_eq!(album.lost(&database), Vec::<String>::new());
    assert_eq!(pictures_are_whole(&newsroom.data(), &database), Vec::<String>::new());
    drop((server, database));
}

/// Fills the disk that this file is on, but for a little.
fn fill(file: &std::path::Path) {
    use std::io::Write;
    let mut filler = std::fs::File::create(file).expect("a file can be made");
    let mut length = 0;
    while filler.write_all(&[1; 4096]).is_ok() {
        length += 4096;
    }
    filler.set_len(length - LEFT).expect("it can be shortened");
}

/// Makes some calls of a running server fail, until it is dropped.
struct Failing(Child);

impl Failing {
    /// Those of this file, in this way, counted from now on in each thread. Says aloud where that cannot be.
    fn calls(newsroom: &Newsroom, server: &Server, file: &str, way: &str) -> Option<Failing> {
        let (path, inject) = (newsroom.data().join(file).display().to_string(), format!("inject={way}"));
        let traced = format!("trace={}", way.split(':').next().unwrap_or_default());
        let pid = server.pid().to_string();
        let words = ["-f", "-qq", "-o", "/dev/null", "-e", &traced, "-P", &path, "-e", &inject, "-p", &pid];
        let mut command = Command::new("strace");
        command.args(words).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let not_run = |why: &str| println!("NOT RUN: a disk that fails ({why})");
        let mut child = command.spawn().inspect_err(|error| not_run(&format!("strace: {error}"))).ok()?;
        let status = format!("/proc/{pid}/status");
        let is_held = || {
            let status = std::fs::read_to_string(&status).unwrap_or_default();
            status.lines().any(|line| line.starts_with("TracerPid:") && !line.ends_with("\t0"))
        };
        let mut has_ended = || child.try_wait().is_ok_and(|ended| ended.is_some());
        if !within(Duration::from_secs(5), || is_held() || has_ended()) || has_ended() {
            not_run("strace may not look into another program");
            return None;
        }
        // It takes hold of one thread after the other.
        std::thread::sleep(Duration::from_millis(300));
        Some(Failing(child))
    }
}

impl Drop for Failing {
    fn drop(&mut self) {
        // Asked to end, it lets the program go on.
        let _ = Command::new("kill").arg("-INT").arg(self.0.id().to_string()).status();
        if !within(Duration::from_secs(5), || self.0.try_wait().is_ok_and(|ended| ended.is_some())) {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }
}

fn says_stopped(server: &Server) -> bool {
    get("/metrics")
        .answer(server.ops)
        .with_status(200)
        .text()
        .lines()
        .any(|line| line == "store_writes_stopped 1")
}

/// It takes no more writes and says so; readers notice nothing.
fn has_stopped(server: &Server, token: &str) {
    let refused = begin(server.address, token, "<p>نصّ</p>").with_status(503);
    assert!(refused.text().contains("takes no writes"), "{}", refused.text());
    assert!(says_stopped(server));
    assert!(
        server.log().contains("the writer has stopped; restart after checking the disk"),
        "{}",
        server.log()
    );
    reads_go_on(server.address, token);
}

#[test]
fn after_a_sync_that_failed_nothing_more_is_taken_and_what_was_taken_is_there() {
    let which: Vec<usize> = if full() { (1..=40).collect() } else { vec![1, 6, 12] };
    let mut newsroom = Newsroom::bare();
    let mut acknowledged = 0;
    for which in &which {
        newsroom.renew();
        let server = serve(&newsroom);
        let way = format!("fsync,fdatasync:error=EIO:when={which}");
        let Some(_failing) = Failing::calls(&newsroom, &server, "khabar.db-wal", &way) else { return };
        let history = History::in_file(newsroom.beside("history").join("failing.jsonl"));
        std::thread::scope(|scope| {
            for name in 0..2 {
                let client = Client {
                    name: format!("{which}-{name}"),
                    token: &newsroom.token,
                    address: server.address,
                    history: &history,
                };
                scope.spawn(move || client.write_until_the_end());
            }
        });
        has_stopped(&server, &newsroom.token);
        server.kill();
        assert_eq!(file_is_whole(&newsroom), Vec::<String>::new());
        let server = serve(&newsroom);
        nothing_is_lost(&newsroom, &server, &history);
        begin(server.address, &newsroom.token, "<p>نصّ</p>").with_status(201);
        acknowledged += history.count(Outcome::Acknowledged);
    }
    assert!(acknowledged > 0, "nothing was acknowledged before");
    println!("{} syncs failed, one in each run: {acknowledged} acknowledged, 0 lost", which.len());
}

/// What is committed is brought from the log into the file now and then, and SQLite itself would keep silent about a
/// failure there: a later attempt would write over the log that alone holds it.
#[test]
fn a_failure_to_bring_the_log_into_the_file_stops_the_writer_too() {
    let newsroom = Newsroom::bare();
    let server = serve(&newsroom);
    let way = "fsync,fdatasync:error=EIO:when=1";
    let Some(_failing) = Failing::calls(&newsroom, &server, "khabar.db", way) else { return };
    let history = History::in_file(newsroom.beside("history").join("failing.jsonl"));
    let last = (0..40).find_map(|number| {
        let piece = format!("ديمومة {number}");
        let new = new_article(&piece, &long_body());
        let answer = post("/api/v1/articles").token(&newsroom.token).json(&new).answer(server.address);
        let (outcome, article) = match answer.status {
            201 => (Outcome::Acknowledged, answer.json()["id"].as_str().map(str::to_owned)),
            status => (Outcome::Refused(status), None),
        };
        history.note(Entry { piece, article, act: Act::Create, outcome });
        (outcome != Outcome::Acknowledged).then_some(answer)
    });
    let last = last.expect("the log was brought into the file in the meantime");
    assert_eq!(last.status, 503, "{}", last.text());
    has_stopped(&server, &newsroom.token);
    server.kill();
    assert_eq!(file_is_whole(&newsroom), Vec::<String>::new());
    let server = serve(&newsroom);
    println!("the file could not be synced: {} acknowledged", history.count(Outcome::Acknowledged));
    nothing_is_lost(&newsroom, &server, &history);
}

#[test]
fn a_write_that_finds_no_room_is_refused_and_one_that_fails_stops_the_writer() {
    let mut newsroom = Newsroom::bare();
    for (error, stops) in [("ENOSPC", false), ("EIO", true)] {
        newsroom.renew();
        let server = serve(&newsroom);
        let way = format!("pwrite64,write:error={error}");
        let Some(failing) = Failing::calls(&newsroom, &server, "khabar.db-wal", &way) else { return };
        let refused = begin(server.address, &newsroom.token, "<p>نصّ</p>");
        assert!(refused.status >= 500, "{error}: {} {}", refused.status, refused.text());
        reads_go_on(server.address, &newsroom.token);
        drop(failing);
        if stops {
            has_stopped(&server, &newsroom.token);
        } else {
            begin(server.address, &newsroom.token, "<p>نصّ</p>").with_status(201);
            assert!(!says_stopped(&server));
        }
        server.kill();
        assert_eq!(file_is_whole(&newsroom), Vec::<String>::new());
        let server = serve(&newsroom);
        begin(server.address, &newsroom.token, "<p>نصّ</p>").with_status(201);
        server.stop();
    }
}

#[test]
fn a_database_that_somebody_else_holds_is_waited_for_only_so_long() {
    let newsroom = Newsroom::bare();
    assert!(matches!(newsroom.kind, Kind::Sqlite));
    let server = newsroom.serve();
    let holder: Database = newsroom.database();
    holder.change("begin immediate");
    let begun = Instant::now();
    let refused = begin(server.address, &newsroom.token, "<p>نصّ</p>").with_status(503);
    let waited = begun.elapsed();
    assert!(refused.text().contains("try again"), "{}", refused.text());
    assert!(waited < PATIENCE, "{waited:?}");
    // A reader waits for nobody.
    let begun = Instant::now();
    get("/ar/").answer(server.address).with_status(200);
    assert!(begun.elapsed() < Duration::from_secs(2));
    holder.change("rollback");
    begin(server.address, &newsroom.token, "<p>نصّ</p>").with_status(201);
    println!("held by somebody else: refused after {waited:?}");
    server.stop();
}
