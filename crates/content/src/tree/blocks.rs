//! The blocks.

use super::attached::{Audio, File, Map};
use super::inline::Inline;
use super::node::{node, one_of_nodes};
use super::table::Table;
use super::words::{Authority, BlockId, Dir, HeadingLevel, PictureSize, RelatedKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

one_of_nodes! {
    /// What stands on its own line at the top of a document.
    Block {
        /// Running text.
        "paragraph" => Paragraph,
        /// A heading.
        "heading" => Heading,
        /// A list.
        "list" => List,
        /// A plain block quotation.
        "quote" => Quote,
        /// An attributed quotation.
        "statement" => Statement,
        /// A picture.
        "picture" => Picture,
        /// Pictures that are looked at together.
        "gallery" => Gallery,
        /// A fact box.
        "facts" => Facts,
        /// Another article, named in the text.
        "related" => Related,
        /// A table.
        "table" => Table,
        /// Something of another site, loaded on a tap.
        "embed" => Embed,
        /// A recording that is heard.
        "audio" => Audio,
        /// A place on the earth.
        "map" => Map,
        /// A document to download.
        "file" => File,
        /// A break between parts.
        "rule" => Rule,
    }
}

one_of_nodes! {
    /// What stands in a list item: a paragraph first, then paragraphs and lists.
    ItemBlock {
        /// Running text.
        "paragraph" => Paragraph,
        /// A list inside the item.
        "list" => List,
    }
}

one_of_nodes! {
    /// What stands in a fact box: a heading at most, first; then paragraphs and lists.
    FactsBlock {
        /// The box's title, level 3.
        "heading" => Heading,
        /// Running text.
        "paragraph" => Paragraph,
        /// A list.
        "list" => List,
    }
}

/// Attributes of a block that holds or wraps text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct TextAttrs {
    /// Stable id.
    #[serde(default)]
    pub id: BlockId,
    /// Language, when it is not the document's.
    #[serde(default)]
    #[schemars(length(max = 2000), extend("x-check" = "lang"))]
    pub lang: Option<String>,
    /// Direction, when it is not the document's.
    #[serde(default)]
    pub dir: Option<Dir>,
}

/// Attributes of a block that has nothing but its id.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct IdAttrs {
    /// Stable id.
    #[serde(default)]
    pub id: BlockId,
}

/// Running text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename = "paragraph")]
#[schemars(deny_unknown_fields, transform = node("paragraph", "inline*"))]
pub struct Paragraph {
    /// Attributes.
    #[serde(default)]
    pub attrs: TextAttrs,
    /// The line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub content: Vec<Inline>,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename = "heading")]
#[schemars(deny_unknown_fields, transform = node("heading", "inline*"))]
pub struct Heading {
    /// Attributes.
    #[serde(default)]
    pub attrs: HeadingAttrs,
    /// The line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub content: Vec<Inline>,
}

/// Attributes of a heading.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct HeadingAttrs {
    /// Stable id.
    #[serde(default)]
    pub id: BlockId,
    /// Language, when it is not the document's.
    #[serde(default)]
    #[schemars(length(max = 2000), extend("x-check" = "lang"))]
    pub lang: Option<String>,
    /// Direction, when it is not the document's.
    #[serde(default)]
    pub dir: Option<Dir>,
    /// 2, 3 or 4.
    #[serde(default)]
    pub level: HeadingLevel,
}

/// A list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename = "list")]
#[schemars(deny_unknown_fields, transform = node("list", "item+"))]
pub struct List {
    /// Attributes.
    #[serde(default)]
    pub attrs: ListAttrs,
    /// The items.
    #[schemars(length(min = 1))]
    pub content: Vec<Item>,
}

/// Attributes of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct ListAttrs {
    /// Stable id.
    #[serde(default)]
    pub id: BlockId,
    /// Whether the order of the items counts.
    #[serde(default)]
    pub ordered: bool,
}

