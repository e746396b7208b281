//! `khabar rebuild`

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::DataDir;
use super::progress::bar;
use crate::errands::{Errand, have_done};

/// Make derived data anew from the truth.
#[derive(Debug, Args)]
pub struct Rebuild {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The rows that readers see, in one transaction: they see the old ones or the new ones, never a gap.
    Published {
        #[command(flatten)]
        data: DataDir,
    },
}

impl Rebuild {
    /// Rebuilds.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let What::Published { data } = self.what;
        let (bar, ear) = bar("articles", false);
        let count = have_done(&data, Errand::RebuildPublished, ear).await;
        bar.finish_and_clear();
        let count = count?;
        println!("The published rows of {count} articles were made anew.");
        Ok(ExitCode::SUCCESS)
    }
}
