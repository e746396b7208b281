//! Generated text in an edition's voice: dates in its words and digits, messages in its language.

use text::dates::{self, DateStyle};
use theme::Locale;

use super::Moment;
use crate::features::editions::Edition;

/// An edition's voice at one moment.
pub struct Voiced<'a> {
    style: &'a DateStyle,
    locale: &'a Locale,
    now: i64,
}

impl<'a> Voiced<'a> {
    /// The voice of `edition` at `now` (microseconds UTC); `locale` is its language.
    pub fn new(edition: &'a Edition, locale: &'a Locale, now: i64) -> Self {
        Self { style: &edition.voice.dates, locale, now }
    }

    /// The moment that counts as now.
    pub fn now(&self) -> i64 {
        self.now
    }

    /// A message without parts.
    pub fn message(&self, id: &str) -> String {
        self.locale.message(id, &[])
    }

    /// A moment, for machines and in words.
    pub fn moment(&self, at: i64) -> Moment {
        Moment {
            iso: dates::iso(at, &self.style.zone),
            words: self.few_words(at),
            full_words: self.full_words(at),
            time_words: dates::time(at, self.style),
            micros: at,
        }
    }

    /// The time today, the day this year, the date before that.
    fn few_words(&self, at: i64) -> String {
        let (today, day) =
            (dates::civil_date(self.now, &self.style.zone), dates::civil_date(at, &self.style.zone));
        if today == day {
            dates::time(at, self.style)
        } else if today.0 == day.0 {
            dates::short_date(at, self.style)
        } else {
            dates::date(at, self.style)
        }
    }

    fn full_words(&self, at: i64) -> String {
        let comma = if self.style.months == dates::MonthStyle::English { "," } else { "،" };
        format!("{}{comma} {}", self.long_date(at), dates::time(at, self.style))
    }

    /// The day of the week and the date.
    pub fn long_date(&self, at: i64) -> String {
        let plain = DateStyle { hijri: false, ..self.style.clone() };
        dates::long_date(at, &plain)
    }

    /// The Hijri date, where the edition wants it.
    pub fn hijri_date(&self, at: i64) -> Option<String> {
        self.style.hijri.then(|| dates::hijri_date(at, self.style))
    }

    /// The date for machines, in the edition's zone.
    pub fn iso_date(&self, at: i64) -> String {
        dates::iso(at, &self.style.zone).chars().take(10).collect()
    }

    /// A date that may be known only in part, in words; `None` for what is no date.
    pub fn partial_date(&self, iso: &str) -> Option<String> {
        dates::parse_iso(iso).map(|partial| dates::partial_date(&partial, self.style))
    }

    /// The words that say a picture is from another time, with that time where it is known.
    pub fn archive_words(&self, taken_on: &str) -> String {
        match self.partial_date(taken_on) {
            Some(when) => self.locale.message("archive-dated", &[("when", when.into())]),
            None => self.message("archive"),
        }
    }

    /// Whose time the clock shows, in words.
    pub fn zone_words(&self) -> String {
        dates::zone_words(&self.style.zone, self.style.months == dates::MonthStyle::English)
    }
}