/// One item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename = "item")]
#[schemars(deny_unknown_fields, transform = node("item", "paragraph (paragraph|list)*"))]
pub struct Item {
    /// Attributes.
    #[serde(default)]
    pub attrs: IdAttrs,
    /// A paragraph, then paragraphs and lists.
    #[schemars(length(min = 1))]
    pub content: Vec<ItemBlock>,
}

/// A plain block quotation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename = "quote")]
#[schemars(deny_unknown_fields, transform = node("quote", "paragraph+"))]
pub struct Quote {
    /// Attributes.
    #[serde(default)]
    pub attrs: TextAttrs,
    /// The words.
    #[schemars(length(min = 1))]
    pub content: Vec<Paragraph>,
}

/// An attributed quotation: somebody's words, and who said them, where, when, on whose authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename = "statement")]
#[schemars(deny_unknown_fields, transform = node("statement", "paragraph+"))]
pub struct Statement {
    /// Attributes.
    #[serde(default)]
    pub attrs: StatementAttrs,
    /// The words, as spoken or written.
    #[schemars(length(min = 1))]
    pub content: Vec<Paragraph>,
}

/// Attributes of a statement. A string is empty when the fact is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
#[serde(default)]
pub struct StatementAttrs {
    /// Stable id.
    pub id: BlockId,
    /// Language of the words, when it is not the document's.
    #[schemars(length(max = 2000), extend("x-check" = "lang"))]
    pub lang: Option<String>,
    /// Direction of the words, when it is not the document's.
    pub dir: Option<Dir>,
    /// Who said it.
    #[schemars(length(max = 2000), extend("x-check" = "words"))]
    pub speaker: String,
    /// In what role.
    #[schemars(length(max = 2000), extend("x-check" = "words"))]
    pub role: String,
    /// To whom.
    #[schemars(length(max = 2000), extend("x-check" = "words"))]
    pub to: String,
    /// Where.
    #[schemars(length(max = 2000), extend("x-check" = "words"))]
    pub place: String,
    /// When: an ISO date, a date and time, a month or a year.
    #[schemars(length(max = 2000), extend("x-check" = "date"))]
    pub date: String,
    /// Through which source it came.
    #[schemars(length(max = 2000), extend("x-check" = "words"))]
    pub source: String,
    /// On whose authority it stands.
    pub authority: Authority,
    /// Address of the source; empty when there is none.
    #[schemars(length(max = 2000), extend("x-check" = "href?"))]
    pub href: String,
    /// Id of the statement's own record.
    #[schemars(length(max = 2000), extend("x-check" = "words"))]
    pub statement: Option<String>,
}

/// A picture of the media library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename = "picture")]
#[schemars(deny_unknown_fields, transform = node("picture", ""))]
pub struct Picture {
    /// Attributes.
    pub attrs: PictureAttrs,
}

/// Attributes of a picture. The strings override the media's own when they are not empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct PictureAttrs {
    /// Stable id.
    #[serde(default)]
    pub id: BlockId,
    /// Id of the media.
    #[schemars(length(max = 2000), extend("x-check" = "name"))]
    pub media: String,
    /// Words under the picture.
    #[serde(default)]
    #[schemars(length(max = 2000), extend("x-check" = "words"))]
    pub caption: String,
    /// Words instead of the picture.
    #[serde(default)]
    #[schemars(length(max = 2000), extend("x-check" = "words"))]
    pub alt: String,
    /// Whose picture it is.
    #[serde(default)]
    #[schemars(length(max = 2000), extend("x-check" = "words"))]
    pub credit: String,
    /// How wide it stands.
    #[serde(default)]
    pub size: PictureSize,
}

/// Pictures that are looked at together, in their order. One picture alone is no gallery. (The expression allows an editor
/// to pass through fewer on its way to a sound document.)
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename = "gallery")]
#[schemars(deny_unknown_fields, transform = node("gallery", "picture*"))]
pub struct Gallery {
    /// Attributes.
    #[serde(default)]
    pub attrs: IdAttrs,
    /// The pictures.
    #[schemars(length(min = 2, max = 60))]
    pub content: Vec<Picture>,
}

