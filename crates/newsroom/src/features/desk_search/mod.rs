//! The desk searches what is written and not only what is published, in an index of its own, in a folder of its own.
//!
//! Readers' pages have no way to it: a [`DeskIndex`] is no part of [`App`](crate::app::App), which is all that the site's
//! handlers are given. It is made once, when the program starts, and handed to the desk's table of routes and to the consumer
//! that feeds it. What it finds are ids: what stands under them is read and judged where it is shown.

mod documents;
mod index;
mod store;

pub(crate) use documents::documents;
pub use index::{DeskIndex, Question};
pub(crate) use store::ids_after;
