//! `{{ words|urlencode }}`: words as a part of an address. The engine's own does the same, but slowly where
//! every letter is encoded.

use minijinja::{Environment, Value};

pub(super) fn register(engine: &mut Environment<'static>) {
    // What comes out has nothing in it that a page would have to escape.
    engine.add_filter("urlencode", |words: &str| Value::from_safe_string(text::percent::component(words)));
}
