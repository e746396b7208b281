//! The list of what an export holds: every file with its length and hash, and one hash of the whole. No I/O.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// The file that holds it.
pub const MANIFEST: &str = "MANIFEST";
/// The version of the format that is written, and the newest that is read.
pub const VERSION: u32 = 1;
/// The longest list that is read, in bytes: of a million files.
pub const LONGEST_MANIFEST: u64 = 256 << 20;
/// The longest file of records, in bytes: an export begins a new one at [`RECORDS_FULL`].
pub const LONGEST_RECORDS: u64 = 128 << 20;
/// A file of records with so many bytes gets no further line.
pub const RECORDS_FULL: u64 = 64 << 20;
/// The longest schema, in bytes.
pub const LONGEST_SCHEMA: u64 = 4 << 20;
/// The longest original, of a film. That a picture is shorter is seen when it is brought to its place.
pub const LONGEST_ORIGINAL: u64 = 64 << 30;

/// What an export holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// Whether it holds what readers never see.
    pub private: bool,
    /// Its files by their paths.
    pub files: BTreeMap<String, Listed>,
}

/// A file of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// SHA-256 of its bytes, in lower-case hexadecimal digits.
    pub hash: String,
    /// Its length in bytes.
    pub length: u64,
}

/// What a path of an export names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named<'a> {
    /// A part of the instances of a noun: which noun, and which part, from 1.
    Records(&'a str, u32),
    /// The original of a picture, by its hash.
    Original(&'a str),
    /// A schema, for whoever reads it by other means.
    Schema,
}

/// Why a list was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadManifest {
    /// It is none.
    #[error("line {line}: {why}")]
    Line {
        /// Which line, from 1.
        line: usize,
        /// What is wrong with it.
        why: String,
    },
    /// A newer program wrote it.
    #[error("this export is in version {found} of the format; this program reads version {VERSION}")]
    Newer {
        /// Its version.
        found: u32,
    },
    /// It was changed, or cut.
    #[error("the hash of the whole is {said} in the last line, and {found} by what stands above it")]
    Changed {
        /// What it says.
        said: String,
        /// What it is.
        found: String,
    },
}

impl Manifest {
    /// The list as it is written, and the hash of the whole.
    pub fn written(&self) -> (String, String) {
        let scope = if self.private { "private" } else { "public" };
        let mut text = format!("khabar export {VERSION} {scope}\n");
        for (path, file) in &self.files {
            writeln!(text, "{} {:>12} {path}", file.hash, file.length).expect("text takes text");
        }
        let whole = hash_of(text.as_bytes());
        writeln!(text, "{whole} whole").expect("text takes text");
        (text, whole)
    }

    /// Reads it back, and the hash of the whole with it.
    pub fn read(text: &str) -> Result<(Manifest, String), BadManifest> {
        let mut lines = text.lines().enumerate();
        let head = lines.next().map_or("", |(_, line)| line);
        let private = read_head(head)?;
        let mut files = BTreeMap::new();
        let mut above = head.len() + 1;
        for (at, line) in lines {
            let wrong = |why: &str| BadManifest::Line { line: at + 1, why: why.to_owned() };
            if let Some(said) = line.strip_suffix(" whole") {
                let found = hash_of(&text.as_bytes()[..above.min(text.len())]);
                if said != found {
                    return Err(BadManifest::Changed { said: said.to_owned(), found });
                }
                return match text.len() == above + line.len() + 1 {
                    true => Ok((Manifest { private, files }, found)),
                    false => Err(wrong("something follows the hash of the whole")),
                };
            }
            above += line.len() + 1;
            let (path, listed) = read_line(line).ok_or_else(|| {
                wrong("a line has a hash of 64 hexadecimal digits, a length, and a path of this format")
            })?;
            if files.insert(path, listed).is_some() {
                return Err(wrong("this file is listed twice"));
            }
        }
        Err(BadManifest::Line { line: text.lines().count(), why: "the hash of the whole is missing".into() })
    }

    /// How many pictures it has the originals of, and how many bytes all files have.
    pub fn size(&self) -> (u64, u64) {
        let originals = self.files.keys().filter(|path| matches!(named(path), Some(Named::Original(_))));
        (originals.count() as u64, self.files.values().map(|file| file.length).sum())
    }
}

fn read_head(head: &str) -> Result<bool, BadManifest> {
    let wrong = || BadManifest::Line { line: 1, why: "this is no export of khabar".to_owned() };
    let said = head.strip_prefix("khabar export ").ok_or_else(wrong)?;
    let (version, scope) = said.split_once(' ').unwrap_or((said, ""));
    let version: u32 = version.parse().map_err(|_| wrong())?;
    match (version, scope) {
        (VERSION, "private") => Ok(true),
        (VERSION, "public") => Ok(false),
        (newer, _) if newer > VERSION => Err(BadManifest::Newer { found: newer }),
        _ => Err(wrong()),
    }
}

