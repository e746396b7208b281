//! `{{ words|urlencode }}`: words as a part of an address. In place of the engine's own, which leaves `/` as it is and is
//! slow where every letter is encoded.

use minijinja::{Environment, Value};

pub(super) fn register(engine: &mut Environment<'static>) {
    // What comes out has nothing in it that a page would have to escape.
    engine.add_filter("urlencode", |words: &str| Value::from_safe_string(text::percent::component(words)));
}
