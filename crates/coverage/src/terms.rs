//! The words of a piece, weighed.
