//! A stretch: revisions that one person made one soon after the other. Nobody reads a list of every single one.

use crate::id::RevisionNumber;

/// Revisions further apart than this belong to two stretches, in microseconds.
const APART: i64 = 30 * 60 * 1_000_000;

/// One revision, without what it says.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// Its number.
    pub number: RevisionNumber,
    /// Why it was made; may be empty.
    pub note: String,
    /// Who made it, as the revision is signed.
    pub by: String,
    /// Their name; empty where nobody of ours made it.
    pub name: String,
    /// When, in microseconds UTC.
    pub at: i64,
}

/// Revisions of one person in a row, the newest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Stretch {
    /// The newest one.
    pub last: Made,
    /// The number of the oldest.
    pub first: RevisionNumber,
    /// When the oldest was made.
    pub began: i64,
}

/// The stretches of these revisions, the newest first. One with a note ends its stretch: somebody wanted it to be found. So
/// does one that readers see.
pub fn stretches(revisions: Vec<Made>, live: Option<RevisionNumber>) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for made in revisions {
        let joins = stretches.last().is_some_and(|stretch| {
            stretch.last.by == made.by
                && stretch.began.saturating_sub(made.at) <= APART
                && made.note.is_empty()
                && live != Some(made.number)
        });
        match stretches.last_mut().filter(|_| joins) {
            Some(stretch) => (stretch.first, stretch.began) = (made.number, made.at),
            None => stretches.push(Stretch { first: made.number, began: made.at, last: made }),
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_in_a_row_is_one_stretch() {
        let made = |number, by: &str, minute: i64, note: &str| Made {
            number: RevisionNumber(number),
            note: note.to_owned(),
            by: by.to_owned(),
            name: String::new(),
            at: minute * 60_000_000,
        };
        let revisions = vec![
            made(7, "ليلى", 200, ""),
            made(6, "ليلى", 199, ""),
            made(5, "ليلى", 198, "قبل الإرسال"),
            made(4, "ليلى", 197, ""),
            made(3, "سامر", 196, ""),
            made(2, "سامر", 100, ""),
            made(1, "سامر", 99, ""),
        ];
        let spans = |live| {
            let found = stretches(revisions.clone(), live);
            found.iter().map(|stretch| (stretch.last.number.0, stretch.first.0)).collect::<Vec<_>>()
        };
        assert_eq!(spans(None), [(7, 6), (5, 4), (3, 3), (2, 1)]);
        assert_eq!(spans(Some(RevisionNumber(1))), [(7, 6), (5, 4), (3, 3), (2, 2), (1, 1)]);
    }
}
