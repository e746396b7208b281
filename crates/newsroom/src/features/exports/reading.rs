//! Reads an export: a list of its files first, then each file against its length and hash, then each line against its noun. All
//! of it is looked at before any of it comes in.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::manifest::{
    BadManifest, LONGEST_MANIFEST, LONGEST_ORIGINAL, LONGEST_RECORDS, LONGEST_SCHEMA, Listed, MANIFEST,
    Manifest, Named, named, original_path, records_path,
};
use super::noun::{BadLine, LONGEST_LINE, Line, Noun};
use super::sound;
use super::store::NOUNS;
use super::writing::has_originals;

/// An export that was looked at.
#[derive(Debug)]
pub struct Reading {
    root: PathBuf,
    /// What it lists.
    pub manifest: Manifest,
    /// The hash of the whole.
    pub whole: String,
}

/// Why an export was not taken. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum BadExport {
    /// A file is not there, or cannot be read.
    #[error("{path} cannot be read: {why}")]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        why: io::Error,
    },
    /// A file is none: a link, a folder, a device.
    #[error("{0} is no plain file in a plain folder")]
    NoFile(PathBuf),
    /// A file is longer than any of its sort may be.
    #[error("{path} has {length} bytes, and at most {most} are taken")]
    TooLong {
        /// Which.
        path: PathBuf,
        /// How long it is.
        length: u64,
        /// How long it may be.
        most: u64,
    },
    /// A file is not the one that was listed.
    #[error("{path} was changed since it was exported: {what}")]
    Changed {
        /// Which.
        path: PathBuf,
        /// What differs.
        what: &'static str,
    },
    /// The list cannot be used.
    #[error("{path}: {why}")]
    Manifest {
        /// Which file.
        path: PathBuf,
        /// Why.
        why: BadManifest,
    },
    /// The list names something that this version does not know, or lacks something.
    #[error("{path}: {what}")]
    List {
        /// Which file.
        path: PathBuf,
        /// What.
        what: String,
    },
    /// A line cannot be used.
    #[error("{path}, line {line}: {why}")]
    Line {
        /// In which file.
        path: PathBuf,
        /// Which, from 1.
        line: usize,
        /// Why.
        why: BadLine,
    },
    /// A line is longer than any may be, or no text.
    #[error("{path}, line {line}: this is no line of text of at most {LONGEST_LINE} bytes")]
    NoLine {
        /// In which file.
        path: PathBuf,
        /// Which, from 1.
        line: usize,
    },
}

impl Reading {
    /// Reads the list, and looks at every file and line. `seen` is told how many files there are and how many are done.
    pub fn check(root: &Path, seen: &dyn Fn(u64, u64)) -> Result<Reading, BadExport> {
        let reading = Reading::begin(root)?;
        reading.check_list()?;
        let count = reading.manifest.files.len() as u64;
        for (done, (path, listed)) in (0..).zip(&reading.manifest.files) {
            seen(count, done);
            reading.check_bytes(path, listed)?;
        }
        for noun in NOUNS {
            for line in reading.lines(noun) {
                let (path, number, line) = line?;
                sound::check(noun, &line).map_err(|why| reading.at(&path, number, why))?;
                if has_originals(noun) {
                    let original = original_path(line.text(noun, "blob"));
                    if !reading.manifest.files.contains_key(&original) {
                        let why =
                            BadLine::Refused { field: "blob", why: format!("{original} is not listed") };
                        return Err(reading.at(&path, number, why));
                    }
                }
            }
        }
        seen(count, count);
        Ok(reading)
    }

    fn begin(root: &Path) -> Result<Reading, BadExport> {
        let path = root.join(MANIFEST);
        let mut file = open(root, MANIFEST)?;
        let length = file.metadata().map_err(|why| BadExport::Unreadable { path: path.clone(), why })?.len();
        if length > LONGEST_MANIFEST {
            return Err(BadExport::TooLong { path, length, most: LONGEST_MANIFEST });
        }
        let mut text = String::new();
        let read = (&mut file).take(LONGEST_MANIFEST).read_to_string(&mut text);
        read.map_err(|why| BadExport::Unreadable { path: path.clone(), why })?;
        let (manifest, whole) = Manifest::read(&text).map_err(|why| BadExport::Manifest { path, why })?;
        Ok(Reading { root: root.to_owned(), manifest, whole })
    }

