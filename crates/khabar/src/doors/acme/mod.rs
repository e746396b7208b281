//! A certificate from an authority that speaks ACME: ordered when there is none, and again when two thirds of its life are
//! over. Nobody waits for it: what is shown stays shown while the authority is away.
//!
//! `authority` is asked, `kept` is what lies in the data folder, `tokens` is what plain HTTP answers the authority with.

mod authority;
mod kept;
mod tokens;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail};
use fetch::{Fetch, Limits, Reach};
use newsroom::app::{App, Chance, Clock};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;
use web::{Certificate, Tls, Validity};

use authority::Authority;

pub use kept::{Failure, Kept};
pub use tokens::Tokens;

/// After a first failure, so long; after each one more, twice as long, up to [`SLOWEST`]: five within the first hour, which
/// authorities bear.
const FIRST: Duration = Duration::from_secs(120);
const SLOWEST: Duration = Duration::from_secs(6 * 3600);
/// At the latest after this it is looked at the clock again, which may have been set.
const GLANCE: Duration = Duration::from_secs(600);
/// For one order from beginning to end.
const LONGEST: Duration = Duration::from_secs(600);
/// For one question to the authority.
const ANSWER: Duration = Duration::from_secs(30);

/// An authority that gives certificates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AcmeSettings {
    /// The hosts that the certificate is for, aliases too. Empty: none is ordered.
    pub hosts: Vec<String>,
    /// Whom the authority may write to, such as `mailto:admin@news.example`. Ordering means to accept its terms.
    pub contact: String,
    /// The authority's directory.
    pub directory: String,
    /// A root, as PEM, that is believed when the authority is asked, for one of the house's own: it may then stand inside the house.
    pub root: Option<PathBuf>,
}

impl Default for AcmeSettings {
    fn default() -> Self {
        let directory = "https://acme-v02.api.letsencrypt.org/directory".to_owned();
        AcmeSettings { hosts: Vec::new(), contact: String::new(), directory, root: None }
    }
}

impl AcmeSettings {
    /// Whether certificates are ordered.
    pub fn is_on(&self) -> bool {
        !self.hosts.is_empty()
    }

    fn authority(&self, data: &Path) -> anyhow::Result<Authority> {
        if !self.directory.starts_with("https://") {
            bail!("`directory` must begin with https://");
        }
        let fetch = Fetch::new(Limits { within: ANSWER, ..Limits::default() });
        let (fetch, reach) = match &self.root {
            None => (fetch, Reach::Public),
            Some(root) => {
                let pem =
                    std::fs::read(root).with_context(|| format!("{} cannot be read", root.display()))?;
                let fetch = fetch.trusting(&pem).with_context(|| root.display().to_string())?;
                (fetch, Reach::Configured)
            }
        };
        let kept = Kept::of(data, &self.directory);
        kept.make_folder()?;
        Ok(Authority { settings: self.clone(), kept, fetch, reach })
    }
}

/// Orders certificates, keeps them and shows them.
pub struct Orders {
    authority: Authority,
    tls: Tls,
    tokens: Tokens,
    clock: Clock,
    chance: Chance,
    /// When the next one is ordered, in seconds since 1970.
    due: i64,
}

impl Orders {
    /// Orders of these settings. What an earlier start was given is shown at once.
    pub fn open(settings: &AcmeSettings, data: &Path, app: &App, tls: Tls) -> anyhow::Result<Orders> {
        let authority = settings.authority(data).context("in `tls.acme` of the settings")?;
        // The machine's clock as it is: those who judge a certificate know nothing of ours.
        let (clock, chance) = (app.clock.clone(), app.chance.clone());
        let mut orders = Orders { authority, tls, tokens: Tokens::default(), clock, chance, due: 0 };
        orders.show_kept();
        Ok(orders)
    }

    /// What plain HTTP answers the authority with.
    pub fn tokens(&self) -> Tokens {
        self.tokens.clone()
    }

