//! Fronts: the first page of an edition.

pub mod site;
