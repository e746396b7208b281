//! The tables of what must be printed: digits, plurals, months, Hijri, zones.

use proptest::prelude::*;
use text::dates::{self, Clock, DateStyle, MonthStyle, Precision, Tongue};
use text::digits::{Digits, format_int, localise, mixes_digits, to_ascii};
use text::plural::{Category, category};

/// Monday 23 November 2026, 10:40 UTC.
const MOMENT: i64 = 1_795_430_400_000_000;

fn style(months: MonthStyle) -> DateStyle {
    DateStyle { months, zone: "Asia/Beirut".to_owned(), ..DateStyle::default() }
}

#[test]
fn digits_follow_the_edition() {
    let table = [
        ("52", "٥٢", "۵۲"),
        ("3.5", "٣٫٥", "۳٫۵"),
        ("1,000,000", "١٬٠٠٠٬٠٠٠", "۱٬۰۰۰٬۰۰۰"),
        ("50%", "٥٠٪", "۵۰٪"),
        ("13:40", "١٣:٤٠", "۱۳:۴۰"),
        ("v1.2.3.", "v١.٢.٣.", "v۱.۲.۳."),
        ("2026. ثم", "٢٠٢٦. ثم", "۲۰۲۶. ثم"),
        ("100%", "١٠٠٪", "۱۰۰٪"),
        ("%", "%", "%"),
    ];
    for (ascii, arab, arabext) in table {
        assert_eq!(localise(ascii, Digits::Arab), arab);
        assert_eq!(localise(ascii, Digits::Arabext), arabext);
        assert_eq!(localise(ascii, Digits::Latn), ascii);
        assert_eq!(to_ascii(arab), ascii);
        assert_eq!(to_ascii(arabext), ascii);
    }
    assert_eq!(format_int(-1250, Digits::Arab), "-١٢٥٠");
    assert!(mixes_digits("12 و ١٢") && !mixes_digits("١٢") && !mixes_digits("خبر"));
}

#[test]
fn arabic_counts_take_six_forms() {
    use Category::*;
    let table = [
        (0, Zero),
        (1, One),
        (2, Two),
        (3, Few),
        (10, Few),
        (11, Many),
        (52, Many),
        (99, Many),
        (100, Other),
        (101, Other),
        (102, Other),
        (103, Few),
        (111, Many),
        (1000, Other),
        (1003, Few),
    ];
    for (n, expected) in table {
        assert_eq!(category("ar-LB", n), expected, "{n}");
    }
    assert_eq!((category("en", 1), category("en", 0)), (One, Other));
    assert_eq!((category("fa", 0), category("fa", 2)), (One, Other));
    assert_eq!((category("he", 2), category("ckb", 1), category("tr", 1)), (Two, One, One));
    assert_eq!((category("fr", 0), category("fr", 1_000_000), category("ur", 1)), (One, Many, One));
}

#[test]
fn months_follow_the_house() {
    let table = [
        (MonthStyle::Gulf, ["يناير", "فبراير", "مايو", "يوليو", "أغسطس", "نوفمبر"]),
        (MonthStyle::Levant, ["كانون الثاني", "شباط", "أيار", "تموز", "آب", "تشرين الثاني"]),
        (MonthStyle::MaghrebTn, ["جانفي", "فيفري", "ماي", "جويلية", "أوت", "نوفمبر"]),
        (MonthStyle::MaghrebMa, ["يناير", "فبراير", "ماي", "يوليوز", "غشت", "نونبر"]),
    ];
    for (style, names) in table {
        for (month, name) in [1, 2, 5, 7, 8, 11].into_iter().zip(names) {
            assert_eq!(dates::month_name(month, style), name);
        }
    }
    assert_eq!(dates::month_name(11, MonthStyle::Dual), "تشرين الثاني/نوفمبر");
    assert_eq!(dates::month_name(13, MonthStyle::Dual), "");
}

#[test]
fn a_date_is_written_as_the_edition_chose() {
    assert_eq!(dates::long_date(MOMENT, &style(MonthStyle::Gulf)), "الاثنين، 23 نوفمبر 2026");
    assert_eq!(dates::long_date(MOMENT, &style(MonthStyle::Levant)), "الاثنين، 23 تشرين الثاني 2026");
    assert_eq!(dates::long_date(MOMENT, &style(MonthStyle::English)), "Monday, 23 November 2026");
    let arab = DateStyle { digits: Digits::Arab, hijri: true, ..style(MonthStyle::Gulf) };
    assert_eq!(dates::long_date(MOMENT, &arab), "الاثنين، ٢٣ نوفمبر ٢٠٢٦ – ١٣ جمادى الآخرة ١٤٤٨ هـ");
    assert_eq!(dates::short_date(MOMENT, &style(MonthStyle::Gulf)), "23 نوفمبر");
    assert_eq!(dates::month_year(894_153_600_000_000, &style(MonthStyle::Gulf)), "مايو 1998");
    assert_eq!(dates::weekday(MOMENT, &style(MonthStyle::Gulf)), "الاثنين");
}

