//! A publish receipt.

use serde::{Deserialize, Serialize};

use crate::id::{AlertId, ArticleId, FrontId, ReceiptId, StoryId};

/// Proof that readers can see a change, or how far it has come.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Receipt {
    /// The receipt's id.
    pub id: ReceiptId,
    /// What was done.
    pub kind: ReceiptKind,
    /// The article; of a batch, the one that was looked at as a sample.
    pub article: ArticleId,
    /// The story, when the change was one of a story; the article is empty then.
    pub story: Option<StoryId>,
    /// The front, when the change was one of a front; the article is empty then.
    pub front: Option<FrontId>,
    /// The alert, when the change was one of an alert; the article is empty then.
    pub alert: Option<AlertId>,
    /// When the change was committed, in microseconds UTC.
    pub committed_at: i64,
    /// What has been seen since, in the order it was seen.
    pub steps: Vec<Step>,
    /// When the last step was seen, in microseconds UTC.
    pub finished_at: Option<i64>,
}

/// What a receipt is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptKind {
    /// A publication or an update.
    Publish,
    /// A withdrawal.
    Withdraw,
    /// A correction.
    Correct,
    /// A whole import.
    Batch,
    /// A change of a story.
    Story,
    /// A change of a front.
    Front,
    /// A change of an alert.
    Alert,
}

/// One thing that was seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Step {
    /// What was seen.
    pub step: StepName,
    /// How long after the commit, in milliseconds.
    pub ms: f64,
}

/// The steps from the commit to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StepName {
    /// The pages it touches were thrown out of the page cache.
    Purged,
    /// The article's page, asked for through the site's own address, shows it (or, withdrawn, says it is gone).
    ReadBack,
    /// The edition's feed holds it (or, withdrawn, no longer does).
    InFeed,
    /// The feed of the article's story holds it (or, withdrawn, no longer does).
    InStory,
    /// The search index holds it (or no longer does).
    Indexed,
    /// A step was not seen in time; the log says which.
    GaveUp,
}

impl ReceiptKind {
    /// The kind's name, as it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            ReceiptKind::Publish => "publish",
            ReceiptKind::Withdraw => "withdraw",
            ReceiptKind::Correct => "correct",
            ReceiptKind::Batch => "batch",
            ReceiptKind::Story => "story",
            ReceiptKind::Front => "front",
            ReceiptKind::Alert => "alert",
        }
    }

    /// The kind stored under this name.
    pub fn named(name: &str) -> Self {
        match name {
            "withdraw" => ReceiptKind::Withdraw,
            "correct" => ReceiptKind::Correct,
            "batch" => ReceiptKind::Batch,
            "story" => ReceiptKind::Story,
            "front" => ReceiptKind::Front,
            "alert" => ReceiptKind::Alert,
            _ => ReceiptKind::Publish,
        }
    }
}
