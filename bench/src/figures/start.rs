//! From the start of the process to the first 200, and what it holds in memory, idle and under load.

use std::thread;
use std::time::Duration;

use super::Plan;
use crate::report::{Figure, Report};
use crate::seed::Filled;
use crate::stats::Spread;
use crate::tools::newsroom::Newsroom;
use crate::tools::wrk::{self, Load};

const CACHE_BYTES: u64 = 64 << 20;
const MEMORY_BYTES: u64 = 60 << 20;

/// Measures starts, then one newsroom under load.
pub fn measure(plan: &Plan, room: &Filled, report: &mut Report) -> anyhow::Result<()> {
    // The first start may have an index to open for the first time; it is not counted.
    Newsroom::start(&room.data, &[])?.process.settle(Duration::from_secs(120))?;
    let mut starts = Vec::new();
    for _ in 0..plan.windows {
        starts.push(Newsroom::start(&room.data, &[])?.ready_after.as_secs_f64() * 1000.0);
    }
    let starts = Spread::of(starts);
    let figure = Figure::new(format!("start to ready, {} articles", room.log.articles), starts.median, "ms")
        .spread(starts);
    report.add(figure.target("≤ 300 ms", starts.median <= 300.0));
    memory(plan, room, report)
}

fn memory(plan: &Plan, room: &Filled, report: &mut Report) -> anyhow::Result<()> {
    let cache = CACHE_BYTES.to_string();
    let khabar = Newsroom::start(&room.data, &[("KHABAR__CACHE__MAX_BYTES", cache.as_str())])?;
    khabar.process.settle(Duration::from_secs(120))?;
    let idle = khabar.process.resident();
    let mb = |bytes: u64| bytes as f64 / f64::from(1 << 20);
    let figure = Figure::new("memory after start", mb(idle), "MB");
    report.add(figure.target("≤ 60 MB", idle <= MEMORY_BYTES));
    let mut most = idle;
    for gzip in [false, true] {
        let paths = Some((room.paths.clone(), 0));
        let load = Load { connections: 64, seconds: plan.seconds * 3, gzip, url: khabar.url(""), paths };
        let scratch = plan.scratch().to_path_buf();
        let loading = thread::spawn(move || wrk::run(&load, &scratch));
        while !loading.is_finished() {
            most = most.max(khabar.process.resident());
            thread::sleep(Duration::from_millis(20));
        }
        loading.join().map_err(|_| anyhow::anyhow!("the load broke off"))??;
    }
    let figure = Figure::new("memory under load, cache bound to 64 MB", mb(most), "MB");
    report.add(figure.target("≤ 60 MB + cache", most <= MEMORY_BYTES + CACHE_BYTES));
    Ok(())
}
