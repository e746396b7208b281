//! The source chain: on whose word an article rests, as data; and which revisions name which source.

mod named;
mod source;
mod store;

pub use named::folded_name;
pub use source::{Source, SourceRole};
pub use store::{drop_named, put_named};
