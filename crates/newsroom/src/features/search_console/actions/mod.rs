//! What is done at the search console: one verb a file.

mod count_unanswered;
mod forget_unanswered;
mod set_synonyms;

pub use count_unanswered::count_unanswered;
pub use forget_unanswered::forget_unanswered;
pub use set_synonyms::{SynonymsRefused, add_synonyms, change_synonyms, remove_synonyms};
