//! What cleaning takes out, what it keeps, and that it is safe on anything.

use proptest::prelude::*;
use text::clean::{
    CleanOptions, MARKS_PER_LETTER, cap_graphemes, clean_line, clean_line_with, clean_paragraph,
    count_graphemes,
};

#[test]
fn invisible_characters_go_and_letters_stay() {
    let table = [
        ("  خبر\u{A0}عاجل\t\n", "خبر عاجل"),
        ("\u{202E}خبر\u{202C}\u{200F}", "خبر"),
        ("\u{2067}قال\u{2069} \u{FEFF}ثم", "قال ثم"),
        ("الحكـــــومة", "الحكومة"),
        ("مُحـَمَّد", "مُحَمَّد"),
        ("13 جمادى الآخرة 1448 هـ", "13 جمادى الآخرة 1448 هـ"),
        ("هـــ", "هـ"),
        ("ﻻ ﻷﻣﺮ ﺑﻴﺮﻭﺕ", "لا لأمر بيروت"),
        ("ﷲ ﷺ ﴾آية﴿", "الله ﷺ ﴾آية﴿"),
        ("من\u{AD}فصل", "منفصل"),
        ("می\u{200C}خواهم", "می\u{200C}خواهم"),
        ("كلمة\u{200C} أخرى", "كلمة أخرى"),
        ("ه\u{200D} مفردة", "ه مفردة"),
        ("👨\u{200D}👩\u{200D}👧 عائلة", "👨\u{200D}👩\u{200D}👧 عائلة"),
        ("cafe\u{301}", "café"),
        ("a\u{0}b\u{7}c\u{85}d", "abc d"),
        ("١٢٣ و ۱۲۳", "١٢٣ و ۱۲۳"),
        ("«قال»، ثم؛ هل؟", "«قال»، ثم؛ هل؟"),
        ("", ""),
        (" \u{200F} ", ""),
    ];
    for (typed, cleaned) in table {
        assert_eq!(clean_line(typed), cleaned, "{typed:?}");
    }
}

#[test]
fn a_paragraph_keeps_its_lines() {
    assert_eq!(clean_paragraph(" أول \r\n ثان\r\rثالث\u{2028}\n\n\n رابع "), "أول\nثان\n\nثالث\n\nرابع");
}

#[test]
fn no_break_spaces_stay_when_asked() {
    let keeps = CleanOptions { keep_nbsp: true, ..CleanOptions::default() };
    assert_eq!(clean_line_with("20\u{A0}% \u{A0}", keeps), "20\u{A0}% \u{A0}");
    let keeps = CleanOptions { keep_tatweel: true, ..CleanOptions::default() };
    assert_eq!(clean_line_with("خـبر", keeps), "خـبر");
}

#[test]
fn a_flood_of_marks_is_cut() {
    let flood = format!("ب{}ت", "\u{64E}\u{30D}".repeat(500));
    assert_eq!(clean_line(&flood).chars().count(), 2 + MARKS_PER_LETTER);
}

#[test]
fn tag_characters_cannot_hide_a_message() {
    assert_eq!(clean_line("خبر\u{E0041}\u{E0042}"), "خبر");
    let flag = "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}";
    assert_eq!(clean_line(flag), flag);
}

#[test]
fn letters_are_counted_as_readers_count() {
    assert_eq!(count_graphemes("مُحَمَّد"), 4);
    assert_eq!(count_graphemes("👨\u{200D}👩\u{200D}👧"), 1);
    assert_eq!(cap_graphemes("مُحَمَّد", 2), "مُحَ");
    assert_eq!(cap_graphemes("خبر", 9), "خبر");
    assert_eq!(cap_graphemes("خبر", 0), "");
}

proptest! {
    #[test]
    fn cleaning_twice_is_cleaning_once(text in messy()) {
        for clean in [clean_line, clean_paragraph] {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once);
        }
    }

    #[test]
    fn nothing_invisible_survives(text in messy()) {
        let cleaned = clean_paragraph(&text);
        prop_assert!(!cleaned.chars().any(text::bidi::is_control));
        prop_assert!(!cleaned.chars().any(|c| c.is_control() && c != '\n'));
        prop_assert!(!clean_line(&text).contains('\n'));
    }

    #[test]
    fn plain_words_are_untouched(text in "[ء-غف-ي]{1,9}( [a-zA-Z0-9،؟]{1,9}){0,5}") {
        prop_assert_eq!(clean_line(&text), text);
    }
}

/// Any text, and text rich in what cleaning is about.
fn messy() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ \u{A0}\u{640}\u{64B}-\u{655}\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2066}-\u{2069}\u{FE70}-\u{FEFC}\u{FB50}-\u{FB60}اأبهىة\u{301}a\n\r\u{1F3F4}\u{E0067}\u{E007F}\u{1F468}\u{FE0F}]{0,40}",
    ]
}
