//! A cached article against nginx serving the same bytes as a file, plain and compressed, by one connection and by many.

use std::fs;

use super::Plan;
use crate::report::{Figure, Report};
use crate::seed::Filled;
use crate::stats::Spread;
use crate::tools::http::Client;
use crate::tools::newsroom::Newsroom;
use crate::tools::nginx::Nginx;
use crate::tools::wrk::{self, Load, Window};

/// Above this its windows lie too far apart for a tail to be compared with.
const STEADY: f64 = 0.2;

/// Measures all four, the two servers taking turns.
pub fn measure(plan: &Plan, room: &Filled, report: &mut Report) -> anyhow::Result<()> {
    let khabar = Newsroom::start(&room.data, &[])?;
    let nginx = Nginx::start(plan.scratch())?;
    khabar.process.settle(std::time::Duration::from_secs(120))?;
    let path = fs::read_to_string(&room.paths)?.lines().next().unwrap_or("/").to_owned();
    let [plain, gzip] = copy(&khabar, &nginx, &path)?;
    for (name, wanted, bytes) in [("plain", false, plain), ("gzip", true, gzip)] {
        for connections in [32, 1] {
            let load = |url| Load { connections, seconds: plan.seconds, gzip: wanted, url, paths: None };
            let ours = load(khabar.url(&path));
            let theirs = load(format!("http://{}/article.html", nginx.address));
            let (mut our_windows, mut their_windows) = (Vec::new(), Vec::new());
            for _ in 0..plan.windows {
                their_windows.push(wrk::run(&theirs, plan.scratch())?);
                our_windows.push(wrk::run(&ours, plan.scratch())?);
            }
            let what = format!("cached, {name} ({:.1} kB), {connections} conn", bytes as f64 / 1024.0);
            figures(report, &what, connections, &our_windows, &their_windows);
        }
    }
    Ok(())
}

/// Gives nginx exactly the bytes that the newsroom sends; returns how many.
fn copy(khabar: &Newsroom, nginx: &Nginx, path: &str) -> anyhow::Result<[usize; 2]> {
    let plain = Client::connect(khabar.site, "")?.get(path)?;
    let gzip = Client::connect(khabar.site, "accept-encoding: gzip\r\n")?.get(path)?;
    anyhow::ensure!(
        plain.status == 200 && gzip.header("content-encoding") == Some("gzip"),
        "{path}: {}",
        plain.status
    );
    fs::write(nginx.files.join("article.html"), &plain.body)?;
    fs::write(nginx.files.join("article.html.gz"), &gzip.body)?;
    let theirs = Client::connect(nginx.address, "accept-encoding: gzip\r\n")?.get("/article.html")?;
    anyhow::ensure!(theirs.body == gzip.body, "nginx does not serve the compressed file");
    println!(
        "cached: {path}; head of ours {} bytes, of nginx {}",
        head_bytes(&gzip.head),
        head_bytes(&theirs.head)
    );
    Ok([plain.body.len(), gzip.body.len()])
}

fn head_bytes(head: &[String]) -> usize {
    head.iter().map(|line| line.len() + 2).sum::<usize>() + 2
}

fn figures(report: &mut Report, what: &str, connections: u32, ours: &[Window], theirs: &[Window]) {
    let over = |windows: &[Window], of: fn(&Window) -> f64| Spread::of(windows.iter().map(of));
    let (rate, reference) = (over(ours, |w| w.per_second), over(theirs, |w| w.per_second));
    let figure = Figure::new(what, rate.median, "/s").spread(rate).beside(reference.median);
    report.add(figure.target("≥ 0.9 of nginx", rate.median >= 0.9 * reference.median));
    let (tail, reference) = (over(ours, |w| w.p99), over(theirs, |w| w.p99));
    let steady = reference.relative() <= STEADY;
    let figure = Figure::new(format!("{what}: p99"), tail.median, "ms").spread(tail).beside(reference.median);
    report.add(figure.target("≤ 1.5 of nginx", steady.then_some(tail.median <= 1.5 * reference.median)));
    if connections == 1 {
        let (slow, reference) = (over(ours, |w| w.p999), over(theirs, |w| w.p999));
        let figure =
            Figure::new(format!("{what}: p99.9"), slow.median, "ms").spread(slow).beside(reference.median);
        report.add(figure.target("no 40 ms tail", slow.median < 20.0));
        let (max, reference) = (over(ours, |w| w.max), over(theirs, |w| w.max));
        report.add(
            Figure::new(format!("{what}: slowest"), max.median, "ms").spread(max).beside(reference.median),
        );
    }
}
