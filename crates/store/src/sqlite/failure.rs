//! What SQLite's errors mean to a caller.

use rusqlite::{Error, ErrorCode, ffi};

use crate::error::StoreError;

/// The event behind a driver error; `statement` is named where the text itself is at fault.
pub(crate) fn failure(statement: &'static str, error: Error) -> StoreError {
    match error {
        Error::SqliteFailure(code, message) => from_code(statement, code, message),
        Error::SqlInputError { error, msg, .. } => from_code(statement, error, Some(msg)),
        other => StoreError::Statement { statement, reason: other.to_string() },
    }
}

fn from_code(statement: &'static str, code: ffi::Error, message: Option<String>) -> StoreError {
    let text = message.unwrap_or_else(|| code.to_string());
    let what = || text.rsplit(": ").next().unwrap_or(&text).to_owned();
    match code.code {
        ErrorCode::ConstraintViolation => match code.extended_code {
            ffi::SQLITE_CONSTRAINT_UNIQUE
            | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
            | ffi::SQLITE_CONSTRAINT_ROWID => StoreError::Unique { what: what() },
            ffi::SQLITE_CONSTRAINT_FOREIGNKEY => StoreError::Foreign { what: text },
            _ => StoreError::Constraint { what: what() },
        },
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy(text),
        ErrorCode::DiskFull => StoreError::DiskFull(text),
        ErrorCode::SystemIoFailure | ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => {
            StoreError::Disk(format!("{text} (code {})", code.extended_code))
        }
        ErrorCode::AuthorizationForStatementDenied | ErrorCode::ReadOnly | ErrorCode::PermissionDenied => {
            StoreError::Refused { what: format!("{statement}: {text}") }
        }
        // A refused function has no code of its own.
        ErrorCode::Unknown if text.starts_with("not authorized") => {
            StoreError::Refused { what: format!("{statement}: {text}") }
        }
        ErrorCode::Unknown => StoreError::Statement { statement, reason: text },
        _ => StoreError::Database(format!("{statement}: {text}")),
    }
}
