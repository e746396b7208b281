//! Machine dates: ISO 8601 and RFC 3339, always in ASCII digits.

use jiff::civil;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

use super::{utc, zoned};

/// How much of a date was given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    Year,
    Month,
    Day,
    #[default]
    Minute,
    Second,
}

impl Precision {
    /// Its name, as it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Precision::Year => "year",
            Precision::Month => "month",
            Precision::Day => "day",
            Precision::Minute => "minute",
            Precision::Second => "second",
        }
    }

    /// The precision of this name.
    pub fn named(name: &str) -> Option<Self> {
        use Precision::*;
        [Year, Month, Day, Minute, Second].into_iter().find(|known| known.as_str() == name)
    }

    /// Whether the hour is known, or the day, or less.
    pub fn has_clock(self) -> bool {
        self >= Precision::Minute
    }

    /// Whether the day is known.
    pub fn has_day(self) -> bool {
        self >= Precision::Day
    }
}

/// A date that may be known only in part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partial {
    /// The beginning of what was given, UTC microseconds.
    pub micros: i64,
    pub precision: Precision,
    /// Whether the text named its offset (`Z`, `+03:00`); without one it was read as UTC.
    pub has_offset: bool,
}

/// `2026-11-23T13:40:00+03:00`: the moment in a zone, to the second.
pub fn iso(micros: i64, zone: &str) -> String {
    let at = zoned(micros, zone);
    let offset = at.offset().seconds();
    let (sign, minutes) = (if offset < 0 { '-' } else { '+' }, offset.unsigned_abs() / 60);
    let mut out = String::with_capacity(25);
    match u32::try_from(at.year()) {
        Ok(year @ 0..=9999) => {
            two_digits(&mut out, year / 100);
            two_digits(&mut out, year % 100);
        }
        _ => out.push_str(&format!("{:04}", at.year())),
    }
    let parts =
        [('-', at.month()), ('-', at.day()), ('T', at.hour()), (':', at.minute()), (':', at.second())];
    for (before, part) in parts {
        out.push(before);
        two_digits(&mut out, part.unsigned_abs().into());
    }
    out.push(sign);
    two_digits(&mut out, minutes / 60);
    out.push(':');
    two_digits(&mut out, minutes % 60);
    out
}

/// Two digits of a number below 100. Every list entry has a date: the formatting machinery would cost more than all of it.
fn two_digits(out: &mut String, number: u32) {
    for digit in [number / 10, number % 10] {
        out.push(char::from_digit(digit, 10).unwrap_or('0'));
    }
}

/// Reads `1998`, `1998-05`, `1998-05-03`, `2026-11-23T13:40`, with seconds, a fraction and an offset if given. A space
/// may stand for the `T`. Nothing for anything else: other digits, days that do not exist, text after the date.
pub fn parse_iso(text: &str) -> Option<Partial> {
    let text = text.trim();
    let (date, clock) = match text.find(['T', 't', ' ']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let (day, precision) = parse_day(date)?;
    match clock {
        None => Some(Partial { micros: micros_of(day.at(0, 0, 0, 0), None)?, precision, has_offset: false }),
        Some(clock) if precision == Precision::Day => parse_clock(day, clock),
        Some(_) => None,
    }
}

fn parse_day(text: &str) -> Option<(civil::Date, Precision)> {
    let mut parts = text.split('-');
    let year = number(parts.next()?, 4)?;
    let month = parts.next().map(|part| number(part, 2));
    let day = parts.next().map(|part| number(part, 2));
    if parts.next().is_some() || year == 0 {
        return None;
    }
    let (month, day, precision) = match (month, day) {
        (None, None) => (1, 1, Precision::Year),
        (Some(month), None) => (month?, 1, Precision::Month),
        (Some(month), Some(day)) => (month?, day?, Precision::Day),
        (None, Some(_)) => return None,
    };
    let date =
        civil::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
            .ok()?;
    Some((date, precision))
}

fn parse_clock(day: civil::Date, text: &str) -> Option<Partial> {
    let (clock, offset) = split_offset(text)?;
    let mut parts = clock.split(':');
    let hour = number(parts.next()?, 2)?;
    let minute = number(parts.next()?, 2)?;
    let seconds = parts.next();
    if parts.next().is_some() || hour > 23 || minute > 59 {
        return None;
    }
    let (second, nanos) = seconds.map_or(Some((0, 0)), parse_seconds)?;
    let at = day.at(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, second, nanos);
    let precision = if seconds.is_some() { Precision::Second } else { Precision::Minute };
    Some(Partial { micros: micros_of(at, offset)?, precision, has_offset: offset.is_some() })
}

/// Seconds and nanoseconds. A leap second is read as the second before it.
fn parse_seconds(text: &str) -> Option<(i8, i32)> {
    let (whole, fraction) =
        text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let second = number(whole, 2).filter(|&second| second <= 60)?.min(59);
    let nanos = match fraction {
        None => 0,
        Some(digits) if digits.is_empty() || digits.len() > 12 || !is_digits(digits) => return None,
        Some(digits) => format!("{digits:0<9}")[..9].parse().ok()?,
    };
    Some((i8::try_from(second).ok()?, nanos))
}

fn split_offset(text: &str) -> Option<(&str, Option<Offset>)> {
    if let Some(clock) = text.strip_suffix(['Z', 'z']) {
        return Some((clock, Some(Offset::UTC)));
    }
    let Some(at) = text.find(['+', '-']) else { return Some((text, None)) };
    let (clock, offset) = text.split_at(at);
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = match (offset.len(), offset[1..].split_once(':')) {
        (6, Some((hours, minutes))) => (number(hours, 2)?, number(minutes, 2)?),
        (5, None) => (number(offset.get(1..3)?, 2)?, number(offset.get(3..5)?, 2)?),
        (3, None) => (number(&offset[1..], 2)?, 0),
        _ => return None,
    };
    if hours > 23 || minutes > 59 {
        return None;
    }
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    Some((clock, Some(Offset::from_seconds(sign * seconds).ok()?)))
}

fn micros_of(at: civil::DateTime, offset: Option<Offset>) -> Option<i64> {
    let at = match offset {
        Some(offset) => offset.to_timestamp(at).ok()?,
        None => utc().to_timestamp(at).ok()?,
    };
    Some(at.as_microsecond())
}

fn number(text: &str, length: usize) -> Option<u32> {
    if text.len() == length && is_digits(text) { text.parse().ok() } else { None }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}