/// A fact box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename = "facts")]
#[schemars(deny_unknown_fields, transform = node("facts", "heading? (paragraph|list)+"))]
pub struct Facts {
    /// Attributes.
    #[serde(default)]
    pub attrs: IdAttrs,
    /// A heading at most, then paragraphs and lists.
    #[schemars(length(min = 1))]
    pub content: Vec<FactsBlock>,
}

/// Another article, named in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename = "related")]
#[schemars(deny_unknown_fields, transform = node("related", ""))]
pub struct Related {
    /// Attributes.
    pub attrs: RelatedAttrs,
}

/// Attributes of a related article.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct RelatedAttrs {
    /// Stable id.
    #[serde(default)]
    pub id: BlockId,
    /// Id of the article.
    #[schemars(length(max = 2000), extend("x-check" = "name"))]
    pub article: String,
    /// Why it is named.
    #[serde(default)]
    pub kind: RelatedKind,
}

/// Something of another site. The page shows its title and asks before it loads anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename = "embed")]
#[schemars(deny_unknown_fields, transform = node("embed", ""))]
pub struct Embed {
    /// Attributes.
    pub attrs: EmbedAttrs,
}

/// Attributes of an embed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
pub struct EmbedAttrs {
    /// Stable id.
    #[serde(default)]
    pub id: BlockId,
    /// Its address; `https` only.
    #[schemars(length(max = 2000), extend("x-check" = "https"))]
    pub href: String,
    /// Whose it is, in words.
    #[serde(default)]
    #[schemars(length(max = 2000), extend("x-check" = "words"))]
    pub provider: String,
    /// What it is, in words.
    #[serde(default)]
    #[schemars(length(max = 2000), extend("x-check" = "words"))]
    pub title: String,
}

/// A break between parts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename = "rule")]
#[schemars(deny_unknown_fields, transform = node("rule", ""))]
pub struct Rule {
    /// Attributes.
    #[serde(default)]
    pub attrs: IdAttrs,
}

impl Block {
    /// The block's name in the JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Paragraph(_) => "paragraph",
            Self::Heading(_) => "heading",
            Self::List(_) => "list",
            Self::Quote(_) => "quote",
            Self::Statement(_) => "statement",
            Self::Picture(_) => "picture",
            Self::Gallery(_) => "gallery",
            Self::Facts(_) => "facts",
            Self::Related(_) => "related",
            Self::Table(_) => "table",
            Self::Embed(_) => "embed",
            Self::Audio(_) => "audio",
            Self::Map(_) => "map",
            Self::File(_) => "file",
            Self::Rule(_) => "rule",
        }
    }

    /// The block's id.
    pub fn id(&self) -> &BlockId {
        match self {
            Self::Paragraph(b) => &b.attrs.id,
            Self::Heading(b) => &b.attrs.id,
            Self::List(b) => &b.attrs.id,
            Self::Quote(b) => &b.attrs.id,
            Self::Statement(b) => &b.attrs.id,
            Self::Picture(b) => &b.attrs.id,
            Self::Gallery(b) => &b.attrs.id,
            Self::Facts(b) => &b.attrs.id,
            Self::Related(b) => &b.attrs.id,
            Self::Table(b) => &b.attrs.id,
            Self::Embed(b) => &b.attrs.id,
            Self::Audio(b) => &b.attrs.id,
            Self::Map(b) => &b.attrs.id,
            Self::File(b) => &b.attrs.id,
            Self::Rule(b) => &b.attrs.id,
        }
    }

    /// A paragraph of plain text, without an id.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph(Paragraph::of(vec![Inline::text(text)]))
    }
}

impl Paragraph {
    /// A paragraph of this line, without an id.
    pub fn of(content: Vec<Inline>) -> Self {
        Self { attrs: TextAttrs::default(), content }
    }
}
