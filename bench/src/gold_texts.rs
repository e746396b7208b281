//! What is measured on texts whose answers are known, as a table.

use std::path::PathBuf;

use clap::Args;
use gold::{Accepted, Bar, Corpora, Measurements};

use crate::report::{Figure, Report};

/// What to do with the figures.
#[derive(Debug, Args)]
pub struct Wanted {
    /// Write the figures to this file as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Take them for accepted from now on: the test holds the program to them.
    #[arg(long)]
    accept: bool,
}

/// Measures, on one thread, and prints each figure beside its bar.
pub fn run(wanted: &Wanted, measure: fn(&Corpora) -> anyhow::Result<Measurements>) -> anyhow::Result<()> {
    let mut report = Report::begin();
    let measurements = measure(&Corpora::from_environment())?;
    if measurements.measured.is_empty() && measurements.not_run.is_empty() {
        report.not_run("all of it", "there is no measure yet");
    }
    for (what, why) in &measurements.not_run {
        report.not_run(what, why);
    }
    for measured in &measurements.measured {
        let figure = Figure::new(&measured.name, measured.value, measured.unit);
        report.add(match measured.bar {
            Some(bar) => figure.target(words(bar), bar.is_met_by(measured.value)),
            None => figure,
        });
    }
    if wanted.accept {
        let mut accepted = Accepted::read()?;
        accepted.take(&measurements);
        accepted.write()?;
    }
    report.end(wanted.json.as_deref())
}

fn words(bar: Bar) -> String {
    match bar {
        Bar::AtLeast(least) => format!("≥ {least}"),
        Bar::AtMost(most) => format!("≤ {most}"),
    }
}
