//! Reading a document from JSON. Bounded before decoding; then checked against the schema, then against the
//! few rules a schema cannot say; only then built. A refusal names the place and the reason.

mod checks;
mod decode;
mod rules;
mod validate;

pub(crate) use checks::is_name;
pub use checks::{is_clock, is_date, is_degrees, is_lang};
pub(crate) use rules::check as check_rules;

use crate::limits;
use crate::tree::Tree;
use serde_json::Value;

/// Why a document was refused. `at` is a JSON pointer into what was sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    /// More bytes than [`limits::JSON_BYTES`].
    #[error("the document is {bytes} bytes long; the limit is {limit}", limit = limits::JSON_BYTES)]
    TooLarge {
        /// Bytes received.
        bytes: usize,
    },
    /// Nested deeper than [`limits::JSON_DEPTH`].
    #[error("the document is nested deeper than {limit} levels", limit = limits::JSON_DEPTH)]
    TooDeep,
    /// Not JSON at all.
    #[error("this is not JSON: {why}")]
    NotJson {
        /// What the decoder met, with line and column.
        why: String,
    },
    /// An object names the same key twice.
    #[error("{at}: the key \"{key}\" stands twice")]
    DuplicateKey {
        /// The object.
        at: String,
        /// The key.
        key: String,
    },
    /// Written in a version of the schema this build does not know.
    #[error("the document is written in version {found} of the schema; this build reads version {known}", known = limits::VERSION)]
    UnknownVersion {
        /// The version found.
        found: String,
    },
    /// Something in it is not as the schema says.
    #[error("{at}: {why}")]
    Refused {
        /// The place; empty for the document itself.
        at: String,
        /// The reason, in words.
        why: String,
    },
}

impl TreeError {
    /// JSON pointer of the place, where there is one.
    pub fn place(&self) -> Option<&str> {
        match self {
            Self::DuplicateKey { at, .. } | Self::Refused { at, .. } => Some(at),
            _ => None,
        }
    }
}

/// Reads a document. Attributes that are missing and optional get their defaults; anything unknown is refused.
pub fn parse(json: &str) -> Result<Tree, TreeError> {
    if json.len() > limits::JSON_BYTES {
        return Err(TreeError::TooLarge { bytes: json.len() });
    }
    if decode::depth(json) > limits::JSON_DEPTH {
        return Err(TreeError::TooDeep);
    }
    from_checked_value(decode::decode(json)?)
}

/// Reads a document from a value that is already decoded, for instance as part of a request's body.
pub fn from_value(value: Value) -> Result<Tree, TreeError> {
    if decode::value_depth(&value) > limits::JSON_DEPTH {
        return Err(TreeError::TooDeep);
    }
    from_checked_value(value)
}

fn from_checked_value(value: Value) -> Result<Tree, TreeError> {
    if let Some(found) = value.pointer("/attrs/version")
        && found.as_u64() != Some(u64::from(limits::VERSION))
    {
        return Err(TreeError::UnknownVersion { found: found.to_string() });
    }
    validate::document(&value)?;
    let tree: Tree = serde_json::from_value(value)
        .map_err(|error| TreeError::Refused { at: String::new(), why: error.to_string() })?;
    rules::check(&tree)?;
    Ok(tree)
}
