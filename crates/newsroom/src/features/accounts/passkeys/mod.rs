//! Passkeys: keys on a device that sign for their person once the device has recognised them, by finger, face or number. A
//! passkey is both steps of signing in at once, and signs for this site alone, so that nobody can be led to sign elsewhere.

pub(super) mod store;

use data_encoding::BASE64URL_NOPAD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use webauthn_rs::prelude::{AuthenticationResult, Passkey as KeptKey, Url, Uuid};
use webauthn_rs::{Webauthn, WebauthnBuilder};

use crate::app::App;
use crate::features::accounts::actions::AccountError;
use crate::id::{AccountId, PasskeyId};

/// So many one account has at most: more are no help to anybody.
pub const MOST_PASSKEYS: usize = 20;
/// A name longer than this names nothing.
pub const LONGEST_NAME: usize = 60;
/// The longest answer of a device: a certificate may be in it.
const LONGEST_ANSWER: usize = 64 << 10;
/// So long a device may take to sign, in microseconds.
pub const CHALLENGE_LIVES_MICROS: i64 = 5 * 60 * 1_000_000;

/// A passkey of somebody.
#[derive(Debug, Clone)]
pub struct Passkey {
    /// What it is removed by.
    pub id: PasskeyId,
    /// What its person calls it.
    pub name: String,
    /// Since when it opens, in microseconds UTC.
    pub created_at: i64,
    /// When it last signed.
    pub used_at: Option<i64>,
    /// Its public half and its counter, as the library writes them.
    pub(super) kept: String,
}

impl Passkey {
    /// The key; `None` when a newer program wrote it in another way.
    pub(super) fn key(&self) -> Option<KeptKey> {
        serde_json::from_str(&self.kept).ok()
    }

    /// What is kept of it once it signed.
    pub(super) fn after(&self, signed: &AuthenticationResult) -> Result<String, AccountError> {
        let mut key = self.key().ok_or(AccountError::WrongPasskey)?;
        key.update_credential(signed);
        Ok(json(&key)?.to_string())
    }
}

/// What the device of somebody who is signed in is asked to sign for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To be known from now on.
    Add,
    /// To prove again who is there.
    Prove,
}

impl Purpose {
    /// Its name beside what it is kept under, so that an answer to one question is none to another.
    pub fn as_str(self) -> &'static str {
        match self {
            Purpose::Add => "add",
            Purpose::Prove => "prove",
        }
    }
}

/// The site that passkeys sign for.
pub struct Site {
    /// The name that keys are bound to.
    pub host: String,
    /// The one origin whose pages may ask for a signature.
    pub origin: String,
}

impl Site {
    /// The site of this public address; `None` when browsers make no passkeys for it: they want a name and TLS, and allow
    /// `localhost` alone without it. An address of the machine itself is called so.
    pub fn of(public_url: &str) -> Option<Site> {
        let url = Url::parse(public_url).ok()?;
        let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
        let host = url.host_str()?;
        let is_number = host.starts_with('[') || host.parse::<std::net::Ipv4Addr>().is_ok();
        let is_own = matches!(host, "127.0.0.1" | "[::1]" | "localhost") || host.ends_with(".localhost");
        let host = match (url.scheme(), is_own, is_number) {
            (_, true, true) => "localhost",
            ("https", _, false) | ("http", true, false) => host,
            _ => return None,
        };
        Some(Site { host: host.to_owned(), origin: format!("{}://{host}{port}", url.scheme()) })
    }
}

/// What judges answers of passkeys for this newsroom; `None` where it can have none.
pub(super) fn judge(app: &App) -> Option<Webauthn> {
    let site = Site::of(&app.config.public_url)?;
    let origin = Url::parse(&site.origin).ok()?;
    WebauthnBuilder::new(&site.host, &origin).ok()?.rp_name("Khabar").build().ok()
}

/// The number by which a device knows the account; it tells nobody which account that is.
pub(super) fn handle(account: &AccountId) -> Uuid {
    let digest = Sha256::digest(format!("passkeys of {account}"));
    let mut first = [0; 16];
    first.copy_from_slice(&digest[..16]);
    Uuid::from_bytes(first)
}

/// What a key calls itself, as it is kept.
pub(super) fn named(credential: &[u8]) -> String {
    BASE64URL_NOPAD.encode(credential)
}

/// What a browser sent in a form; it is small.
pub(super) fn read<T: DeserializeOwned>(answer: &str) -> Result<T, AccountError> {
    let read = Some(answer).filter(|answer| answer.len() <= LONGEST_ANSWER);
    read.and_then(|answer| serde_json::from_str(answer).ok()).ok_or(AccountError::WrongPasskey)
}

pub(super) fn json(value: &impl Serialize) -> Result<serde_json::Value, AccountError> {
    serde_json::to_value(value).map_err(|_| AccountError::WrongPasskey)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_for_the_sites_own_name() {
        for (address, expected) in [
            ("https://news.example", Some(("news.example", "https://news.example"))),
            ("https://news.example:8443/", Some(("news.example", "https://news.example:8443"))),
            ("http://127.0.0.1:8080", Some(("localhost", "http://localhost:8080"))),
            ("http://[::1]:8080", Some(("localhost", "http://localhost:8080"))),
            ("http://localhost:8080", Some(("localhost", "http://localhost:8080"))),
            ("http://news.example", None),
            ("https://198.51.100.7", None),
            ("https://[2001:db8::1]", None),
            ("nonsense", None),
        ] {
            let site = Site::of(address);
            let site = site.as_ref().map(|site| (site.host.as_str(), site.origin.as_str()));
            assert_eq!(site, expected, "{address}");
        }
    }

    #[test]
    fn a_device_learns_nothing_of_the_account() {
        let account = AccountId::from("01kaaaaaaaaaaaaaaaaaaaaaaa");
        assert_eq!(handle(&account), handle(&account));
        assert_ne!(handle(&account), handle(&AccountId::from("01kaaaaaaaaaaaaaaaaaaaaaab")));
        assert!(!handle(&account).to_string().contains("kaaa"));
    }
}
