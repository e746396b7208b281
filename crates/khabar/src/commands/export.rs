//! `khabar export`

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use newsroom::features::exports::export;
use serde_json::json;

use super::DataDir;
use super::progress::bar;
use crate::errands::Word;
use crate::wiring::{self, Need};

/// Write everything that the newsroom holds into a folder, in an open format.
///
/// Lines of JSON, one file for each noun, with the originals of pictures, their schemas and a list of all files with their
/// hashes: docs/export.md says what stands where. It holds the newsroom as it stood at one moment; a server may run meanwhile.
/// The same newsroom gives the same bytes, and `khabar import khabar` brings it back, ids and addresses with it.
#[derive(Debug, Args)]
pub struct Export {
    #[command(flatten)]
    data: DataDir,
    /// The folder to write; it must not be there yet.
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
    /// Also what readers never see: drafts, embargoes, schedules, notes, the workflow, and the newsroom's people by name and
    /// address. Never what opens a door: no password, second factor, session or token.
    #[arg(long)]
    private: bool,
    /// Print what was written as JSON.
    #[arg(long)]
    json: bool,
}

impl Export {
    /// Exports, and says the hash of the whole.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let app = wiring::open_existing(&self.data.folder, &self.data.settings()?, Need::Newsroom).await?;
        let (bar, ear) = bar("lines", self.json);
        let exported =
            export(&app, &self.to, self.private, move |done| ear(Word::Done(done, String::new()))).await;
        bar.finish_and_clear();
        let exported = exported.context("nothing was exported")?;
        if self.json {
            println!("{}", serde_json::to_string_pretty(&json!(exported))?);
            return Ok(ExitCode::SUCCESS);
        }
        for (noun, count) in &exported.lines {
            println!("  {count:>9}  {noun}");
        }
        println!("  {:>9}  originals of pictures", exported.originals);
        println!("{} bytes in {}", exported.bytes, self.to.display());
        println!("The hash of the whole is {}", exported.whole);
        Ok(ExitCode::SUCCESS)
    }
}