    /// Whether the list names only what can be there, all parts of it, and nothing that is too long to be looked at.
    fn check_list(&self) -> Result<(), BadExport> {
        let list = |what: String| BadExport::List { path: self.root.join(MANIFEST), what };
        for (path, listed) in &self.manifest.files {
            let most = match named(path) {
                Some(Named::Records(noun, part)) => {
                    let known = NOUNS.iter().find(|known| known.name == noun);
                    let known =
                        known.ok_or_else(|| list(format!("this version knows no records of {noun}")))?;
                    if !self.manifest.private && known.shown.is_none() {
                        return Err(list(format!("a public export holds no {noun}")));
                    }
                    if part == 0
                        || part > 1 && !self.manifest.files.contains_key(&records_path(noun, part - 1))
                    {
                        return Err(list(format!(
                            "a part of the records of {noun} is missing before {path}"
                        )));
                    }
                    LONGEST_RECORDS
                }
                Some(Named::Original(hash)) if hash == listed.hash => LONGEST_ORIGINAL,
                Some(Named::Original(_)) => return Err(list(format!("{path} is listed with another hash"))),
                Some(Named::Schema) => LONGEST_SCHEMA,
                None => return Err(list(format!("{path} is no file of an export"))),
            };
            if listed.length > most {
                return Err(BadExport::TooLong { path: self.root.join(path), length: listed.length, most });
            }
        }
        Ok(())
    }

    /// Whether a file is there as it was listed. One of another length is not read.
    fn check_bytes(&self, path: &str, listed: &Listed) -> Result<(), BadExport> {
        let whole = self.root.join(path);
        let unreadable = |why| BadExport::Unreadable { path: whole.clone(), why };
        let mut file = open(&self.root, path)?;
        if file.metadata().map_err(unreadable)?.len() != listed.length {
            return Err(BadExport::Changed { path: whole, what: "it has another length" });
        }
        let (mut hash, mut buffer) = (Sha256::new(), vec![0; 256 << 10]);
        loop {
            match file.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => hash.update(&buffer[..count]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(unreadable(error)),
            }
        }
        match HEXLOWER.encode(&hash.finalize()) == listed.hash {
            true => Ok(()),
            false => Err(BadExport::Changed { path: whole, what: "its hash is another" }),
        }
    }

    /// Every line of a noun with its file and number, read as it is asked for.
    pub fn lines<'a>(
        &'a self,
        noun: &'static Noun,
    ) -> impl Iterator<Item = Result<(String, usize, Line), BadExport>> + Send + 'a {
        let parts = (1..).map(|part| records_path(noun.name, part));
        let parts = parts.take_while(|path| self.manifest.files.contains_key(path));
        parts.flat_map(move |path| self.lines_in(noun, path))
    }

    fn lines_in<'a>(
        &'a self,
        noun: &'static Noun,
        path: String,
    ) -> impl Iterator<Item = Result<(String, usize, Line), BadExport>> + Send + 'a {
        let opened = open(&self.root, &path).map(|file| BufReader::with_capacity(256 << 10, file));
        let (mut from, mut failed) = match opened {
            Ok(from) => (Some(from), None),
            Err(error) => (None, Some(error)),
        };
        let mut number = 0;
        std::iter::from_fn(move || {
            if let Some(error) = failed.take() {
                return Some(Err(error));
            }
            let file = from.as_mut()?;
            number += 1;
            let read = self.next_line(file, &path, number);
            let line = read.and_then(|text| {
                let Some(text) = text else { return Ok(None) };
                let line = noun.read(&text).map_err(|why| self.at(&path, number, why))?;
                Ok(Some((path.clone(), number, line)))
            });
            if !matches!(line, Ok(Some(_))) {
                from = None;
            }
            line.transpose()
        })
    }

    fn next_line(
        &self,
        file: &mut impl BufRead,
        path: &str,
        number: usize,
    ) -> Result<Option<String>, BadExport> {
        let mut line = Vec::new();
        let read = file.take(LONGEST_LINE as u64 + 1).read_until(b'\n', &mut line);
        read.map_err(|why| BadExport::Unreadable { path: self.root.join(path), why })?;
        if line.is_empty() {
            return Ok(None);
        }
        let no_line = || BadExport::NoLine { path: self.root.join(path), line: number };
        if line.pop() != Some(b'\n') {
            return Err(no_line());
        }
        String::from_utf8(line).map(Some).map_err(|_| no_line())
    }

    fn at(&self, path: &str, line: usize, why: BadLine) -> BadExport {
        BadExport::Line { path: self.root.join(path), line, why }
    }

    /// The original with this hash, open.
    pub fn original(&self, hash: &str) -> Result<File, BadExport> {
        open(&self.root, &original_path(hash))
    }
}

/// A file under `root`, by a path of the format: no part of the way may be a link.
fn open(root: &Path, path: &str) -> Result<File, BadExport> {
    let mut whole = root.to_owned();
    let steps: Vec<&str> = path.split('/').collect();
    for (at, step) in steps.iter().enumerate() {
        whole.push(step);
        let about =
            fs::symlink_metadata(&whole).map_err(|why| BadExport::Unreadable { path: whole.clone(), why })?;
        let is_last = at + 1 == steps.len();
        if is_last && !about.is_file() || !is_last && !about.is_dir() {
            return Err(BadExport::NoFile(whole));
        }
    }
    File::open(&whole).map_err(|why| BadExport::Unreadable { path: whole, why })
}
