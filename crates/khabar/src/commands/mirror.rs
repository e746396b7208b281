//! `khabar mirror`

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Subcommand};
use newsroom::features::mirror::{Keeper, check};
use serde_json::json;

use super::DataDir;
use super::progress::bar;
use crate::errands::Word;
use crate::wiring::{self, Need};

/// The site as files that any file server can serve, signed by the newsroom.
///
/// A server keeps a mirror by itself when its folder is set (`[mirror] folder` in khabar.toml), up to date with every publication,
/// and answers from it when its database cannot be read: docs/mirror.md.
#[derive(Debug, Args)]
pub struct Mirror {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Write the whole site into a folder, or bring one that was written before up to date.
    Build {
        #[command(flatten)]
        data: DataDir,
        /// The folder (default: the one that is set).
        #[arg(value_name = "FOLDER")]
        mirror: Option<PathBuf>,
    },
    /// Compare a mirror with what the newsroom signed. This needs nothing of the newsroom but its public key.
    #[command(
        after_help = "Exit code: 0 when every page is as it was signed and no other stands there; 2 when not; 1 when it is no mirror."
    )]
    Check {
        /// The folder.
        #[arg(value_name = "FOLDER")]
        folder: PathBuf,
        /// The newsroom's public key, as `khabar mirror key` prints it.
        // One in sixty-four begins with a hyphen.
        #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
        key: String,
        /// Print what was found as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Print the public key that the newsroom's mirrors are signed with.
    Key {
        #[command(flatten)]
        data: DataDir,
    },
}

impl Mirror {
    /// Builds, checks, or prints the key.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self.what {
            What::Build { data, mirror } => build(data, mirror).await,
            What::Check { folder, key, json } => compare(folder, &key, json),
            What::Key { data } => {
                println!("{}", wiring::mirror_key(&data.folder)?.public());
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}

async fn build(data: DataDir, mirror: Option<PathBuf>) -> anyhow::Result<ExitCode> {
    let settings = data.sound_settings()?;
    let folder = mirror.or_else(|| settings.mirror_folder(&data.folder));
    let folder = folder.context("name a folder, or set `folder` in [mirror] of khabar.toml")?;
    let app = wiring::open_existing(&data.folder, &settings, Need::Newsroom).await?;
    let keeper = Keeper::open(&app, &folder, wiring::mirror_key(&data.folder)?)
        .with_context(|| format!("the mirror in {} cannot be kept", folder.display()))?;
    let (bar, ear) = bar("pages", false);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let made = keeper.make_all(cores, move |pages| ear(Word::Done(pages, String::new()))).await;
    bar.finish_and_clear();
    println!("{} pages are in {}", made.context("the mirror is not whole")?, folder.display());
    println!("khabar mirror check {} --key {}", folder.display(), wiring::mirror_key(&data.folder)?.public());
    Ok(ExitCode::SUCCESS)
}

fn compare(folder: PathBuf, key: &str, json: bool) -> anyhow::Result<ExitCode> {
    let checked = check(&folder, key)?;
    if json {
        println!("{}", serde_json::to_string_pretty(&json!(checked))?);
    } else {
        checked.wrong.iter().for_each(|wrong| println!("  BAD   {wrong}"));
        let at = text::dates::iso(checked.at, "UTC");
        println!("{} pages, {} bytes, as they were signed on {at}", checked.pages, checked.bytes);
    }
    Ok(if checked.wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) })
}
