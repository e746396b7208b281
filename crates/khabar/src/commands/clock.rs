//! `khabar clock`: whether the machine's clock can be trusted, and a person's word that it can.

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::DataDir;
use crate::errands::{Errand, have_done_quietly};
use crate::instance;

/// Say that the machine's clock is right, when the newsroom doubts it.
#[derive(Debug, Args)]
pub struct Clock {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Take what the clock shows for the time: what was due by then goes out at once. Compare it with another clock first.
    Confirm {
        #[command(flatten)]
        data: DataDir,
    },
}

impl Clock {
    /// Has it done, and prints what came of it.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let Verb::Confirm { data } = self.verb;
        let folder = instance::id_of(&data.folder);
        println!("{}", have_done_quietly::<String>(&data, Errand::ConfirmClock { folder }).await?);
        Ok(ExitCode::SUCCESS)
    }
}
