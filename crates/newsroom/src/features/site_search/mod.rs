//! What readers search for in an edition: its page asks the index of this node, and shows what published rows still
//! hold.

mod question;
pub mod site;
