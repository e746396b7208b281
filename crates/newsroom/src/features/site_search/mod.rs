//! What readers search for in an edition: its page asks the index of this node, and shows what published rows still
//! hold.

mod narrowing;
mod question;
pub mod site;
mod store;
mod suggest;

pub use suggest::group as offered_in;
