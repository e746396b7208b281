//! `date(micros)`, `date(micros, "short")`, `hijri(micros)`: days in words, in the voice's months, digits and zone.

use minijinja::{Environment, Error, State};

use super::{locale, refusal};
use crate::locales::Locale;

/// «الاثنين، 23 نوفمبر 2026».
pub fn date(locale: &Locale, micros: i64) -> String {
    text::dates::long_date(micros, locale.plain_voice())
}

/// «23 نوفمبر».
pub fn date_in_short(locale: &Locale, micros: i64) -> String {
    text::dates::short_date(micros, locale.plain_voice())
}

/// «13 جمادى الآخرة 1448 هـ»; nothing when the voice has no Hijri dates.
pub fn hijri(locale: &Locale, micros: i64) -> Option<String> {
    locale.voice().hijri.then(|| text::dates::hijri_date(micros, locale.voice()))
}

pub(super) fn register(engine: &mut Environment<'static>) {
    engine.add_function("date", |state: &State, micros: i64, form: Option<&str>| -> Result<String, Error> {
        match form {
            None | Some("long") => Ok(date(&locale(state)?, micros)),
            Some("short") => Ok(date_in_short(&locale(state)?, micros)),
            Some(other) => Err(refusal(format!("a date is long or short, not {other:?}"))),
        }
    });
    engine.add_function("hijri", |state: &State, micros: i64| -> Result<Option<String>, Error> {
        Ok(hijri(&locale(state)?, micros))
    });
}