#[test]
fn a_time_is_written_in_the_zone() {
    let beirut = style(MonthStyle::Gulf);
    assert_eq!(dates::time(MOMENT, &beirut), "12:40");
    assert_eq!(dates::date_time(MOMENT, &beirut), "23 نوفمبر 2026، 12:40");
    let riyadh = DateStyle { zone: "Asia/Riyadh".to_owned(), clock: Clock::H12, ..beirut };
    assert_eq!(dates::time(MOMENT, &riyadh), "1:40 م");
    assert_eq!(dates::iso(MOMENT, "Asia/Riyadh"), "2026-11-23T13:40:00+03:00");
    assert_eq!(dates::iso(MOMENT, "No/Where"), "2026-11-23T10:40:00+00:00");
    assert!(dates::zone_exists("Africa/Cairo") && !dates::zone_exists("No/Where"));
}

#[test]
fn the_hijri_date_is_umm_al_qura() {
    let utc = DateStyle::default();
    assert_eq!(dates::hijri_date(MOMENT, &utc), "13 جمادى الآخرة 1448 هـ");
    assert_eq!(dates::hijri_date(MOMENT - 3 * 86_400_000_000, &utc), "10 جمادى الآخرة 1448 هـ");
    let sighted = DateStyle { hijri_shift: -1, ..utc };
    assert_eq!(dates::hijri_date(MOMENT, &sighted), "12 جمادى الآخرة 1448 هـ");
    assert_eq!(dates::hijri_date(MOMENT, &style(MonthStyle::English)), "13 Jumada al-Akhirah 1448 AH");
}

#[test]
fn zones_have_names() {
    assert_eq!(dates::zone_words("Asia/Beirut", Tongue::Arabic), "بتوقيت بيروت");
    assert_eq!(dates::zone_words("UTC", Tongue::Arabic), "بتوقيت غرينتش");
    assert_eq!(dates::zone_words("Asia/Beirut", Tongue::English), "Beirut time");
    assert_eq!(dates::zone_words("Etc/GMT-3", Tongue::Arabic), "بتوقيت غرينتش \u{2066}+3\u{2069}");
    assert_eq!(dates::zone_words("Etc/GMT-3", Tongue::English), "GMT+3");
    assert_eq!(dates::zone_words("Etc/GMT+5", Tongue::English), "GMT-5");
    assert_eq!(dates::zone_words("Etc/GMT0", Tongue::Arabic), "بتوقيت \u{2068}GMT0\u{2069}");
    let in_no_city = DateStyle { zone: "Etc/GMT-3".to_owned(), ..DateStyle::default() };
    assert_eq!(dates::time(MOMENT, &in_no_city), "13:40");
    assert_eq!(dates::zone_words("America/Sao_Paulo", Tongue::English), "Sao Paulo time");
    assert_eq!(dates::zone_words("America/Sao_Paulo", Tongue::Arabic), "بتوقيت \u{2068}Sao Paulo\u{2069}");
}

#[test]
fn machine_dates_are_read_strictly() {
    let read = |text| dates::parse_iso(text);
    assert_eq!(read("2026-11-23T13:40:00+03:00").map(|at| (at.micros, at.has_offset)), Some((MOMENT, true)));
    assert_eq!(
        read("2026-11-23T10:40Z").map(|at| (at.micros, at.precision)),
        Some((MOMENT, Precision::Minute))
    );
    assert_eq!(read("2026-11-23 10:40:00.25").map(|at| at.micros), Some(MOMENT + 250_000));
    assert_eq!(read("1998").map(|at| at.precision), Some(Precision::Year));
    assert_eq!(read("1998-05").map(|at| at.precision), Some(Precision::Month));
    assert_eq!(read("1998-05-03").map(|at| at.precision), Some(Precision::Day));
    for wrong in [
        "",
        "98",
        "1998-5",
        "1998-13",
        "2026-02-30",
        "2026-11-23T",
        "2026-11-23T25:00Z",
        "2026-11-23T10:40:61Z",
        "٢٠٢٦",
        "2026-11-23T10:40:00+25:00",
        "2026-11-23T10:40:00Z tomorrow",
        "1998-05T10:00",
        "0000-01-01",
        "+2026-01-01",
        "é",
        "2026-11-23T10:40+é1",
    ] {
        assert_eq!(read(wrong), None, "{wrong}");
    }
}

#[test]
fn a_partly_known_date_says_what_is_known() {
    let style = style(MonthStyle::Levant);
    for (text, printed) in [("1998", "1998"), ("1998-05", "أيار 1998"), ("1998-05-03", "3 أيار 1998")]
    {
        assert_eq!(
            dates::parse_iso(text).map(|at| dates::partial_date(&at, &style)).as_deref(),
            Some(printed)
        );
    }
}

