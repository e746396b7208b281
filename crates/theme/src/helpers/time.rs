//! `time(micros)`: the hour and minute in the voice's zone and digits.

use minijinja::{Environment, Error, State};

use super::locale;
use crate::locales::Locale;

/// «13:40».
pub fn time(locale: &Locale, micros: i64) -> String {
    text::dates::time(micros, locale.plain_voice())
}

pub(super) fn register(engine: &mut Environment<'static>) {
    engine.add_function("time", |state: &State, micros: i64| -> Result<String, Error> {
        Ok(time(&locale(state)?, micros))
    });
}
