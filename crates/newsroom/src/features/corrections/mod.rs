//! Corrections: typed, public, tied to a passage.

mod correction;
mod passage;
pub mod site;
mod store;

pub use correction::{Correction, CorrectionKind};
pub use passage::Passage;
pub use store::{corrections_of, insert, put_published};
