//! Looks whether a mirror is what a newsroom signed: every page there, none changed, and nothing else.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::list::{BadManifest, Manifest, hash_of, list_file, read};
use super::place::OWN_FOLDER;

/// The longest list and the longest page that are looked at, in bytes.
const LONGEST: u64 = 512 << 20;
/// So many differences are told.
const MOST_TOLD: usize = 20;

/// What a mirror is.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Checked {
    /// How many pages it holds.
    pub pages: u64,
    /// Their bytes.
    pub bytes: u64,
    /// When it was signed, in microseconds UTC.
    pub at: i64,
    /// What is not as it was signed, at most twenty; nothing when all is well.
    pub wrong: Vec<String>,
}

/// Why a mirror could not be looked at.
#[derive(Debug, thiserror::Error)]
pub enum NotAMirror {
    /// The manifest is none.
    #[error("{0}: {1}")]
    Manifest(String, BadManifest),
    /// It was not signed by this key, or the key is none.
    #[error("{0}")]
    Key(BadManifest),
    /// A file cannot be read.
    #[error("{0} cannot be read: {1}")]
    Unreadable(String, io::Error),
}

/// Compares a folder with what was signed. Files that no list names are told as well: whoever serves the folder serves them.
pub fn check(root: &Path, public: &str) -> Result<Checked, NotAMirror> {
    let file = format!("{OWN_FOLDER}/MANIFEST");
    let text = bytes_of(root, &file).and_then(|bytes| String::from_utf8(bytes).map_err(io::Error::other));
    let text = text.map_err(|error| NotAMirror::Unreadable(file.clone(), error))?;
    let manifest = Manifest::read(&text, Some(public)).map_err(|error| match error {
        BadManifest::Forged | BadManifest::NoKey => NotAMirror::Key(error),
        error => NotAMirror::Manifest(file, error),
    })?;
    let mut checked = Checked { pages: 0, bytes: 0, at: manifest.at, wrong: Vec::new() };
    let mut named = std::collections::HashSet::new();
    for (list, hash) in &manifest.lists {
        let file = list_file(*list);
        let lines = bytes_of(root, &file).ok().filter(|bytes| hash_of(bytes) == *hash);
        let lines = lines.and_then(|bytes| String::from_utf8(bytes).ok()).and_then(|text| read(&text));
        let Some(lines) = lines else {
            checked.say(format!("{file} is missing or was changed"));
            continue;
        };
        for (file, held) in lines {
            match hash_in(root, &file) {
                Ok(hash) if hash == held.hash => {
                    checked.pages += 1;
                    checked.bytes += held.length;
                }
                Ok(_) => checked.say(format!("{file} was changed")),
                Err(error) => checked.say(format!("{file}: {error}")),
            }
            named.insert(file);
        }
    }
    look_for_others(root, &named, &mut checked)
        .map_err(|error| NotAMirror::Unreadable(String::new(), error))?;
    Ok(checked)
}

impl Checked {
    fn say(&mut self, what: String) {
        if self.wrong.len() < MOST_TOLD {
            self.wrong.push(what);
        }
    }
}

/// The bytes of a plain file under `root`.
fn bytes_of(root: &Path, file: &str) -> io::Result<Vec<u8>> {
    let path = plain(root, file)?;
    match fs::symlink_metadata(&path)?.len() > LONGEST {
        true => Err(io::Error::other("it is too long")),
        false => fs::read(path),
    }
}

/// Where a plain file stands under `root`.
fn plain(root: &Path, file: &str) -> io::Result<PathBuf> {
    let leads_out = file.split('/').any(|step| matches!(step, "" | "." | ".."));
    let path = root.join(file);
    match !leads_out && fs::symlink_metadata(&path)?.is_file() {
        true => Ok(path),
        false => Err(io::Error::other("it is no plain file")),
    }
}

/// The hash of a plain file, however long it is.
fn hash_in(root: &Path, file: &str) -> io::Result<String> {
    let (mut open, mut hash) = (fs::File::open(plain(root, file)?)?, Sha256::new());
    let mut piece = vec![0; 256 << 10];
    loop {
        match open.read(&mut piece) {
            Ok(0) => return Ok(data_encoding::HEXLOWER.encode(&hash.finalize())),
            Ok(count) => hash.update(&piece[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn look_for_others(
    root: &Path,
    named: &std::collections::HashSet<String>,
    checked: &mut Checked,
) -> io::Result<()> {
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let path = entry.path();
            if entry.file_type()?.is_dir() {
                folders.extend((path != root.join(OWN_FOLDER)).then_some(path));
                continue;
            }
            let file = path.strip_prefix(root).ok().and_then(Path::to_str);
            if !file.is_some_and(|file| named.contains(file)) {
                checked.say(format!("{} is in no list", path.display()));
            }
        }
    }
    Ok(())
}
