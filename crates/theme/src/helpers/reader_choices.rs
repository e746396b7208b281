//! `reader_choices()`: the few words of script that run before a page is painted and set the colours and the size its
//! reader chose. They stand in the page, because asking for them would hold the first paint back by a whole round trip;
//! and they are the same in every theme, because a policy names them by their hash and by nothing else.

use minijinja::{Environment, Value};

/// What runs, to the byte: a policy that allows it names the SHA-256 of exactly this.
pub const READER_CHOICES: &str = include_str!("reader_choices.js");

pub(super) fn register(engine: &mut Environment<'static>) {
    let element = format!("<script>{READER_CHOICES}</script>");
    engine.add_function("reader_choices", move || Value::from_safe_string(element.clone()));
}
