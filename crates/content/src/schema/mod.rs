//! The published shape of a document, derived from the types in [`crate::tree`].

mod editor;

use crate::tree::Tree;
use serde_json::Value;
use std::sync::LazyLock;

/// The JSON Schema of a document (draft 2020-12). `x-content` carries content expressions, `x-check` names the
/// checks on strings that JSON Schema has no word for.
pub fn json_schema() -> Value {
    root().clone()
}

/// A plain table for the browser's editor: every node with its attributes, defaults, allowed values and content
/// expression, and the marks in canonical order.
pub fn editor_schema() -> Value {
    editor::table(root())
}

pub(crate) fn root() -> &'static Value {
    static ROOT: LazyLock<Value> = LazyLock::new(|| schemars::schema_for!(Tree).to_value());
    &ROOT
}
