//! Letters to the people of the newsroom: an invitation, a link to come in by. Written and sent by a job, in the language
//! of who gets them; by default into a folder, for who has no mail server.

pub mod jobs;
mod letter;
mod outbox;

pub use letter::{Letter, LetterKind};
pub use outbox::{MailConfig, Outbox, OutboxError};
