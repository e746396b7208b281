//! Corrections: typed, public, tied to a passage.

mod correction;
pub mod site;
mod store;

pub use correction::{Correction, CorrectionKind};
pub use store::{corrections_of, insert, put_published};
