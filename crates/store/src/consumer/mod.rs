//! Readers of the log.
