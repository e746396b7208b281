//! Ids and the small closed vocabularies.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// A block's stable id: `[a-z0-9]{8,26}`, unique in the document. Empty (written as `null`) until
/// [`crate::canonical`] gives one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct BlockId(String);

impl BlockId {
    /// The id, when `text` has the shape of one.
    pub fn new(text: &str) -> Option<Self> {
        let shaped = (8..=26).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        shaped.then(|| Self(text.to_owned()))
    }

    /// The id that is not there yet.
    pub fn none() -> Self {
        Self::default()
    }

    /// The id as text; empty when there is none yet.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the block still waits for its id.
    pub fn is_none(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for BlockId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for BlockId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_none() { serializer.serialize_none() } else { serializer.serialize_str(&self.0) }
    }
}

impl<'de> Deserialize<'de> for BlockId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        match Option::<String>::deserialize(deserializer)? {
            None => Ok(Self::none()),
            Some(text) => Self::new(&text).ok_or_else(|| D::Error::custom("not a block id")),
        }
    }
}

impl JsonSchema for BlockId {
    fn schema_name() -> Cow<'static, str> {
        "block_id".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "null"], "pattern": "^[a-z0-9]{8,26}$", "x-check": "id" })
    }
}

/// Level of a heading inside an article (the headline itself is level 1 and is not in the tree).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum HeadingLevel {
    /// A part of the article.
    #[default]
    Two,
    /// A part of a part; also the title of a fact box.
    Three,
    /// The deepest level.
    Four,
}

impl TryFrom<u8> for HeadingLevel {
    type Error = &'static str;
    fn try_from(level: u8) -> Result<Self, Self::Error> {
        match level {
            2 => Ok(Self::Two),
            3 => Ok(Self::Three),
            4 => Ok(Self::Four),
            _ => Err("a heading's level is 2, 3 or 4"),
        }
    }
}

impl From<HeadingLevel> for u8 {
    fn from(level: HeadingLevel) -> u8 {
        match level {
            HeadingLevel::Two => 2,
            HeadingLevel::Three => 3,
            HeadingLevel::Four => 4,
        }
    }
}

impl JsonSchema for HeadingLevel {
    fn schema_name() -> Cow<'static, str> {
        "heading_level".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "enum": [2, 3, 4] })
    }
}

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $word)] $variant),+
        }

        impl $name {
            /// Every word of the vocabulary, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word as written in the JSON.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }
            fn inline_schema() -> bool {
                true
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "enum": [$($word),+] })
            }
        }
    };
}

vocabulary! {
    /// Direction of a block.
    Dir {
        /// Right to left.
        #[default]
        Rtl = "rtl",
        /// Left to right.
        Ltr = "ltr",
    }
}

vocabulary! {
    /// Direction of an isolated run inside a line.
    RunDir {
        /// Decided by the run's first strong letter.
        #[default]
        Auto = "auto",
        /// Left to right.
        Ltr = "ltr",
        /// Right to left.
        Rtl = "rtl",
    }
}

vocabulary! {
    /// On whose authority the words of a statement stand.
    Authority {
        /// Heard or read by us directly.
        #[default]
        Said = "said",
        /// Reported by somebody else.
        Reported = "reported",
        /// Written in a document.
        Document = "document",
        /// Heard in a recording.
        Recording = "recording",
    }
}

vocabulary! {
    /// How wide a picture stands.
    PictureSize {
        /// As wide as the text.
        #[default]
        Body = "body",
        /// Wider than the text where there is room.
        Wide = "wide",
    }
}

vocabulary! {
    /// Why another article is named inside this one.
    RelatedKind {
        /// «اقرأ أيضًا».
        #[default]
        ReadAlso = "read_also",
    }
}
