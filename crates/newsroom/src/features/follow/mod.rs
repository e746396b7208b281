//! What there is to follow, on a page of its own.

pub mod site;
