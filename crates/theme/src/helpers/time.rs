//! `time(micros)`: the hour and minute in the voice's zone and digits.

use crate::text_shim as text;
use minijinja::{Environment, Error, State};

use super::locale;
use crate::locales::Locale;

/// «13:40».
pub fn time(locale: &Locale, micros: i64) -> String {
    let voice = locale.voice();
    text::dates::time(micros, &voice.zone, &voice.date_style())
}

pub(super) fn register(engine: &mut Environment<'static>) {
    engine.add_function("time", |state: &State, micros: i64| -> Result<String, Error> {
        Ok(time(&locale(state)?, micros))
    });
}
