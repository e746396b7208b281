//! One link of the source chain.

use serde::{Deserialize, Serialize};

/// Someone or something that an article rests on. An article's sources are ordered; the first stand in its source line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema, utoipa::ToSchema)]
pub struct Source {
    /// What sort of source it is.
    pub role: SourceRole,
    /// Its name, as it is printed.
    pub name: String,
    /// Where it can be seen: an http or https address, or empty.
    #[serde(default)]
    pub href: String,
    /// What was taken from it, such as "the result of the vote"; may be empty.
    #[serde(default)]
    pub detail: String,
}

/// What sort of source it is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum SourceRole {
    /// A news agency.
    Agency,
    /// Another outlet.
    Outlet,
    /// Our own desk.
    Desk,
    /// Our own reporter.
    Reporter,
    /// An official document.
    Document,
    /// A post on a social network.
    Social,
}

impl SourceRole {
    /// The role's name, as it is stored; also the end of its message id.
    pub fn as_str(self) -> &'static str {
        match self {
            SourceRole::Agency => "agency",
            SourceRole::Outlet => "outlet",
            SourceRole::Desk => "desk",
            SourceRole::Reporter => "reporter",
            SourceRole::Document => "document",
            SourceRole::Social => "social",
        }
    }

    /// Whether the source stands in the line under the headline, where the reader sees on whose word it is.
    pub fn is_in_line(self) -> bool {
        matches!(self, SourceRole::Agency | SourceRole::Outlet | SourceRole::Desk)
    }
}
