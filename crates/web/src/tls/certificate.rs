//! A certificate with its key, checked before anybody sees it.

use std::sync::Arc;

use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use thiserror::Error;
use x509_parser::prelude::{FromDer, GeneralName, X509Certificate};

/// A certificate, with those above it, and the key that belongs to it.
#[derive(Debug)]
pub struct Certificate {
    key: Arc<CertifiedKey>,
    validity: Validity,
    names: Vec<String>,
}

/// From when until when a certificate holds, in seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    /// The first second.
    pub from: i64,
    /// The last.
    pub until: i64,
}

/// Why a certificate cannot be shown.
#[derive(Debug, Error)]
pub enum CertificateError {
    /// There is none in the text, or it cannot be read.
    #[error("no certificate can be read there: {0}")]
    NoCertificate(String),
    /// The same of the key.
    #[error("no private key can be read there: {0}")]
    NoKey(String),
    /// The key is another one's.
    #[error("the key does not belong to the certificate")]
    AnotherKey,
}

impl Certificate {
    /// Reads both from PEM: the certificate first, then those above it; the key as PKCS #8, PKCS #1 or SEC 1.
    pub fn from_pem(chain: &[u8], key: &[u8]) -> Result<Certificate, CertificateError> {
        let no_certificate = |why: &dyn std::fmt::Display| CertificateError::NoCertificate(why.to_string());
        let no_key = |why: &dyn std::fmt::Display| CertificateError::NoKey(why.to_string());
        let chain = CertificateDer::pem_slice_iter(chain)
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| no_certificate(&error))?;
        let first = chain.first().ok_or_else(|| no_certificate(&"the text holds none"))?;
        let (validity, names) = said(first).ok_or_else(|| no_certificate(&"it is no X.509 certificate"))?;
        let key = PrivateKeyDer::from_pem_slice(key).map_err(|error| no_key(&error))?;
        let key = ring::sign::any_supported_type(&key).map_err(|error| no_key(&error))?;
        let key = CertifiedKey::new(chain, key);
        match key.keys_match() {
            // A kind of key that does not tell is taken at its word.
            Ok(()) | Err(rustls::Error::InconsistentKeys(rustls::InconsistentKeys::Unknown)) => {}
            Err(_) => return Err(CertificateError::AnotherKey),
        }
        Ok(Certificate { key: Arc::new(key), validity, names })
    }

    /// From when until when it holds.
    pub fn validity(&self) -> Validity {
        self.validity
    }

    /// Whether each of these hosts is named in it, as it is written.
    pub fn names_all(&self, hosts: &[String]) -> bool {
        hosts.iter().all(|host| self.names.iter().any(|name| name.eq_ignore_ascii_case(host)))
    }

    pub(super) fn into_key(self) -> Arc<CertifiedKey> {
        self.key
    }
}

/// When it holds, and for which hosts.
fn said(certificate: &CertificateDer<'_>) -> Option<(Validity, Vec<String>)> {
    let (_, read) = X509Certificate::from_der(certificate).ok()?;
    let held = read.validity();
    let validity = Validity { from: held.not_before.timestamp(), until: held.not_after.timestamp() };
    let names = read.subject_alternative_name().ok().flatten();
    let names = names.iter().flat_map(|names| &names.value.general_names);
    let hosts = names.filter_map(|name| match name {
        GeneralName::DNSName(host) => Some((*host).to_owned()),
        _ => None,
    });
    Some((validity, hosts.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made() -> (String, String) {
        let made = rcgen::generate_simple_self_signed(["news.example".to_owned()]).expect("it can be made");
        (made.cert.pem(), made.signing_key.serialize_pem())
    }

    #[test]
    fn a_certificate_is_taken_with_its_own_key_only() {
        let (chain, key) = made();
        let (_, other) = made();
        let read = Certificate::from_pem(chain.as_bytes(), key.as_bytes()).expect("they belong together");
        assert!(read.validity().from < read.validity().until);
        assert!(read.names_all(&["News.example".to_owned()]));
        assert!(!read.names_all(&["news.example".to_owned(), "www.news.example".to_owned()]));
        let refused = |chain: &str, key: &str| {
            Certificate::from_pem(chain.as_bytes(), key.as_bytes()).expect_err("it is refused").to_string()
        };
        assert!(refused(&chain, &other).contains("does not belong"));
        assert!(refused("", &key).contains("no certificate"));
        assert!(refused(&key, &key).contains("no certificate"));
        assert!(refused(&chain, "").contains("no private key"));
        assert!(refused(&chain, &chain).contains("no private key"));
    }
}
