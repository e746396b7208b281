//! What a reader sees of a line that runs from right to left, by the Unicode algorithm that browsers follow; and what digits
//! and dates an edition's lines have. Each row of the tables says what it is about.

use text::bidi;
use text::dates::{self, Clock, DateStyle, MonthStyle};
use text::digits::{Digits, localise};
use unicode_bidi::{BidiInfo, Level};

/// The line as it stands on the screen, from left to right, without what is invisible.
fn shown(line: &str) -> String {
    let info = BidiInfo::new(line, Some(Level::rtl()));
    let shown = info.reorder_line(&info.paragraphs[0], 0..line.len());
    bidi::strip_controls(&shown)
}

#[test]
fn what_is_isolated_is_read_as_it_was_written() {
    let rows = [
        ("a score", "2-1"),
        ("a telephone number", "+961 1 234567"),
        ("a range of years", "2020–2024"),
        ("a time", "13:40"),
        ("a date in figures", "23/11/2026"),
        ("a percentage", "57%"),
        ("an amount of money", "$4.25"),
        ("a negative number", "-5"),
        ("a version", "1.2.3"),
        ("an address of mail", "news@example.org"),
        ("an address of the web", "https://example.org/a?b=1"),
        ("a handle", "@khabar_news"),
        ("a Latin hashtag", "#COP28"),
        ("Latin in brackets", "(AFP)"),
        ("a Latin name with a mark at its end", "Apple Inc."),
        ("a programming language", "C++"),
    ];
    for (what, part) in rows {
        for before in ["فاز", "فاز Arsenal", "قال"] {
            let line = format!("{before} {} ثم مضى", bidi::isolate(part));
            assert!(shown(&line).contains(part), "{what}: {}", shown(&line));
        }
    }
}

#[test]
fn without_an_isolate_what_stands_before_decides() {
    // The controls: as these lines are shown when nothing is done.
    let rows = [
        ("فاز 2-1", "1-2"),
        ("فاز Arsenal 2-1", "2-1"),
        ("فاز Arsenal ٢-١", "١-٢"),
        ("هاتف +961 1 234567", "234567 1 961+"),
    ];
    for (line, seen) in rows {
        assert!(shown(line).contains(seen), "{line}: {}", shown(line));
    }
}

#[test]
fn stray_direction_controls_do_not_survive() {
    for control in
        ['\u{200E}', '\u{200F}', '\u{202A}', '\u{202B}', '\u{202C}', '\u{202D}', '\u{202E}', '\u{61C}']
    {
        let typed = format!("خبر{control} من Reuters");
        assert_eq!(bidi::strip_controls(&typed), "خبر من Reuters");
        assert_eq!(bidi::isolate(&typed), "\u{2068}خبر من Reuters\u{2069}");
        assert_eq!(text::clean::clean_line(&typed), "خبر من Reuters", "U+{:04X}", u32::from(control));
    }
}

#[test]
fn generated_numbers_have_the_editions_digits_and_machines_have_their_own() {
    let rows = [
        ("a count", "52", "٥٢", "۵۲"),
        ("a decimal", "4.25", "٤٫٢٥", "۴٫۲۵"),
        ("thousands", "1,250", "١٬٢٥٠", "۱٬۲۵۰"),
        ("a percentage", "57%", "٥٧٪", "۵۷٪"),
        ("a time", "13:40", "١٣:٤٠", "۱۳:۴۰"),
        ("a date in figures", "23/11/2026", "٢٣/١١/٢٠٢٦", "۲۳/۱۱/۲۰۲۶"),
    ];
    for (what, latn, arab, arabext) in rows {
        for (digits, said) in [(Digits::Latn, latn), (Digits::Arab, arab), (Digits::Arabext, arabext)] {
            assert_eq!(localise(latn, digits), said, "{what}");
        }
    }
    // Addresses and what machines read have ASCII digits, whatever people typed.
    assert_eq!(
        text::slug::slug("فاز ٥٢ نائبًا في ۲۰۲۶", text::slug::SlugStyle::Arabic),
        "فاز-52-نائبا-في-2026"
    );
    assert_eq!(dates::iso(1_795_430_400_000_000, "Asia/Riyadh"), "2026-11-23T13:40:00+03:00");
}

#[test]
fn each_house_has_its_months_its_clock_and_its_zone() {
    // Friday 20 November 2026, 16:05 UTC.
    let at = 1_795_190_700_000_000;
    let style = |months, digits, clock, zone: &str| DateStyle {
        months,
        digits,
        clock,
        zone: zone.to_owned(),
        ..DateStyle::default()
    };
    let rows = [
        (
            "the Gulf",
            style(MonthStyle::Gulf, Digits::Arab, Clock::H12, "Asia/Riyadh"),
            "الجمعة، ٢٠ نوفمبر ٢٠٢٦",
            "٧:٠٥ م",
        ),
        (
            "Egypt",
            style(MonthStyle::Gulf, Digits::Arab, Clock::H12, "Africa/Cairo"),
            "الجمعة، ٢٠ نوفمبر ٢٠٢٦",
            "٦:٠٥ م",
        ),
        (
            "the Levant",
            style(MonthStyle::Levant, Digits::Latn, Clock::H24, "Asia/Beirut"),
            "الجمعة، 20 تشرين الثاني 2026",
            "18:05",
        ),
        (
            "Tunisia",
            style(MonthStyle::MaghrebTn, Digits::Latn, Clock::H24, "Africa/Tunis"),
            "الجمعة، 20 نوفمبر 2026",
            "17:05",
        ),
        (
            "Morocco",
            style(MonthStyle::MaghrebMa, Digits::Latn, Clock::H24, "UTC"),
            "الجمعة، 20 نونبر 2026",
            "16:05",
        ),
        (
            "pan-Arab desks",
            style(MonthStyle::Dual, Digits::Latn, Clock::H24, "UTC"),
            "الجمعة، 20 تشرين الثاني/نوفمبر 2026",
            "16:05",
        ),
    ];
    for (what, style, date, time) in rows {
        assert_eq!(dates::long_date(at, &style), date, "{what}");
        assert_eq!(dates::time(at, &style), time, "{what}");
    }
    let hijri = style(MonthStyle::Gulf, Digits::Arab, Clock::H24, "Asia/Riyadh");
    assert_eq!(dates::hijri_date(at, &hijri), "١٠ جمادى الآخرة ١٤٤٨ هـ", "the Umm al-Qura calendar");
}

#[test]
fn a_year_of_months_in_every_house() {
    let rows = [
        (MonthStyle::Gulf, ["يناير", "فبراير", "مايو", "يوليو", "أغسطس", "نوفمبر"]),
        (MonthStyle::Levant, ["كانون الثاني", "شباط", "أيار", "تموز", "آب", "تشرين الثاني"]),
        (MonthStyle::MaghrebTn, ["جانفي", "فيفري", "ماي", "جويلية", "أوت", "نوفمبر"]),
        (MonthStyle::MaghrebMa, ["يناير", "فبراير", "ماي", "يوليوز", "غشت", "نونبر"]),
        (
            MonthStyle::Dual,
            [
                "كانون الثاني/يناير",
                "شباط/فبراير",
                "أيار/مايو",
                "تموز/يوليو",
                "آب/أغسطس",
                "تشرين الثاني/نوفمبر",
            ],
        ),
    ];
    for (style, names) in rows {
        for (month, name) in [1, 2, 5, 7, 8, 11].into_iter().zip(names) {
            assert_eq!(dates::month_name(month, style), name, "{style:?}, month {month}");
        }
    }
}
