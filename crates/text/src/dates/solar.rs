//! The solar Hijri calendar: what Persian papers date by.

use icu_calendar::Date;
use icu_calendar::cal::Persian;
use jiff::civil;

/// Day, month (1 فروردین to 12 اسفند) and year of a civil day.
pub fn day_of(civil: civil::Date) -> (i8, u8, i16) {
    let iso =
        Date::try_new_iso(i32::from(civil.year()), civil.month().unsigned_abs(), civil.day().unsigned_abs());
    let iso = iso.expect("a civil date of one calendar is a date of the same calendar in another library");
    let solar = iso.to_calendar(Persian);
    let year = i16::try_from(solar.year().extended_year()).unwrap_or(i16::MAX);
    (i8::try_from(solar.day_of_month().0).unwrap_or(1), solar.month().ordinal, year)
}
