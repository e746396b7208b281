//! What a person does with the content list itself: one verb a file.

mod keep_filter;

pub use keep_filter::{FilterRefused, forget_filter, keep_filter};
