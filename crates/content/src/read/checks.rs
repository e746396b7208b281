//! The checks on strings that the schema names under `x-check`.

use crate::clean;
use crate::href::{self, HrefKind};
use crate::tree::BlockId;

/// Runs the check called `name`; the error says what is wrong in words.
pub(super) fn run(name: &str, text: &str) -> Result<(), String> {
    match name {
        "id" if BlockId::new(text).is_none() => Err("an id is 8 to 26 of a-z and 0-9".into()),
        "lang" if !text.is_empty() && !is_lang(text) => {
            Err("a language is written like ar, en or zh-Hant".into())
        }
        "date" if !text.is_empty() && !is_date(text) => {
            Err("a date is written like 2026-11-23, 2026-11-23T13:40:00+03:00, 2026-11 or 2026".into())
        }
        "href" => href::check(text).map(|_| ()).map_err(|error| error.to_string()),
        "href?" if !text.is_empty() => href::check(text).map(|_| ()).map_err(|error| error.to_string()),
        "https" => match href::check(text) {
            Ok(HrefKind::Https) => Ok(()),
            Ok(_) => Err("this address must begin with https://".into()),
            Err(error) => Err(error.to_string()),
        },
        "file" => match href::check(text) {
            Ok(HrefKind::Https | HrefKind::Site) => Ok(()),
            Ok(_) => Err("this address must begin with https:// or /".into()),
            Err(error) => Err(error.to_string()),
        },
        "clock" if !text.is_empty() && !is_clock(text) => {
            Err("a length is written like 4:05 or 1:02:03".into())
        }
        "latitude" if !is_degrees(text, 90) => Err("this is a number of degrees from -90 to 90".into()),
        "longitude" if !is_degrees(text, 180) => Err("this is a number of degrees from -180 to 180".into()),
        "name" if !is_name(text) => Err("this must be an id: letters, digits, - and _ of ASCII".into()),
        "words" | "text" if text.chars().any(is_forbidden) => Err("this contains a control character".into()),
        _ => Ok(()),
    }
}

fn is_forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t')) || clean::is_noncharacter(c)
}

/// Whether `text` can be the id of a media or an article: ASCII letters, digits, `-` and `_`, at most 64.
pub(crate) fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 64
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

/// Whether `text` is a number of degrees from `-most` to `most`, decimal, at most eight digits after the point.
pub fn is_degrees(text: &str, most: u32) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    let are_digits = |part: &str, room: usize| {
        (1..=room).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    let within = |whole: u32| whole < most || (whole == most && fraction.bytes().all(|b| b == b'0'));
    are_digits(whole, 3) && are_digits(fraction, 8) && whole.parse().is_ok_and(within)
}

/// Whether `text` is a length as a clock shows it: `4:05`, `1:02:03`.
pub fn is_clock(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    let first =
        |part: &str, room| (1..=room).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    match parts.as_slice() {
        [minutes, seconds] => first(minutes, 3) && number(seconds, 0, 59),
        [hours, minutes, seconds] => first(hours, 3) && number(minutes, 0, 59) && number(seconds, 0, 59),
        _ => false,
    }
}

/// Whether `text` has the shape of a language tag: `ar`, `en`, `zh-Hant-TW`.
pub fn is_lang(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    text.len() <= 35
        && (2..=8).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Whether `text` is an ISO year, month, date, or date and time with an offset or `Z`.
pub fn is_date(text: &str) -> bool {
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let parts: Vec<&str> = date.split('-').collect();
    let date_is_sound = match parts.as_slice() {
        [y] => digits(y, 4),
        [y, m] => digits(y, 4) && number(m, 1, 12),
        [y, m, d] => digits(y, 4) && number(m, 1, 12) && number(d, 1, days_in(y, m)),
        _ => false,
    };
    date_is_sound && time.is_none_or(|time| parts.len() == 3 && is_time(time))
}

fn is_time(text: &str) -> bool {
    let (clock, zone_is_sound) = match text.strip_suffix('Z') {
        Some(clock) => (clock, true),
        None => match text.rfind(['+', '-']) {
            Some(at) => (
                &text[..at],
                matches!(text[at + 1..].split_once(':'),
                Some((h, m)) if number(h, 0, 14) && number(m, 0, 59)),
            ),
            None => (text, false),
        },
    };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let parts: Vec<&str> = clock.split(':').collect();
    let clock_is_sound = match parts.as_slice() {
        [h, m] => number(h, 0, 23) && number(m, 0, 59),
        [h, m, s] => number(h, 0, 23) && number(m, 0, 59) && number(s, 0, 60),
        _ => false,
    };
    zone_is_sound
        && clock_is_sound
        && (1..=9).contains(&fraction.len())
        && fraction.bytes().all(|b| b.is_ascii_digit())
}

fn digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
}

fn number(text: &str, least: u32, most: u32) -> bool {
    digits(text, 2) && text.parse().is_ok_and(|n: u32| (least..=most).contains(&n))
}

fn days_in(year: &str, month: &str) -> u32 {
    let year: u32 = year.parse().unwrap_or(0);
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        "02" if leap => 29,
        "02" => 28,
        "04" | "06" | "09" | "11" => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        for good in [
            "2026",
            "2026-11",
            "2026-11-23",
            "2024-02-29",
            "2026-11-23T13:40Z",
            "2026-11-23T13:40:00+03:00",
            "2026-11-23T13:40:00.123456-04:30",
        ] {
            assert!(is_date(good), "{good}");
        }
        for bad in [
            "",
            "26",
            "2026-13",
            "2026-02-29",
            "2026-11-23T13:40",
            "2026-11T13:40Z",
            "2026-11-23T25:00Z",
            "2026-11-23 13:40Z",
            "٢٠٢٦",
            "2026-11-23T13:40:00+3",
        ] {
            assert!(!is_date(bad), "{bad}");
        }
    }

    #[test]
    fn degrees_and_lengths() {
        for (text, latitude, longitude) in [
            ("33.8938", true, true),
            ("-90", true, true),
            ("90.000", true, true),
            ("90.00000001", false, true),
            ("-179.99999999", false, true),
            ("180", false, true),
            ("180.1", false, false),
            ("1.123456789", false, false),
            ("", false, false),
            ("+33", false, false),
            ("33,8", false, false),
            ("٣٣", false, false),
            ("33.", false, false),
            (".5", false, false),
            ("1e1", false, false),
            ("--1", false, false),
        ] {
            assert_eq!((is_degrees(text, 90), is_degrees(text, 180)), (latitude, longitude), "{text}");
        }
        for good in ["0:00", "4:05", "125:59", "1:02:03"] {
            assert!(is_clock(good), "{good}");
        }
        for bad in ["", "4", "4:5", "4:60", "1:60:00", "٤:٠٥", ":05", "1:1:1", "0:0:0:00", "-1:00"] {
            assert!(!is_clock(bad), "{bad}");
        }
    }

    #[test]
    fn languages() {
        for good in ["ar", "en", "zh-Hant-TW", "ckb", "ar-LB"] {
            assert!(is_lang(good), "{good}");
        }
        for bad in ["", "a", "عربي", "en_US", "en-", "-en", "e\" onload"] {
            assert!(!is_lang(bad), "{bad}");
        }
    }
}
