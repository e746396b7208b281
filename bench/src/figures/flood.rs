//! A flood of ten times what the server can do: four in five ask for pages that are at hand, the fifth for searches that nobody
//! asked for before. What is at hand goes on as before, whoever is at the desk is answered, who is refused learns it soon, and memory
//! stays where it was under the same requests in the number that the server can do.

use std::fs;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use super::Plan;
use super::schedule::draft;
use crate::report::{Figure, Report};
use crate::seed::Filled;
use crate::stats::{Spread, quantile};
use crate::tools::http::Client;
use crate::tools::newsroom::{self, Newsroom};
use crate::tools::wrk::{self, Load};

/// As many as the machine's best takes.
const PEAK: u32 = 32;
/// Of these so many ask for searches before memory is looked at: what a first search brings into memory is no flood's doing.
const PEAK_SEARCHES: u32 = 7;
/// For so many seconds.
const WARMS: u32 = 3;
/// Ten times that: so many for pages at hand, so many for searches.
const CACHED: u32 = 256;
const SEARCHES: u32 = 64;
/// So many pages are at hand.
const PAGES: usize = 200;
/// The ladder's first steps are taken within this.
const SETTLES: u32 = 8;
const SEARCH: &str = "/ar/search/?q=";
const DESK_EVERY: Duration = Duration::from_millis(50);

/// Measures it on one core.
pub fn measure(plan: &Plan, room: &Filled, report: &mut Report) -> anyhow::Result<()> {
    // The desk writes: into a copy.
    let data = plan.scratch().join("flooded");
    let copied = Command::new("cp").arg("-r").arg(&room.data).arg(&data).status()?;
    anyhow::ensure!(copied.success(), "{} cannot be copied", room.data.display());
    let token = newsroom::editor_token(&data)?;
    let khabar = Newsroom::start(&data, &[])?;
    khabar.process.settle(Duration::from_secs(120))?;
    let paths = plan.scratch().join("at-hand.txt");
    let all = fs::read_to_string(&room.paths)?;
    fs::write(&paths, all.lines().take(PAGES).collect::<Vec<_>>().join("\n") + "\n")?;
    let url = khabar.url("");
    let load = |connections, seconds| Load {
        connections,
        seconds,
        gzip: true,
        url: url.clone(),
        paths: Some((paths.clone(), 0)),
    };
    let searching = wrk::flood(&url, SEARCH, PEAK_SEARCHES, WARMS, plan.scratch())?;
    wrk::run(&load(PEAK - PEAK_SEARCHES, WARMS), plan.scratch())?;
    searching.end()?;
    let mut windows = Vec::new();
    for _ in 0..plan.windows {
        windows.push(wrk::run(&load(PEAK, plan.seconds), plan.scratch())?.per_second);
    }
    let peak = Spread::of(windows);
    let before = khabar.process.resident();

    let seconds = plan.seconds * u32::try_from(plan.windows)?;
    let settling = wrk::flood(&url, SEARCH, SEARCHES, SETTLES, plan.scratch())?;
    wrk::run(&load(CACHED, SETTLES), plan.scratch())?;
    settling.end()?;
    let flooding = wrk::flood(&url, SEARCH, SEARCHES, seconds, plan.scratch())?;
    let stop = Instant::now() + Duration::from_secs(u64::from(seconds));
    let desk = {
        let site = khabar.site;
        thread::spawn(move || -> anyhow::Result<Vec<f64>> {
            let header = format!("authorization: Bearer {token}\r\n");
            let mut times = Vec::new();
            while Instant::now() < stop {
                let asked = Instant::now();
                draft(&mut Client::connect(site, &header)?, times.len())?;
                times.push(asked.elapsed().as_secs_f64() * 1e3);
                thread::sleep(DESK_EVERY);
            }
            Ok(times)
        })
    };
    let mut windows = Vec::new();
    while Instant::now() < stop {
        windows.push(wrk::run(&load(CACHED, plan.seconds), plan.scratch())?.per_second);
    }
    let after = khabar.process.resident();
    let desk = desk.join().map_err(|_| anyhow::anyhow!("the desk's thread ended"))??;
    let searched = flooding.end()?;

    let goodput = Spread::of(windows);
    report.add(Figure::new("flood: peak of pages at hand", peak.median, "/s").spread(peak));
    let figure =
        Figure::new("flood: pages at hand", goodput.median, "/s").spread(goodput).beside(peak.median);
    report.add(figure.target("≥ 0.9 of the peak", goodput.median >= 0.9 * peak.median));
    report.add(Figure::new("flood: searches answered", searched.good, "/s"));
    report.add(Figure::new("flood: searches refused", searched.refused, "/s"));
    let figure = Figure::new("flood: a search's answer, p99", searched.p99, "ms");
    report.add(figure.target("≤ 50 ms", searched.p99 <= 50.0));
    let slow = quantile(desk.iter().copied(), 0.99);
    report.add(Figure::new("flood: the desk, p50", quantile(desk, 0.5), "ms"));
    report.add(Figure::new("flood: the desk, p99", slow, "ms").target("≤ 1,000 ms", slow <= 1_000.0));
    let memory = |bytes: u64| bytes as f64 / 1e6;
    let figure = Figure::new("flood: memory", memory(after), "MB").beside(memory(before));
    report.add(figure.target("≤ 1.1 of before", after as f64 <= before as f64 * 1.1));
    Ok(())
}
