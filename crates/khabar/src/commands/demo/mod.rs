//! `khabar demo`

mod fill;
mod fronts;
mod stories;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use newsroom::features::accounts::{Actor, actions};

use super::DataDir;
use super::serve::{Running, Signals};

/// Run a sample newsroom in a folder of its own, to look around in.
#[derive(Debug, Args)]
pub struct Demo {
    /// The folder of the sample newsroom; made when it is not there.
    #[arg(long = "data", value_name = "DIR", default_value = "khabar-demo")]
    folder: PathBuf,
    /// Where to listen; port 0 takes a free one.
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Where health and metrics listen.
    #[arg(long, value_name = "ADDR:PORT")]
    ops_listen: Option<SocketAddr>,
}

impl Demo {
    /// Fills the newsroom the first time, then serves it.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let data = DataDir { folder: self.folder };
        let mut settings = data.settings()?;
        settings.listen = self.listen;
        settings.ops_listen = self.ops_listen.or(settings.ops_listen);
        settings.newsroom.sample = true;
        let running = Running::begin(&data, settings).await?;
        let editor = fill::fill(&running.app, &data.folder).await?;
        let link = actions::invite(&running.app, &Actor::Console, &editor).await?;
        let signals = Signals::heard()?;
        println!("The sample newsroom is at  http://{}/", running.address);
        println!("Sign in at the desk, once: http://{}/desk/sign-in/{link}", running.address);
        running.print_ops_address();
        println!("Ctrl+C stops it; what it holds stays in {}.", data.folder.display());
        running.until_stopped(signals).await;
        Ok(ExitCode::SUCCESS)
    }
}
