//! Time zones by name, and how a reader is told which one is meant.

use jiff::tz::TimeZone;

use super::tongues::{CITIES, Tongue};
use super::utc;
use crate::bidi;

/// What keeps a number's sign before it in a line from right to left.
const LEFT_TO_RIGHT: char = '\u{2066}';
const ENDS: char = '\u{2069}';

/// Whether the name is one of the IANA database.
pub fn zone_exists(zone: &str) -> bool {
    zone.len() <= 64 && TimeZone::get(zone).is_ok()
}

/// «بتوقيت بيروت»، «بتوقيت غرينتش» · "Beirut time", "GMT". A city whose name in that language we do not have stands
/// in Latin letters, isolated where lines run the other way. A zone that is of no city but so many hours ahead of Greenwich or
/// behind it (`Etc/GMT-3`, whose sign is that of POSIX) is «بتوقيت غرينتش +3» · "GMT+3".
pub fn zone_words(zone: &str, tongue: Tongue) -> String {
    if matches!(zone, "UTC" | "GMT" | "Etc/UTC" | "Etc/GMT" | "") {
        return tongue.greenwich().to_owned();
    }
    if let Some(hours) = fixed_hours(zone) {
        let greenwich = tongue.greenwich();
        return match tongue {
            Tongue::English => format!("{greenwich}{hours}"),
            _ => format!("{greenwich} {LEFT_TO_RIGHT}{hours}{ENDS}"),
        };
    }
    let own = match tongue {
        Tongue::Arabic => ARABIC_NAMES.iter().find(|(id, _)| *id == zone).map(|(_, name)| *name),
        Tongue::English => None,
        _ => CITIES.iter().find(|(of, id, _)| *of == tongue && *id == zone).map(|(.., name)| *name),
    };
    if let Some(name) = own {
        return tongue.time_of(name);
    }
    let city = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
    let name = ENGLISH_NAMES.iter().find(|(id, _)| *id == zone).map_or(city.as_str(), |(_, name)| name);
    match tongue {
        Tongue::English | Tongue::French | Tongue::Turkish => tongue.time_of(name),
        _ => tongue.time_of(&bidi::isolate(name)),
    }
}

/// How far a zone that is of no city is ahead of Greenwich, as clocks count it: `+3` of `Etc/GMT-3`.
fn fixed_hours(zone: &str) -> Option<String> {
    let posix: i8 = zone.strip_prefix("Etc/GMT")?.parse().ok().filter(|hours| *hours != 0)?;
    Some(format!("{:+}", -i16::from(posix)))
}

pub(super) fn zone_or_utc(zone: &str) -> TimeZone {
    if zone == "UTC" || zone.len() > 64 { utc() } else { TimeZone::get(zone).unwrap_or_else(|_| utc()) }
}

const ENGLISH_NAMES: [(&str, &str); 6] = [
    ("Asia/Riyadh", "Mecca"),
    ("Africa/Casablanca", "Rabat"),
    ("Asia/Gaza", "Gaza"),
    ("Asia/Hebron", "Jerusalem"),
    ("America/New_York", "Washington"),
    ("Africa/Asmera", "Asmara"),
];

