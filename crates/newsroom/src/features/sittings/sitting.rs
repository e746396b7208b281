//! A sitting and its rules: no I/O.

use std::fmt;
use std::str::FromStr;

use crate::features::articles::Content;
use crate::id::RevisionNumber;

/// After so long without a change a sitting is over, in microseconds.
pub const SITTING_ENDS: i64 = 30 * 60 * 1_000_000;
/// After so long without a word a window counts as closed, in microseconds.
pub const WINDOW_FORGOTTEN: i64 = 45 * 1_000_000;

/// The state of an article that is being written.
#[derive(Debug, Clone, PartialEq)]
pub struct Sitting {
    /// Grows with every change of the state.
    pub version: i64,
    /// The revision it was begun on, or the one that was made of it.
    pub revision: RevisionNumber,
    /// What it says; `None` when it says what the revision says.
    pub content: Option<Content>,
    /// Who wrote it, as they sign.
    pub writer: String,
    /// When the sitting began, in microseconds UTC.
    pub begun_at: i64,
    /// When it was changed last.
    pub changed_at: i64,
}

impl Sitting {
    /// Whether a change by `writer` at `now` is part of this sitting, and not the first of another.
    pub fn goes_on(&self, writer: &str, now: i64) -> bool {
        self.content.is_none() || (self.writer == writer && now - self.changed_at < SITTING_ENDS)
    }
}

/// Where the desk's text of an article stands: what a writer had before her when she wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Base {
    /// The newest revision.
    pub revision: RevisionNumber,
    /// The number of the sitting's state; 0 where there never was a sitting.
    pub version: i64,
}

impl Base {
    /// Where an article stands whose newest revision is `latest`.
    pub fn of(latest: RevisionNumber, sitting: Option<&Sitting>) -> Base {
        Base { revision: latest, version: sitting.map_or(0, |sitting| sitting.version) }
    }

    /// Whether what was written here may take the place of what stands now: nothing was said in between. A revision that
    /// was made of the sitting itself says nothing new.
    pub fn admits(self, latest: RevisionNumber, sitting: Option<&Sitting>) -> bool {
        let same_state = self.version == sitting.map_or(0, |sitting| sitting.version);
        let made_of_it = sitting.is_some_and(|sitting| sitting.revision == latest);
        same_state && (self.revision == latest || made_of_it)
    }
}

impl fmt::Display for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.revision.0, self.version)
    }
}

/// The text is not a base.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("say where the text stood when this was written, such as \"3.17\"")]
pub struct NotABase;

impl FromStr for Base {
    type Err = NotABase;

    fn from_str(text: &str) -> Result<Self, NotABase> {
        let (revision, version) = text.split_once('.').unwrap_or((text, "0"));
        let number = |part: &str| part.parse::<i64>().ok().filter(|number| *number >= 0).ok_or(NotABase);
        Ok(Base { revision: RevisionNumber(number(revision)?), version: number(version)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sitting(version: i64, revision: i64) -> Sitting {
        Sitting {
            version,
            revision: RevisionNumber(revision),
            content: None,
            writer: "account:a".to_owned(),
            begun_at: 0,
            changed_at: 0,
        }
    }

    #[test]
    fn a_base_admits_only_what_nobody_overtook() {
        for (written_on, latest, sitting, admitted) in [
            ("1", 1, None, true),
            ("1.0", 2, None, false),
            ("1.4", 1, Some(sitting(4, 1)), true),
            ("1.4", 1, Some(sitting(5, 1)), false),
            // A revision was made of the sitting: the text is the same.
            ("1.4", 2, Some(sitting(4, 2)), true),
            // Somebody revised beside the desk.
            ("2.4", 3, Some(sitting(4, 2)), false),
            ("3.4", 3, Some(sitting(4, 2)), true),
            ("1.0", 2, Some(sitting(0, 2)), true),
        ] {
            let base: Base = written_on.parse().expect("a base");
            assert_eq!(
                base.admits(RevisionNumber(latest), sitting.as_ref()),
                admitted,
                "{written_on} {latest}"
            );
        }
    }

    #[test]
    fn only_a_base_reads_as_one() {
        for bad in ["", ".", "1.", "a", "-1", "1.-2", "1.2.3", "99999999999999999999"] {
            assert_eq!(bad.parse::<Base>(), Err(NotABase), "{bad}");
        }
        assert_eq!("12.7".parse::<Base>().map(|read| read.to_string()), Ok("12.7".to_owned()));
    }

    #[test]
    fn a_sitting_is_one_writer_without_a_long_pause() {
        let content: Content = serde_json::from_value(
            serde_json::json!({"headline": "", "body": content::Tree::new(vec![]).to_value()}),
        )
        .expect("content");
        let open = Sitting { content: Some(content), ..sitting(3, 1) };
        assert!(open.goes_on("account:a", SITTING_ENDS - 1));
        assert!(!open.goes_on("account:a", SITTING_ENDS));
        assert!(!open.goes_on("account:b", 1));
        assert!(sitting(3, 1).goes_on("account:b", SITTING_ENDS));
    }
}
