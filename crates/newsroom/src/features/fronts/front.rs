//! A front and what can be arranged on it: no I/O.

use serde::{Deserialize, Serialize};

use crate::id::{AccountId, ArticleId, EditionCode, FrontId, SectionId, StoryId};

/// How many pins an arrangement may have, those for later included.
pub const MOST_PINS: usize = 40;
/// How many sections it may set in order.
pub const MOST_BLOCKS: usize = 40;
/// How many pieces a section's block may show.
pub const MOST_PIECES: usize = 9;
/// How many stories may be chosen for the strip.
pub const MOST_STORIES: usize = 8;
/// The longest note on why a version was made, in letters.
pub const MOST_NOTE: usize = 300;

/// A page that can be arranged: the home page of an edition, or the front of a section.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Front {
    /// The edition's code for its home page, the section's id for the front of a section.
    pub id: FrontId,
    /// The edition it belongs to.
    pub edition: EditionCode,
    /// The section whose front it is; none for the home page.
    pub section: Option<SectionId>,
    /// The version that readers see; 0 while the page fills itself.
    pub live_version: i64,
    /// The newest version.
    pub latest_version: i64,
    /// Counts how often the live version changed.
    pub revision: i64,
    /// On whose word the live version stands; none for the console.
    #[serde(skip)]
    pub set_by: Option<AccountId>,
}

/// What is arranged by hand; all else fills itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arrangement {
    /// The pinned articles. In each slot they stand in this order.
    pub pins: Vec<Pin>,
    /// Sections of the home page whose blocks come first, in this order; the others follow in theirs.
    pub blocks: Vec<FrontBlock>,
    /// The stories of the strip, in this order, and no others; `None` leaves it to fill itself.
    pub stories: Option<Vec<StoryId>>,
}

/// An article in a place of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// Where.
    pub slot: Slot,
    /// Which.
    pub article: ArticleId,
    /// When it comes, in microseconds UTC; at once when `None`.
    pub from: Option<i64>,
    /// When it leaves by itself, in microseconds UTC.
    pub until: Option<i64>,
}

/// A section's block on the home page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FrontBlock {
    /// The section.
    pub section: SectionId,
    /// Whether the page does without it.
    #[serde(default)]
    pub hidden: bool,
    /// How many pieces it shows, from 1 to 9; as many as usual when left out.
    #[serde(default)]
    pub pieces: Option<usize>,
}

/// A place of a front.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    /// The first piece.
    Lead,
    /// The headlines under the first piece.
    Also,
    /// The two small pieces below them.
    Duo,
    /// The pieces beside the first.
    Side,
    /// The headlines below those.
    Lines,
    /// The first rows of a section's front.
    Rows,
}

impl Slot {
    /// The slots of a home page.
    pub const HOME: [Slot; 5] = [Slot::Lead, Slot::Also, Slot::Duo, Slot::Side, Slot::Lines];
    /// The slots of a section's front.
    pub const SECTION: [Slot; 2] = [Slot::Lead, Slot::Rows];

    /// The slot's name, as it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Slot::Lead => "lead",
            Slot::Also => "also",
            Slot::Duo => "duo",
            Slot::Side => "side",
            Slot::Lines => "lines",
            Slot::Rows => "rows",
        }
    }

    /// The slot stored under this name.
    pub fn named(name: &str) -> Option<Slot> {
        Slot::HOME.into_iter().chain(Slot::SECTION).find(|slot| slot.as_str() == name)
    }

    /// How many pieces stand in it. Pins beyond that wait for one to leave.
    pub fn places(self) -> usize {
        match self {
            Slot::Lead => 1,
            Slot::Duo | Slot::Side => 2,
            Slot::Also | Slot::Lines => 3,
            Slot::Rows => 4,
        }
    }
}

