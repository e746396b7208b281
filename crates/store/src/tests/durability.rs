//! What was acknowledged is there after `kill -9`, and a disk that fails stops writing, not reading.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::sqlite::open::{self, Purpose};
use crate::{Db, StoreConfig, StoreError};

const FILE: &str = "KHABAR_STORE_CHILD_FILE";
const EAGER: &str = "KHABAR_STORE_CHILD_EAGER";

/// Not a test by itself: the program that is killed. It prints each number when its row is acknowledged (or, for the
/// control, long before), and stops after a few seconds should nobody kill it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn child() {
    let Ok(file) = std::env::var(FILE) else { return };
    let eager = std::env::var(EAGER).is_ok();
    let db =
        Db::open(&StoreConfig { url: format!("sqlite:{file}"), ..StoreConfig::default() }).await.unwrap();
    let mut writers = Vec::new();
    for writer in 0..8i64 {
        let db = db.clone();
        writers.push(tokio::spawn(async move {
            for number in 0..2_000i64 {
                let id = writer * 100_000 + number;
                if eager {
                    println!("acknowledged {}", id + 1_000);
                }
                super::add(&db, id).await.unwrap();
                if !eager {
                    println!("acknowledged {id}");
                }
            }
        }));
    }
    let all = async {
        for writer in writers {
            writer.await.unwrap();
        }
    };
    let _ = tokio::time::timeout(Duration::from_secs(8), all).await;
}

/// Runs the child, kills it so long after its first acknowledgement; how many it acknowledged, how many are missing.
fn kill_once(after: Duration, eager: bool) -> (usize, usize) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.db");
    let writer = open::connection(&file, Purpose::Write).unwrap();
    writer.execute_batch("create table probe (id integer primary key, note text not null) strict;").unwrap();
    drop(writer);
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "tests::durability::child", "--nocapture", "--test-threads=1"]);
    command.env(FILE, &file).stdout(Stdio::piped()).stderr(Stdio::null());
    if eager {
        command.env(EAGER, "1");
    }
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let number = |line: String| line.rsplit_once("acknowledged ").and_then(|(_, id)| id.parse::<i64>().ok());
    let first = lines.by_ref().map_while(Result::ok).find_map(number).expect("a first acknowledgement");
    let killer = std::thread::spawn(move || {
        std::thread::sleep(after);
        child.kill().unwrap();
        child.wait().unwrap();
    });
    let mut acknowledged = vec![first];
    acknowledged.extend(lines.map_while(Result::ok).filter_map(number));
    killer.join().unwrap();
    let check = open::connection(&file, Purpose::Read).unwrap();
    let fine: String = check.query_row("pragma integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(fine, "ok");
    let mut there = check.prepare("select 1 from probe where id = ?1").unwrap();
    let missing = acknowledged.iter().filter(|id| !there.exists([**id]).unwrap()).count();
    (acknowledged.len(), missing)
}

#[test]
fn acknowledged_rows_survive_a_kill() {
    for after in [0u64, 7, 40, 90, 150] {
        let (acknowledged, missing) = kill_once(Duration::from_millis(after), false);
        println!("killed after {after} ms: {acknowledged} acknowledged, {missing} missing");
        assert_eq!(missing, 0, "of {acknowledged}, killed after {after} ms");
    }
}

/// The control: a program that acknowledges too early is caught.
#[test]
fn an_early_acknowledgement_is_noticed() {
    let (acknowledged, missing) = kill_once(Duration::from_millis(20), true);
    assert!(missing > 0, "of {acknowledged}");
}

#[tokio::test]
async fn a_damaged_file_stops_writes_and_not_reads() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.db");
    let writer = open::connection(&file, Purpose::Write).unwrap();
    writer
        .execute_batch(
            "create table probe (id integer primary key, note text not null) strict;
             create table other (id integer primary key, note text not null) strict;
             create index probe_note on probe (note);
             with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000)
             insert into probe select i, hex(randomblob(40)) from n;
             insert into other values (1, 'fine');",
        )
        .unwrap();
    let page: i64 = writer
        .query_row("select rootpage from sqlite_master where name = 'probe_note'", [], |row| row.get(0))
        .unwrap();
    writer.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(())).unwrap();
    drop(writer);
    let mut bytes = std::fs::read(&file).unwrap();
    let start = (page as usize - 1) * 4096;
    bytes[start..start + 4096].fill(0xA5);
    std::fs::write(&file, bytes).unwrap();
    let db = Db::open(&StoreConfig { url: format!("sqlite:{}", file.display()), ..StoreConfig::default() })
        .await
        .unwrap();
    let failed = super::add(&db, 100_000).await;
    assert!(matches!(failed, Err(StoreError::Disk(_))), "{failed:?}");
    let stopped = super::add(&db, 100_001).await;
    assert_eq!(stopped, Err(StoreError::WritesStopped));
    let answer = db.read().on_file(|connection| {
        Ok(connection.query_row("select note from other", [], |row| row.get::<_, String>(0)).unwrap())
    });
    assert_eq!(answer, Some(Ok("fine".to_owned())));
}
