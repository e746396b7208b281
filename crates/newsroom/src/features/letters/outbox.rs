//! Where letters go: to a mail server, or into a folder.

use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use lettre::message::Mailbox;
use lettre::transport::smtp::AsyncSmtpTransportBuilder;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use serde::{Deserialize, Serialize};

/// How letters leave the house.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MailConfig {
    /// The mail server: `smtps://user:password@host`, or `smtp://host:587?tls=required`. Empty: letters are laid into the folder
    /// `outbox` of the data folder.
    pub server: String,
    /// Who they come from: `Khabar <desk@example.org>`.
    pub from: String,
    /// How long the mail server may take for a letter, in seconds; at most 50.
    pub patience: u64,
}

impl Default for MailConfig {
    fn default() -> Self {
        MailConfig { server: String::new(), from: String::new(), patience: 30 }
    }
}

/// Why a letter did not go out.
#[derive(Debug, thiserror::Error)]
pub enum OutboxError {
    /// The sender or the receiver has no usable address.
    #[error("`{0}` is not a mail address")]
    Address(String),
    /// The letter could not be put together.
    #[error("the letter cannot be written: {0}")]
    Letter(#[from] lettre::error::Error),
    /// The letter could not be rendered.
    #[error(transparent)]
    Page(#[from] askama::Error),
    /// The mail server refused it or did not answer.
    #[error("the mail server: {0}")]
    Server(#[from] lettre::transport::smtp::Error),
    /// The mail server took too long.
    #[error("the mail server did not take it within {0:?}")]
    TooSlow(Duration),
    /// The folder did not take it.
    #[error("the outbox folder: {0}")]
    Folder(#[from] std::io::Error),
}

/// Where letters go.
pub struct Outbox {
    from: Mailbox,
    way: Way,
}

enum Way {
    Server(Box<AsyncSmtpTransportBuilder>, Duration),
    Folder(PathBuf),
}

impl Outbox {
    /// The outbox of these settings; `folder` is used when they name no server.
    pub fn open(config: &MailConfig, folder: &Path) -> Result<Outbox, OutboxError> {
        let from = if config.from.is_empty() { "khabar@localhost" } else { &config.from };
        let from = from.parse().map_err(|_| OutboxError::Address(from.to_owned()))?;
        let way = match config.server.as_str() {
            "" => Way::Folder(folder.to_owned()),
            server => {
                let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(server)?;
                let patience = Duration::from_secs(config.patience.clamp(1, 50));
                Way::Server(Box::new(transport.timeout(Some(patience))), patience)
            }
        };
        Ok(Outbox { from, way })
    }

    /// Who letters come from.
    pub fn from(&self) -> &Mailbox {
        &self.from
    }

    /// Sends a letter. In the folder it is a file that only the program's own user may read: links are in it.
    pub async fn send(&self, id: &str, message: Message) -> Result<(), OutboxError> {
        match &self.way {
            // The transport's own limit is for connecting alone: a server that falls silent later would hold the letter. And
            // each letter has a connection of its own: one that was given up is not to be found again by the next.
            Way::Server(server, patience) => {
                let transport: AsyncSmtpTransport<Tokio1Executor> =
                    AsyncSmtpTransportBuilder::clone(server).build();
                match tokio::time::timeout(*patience, transport.send(message)).await {
                    Ok(sent) => sent.map(drop).map_err(OutboxError::from),
                    Err(_) => Err(OutboxError::TooSlow(*patience)),
                }
            }
            Way::Folder(folder) => {
                let (folder, id) = (folder.clone(), id.to_owned());
                let laid = tokio::task::spawn_blocking(move || lay(&folder, &id, &message.formatted()));
                laid.await
                    .unwrap_or_else(|error| Err(std::io::Error::other(error)))
                    .map_err(OutboxError::from)
            }
        }
    }
}

/// Writes the file beside its place first: who looks into the folder never finds half a letter.
fn lay(folder: &Path, id: &str, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    std::fs::create_dir_all(folder)?;
    let begun = folder.join(format!(".{id}"));
    let mut file =
        std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&begun)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(begun, folder.join(format!("{id}.eml")))
}
