//! `digits(4.5)`, `digits("13:40")`: a generated number in the voice's digits.

use minijinja::{Environment, Error, State, Value};

use super::locale;
use crate::locales::Locale;

/// The same text with 0–9 in the voice's digits. Never for what a person typed.
pub fn digits(locale: &Locale, generated: &str) -> String {
    text::digits::localise(generated, locale.voice().digits)
}

pub(super) fn register(engine: &mut Environment<'static>) {
    engine.add_function("digits", |state: &State, generated: Value| -> Result<String, Error> {
        Ok(digits(&locale(state)?, &generated.to_string()))
    });
}
