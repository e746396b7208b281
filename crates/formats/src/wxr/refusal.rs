//! Why an export or an item of it was refused, in words for the person who brings it in.

use thiserror::Error;

/// A place in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// The line, from 1.
    pub line: u64,
    /// The byte, from 0.
    pub byte: u64,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {} (byte {})", self.line, self.byte)
    }
}

/// The file goes no further; the items before it stand.
#[derive(Debug, Error)]
pub enum Refused {
    #[error("the file cannot be read: {0}")]
    Unreadable(#[from] std::io::Error),
    #[error("the file is in {0}; an export is in UTF-8")]
    Encoding(String),
    #[error(
        "{place}: a document type is declared; none is taken, because it can name other files and grow without end"
    )]
    DocumentType { place: Place },
    #[error("{place}: this is not WordPress's export: `{found}` stands where `{wanted}` must")]
    NotAnExport { place: Place, wanted: &'static str, found: String },
    #[error(
        "this is not WordPress's export, or its head is lost: no wp:wxr_version stands before the first item"
    )]
    NoVersion,
    #[error("the export is of version {0}; 1.0, 1.1 and 1.2 are known")]
    Version(String),
    #[error("{place}: the head cannot be read: {why}")]
    BadHead { place: Place, why: Fault },
    #[error("{place}: the head, or an element of it, has more than {limit} bytes")]
    HeadTooLarge { place: Place, limit: usize },
    #[error("{place}: the name of an element is longer than a name can be")]
    NameTooLong { place: Place },
    #[error("{place}: the file ends inside `{inside}`: it was cut off")]
    CutOff { place: Place, inside: String },
    #[error("the file is empty")]
    Empty,
    #[error("the file has more than {limit} items")]
    TooManyItems { limit: usize },
}

/// What is wrong with one item.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    #[error("it has more than {limit} bytes")]
    TooLarge { limit: usize },
    #[error("line {line}: it is not UTF-8")]
    NotUtf8 { line: u64 },
    #[error("line {line}: it is not well-formed: {why}")]
    NotXml { line: u64, why: String },
    #[error("line {line}: elements stand deeper inside one another than is allowed")]
    TooDeep { line: u64 },
    #[error("it has more than {limit} {what}")]
    TooMany { what: &'static str, limit: usize },
}
