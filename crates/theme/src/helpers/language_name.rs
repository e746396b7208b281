//! `language_name("en")`: a language's name in itself («العربية», "English"), as a switch between languages prints it.

use minijinja::Environment;

/// The language's own name for itself; the code when it is not known.
pub fn language_name(code: &str) -> String {
    text::lang::endonym(code).to_owned()
}

pub(super) fn register(engine: &mut Environment<'static>) {
    engine.add_function("language_name", |code: &str| language_name(code));
}
