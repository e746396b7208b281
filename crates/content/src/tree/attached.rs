//! Blocks that lead to something beside the text: a recording, a place, a document.

use super::blocks::{Paragraph, Picture};
use super::node::node;
use super::words::BlockId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A recording that is heard, with the words that are said in it. Nothing of it is loaded before a tap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename = "audio")]
#[schemars(deny_unknown_fields, transform = node("audio", "paragraph+"))]
pub struct Audio {
    /// Attributes.
    pub attrs: AudioAttrs,
    /// The words that are said; one empty paragraph when they are not written down.
    #[schemars(length(min = 1))]
    pub content: Vec<Paragraph>,
}

/// Attributes of a recording.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct AudioAttrs {
    /// Stable id.
    #[serde(default)]
    pub id: BlockId,
    /// Whose recording it is.
    #[serde(default)]
    #[schemars(length(max = 2000), extend("x-check" = "words"))]
    pub credit: String,
    /// Address of its file, or of the page of another site that plays it; `https` only.
    #[schemars(length(max = 2000), extend("x-check" = "https"))]
    pub href: String,
    /// Whose page it is, in words; of a file it is not said.
    #[serde(default)]
    #[schemars(length(max = 2000), extend("x-check" = "words"))]
    pub provider: String,
    /// What is heard, in words.
    #[serde(default)]
    #[schemars(length(max = 2000), extend("x-check" = "words"))]
    pub title: String,
    /// How long it is, as a clock shows it: `4:05`, `1:02:03`; empty when that is unknown.
    #[serde(default)]
    #[schemars(length(max = 2000), extend("x-check" = "clock"))]
    pub length: String,
}

/// A place on the earth, with a drawn map of ours at most. The way to it opens on a tap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename = "map")]
#[schemars(deny_unknown_fields, transform = node("map", "picture?"))]
pub struct Map {
    /// Attributes.
    pub attrs: MapAttrs,
    /// The drawn map, where there is one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 1))]
    pub content: Vec<Picture>,
}

/// Attributes of a place. Degrees are decimal, so that they stay as they were written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct MapAttrs {
    /// Stable id.
    #[serde(default)]
    pub id: BlockId,
    /// Its name.
    #[serde(default)]
    #[schemars(length(max = 2000), extend("x-check" = "words"))]
    pub place: String,
    /// What there is to know of it here.
    #[serde(default)]
    #[schemars(length(max = 2000), extend("x-check" = "words"))]
    pub caption: String,
    /// Degrees north of the equator, -90 to 90.
    #[schemars(length(max = 2000), extend("x-check" = "latitude"))]
    pub latitude: String,
    /// Degrees east of Greenwich, -180 to 180.
    #[schemars(length(max = 2000), extend("x-check" = "longitude"))]
    pub longitude: String,
}

/// A document to download.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename = "file")]
#[schemars(deny_unknown_fields, transform = node("file", ""))]
pub struct File {
    /// Attributes.
    pub attrs: FileAttrs,
}

/// Attributes of a document to download.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct FileAttrs {
    /// Stable id.
    #[serde(default)]
    pub id: BlockId,
    /// Its address: `https`, or a path of this site.
    #[schemars(length(max = 2000), extend("x-check" = "file"))]
    pub href: String,
    /// What it is, in words.
    #[serde(default)]
    #[schemars(length(max = 2000), extend("x-check" = "words"))]
    pub title: String,
    /// Of what kind, in words: `PDF`.
    #[serde(default)]
    #[schemars(length(max = 2000), extend("x-check" = "words"))]
    pub format: String,
    /// How large, in words: `2.4 MB`.
    #[serde(default)]
    #[schemars(length(max = 2000), extend("x-check" = "words"))]
    pub weight: String,
}

impl Audio {
    /// A recording whose words are not written down.
    pub fn of(attrs: AudioAttrs) -> Self {
        Self { attrs, content: vec![Paragraph::default()] }
    }
}
