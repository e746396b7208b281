//! Statements and sources found in a text.
