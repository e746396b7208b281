//! `khabar demo`

#[cfg(test)]
mod agreement;
mod archive;
mod calendar;
mod fill;
mod fronts;
mod stories;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use archive::Archive;
use clap::Args;
use newsroom::app::App;
use newsroom::features::accounts::{Actor, actions};

use super::DataDir;
use super::serve::{Running, Signals};
use crate::wiring;

/// Whom the sample's contact page names for holes in the site.
const SECURITY_CONTACT: &str = "mailto:security@khabar.example";
const A_YEAR: i64 = 365 * 24 * 60 * 60 * 1_000_000;

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
    /// Bring in the sample's archive as well, while the newsroom is served: the journal al-Muqtabas of 1906 to 1912 and a
    /// blog in two languages. It is looked for in `demo/archive` of the repository, or in DIR.
    #[arg(long, value_name = "DIR", num_args = 0..=1, require_equals = true)]
    archive: Option<Option<PathBuf>>,
}

impl Demo {
    /// Fills the newsroom the first time, then serves it.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let data = DataDir { folder: self.folder };
        let mut settings = data.sound_settings()?;
        settings.listen = self.listen;
        settings.ops_listen = self.ops_listen.or(settings.ops_listen);
        settings.newsroom.sample = true;
        // Whoever looks around comes in by the link that is printed, and has no phone at hand for it.
        settings.newsroom.second_factor = false;
        if settings.newsroom.security_contact.is_empty() {
            settings.newsroom.security_contact = SECURITY_CONTACT.to_owned();
            settings.newsroom.security_expires = in_a_year(wiring::clock()());
        }
        let archive = match &self.archive {
            Some(given) => Archive::find(given.as_deref())?,
            None => None,
        };
        settings.newsroom.sample_archive = archive.is_some() || archive::is_in(&data.folder);
        let running = Running::begin(&data, settings).await?;
        let editor = fill::fill(&running.app, &data.folder).await?;
        let link = actions::invite(&running.app, &Actor::Console, &editor).await?;
        let signals = Signals::heard()?;
        println!("The sample newsroom is at  {}/", running.at());
        println!("Sign in at the desk, once: {}/desk/sign-in/{link}", running.at());
        running.print_other_addresses();
        match (archive, self.archive) {
            (Some(archive), _) => {
                drop(tokio::spawn(bring_in(archive, running.app.clone(), data.folder.clone())))
            }
            (None, Some(_)) => println!(
                "The archive is not here: it stands in demo/archive of the repository; --archive=DIR says where else."
            ),
            (None, None) => {}
        }
        println!("Ctrl+C stops it; what it holds stays in {}.", data.folder.display());
        running.until_stopped(signals).await;
        Ok(ExitCode::SUCCESS)
    }
}

/// A year from now, as `security.txt` says until when it holds.
fn in_a_year(now: i64) -> String {
    text::dates::iso(now + A_YEAR, "UTC").replace("+00:00", "Z")
}

/// Beside the readers: what is slow or fails here harms none of them.
async fn bring_in(archive: Archive, app: App, data: PathBuf) {
    println!("The archive is coming in; the newsroom is there meanwhile.");
    match archive.bring_in(&app, &data).await {
        Ok(Some(pieces)) => println!("The archive has come in: {pieces} pieces."),
        Ok(None) => {}
        Err(error) => eprintln!("The archive did not come in: {error:#}. The next start goes on with it."),
    }
}
