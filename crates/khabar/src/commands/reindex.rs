//! `khabar reindex`

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::DataDir;
use super::progress::bar;
use crate::errands::{Errand, have_done};

/// Build the search indexes anew: the site's from what is published, the desk's from all that is written.
#[derive(Debug, Args)]
pub struct Reindex {
    #[command(flatten)]
    data: DataDir,
    /// Print how many articles there are as JSON.
    #[arg(long)]
    json: bool,
}

impl Reindex {
    /// Builds beside the old index, and swaps.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let (bar, ear) = bar("articles", self.json);
        let count = have_done(&self.data, Errand::Reindex, ear).await;
        bar.finish_and_clear();
        let count = count?;
        if self.json {
            println!("{}", json!({"articles": count}));
        } else {
            println!("{count} articles are in the search index.");
        }
        Ok(ExitCode::SUCCESS)
    }
}
