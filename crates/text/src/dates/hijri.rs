//! The Hijri date: the Umm al-Qura calendar, with the one-day correction a sighted moon may ask for.

use icu_calendar::Date;
use icu_calendar::cal::Hijri;

use super::{DateStyle, names, zoned};

/// A Hijri day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HijriDate {
    pub year: i32,
    /// 1 (محرم) to 12 (ذو الحجة).
    pub month: u8,
    pub day: u8,
}

/// «13 جمادى الآخرة 1448 هـ» · "13 Jumada al-Akhirah 1448 AH", in the style's zone and digits.
pub fn hijri_date(micros: i64, style: &DateStyle) -> String {
    let HijriDate { year, month, day } = hijri_of(micros, &style.zone, style.hijri_shift);
    let era = if style.tongue().is_arabic_script() { "هـ" } else { "AH" };
    style.in_digits(&format!("{day} {} {year} {era}", names::hijri_month(month, style.tongue())))
}

/// The Hijri day of a moment in a zone. `shift` moves it by −1, 0 or 1 day; larger values are cut to that.
pub fn hijri_of(micros: i64, zone: &str, shift: i8) -> HijriDate {
    let civil = zoned(micros, zone).date();
    let shifted = civil.saturating_add(jiff::Span::new().days(i64::from(shift.clamp(-1, 1))));
    let iso = Date::try_new_iso(
        i32::from(shifted.year()),
        shifted.month().unsigned_abs(),
        shifted.day().unsigned_abs(),
    );
    let iso = iso.expect("a civil date of one calendar is a date of the same calendar in another library");
    let hijri = iso.to_calendar(Hijri::new_umm_al_qura());
    HijriDate {
        year: hijri.year().extended_year(),
        month: hijri.month().ordinal,
        day: hijri.day_of_month().0,
    }
}
