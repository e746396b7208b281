//! An edition and its voice: how it writes what the program generates.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use text::dates::DateStyle;
use text::slug::SlugStyle;
use text::tanwin::Tanwin;

use crate::id::EditionCode;

/// One language's or region's site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Edition {
    /// The first segment of the edition's addresses.
    pub code: EditionCode,
    /// The site's name, as its readers know it.
    pub name: String,
    /// One line under the name.
    pub tagline: String,
    /// The language, as HTML's `lang` wants it.
    pub lang: String,
    /// The direction of the language.
    pub dir: Direction,
    /// How generated text is written.
    pub voice: Voice,
    /// Its place among the editions; the first is shown at `/`.
    pub position: i64,
}

/// Which way lines run.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema, utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From right to left.
    Rtl,
    /// From left to right.
    Ltr,
}

impl Direction {
    /// The direction of a language by its code.
    pub fn of(lang: &str) -> Self {
        if text::bidi::is_rtl_lang(lang) { Direction::Rtl } else { Direction::Ltr }
    }

    /// As HTML's `dir` wants it.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::Rtl => "rtl",
            Direction::Ltr => "ltr",
        }
    }
}

/// How an edition writes what the program generates. Choices of the newsroom, never guessed from a locale.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Voice {
    /// Digits, month names, calendar, clock and zone.
    #[serde(flatten)]
    pub dates: DateStyle,
    /// How an address is made of a headline.
    pub slugs: SlugStyle,
    /// Which marks are drawn around quotations.
    pub quotes: Quotes,
    /// How generated words spell an ending in tanwin. What people write stays as they wrote it.
    pub tanwin: Tanwin,
    /// On which day a week of the calendar begins.
    pub week: FirstDay,
}

/// Which marks are drawn around quotations that stand by themselves. Marks inside a text stay as they were typed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quotes {
    /// Those of the direction: «…» from right to left, “…” from left to right.
    #[default]
    Usual,
    /// «…»
    Angle,
    /// “…”
    Curly,
    /// „…“
    Low,
}

impl Quotes {
    /// The choice's name, for the theme; `None` where nothing was chosen.
    pub fn chosen(self) -> Option<&'static str> {
        match self {
            Quotes::Usual => None,
            Quotes::Angle => Some("angle"),
            Quotes::Curly => Some("curly"),
            Quotes::Low => Some("low"),
        }
    }
}

/// The first day of a week.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FirstDay {
    #[default]
    Monday,
    Saturday,
    Sunday,
}

impl FirstDay {
    /// Its number, from Monday (0) on.
    pub fn from_monday(self) -> u8 {
        match self {
            FirstDay::Monday => 0,
            FirstDay::Saturday => 5,
            FirstDay::Sunday => 6,
        }
    }
}

/// A setting that a voice does not have, or cannot have so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {why}")]
pub struct BadSetting {
    /// Which.
    pub name: String,
    /// What is wrong with it.
    pub why: String,
}

impl Voice {
    /// The settings by their names.
    pub fn told(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// The voice with these settings; the first that there is not, or that cannot be so, is refused by its name.
    pub fn with(&self, settings: Map<String, Value>) -> Result<Voice, BadSetting> {
        let mut whole = self.told();
        for (name, value) in settings {
            let Some(place) = whole.get_mut(&name) else {
                return Err(BadSetting { name, why: "an edition has no such setting".to_owned() });
            };
            *place = value;
            if let Err(error) = serde_json::from_value::<Voice>(whole.clone()) {
                return Err(BadSetting { name, why: error.to_string() });
            }
        }
        let unread = |error: serde_json::Error| BadSetting { name: String::new(), why: error.to_string() };
        serde_json::from_value(whole).map_err(unread)
    }
}

impl Edition {
    /// The address of the edition's front.
    pub fn home(&self) -> String {
        format!("/{}/", self.code)
    }
}
