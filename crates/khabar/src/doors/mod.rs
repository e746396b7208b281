//! Where readers come in: over TLS with a certificate of this newsroom's own, and over plain HTTP, which leads there.
//!
//! `certificate` shows what lies in files and follows them, `acme` orders from an authority, `plain` leads from HTTP to TLS, `network`
//! is the content network before the site, `checks` looks for the doctor at what is shown.

mod acme;
mod certificate;
mod checks;
mod network;
mod plain;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::bail;
use newsroom::app::App;
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use web::Tls;

pub use acme::{AcmeSettings, Orders};
pub use checks::certificate_holds;
pub use network::{follow_cdn, surrogate};
pub use plain::Plain;

use certificate::Files;

/// TLS of the program's own: a certificate in files, or one that is ordered. Without any of this a proxy before it ends TLS, or
/// nobody does.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TlsSettings {
    /// The certificate, as PEM, followed by those above it. When the file changes, the new one is shown.
    pub certificate: Option<PathBuf>,
    /// Its key, as PEM.
    pub key: Option<PathBuf>,
    /// Where plain HTTP listens, such as `0.0.0.0:80`: it leads to the same address over TLS, and answers the authority. Nothing
    /// does when left out.
    pub http_listen: Option<SocketAddr>,
    /// The authority that a certificate is ordered from.
    pub acme: AcmeSettings,
}

/// Where a certificate comes from.
enum Source {
    Nowhere,
    Files(Files),
    Authority,
}

impl TlsSettings {
    /// Whether `listen` speaks TLS.
    pub fn is_on(&self) -> bool {
        self.certificate.is_some() || self.key.is_some() || self.acme.is_on()
    }

    /// The files that these settings name.
    pub fn paths(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        [&mut self.certificate, &mut self.key, &mut self.acme.root].into_iter().flatten()
    }

    fn source(&self) -> anyhow::Result<Source> {
        let files = match (&self.certificate, &self.key) {
            (None, None) => None,
            (Some(certificate), Some(key)) => {
                Some(Files { certificate: certificate.clone(), key: key.clone() })
            }
            _ => bail!("in `tls` of the settings: a certificate needs a key, and a key a certificate"),
        };
        match (files, self.acme.is_on()) {
            (None, false) => Ok(Source::Nowhere),
            (Some(files), false) => Ok(Source::Files(files)),
            (None, true) if self.http_listen.is_none() => {
                bail!(
                    "in `tls` of the settings: the authority looks at plain HTTP, so `http_listen` must be set"
                )
            }
            (None, true) => Ok(Source::Authority),
            (Some(_), true) => {
                bail!("in `tls` of the settings: a certificate lies in files, or it is ordered, and not both")
            }
        }
    }

    /// TLS as these settings say, if they say so. What lies in files is shown from the beginning, and followed until `stop`; what is
    /// to be ordered is begun by the caller, once the authority can look.
    pub fn open(
        &self,
        app: &App,
        data: &Path,
        tasks: &TaskTracker,
        stop: &CancellationToken,
    ) -> anyhow::Result<Option<(Tls, Option<Orders>)>> {
        let tls = Tls::new();
        match self.source()? {
            Source::Nowhere => Ok(None),
            Source::Files(files) => {
                let seen = files.show(&tls)?;
                tasks.spawn(certificate::follow(files, seen, tls.clone(), stop.clone()));
                Ok(Some((tls, None)))
            }
            Source::Authority => {
                let orders = Orders::open(&self.acme, data, app, tls.clone())?;
                Ok(Some((tls, Some(orders))))
            }
        }
    }
}
