//! A secret that is shown once and kept only as a hash: tokens, sign-in links, sessions.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use sha2::{Digest, Sha256};

/// 256 random bits. Long enough that a plain hash of it gives nothing away.
#[derive(Clone)]
pub struct Secret([u8; 32]);

impl Secret {
    /// A secret of these random bytes.
    pub fn new(random: [u8; 32]) -> Self {
        Self(random)
    }

    /// The secret as its holder writes it, behind a prefix that says what it opens.
    pub fn reveal(&self, prefix: &str) -> String {
        format!("{prefix}_{}", BASE64URL_NOPAD.encode(&self.0))
    }

    /// Reads back what `reveal` wrote; `None` for anything else.
    pub fn read(prefix: &str, text: &str) -> Option<Self> {
        let encoded = text.strip_prefix(prefix)?.strip_prefix('_')?;
        let bytes = BASE64URL_NOPAD.decode(encoded.as_bytes()).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }

    /// What is stored.
    pub fn hash(&self) -> String {
        HEXLOWER.encode(&Sha256::digest(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_reads_back_and_its_hash_does_not_hold_it() {
        let secret = Secret::new([7; 32]);
        let shown = secret.reveal("khabar");
        assert_eq!(Secret::read("khabar", &shown).expect("reads back").hash(), secret.hash());
        assert!(Secret::read("signin", &shown).is_none());
        assert!(!secret.hash().contains(&shown[7..20]));
    }
}
