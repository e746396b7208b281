//! Dates of the standard: whole ones with an offset (RFC 3339), and ones that may stop at the year, month or day.

use jiff::civil;
use jiff::tz::Offset;

/// UTC microseconds of a date and time with an offset; nothing for anything else, for days that do not exist and for
/// the year 0.
pub fn moment(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    if !text.is_ascii() || !matches!(bytes.get(10), Some(b'T' | b't')) {
        return None;
    }
    let day = day(text.get(..10)?)?;
    let (clock, offset) = split_offset(text.get(11..)?)?;
    let (whole, fraction) = clock.split_once('.').map_or((clock, None), |(whole, rest)| (whole, Some(rest)));
    let (hour, minute, second) = clock_of(whole)?;
    let nanos = match fraction {
        None => 0,
        Some(digits) => nanoseconds(digits)?,
    };
    let at = offset.to_timestamp(day.at(hour, minute, second.min(59), nanos)).ok()?;
    let is_leap = second == 60;
    let utc_minute = at.as_second().rem_euclid(86_400) / 60;
    (!is_leap || utc_minute == 23 * 60 + 59).then(|| at.as_microsecond())
}

/// Whether a text is a date that may stop early: `2026`, `2026-11`, `2026-11-23`, with a time if the day is there, and
/// an offset if the time is. Longer and negative years are allowed by the standard.
pub fn is_truncated(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let year_length = unsigned.find('-').unwrap_or(unsigned.len());
    let (year, rest) = unsigned.split_at(year_length);
    let is_year = year.len() >= 4 && is_digits(year) && (year.len() == 4 || !year.starts_with('0'));
    is_year && (rest.is_empty() || is_month_and_rest(&rest[1..]))
}

fn is_month_and_rest(text: &str) -> bool {
    let Some((month, rest)) = text.split_at_checked(2) else { return false };
    let is_month = number(month).is_some_and(|month| (1..=12).contains(&month));
    is_month && (rest.is_empty() || rest.strip_prefix('-').is_some_and(is_day_and_rest))
}

/// The pattern of the standard does not ask whether the month has so many days.
fn is_day_and_rest(text: &str) -> bool {
    let Some((day, rest)) = text.split_at_checked(2) else { return false };
    let is_day = number(day).is_some_and(|day| (1..=31).contains(&day));
    is_day && (rest.is_empty() || rest.strip_prefix('T').is_some_and(is_clock))
}

fn is_clock(text: &str) -> bool {
    let end = text.find(['Z', '+']).or_else(|| text.find('-')).unwrap_or(text.len());
    let (clock, offset) = text.split_at(end);
    let (whole, fraction) = clock.split_once('.').map_or((clock, None), |(whole, rest)| (whole, Some(rest)));
    let is_offset =
        offset.is_empty() || split_offset(&text[end..]).is_some_and(|(before, _)| before.is_empty());
    clock_of(whole).is_some_and(|(_, _, second)| second < 60)
        && fraction.is_none_or(|digits| !digits.is_empty() && is_digits(digits))
        && is_offset
}

fn day(text: &str) -> Option<civil::Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || month.len() != 2 || day.len() != 2 {
        return None;
    }
    let year = i16::try_from(number(year)?).ok().filter(|&year| year > 0)?;
    civil::Date::new(year, i8::try_from(number(month)?).ok()?, i8::try_from(number(day)?).ok()?).ok()
}

/// Hours, minutes and seconds, the last up to 60 for a leap second.
fn clock_of(text: &str) -> Option<(i8, i8, i8)> {
    let bytes = text.as_bytes();
    if bytes.len() != 8 || bytes[2] != b':' || bytes[5] != b':' {
        return None;
    }
    let part = |from: usize, most: u32| {
        let value = number(text.get(from..from + 2)?).filter(|&value| value <= most)?;
        i8::try_from(value).ok()
    };
    Some((part(0, 23)?, part(3, 59)?, part(6, 60)?))
}

/// The text before the offset, and the offset.
fn split_offset(text: &str) -> Option<(&str, Offset)> {
    if let Some(clock) = text.strip_suffix(['Z', 'z']) {
        return Some((clock, Offset::UTC));
    }
    let (clock, offset) = text.split_at_checked(text.len().checked_sub(6)?)?;
    let sign = match offset.as_bytes()[0] {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = offset[1..].split_once(':')?;
    let hours = number(hours).filter(|&hours| hours <= 23)?;
    let minutes = number(minutes).filter(|&minutes| minutes <= 59)?;
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    Some((clock, Offset::from_seconds(sign * seconds).ok()?))
}

fn nanoseconds(digits: &str) -> Option<i32> {
    if digits.is_empty() || digits.len() > 30 || !is_digits(digits) {
        return None;
    }
    format!("{digits:0<9}")[..9].parse().ok()
}

fn number(digits: &str) -> Option<u32> {
    if is_digits(digits) { digits.parse().ok() } else { None }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}
