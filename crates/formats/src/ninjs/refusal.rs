//! Why a file or an item was refused, in words for the person who runs the feed.

use thiserror::Error;

/// The file as a whole could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refused {
    #[error("the file has {bytes} bytes; the limit is {limit}")]
    TooLarge { bytes: usize, limit: usize },
    #[error("the file is not UTF-8: byte {at} begins no character")]
    NotUtf8 { at: usize },
    #[error("the file is not JSON: line {line}, column {column}: {why}")]
    NotJson { line: usize, column: usize, why: String },
    #[error("the file is empty")]
    Empty,
    #[error("the file has more than {limit} items")]
    TooManyItems { limit: usize },
    #[error("the file holds more than {limit} values")]
    TooManyValues { limit: usize },
    #[error("the file holds {found}, where an item or an array of items must be")]
    NotItems { found: &'static str },
}

/// One item was refused; the others of its file were not.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("item {index}{}: {}{why}", .uri.as_ref().map(|uri| format!(" ({uri})")).unwrap_or_default(), at(.place))]
pub struct ItemRefused {
    /// Its place in the file, from 0.
    pub index: usize,
    pub uri: Option<String>,
    /// The member at fault, as a JSON pointer; empty for the item itself.
    pub place: String,
    pub why: Fault,
}

fn at(place: &str) -> String {
    if place.is_empty() { String::new() } else { format!("at {place}: ") }
}

/// What is wrong with an item.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    #[error("the member `{0}` is missing")]
    Missing(&'static str),
    #[error("{found} stands where {wanted} must be")]
    WrongType { wanted: &'static str, found: &'static str },
    #[error("this is not an absolute address (URI)")]
    NotUri,
    #[error("this is not a date and time with an offset, as in 2026-11-23T13:40:00+03:00")]
    NotDateTime,
    #[error("this is not a date, as in 2026, 2026-11, 2026-11-23 or 2026-11-23T13:40:00")]
    NotDate,
    #[error("this must be one of: {}", allowed.join(", "))]
    NotOneOf { allowed: &'static [&'static str] },
    #[error("this must be a whole number from {least} to {most}")]
    OutOfRange { least: i64, most: i64 },
    #[error("the standard has no such member here")]
    UnknownMember,
    #[error("the member is given twice")]
    DuplicateMember,
    #[error("objects and arrays stand deeper inside one another than is allowed")]
    TooDeep,
    #[error("{0}")]
    Choice(&'static str),
    #[error("the line is not JSON: column {column}: {why}")]
    NotJson { column: usize, why: String },
}
