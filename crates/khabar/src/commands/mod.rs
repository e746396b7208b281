//! The commands, one file each.

mod audit;
mod backup;
mod clock;
mod config;
mod demo;
mod doctor;
mod export;
mod import;
mod logging;
mod mirror;
mod people;
mod progress;
mod rebuild;
mod reindex;
mod restore;
mod restored;
mod serve;
mod theme;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::settings::{self, Settings};

/// A newsroom in one binary: the news site that readers open, the desk where editors write, and everything between.
#[derive(Debug, Parser)]
#[command(name = "khabar", version, propagate_version = true)]
pub struct Khabar {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run a sample newsroom in a folder of its own, to look around in.
    Demo(demo::Demo),
    /// Serve the newsroom: site, desk, API and everything that runs by the clock.
    Serve(serve::Serve),
    /// Bring in articles from elsewhere.
    Import(import::Import),
    /// Write everything that the newsroom holds into a folder, in an open format.
    Export(export::Export),
    /// The site as files that any file server can serve, signed by the newsroom.
    Mirror(mirror::Mirror),
    /// Build the search indexes of the site and of the desk anew; where a server is at that already, wait until it is done.
    Reindex(reindex::Reindex),
    /// Make derived data anew from the truth.
    Rebuild(rebuild::Rebuild),
    /// Check a deployment, and say what is wrong with it.
    Doctor(doctor::Doctor),
    /// Verify the trail of what people did.
    Audit(audit::Audit),
    /// Print the settings in effect.
    Config(config::Config),
    /// Check a theme before readers see it.
    Theme(theme::Theme),
    /// Say that the machine's clock is right, when the newsroom doubts it.
    Clock(clock::Clock),
    /// Save the newsroom as it stands, list and check what was saved.
    Backup(backup::Backup),
    /// Bring a newsroom back from a backup, into a folder of its own.
    Restore(restore::Restore),
    /// Let a restored or cloned newsroom publish and send letters again.
    Restored(restored::Restored),
    /// Let people in: accounts, roles, sign-in links, tokens; suspend and restore.
    #[command(alias = "user")]
    People(people::People),
}

/// Where the newsroom lives.
#[derive(Debug, Clone, Args)]
pub struct DataDir {
    /// The folder that holds everything: settings, database, pictures, search index.
    #[arg(long = "data", value_name = "DIR", env = "KHABAR_DATA", default_value = "data")]
    pub folder: PathBuf,
}

impl DataDir {
    /// The settings of this folder.
    pub fn settings(&self) -> anyhow::Result<Settings> {
        settings::read(&self.folder)
    }

    /// The same, refused where a number makes no site. What is there is backed up, brought back and exported whatever they are.
    pub fn sound_settings(&self) -> anyhow::Result<Settings> {
        let settings = self.settings()?;
        match settings.newsroom.wrong_number() {
            Some(wrong) => anyhow::bail!(
                "in {} or in the environment: {wrong}",
                self.folder.join("khabar.toml").display()
            ),
            None => Ok(settings),
        }
    }
}

impl Khabar {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            Command::Demo(demo) => run(demo.run()),
            Command::Serve(serve) => run(serve.run()),
            Command::Import(import) => run(import.run()),
            Command::Export(export) => run(export.run()),
            Command::Mirror(mirror) => run(mirror.run()),
            Command::Reindex(reindex) => run(reindex.run()),
            Command::Rebuild(rebuild) => run(rebuild.run()),
            Command::Doctor(doctor) => run(doctor.run()),
            Command::Audit(audit) => run(audit.run()),
            Command::Config(config) => config.run(),
            Command::Theme(theme) => theme.run(),
            Command::Clock(clock) => run(clock.run()),
            Command::Backup(backup) => run(backup.run()),
            Command::Restore(restore) => run(restore.run()),
            Command::Restored(restored) => run(restored.run()),
            Command::People(people) => run(people.run()),
        }
    }
}

/// Runs a command on a runtime that fits the machine: on one core, one thread does everything without handing over.
fn run(command: impl Future<Output = anyhow::Result<ExitCode>>) -> anyhow::Result<ExitCode> {
    logging::start();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut runtime = match cores {
        1 => tokio::runtime::Builder::new_current_thread(),
        _ => tokio::runtime::Builder::new_multi_thread(),
    };
    let runtime =
        runtime.worker_threads(cores).max_blocking_threads(MOST_BLOCKING_THREADS).enable_all().build()?;
    runtime.block_on(command)
}

/// Threads for work that would hold up the others: encoding pages, decoding pictures, committing the index. Each holds
/// megabytes while it works, and more of them than a machine has cores only wait for each other.
const MOST_BLOCKING_THREADS: usize = 16;
