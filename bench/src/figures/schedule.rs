//! Many articles that are due in one second: how long after it readers have them, on each database, with the whole machine; and
//! how long after the start of the program, where it is killed at that second.
//! PostgreSQL is measured on the server that `KHABAR_TEST_POSTGRES` names by a superuser's address, in a database that goes
//! away afterwards.

use std::net::SocketAddr;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::Context;
use serde_json::json;
use store::StoreConfig;
use store::testing::TestDb;

use super::Plan;
use crate::report::{Figure, Report};
use crate::seed;
use crate::stats::quantile;
use crate::tools::http::Client;
use crate::tools::newsroom::{Newsroom, editor_token};

/// So many that are missing are asked for in one round, and so long it is waited before the next. Under pressure whoever asks for
/// what is not there waits 30 ms for the answer: with more, a round would be longer than what is measured.
const WATCHED: usize = 2;
const BETWEEN: Duration = Duration::from_millis(5);
const PATIENCE: Duration = Duration::from_secs(180);
/// How late the last but one in a hundred may be, in milliseconds.
const TARGET: f64 = 2_000.0;
/// Killed so long after the second has come: some are out.
const KILLED_AFTER: i64 = 300_000;
/// How long after the start all have to be out, in milliseconds.
const TARGET_AFTER_KILL: f64 = 5_000.0;

/// Publishes by the clock on a file, and on a server where one is named.
pub fn measure(plan: &Plan, report: &mut Report) -> anyhow::Result<()> {
    let file = plan.scratch().join("due-in-a-file");
    let url = format!("sqlite:{}", file.join("khabar.db").display());
    due(plan, &file, &StoreConfig { url, ..StoreConfig::default() }, "SQLite", report)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let Some(server): Option<TestDb> = runtime.block_on(store::testing::postgres()) else {
        report.not_run("schedules on PostgreSQL", "KHABAR_TEST_POSTGRES names no server");
        return Ok(());
    };
    let measured = due(plan, &plan.scratch().join("due-on-a-server"), server.config(), "PostgreSQL", report);
    runtime.block_on(async move { drop(server) });
    measured
}

fn due(
    plan: &Plan,
    data: &Path,
    config: &StoreConfig,
    database: &str,
    report: &mut Report,
) -> anyhow::Result<()> {
    seed::opened_on(data, config)?;
    let token = editor_token(data)?;
    let khabar = Newsroom::start_on_all_cores(data, &[])?;
    let (ids, moment) = set(&khabar, &token, plan.due)?;
    khabar.process.settle(Duration::from_secs(60)).ok();
    let late = lateness(khabar.site, ids, moment)?;
    let what = format!("{} due in one second on {database}", plan.due);
    let of = |q| quantile(late.iter().copied(), q);
    report.add(Figure::new(format!("{what}: first out"), of(0.0), "ms").target("≥ 0", of(0.0) >= 0.0));
    report.add(Figure::new(format!("{what}: p50"), of(0.5), "ms"));
    report.add(Figure::new(format!("{what}: p99"), of(0.99), "ms").target("≤ 2,000 ms", of(0.99) <= TARGET));
    report.add(Figure::new(format!("{what}: last"), of(1.0), "ms"));

    let (ids, moment) = set(&khabar, &token, plan.due)?;
    thread::sleep(Duration::from_micros(u64::try_from(moment + KILLED_AFTER - now())?));
    khabar.process.kill();
    let begun = now();
    let khabar = Newsroom::start_on_all_cores(data, &[])?;
    let late = lateness(khabar.site, ids, moment)?;
    let last = quantile(late, 1.0) - (begun - moment) as f64 / 1e3;
    let figure = Figure::new(format!("{what}, killed then: all out after the start"), last, "ms");
    report.add(figure.target("≤ 5,000 ms", last <= TARGET_AFTER_KILL));
    Ok(())
}

/// Writes so many and sets them all for one second, soon; which, and when that is.
fn set(khabar: &Newsroom, token: &str, due: usize) -> anyhow::Result<(Vec<String>, i64)> {
    let mut client = Client::connect(khabar.site, &format!("authorization: Bearer {token}\r\n"))?;
    let begun = Instant::now();
    let ids = (0..due).map(|number| draft(&mut client, number)).collect::<anyhow::Result<Vec<_>>>()?;
    // Setting a time takes no longer than writing did.
    let moment = now() + (begun.elapsed().as_micros() as i64) + 3_000_000;
    let moment = (moment + 999_999).div_euclid(1_000_000) * 1_000_000;
    let at = text::dates::iso(moment, "UTC");
    for id in &ids {
        client.post(&format!("/api/v1/articles/{id}/publication"), &json!({ "at": at }))?.json()?;
    }
    anyhow::ensure!(now() < moment, "setting {} times took longer than writing the texts", ids.len());
    Ok((ids, moment))
}

/// Writes an article that nobody else sees, and returns its id.
pub(super) fn draft(client: &mut Client, number: usize) -> anyhow::Result<String> {
    let content = json!({
        "headline": format!("خبر له موعد، رقم {number}"),
        "lead": "مقدمة قصيرة تقول ما حدث وأين ومتى.",
        "body_html": "<p>قالت المصادر إن المحادثات مستمرة منذ صباح اليوم.</p>".repeat(6),
    });
    let new = json!({ "edition": "ar", "section": "world", "content": content });
    let answer = client.post("/api/v1/articles", &new)?.json()?;
    Ok(answer["id"].as_str().context("an article without an id")?.to_owned())
}

/// Asks for them as a reader until all are there: how late each was seen, in milliseconds. They go out about in the order in
/// which their times were set, so only the first that are missing are asked for: a thousand asked for again and again would be
/// a load of their own, and a round through them longer than what is measured. Nothing is seen before it is out, so a figure
/// is never too small.
fn lateness(site: SocketAddr, mut waiting: Vec<String>, moment: i64) -> anyhow::Result<Vec<f64>> {
    let mut reader = Client::connect(site, "")?;
    let mut late = Vec::with_capacity(waiting.len());
    // One of the first that is out before its time is seen too: the watch begins before it.
    while !waiting.is_empty() {
        anyhow::ensure!(now() < moment + PATIENCE.as_micros() as i64, "{} are not out", waiting.len());
        let mut still = Vec::with_capacity(waiting.len());
        for id in waiting {
            if still.len() >= WATCHED {
                still.push(id);
                continue;
            }
            match reader.get(&format!("/s/{id}"))?.status {
                301 => late.push((now() - moment) as f64 / 1e3),
                404 => still.push(id),
                other => anyhow::bail!("a reader is answered {other}"),
            }
        }
        waiting = still;
        thread::sleep(BETWEEN);
    }
    Ok(late)
}

/// Microseconds since 1970 UTC.
#[expect(
    clippy::disallowed_methods,
    reason = "how late a program is, is measured by the clock of whoever waits for it"
)]
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}
