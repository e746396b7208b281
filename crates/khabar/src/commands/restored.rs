//! `khabar restored`: a newsroom that was brought back from a backup, or cloned, waits for a word before anything goes out.

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::DataDir;
use crate::errands::{Errand, have_done_quietly};

/// Let a restored or cloned newsroom publish and send letters again.
#[derive(Debug, Args)]
pub struct Restored {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// What waits goes out from now on. Do this where readers are served, and not on a copy for trying things out.
    Lift {
        #[command(flatten)]
        data: DataDir,
    },
}

impl Restored {
    /// Has it done, and prints what came of it.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let Verb::Lift { data } = self.verb;
        println!("{}", have_done_quietly::<String>(&data, Errand::LiftRestored).await?);
        Ok(ExitCode::SUCCESS)
    }
}
