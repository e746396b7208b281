//! The search console: what readers looked for and did not find, and the newsroom's synonyms, which every node's search takes.
//!
//! A question is noted in memory ([`unanswered`]), and a moment later counted in the database, in batches: no reader waits for
//! that, and nothing is kept of who asked.

pub mod actions;
pub mod desk;
mod keeper;
mod policy;
mod store;
mod synonyms;
mod unanswered;

use ::store::{Query, StoreError};

pub use keeper::run;
pub use unanswered::{Unanswered, unanswered};

/// All groups of spellings, as an index takes them.
pub async fn spellings(q: &impl Query) -> Result<Vec<Vec<String>>, StoreError> {
    Ok(store::groups(q).await?.into_iter().map(|group| group.spellings).collect())
}
