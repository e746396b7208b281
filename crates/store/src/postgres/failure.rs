//! What the server's errors mean to a caller.

use deadpool_postgres::PoolError;
use tokio_postgres::Error;
use tokio_postgres::error::SqlState;

use crate::error::StoreError;

/// The event behind a driver error; `statement` is named where the text itself is at fault.
pub(crate) fn failure(statement: &'static str, error: Error) -> StoreError {
    let Some(db) = error.as_db_error() else {
        return StoreError::Database(format!("{statement}: {}", explain(&error)));
    };
    let text = db.message().to_owned();
    let what = || db.constraint().map_or_else(|| text.clone(), str::to_owned);
    match db.code() {
        &SqlState::UNIQUE_VIOLATION => StoreError::Unique { what: what() },
        &SqlState::FOREIGN_KEY_VIOLATION => StoreError::Foreign { what: what() },
        &SqlState::NOT_NULL_VIOLATION => {
            StoreError::Constraint { what: db.column().unwrap_or(&text).to_owned() }
        }
        &SqlState::CHECK_VIOLATION => StoreError::Constraint { what: what() },
        &SqlState::T_R_SERIALIZATION_FAILURE
        | &SqlState::T_R_DEADLOCK_DETECTED
        | &SqlState::LOCK_NOT_AVAILABLE
        | &SqlState::QUERY_CANCELED
        | &SqlState::TOO_MANY_CONNECTIONS
        | &SqlState::CANNOT_CONNECT_NOW => StoreError::Busy(text),
        &SqlState::DISK_FULL => StoreError::DiskFull(text),
        &SqlState::INSUFFICIENT_PRIVILEGE | &SqlState::READ_ONLY_SQL_TRANSACTION => {
            StoreError::Refused { what: format!("{statement}: {text}") }
        }
        code if code.code().starts_with("42") => StoreError::Statement { statement, reason: text },
        _ => StoreError::Database(format!("{statement}: {text}")),
    }
}

pub(crate) fn no_connection(error: PoolError) -> StoreError {
    match error {
        PoolError::Timeout(_) => StoreError::Busy("every connection is in use".into()),
        PoolError::Backend(error) => StoreError::Database(format!("no connection: {}", explain(&error))),
        other => StoreError::Database(format!("no connection: {other}")),
    }
}

/// The driver's one-line message with what caused it.
pub(crate) fn explain(error: &Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text.push_str(": ");
            text.push_str(&cause_text);
        }
        source = cause.source();
    }
    text
}
