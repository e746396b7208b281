//! `khabar rebuild`

use std::process::ExitCode;

use clap::{Args, Subcommand};
use indicatif::ProgressBar;
use newsroom::features::accounts::Actor;
use newsroom::features::articles::actions::rebuild_published;

use super::DataDir;
use crate::wiring::{self, Need};

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
        let settings = data.settings()?;
        let app = wiring::open(&data.folder, &settings, Need::Newsroom).await?;
        let bar = ProgressBar::new_spinner();
        let moving = bar.clone();
        let count = rebuild_published(&app, &Actor::Console, move |done| moving.set_position(done)).await?;
        bar.finish_and_clear();
        println!("The published rows of {count} articles were made anew.");
        Ok(ExitCode::SUCCESS)
    }
}