#[test]
fn a_day_begins_when_its_zone_says() {
    assert_eq!(dates::civil_date(MOMENT + 12 * 3_600_000_000, "Asia/Beirut"), (2026, 11, 24));
    let start = dates::day_start(2026, 11, 23, "Asia/Beirut").map(|at| dates::iso(at, "Asia/Beirut"));
    assert_eq!(start.as_deref(), Some("2026-11-23T00:00:00+02:00"));
    assert_eq!(dates::day_start(2026, 2, 30, "UTC"), None);
}

proptest! {
    #[test]
    fn any_moment_can_be_printed(micros in any::<i64>(), shift in any::<i8>()) {
        for zone in ["UTC", "Asia/Beirut", "Africa/Casablanca", "nowhere"] {
            let style = DateStyle {
                hijri: true, hijri_shift: shift, zone: zone.to_owned(), digits: Digits::Arab, ..DateStyle::default()
            };
            prop_assert!(!dates::long_date(micros, &style).is_empty());
            prop_assert!(!dates::date_time(micros, &style).is_empty());
        }
    }

    #[test]
    fn iso_dates_are_read_back(seconds in -60_000_000_000_i64..200_000_000_000) {
        for zone in ["UTC", "Asia/Kabul", "America/New_York"] {
            let micros = seconds * 1_000_000;
            let written = dates::iso(micros, zone);
            if seconds > -2_000_000_000 {
                prop_assert_eq!(dates::parse_iso(&written).map(|at| at.micros), Some(micros), "{}", written);
            }
        }
    }

    #[test]
    fn strangers_cannot_break_the_readers(text in any::<String>()) {
        let _ = dates::parse_iso(&text);
        let _ = dates::zone_exists(&text);
        let _ = dates::zone_words(&text, Tongue::Arabic);
        let _ = localise(&text, Digits::Arab);
        let _ = to_ascii(&text);
    }

    #[test]
    fn localised_digits_come_back(number in any::<i64>()) {
        for digits in [Digits::Latn, Digits::Arab, Digits::Arabext] {
            prop_assert_eq!(to_ascii(&format_int(number, digits)), number.to_string());
        }
    }
}

#[test]
fn dates_are_put_together_as_each_language_does() {
    let table = [
        (MonthStyle::Persian, Digits::Arabext, "دوشنبه ۲۳ نوامبر ۲۰۲۶", "۲۳ نوامبر", "نوامبر ۲۰۲۶"),
        (MonthStyle::Urdu, Digits::Latn, "پیر، 23 نومبر 2026", "23 نومبر", "نومبر 2026"),
        (MonthStyle::Hebrew, Digits::Latn, "יום שני, 23 בנובמבר 2026", "23 בנובמבר", "נובמבר 2026"),
        (
            MonthStyle::Kurdish,
            Digits::Arab,
            "دووشەممە، ٢٣ی تشرینی دووەمی ٢٠٢٦",
            "٢٣ی تشرینی دووەم",
            "تشرینی دووەمی ٢٠٢٦",
        ),
        (MonthStyle::French, Digits::Latn, "lundi 23 novembre 2026", "23 novembre", "novembre 2026"),
        (MonthStyle::Turkish, Digits::Latn, "23 Kasım 2026 Pazartesi", "23 Kasım", "Kasım 2026"),
    ];
    for (months, digits, long, short, month) in table {
        let style = DateStyle { digits, ..style(months) };
        assert_eq!(dates::long_date(MOMENT, &style), long);
        assert_eq!(dates::short_date(MOMENT, &style), short);
        assert_eq!(dates::month_year(MOMENT, &style), month);
    }
    let first = MOMENT - 22 * 86_400_000_000;
    assert_eq!(dates::short_date(first, &style(MonthStyle::French)), "1er novembre");
    assert_eq!(dates::zone_words("Europe/Istanbul", Tongue::Turkish), "İstanbul saati");
    assert_eq!(dates::zone_words("Asia/Tehran", Tongue::Persian), "به وقت تهران");
    assert_eq!(dates::zone_words("Asia/Tokyo", Tongue::Hebrew), "שעון \u{2068}Tokyo\u{2069}");
}

#[test]
fn a_persian_edition_may_date_by_the_sun() {
    let solar = DateStyle { digits: Digits::Arabext, ..style(MonthStyle::Solar) };
    assert_eq!(dates::long_date(MOMENT, &solar), "دوشنبه ۲ آذر ۱۴۰۵");
    assert_eq!(dates::short_date(MOMENT, &solar), "۲ آذر");
    assert_eq!(dates::month_name(1, MonthStyle::Solar), "فروردین");
    // The new year of 1405 is 21 March 2026.
    assert_eq!(dates::date(1_774_080_000_000_000, &solar), "۱ فروردین ۱۴۰۵");
    // A month that a photograph is known by stays in the calendar it was told in.
    let told = dates::parse_iso("1998-05").expect("a month");
    assert_eq!(dates::partial_date(&told, &solar), "مه ۱۹۹۸");
}
