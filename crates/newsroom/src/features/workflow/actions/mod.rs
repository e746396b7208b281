//! What can be done between writing and publishing: one verb a file.

mod approve;
mod assign;
mod drop_note;
mod forget_changes;
mod hold_back;
mod move_candidate;
mod release_brake;
mod second_note;
mod set_rules;

use ::store::StoreError;

use super::brake::NotABrake;
use super::stage::{NotStages, Stage};
use crate::features::accounts::NotAllowed;

pub use approve::approve;
pub use assign::assign;
pub use drop_note::drop_note;
pub use forget_changes::forget_changes;
pub(super) use hold_back::asked_of;
pub use hold_back::{
    HeldBack, Holds, hold_back, hold_back_asking, hold_back_by, hold_back_filing, hold_back_withdrawal,
    holds_over, over_with,
};
pub use move_candidate::move_candidate;
pub use release_brake::{release_brake, set_brake};
pub use second_note::{NoteWord, ask_for_second, note_is_out, note_word};
pub use set_rules::{set_rules, set_stages};

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum WorkflowRefused {
    /// The actor may not do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such article.
    #[error("there is no article {0}")]
    NoSuchArticle(String),
    /// The article has no such revision.
    #[error("the article has no revision {0}")]
    NoSuchRevision(i64),
    /// There is no such section.
    #[error("there is no section {0}")]
    NoSuchSection(String),
    /// There is no such stage.
    #[error("there is no stage `{0}`")]
    NoSuchStage(String),
    /// There is no such account, or it may do nothing.
    #[error("there is no account {0} that could take this")]
    NoSuchAccount(String),
    /// What is approved, is approved by a person.
    #[error("an approval is given by a person with an account")]
    NoPerson,
    /// The note that was looked at does not wait any more.
    #[error("this note does not wait any more: it went out, or was taken away, or another was written")]
    NoteIsGone,
    /// Somebody else set it in between.
    #[error("this was set on revision {expected}, and it has reached revision {latest} meanwhile")]
    Overtaken {
        /// The revision the caller had before them.
        expected: i64,
        /// The newest one.
        latest: i64,
    },
    /// Somebody else set other stages in between: these.
    #[error("the stages are others meanwhile")]
    StagesOvertaken(Vec<Stage>),
    /// The stages cannot be so.
    #[error(transparent)]
    NotStages(#[from] NotStages),
    /// The brake cannot be so.
    #[error(transparent)]
    NotABrake(#[from] NotABrake),
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}
