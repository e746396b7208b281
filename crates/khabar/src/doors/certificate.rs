//! A certificate that lies in two files, which somebody else renews.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::Context;
use tokio_util::sync::CancellationToken;
use web::{Certificate, Tls};

/// How often it is looked whether they changed.
const GLANCE: Duration = Duration::from_secs(1);

/// Where it lies.
#[derive(Debug, Clone)]
pub struct Files {
    /// The certificate, and those above it.
    pub certificate: PathBuf,
    /// Its key.
    pub key: PathBuf,
}

/// How the files looked, without reading them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look([Option<(SystemTime, u64, u64)>; 2]);

impl Files {
    /// Shows what lies there. An error leaves what was shown before.
    pub fn show(&self, tls: &Tls) -> anyhow::Result<Look> {
        // First the look: what changes while it is read is seen as a change after it.
        let look = self.look();
        let certificate = self.read()?;
        told(&certificate);
        tls.show(certificate);
        Ok(look)
    }

    /// What lies there.
    pub fn read(&self) -> anyhow::Result<Certificate> {
        let read =
            |path: &Path| std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()));
        Certificate::from_pem(&read(&self.certificate)?, &read(&self.key)?)
            .with_context(|| format!("{} with {}", self.certificate.display(), self.key.display()))
    }

    fn look(&self) -> Look {
        Look([&self.certificate, &self.key].map(|path| {
            let seen = std::fs::metadata(path).ok()?;
            Some((seen.modified().ok()?, seen.len(), seen.ino()))
        }))
    }
}

/// Tells the operator's machines until when a certificate holds.
pub(super) fn told(certificate: &Certificate) {
    metrics::gauge!("tls_certificate_until_seconds").set(certificate.validity().until as f64);
}

/// Shows each new certificate, until `stop`. Files that do not fit together are looked at again when they change: who renews a
/// certificate writes one of them first.
pub async fn follow(files: Files, mut seen: Look, tls: Tls, stop: CancellationToken) {
    while !is_over(&stop).await {
        let (files, tls, before) = (files.clone(), tls.clone(), seen.clone());
        // The files may lie on a disk that does not answer.
        let looked = tokio::task::spawn_blocking(move || {
            let now = files.look();
            (now != before).then(|| (files.show(&tls), now))
        });
        match looked.await {
            Ok(Some((Ok(shown), _))) => {
                tracing::info!("a new certificate is shown");
                seen = shown;
            }
            Ok(Some((Err(error), looked))) => {
                tracing::warn!(
                    error = format!("{error:#}"),
                    "a new certificate is not shown, and the old one stays"
                );
                seen = looked;
            }
            Ok(None) | Err(_) => {}
        }
    }
}

async fn is_over(stop: &CancellationToken) -> bool {
    tokio::select! {
        () = stop.cancelled() => true,
        () = tokio::time::sleep(GLANCE) => false,
    }
}
