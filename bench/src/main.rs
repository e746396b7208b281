//! What is measured, side by side with something known, by one command: `cargo run --release -p bench`.
//!
//! A figure is a file in `figures/`; what it is compared with is in `reference/`; `tools/` starts servers and load, each
//! on a core of its own; `seed/` fills the newsrooms that are measured. Every reference is measured in the same run.
//! `bench stories` and `bench search` measure what is right instead of what is fast: `gold_texts.rs`, and the crate `gold`.

mod figures;
mod gold_texts;
mod reference;
mod report;
mod seed;
mod stats;
mod tools;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use figures::Plan;
use report::Report;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measures the newsroom beside references, on this machine.
#[derive(Debug, Parser)]
#[command(name = "bench", version)]
struct Bench {
    #[command(subcommand)]
    part: Option<Part>,
    /// Short windows and the smallest newsroom alone: to see that everything works.
    #[arg(long)]
    quick: bool,
    /// A newsroom of a million articles as well; takes a quarter of an hour and some ten gigabytes.
    #[arg(long, conflicts_with = "quick")]
    full: bool,
    /// Write the figures to this file as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Only these figures: cached, cold, flood, import, mirror, schedule, visible, start.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    only: Vec<String>,
    /// Where the newsrooms that are measured stand; one that was filled before is used again.
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Part {
    /// Fill a newsroom with so many articles.
    Seed {
        /// The newsroom's folder.
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        /// How many articles.
        #[arg(long)]
        count: usize,
    },
    /// Serve what a cold page is compared with: one row read, 20 kB sent.
    ServePlain {
        /// Where to listen.
        #[arg(long)]
        listen: SocketAddr,
        /// A folder for its file.
        #[arg(long, value_name = "DIR")]
        folder: PathBuf,
    },
    /// Measure how well stories, copies, related headlines and statements are told, on texts whose answers are known.
    Stories(gold_texts::Wanted),
    /// Measure how well search finds, on questions whose answers are known.
    Search(gold_texts::Wanted),
}

fn main() -> ExitCode {
    match run(Bench::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(bench: Bench) -> anyhow::Result<()> {
    match bench.part {
        Some(Part::Seed { data, count }) => seed::run(&data, count),
        Some(Part::ServePlain { listen, folder }) => reference::plain::serve(listen, &folder),
        Some(Part::Stories(wanted)) => gold_texts::run(&wanted, gold::stories),
        Some(Part::Search(wanted)) => gold_texts::run(&wanted, gold::search),
        None => {
            let mut report = Report::begin();
            let plan = Plan::new(bench.quick, bench.full, bench.only, bench.folder)?;
            figures::measure(&plan, &mut report)?;
            report.end(bench.json.as_deref())
        }
    }
}
