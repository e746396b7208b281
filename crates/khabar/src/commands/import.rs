//! `khabar import`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use newsroom::features::imports::Report;

use super::DataDir;
use super::progress::bar;
use crate::errands::{Errand, have_done};

/// Bring in articles from elsewhere.
#[derive(Debug, Args)]
pub struct Import {
    #[command(subcommand)]
    from: From,
}

#[derive(Debug, Subcommand)]
enum From {
    /// News items in ninjs 1.x, 2.x or 3.x: files, or folders of `.json` and `.ndjson` files. Pictures are taken from
    /// beside the items; nothing is fetched. Bringing in the same file twice changes nothing.
    Ninjs(Ninjs),
}

/// What scripts go by.
const EXIT_CODES: &str = "Exit code: 0 when every item came in, was known already or was left out on purpose; \
2 when some were refused, each with its place and the reason, while the rest came in; 1 when nothing could be done.";

#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
struct Ninjs {
    #[command(flatten)]
    data: DataDir,
    /// Publish what may be published; an embargo is kept, and its end is scheduled.
    #[arg(long)]
    publish: bool,
    /// The edition of items whose language no edition has (default: the first).
    #[arg(long, value_name = "CODE")]
    edition: Option<String>,
    /// The section of everything that comes in, by its slug (default: `news`).
    #[arg(long, value_name = "SLUG")]
    section: Option<String>,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
    /// The files and folders.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

impl Import {
    /// Imports, and says what became of each item.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let From::Ninjs(ninjs) = self.from;
        // The server may stand in another folder than we do.
        let paths = ninjs.paths.iter().map(std::path::absolute).collect::<Result<_, _>>()?;
        let errand = Errand::ImportNinjs {
            paths,
            publish: ninjs.publish,
            edition: ninjs.edition,
            section: ninjs.section,
        };
        let (bar, ear) = bar("files", ninjs.json);
        let report = have_done(&ninjs.data, errand, ear).await;
        bar.finish_and_clear();
        let report: Report = serde_json::from_value(report?)?;
        if ninjs.json {
            println!("{}", serde_json::to_string_pretty(&report)?);
        } else {
            print_report(&report);
        }
        Ok(if report.refused == 0 { ExitCode::SUCCESS } else { ExitCode::from(2) })
    }
}

fn print_report(report: &Report) {
    for item in &report.items {
        let what = item.article.as_deref().map(|id| format!(" → article {id}")).unwrap_or_default();
        println!("{} ({}){what}", item.place, item.uri);
        if let Some(why) = &item.why {
            println!(
                "  {}: {why}",
                if item.outcome == newsroom::features::imports::ItemOutcome::Skipped {
                    "skipped"
                } else {
                    "refused"
                }
            );
        }
        item.changed.iter().for_each(|line| println!("  changed: {line}"));
        item.dropped.iter().for_each(|line| println!("  dropped: {line}"));
    }
    println!(
        "{} new, {} updated, {} unchanged, {} withdrawn, {} skipped, {} refused; {} published, {} scheduled, {} pictures",
        report.created,
        report.updated,
        report.unchanged,
        report.withdrawn,
        report.skipped,
        report.refused,
        report.published,
        report.scheduled,
        report.pictures,
    );
}
