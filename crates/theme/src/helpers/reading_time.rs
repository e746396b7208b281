//! `reading_time(3)`: how long a text takes, in words.

use minijinja::{Environment, Error, State};

use super::{locale, refusal};
use crate::LocaleError;
use crate::locales::{Arg, Locale};

/// Minutes as words: «أقل من دقيقة», «دقيقتان», «3 دقائق».
pub fn reading_time(locale: &Locale, minutes: u32) -> Result<String, LocaleError> {
    locale.try_message("reading-time", &[("n", Arg::from(minutes))])
}

pub(super) fn register(engine: &mut Environment<'static>) {
    engine.add_function("reading_time", |state: &State, minutes: u32| -> Result<String, Error> {
        reading_time(&locale(state)?, minutes).map_err(|error| refusal(error.to_string()))
    });
}
