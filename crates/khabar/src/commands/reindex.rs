//! `khabar reindex`

use std::process::ExitCode;

use clap::Args;
use indicatif::ProgressBar;
use newsroom::consumers::reindex;

use super::DataDir;
use crate::wiring::{self, Need};

/// Build the search index anew from what is published.
#[derive(Debug, Args)]
pub struct Reindex {
    #[command(flatten)]
    data: DataDir,
}

impl Reindex {
    /// Builds beside the old index, and swaps.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let settings = self.data.settings()?;
        let app = wiring::open(&self.data.folder, &settings, Need::Index).await?;
        let bar = ProgressBar::new_spinner();
        let moving = bar.clone();
        let count = reindex(&app, move |done| moving.set_position(done)).await.map_err(|error| anyhow::anyhow!(error))?;
        bar.finish_and_clear();
        println!("{count} articles are in the search index.");
        Ok(ExitCode::SUCCESS)
    }
}
