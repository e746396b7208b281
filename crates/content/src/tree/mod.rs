//! The types of the tree. They are the schema: the JSON Schema, the editor's table and the reader's checks are
//! all derived from them, so a block or an attribute is added here and nowhere else.
//!
//! [`blocks`] holds what stands on its own line, [`attached`] what of it leads elsewhere, [`inline`] what stands inside a line, [`table`] tables,
//! [`words`] the small closed vocabularies and ids.

pub mod attached;
pub mod blocks;
pub mod inline;
pub(crate) mod node;
pub mod table;
pub mod words;

pub use attached::*;
pub use blocks::*;
pub use inline::*;
pub use table::*;
pub use words::*;

use node::node;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One document: at least one block. An empty article is one empty paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename = "doc")]
#[schemars(deny_unknown_fields, transform = node("doc", "block+"))]
pub struct Tree {
    /// The document's own attributes.
    pub attrs: DocAttrs,
    /// The blocks, in reading order.
    #[schemars(length(min = 1))]
    pub content: Vec<Block>,
}

/// Attributes of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct DocAttrs {
    /// Version of the schema the document is written in.
    #[serde(default = "current_version")]
    #[schemars(extend("enum" = [1]))]
    pub version: u32,
}

fn current_version() -> u32 {
    crate::limits::VERSION
}

impl Tree {
    /// A document of these blocks; with none, the empty article: one empty paragraph (without an id until
    /// [`crate::canonical`] gives it one).
    pub fn new(content: Vec<Block>) -> Self {
        let content = if content.is_empty() { vec![Block::Paragraph(Paragraph::default())] } else { content };
        Self { attrs: DocAttrs { version: current_version() }, content }
    }

    /// The empty article, its paragraph carrying `id`.
    pub fn empty(id: BlockId) -> Self {
        Self::new(vec![Block::Paragraph(Paragraph {
            attrs: TextAttrs { id, ..TextAttrs::default() },
            content: Vec::new(),
        })])
    }

    /// The document as JSON: keys in schema order, no spaces; equal trees give equal bytes.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self)
            .expect("string keys and no foreign types: nothing here can fail to serialise")
    }

    /// The document as a JSON value, for embedding into an answer.
    pub fn to_value(&self) -> serde_json::Value {
        serde_json::to_value(self)
            .expect("string keys and no foreign types: nothing here can fail to serialise")
    }
}
