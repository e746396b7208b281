//! Which running story a piece belongs to.
