//! A section, and where it stands among those of its edition.

use serde::{Deserialize, Serialize};

use crate::id::{EditionCode, SectionId};

/// The slug of the section that takes what comes in without one.
pub const UNFILED: &str = "news";

/// How deep a tree of sections may be.
pub const LEVELS: i64 = 3;
/// Sections that an edition may have.
pub const MOST_SECTIONS: usize = 300;
const LONGEST_NAME: usize = 100;
const LONGEST_DESCRIPTION: usize = 500;

/// A part of an edition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Section {
    /// The section's id.
    pub id: SectionId,
    /// The edition it belongs to.
    pub edition: EditionCode,
    /// Its one segment of the address, unique in the edition. It never changes.
    pub slug: String,
    /// Its name, as readers see it.
    pub name: String,
    /// What it is about, in a sentence; may be empty.
    pub description: String,
    /// Its place among those beside it.
    pub position: i64,
    /// The section it is a part of; none for a root.
    pub parent: Option<SectionId>,
    /// How deep it stands: 1 for a root, at most 3.
    pub level: i64,
    /// Whether it takes no new pieces and stands in no navigation.
    pub closed: bool,
    /// How often it was changed; whoever changes it says which one they had before them.
    pub revision: i64,
}

/// Why a section cannot be so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotASection {
    /// The name is empty or too long.
    #[error("a section's name has between 1 and {LONGEST_NAME} letters")]
    BadName,
    /// The description is too long.
    #[error("a section is described in at most {LONGEST_DESCRIPTION} letters")]
    LongDescription,
    /// It would stand too deep, or push others there.
    #[error("sections stand at most {LEVELS} deep: this would be deeper")]
    TooDeep,
    /// It would be a part of itself.
    #[error("a section cannot be a part of itself, or of one that is a part of it")]
    Cycle,
    /// The one it is to be a part of is not there.
    #[error("there is no section {0} in this edition")]
    NoSuchParent(SectionId),
    /// The one it is to be a part of takes nothing new.
    #[error("the section it would be a part of is closed: reopen that one first")]
    ParentClosed,
    /// Parts of it are open.
    #[error("it has open sections below it: close them or move them first")]
    OpenBelow,
    /// The edition has no room for more.
    #[error("an edition has at most {MOST_SECTIONS} sections")]
    TooMany,
}

impl Section {
    /// The address of the section's front.
    pub fn href(&self) -> String {
        format!("/{}/{}/", self.edition, text::percent::path(&self.slug))
    }

    /// The section with a clean name and description.
    pub fn with_words(self, name: &str, description: &str) -> Result<Section, NotASection> {
        let (name, description) = (text::clean::clean_line(name), text::clean::clean_line(description));
        if name.is_empty() || name.chars().count() > LONGEST_NAME {
            return Err(NotASection::BadName);
        }
        if description.chars().count() > LONGEST_DESCRIPTION {
            return Err(NotASection::LongDescription);
        }
        Ok(Section { name, description, ..self })
    }
}

/// The sections of one edition.
#[derive(Debug, Clone, Copy)]
pub struct Sections<'a>(pub &'a [Section]);

