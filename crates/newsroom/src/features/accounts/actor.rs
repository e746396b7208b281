//! Who does what is done. Every action is given an actor and judged by its policy.

use std::fmt;

use super::{Role, Standing};
use crate::id::{AccountId, EditionCode, FrontId, SectionId, TokenId};

/// The one who acts.
#[derive(Debug, Clone, PartialEq)]
pub enum Actor {
    /// A signed-in person.
    User { account: AccountId, standing: Standing },
    /// A program that holds a person's token.
    Token { token: TokenId, account: AccountId, standing: Standing },
    /// An import that a person at the machine started.
    Import { source: String },
    /// The clock, carrying out what a person set for later; what they may do is read again when it comes due.
    Scheduler { account: AccountId, standing: Standing },
    /// A person at the machine's own console.
    Console,
}

impl Actor {
    /// The role whose rights the actor has everywhere.
    pub fn role(&self) -> Role {
        self.standing().map_or(Role::Admin, Standing::role)
    }

    /// The role whose rights the actor has in a section.
    pub fn role_at(&self, edition: &EditionCode, section: &SectionId) -> Role {
        self.standing().map_or(Role::Admin, |standing| standing.at(edition, section))
    }

    /// The role whose rights the actor has in an edition as a whole.
    pub fn role_in_edition(&self, edition: &EditionCode) -> Role {
        self.standing().map_or(Role::Admin, |standing| standing.in_edition(edition))
    }

    /// The widest role that the actor has anywhere: for what has no place, or whose place is not known yet.
    pub fn role_somewhere(&self) -> Role {
        self.standing().map_or(Role::Admin, Standing::somewhere)
    }

    /// The role whose rights the actor has at a front.
    pub fn role_at_front(&self, front: &FrontId) -> Role {
        self.standing().map_or(Role::Admin, |standing| standing.at_front(front))
    }

    /// The sections in which a remit gives the actor at least this role.
    pub fn sections_with(&self, role: Role) -> Vec<SectionId> {
        self.standing().map(|standing| standing.sections_with(role)).unwrap_or_default()
    }

    fn standing(&self) -> Option<&Standing> {
        match self {
            Actor::User { standing, .. }
            | Actor::Token { standing, .. }
            | Actor::Scheduler { standing, .. } => Some(standing),
            Actor::Import { .. } | Actor::Console => None,
        }
    }

    /// The account behind the actor, where there is one.
    pub fn account(&self) -> Option<&AccountId> {
        match self {
            Actor::User { account, .. } | Actor::Token { account, .. } | Actor::Scheduler { account, .. } => {
                Some(account)
            }
            Actor::Import { .. } | Actor::Console => None,
        }
    }

    /// Whether nothing that leaves the house may react to what this actor does: an import brings in the past.
    pub fn is_quiet(&self) -> bool {
        matches!(self, Actor::Import { .. })
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Actor::User { account, .. } => write!(f, "user:{account}"),
            Actor::Token { token, .. } => write!(f, "token:{token}"),
            Actor::Import { source } => write!(f, "import:{source}"),
            Actor::Scheduler { account, .. } => write!(f, "scheduler:{account}"),
            Actor::Console => f.write_str("console"),
        }
    }
}

impl Actor {
    /// How the actor signs what it makes: the account where there is one, so that its writer is known again.
    pub fn signature(&self) -> String {
        self.account().map_or_else(|| self.to_string(), |account| format!("account:{account}"))
    }
}
