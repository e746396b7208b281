//! A day and a month of the archive, as addresses name them.

use text::dates;

use crate::id::EditionCode;

/// A day of the calendar that editions are dated by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    pub year: i16,
    pub month: u8,
    pub day: u8,
}

/// A month of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    pub year: i16,
    pub month: u8,
}

impl Day {
    /// The day of a moment (microseconds UTC) in a zone.
    pub fn of(micros: i64, zone: &str) -> Day {
        let (year, month, day) = dates::civil_date(micros, zone);
        Day { year, month, day }
    }

    /// What stands for the day of a year of which no day is known: a day that the calendar has not.
    pub fn none_of(micros: i64) -> Day {
        Day { month: 0, day: 0, ..Day::of(micros, "UTC") }
    }

    /// The day that segments of an address name; `None` when the calendar has no such day.
    pub fn named(year: &str, month: &str, day: &str) -> Option<Day> {
        let (month, day) = (Month::named(year, month)?, number(day, 2)?);
        let day = Day { year: month.year, month: month.month, day: u8::try_from(day).ok()? };
        dates::day_start(day.year, day.month, day.day, "UTC").map(|_| day)
    }

    /// The day as one number that sorts: 20261123.
    pub fn number(self) -> i64 {
        self.month().number() * 100 + i64::from(self.day)
    }

    /// The day of such a number.
    pub fn numbered(number: i64) -> Option<Day> {
        let day = u8::try_from(number.rem_euclid(100)).ok()?;
        let Month { year, month } = Month::numbered(number.div_euclid(100))?;
        Some(Day { year, month, day })
    }

    /// The month it is in.
    pub fn month(self) -> Month {
        Month { year: self.year, month: self.month }
    }

    /// When the day begins in a zone, and when the next one does, in microseconds UTC.
    pub fn bounds(self, zone: &str) -> Option<(i64, i64)> {
        const HALF_A_DAY: i64 = 12 * 3_600_000_000;
        let from = dates::day_start(self.year, self.month, self.day, zone)?;
        // A day has 23 to 25 hours: a day and a half after its beginning is in the next one.
        let next = Day::of(from + 3 * HALF_A_DAY, zone);
        Some((from, dates::day_start(next.year, next.month, next.day, zone)?))
    }

    /// The address of its page.
    pub fn href(self, edition: &EditionCode) -> String {
        format!("{}{:02}/", self.month().href(edition), self.day)
    }
}

impl Month {
    /// The month that segments of an address name.
    pub fn named(year: &str, month: &str) -> Option<Month> {
        let (year, month) = (number(year, 4)?, number(month, 2)?);
        let is_month = (1..=12).contains(&month) && (1..=9999).contains(&year);
        is_month.then_some(Month { year: i16::try_from(year).ok()?, month: u8::try_from(month).ok()? })
    }

    /// The month as one number that sorts: 202611.
    pub fn number(self) -> i64 {
        i64::from(self.year) * 100 + i64::from(self.month)
    }

    /// The month of such a number.
    pub fn numbered(number: i64) -> Option<Month> {
        let month = u8::try_from(number.rem_euclid(100)).ok().filter(|month| (1..=12).contains(month))?;
        Some(Month { year: i16::try_from(number.div_euclid(100)).ok()?, month })
    }

    /// The address of its page.
    pub fn href(self, edition: &EditionCode) -> String {
        format!("/{edition}/archive/{:04}/{:02}/", self.year, self.month)
    }
}

/// A number of at most so many digits, and nothing but digits.
fn number(text: &str, most: usize) -> Option<i64> {
    let is_number = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_day_of_the_calendar_or_none() {
        assert_eq!(Day::named("2026", "11", "23"), Some(Day { year: 2026, month: 11, day: 23 }));
        assert_eq!(Day::named("1906", "2", "03"), Some(Day { year: 1906, month: 2, day: 3 }));
        for (year, month, day) in [
            ("2026", "2", "30"),
            ("2025", "2", "29"),
            ("2026", "0", "1"),
            ("2026", "13", "1"),
            ("2026", "1", "0"),
            ("0", "1", "1"),
            ("20266", "1", "1"),
            ("+26", "1", "1"),
            ("-1", "1", "1"),
            ("٢٠٢٦", "1", "1"),
            ("2026", "001", "1"),
            ("", "", ""),
        ] {
            assert_eq!(Day::named(year, month, day), None, "{year}/{month}/{day}");
        }
    }

    #[test]
    fn numbers_and_addresses_lead_back() {
        let day = Day { year: 1906, month: 2, day: 3 };
        assert_eq!((day.number(), Day::numbered(19_060_203)), (19_060_203, Some(day)));
        assert_eq!(day.href(&"ar".into()), "/ar/archive/1906/02/03/");
        let unknown = Day::none_of(0);
        assert_eq!((unknown.number(), Day::numbered(unknown.number())), (19_700_000, None));
        assert_eq!((Month::numbered(190_613), Month::numbered(0), Day::numbered(-1)), (None, None, None));
    }

    #[test]
    fn a_day_ends_where_the_next_begins_also_when_the_clock_is_put_on() {
        // Beirut put its clocks on at midnight of 29 March 2026: that day has 23 hours and begins at 01:00.
        for (day, hours) in [(28, 24), (29, 23), (30, 24)] {
            let day = Day { year: 2026, month: 3, day };
            let (from, to) = day.bounds("Asia/Beirut").expect("there is such a day");
            assert_eq!(((to - from) / 3_600_000_000, Day::of(from, "Asia/Beirut")), (hours, day));
            assert_eq!(Day::of(to - 1, "Asia/Beirut"), day);
        }
    }
}
