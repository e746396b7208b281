//! A cold article: from the address over the database to the page, nothing kept, nothing compressed, one core. The file is
//! in the machine's memory.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use super::Plan;
use crate::reference::plain;
use crate::report::{Figure, Report};
use crate::seed::Filled;
use crate::stats::Spread;
use crate::tools::newsroom::Newsroom;
use crate::tools::pinned::{self, Pinned};
use crate::tools::wrk::{self, Load};
use crate::tools::{SERVER_CORE, free_port, http};

const CONNECTIONS: u32 = 32;
/// A page that is fresh for no time is never kept.
const NOTHING_KEPT: [(&str, &str); 2] =
    [("KHABAR__NEWSROOM__FRESH_SECONDS", "0"), ("KHABAR__CACHE__MAX_BYTES", "0")];

/// Measures each newsroom, the reference taking turns with it.
pub fn measure(plan: &Plan, rooms: &[Filled], report: &mut Report) -> anyhow::Result<()> {
    let (_running, reference) = reference(plan)?;
    let mut smallest = None;
    for room in rooms {
        in_memory(&room.data.join("khabar.db"))?;
        let khabar = Newsroom::start(&room.data, &NOTHING_KEPT)?;
        khabar.process.settle(Duration::from_secs(600))?;
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for window in 0..plan.windows {
            theirs.push(wrk::run(&reference, plan.scratch())?.per_second);
            // Each window begins elsewhere, so that none finds the rows of the one before at hand.
            let first = window * room.sampled / plan.windows;
            let paths = Some((room.paths.clone(), first));
            let load = Load {
                connections: CONNECTIONS,
                seconds: plan.seconds,
                gzip: false,
                url: khabar.url(""),
                paths,
            };
            ours.push(wrk::run(&load, plan.scratch())?);
        }
        let (rate, bare) = (Spread::of(ours.iter().map(|window| window.per_second)), Spread::of(theirs));
        let figure = Figure::new(format!("cold article, {} articles", room.log.articles), rate.median, "/s");
        let figure = figure.spread(rate).beside(bare.median);
        let of_smallest: f64 = *smallest.get_or_insert(rate.median);
        report.add(match room.log.articles {
            1_000 => figure.target("≥ 4,000", rate.median >= 4_000.0),
            _ => figure.target("≥ 2/3 of 1,000", rate.median >= of_smallest * 2.0 / 3.0),
        });
        let middle = Spread::of(ours.iter().map(|window| window.p99));
        report.add(
            Figure::new(format!("cold article, {} articles: p99", room.log.articles), middle.median, "ms")
                .spread(middle),
        );
    }
    Ok(())
}

/// Reads the database file once, so that the machine holds it in memory where it can: what is measured is the program,
/// not how long ago somebody else needed the disk.
fn in_memory(file: &Path) -> anyhow::Result<()> {
    let mut file = std::fs::File::open(file)?;
    std::io::copy(&mut file, &mut std::io::sink())?;
    Ok(())
}

/// One row and 20 kB, by the barest server there is.
fn reference(plan: &Plan) -> anyhow::Result<(Pinned, Load)> {
    let address = SocketAddr::from(([127, 0, 0, 1], free_port()?));
    let mut command = pinned::on_core(SERVER_CORE, std::env::current_exe()?);
    command.args(["serve-plain", "--listen", &address.to_string(), "--folder"]).arg(plan.scratch());
    let running = Pinned::start(command)?;
    http::wait_until_ready(address, "/1", Duration::from_secs(10))?;
    let paths = plan.scratch().join("plain-paths.txt");
    std::fs::write(&paths, (0..plain::ROWS).map(|id| format!("/{id}\n")).collect::<String>())?;
    let url = format!("http://{address}");
    let load =
        Load { connections: CONNECTIONS, seconds: plan.seconds, gzip: false, url, paths: Some((paths, 0)) };
    Ok((running, load))
}
