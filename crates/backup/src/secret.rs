//! Sealing: from the words of a key file come one key that seals objects, one that names them and one proof by which a
//! wrong key is known at once.

use argon2::{Algorithm, Argon2, Params, Version};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use ring::hmac;
use serde::{Deserialize, Serialize};

use crate::error::BackupError;

const NONCE: usize = 12;
const SHORTEST: usize = 20;
const MEMORY_KIB: u32 = 46 << 10;
const PASSES: u32 = 2;

/// How the key is made: kept in the clear.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Making {
    salt: String,
    memory_kib: u32,
    passes: u32,
    proof: String,
}

/// The keys of a sealed repository.
pub(crate) struct Secret {
    sealing: LessSafeKey,
    naming: hmac::Key,
}

impl Secret {
    /// New keys for a repository with this salt.
    pub(crate) fn begin(words: &str, salt: [u8; 16]) -> Result<(Secret, Making), BackupError> {
        let length = words.chars().count();
        if length < SHORTEST {
            return Err(BackupError::ShortKey(length));
        }
        let salt = data_encoding::HEXLOWER.encode(&salt);
        let mut making = Making { salt, memory_kib: MEMORY_KIB, passes: PASSES, proof: String::new() };
        let master = master(words, &making)?;
        making.proof = data_encoding::HEXLOWER.encode(&part(&master, "proof"));
        Ok((Secret::of(&master)?, making))
    }

    /// The keys of a repository that was begun with these words.
    pub(crate) fn again(words: &str, making: &Making) -> Result<Secret, BackupError> {
        let master = master(words, making)?;
        if data_encoding::HEXLOWER.encode(&part(&master, "proof")) != making.proof {
            return Err(BackupError::WrongKey);
        }
        Secret::of(&master)
    }

    fn of(master: &[u8; 32]) -> Result<Secret, BackupError> {
        let sealing = UnboundKey::new(&CHACHA20_POLY1305, &part(master, "sealing"))
            .map_err(|_| BackupError::Refused("the key cannot be used".into()))?;
        let naming = hmac::Key::new(hmac::HMAC_SHA256, &part(master, "naming"));
        Ok(Secret { sealing: LessSafeKey::new(sealing), naming })
    }

    /// The name of these bytes: nobody without the key can tell from it what they are.
    pub(crate) fn name(&self, bytes: &[u8]) -> [u8; 32] {
        let mut name = [0; 32];
        name.copy_from_slice(hmac::sign(&self.naming, bytes).as_ref());
        name
    }

    /// Seals bytes that belong to `what`: under another name they do not open.
    pub(crate) fn seal(&self, what: &[u8], nonce: [u8; NONCE], bytes: &[u8]) -> Result<Vec<u8>, BackupError> {
        let mut sealed = bytes.to_vec();
        let done = self.sealing.seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(what),
            &mut sealed,
        );
        done.map_err(|_| BackupError::Refused("these bytes cannot be sealed".into()))?;
        let mut out = Vec::with_capacity(NONCE + sealed.len());
        out.extend_from_slice(&nonce);
        out.append(&mut sealed);
        Ok(out)
    }

    /// Opens what was sealed for `what`; `None` when it is not that.
    pub(crate) fn open(&self, what: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, rest) = sealed.split_at_checked(NONCE)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut bytes = rest.to_vec();
        let length = self.sealing.open_in_place(nonce, Aad::from(what), &mut bytes).ok()?.len();
        bytes.truncate(length);
        Some(bytes)
    }
}

fn master(words: &str, making: &Making) -> Result<[u8; 32], BackupError> {
    let unusable = |why: String| BackupError::Refused(format!("the key cannot be made: {why}"));
    // What stands in the clear may be anybody's: it must not take the machine's memory.
    if making.memory_kib > 1 << 20 || making.passes > 64 {
        return Err(unusable("it would take too much memory or time".into()));
    }
    let params = Params::new(making.memory_kib, making.passes, 1, Some(32))
        .map_err(|error| unusable(error.to_string()))?;
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(words.as_bytes(), making.salt.as_bytes(), &mut key)
        .map_err(|error| unusable(error.to_string()))?;
    Ok(key)
}

fn part(master: &[u8; 32], label: &str) -> [u8; 32] {
    let key = hmac::Key::new(hmac::HMAC_SHA256, master);
    let mut part = [0; 32];
    part.copy_from_slice(hmac::sign(&key, label.as_bytes()).as_ref());
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_its_key_under_its_name_and_not_otherwise() {
        let words = "a key of more than twenty letters";
        let (secret, making) = Secret::begin(words, [7; 16]).unwrap();
        let sealed = secret.seal(b"name", [1; NONCE], b"bytes").unwrap();
        assert!(!sealed.windows(5).any(|part| part == b"bytes"));
        let again = Secret::again(words, &making).unwrap();
        assert_eq!(again.open(b"name", &sealed).as_deref(), Some(&b"bytes"[..]));
        assert_eq!(again.name(b"bytes"), secret.name(b"bytes"));
        assert_eq!(again.open(b"other", &sealed), None);
        for at in 0..sealed.len() {
            let mut bent = sealed.clone();
            bent[at] ^= 1;
            assert_eq!(again.open(b"name", &bent), None, "byte {at}");
        }
        assert_eq!(again.open(b"name", &sealed[..3]), None);
        assert!(matches!(
            Secret::again("another key of twenty letters", &making),
            Err(BackupError::WrongKey)
        ));
        assert!(matches!(Secret::begin("short", [7; 16]), Err(BackupError::ShortKey(5))));
    }
}
