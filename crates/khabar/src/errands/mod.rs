//! Errands: what a command does to the newsroom. A command that writes beside a running server has the server do it,
//! through the socket in the data folder: one process writes, one holds the search index, and its readers see the
//! result at once. Without a server the command does it by itself.

mod run;
mod socket;

use std::fmt;
use std::path::PathBuf;

use anyhow::Context;
use newsroom::features::accounts::Role;
use newsroom::features::standing_pages::StandingPageKind;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::commands::DataDir;
use crate::wiring::{self, Need};

pub use socket::{is_served, serve};

/// Something to be done.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "errand", rename_all = "snake_case")]
pub enum Errand {
    /// Bring in ninjs items.
    ImportNinjs {
        paths: Vec<PathBuf>,
        publish: bool,
        edition: Option<String>,
        section: Option<String>,
        #[serde(default)]
        overwrite: bool,
    },
    /// Bring in exports of WordPress.
    ImportWordpress {
        paths: Vec<PathBuf>,
        publish: bool,
        edition: Option<String>,
        section: Option<String>,
        map: Vec<(String, String)>,
        pages: Vec<(String, StandingPageKind)>,
        uploads: Option<PathBuf>,
        #[serde(default)]
        overwrite: bool,
    },
    /// Bring back what was exported.
    ImportKhabar { from: PathBuf },
    /// Make the published rows anew.
    RebuildPublished,
    /// Make anew what is kept of the names in texts.
    RebuildNames,
    /// Make the search indexes anew: the site's and the desk's.
    Reindex,
    /// Verify the trail.
    VerifyTrail { seal: Option<String> },
    /// Take what the machine's clock shows for the time.
    ConfirmClock { folder: Option<String> },
    /// Let what waits in a copy go out.
    LiftRestored,
    /// Open an account.
    OpenAccount { name: String, email: String, role: Role },
    /// List the accounts.
    ListAccounts,
    /// Make a sign-in link.
    SignInLink { email: String },
    /// Give a role, everywhere or in a part of the paper.
    GiveRole { email: String, role: String, edition: Option<String>, section: Option<String> },
    /// Suspend somebody.
    Suspend { email: String },
    /// Let somebody work again.
    Restore { email: String },
    /// Take password and second factor off an account.
    ResetAccess { email: String },
    /// Issue a token.
    IssueToken { email: String, name: String },
}

/// An account in the list of accounts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AccountLine {
    pub email: String,
    pub role: Role,
    pub name: String,
    pub suspended: bool,
}

impl fmt::Display for AccountLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let suspended = if self.suspended { " (suspended)" } else { "" };
        write!(f, "{}\t{}\t{}{suspended}", self.email, self.role.as_str(), self.name)
    }
}

/// How far an errand has come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Word {
    /// There are so many steps.
    Total(u64),
    /// So many are done; the last was this.
    Done(u64, String),
    /// It is done, and this came of it.
    Result(Value),
    /// It was not done, and why.
    Failed(String),
}

/// Hears how far an errand has come.
pub type Ear = std::sync::Arc<dyn Fn(Word) + Send + Sync>;

/// Has the errand done by the server of this data folder, or does it here when none runs.
pub async fn have_done(data: &DataDir, errand: Errand, ear: Ear) -> anyhow::Result<Value> {
    if let Some(result) = socket::ask(&data.folder, &errand, &ear).await {
        return result;
    }
    let indexes = matches!(errand, Errand::Reindex);
    let need = if indexes { Need::Index } else { Need::Newsroom };
    let app = match &errand {
        // It is brought into a new one.
        Errand::ImportKhabar { .. } => wiring::open(&data.folder, &data.sound_settings()?, need).await?,
        _ => wiring::open_existing(&data.folder, &data.sound_settings()?, need).await?,
    };
    let index = if indexes { Some(wiring::open_desk_index(&data.folder)?) } else { None };
    run::run(&app, index.as_ref(), errand, ear).await
}

/// As [`have_done`], for an errand that is over at once.
pub async fn have_done_quietly<T: for<'de> Deserialize<'de>>(
    data: &DataDir,
    errand: Errand,
) -> anyhow::Result<T> {
    let result = have_done(data, errand, std::sync::Arc::new(|_| ())).await?;
    serde_json::from_value(result).context("the answer cannot be read")
}
