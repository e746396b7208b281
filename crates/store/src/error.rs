//! What can go wrong with the database, in events a caller can act on.

/// A failed question or change. Cloneable, because one failed commit answers every piece of work in its group.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// A question that must have one answer had none.
    #[error("{statement}: no row")]
    NoRow { statement: &'static str },
    /// A question that may have one answer had several.
    #[error("{statement}: more than one row")]
    ManyRows { statement: &'static str },
    /// A row with the same unique key exists. `what` names the key as the database does: for logs, not for logic.
    #[error("a row with this key exists already ({what})")]
    Unique { what: String },
    /// A row points at one that is not there, or one that is pointed at was removed.
    #[error("a row that is referred to is missing, or is still referred to ({what})")]
    Foreign { what: String },
    /// A value is missing or outside what its column allows.
    #[error("a value is refused by its column ({what})")]
    Constraint { what: String },
    /// The database is locked, overloaded or in conflict with another change: the same act may succeed later.
    #[error("the database is busy: {0}")]
    Busy(String),
    /// The disk is full. Reads go on; writes work again when there is space.
    #[error("the disk is full: {0}")]
    DiskFull(String),
    /// The disk failed. Whether the last change is on it is unknown, so it was not acknowledged.
    #[error("the disk failed: {0}")]
    Disk(String),
    /// After a failed disk write nothing is written until the program is started again; reads go on.
    #[error("writes have stopped after a disk failure; restart after checking the disk")]
    WritesStopped,
    /// A piece of work awaited something other than its transaction.
    #[error("a transaction waited for something other than its own statements; it was rolled back")]
    WaitedInTransaction,
    /// A piece of work panicked inside its transaction, which was rolled back.
    #[error("a transaction panicked and was rolled back: {0}")]
    Panicked(String),
    /// A statement in this transaction failed earlier; both databases then allow nothing but giving up.
    #[error("the transaction cannot go on after a failed statement: {0}")]
    AfterFailure(String),
    /// Text holds a NUL character, which one of the two databases cannot keep.
    #[error("{statement}: parameter ${parameter} holds a NUL character")]
    NulInText { statement: &'static str, parameter: usize },
    /// The statement takes another number of parameters.
    #[error("{statement}: takes {expected} parameters, was given {given}")]
    Parameters { statement: &'static str, expected: usize, given: usize },
    /// A column was read as something it is not, or is null where a value is needed.
    #[error("{statement}: column {index} ({column}): {reason}")]
    Column { statement: &'static str, index: usize, column: String, reason: String },
    /// The statement's own text is wrong (a placeholder, a fragment, or the database's opinion of it).
    #[error("{statement}: {reason}")]
    Statement { statement: &'static str, reason: String },
    /// The connection may not do this: the published connection beyond its tables, or a write through a reader.
    #[error("refused by the database: {what}")]
    Refused { what: String },
    /// The list of migrations and the database do not fit.
    #[error("migration {number:04} ({name}): {reason}")]
    Migration { number: i64, name: String, reason: String },
    /// The configuration cannot be used.
    #[error("database configuration: {0}")]
    Config(String),
    /// Anything else that the database said.
    #[error("database: {0}")]
    Database(String),
}

impl StoreError {
    /// Is this a violated unique key?
    pub fn is_unique(&self) -> bool {
        matches!(self, StoreError::Unique { .. })
    }

    /// Was the engine asked for something this connection may not do?
    pub fn is_refused(&self) -> bool {
        matches!(self, StoreError::Refused { .. })
    }

    /// May the same act succeed if tried again in a moment?
    pub fn is_busy(&self) -> bool {
        matches!(self, StoreError::Busy(_))
    }

    /// Does the disk take nothing now: full, failed, or stopped after it failed?
    pub fn is_of_the_disk(&self) -> bool {
        matches!(self, StoreError::DiskFull(_) | StoreError::Disk(_) | StoreError::WritesStopped)
    }

    /// Did the engine itself fail the statement, so that its transaction is over?
    pub(crate) fn ends_transaction(&self) -> bool {
        !matches!(
            self,
            StoreError::NoRow { .. }
                | StoreError::ManyRows { .. }
                | StoreError::NulInText { .. }
                | StoreError::Parameters { .. }
                | StoreError::Column { .. }
                | StoreError::AfterFailure(_)
        )
    }
}
