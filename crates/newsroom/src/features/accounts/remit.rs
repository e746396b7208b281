//! What somebody may do: everywhere by their role, and more than that in the parts of the paper that are theirs.

use std::sync::Arc;

use super::Role;
use crate::id::{EditionCode, FrontId, SectionId};

/// A role in one part of the paper: an edition, or a section of it with all that is below.
#[derive(Debug, Clone, PartialEq)]
pub struct Remit {
    /// Of which edition.
    pub edition: EditionCode,
    /// Of which section; `None`: the whole edition.
    pub section: Option<SectionId>,
    /// What the person may do there.
    pub role: Role,
}

/// What somebody may do.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    role: Role,
    /// Each section that a remit reaches is named by itself.
    remits: Arc<[Remit]>,
}

impl Standing {
    /// A role everywhere, and remits with every section they reach.
    pub fn new(role: Role, remits: Vec<Remit>) -> Standing {
        Standing { role, remits: remits.into() }
    }

    /// The role that holds everywhere.
    pub fn role(&self) -> Role {
        self.role
    }

    /// The role in a section.
    pub fn at(&self, edition: &EditionCode, section: &SectionId) -> Role {
        self.most(|remit| {
            remit.edition == *edition && remit.section.as_ref().is_none_or(|own| own == section)
        })
    }

    /// The role in an edition as a whole.
    pub fn in_edition(&self, edition: &EditionCode) -> Role {
        self.most(|remit| remit.edition == *edition && remit.section.is_none())
    }

    /// The widest role that holds anywhere.
    pub fn somewhere(&self) -> Role {
        self.most(|_| true)
    }

    /// The sections in which a remit gives at least this role.
    pub fn sections_with(&self, role: Role) -> Vec<SectionId> {
        let there = self.remits.iter().filter(|remit| remit.role >= role);
        there.filter_map(|remit| remit.section.clone()).collect()
    }

    /// The role at a front: an edition's home page belongs to who has the whole edition.
    pub fn at_front(&self, front: &FrontId) -> Role {
        self.most(|remit| {
            front.as_str() == remit.section.as_ref().map_or(remit.edition.as_str(), SectionId::as_str)
        })
    }

    /// The same with no role above `most`.
    pub fn held_to(self, most: Role) -> Standing {
        let remits = self.remits.iter().map(|remit| Remit { role: remit.role.min(most), ..remit.clone() });
        Standing { role: self.role.min(most), remits: remits.collect() }
    }

    fn most(&self, reaches: impl Fn(&Remit) -> bool) -> Role {
        let there = self.remits.iter().filter(|remit| reaches(remit)).map(|remit| remit.role);
        there.fold(self.role, Role::max)
    }
}

impl From<Role> for Standing {
    fn from(role: Role) -> Standing {
        Standing::new(role, Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remit(edition: &str, section: Option<&str>, role: Role) -> Remit {
        Remit { edition: edition.into(), section: section.map(SectionId::from), role }
    }

    #[test]
    fn a_remit_counts_in_its_part_alone() {
        let remits = vec![remit("ar", Some("politics"), Role::Editor), remit("en", None, Role::Chief)];
        let standing = Standing::new(Role::Journalist, remits);
        for (edition, section, role) in [
            ("ar", "politics", Role::Editor),
            ("ar", "world", Role::Journalist),
            ("en", "world", Role::Chief),
            ("fr", "politics", Role::Journalist),
        ] {
            assert_eq!(standing.at(&edition.into(), &section.into()), role, "{edition} {section}");
        }
        for (front, role) in [("politics", Role::Editor), ("ar", Role::Journalist), ("en", Role::Chief)] {
            assert_eq!(standing.at_front(&front.into()), role, "{front}");
        }
        for (edition, role) in [("ar", Role::Journalist), ("en", Role::Chief), ("fr", Role::Journalist)] {
            assert_eq!(standing.in_edition(&edition.into()), role, "{edition}");
        }
        assert_eq!(standing.somewhere(), Role::Chief);
        let held = standing.held_to(Role::Journalist);
        assert_eq!(held.at(&"en".into(), &"world".into()), Role::Journalist);
    }

    #[test]
    fn a_remit_takes_nothing_away() {
        let standing = Standing::new(Role::Editor, vec![remit("ar", None, Role::Contributor)]);
        assert_eq!(standing.at(&"ar".into(), &"world".into()), Role::Editor);
    }
}
