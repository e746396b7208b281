//! `count(52, "comments")`: a whole phrase in the right plural form, from the message `count-comments`.

use minijinja::{Environment, Error, State};

use super::{locale, refusal};
use crate::LocaleError;
use crate::locales::{Arg, Locale};

/// The phrase for so many of a noun («52 خبرًا»): digits of the voice, the number glued to its noun.
pub fn count(locale: &Locale, number: u64, noun: &str) -> Result<String, LocaleError> {
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    locale.try_message(&format!("count-{noun}"), &[("n", Arg::Number(number))])
}

pub(super) fn register(engine: &mut Environment<'static>) {
    engine.add_function("count", |state: &State, number: u64, noun: &str| -> Result<String, Error> {
        count(&locale(state)?, number, noun).map_err(|error| refusal(error.to_string()))
    });
}
