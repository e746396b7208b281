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
    /// Which pictures, authors and topics every article names: the library and the content list ask there.
    Names {
        #[command(flatten)]
        data: DataDir,
    },
}

impl Rebuild {
    /// Rebuilds.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let (data, errand, done) = match self.what {
            What::Published { data } => (data, Errand::RebuildPublished, "The published rows of"),
            What::Names { data } => (data, Errand::RebuildNames, "The names in the texts of"),
        };
        let (bar, ear) = bar("articles", false);
        let count = have_done(&data, errand, ear).await;
        bar.finish_and_clear();
        println!("{done} {} articles were made anew.", count?);
        Ok(ExitCode::SUCCESS)
    }
}
