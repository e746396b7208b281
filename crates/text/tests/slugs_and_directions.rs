//! Addresses, isolates, languages and words.

use proptest::prelude::*;
use text::bidi::{Direction, first_strong, is_rtl_lang, isolate, strip_controls};
use text::lang::{direction, endonym, is_tag};
use text::slug::{MOST_LETTERS, SlugStyle, is_slug, slug};
use text::words::{count_words, reading_minutes, truncate_letters, truncate_words};

#[test]
fn a_slug_keeps_its_letters() {
    let table = [
        ("المحادثات تبدأ غدًا", "المحادثات-تبدأ-غدا"),
        ("أ.ف.ب: إصابة 12 في «بيروت»", "أفب-إصابة-12-في-بيروت"),
        ("الحكـــومة تُقِرّ الموازنة", "الحكومة-تقر-الموازنة"),
        ("موازنة ٢٠٢٧/٢٠٢٨", "موازنة-2027-2028"),
        ("Trump's Visit to BEIRUT", "trumps-visit-to-beirut"),
        ("نتيجة 2-1، ثم؟", "نتيجة-2-1-ثم"),
        ("ﻻ ﺷﻲء", "لا-شيء"),
        ("…!؟", ""),
        ("--a--b--", "a-b"),
        ("café été", "café-été"),
        ("می\u{200C}خواهم", "میخواهم"),
        ("../../etc/passwd", "etc-passwd"),
        ("\u{202E}خبر", "خبر"),
        ("مسؤول وشؤون ورئيس", "مسؤول-وشؤون-ورئيس"),
    ];
    for (headline, expected) in table {
        let made = slug(headline, SlugStyle::Arabic);
        assert_eq!(made, expected);
        assert!(made.is_empty() || is_slug(&made), "{made}");
    }
    assert_eq!(slug("خبر", SlugStyle::IdOnly), "");
}

#[test]
fn a_long_headline_is_cut_between_words() {
    let long = slug(&"كلمة طويلة ".repeat(20), SlugStyle::Arabic);
    assert!(
        long.chars().count() <= MOST_LETTERS && long.ends_with("كلمة") || long.ends_with("طويلة"),
        "{long}"
    );
    assert_eq!(slug(&"ا".repeat(200), SlugStyle::Arabic).chars().count(), MOST_LETTERS);
}

#[test]
fn transliteration_is_readable() {
    let table = [
        ("لبنان", "labnan"),
        ("بيروت", "birut"),
        ("السعودية", "al-saudia"),
        ("مكتب الوزير", "maktab-al-wazir"),
        ("سوريا واليمن", "suria-walimn"),
        ("Reuters تقرير 2026", "reuters-taqrir-2026"),
        ("Été à Zürich", "ete-a-zurich"),
        ("新闻", ""),
        ("العراق", "al-araq"),
    ];
    for (headline, expected) in table {
        assert_eq!(slug(headline, SlugStyle::Transliterated), expected);
    }
}

#[test]
fn things_that_are_not_slugs_are_refused() {
    for wrong in ["", "-a", "a-", "a--b", "A", "a b", "a/b", "a.b", "%D8", "خَبر", "a?b", "..", "\u{202E}a"]
    {
        assert!(!is_slug(wrong), "{wrong}");
    }
    assert!(is_slug("خبر-عاجل-2026"));
}

#[test]
fn paths_are_encoded_in_upper_case() {
    assert_eq!(text::percent::path("/ar/نعناع a"), "/ar/%D9%86%D8%B9%D9%86%D8%A7%D8%B9%20a");
    assert_eq!(text::percent::path("/a-b_c.d~e/%"), "/a-b_c.d~e/%25");
}

#[test]
fn isolates_close() {
    assert_eq!(isolate("Reuters"), "\u{2068}Reuters\u{2069}");
    assert_eq!(isolate("a\u{2069}b\u{202E}"), "\u{2068}ab\u{2069}");
    assert_eq!(isolate(""), "");
    assert_eq!(strip_controls("\u{200F}a\u{61C}"), "a");
}

#[test]
fn the_first_strong_letter_decides() {
    let table = [
        ("خبر", Some(Direction::Rtl)),
        ("123 Arsenal", Some(Direction::Ltr)),
        ("«\u{2068}Reuters\u{2069} قالت", Some(Direction::Rtl)),
        ("123, !", None),
        ("שלום", Some(Direction::Rtl)),
    ];
    for (text, expected) in table {
        assert_eq!(first_strong(text), expected, "{text}");
    }
}

#[test]
fn languages_have_directions_and_names() {
    assert!(is_rtl_lang("ar-LB") && is_rtl_lang("fa") && is_rtl_lang("ckb") && is_rtl_lang("az-Arab"));
    assert!(!is_rtl_lang("en") && !is_rtl_lang("ku-Latn") && !is_rtl_lang("ar-Latn") && !is_rtl_lang(""));
    assert_eq!(direction("he").as_str(), "rtl");
    assert_eq!(
        (endonym("ar-EG"), endonym("en"), endonym("fa"), endonym("xx")),
        ("العربية", "English", "فارسی", "xx")
    );
    assert!(
        is_tag("ar")
            && is_tag("zh-Hant-TW")
            && !is_tag("")
            && !is_tag("a")
            && !is_tag("ar_")
            && !is_tag("عر")
    );
}

#[test]
fn words_are_counted_and_cut() {
    assert_eq!(count_words("قال الوزير، أمس: «لا»."), 4);
    assert_eq!(count_words("  "), 0);
    assert_eq!((reading_minutes(0, "ar"), reading_minutes(800, "ar"), reading_minutes(800, "en")), (1, 4, 4));
    assert_eq!(truncate_words("قال الوزير، أمس: «لا».", 2), "قال الوزير…");
    assert_eq!(truncate_words("قال الوزير.", 2), "قال الوزير.");
    assert_eq!(truncate_letters("قال الوزير أمس", 10), "قال…");
    assert_eq!(truncate_letters("قال الوزير أمس", 11), "قال الوزير…");
    assert_eq!(truncate_letters("قال", 3), "قال");
}

proptest! {
    #[test]
    fn a_slug_is_always_a_slug(text in any::<String>()) {
        for style in [SlugStyle::Arabic, SlugStyle::Transliterated] {
            let made = slug(&text, style);
            prop_assert!(made.is_empty() || is_slug(&made), "{:?} -> {:?}", text, made);
            prop_assert!(made.chars().count() <= MOST_LETTERS);
        }
        prop_assert!(slug(&text, SlugStyle::Transliterated).bytes().all(|b| b == b'-' || b.is_ascii_alphanumeric()));
    }

    #[test]
    fn an_encoded_path_is_ascii(text in any::<String>()) {
        let encoded = text::percent::path(&text);
        prop_assert!(encoded.bytes().all(|b| b.is_ascii_graphic()));
    }

    #[test]
    fn cutting_never_lengthens(text in any::<String>(), most in 0_usize..30) {
        prop_assert!(count_words(&truncate_words(&text, most)) <= most);
        prop_assert!(text::clean::count_graphemes(&truncate_letters(&text, most)) <= most.max(1));
    }
}
