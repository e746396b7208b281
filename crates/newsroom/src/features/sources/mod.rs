//! The source chain: on whose word an article rests, as data.

mod source;

pub use source::{Source, SourceRole};
