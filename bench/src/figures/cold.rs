//! Cold pages, articles and lists: from the address over the database to the page, nothing kept, nothing compressed, one
//! core. The file is in the machine's memory.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::Plan;
use crate::reference::plain;
use crate::report::{Figure, Report};
use crate::seed::{Filled, section_paths};
use crate::stats::Spread;
use crate::tools::newsroom::Newsroom;
use crate::tools::pinned::{self, Pinned};
use crate::tools::wrk::{self, Load, Window};
use crate::tools::{SERVER_CORE, free_port, http};

const CONNECTIONS: u32 = 32;
/// A page that is fresh for no time is never kept.
const NOTHING_KEPT: [(&str, &str); 2] =
    [("KHABAR__NEWSROOM__FRESH_SECONDS", "0"), ("KHABAR__CACHE__MAX_BYTES", "0")];

/// Measures each newsroom, the reference taking turns with it; the pages of lists at the size where they are judged.
pub fn measure(plan: &Plan, rooms: &[Filled], report: &mut Report) -> anyhow::Result<()> {
    let (_running, reference) = reference(plan)?;
    let mut smallest = None;
    for room in rooms {
        in_memory(&room.data.join("khabar.db"))?;
        let khabar = Newsroom::start(&room.data, &NOTHING_KEPT)?;
        khabar.process.settle(Duration::from_secs(600))?;
        let count = room.log.articles;
        let articles = (room.paths.clone(), room.sampled);
        let rate = page(plan, &khabar, &reference, articles, format!("cold article, {count} articles"))?;
        let of_smallest: f64 = *smallest.get_or_insert(rate.median());
        report.add(match count {
            1_000 => rate.target("≥ 4,000", 4_000.0),
            _ => rate.target("≥ 2/3 of 1,000", of_smallest * 2.0 / 3.0),
        });
        report.add(rate.p99());
        if count != LISTS_AT && plan.measures(LISTS_AT) {
            continue;
        }
        for (name, least, paths) in [
            ("home", 500.0, vec!["/ar/".to_owned()]),
            ("section", 1_000.0, section_paths().collect()),
            ("story", 1_000.0, room.log.stories.clone()),
        ] {
            let file = plan.scratch().join("list-paths.txt");
            std::fs::write(&file, paths.join("\n"))?;
            let what = format!("cold {name}, {count} articles");
            let rate = page(plan, &khabar, &reference, (file, paths.len()), what)?;
            report.add(rate.target(&format!("≥ {least}"), least));
            report.add(rate.p99());
        }
    }
    Ok(())
}

/// The size of newsroom at which home, sections and stories are measured.
const LISTS_AT: usize = 100_000;

/// What the windows of one kind of page came to.
struct Rate {
    what: String,
    ours: Vec<Window>,
    bare: f64,
}

impl Rate {
    fn spread(&self) -> Spread {
        Spread::of(self.ours.iter().map(|window| window.per_second))
    }

    fn median(&self) -> f64 {
        self.spread().median
    }

    fn target(&self, wanted: &str, least: f64) -> Figure {
        let figure = Figure::new(&self.what, self.median(), "/s").spread(self.spread()).beside(self.bare);
        figure.target(wanted, self.median() >= least)
    }

    fn p99(&self) -> Figure {
        let tail = Spread::of(self.ours.iter().map(|window| window.p99));
        Figure::new(format!("{}: p99", self.what), tail.median, "ms").spread(tail)
    }
}

/// The windows of one kind of page, the reference's between them. `paths` are those in a file and how many.
fn page(
    plan: &Plan,
    khabar: &Newsroom,
    reference: &Load,
    (paths, sampled): (PathBuf, usize),
    what: String,
) -> anyhow::Result<Rate> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for window in 0..plan.windows {
        theirs.push(wrk::run(reference, plan.scratch())?.per_second);
        // Each window begins elsewhere, so that none finds the rows of the one before at hand.
        let first = window * sampled / plan.windows;
        let load = Load {
            connections: CONNECTIONS,
            seconds: plan.seconds,
            gzip: false,
            url: khabar.url(""),
            paths: Some((paths.clone(), first)),
        };
        ours.push(wrk::run(&load, plan.scratch())?);
    }
    Ok(Rate { what, ours, bare: Spread::of(theirs).median })
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