/// Why an arrangement cannot stand on a front.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAnArrangement {
    /// Too many pins.
    #[error("a front has at most {MOST_PINS} pins, those for later included")]
    TooManyPins,
    /// The front has no such slot.
    #[error("this front has no slot `{slot}`: it has {known}", slot = .0.as_str(), known = .1)]
    NoSuchSlot(Slot, String),
    /// A pin ends before it begins, or has ended already.
    #[error("the pin of {0} ends in the past or before it begins: give it a later end, or leave it out")]
    PinEnds(ArticleId),
    /// One article would stand in two places at once.
    #[error("{0} is pinned twice for the same time: an article stands on a page once")]
    PinnedTwice(ArticleId),
    /// Only a home page has blocks and a strip of stories.
    #[error("only a home page has blocks of sections and a strip of stories")]
    NotAHomePage,
    /// A section is named twice, or too many are.
    #[error("each section has one block, and at most {MOST_BLOCKS} can be set in order")]
    Blocks,
    /// A block would be empty or too long.
    #[error("a block shows between 1 and {MOST_PIECES} pieces: hide it instead of emptying it")]
    Pieces,
    /// A story is named twice, or too many are.
    #[error("a strip has at most {MOST_STORIES} stories, each once")]
    Stories,
    /// The note is too long.
    #[error("say why in at most {MOST_NOTE} letters")]
    Note,
}

impl Front {
    /// Whether it is an edition's home page.
    pub fn is_home(&self) -> bool {
        self.section.is_none()
    }

    /// Refuses what cannot stand on this front from `now` on.
    pub fn check(&self, arrangement: &Arrangement, now: i64) -> Result<(), NotAnArrangement> {
        let Arrangement { pins, blocks, stories } = arrangement;
        if pins.len() > MOST_PINS {
            return Err(NotAnArrangement::TooManyPins);
        }
        let slots: &[Slot] = if self.is_home() { &Slot::HOME } else { &Slot::SECTION };
        for (place, pin) in pins.iter().enumerate() {
            if !slots.contains(&pin.slot) {
                let known = slots.iter().map(|slot| slot.as_str()).collect::<Vec<_>>().join(", ");
                return Err(NotAnArrangement::NoSuchSlot(pin.slot, known));
            }
            if pin.until.is_some_and(|until| until <= now.max(pin.from.unwrap_or(now))) {
                return Err(NotAnArrangement::PinEnds(pin.article.clone()));
            }
            if pins[..place].iter().any(|other| other.article == pin.article && other.meets(pin)) {
                return Err(NotAnArrangement::PinnedTwice(pin.article.clone()));
            }
        }
        if !self.is_home() && (!blocks.is_empty() || stories.is_some()) {
            return Err(NotAnArrangement::NotAHomePage);
        }
        check_blocks(blocks)?;
        let stories = stories.as_deref().unwrap_or_default();
        if stories.len() > MOST_STORIES || has_twins(stories.iter()) {
            return Err(NotAnArrangement::Stories);
        }
        Ok(())
    }
}

fn check_blocks(blocks: &[FrontBlock]) -> Result<(), NotAnArrangement> {
    if blocks.len() > MOST_BLOCKS || has_twins(blocks.iter().map(|block| &block.section)) {
        return Err(NotAnArrangement::Blocks);
    }
    let is_good = |block: &FrontBlock| block.pieces.is_none_or(|pieces| (1..=MOST_PIECES).contains(&pieces));
    if blocks.iter().all(is_good) { Ok(()) } else { Err(NotAnArrangement::Pieces) }
}

fn has_twins<T: PartialEq>(items: impl Iterator<Item = T>) -> bool {
    let items: Vec<T> = items.collect();
    items.iter().enumerate().any(|(place, item)| items[..place].contains(item))
}

impl Pin {
    /// Whether it stands at `now`.
    pub fn stands(&self, now: i64) -> bool {
        self.from.is_none_or(|from| from <= now) && self.until.is_none_or(|until| now < until)
    }

    /// Whether both stand at some moment.
    fn meets(&self, other: &Pin) -> bool {
        let begins = self.from.max(other.from);
        let ends = match (self.until, other.until) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        ends.is_none_or(|ends| begins.is_none_or(|begins| begins < ends))
    }
}

