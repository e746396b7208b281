//! Cuts a file into items: one object, an array, or one object to a line.

use std::cell::Cell;

use super::json::{self, Json, MOST_VALUES, Unreadable};
use super::{Fault, Limits, Refused};

/// The tree of each item. A line that is not JSON is refused by itself; a fault in an array or a single object leaves
/// nothing that could be trusted, so the file is refused.
pub fn items(bytes: &[u8], limits: &Limits) -> Result<Vec<Result<Json, Fault>>, Refused> {
    let text = decoded(bytes, limits)?;
    let depth = limits.depth.clamp(1, 100);
    let values = Cell::new(MOST_VALUES);
    if is_one_to_a_line(text) {
        return lines(text, depth, limits.items, &values);
    }
    let tree = json::read(text, depth, &values).map_err(|why| match why {
        Unreadable::TooManyValues => Refused::TooManyValues { limit: MOST_VALUES },
        Unreadable::Syntax(error) => {
            Refused::NotJson { line: error.line(), column: error.column(), why: plain(&error) }
        }
    })?;
    match tree {
        Json::List(items) if items.len() > limits.items => Err(Refused::TooManyItems { limit: limits.items }),
        Json::List(items) => Ok(items.into_iter().map(Ok).collect()),
        Json::Object(_) => Ok(vec![Ok(tree)]),
        other => Err(Refused::NotItems { found: other.name() }),
    }
}

fn decoded<'a>(bytes: &'a [u8], limits: &Limits) -> Result<&'a str, Refused> {
    if bytes.len() > limits.bytes {
        return Err(Refused::TooLarge { bytes: bytes.len(), limit: limits.bytes });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| Refused::NotUtf8 { at: error.valid_up_to() })?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if text.trim().is_empty() { Err(Refused::Empty) } else { Ok(text) }
}

/// Several lines that all open an object: no other JSON text looks so.
fn is_one_to_a_line(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let (first, second) = (lines.next(), lines.next());
    second.is_some()
        && first.into_iter().chain(second).chain(lines).all(|line| line.starts_with('{') && line.len() > 1)
}

fn lines(
    text: &str,
    depth: usize,
    most: usize,
    values: &Cell<usize>,
) -> Result<Vec<Result<Json, Fault>>, Refused> {
    let mut items = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if items.len() == most {
            return Err(Refused::TooManyItems { limit: most });
        }
        items.push(match json::read(line, depth, values) {
            Ok(tree) => Ok(tree),
            Err(Unreadable::TooManyValues) => return Err(Refused::TooManyValues { limit: MOST_VALUES }),
            Err(Unreadable::Syntax(error)) => {
                Err(Fault::NotJson { column: error.column(), why: plain(&error) })
            }
        });
    }
    Ok(items)
}

/// The message without the place, which is told apart.
fn plain(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message).to_owned()
}