    /// Orders what is due, until `stop`.
    pub async fn run(mut self, stop: CancellationToken) {
        let mut failures = 0;
        loop {
            let now = self.now();
            let pause = if now < self.due {
                GLANCE.min(Duration::from_secs(self.due.abs_diff(now)))
            } else {
                let ordered = tokio::select! {
                    () = stop.cancelled() => return,
                    ordered = tokio::time::timeout(LONGEST, self.order()) => ordered,
                };
                match ordered.unwrap_or_else(|_| Err(anyhow::anyhow!("the order took too long"))) {
                    Ok(()) => {
                        tracing::info!("a new certificate came from the authority");
                        failures = 0;
                        continue;
                    }
                    Err(error) => {
                        failures += 1;
                        self.failed(&error, failures)
                    }
                }
            };
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    fn now(&self) -> i64 {
        (self.clock)().div_euclid(1_000_000)
    }

    /// A number from 0 up to `below`, by chance: not all newsrooms are to come at the same time.
    fn some(&self, below: i64) -> i64 {
        let mut bytes = [0; 8];
        (self.chance)(&mut bytes);
        i64::from_le_bytes(bytes).rem_euclid(below.max(1))
    }

    /// Says that none came, and how long it is waited now.
    fn failed(&self, error: &anyhow::Error, failures: u32) -> Duration {
        let pause = pause_after(failures);
        let pause = pause + Duration::from_secs(self.some(pause.as_secs() as i64 / 10).unsigned_abs());
        metrics::counter!("tls_orders_failed_total").increment(1);
        let why = format!("{error:#}");
        tracing::warn!(error = why, again_in = ?pause, "no certificate came from the authority, and what was shown stays");
        if let Err(error) = self.authority.kept.note_failure(&Failure { at: (self.clock)(), why }) {
            tracing::warn!(%error, "that no certificate came cannot be noted");
        }
        pause
    }

    /// Shows what an earlier start was given, as long as it is for all the hosts that are set now.
    fn show_kept(&mut self) {
        let shown = match self.authority.kept.certificate() {
            Ok(None) => return,
            Ok(Some(both)) => Certificate::from_pem(&both, &both).map_err(anyhow::Error::from),
            Err(error) => Err(error.into()),
        };
        match shown {
            Ok(certificate) => {
                let is_whole = certificate.names_all(&self.authority.settings.hosts);
                self.show(certificate);
                if !is_whole {
                    self.due = 0;
                }
            }
            Err(error) => {
                tracing::warn!(error = format!("{error:#}"), "the certificate that was kept cannot be shown");
            }
        }
    }

    fn show(&mut self, certificate: Certificate) {
        let validity = certificate.validity();
        let (now, life) = (self.now(), validity.until - validity.from);
        super::certificate::told(&certificate);
        self.tls.show(certificate);
        self.due = due(validity, self.some(life / 24));
        tracing::debug!(in_seconds = self.due - now, "the next certificate is ordered");
    }

    /// Orders one, shows it, keeps it.
    async fn order(&mut self) -> anyhow::Result<()> {
        let both = self.authority.order(&self.tokens).await;
        self.tokens.take_back();
        let both = both?;
        let certificate = Certificate::from_pem(both.as_bytes(), both.as_bytes())?;
        let validity = certificate.validity();
        self.show(certificate);
        // However wrong this machine's clock is: never one after the other.
        self.due = self.due.max(self.now() + (validity.until - validity.from) / 3);
        let kept = self.authority.kept.clone();
        let keeping = tokio::task::spawn_blocking(move || kept.keep_certificate(both.as_bytes()));
        // It holds until the next start, which orders another one: no reason to order one now.
        if let Err(error) = keeping.await.unwrap_or_else(|error| Err(std::io::Error::other(error))) {
            tracing::error!(%error, "the new certificate is shown and cannot be kept");
        }
        Ok(())
    }
}

/// When a certificate is to be followed by another, in seconds since 1970.
fn due(validity: Validity, later: i64) -> i64 {
    validity.from + (validity.until - validity.from) / 3 * 2 + later
}

fn pause_after(failures: u32) -> Duration {
    FIRST.saturating_mul(1 << failures.saturating_sub(1).min(12)).min(SLOWEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_is_followed_by_another_when_two_thirds_of_its_life_are_over() {
        const DAY: i64 = 86_400;
        let ninety = Validity { from: 1_000 * DAY, until: 1_090 * DAY };
        assert_eq!(due(ninety, 0), 1_060 * DAY);
        assert_eq!(due(ninety, 2 * DAY), 1_062 * DAY);
        assert!(due(Validity { from: 0, until: 1 }, 0) <= 1);
    }

    #[test]
    fn an_authority_that_is_away_is_asked_five_times_in_an_hour_and_then_rarely() {
        let mut at = Duration::ZERO;
        let asked: Vec<_> = (1..40)
            .map(|failures| {
                let now = at;
                at += pause_after(failures);
                now
            })
            .collect();
        assert_eq!(asked.iter().filter(|at| **at <= Duration::from_secs(3600)).count(), 5);
        let day = Duration::from_secs(86_400);
        assert!(asked.iter().filter(|at| **at <= day).count() < 15);
        assert_eq!(pause_after(u32::MAX), SLOWEST);
    }
}
