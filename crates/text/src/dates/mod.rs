//! Dates and times as the site prints them: month names by house, weekday, Hijri beside, the zone in words.
//!
//! A moment is a count of UTC microseconds since 1970. Start at [`DateStyle`], the edition's choices, and
//! [`long_date`]. Machine dates are in [`iso`] and [`parse_iso`]; they never depend on the style.

mod hijri;
mod machine;
mod names;
mod solar;
mod tongues;
mod zones;

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use serde::{Deserialize, Serialize};

use crate::digits::{Digits, localise};

pub use hijri::{HijriDate, hijri_date, hijri_of};
pub use machine::{Partial, Precision, iso, parse_iso};
pub use tongues::Tongue;
pub use zones::{seconds_ahead, wall_moment, zone_exists, zone_words};

/// Which names of the months a house uses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MonthStyle {
    /// يناير، فبراير… (Egypt, the Gulf, Yemen, Sudan, Libya)
    #[default]
    Gulf,
    /// كانون الثاني، شباط… (Lebanon, Syria, Jordan, Iraq, Palestine)
    Levant,
    /// جانفي، فيفري… (Tunisia, Algeria)
    MaghrebTn,
    /// يناير… غشت، شتنبر… (Morocco)
    MaghrebMa,
    /// تشرين الثاني/نوفمبر (pan-Arab desks)
    Dual,
    /// January, February…; the whole date is written in English.
    English,
    /// ژانویه، فوریه…; the whole date is written in Persian, and so with those below.
    Persian,
    /// فروردین، اردیبهشت…: the solar Hijri calendar of Iran and Afghanistan, with its own days and years.
    Solar,
    /// جنوری، فروری…
    Urdu,
    /// ינואר, פברואר…
    Hebrew,
    /// کانوونی دووەم، شوبات…
    Kurdish,
    /// janvier, février…
    French,
    /// Ocak, Şubat…
    Turkish,
}

/// How the hours are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    /// 13:40
    #[default]
    H24,
    /// 1:40 م
    H12,
}

/// An edition's choices about dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DateStyle {
    pub months: MonthStyle,
    pub digits: Digits,
    /// Whether [`long_date`] carries the Hijri date after the Gregorian one.
    pub hijri: bool,
    /// Days the sighted moon differs from the calculated Umm al-Qura calendar, −1, 0 or 1; larger values are cut.
    pub hijri_shift: i8,
    pub clock: Clock,
    /// IANA name of the zone (`Asia/Beirut`). An unknown name is read as UTC; see [`zone_exists`].
    pub zone: String,
}

impl Default for DateStyle {
    fn default() -> Self {
        DateStyle {
            months: MonthStyle::default(),
            digits: Digits::default(),
            hijri: false,
            hijri_shift: 0,
            clock: Clock::default(),
            zone: "UTC".to_owned(),
        }
    }
}

impl DateStyle {
    fn tongue(&self) -> Tongue {
        self.months.tongue()
    }

    fn in_digits(&self, text: &str) -> String {
        localise(text, self.digits)
    }
}

/// «الاثنين، 23 نوفمبر 2026» · "Monday, 23 November 2026"; with Hijri: «… 2026 – 13 جمادى الآخرة 1448 هـ».
pub fn long_date(micros: i64, style: &DateStyle) -> String {
    let at = zoned(micros, &style.zone);
    let weekday = names::weekday(at.weekday(), style.tongue());
    let date = whole_date(&at, style);
    let date = style.in_digits(&style.tongue().with_weekday(weekday, &date));
    if style.hijri { format!("{date} – {}", hijri_date(micros, style)) } else { date }
}

/// «23 نوفمبر 2026» · "23 November 2026".
pub fn date(micros: i64, style: &DateStyle) -> String {
    let at = zoned(micros, &style.zone);
    style.in_digits(&whole_date(&at, style))
}

/// «10 نوفمبر» · "10 November": for lists where the year is plain.
pub fn short_date(micros: i64, style: &DateStyle) -> String {
    let at = zoned(micros, &style.zone);
    let (day, month, _) = parts(&at, style);
    style.in_digits(&style.tongue().date(day, &month, None))
}

/// «مايو 1998» · "May 1998": archives, archive photographs.
pub fn month_year(micros: i64, style: &DateStyle) -> String {
    let at = zoned(micros, &style.zone);
    let (_, month, year) = parts(&at, style);
    style.in_digits(&style.tongue().with_year(&month, year))
}

/// «1998».
pub fn year(micros: i64, style: &DateStyle) -> String {
    style.in_digits(&parts(&zoned(micros, &style.zone), style).2.to_string())
}

