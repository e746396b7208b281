//! A person's account and role.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::id::AccountId;

/// A person who works in the newsroom.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// The account's id.
    pub id: AccountId,
    /// The person's name, as colleagues see it.
    pub name: String,
    /// The address that names the account at sign-in. Never in reach of readers.
    pub email: String,
    /// What the person may do.
    pub role: Role,
    /// Since when the account may do nothing, in microseconds UTC.
    pub suspended_at: Option<i64>,
    /// The language they work in; empty: the one their browser asks for.
    pub lang: String,
}

/// What a person may do; each role may do all that the one before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Writes drafts.
    Contributor,
    /// Writes and revises drafts, uploads pictures.
    Journalist,
    /// Publishes, schedules, corrects and withdraws.
    Editor,
    /// Opens sections, accounts and tokens.
    Admin,
}

impl Role {
    /// All roles, the one with the least rights first.
    pub const ALL: [Role; 4] = [Role::Contributor, Role::Journalist, Role::Editor, Role::Admin];

    /// The role's name, as it is stored and typed.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Contributor => "contributor",
            Role::Journalist => "journalist",
            Role::Editor => "editor",
            Role::Admin => "admin",
        }
    }
}

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        Role::ALL.into_iter().find(|role| role.as_str() == text).ok_or_else(|| UnknownRole(text.to_owned()))
    }
}

/// Someone asked for a role that does not exist.
#[derive(Debug, thiserror::Error)]
#[error("no role is called `{0}`; the roles are contributor, journalist, editor and admin")]
pub struct UnknownRole(pub String);
