//! WordPress's dates: `2024-06-05 16:04:48` without a zone, and zeros where there is none.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// UTC microseconds of a date in UTC; nothing for zeros, for what is no date, and for years before 1900.
pub fn utc(text: &str) -> Option<i64> {
    in_zone(text, &TimeZone::UTC)
}

/// The same for a date of a place, by the name of its time zone.
pub fn civil_in(text: &str, zone: &str) -> Option<i64> {
    in_zone(text, &TimeZone::get(zone).ok()?)
}

/// UTC microseconds of a feed's date (`Wed, 05 Jun 2024 16:04:48 +0000`); nothing for the days that stand for none.
pub fn pub_date(text: &str) -> Option<i64> {
    let at = jiff::fmt::rfc2822::parse(text).ok()?.timestamp();
    // The first day of no month of the year 0, and what some servers make of it.
    let nothing = jiff::Timestamp::from_second(943_920_000).ok()?;
    (at.as_second() > -2_208_988_800 && at != nothing).then(|| at.as_microsecond())
}

fn in_zone(text: &str, zone: &TimeZone) -> Option<i64> {
    let date: DateTime = text.trim().replacen(' ', "T", 1).parse().ok()?;
    if date.year() < 1900 {
        return None;
    }
    Some(zone.to_ambiguous_timestamp(date).compatible().ok()?.as_microsecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_are_no_date() {
        assert_eq!(utc("2024-06-05 16:04:48"), Some(1_717_603_488_000_000));
        for nothing in [
            "0000-00-00 00:00:00",
            "",
            "-0001-11-30 00:00:00",
            "2024-02-30 00:00:00",
            "heute",
            "0001-01-01 00:00:00",
        ] {
            assert_eq!(utc(nothing), None, "{nothing}");
        }
        assert_eq!(civil_in("2024-06-05 19:04:48", "Asia/Riyadh"), Some(1_717_603_488_000_000));
        assert_eq!(pub_date("Wed, 05 Jun 2024 16:04:48 +0000"), Some(1_717_603_488_000_000));
        for nothing in ["Tue, 30 Nov 1999 00:00:00 +0000", "Mon, 30 Nov -0001 00:00:00 +0000", ""] {
            assert_eq!(pub_date(nothing), None, "{nothing}");
        }
    }
}
