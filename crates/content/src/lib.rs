//! The content tree: what an article's body *is*.
//!
//! A body is blocks and marks in a versioned JSON document, never HTML. Start in [`tree`] for the types;
//! everything else turns something into a tree or a tree into something:
//!
//! * [`parse`] reads the JSON with bounds and says where and why it refuses; [`Tree::to_json`] writes it back.
//! * [`canonical`] brings a tree into the one form that two equal documents share.
//! * [`html_in`] is the only door by which HTML comes in; [`html_out`] writes HTML last, and nothing edits it after.
//! * [`text_out`] and [`walk`] answer questions: the words, the pictures, the links, the statements.
//! * [`difference`] sets two documents side by side.
//! * [`json_schema`] and [`editor_schema`] publish the shape, derived from the same types.

pub mod canonical;
mod clean;
pub mod difference;
pub mod href;
pub mod html_in;
pub mod html_out;
pub mod limits;
mod put_back;
pub mod read;
pub mod schema;
pub mod text_out;
pub mod tree;
pub mod walk;

pub use canonical::canonical;
pub use put_back::put_back;
pub use read::{TreeError, parse};
pub use schema::{editor_schema, json_schema};
pub use tree::Tree;
pub use walk::{embeds, links, pictures, related_ids, statements};