/// When the first of these pins comes or leaves after `now`.
pub fn next_turn(pins: &[Pin], now: i64) -> Option<i64> {
    pins.iter().flat_map(|pin| [pin.from, pin.until]).flatten().filter(|at| *at > now).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home() -> Front {
        let (id, edition) = ("ar".into(), "ar".into());
        Front { id, edition, section: None, live_version: 0, latest_version: 0, revision: 0, set_by: None }
    }

    fn pin(slot: Slot, article: &str, from: Option<i64>, until: Option<i64>) -> Pin {
        Pin { slot, article: article.into(), from, until }
    }

    fn pins(pins: &[Pin]) -> Arrangement {
        Arrangement { pins: pins.to_vec(), ..Arrangement::default() }
    }

    #[test]
    fn an_article_stands_once_at_a_time() {
        let table = [
            ((None, None), (None, None), false),
            ((None, Some(50)), (Some(50), None), true),
            ((None, Some(51)), (Some(50), None), false),
            ((Some(20), Some(30)), (Some(30), Some(40)), true),
            ((Some(30), Some(40)), (Some(20), Some(31)), false),
        ];
        for (one, two, may_stand) in table {
            let both = pins(&[pin(Slot::Lead, "A", one.0, one.1), pin(Slot::Lines, "A", two.0, two.1)]);
            assert_eq!(home().check(&both, 10).is_ok(), may_stand, "{one:?} {two:?}");
        }
    }

    #[test]
    fn a_pin_stands_from_its_beginning_until_just_before_its_end() {
        let pin = pin(Slot::Lead, "A", Some(10), Some(20));
        for (now, stands) in [(9, false), (10, true), (19, true), (20, false)] {
            assert_eq!(pin.stands(now), stands, "{now}");
        }
        assert_eq!(next_turn(std::slice::from_ref(&pin), 9), Some(10));
        assert_eq!(next_turn(std::slice::from_ref(&pin), 10), Some(20));
        assert_eq!(next_turn(&[pin], 20), None);
    }

    #[test]
    fn what_cannot_stand_is_refused() {
        let section = Front { section: Some("S".into()), ..home() };
        let lead = |until| pins(&[pin(Slot::Lead, "A", None, until)]);
        assert_eq!(home().check(&lead(Some(10)), 10), Err(NotAnArrangement::PinEnds("A".into())));
        assert!(home().check(&lead(Some(11)), 10).is_ok());
        let rows = pins(&[pin(Slot::Rows, "A", None, None)]);
        assert!(section.check(&rows, 0).is_ok());
        assert!(matches!(home().check(&rows, 0), Err(NotAnArrangement::NoSuchSlot(Slot::Rows, _))));
        let block = |section: &str, pieces| FrontBlock { section: section.into(), hidden: false, pieces };
        let blocks = |blocks: Vec<FrontBlock>| Arrangement { blocks, ..Arrangement::default() };
        assert!(home().check(&blocks(vec![block("A", Some(9)), block("B", None)]), 0).is_ok());
        assert_eq!(section.check(&blocks(vec![block("A", None)]), 0), Err(NotAnArrangement::NotAHomePage));
        for (bad, why) in [
            (vec![block("A", Some(0))], NotAnArrangement::Pieces),
            (vec![block("A", Some(10))], NotAnArrangement::Pieces),
            (vec![block("A", None), block("A", None)], NotAnArrangement::Blocks),
        ] {
            assert_eq!(home().check(&blocks(bad), 0), Err(why));
        }
        let twice = Arrangement { stories: Some(vec!["S".into(), "S".into()]), ..Arrangement::default() };
        assert_eq!(home().check(&twice, 0), Err(NotAnArrangement::Stories));
        let many: Vec<Pin> = (0..41).map(|n| pin(Slot::Lines, &n.to_string(), None, None)).collect();
        assert_eq!(home().check(&pins(&many), 0), Err(NotAnArrangement::TooManyPins));
    }
}
