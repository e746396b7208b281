//! The desk's own words, in the language of whoever is at it.

use std::sync::Arc;

use axum::http::{HeaderMap, header};
use theme::{Arg, Locale};

use crate::app::App;

/// The languages the desk speaks.
pub const LANGUAGES: [&str; 2] = ["ar", "en"];

/// Says what a screen says.
#[derive(Clone)]
pub struct Words(Arc<Locale>);

impl Words {
    /// In the language a person chose, or else the first of ours that their browser asks for.
    pub fn of(app: &App, chosen: &str, headers: &HeaderMap) -> Words {
        let asked =
            headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let mut wanted = std::iter::once(chosen)
            .chain(asked.split(','))
            .map(|part| part.split([';', '-']).next().unwrap_or_default().trim().to_ascii_lowercase());
        let lang = wanted.find(|lang| LANGUAGES.contains(&lang.as_str()));
        Words(app.locales.get(lang.as_deref().unwrap_or("ar")))
    }

    /// A message.
    pub fn say(&self, id: &str) -> String {
        self.0.message(id, &[])
    }

    /// The message whose id ends so.
    pub fn say_in(&self, group: &str, name: &str) -> String {
        self.say(&format!("{group}{name}"))
    }

    /// A message with one name in it.
    pub fn say_of(&self, id: &str, name: &str) -> String {
        self.0.message(id, &[("name", Arg::from(name))])
    }

    /// What stands between the names of a list.
    pub fn comma(&self) -> &'static str {
        if self.dir() == "rtl" { "، " } else { ", " }
    }

    /// A message that counts.
    pub fn count(&self, id: &str, count: &i64) -> String {
        self.0.message(id, &[("n", Arg::from(*count))])
    }

    /// The language's code.
    pub fn lang(&self) -> &str {
        self.0.code()
    }

    /// `rtl` or `ltr`.
    pub fn dir(&self) -> &'static str {
        self.0.dir().as_str()
    }

    /// A day, as people say it.
    pub fn day(&self, micros: &i64) -> String {
        text::dates::date(*micros, self.0.voice())
    }

    /// A time, as people say it.
    pub fn when(&self, micros: &i64) -> String {
        text::dates::date_time(*micros, self.0.voice())
    }
}
