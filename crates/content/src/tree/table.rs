//! Tables: rectangular, small, without merged cells.

use super::inline::Inline;
use super::node::node;
use super::words::BlockId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A rectangular table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename = "table")]
#[schemars(deny_unknown_fields, transform = node("table", "row+"))]
pub struct Table {
    /// Attributes.
    #[serde(default)]
    pub attrs: TableAttrs,
    /// Rows of equally many cells.
    #[schemars(length(min = 1))]
    pub content: Vec<Row>,
}

/// Attributes of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct TableAttrs {
    /// Stable id.
    #[serde(default)]
    pub id: BlockId,
    /// Whether the first row holds the columns' titles.
    #[serde(default)]
    pub header: bool,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename = "row")]
#[schemars(deny_unknown_fields, transform = node("row", "cell+"))]
pub struct Row {
    /// Nothing yet.
    #[serde(default, skip_serializing)]
    pub attrs: NoAttrs,
    /// The cells.
    #[schemars(length(min = 1))]
    pub content: Vec<Cell>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename = "cell")]
#[schemars(deny_unknown_fields, transform = node("cell", "inline*"))]
pub struct Cell {
    /// Nothing yet.
    #[serde(default, skip_serializing)]
    pub attrs: NoAttrs,
    /// What the cell says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub content: Vec<Inline>,
}

/// Attributes of a node that has none.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct NoAttrs {}

impl Row {
    /// A row of these cells.
    pub fn new(content: Vec<Cell>) -> Self {
        Self { attrs: NoAttrs {}, content }
    }
}

impl Cell {
    /// A cell that says this.
    pub fn new(content: Vec<Inline>) -> Self {
        Self { attrs: NoAttrs {}, content }
    }
}
