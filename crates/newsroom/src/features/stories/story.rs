//! A story and the rules of its life: no I/O.

use serde::{Deserialize, Serialize};

use crate::id::{ArticleId, EditionCode, StoryId};

/// The longest name, in letters.
pub const MOST_NAME: usize = 100;
/// The longest text that says what it is about, in letters.
pub const MOST_ABOUT: usize = 1_000;
/// How many key points it may have, and how long each may be, in letters.
pub const MOST_POINTS: (usize, usize) = (10, 300);
/// How many articles it may hold: as many as its pages can list.
pub const MOST_PIECES: i64 = 4_000;
/// How many of them may be pinned.
pub const MOST_PINS: i64 = 3;
/// How many stories one article may be in.
pub const MOST_STORIES: i64 = 5;

/// A running coverage thread that articles join.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Story {
    /// The story's id.
    pub id: StoryId,
    /// The edition it belongs to.
    pub edition: EditionCode,
    /// Its segment of an address, unique in its edition and never changed.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it is about, in a few sentences; may be empty.
    pub about: String,
    /// Whether it runs, pauses or has ended.
    pub state: StoryState,
    /// What a reader should know first, in order.
    pub key_points: Vec<String>,
    /// Which end its timeline begins at when the reader has not chosen.
    pub order: StoryOrder,
    /// The piece of it that explains the matter.
    pub explainer: Option<ArticleId>,
    /// The piece whose picture stands for it; without one, the explainer's, a pinned one's or the newest.
    pub cover: Option<ArticleId>,
    /// The story that it became part of: its address leads there.
    pub merged_into: Option<StoryId>,
    /// Counts its changes.
    pub revision: i64,
    /// When it was opened, in microseconds UTC.
    pub opened_at: i64,
}

/// Where a story is in its course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StoryState {
    /// It goes on.
    Running,
    /// It rests until something happens.
    Paused,
    /// It is over.
    Ended,
}

impl StoryState {
    /// The state's name, as it is stored; also the end of its message id.
    pub fn as_str(self) -> &'static str {
        match self {
            StoryState::Running => "running",
            StoryState::Paused => "paused",
            StoryState::Ended => "ended",
        }
    }

    /// The state stored under this name.
    pub fn named(name: &str) -> Self {
        match name {
            "paused" => StoryState::Paused,
            "ended" => StoryState::Ended,
            _ => StoryState::Running,
        }
    }

    /// Its place in lists of stories.
    pub fn rank(self) -> i64 {
        self as i64
    }
}

/// Which end a timeline begins at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StoryOrder {
    /// With what happened last.
    #[default]
    Newest,
    /// With how it began.
    Oldest,
}

impl StoryOrder {
    /// The order's name, as it is stored and asked for.
    pub fn as_str(self) -> &'static str {
        match self {
            StoryOrder::Newest => "newest",
            StoryOrder::Oldest => "oldest",
        }
    }

    /// The order of this name; `None` for what is none.
    pub fn named(name: &str) -> Option<Self> {
        [StoryOrder::Newest, StoryOrder::Oldest].into_iter().find(|order| order.as_str() == name)
    }

    /// The other one.
    pub fn turned(self) -> Self {
        match self {
            StoryOrder::Newest => StoryOrder::Oldest,
            StoryOrder::Oldest => StoryOrder::Newest,
        }
    }
}

/// Why a story cannot be as it was wanted.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NotAStory {
    /// The name is empty or too long.
    #[error("a story's name has between 1 and {MOST_NAME} letters")]
    Name,
    /// The text about it is too long.
    #[error("what a story is about is said in at most {MOST_ABOUT} letters")]
    About,
    /// There are too many key points, or one is empty or too long.
    #[error("a story has at most {most} key points, each of 1 to {letters} letters", most = MOST_POINTS.0, letters = MOST_POINTS.1)]
    KeyPoints,
    /// It cannot go from the one state to the other.
    #[error("a story that has {from} cannot be paused: resume it first", from = .0.as_str())]
    Turn(StoryState),
    /// It is part of another story now.
    #[error("this story was merged into {0}: work on that one")]
    Merged(StoryId),
}

