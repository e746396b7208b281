//! Generated text in an edition's voice: dates in its words and digits, messages in its language.

use text::dates::{self, DateStyle, Partial, Precision};
use theme::Locale;

use super::{FullMoment, Moment};
use crate::features::editions::{Edition, FirstDay};

/// An edition's voice at one moment.
pub struct Voiced<'a> {
    style: &'a DateStyle,
    locale: &'a Locale,
    week: FirstDay,
    now: i64,
    /// Year, month and day of now.
    today: (i16, u8, u8),
}

impl<'a> Voiced<'a> {
    /// The voice of `edition` at `now` (microseconds UTC); `locale` is its language.
    pub fn new(edition: &'a Edition, locale: &'a Locale, now: i64) -> Self {
        let style = &edition.voice.dates;
        let (week, today) = (edition.voice.week, dates::civil_date(now, &style.zone));
        Self { style, locale, week, now, today }
    }

    /// The moment that counts as now.
    pub fn now(&self) -> i64 {
        self.now
    }

    /// A message without parts.
    pub fn message(&self, id: &str) -> String {
        self.locale.message(id, &[])
    }

    /// A moment, for machines and in few words.
    pub fn moment(&self, at: i64) -> Moment {
        Moment { iso: dates::iso(at, &self.style.zone), words: self.few_words(at) }
    }

    /// A moment, for machines and in full.
    pub fn full_moment(&self, at: i64) -> FullMoment {
        FullMoment {
            iso: dates::iso(at, &self.style.zone),
            full_words: self.full_words(at),
            time_words: dates::time(at, self.style),
        }
    }

    /// A moment that is known so far, for machines and in few words: no more is said than is known.
    pub fn moment_known(&self, at: i64, to: Precision) -> Moment {
        match to {
            Precision::Minute | Precision::Second => self.moment(at),
            Precision::Day => Moment { iso: self.iso_known(at, to), words: self.day(at) },
            Precision::Month | Precision::Year => {
                Moment { iso: self.iso_known(at, to), words: self.words_known(at, to) }
            }
        }
    }

    /// The same in full.
    pub fn full_moment_known(&self, at: i64, to: Precision) -> FullMoment {
        let words = match to {
            Precision::Minute | Precision::Second => return self.full_moment(at),
            Precision::Day => self.long_date(at),
            Precision::Month | Precision::Year => self.words_known(at, to),
        };
        FullMoment { iso: self.iso_known(at, to), full_words: words.clone(), time_words: words }
    }

    fn words_known(&self, micros: i64, precision: Precision) -> String {
        dates::partial_date(&Partial { micros, precision, has_offset: true }, self.style)
    }

    /// As much of the time for machines as is known of it.
    pub fn iso_known(&self, at: i64, to: Precision) -> String {
        let (zone, letters) = match to {
            Precision::Minute | Precision::Second => return dates::iso(at, &self.style.zone),
            Precision::Day => (self.style.zone.as_str(), 10),
            Precision::Month => ("UTC", 7),
            Precision::Year => ("UTC", 4),
        };
        dates::iso(at, zone).chars().take(letters).collect()
    }

    /// The time today, the day this year, the date before that.
    fn few_words(&self, at: i64) -> String {
        let day = dates::civil_date(at, &self.style.zone);
        if self.today == day {
            dates::time(at, self.style)
        } else if self.today.0 == day.0 {
            dates::short_date(at, self.style)
        } else {
            dates::date(at, self.style)
        }
    }

    fn full_words(&self, at: i64) -> String {
        let comma = self.style.months.tongue().comma();
        format!("{}{comma} {}", self.long_date(at), dates::time(at, self.style))
    }

    /// The day of the week and the date.
    pub fn long_date(&self, at: i64) -> String {
        let plain = DateStyle { hijri: false, ..self.style.clone() };
        dates::long_date(at, &plain)
    }

    /// The day and its month, with the year when it is another one than now.
    pub fn day(&self, at: i64) -> String {
        let same_year = dates::civil_date(at, &self.style.zone).0 == self.today.0;
        if same_year { dates::short_date(at, self.style) } else { dates::date(at, self.style) }
    }

    /// The day of the week.
    pub fn weekday(&self, at: i64) -> &'static str {
        dates::weekday(at, self.style)
    }

    /// Year, month and day in the edition's zone.
    pub fn civil_date(&self, at: i64) -> (i16, u8, u8) {
        dates::civil_date(at, &self.style.zone)
    }

    /// A message with a number that chooses its plural form.
    pub fn counted(&self, id: &str, number: i64) -> String {
        self.locale.message(id, &[("n", theme::Arg::Number(number))])
    }

    /// A message with parts.
    pub fn worded(&self, id: &str, parts: &[(&str, theme::Arg)]) -> String {
        self.locale.message(id, parts)
    }

    /// The date without its day of the week.
    pub fn date(&self, at: i64) -> String {
        dates::date(at, self.style)
    }

    /// The day of the week and the day of the month, where the year is plain.
    pub fn day_of_month(&self, at: i64) -> String {
        let comma = self.style.months.tongue().comma();
        format!("{}{comma} {}", dates::weekday(at, self.style), dates::short_date(at, self.style))
    }

    /// On which day of the week a week begins, from Monday (0) on.
    pub fn first_day(&self) -> u8 {
        self.week.from_monday()
    }

    /// The name of a day of the week, from Monday (0) on, in a letter and in full.
    pub fn weekday_names(&self, from_monday: u8) -> (String, &'static str) {
        let letters = self.message("weekday-letters");
        let letter = letters.split_whitespace().nth(usize::from(from_monday % 7)).unwrap_or_default();
        (letter.to_owned(), dates::weekday_name(from_monday, self.style))
    }

    /// The name of a month (1–12).
    pub fn month_name(&self, month: u8) -> String {
        dates::month_name(month, self.style.months)
    }

    /// A number's digits as the edition writes them.
    pub fn digits(&self, number: &str) -> String {
        text::digits::localise(number, self.style.digits)
    }

    /// The zone whose days count.
    pub fn zone(&self) -> &str {
        &self.style.zone
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

    /// The same in a list of days: of this year without the year, as [`Voiced::day`] has it.
    pub fn partial_day(&self, iso: &str) -> Option<String> {
        let partial = dates::parse_iso(iso)?;
        match partial.precision {
            Precision::Year | Precision::Month => return self.partial_date(iso),
            Precision::Minute | Precision::Second => return Some(self.day(partial.micros)),
            Precision::Day => {}
        }
        // A day is the same day in every zone.
        let style = DateStyle { zone: "UTC".to_owned(), ..self.style.clone() };
        let same_year = dates::civil_date(partial.micros, &style.zone).0 == self.today.0;
        Some(if same_year {
            dates::short_date(partial.micros, &style)
        } else {
            dates::date(partial.micros, &style)
        })
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
        dates::zone_words(&self.style.zone, self.style.months.tongue())
    }
}