impl<'a> Sections<'a> {
    /// The one with this id.
    pub fn by_id(self, id: &SectionId) -> Option<&'a Section> {
        self.0.iter().find(|section| section.id == *id)
    }

    /// Those directly below this one, or the roots, in their order.
    pub fn below(self, parent: Option<&SectionId>) -> Vec<&'a Section> {
        let mut below: Vec<_> = self.0.iter().filter(|section| section.parent.as_ref() == parent).collect();
        below.sort_by(|one, other| (one.position, &one.slug).cmp(&(other.position, &other.slug)));
        below
    }

    /// The way to this one: its root first, itself last.
    pub fn way_to(self, id: &SectionId) -> Vec<&'a Section> {
        let mut way: Vec<&Section> = Vec::new();
        let mut at = self.by_id(id);
        while let Some(section) = at {
            if way.len() as i64 == LEVELS {
                break;
            }
            way.push(section);
            at = section.parent.as_ref().and_then(|parent| self.by_id(parent));
        }
        way.reverse();
        way
    }

    /// This one and all below it.
    pub fn tree_of(self, id: &SectionId) -> Vec<&'a Section> {
        let mut tree: Vec<&Section> = self.by_id(id).into_iter().collect();
        let mut next = 0;
        while let Some(section) = tree.get(next) {
            let below = self.below(Some(&section.id));
            // No tree has more than there are.
            if tree.len() + below.len() > self.0.len() {
                break;
            }
            tree.extend(below);
            next += 1;
        }
        tree
    }

    /// All of them, each before those below it.
    pub fn in_order(self) -> Vec<&'a Section> {
        let mut ordered = Vec::with_capacity(self.0.len());
        let mut waiting: Vec<&Section> = self.below(None).into_iter().rev().collect();
        while let Some(section) = waiting.pop() {
            ordered.push(section);
            waiting.extend(self.below(Some(&section.id)).into_iter().rev());
        }
        ordered
    }

    /// How deep a section below this one stands.
    pub fn level_below(self, parent: Option<&SectionId>) -> Result<i64, NotASection> {
        let Some(parent) = parent else { return Ok(1) };
        let parent = self.by_id(parent).ok_or_else(|| NotASection::NoSuchParent(parent.clone()))?;
        match parent.level {
            level if level >= LEVELS => Err(NotASection::TooDeep),
            level => Ok(level + 1),
        }
    }

    /// The sections that change when this one is moved below another: itself with its new parent, and those below it, which
    /// rise or sink with it.
    pub fn moved(self, id: &SectionId, parent: Option<&SectionId>) -> Result<Vec<Section>, NotASection> {
        let tree = self.tree_of(id);
        if parent.is_some_and(|parent| tree.iter().any(|section| section.id == *parent)) {
            return Err(NotASection::Cycle);
        }
        let level = self.level_below(parent)?;
        let Some(by) = tree.first().map(|section| level - section.level) else { return Ok(Vec::new()) };
        if tree.iter().any(|section| section.level + by > LEVELS) {
            return Err(NotASection::TooDeep);
        }
        let over = parent.and_then(|parent| self.by_id(parent));
        if over.is_some_and(|over| over.closed) && tree.iter().any(|section| !section.closed) {
            return Err(NotASection::ParentClosed);
        }
        let sunk = tree.into_iter().map(|section| Section { level: section.level + by, ..section.clone() });
        let mut moved: Vec<Section> = sunk.collect();
        if let Some(first) = moved.first_mut() {
            first.parent = parent.cloned();
        }
        Ok(moved)
    }

    /// Whether this one may be closed.
    pub fn may_close(self, id: &SectionId) -> Result<(), NotASection> {
        let has_open = self.below(Some(id)).iter().any(|section| !section.closed);
        if has_open { Err(NotASection::OpenBelow) } else { Ok(()) }
    }

    /// Whether this one may be opened again.
    pub fn may_reopen(self, section: &Section) -> Result<(), NotASection> {
        let over = section.parent.as_ref().and_then(|parent| self.by_id(parent));
        if over.is_some_and(|over| over.closed) { Err(NotASection::ParentClosed) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(id: &str, parent: Option<&str>, level: i64, position: i64) -> Section {
        Section {
            id: id.into(),
            edition: "ar".into(),
            slug: id.to_owned(),
            name: id.to_owned(),
            description: String::new(),
            position,
            parent: parent.map(SectionId::from),
            level,
            closed: false,
            revision: 1,
        }
    }

    /// `world` with `asia` (and `japan` in it) and `africa`; `sport`.
    fn world() -> Vec<Section> {
        vec![
            section("sport", None, 1, 2),
            section("japan", Some("asia"), 3, 1),
            section("africa", Some("world"), 2, 1),
            section("asia", Some("world"), 2, 2),
            section("world", None, 1, 1),
        ]
    }

    fn ids<'a>(sections: impl IntoIterator<Item = &'a Section>) -> Vec<&'a str> {
        sections.into_iter().map(|section| section.slug.as_str()).collect()
    }

    #[test]
    fn a_tree_is_read_from_its_root_and_from_its_leaves() {
        let all = world();
        let sections = Sections(&all);
        assert_eq!(ids(sections.in_order()), ["world", "africa", "asia", "japan", "sport"]);
        assert_eq!(ids(sections.way_to(&"japan".into())), ["world", "asia", "japan"]);
        assert_eq!(ids(sections.tree_of(&"world".into())), ["world", "africa", "asia", "japan"]);
        assert_eq!(ids(sections.below(None)), ["world", "sport"]);
        assert!(sections.way_to(&"nowhere".into()).is_empty());
    }

    #[test]
    fn what_is_moved_takes_along_what_is_below_it() {
        let all = world();
        let sections = Sections(&all);
        let moved = sections.moved(&"asia".into(), None).expect("it may be a root");
        let stands: Vec<_> = moved.iter().map(|section| (section.slug.as_str(), section.level)).collect();
        assert_eq!(stands, [("asia", 1), ("japan", 2)]);
        assert_eq!(moved[0].parent, None);
        let moved = sections.moved(&"sport".into(), Some(&"asia".into())).expect("there is room below");
        assert_eq!(moved[0].level, 3);
    }

    #[test]
    fn no_section_is_below_itself_or_too_deep() {
        let mut all = world();
        for (id, parent, why) in [
            ("world", "world", NotASection::Cycle),
            ("world", "japan", NotASection::Cycle),
            ("sport", "japan", NotASection::TooDeep),
            ("world", "sport", NotASection::TooDeep),
            ("world", "nowhere", NotASection::NoSuchParent("nowhere".into())),
        ] {
            assert_eq!(Sections(&all).moved(&id.into(), Some(&parent.into())), Err(why), "{id} in {parent}");
        }
        all[0].closed = true;
        let closed = Sections(&all).moved(&"africa".into(), Some(&"sport".into()));
        assert_eq!(closed, Err(NotASection::ParentClosed));
    }

    #[test]
    fn what_is_closed_has_nothing_open_below_it() {
        let mut all = world();
        assert_eq!(Sections(&all).may_close(&"world".into()), Err(NotASection::OpenBelow));
        assert_eq!(Sections(&all).may_close(&"japan".into()), Ok(()));
        all[4].closed = true;
        let africa = all[2].clone();
        assert_eq!(Sections(&all).may_reopen(&africa), Err(NotASection::ParentClosed));
        assert_eq!(Sections(&all).may_reopen(&all[4]), Ok(()));
    }

    #[test]
    fn a_section_has_a_name_of_words() {
        let sport = || section("sport", None, 1, 1);
        assert_eq!(sport().with_words(" ", ""), Err(NotASection::BadName));
        assert_eq!(sport().with_words(&"خ".repeat(101), ""), Err(NotASection::BadName));
        assert_eq!(sport().with_words("رياضة", &"خ".repeat(501)), Err(NotASection::LongDescription));
        assert_eq!(sport().with_words(" رياضة ", "").map(|section| section.name), Ok("رياضة".to_owned()));
    }
}