impl Story {
    /// The story with these words, cleaned; what is `None` stays as it is.
    pub fn worded(
        mut self,
        name: Option<&str>,
        about: Option<&str>,
        key_points: Option<&[String]>,
    ) -> Result<Story, NotAStory> {
        if let Some(name) = name {
            self.name = text::clean::clean_line(name);
        }
        if let Some(about) = about {
            self.about = text::clean::clean_paragraph(about);
        }
        if let Some(points) = key_points {
            self.key_points = points.iter().map(|point| text::clean::clean_line(point)).collect();
        }
        let letters = |words: &str| words.chars().count();
        if self.name.is_empty() || letters(&self.name) > MOST_NAME {
            return Err(NotAStory::Name);
        }
        if letters(&self.about) > MOST_ABOUT {
            return Err(NotAStory::About);
        }
        let (most, longest) = MOST_POINTS;
        let is_good = |point: &String| !point.is_empty() && letters(point) <= longest;
        if self.key_points.len() > most || !self.key_points.iter().all(is_good) {
            return Err(NotAStory::KeyPoints);
        }
        Ok(self)
    }

    /// The story in another state. One that has ended runs again before it can pause.
    pub fn turned(mut self, to: StoryState) -> Result<Story, NotAStory> {
        if (self.state, to) == (StoryState::Ended, StoryState::Paused) {
            return Err(NotAStory::Turn(self.state));
        }
        self.state = to;
        Ok(self)
    }

    /// The story, unless it is part of another one now.
    pub fn standing(self) -> Result<Story, NotAStory> {
        match self.merged_into {
            Some(into) => Err(NotAStory::Merged(into)),
            None => Ok(self),
        }
    }

    /// The story as part of another one: its name and words go, its address stays.
    pub fn merged(self, into: &StoryId) -> Story {
        Story { merged_into: Some(into.clone()), explainer: None, cover: None, ..self }
    }

    /// The story without `article` in any role.
    pub fn without(mut self, article: &ArticleId) -> Story {
        self.explainer = self.explainer.filter(|explainer| explainer != article);
        self.cover = self.cover.filter(|cover| cover != article);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story() -> Story {
        Story {
            id: "s".into(),
            edition: "ar".into(),
            slug: "water".to_owned(),
            name: "مياه النهر".to_owned(),
            about: String::new(),
            state: StoryState::Running,
            key_points: Vec::new(),
            order: StoryOrder::Newest,
            explainer: Some("A".into()),
            cover: Some("B".into()),
            merged_into: None,
            revision: 1,
            opened_at: 0,
        }
    }

    #[test]
    fn a_story_takes_its_course() {
        use StoryState::{Ended, Paused, Running};
        let table = [
            (Running, Paused, true),
            (Running, Ended, true),
            (Paused, Running, true),
            (Paused, Ended, true),
            (Ended, Running, true),
            (Ended, Paused, false),
            (Ended, Ended, true),
        ];
        for (from, to, allowed) in table {
            let turned = Story { state: from, ..story() }.turned(to);
            assert_eq!(turned.map(|story| story.state).ok(), allowed.then_some(to), "{from:?} to {to:?}");
        }
    }

    #[test]
    fn words_are_cleaned_and_bounded() {
        let worded = story().worded(Some("  مياه \u{200f} النهر "), None, Some(&[" نقطة ".to_owned()]));
        let worded = worded.expect("it is a story");
        assert_eq!((worded.name.as_str(), worded.key_points), ("مياه النهر", vec!["نقطة".to_owned()]));
        assert_eq!(story().worded(Some(" "), None, None), Err(NotAStory::Name));
        assert_eq!(story().worded(Some(&"ا".repeat(101)), None, None), Err(NotAStory::Name));
        assert_eq!(story().worded(None, Some(&"ا".repeat(1_001)), None), Err(NotAStory::About));
        assert_eq!(story().worded(None, None, Some(&[String::new()])), Err(NotAStory::KeyPoints));
        assert_eq!(story().worded(None, None, Some(&vec!["ن".to_owned(); 11])), Err(NotAStory::KeyPoints));
    }

    #[test]
    fn what_leaves_a_story_leaves_its_roles() {
        let without = story().without(&"A".into());
        assert_eq!((without.explainer, without.cover), (None, Some("B".into())));
        assert!(story().merged(&"t".into()).standing().is_err());
    }
}
