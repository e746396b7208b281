//! A correction.

use serde::{Deserialize, Serialize};

use crate::id::{ArticleId, CorrectionId};

/// A public note on what changed in a published article, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// The correction's id.
    pub id: CorrectionId,
    /// The article it corrects.
    pub article: ArticleId,
    /// What sort of change it is.
    pub kind: CorrectionKind,
    /// The note, as readers see it.
    pub body: String,
    /// The block it is about; empty when it is about the whole.
    pub block: String,
    /// The words it is about, as they stood; may be empty.
    pub quoted: String,
    /// The words as they stand now; may be empty.
    pub corrected: String,
    /// Whether it stands above the text, because the meaning changed.
    pub on_top: bool,
    /// When it was made, in microseconds UTC.
    pub at: i64,
}

/// What sort of change a correction tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CorrectionKind {
    /// Something was wrong.
    Error,
    /// Something could be misread.
    Clarification,
    /// Something new was added.
    Update,
    /// The article was taken back.
    Withdrawal,
}

impl CorrectionKind {
    /// The kind's name, as it is stored; also the end of its message id.
    pub fn as_str(self) -> &'static str {
        match self {
            CorrectionKind::Error => "error",
            CorrectionKind::Clarification => "clarification",
            CorrectionKind::Update => "update",
            CorrectionKind::Withdrawal => "withdrawal",
        }
    }

    /// The kind stored under this name.
    pub fn named(name: &str) -> Self {
        match name {
            "clarification" => CorrectionKind::Clarification,
            "update" => CorrectionKind::Update,
            "withdrawal" => CorrectionKind::Withdrawal,
            _ => CorrectionKind::Error,
        }
    }
}
