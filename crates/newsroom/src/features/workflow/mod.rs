//! What stands between writing and publishing: stages, who has it and until when, what a section asks, the second person, and
//! the brake on changing too much at once. Whoever publishes asks [`hold_back`] inside the transaction.

pub mod actions;
pub mod api;
mod brake;
mod checklist;
pub mod desk;
mod note;
mod policy;
mod rules;
mod sheet;
mod stage;
mod store;

pub use actions::{
    HeldBack, Holds, NoteWord, ask_for_second, hold_back, hold_back_asking, hold_back_by, hold_back_filing,
    hold_back_withdrawal, holds_over, note_is_out, note_word, over_with,
};
pub use brake::Brake;
pub use checklist::{Finding, Rule, Weight, check};
pub(crate) use desk::{filing_held_back_words, stage_name};
pub use note::{Note, WaitingNote};
pub use rules::SectionRules;
pub use stage::{Candidate, MOST_STAGES, Stage, standing};
pub use store::{
    approvals_of, asking, brake, candidates_of, drop_approvals_naming, note_lifted, own_rules, rules_of,
    stages,
};
