//! The embedded list.

use data_encoding::HEXLOWER;
use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};

use super::portable;
use crate::dialect::Dialect;
use crate::error::StoreError;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../migrations");

/// One step of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Migration {
    pub(crate) number: i64,
    pub(crate) name: String,
    pub(crate) checksum: String,
    text: Text,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Text {
    Portable(String),
    Pair { sqlite: Option<String>, postgres: Option<String> },
}

/// The program's own list, in order.
pub(crate) fn embedded() -> Result<Vec<Migration>, StoreError> {
    let files = FILES.files().filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)));
    list(files.filter(|(name, _)| name.ends_with(".sql")))
}

/// A list from file names and texts.
pub(crate) fn list<'f>(
    files: impl Iterator<Item = (&'f str, &'f str)>,
) -> Result<Vec<Migration>, StoreError> {
    let mut found: Vec<Migration> = Vec::new();
    for (file, text) in files {
        let (number, name, dialect) = parse_name(file)?;
        let text = text.replace("\r\n", "\n");
        let at = found.iter().position(|migration| migration.number == number);
        match (at, dialect) {
            (None, None) => found.push(Migration::new(number, name, Text::Portable(text))),
            (None, Some(dialect)) => {
                found.push(Migration::new(
                    number,
                    name,
                    Text::Pair { sqlite: None, postgres: None }.with(dialect, text),
                ));
            }
            (Some(at), Some(dialect)) if found[at].name == name && !found[at].text.has(dialect) => {
                found[at].text = found[at].text.clone().with(dialect, text);
            }
            (Some(at), _) => return Err(found[at].refuse(&format!("its number is also taken by {file}"))),
        }
    }
    found.sort_by_key(|migration| migration.number);
    for migration in &mut found {
        migration.checksum = migration.text.checksum();
    }
    match found.iter().find(|migration| !migration.text.is_whole()) {
        Some(half) => Err(half.refuse("has a text for one database only")),
        None => Ok(found),
    }
}

fn parse_name(file: &str) -> Result<(i64, String, Option<Dialect>), StoreError> {
    let wrong = || StoreError::Migration {
        number: 0,
        name: file.to_owned(),
        reason: "is not named NNNN_name.sql, NNNN_name.sqlite.sql or NNNN_name.postgres.sql".into(),
    };
    let stem = file.strip_suffix(".sql").ok_or_else(wrong)?;
    let (stem, dialect) = match stem.rsplit_once('.') {
        Some((stem, "sqlite")) => (stem, Some(Dialect::Sqlite)),
        Some((stem, "postgres")) => (stem, Some(Dialect::Postgres)),
        Some(_) => return Err(wrong()),
        None => (stem, None),
    };
    let (number, name) = stem.split_once('_').filter(|(number, _)| number.len() == 4).ok_or_else(wrong)?;
    Ok((number.parse().map_err(|_| wrong())?, name.to_owned(), dialect))
}

impl Migration {
    fn new(number: i64, name: String, text: Text) -> Migration {
        Migration { number, name, checksum: String::new(), text }
    }

    pub(crate) fn text_for(&self, dialect: Dialect) -> Result<String, String> {
        match (&self.text, dialect) {
            (Text::Portable(text), dialect) => {
                portable::rewrite(text, dialect).map_err(|error| error.to_string())
            }
            (Text::Pair { sqlite: Some(text), .. }, Dialect::Sqlite) => Ok(text.clone()),
            (Text::Pair { postgres: Some(text), .. }, Dialect::Postgres) => Ok(text.clone()),
            (Text::Pair { .. }, dialect) => Err(format!("has no text for {dialect}")),
        }
    }

    pub(crate) fn refuse(&self, reason: &str) -> StoreError {
        StoreError::Migration { number: self.number, name: self.name.clone(), reason: reason.to_owned() }
    }
}

impl Text {
    fn with(self, dialect: Dialect, text: String) -> Text {
        match (self, dialect) {
            (Text::Pair { postgres, .. }, Dialect::Sqlite) => Text::Pair { sqlite: Some(text), postgres },
            (Text::Pair { sqlite, .. }, Dialect::Postgres) => Text::Pair { sqlite, postgres: Some(text) },
            (portable, _) => portable,
        }
    }

    fn has(&self, dialect: Dialect) -> bool {
        match (self, dialect) {
            (Text::Portable(_), _) => true,
            (Text::Pair { sqlite, .. }, Dialect::Sqlite) => sqlite.is_some(),
            (Text::Pair { postgres, .. }, Dialect::Postgres) => postgres.is_some(),
        }
    }

    fn is_whole(&self) -> bool {
        self.has(Dialect::Sqlite) && self.has(Dialect::Postgres)
    }

    /// Of both texts of a pair, so that a database may be moved from one engine to the other.
    fn checksum(&self) -> String {
        let mut hash = Sha256::new();
        match self {
            Text::Portable(text) => hash.update(text),
            Text::Pair { sqlite, postgres } => {
                for text in [sqlite, postgres].into_iter().flatten() {
                    hash.update(text);
                    hash.update([0]);
                }
            }
        }
        HEXLOWER.encode(&hash.finalize())
    }
}