const ARABIC_NAMES: [(&str, &str); 44] = [
    ("Asia/Beirut", "بيروت"),
    ("Asia/Damascus", "دمشق"),
    ("Asia/Amman", "عمّان"),
    ("Asia/Jerusalem", "القدس"),
    ("Asia/Hebron", "القدس"),
    ("Asia/Gaza", "غزة"),
    ("Asia/Baghdad", "بغداد"),
    ("Asia/Kuwait", "الكويت"),
    ("Asia/Riyadh", "مكة المكرمة"),
    ("Asia/Bahrain", "المنامة"),
    ("Asia/Qatar", "الدوحة"),
    ("Asia/Dubai", "أبو ظبي"),
    ("Asia/Muscat", "مسقط"),
    ("Asia/Aden", "صنعاء"),
    ("Africa/Cairo", "القاهرة"),
    ("Africa/Khartoum", "الخرطوم"),
    ("Africa/Tripoli", "طرابلس"),
    ("Africa/Tunis", "تونس"),
    ("Africa/Algiers", "الجزائر"),
    ("Africa/Casablanca", "الرباط"),
    ("Africa/El_Aaiun", "العيون"),
    ("Africa/Nouakchott", "نواكشوط"),
    ("Africa/Mogadishu", "مقديشو"),
    ("Africa/Djibouti", "جيبوتي"),
    ("Indian/Comoro", "موروني"),
    ("Africa/Addis_Ababa", "أديس أبابا"),
    ("Africa/Asmara", "أسمرة"),
    ("Africa/Juba", "جوبا"),
    ("Africa/Nairobi", "نيروبي"),
    ("Europe/Istanbul", "إسطنبول"),
    ("Asia/Tehran", "طهران"),
    ("Asia/Kabul", "كابل"),
    ("Asia/Karachi", "إسلام آباد"),
    ("Asia/Kolkata", "نيودلهي"),
    ("Europe/London", "لندن"),
    ("Europe/Paris", "باريس"),
    ("Europe/Berlin", "برلين"),
    ("Europe/Brussels", "بروكسل"),
    ("Europe/Zurich", "جنيف"),
    ("Europe/Moscow", "موسكو"),
    ("Europe/Kyiv", "كييف"),
    ("America/New_York", "واشنطن"),
    ("Asia/Shanghai", "بكين"),
    ("Asia/Tokyo", "طوكيو"),
];

/// The moment that a clock on the wall of a zone shows as `2026-11-23T13:40`, and whether it shows that time twice or never
/// because it is changed that night; the later one is meant then. Nothing for what is no such time.
pub fn wall_moment(text: &str, zone: &str) -> Option<(i64, bool)> {
    let parsed =
        super::parse_iso(text).filter(|partial| partial.precision.has_clock() && !partial.has_offset)?;
    let wall = jiff::Timestamp::from_microsecond(parsed.micros).ok()?.to_zoned_datetime(utc()).datetime();
    let moment = zone_or_utc(zone).to_ambiguous_timestamp(wall);
    let is_doubtful = moment.is_ambiguous();
    moment.later().ok().map(|at| (at.as_microsecond(), is_doubtful))
}

/// How far the clocks of a zone are ahead of UTC at a moment, in seconds, by the rules that this program knows.
pub fn seconds_ahead(micros: i64, zone: &str) -> i32 {
    let moment = jiff::Timestamp::from_microsecond(micros).unwrap_or_default();
    zone_or_utc(zone).to_offset(moment).seconds()
}

#[cfg(test)]
mod wall_tests {
    use super::*;

    #[test]
    fn a_wall_shows_a_time_once_twice_or_never() {
        let at = |text: &str, zone: &str| {
            wall_moment(text, zone).map(|(at, doubtful)| (crate::dates::iso(at, "UTC"), doubtful))
        };
        let said = |iso: &str, doubtful: bool| Some((iso.to_owned(), doubtful));
        assert_eq!(at("2026-11-23T13:40", "Asia/Beirut"), said("2026-11-23T11:40:00+00:00", false));
        // Cairo puts its clocks back on the last Thursday of October and forward on the last Friday of April.
        assert_eq!(at("2026-10-29T23:30", "Africa/Cairo"), said("2026-10-29T21:30:00+00:00", true));
        assert_eq!(at("2026-04-24T00:30", "Africa/Cairo"), said("2026-04-23T22:30:00+00:00", true));
        assert_eq!(seconds_ahead(1_782_900_000_000_000, "Africa/Cairo"), 3 * 3_600);
        assert_eq!(seconds_ahead(1_795_435_200_000_000, "Africa/Cairo"), 2 * 3_600);
        assert_eq!(at("2026-11-23", "UTC"), None);
        assert_eq!(at("2026-11-23T13:40Z", "UTC"), None);
        assert_eq!(at("tomorrow", "UTC"), None);
    }
}
