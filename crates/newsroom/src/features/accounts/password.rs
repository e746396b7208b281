//! Passwords: what may be one, and the hash that is kept of it.

use std::sync::OnceLock;
use std::time::Duration;

use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::app::App;

/// A hash takes 46 MiB and some ten milliseconds: what is advised for people who work with others' secrets.
const MEMORY_KIB: u32 = 46 << 10;
const SHORTEST: usize = 10;
const LONGEST: usize = 200;
/// So many are computed at a time, and nobody waits longer for a turn than this: a flood of tries must not take the
/// machine's memory.
static TURNS: Semaphore = Semaphore::const_new(2);
const PATIENCE: Duration = Duration::from_secs(3);
/// Words that are tried first by whoever guesses.
const GUESSED: [&str; 12] = [
    "password",
    "qwerty",
    "letmein",
    "welcome",
    "newsroom",
    "khabar",
    "admin",
    "123456",
    "abcdef",
    "خبر",
    "كلمةالسر",
    "الله",
];

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeakPassword {
    /// Shorter than ten letters.
    TooShort,
    /// Longer than two hundred.
    TooLong,
    /// It is what would be tried first: the name, the address, one letter again and again, a word that everybody takes.
    Guessed,
}

/// Judges a new password of this person.
pub fn judge(password: &str, name: &str, email: &str) -> Result<(), WeakPassword> {
    let letters: Vec<char> = password.chars().collect();
    if letters.len() < SHORTEST {
        return Err(WeakPassword::TooShort);
    }
    if letters.len() > LONGEST {
        return Err(WeakPassword::TooLong);
    }
    let folded = password.to_lowercase();
    let user = email.split('@').next().unwrap_or_default().to_lowercase();
    let mut plain: String = folded.chars().filter(|letter| letter.is_alphabetic()).collect();
    let mut known: Vec<String> = GUESSED.iter().map(|word| (*word).to_owned()).collect();
    known.extend([user, name.to_lowercase().split_whitespace().collect()]);
    known.sort_by_key(|word| std::cmp::Reverse(word.len()));
    for word in known.iter().filter(|word| word.chars().count() >= 3) {
        plain = plain.replace(word.as_str(), "");
    }
    let mut different = letters;
    different.sort_unstable();
    different.dedup();
    // Numbers behind a known word, or the same few letters again and again, are no secret.
    if plain.chars().count() < 3 && folded.chars().filter(char::is_ascii_digit).count() < 10
        || different.len() < 5
    {
        return Err(WeakPassword::Guessed);
    }
    Ok(())
}

/// The hash to keep; `None` when too many others wait for one.
pub async fn hash(app: &App, password: &str) -> Option<String> {
    let (salt, password) = (app.random::<16>(), password.to_owned());
    let _turn = turn().await?;
    tokio::task::spawn_blocking(move || hashed(&password, &salt)).await.ok()
}

/// Whether this is the password of that hash. An empty hash has none, and takes as long as another to say so. `None` when
/// too many others wait.
pub async fn verify(password: &str, kept: &str) -> Option<bool> {
    let (password, kept) = (password.to_owned(), kept.to_owned());
    let _turn = turn().await?;
    let verified = tokio::task::spawn_blocking(move || {
        static NOBODY: OnceLock<String> = OnceLock::new();
        let nobody = NOBODY.get_or_init(|| hashed("nobody's password", &[7; 16]));
        let against = if kept.is_empty() { nobody } else { &kept };
        argon().verify_password(password.as_bytes(), against.as_str()).is_ok() && !kept.is_empty()
    });
    verified.await.ok()
}

async fn turn() -> Option<SemaphorePermit<'static>> {
    tokio::time::timeout(PATIENCE, TURNS.acquire()).await.ok()?.ok()
}

fn argon() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, 1, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hashed(password: &str, salt: &[u8; 16]) -> String {
    argon()
        .hash_password_with_salt(password.as_bytes(), salt)
        .map(|hash| hash.to_string())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_tried_first_is_not_taken() {
        let judged = |password| judge(password, "ليلى منصور", "layla@example.org");
        for (password, why) in [
            ("قصير", WeakPassword::TooShort),
            ("aaaaaaaaaaaaaa", WeakPassword::Guessed),
            ("password12345", WeakPassword::Guessed),
            ("Layla-2026-2026", WeakPassword::Guessed),
            ("ليلى منصور 1", WeakPassword::Guessed),
            ("خبر 1234567", WeakPassword::Guessed),
        ] {
            assert_eq!(judged(password), Err(why), "{password}");
        }
        assert_eq!(judge(&"س".repeat(201), "ليلى", "a@example.org"), Err(WeakPassword::TooLong));
        for good in ["قهوة الصباح على السطح", "correct horse battery", "8261739405182"] {
            assert_eq!(judged(good), Ok(()), "{good}");
        }
    }

    #[tokio::test]
    async fn a_hash_knows_its_password_and_no_other() {
        let kept = hashed("قهوة الصباح", &[3; 16]);
        assert!(kept.starts_with("$argon2id$v=19$m=47104,t=1,p=1$"), "{kept}");
        assert_eq!(verify("قهوة الصباح", &kept).await, Some(true));
        assert_eq!(verify("قهوة المساء", &kept).await, Some(false));
        assert_eq!(verify("", "").await, Some(false));
        assert_eq!(verify("nobody's password", "").await, Some(false), "the stand-in opens nothing");
    }
}
