//! What stands inside a line: text with marks, and line breaks.

use super::node::{node, one_of_nodes};
use super::words::RunDir;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

one_of_nodes! {
    /// Something inside a line.
    Inline {
        /// A run of text that carries the same marks.
        "text" => Text,
        /// A line break inside a block.
        "hard_break" => HardBreak,
    }
}

/// A run of text that carries the same marks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename = "text")]
#[schemars(deny_unknown_fields, transform = node("text", ""))]
pub struct Text {
    /// The marks, in canonical order, none twice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// The characters.
    #[schemars(extend("x-check" = "text"))]
    pub text: String,
}

/// A line break inside a block. Carries no marks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename = "hard_break")]
#[schemars(deny_unknown_fields, transform = node("hard_break", ""))]
pub struct HardBreak {}

/// What a run of text carries. The order of the variants is the canonical order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
#[schemars(deny_unknown_fields)]
pub enum Mark {
    /// Strong importance.
    Bold,
    /// Stress. Arabic shows it without a slant.
    Emphasis,
    /// Struck out.
    Strike,
    /// Raised.
    Superscript,
    /// Lowered.
    Subscript,
    /// A link.
    Link {
        /// Where it leads.
        attrs: LinkAttrs,
    },
    /// A run of another language or direction, kept from disturbing the line around it.
    Isolate {
        /// Language and direction of the run.
        #[serde(default)]
        attrs: IsolateAttrs,
    },
}

/// Attributes of a link.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct LinkAttrs {
    /// `http`, `https`, `mailto`, `tel`, or an address on this site that begins with `/`.
    #[schemars(length(max = 2000), extend("x-check" = "href"))]
    pub href: String,
    /// Words shown on hover; mostly empty.
    #[serde(default)]
    #[schemars(length(max = 2000), extend("x-check" = "words"))]
    pub title: String,
}

/// Attributes of an isolated run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct IsolateAttrs {
    /// Language of the run, or empty when unknown.
    #[serde(default)]
    #[schemars(length(max = 2000), extend("x-check" = "lang"))]
    pub lang: String,
    /// Direction of the run.
    #[serde(default)]
    pub dir: RunDir,
}

impl Mark {
    /// The mark's name in the JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Bold => "bold",
            Self::Emphasis => "emphasis",
            Self::Strike => "strike",
            Self::Superscript => "superscript",
            Self::Subscript => "subscript",
            Self::Link { .. } => "link",
            Self::Isolate { .. } => "isolate",
        }
    }

    /// Place in the canonical order.
    pub fn rank(&self) -> usize {
        match self {
            Self::Bold => 0,
            Self::Emphasis => 1,
            Self::Strike => 2,
            Self::Superscript => 3,
            Self::Subscript => 4,
            Self::Link { .. } => 5,
            Self::Isolate { .. } => 6,
        }
    }

    /// A link without a title.
    pub fn link(href: impl Into<String>) -> Self {
        Self::Link { attrs: LinkAttrs { href: href.into(), title: String::new() } }
    }

    /// An isolated run.
    pub fn isolate(lang: impl Into<String>, dir: RunDir) -> Self {
        Self::Isolate { attrs: IsolateAttrs { lang: lang.into(), dir } }
    }
}

impl Inline {
    /// Plain text without marks.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(Text { text: text.into(), marks: Vec::new() })
    }

    /// Text with marks.
    pub fn marked(text: impl Into<String>, marks: Vec<Mark>) -> Self {
        Self::Text(Text { text: text.into(), marks })
    }

    /// A line break.
    pub fn hard_break() -> Self {
        Self::HardBreak(HardBreak {})
    }
}
