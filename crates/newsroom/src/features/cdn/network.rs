//! Which content network it is, and where it is told something.

use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize, Serializer};

use super::purge::Purge;

/// A content network that keeps the site's pages.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CdnConfig {
    /// `fastly`, `cloudflare` or `varnish`; nobody is told anything when left out.
    pub kind: Option<CdnKind>,
    /// Fastly's service id, or Cloudflare's zone id.
    pub service: String,
    /// Where it is told. Each Varnish by its own address, such as `http://10.0.0.5:6081`; the others have one that is known.
    pub addresses: Vec<String>,
    /// A file that holds the token with which it is told, and nothing else.
    pub token_file: Option<PathBuf>,
    /// The token itself, for the environment: `KHABAR__CDN__TOKEN`.
    pub token: Secret,
}

/// The kinds of content networks that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CdnKind {
    /// Fastly, by `Surrogate-Key`.
    Fastly,
    /// Cloudflare, by `Cache-Tag`.
    Cloudflare,
    /// Varnish with its module `xkey`.
    Varnish,
}

/// What is never printed.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "none" } else { "…" })
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if self.0.is_empty() { "" } else { "…" })
    }
}

/// Why a content network cannot be told anything.
#[derive(Debug, thiserror::Error)]
pub enum CdnError {
    /// The service is not named.
    #[error("`service` names no service or zone")]
    NoService,
    /// There is no token.
    #[error("there is no token: set `token_file`, or KHABAR__CDN__TOKEN in the environment")]
    NoToken,
    /// The token's file cannot be read.
    #[error("{0} cannot be read: {1}")]
    Unreadable(PathBuf, std::io::Error),
    /// No Varnish is named.
    #[error("`addresses` names no Varnish")]
    NoAddress,
    /// Nothing can be asked with these.
    #[error("with `addresses`, `service` and the token as they are nothing can be asked: {0}")]
    Unaskable(String),
}

/// A content network that can be told.
#[derive(Debug, Clone)]
pub struct Network {
    /// Its kind.
    pub kind: CdnKind,
    pub(super) service: String,
    pub(super) addresses: Vec<String>,
    pub(super) token: Secret,
}

impl Secret {
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl Network {
    /// The network of these settings; `None` when they name none.
    pub fn open(config: &CdnConfig) -> Result<Option<Network>, CdnError> {
        let Some(network) = Network::read(config)? else { return Ok(None) };
        // Better now than at every change of a page.
        let tried = Purge::everything().requests(&network);
        tried.map_err(|error| CdnError::Unaskable(error.to_string()))?;
        Ok(Some(network))
    }

    fn read(config: &CdnConfig) -> Result<Option<Network>, CdnError> {
        let Some(kind) = config.kind else { return Ok(None) };
        let mut addresses: Vec<String> =
            config.addresses.iter().map(|address| address.trim_end_matches('/').to_owned()).collect();
        let token = match &config.token_file {
            Some(file) => {
                let read = std::fs::read_to_string(file);
                let read = read.map_err(|error| CdnError::Unreadable(file.clone(), error))?;
                Secret(read.trim().to_owned())
            }
            None => config.token.clone(),
        };
        let known = match kind {
            CdnKind::Fastly => "https://api.fastly.com",
            CdnKind::Cloudflare => "https://api.cloudflare.com/client/v4",
            CdnKind::Varnish if addresses.is_empty() => return Err(CdnError::NoAddress),
            CdnKind::Varnish => {
                return Ok(Some(Network { kind, service: config.service.clone(), addresses, token }));
            }
        };
        if config.service.is_empty() {
            return Err(CdnError::NoService);
        }
        if token.0.is_empty() {
            return Err(CdnError::NoToken);
        }
        if addresses.is_empty() {
            addresses.push(known.to_owned());
        }
        Ok(Some(Network { kind, service: config.service.clone(), addresses, token }))
    }
}

impl CdnKind {
    /// The response header in which it reads a page's tags, and what stands between two of them.
    pub fn header(self) -> (&'static str, char) {
        match self {
            CdnKind::Fastly => ("surrogate-key", ' '),
            CdnKind::Cloudflare => ("cache-tag", ','),
            CdnKind::Varnish => ("xkey", ' '),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_told_only_what_it_can_be_told() {
        let of = |kind| CdnConfig { kind: Some(kind), ..CdnConfig::default() };
        let refused = |config: &CdnConfig| Network::open(config).expect_err("it is refused").to_string();
        assert!(Network::open(&CdnConfig::default()).expect("nothing is wrong").is_none());
        assert!(refused(&of(CdnKind::Varnish)).contains("no Varnish"));
        assert!(refused(&of(CdnKind::Fastly)).contains("no service"));
        let mut fastly = CdnConfig { service: "S1".to_owned(), ..of(CdnKind::Fastly) };
        assert!(refused(&fastly).contains("no token"));
        fastly.token = Secret("hunter2".to_owned());
        let network = Network::open(&fastly).expect("it can be told").expect("there is one");
        assert_eq!(network.addresses, ["https://api.fastly.com"]);
        let odd = CdnConfig { token: Secret("two\nlines".to_owned()), ..fastly.clone() };
        assert!(refused(&odd).contains("nothing can be asked") && !refused(&odd).contains("lines"));
        let odd = CdnConfig { addresses: vec!["10.0.0.5 6081".to_owned()], ..fastly.clone() };
        assert!(refused(&odd).contains("nothing can be asked"));
        let odd = CdnConfig { addresses: vec!["ftp://10.0.0.5".to_owned()], ..fastly.clone() };
        assert!(refused(&odd).contains("http"));
        assert!(!format!("{network:?} {fastly:?}").contains("hunter"), "a secret is not printed");
        assert!(!serde_json::to_string(&fastly).expect("JSON").contains("hunter"));
    }
}
