//! `khabar audit`

use std::process::ExitCode;

use clap::{Args, Subcommand};
use newsroom::features::trail::Verdict;

use super::DataDir;
use crate::errands::{Errand, have_done_quietly};

/// Verify the trail of what people did.
#[derive(Debug, Args)]
pub struct Audit {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Go through the whole trail: every entry has to be what was sealed, and none may be missing.
    Verify {
        #[command(flatten)]
        data: DataDir,
        /// The seal that an earlier run printed and somebody kept elsewhere: the trail has to have it still.
        #[arg(long)]
        seal: Option<String>,
    },
}

impl Audit {
    /// Verifies; a fault is named, and the command fails.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let Verb::Verify { data, seal } = self.verb;
        let verdict: Verdict = have_done_quietly(&data, Errand::VerifyTrail { seal }).await?;
        match verdict.fault {
            None => {
                println!("The trail is whole: {} entries.", verdict.entries);
                println!("Its last seal, to be kept elsewhere: {}", verdict.seal);
                Ok(ExitCode::SUCCESS)
            }
            Some(fault) => {
                eprintln!("The trail is NOT whole: {fault}. The {} entries before are.", verdict.entries);
                Ok(ExitCode::FAILURE)
            }
        }
    }
}