fn read_line(line: &str) -> Option<(String, Listed)> {
    let (hash, rest) = line.split_once(' ')?;
    let (length, path) = rest.trim_start().split_once(' ')?;
    let is_hash = is_hash(hash);
    named(path)?;
    let length = length.parse().ok()?;
    is_hash.then(|| (path.to_owned(), Listed { hash: hash.to_owned(), length }))
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// What a path names; nothing where it is none of this format. So no path leads out of the folder.
pub fn named(path: &str) -> Option<Named<'_>> {
    let (folder, name) = path.split_once('/')?;
    match folder {
        "records" => {
            let (noun, part) = name.strip_suffix(".jsonl")?.split_once('-')?;
            let is_name =
                !noun.is_empty() && noun.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
            let is_part = part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
            (is_name && is_part).then(|| Some(Named::Records(noun, part.parse().ok()?)))?
        }
        "originals" => {
            let (shard, hash) = name.split_once('/')?;
            (is_hash(hash) && shard == &hash[..2]).then_some(Named::Original(hash))
        }
        "schema" => {
            let stem = name.strip_suffix(".json")?;
            let is_name = stem.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte));
            (is_name && !stem.contains("..") && !stem.is_empty()).then_some(Named::Schema)
        }
        _ => None,
    }
}

/// The path of a part of the instances of a noun.
pub fn records_path(noun: &str, part: u32) -> String {
    format!("records/{noun}-{part:04}.jsonl")
}

/// The path of the original with this hash.
pub fn original_path(hash: &str) -> String {
    format!("originals/{}/{hash}", hash.get(..2).unwrap_or_default())
}

/// SHA-256 in lower-case hexadecimal digits.
pub fn hash_of(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_two() -> Manifest {
        let listed = |bytes: &[u8]| Listed { hash: hash_of(bytes), length: bytes.len() as u64 };
        let hash = hash_of(b"picture");
        let files = BTreeMap::from([
            (records_path("articles", 1), listed(b"{}\n")),
            (original_path(&hash), listed(b"picture")),
        ]);
        Manifest { private: true, files }
    }

    #[test]
    fn what_is_written_reads_back() {
        let (text, whole) = of_two().written();
        assert_eq!(Manifest::read(&text), Ok((of_two(), whole)));
        assert_eq!(of_two().size(), (1, 10));
    }

    #[test]
    fn a_list_that_was_touched_is_refused() {
        let (text, _) = of_two().written();
        assert!(Manifest::read(&text.replace("private", "public")).is_err(), "its scope");
        assert!(Manifest::read(&text.replace("           3 ", "           4 ")).is_err(), "a length");
        assert!(Manifest::read(&text[..text.len() - 1]).is_err(), "its last letter");
        assert!(Manifest::read(&format!("{text}more\n")).is_err(), "something more");
        let without_whole = text.lines().take(2).map(|line| format!("{line}\n")).collect::<String>();
        assert!(Manifest::read(&without_whole).expect_err("cut").to_string().contains("is missing"));
        let newer = text.replace("export 1", "export 2");
        assert_eq!(Manifest::read(&newer), Err(BadManifest::Newer { found: 2 }));
        for nonsense in
            ["", "\n", "khabar export", "khabar export x private", "khabar export 0 private", "{}"]
        {
            assert!(Manifest::read(nonsense).is_err(), "{nonsense}");
        }
    }

    #[test]
    fn no_path_leads_out() {
        let hash = hash_of(b"");
        for (path, is_one) in [
            ("records/articles-0001.jsonl".to_owned(), true),
            ("records/../articles-0001.jsonl".to_owned(), false),
            ("../records/articles-0001.jsonl".to_owned(), false),
            ("records/articles-1.jsonl".to_owned(), false),
            ("records/Articles-0001.jsonl".to_owned(), false),
            ("/records/articles-0001.jsonl".to_owned(), false),
            (format!("originals/{}/{hash}", &hash[..2]), true),
            (format!("originals/zz/{hash}"), false),
            (format!("originals/{hash}"), false),
            ("schema/tree-v1.schema.json".to_owned(), true),
            ("schema/...json".to_owned(), false),
            ("schema/a/b.json".to_owned(), false),
            ("MANIFEST".to_owned(), false),
        ] {
            assert_eq!(named(&path).is_some(), is_one, "{path}");
        }
    }
}
