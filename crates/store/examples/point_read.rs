//! What one read and one write cost: `cargo run --release -p store --example point_read`.

use std::time::{Duration, Instant};

use store::{Query, StoreError, params};

store::sql! {
    APPEND = "example.append": "insert into job (id, name, payload, state, run_at, attempts, max_attempts, enqueued_at)
        values ($1, 'x', $2, 'done', 0, 0, 1, 0)";
    READ = "example.read": "select id, payload, run_at from job where id = $1"
}

const ROWS: usize = 10_000;
const READS: usize = 50_000;

#[tokio::main]
async fn main() -> Result<(), StoreError> {
    for test in store::testing::databases().await {
        let db = test.db.clone();
        fill(&db).await?;
        let mut times = Vec::with_capacity(READS);
        let reads = if test.dialect() == store::Dialect::Sqlite { READS } else { READS / 10 };
        for at in 0..reads {
            let id = format!("{:06}", at * 7919 % ROWS);
            let started = Instant::now();
            let row: (String, String, i64) = db.read().one(&READ, params![id.as_str()]).await?;
            times.push(started.elapsed());
            assert_eq!(row.0, id);
        }
        say(&format!("{}: point read", test.dialect()), &mut times);
        let started = Instant::now();
        let writers = (0..500).map(|number| {
            let db = db.clone();
            tokio::spawn(async move {
                let id = format!("w{number}");
                let work = db.write(move |tx| {
                    Box::pin(async move { tx.execute(&APPEND, params![id, "text"]).await.map(drop) })
                });
                work.await
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            let _ = writer.await;
        }
        let each = 500.0 / started.elapsed().as_secs_f64();
        println!("{}: 500 writes at once, {each:.0} a second, each acknowledged", test.dialect());
    }
    Ok(())
}

async fn fill(db: &store::Db) -> Result<(), StoreError> {
    let work = db.write(|tx| {
        Box::pin(async move {
            for number in 0..ROWS {
                tx.execute(&APPEND, params![format!("{number:06}"), "p".repeat(200)]).await?;
            }
            Ok(())
        })
    });
    work.await
}

fn say(what: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize].as_nanos() as f64 / 1000.0;
    println!("{what}: p50 {:.1} µs, p99 {:.1} µs", at(0.5), at(0.99));
}
