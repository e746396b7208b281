//! What is kept of an authority in the data folder: the account with its key, the certificate with its key, and why none came
//! the last time. All of it is for the program's own user alone.

use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use instant_acme::AccountCredentials;
use serde::{Deserialize, Serialize};

/// One authority's folder.
#[derive(Debug, Clone)]
pub struct Kept(PathBuf);

/// Why no certificate came.
#[derive(Debug, Serialize, Deserialize)]
pub struct Failure {
    /// When, in microseconds since 1970.
    pub at: i64,
    /// What the authority said, or what kept us from asking it.
    pub why: String,
}

impl Kept {
    /// Where it lies, for an authority with this directory: each has a folder of its own, so that a certificate made to try things
    /// out is not shown for the real one.
    pub fn of(data: &Path, directory: &str) -> Kept {
        let bare = directory.strip_prefix("https://").unwrap_or(directory);
        let plain = |letter: char| if letter.is_ascii_alphanumeric() || letter == '.' { letter } else { '-' };
        let name: String = bare.chars().map(plain).collect();
        Kept(data.join("acme").join(name.trim_matches(['.', '-'])))
    }

    pub(super) fn make_folder(&self) -> io::Result<()> {
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.0)
    }

    /// The certificate and its key in one text; `None` when none came so far.
    pub fn certificate(&self) -> io::Result<Option<Vec<u8>>> {
        match std::fs::read(self.0.join("certificate.pem")) {
            Ok(both) => Ok(Some(both)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Keeps a certificate with its key. What went wrong before is over.
    pub(super) fn keep_certificate(&self, both: &[u8]) -> io::Result<()> {
        self.keep("certificate.pem", both)?;
        match std::fs::remove_file(self.0.join("failure.json")) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Why none came the last time; `None` when one did.
    pub fn failure(&self) -> Option<Failure> {
        serde_json::from_slice(&std::fs::read(self.0.join("failure.json")).ok()?).ok()
    }

    pub(super) fn note_failure(&self, failure: &Failure) -> io::Result<()> {
        self.keep("failure.json", &serde_json::to_vec(failure)?)
    }

    /// The account that was opened once, if it can still be read.
    pub(super) fn account(&self) -> Option<AccountCredentials> {
        serde_json::from_slice(&std::fs::read(self.0.join("account.json")).ok()?).ok()
    }

    pub(super) fn keep_account(&self, account: &AccountCredentials) -> io::Result<()> {
        self.keep("account.json", &serde_json::to_vec(account)?)
    }

    /// Writes a file so that it is there whole, or as it was before; for its owner alone.
    fn keep(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let beside = self.0.join(format!(".{name}"));
        // One that a cut left behind goes first: it keeps whatever mode it has.
        let _ = std::fs::remove_file(&beside);
        let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&beside, self.0.join(name))?;
        std::fs::File::open(&self.0)?.sync_all()
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn what_is_kept_is_for_its_owner_alone_and_each_authority_has_its_own() {
        let data = tempfile::tempdir().expect("a folder can be made");
        let kept = Kept::of(data.path(), "https://ca.example:14000/dir");
        kept.make_folder().expect("a folder can be made");
        assert!(kept.certificate().expect("nothing is wrong").is_none());
        kept.note_failure(&Failure { at: 7, why: "away".to_owned() }).expect("it can be noted");
        assert_eq!(kept.failure().expect("it was noted").why, "away");
        kept.keep_certificate(b"both").expect("it can be kept");
        assert!(kept.failure().is_none(), "one came");
        assert_eq!(kept.certificate().expect("nothing is wrong").as_deref(), Some(&b"both"[..]));
        let mode = |path: &Path| std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
        assert_eq!((mode(&kept.0), mode(&kept.0.join("certificate.pem"))), (0o700, 0o600));
        let other = Kept::of(data.path(), "https://staging.example/dir");
        assert!(other.certificate().expect("nothing is wrong").is_none());
        for odd in ["https://..", "https://../../x", "https://a/../../b"] {
            let folder = Kept::of(data.path(), odd).0;
            assert!(folder.components().all(|part| part.as_os_str() != ".."), "{odd}: {folder:?}");
        }
    }
}
