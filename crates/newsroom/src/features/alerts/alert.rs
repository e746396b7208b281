//! A breaking alert and the rules of its life: no I/O.

use serde::Serialize;

use crate::id::{AccountId, AlertId, ArticleId, EditionCode, StoryId};

/// The longest alert, in letters: a line on a phone's screen, or two.
pub const MOST_WORDS: usize = 120;
/// How long one stands when nothing else is said, in microseconds.
pub const USUAL_LENGTH: i64 = 2 * HOUR;
/// How long one may stand: what is older than a day is no longer breaking.
pub const MOST_LENGTH: i64 = 24 * HOUR;
/// How far ahead one may be set.
const MOST_AHEAD: i64 = 30 * 24 * HOUR;
/// How many an edition may have that are not over, those for later included.
pub const MOST_OPEN: i64 = 5;
const HOUR: i64 = 3_600_000_000;

/// A line across the site with a beginning and an end.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alert {
    /// The alert's id.
    pub id: AlertId,
    /// The edition on whose pages it stands.
    pub edition: EditionCode,
    /// What it says.
    pub words: String,
    /// The article that it leads to, once readers see that.
    pub article: Option<ArticleId>,
    /// The story that it leads to while it leads to no article.
    pub story: Option<StoryId>,
    /// When it begins, in microseconds UTC.
    pub begins_at: i64,
    /// When it ends by itself.
    pub ends_at: i64,
    /// When it was ended, by hand or because its time was over.
    pub ended_at: Option<i64>,
    /// Counts its changes.
    pub revision: i64,
    /// On whose word it begins.
    pub set_by: Option<AccountId>,
    /// Who raised it.
    pub created_by: String,
    /// When.
    pub created_at: i64,
}

/// Why something is no alert.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAlert {
    /// It says nothing, or too much.
    #[error("an alert has between 1 and {MOST_WORDS} letters")]
    Words,
    /// It ends before it begins, or has ended.
    #[error("an alert ends after it begins, and not in the past")]
    Ends,
    /// It stands too long.
    #[error("an alert stands for at most 24 hours: what is older is no longer breaking")]
    TooLong,
    /// It begins too far ahead.
    #[error("an alert begins within 30 days")]
    TooFar,
    /// It is over.
    #[error("this alert has ended: raise a new one")]
    Over,
}

impl Alert {
    /// The alert with clean words, when it can stand from `now` on.
    pub fn checked(mut self, now: i64) -> Result<Alert, NotAnAlert> {
        self.words = text::clean::clean_line(&self.words);
        let letters = self.words.chars().count();
        if letters == 0 || letters > MOST_WORDS {
            return Err(NotAnAlert::Words);
        }
        if self.is_over(now) {
            return Err(if self.ended_at.is_some() { NotAnAlert::Over } else { NotAnAlert::Ends });
        }
        if self.ends_at <= self.begins_at {
            return Err(NotAnAlert::Ends);
        }
        if self.ends_at - self.begins_at > MOST_LENGTH {
            return Err(NotAnAlert::TooLong);
        }
        if self.begins_at > now + MOST_AHEAD {
            return Err(NotAnAlert::TooFar);
        }
        Ok(self)
    }

    /// Whether it is over at `now`.
    pub fn is_over(&self, now: i64) -> bool {
        self.ended_at.is_some() || self.ends_at <= now
    }

    /// Whether it stands on the pages at `now`.
    pub fn stands(&self, now: i64) -> bool {
        self.begins_at <= now && !self.is_over(now)
    }

    /// When the clock next changes it.
    pub fn next_turn(&self, now: i64) -> Option<i64> {
        match self.is_over(now) {
            true => None,
            false if self.begins_at > now => Some(self.begins_at),
            false => Some(self.ends_at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alert(begins_at: i64, ends_at: i64) -> Alert {
        Alert {
            id: "A".into(),
            edition: "ar".into(),
            words: "  العمل بالقانون \u{200f} غدًا ".to_owned(),
            article: None,
            story: None,
            begins_at,
            ends_at,
            ended_at: None,
            revision: 1,
            set_by: None,
            created_by: String::new(),
            created_at: 0,
        }
    }

    #[test]
    fn it_stands_from_its_beginning_until_just_before_its_end() {
        let alert = alert(10, 20);
        for (now, stands, turns) in
            [(9, false, Some(10)), (10, true, Some(20)), (19, true, Some(20)), (20, false, None)]
        {
            assert_eq!((alert.stands(now), alert.next_turn(now)), (stands, turns), "{now}");
        }
        let ended = Alert { ended_at: Some(12), ..alert };
        assert_eq!((ended.stands(15), ended.next_turn(15)), (false, None));
    }

    #[test]
    fn what_cannot_stand_is_refused() {
        assert_eq!(alert(10, 20).checked(10).map(|alert| alert.words), Ok("العمل بالقانون غدًا".to_owned()));
        let with = |words: &str| Alert { words: words.to_owned(), ..alert(10, 20) };
        assert_eq!(with(" ").checked(10), Err(NotAnAlert::Words));
        assert!(with(&"ا".repeat(120)).checked(10).is_ok());
        assert_eq!(with(&"ا".repeat(121)).checked(10), Err(NotAnAlert::Words));
        for (begins, ends, why) in [
            (10, 10, NotAnAlert::Ends),
            (30, 20, NotAnAlert::Ends),
            (0, 5, NotAnAlert::Ends),
            (10, 11 + MOST_LENGTH, NotAnAlert::TooLong),
            (11 + MOST_AHEAD, 12 + MOST_AHEAD, NotAnAlert::TooFar),
        ] {
            assert_eq!(alert(begins, ends).checked(10), Err(why), "{begins} {ends}");
        }
        let ended = Alert { ended_at: Some(5), ..alert(1, 20) };
        assert_eq!(ended.checked(10), Err(NotAnAlert::Over));
    }
}
