//! `datetime(micros)` for the attribute of a `time` element, `iso(micros)` for machines elsewhere.

use minijinja::{Environment, Error, State};

use super::locale;
use crate::locales::Locale;

/// With the zone's offset: `2026-11-23T13:40:00+03:00`.
pub fn datetime(locale: &Locale, micros: i64) -> String {
    text::dates::iso(micros, &locale.voice().zone)
}

/// In universal time, the same for every reader.
pub fn iso(micros: i64) -> String {
    text::dates::iso(micros, "UTC")
}

pub(super) fn register(engine: &mut Environment<'static>) {
    engine.add_function("datetime", |state: &State, micros: i64| -> Result<String, Error> {
        Ok(datetime(&locale(state)?, micros))
    });
    engine.add_function("iso", |micros: i64| iso(micros));
}
