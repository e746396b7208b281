//! A snapshot: the tree of a moment, and where the database stood in it.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::error::BackupError;
use crate::object::Name;

/// When and where: what the id of a snapshot says to everybody, without a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// When it was taken, in microseconds UTC; the id keeps its milliseconds.
    pub taken_at: i64,
    /// Where the database's log stood.
    pub sequence: i64,
}

/// The name of a snapshot: its time in UTC and the sequence, as in `20261128T034012123Z-4711`. Names sort by time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct SnapshotId(String);

impl SnapshotId {
    /// The id of a snapshot of this moment.
    pub(crate) fn of(moment: Moment) -> Result<SnapshotId, BackupError> {
        let time = Timestamp::from_microsecond(moment.taken_at)
            .map_err(|error| BackupError::Refused(error.to_string()))?;
        let at = TimeZone::UTC.to_datetime(time);
        Ok(SnapshotId(format!(
            "{:04}{:02}{:02}T{:02}{:02}{:02}{:03}Z-{}",
            at.year(),
            at.month(),
            at.day(),
            at.hour(),
            at.minute(),
            at.second(),
            at.millisecond(),
            moment.sequence
        )))
    }

    /// What it says.
    pub fn moment(&self) -> Moment {
        read(&self.0).unwrap_or(Moment { taken_at: 0, sequence: 0 })
    }
}

fn read(text: &str) -> Option<Moment> {
    let (time, sequence) = text.split_once("Z-")?;
    let (day, clock) = time.split_once('T')?;
    if day.len() != 8 || clock.len() != 9 || !sequence.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let number = |text: &str| text.parse::<i8>().ok().filter(|number| *number >= 0);
    let at = DateTime::new(
        day.get(..4)?.parse().ok()?,
        number(day.get(4..6)?)?,
        number(day.get(6..)?)?,
        number(clock.get(..2)?)?,
        number(clock.get(2..4)?)?,
        number(clock.get(4..6)?)?,
        clock.get(6..)?.parse::<u16>().ok().map(|milliseconds| i32::from(milliseconds) * 1_000_000)?,
    );
    let taken_at = TimeZone::UTC.to_timestamp(at.ok()?).ok()?.as_microsecond();
    Some(Moment { taken_at, sequence: sequence.parse().ok()? })
}

impl FromStr for SnapshotId {
    type Err = BackupError;

    fn from_str(text: &str) -> Result<SnapshotId, BackupError> {
        match read(text) {
            Some(_) => Ok(SnapshotId(text.to_owned())),
            None => Err(BackupError::NoSnapshot(text.to_owned())),
        }
    }
}

impl TryFrom<String> for SnapshotId {
    type Error = BackupError;

    fn try_from(text: String) -> Result<SnapshotId, BackupError> {
        text.parse()
    }
}

impl From<SnapshotId> for String {
    fn from(id: SnapshotId) -> String {
        id.0
    }
}

impl fmt::Display for SnapshotId {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.0)
    }
}

/// What is kept of a snapshot.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Snapshot {
    /// Its id.
    pub id: SnapshotId,
    /// When it was taken, in microseconds UTC.
    pub taken_at: i64,
    /// Where the database's log stood.
    pub sequence: i64,
    /// The last migration of the database.
    pub migration: i64,
    /// The version of the program that took it.
    pub program: String,
    /// How many files it has.
    pub files: u64,
    /// How many bytes they have.
    pub bytes: u64,
    pub(crate) tree: Name,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_says_when_and_where_and_sorts_by_time() {
        let id = |taken_at, sequence| SnapshotId::of(Moment { taken_at, sequence }).unwrap();
        let first = id(1_795_837_212_123_456, 4711);
        assert_eq!(first.to_string(), "20261128T034012123Z-4711");
        assert_eq!(first.moment(), Moment { taken_at: 1_795_837_212_123_000, sequence: 4711 });
        assert!(first < id(1_795_837_213_000_000, 9));
        assert_eq!("20261128T034012123Z-4711".parse::<SnapshotId>().unwrap(), first);
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for text in [
            "",
            "latest",
            "../x",
            "20261328T034012123Z-1",
            "20261128T034012123Z-",
            "20261128T034012123Z-1/..",
        ] {
            assert!(text.parse::<SnapshotId>().is_err(), "{text}");
        }
    }
}