/// A date known only as far as its precision says: «1998», «مايو 1998», «3 مايو 1998». For photographs and documents.
pub fn partial_date(partial: &Partial, style: &DateStyle) -> String {
    match partial.precision {
        Precision::Year => year(partial.micros, &gregorian(style)),
        Precision::Month => month_year(partial.micros, &gregorian(style)),
        Precision::Day => date(partial.micros, &in_utc(style)),
        Precision::Minute | Precision::Second => date(partial.micros, style),
    }
}

/// «13:40», or by the edition's clock «1:40 م» · "1:40 pm".
pub fn time(micros: i64, style: &DateStyle) -> String {
    let at = zoned(micros, &style.zone);
    style.in_digits(&match style.clock {
        Clock::H24 => format!("{:02}:{:02}", at.hour(), at.minute()),
        Clock::H12 => {
            let hour = if at.hour() % 12 == 0 { 12 } else { at.hour() % 12 };
            let half = style.tongue().half_of_day(at.hour() >= 12);
            format!("{hour}:{:02} {half}", at.minute())
        }
    })
}

/// «23 نوفمبر 2026، 13:40» · "23 November 2026, 13:40".
pub fn date_time(micros: i64, style: &DateStyle) -> String {
    format!("{}{} {}", date(micros, style), style.tongue().comma(), time(micros, style))
}

/// «الاثنين» · "Monday".
pub fn weekday(micros: i64, style: &DateStyle) -> &'static str {
    names::weekday(zoned(micros, &style.zone).weekday(), style.tongue())
}

/// The name of a day of the week, from Monday (0) on.
pub fn weekday_name(from_monday: u8, style: &DateStyle) -> &'static str {
    let monday = jiff::civil::Weekday::Monday;
    names::weekday(monday.wrapping_add(i64::from(from_monday % 7)), style.tongue())
}

/// On which day of the week a month of the Gregorian calendar begins, from Monday (0) on, and how many days it has; `None`
/// when there is no such month.
pub fn shape_of_month(year: i16, month: u8) -> Option<(u8, u8)> {
    let first = jiff::civil::Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
    let begins = u8::try_from(first.weekday().to_monday_zero_offset()).ok()?;
    Some((begins, u8::try_from(first.days_in_month()).ok()?))
}

/// The name of a month (1–12) in a style: for the archive's calendar. Empty outside 1–12.
pub fn month_name(month: u8, style: MonthStyle) -> String {
    names::month(month, style)
}

/// The civil date of a moment in a zone, `(year, month, day)`: what "today" means for an edition.
pub fn civil_date(micros: i64, zone: &str) -> (i16, u8, u8) {
    let at = zoned(micros, zone);
    (at.year(), at.month().unsigned_abs(), at.day().unsigned_abs())
}

/// The moment a civil day begins in a zone, or nothing when there is no such day. The day may begin at 01:00 where
/// the clock jumps at midnight.
pub fn day_start(year: i16, month: u8, day: u8, zone: &str) -> Option<i64> {
    let date = jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(
        date.to_zoned_datetime(zones::zone_or_utc(zone))
            .ok()?
            .start_of_day()
            .ok()?
            .timestamp()
            .as_microsecond(),
    )
}

fn whole_date(at: &ZonedDateTime, style: &DateStyle) -> String {
    let (day, month, year) = parts(at, style);
    style.tongue().date(day, &month, Some(year))
}

/// Day, month and year in the calendar of the style.
fn parts(at: &ZonedDateTime, style: &DateStyle) -> (i8, String, i16) {
    let (day, month, year) = match style.months {
        MonthStyle::Solar => solar::day_of(at.date()),
        _ => (at.day(), at.month().unsigned_abs(), at.year()),
    };
    (day, names::month(month, style.months), year)
}

fn in_utc(style: &DateStyle) -> DateStyle {
    DateStyle { zone: "UTC".to_owned(), ..style.clone() }
}

/// A month or a year of one calendar is none of the other: what is known no closer is said in the Gregorian one.
fn gregorian(style: &DateStyle) -> DateStyle {
    let months = if style.months == MonthStyle::Solar { MonthStyle::Persian } else { style.months };
    DateStyle { months, ..in_utc(style) }
}

/// Moments beyond what the calendar covers (years −9999 to 9999) are held at its ends.
fn zoned(micros: i64, zone: &str) -> ZonedDateTime {
    timestamp(micros).to_zoned_datetime(zones::zone_or_utc(zone))
}

fn timestamp(micros: i64) -> Timestamp {
    let bound = if micros < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_microsecond(micros).unwrap_or(bound)
}

fn utc() -> TimeZone {
    TimeZone::UTC
}
