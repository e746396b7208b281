//! The languages: Arabic counts by the table, both files with the same messages, numbers in the voice's digits.

use std::fs;

use text::digits::Digits;
use theme::{Direction, Locale, LocaleError, Locales, Voice, helpers};

fn locales() -> Locales {
    Locales::built_in().expect("the built-in languages are sound")
}

fn in_digits(locale: &Locale, digits: Digits) -> Locale {
    locale.with_voice(Voice { digits, ..locale.voice().clone() })
}

#[test]
fn arabic_counts_follow_the_table() {
    let table = include_str!("plurals.ar.tsv");
    let (ids, lines) = table.split_once('\n').expect("a head");
    let lines = lines.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let arabic = locales().get("ar");
    let mut checked = 0;
    for line in lines {
        let number: i64 = line[0].parse().expect("a number");
        for (id, expected) in ids.split('\t').zip(&line).skip(1) {
            let printed = arabic.try_message(id, &[("n", number.into())]).expect("the message is there");
            assert_eq!(printed.replace('\u{A0}', " "), *expected, "{id} of {number}");
            assert_eq!(
                printed.contains('\u{A0}'),
                printed.contains(|c: char| c.is_ascii_digit()),
                "{id} of {number}"
            );
            checked += 1;
        }
    }
    assert_eq!(checked, 15 * (ids.split('\t').count() - 1));
    for message in messages("ar").iter().filter(|message| !message.forms.is_empty()) {
        assert!(ids.split('\t').any(|id| id == message.id), "{} has no column in the table", message.id);
    }
}

#[test]
fn a_wrong_form_would_be_noticed() {
    let arabic = locales().get("ar");
    assert_ne!(
        helpers::count(&arabic, 52, "items").expect("counts"),
        helpers::count(&arabic, 3, "items").expect("counts")
    );
}

#[test]
fn a_count_speaks_in_the_digits_of_the_voice() {
    let arabic = locales().get("ar");
    let count = |digits| helpers::count(&in_digits(&arabic, digits), 52, "photos").expect("counts");
    assert_eq!(count(Digits::Latn), "52\u{A0}صورة");
    assert_eq!(count(Digits::Arab), "٥٢\u{A0}صورة");
    assert_eq!(count(Digits::Arabext), "۵۲\u{A0}صورة");
}

#[test]
fn what_people_typed_keeps_its_digits_and_is_never_read_as_a_message() {
    let arabic = in_digits(&locales().get("ar"), Digits::Arab);
    let typed = "قناة 7 { $n } \u{E000} x";
    let said =
        arabic.try_message("site-front-page", &[("site", typed.into())]).expect("the message is there");
    assert_eq!(text::bidi::strip_controls(&said), "قناة 7 { $n }  x، الصفحة الأولى");
}

/// The languages that are built in, and the plural forms that whole numbers take in each.
const FORMS: [(&str, &[&str]); 8] = [
    ("ar", &["zero", "one", "two", "few", "many", "other"]),
    ("ckb", &["one", "other"]),
    ("en", &["one", "other"]),
    ("fa", &["one", "other"]),
    ("fr", &["one", "many", "other"]),
    ("he", &["one", "two", "other"]),
    ("tr", &["one", "other"]),
    ("ur", &["one", "other"]),
];

/// A message: its id, its arguments, and the forms it has where it counts.
#[derive(Debug, PartialEq)]
struct Message {
    id: String,
    arguments: Vec<String>,
    forms: Vec<String>,
}

fn messages(code: &str) -> Vec<Message> {
    let path = format!("{}/../../locales/{code}.ftl", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(path).expect("is there");
    let mut messages: Vec<Message> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        match line.split_once(" = ").filter(|(id, _)| !id.starts_with([' ', '['])) {
            Some((id, _)) => {
                messages.push(Message { id: id.to_owned(), arguments: arguments(line), forms: Vec::new() });
            }
            None => messages.last_mut().into_iter().for_each(|message| {
                message.arguments.extend(arguments(line));
                let form = line
                    .trim()
                    .trim_start_matches('*')
                    .strip_prefix('[')
                    .and_then(|rest| rest.split(']').next());
                message.forms.extend(form.map(str::to_owned));
            }),
        }
    }
    messages.iter_mut().for_each(|message| {
        message.arguments.sort();
        message.arguments.dedup();
    });
    messages
}

#[test]
fn every_language_says_all_that_readers_see_with_the_same_arguments() {
    let codes: Vec<String> = locales().codes().map(str::to_owned).collect();
    assert_eq!(
        codes,
        FORMS.map(|(code, _)| code.to_owned()).to_vec(),
        "a language has a row in the table above"
    );
    let whole = messages("ar");
    assert!(whole.len() > 120, "the reading found {} messages", whole.len());
    for code in &codes {
        let own = messages(code);
        // What only the newsroom's own people see may be said in Arabic and English alone.
        let for_readers = |message: &&Message| !message.id.starts_with("desk-");
        for message in whole.iter().filter(|message| for_readers(message) || code == "en") {
            let said = own.iter().find(|said| said.id == message.id);
            let said = said.unwrap_or_else(|| panic!("{code}.ftl lacks {}", message.id));
            assert_eq!(said.arguments, message.arguments, "{code}.ftl: {}", message.id);
        }
        for message in &own {
            assert!(
                whole.iter().any(|known| known.id == message.id),
                "{code}.ftl: nobody asks for {}",
                message.id
            );
        }
    }
}

#[test]
fn every_count_has_every_form_of_its_language() {
    for (code, forms) in FORMS {
        let mut counts = 0;
        for message in messages(code).iter().filter(|message| !message.forms.is_empty()) {
            counts += 1;
            for form in forms {
                // Where only one number takes a form, the number may stand for it.
                let number = match *form {
                    "one" => "1",
                    "two" => "2",
                    form => form,
                };
                let has = message.forms.iter().any(|own| own.as_str() == *form || own.as_str() == number);
                assert!(has, "{code}.ftl: {} lacks [{form}]", message.id);
            }
        }
        assert!(counts >= 13, "{code}: {counts} counts");
    }
}

#[test]
fn every_language_counts_in_its_own_digits_without_a_fault() {
    for (code, _) in FORMS {
        let locale = locales().get(code);
        assert_eq!(locale.code(), code);
        for message in messages(code).iter().filter(|message| !message.forms.is_empty()) {
            for number in [0_i64, 1, 2, 3, 10, 11, 52, 100, 103, 1_000, 1_000_000] {
                let said = locale.try_message(&message.id, &[("n", number.into())]).expect("counts");
                let latin = said.contains(|c: char| c.is_ascii_digit());
                let other =
                    said.contains(|c: char| matches!(c, '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}'));
                let wanted = locale.voice().digits;
                assert!(
                    !(latin && wanted != Digits::Latn || other && wanted == Digits::Latn),
                    "{code}: {said}"
                );
                assert!(
                    number < 3 || latin || other,
                    "{code}: {} of {number} says no number: {said}",
                    message.id
                );
            }
        }
    }
    let said = |code: &str, number: i64| {
        locales().get(code).message("count-articles", &[("n", number.into())]).replace('\u{A0}', " ")
    };
    assert_eq!(said("fa", 52), "۵۲ خبر");
    assert_eq!(said("ckb", 52), "٥٢ هەواڵ");
    assert_eq!((said("he", 2), said("he", 20)), ("שתי ידיעות".to_owned(), "20 ידיעות".to_owned()));
    assert_eq!(
        (said("fr", 1), said("fr", 2), said("tr", 52)),
        ("1 article".to_owned(), "2 articles".to_owned(), "52 haber".to_owned())
    );
    assert_eq!((said("ur", 1), said("ur", 52)), ("1 خبر".to_owned(), "52 خبریں".to_owned()));
}

/// The form that whole numbers take in the seven other languages, as Unicode's data has it.
const CLDR: [(&str, [(u64, &str); 8]); 7] = {
    const ONE_IS_ONE: [(u64, &str); 8] = [
        (0, "other"),
        (1, "one"),
        (2, "other"),
        (3, "other"),
        (11, "other"),
        (52, "other"),
        (101, "other"),
        (1_000, "other"),
    ];
    let mut zero_too = ONE_IS_ONE;
    zero_too[0].1 = "one";
    let mut hebrew = ONE_IS_ONE;
    hebrew[2].1 = "two";
    [
        ("en", ONE_IS_ONE),
        ("ckb", ONE_IS_ONE),
        ("tr", ONE_IS_ONE),
        ("ur", ONE_IS_ONE),
        ("fa", zero_too),
        ("fr", zero_too),
        ("he", hebrew),
    ]
};

#[test]
fn each_language_counts_by_the_forms_that_unicode_gives_it() {
    for (code, numbers) in CLDR {
        let locale = locales().get(code);
        let file = format!("{}/../../locales/{code}.ftl", env!("CARGO_MANIFEST_DIR"));
        let file = fs::read_to_string(file).expect("is there");
        for message in messages(code).iter().filter(|message| !message.forms.is_empty()) {
            let (_, rest) = file.split_once(&format!("\n{} = ", message.id)).expect("the message is there");
            let (forms, _) = rest.split_once("\n}").expect("it ends");
            let form = |name: &str| {
                let line = forms
                    .lines()
                    .find_map(|line| line.trim().trim_start_matches('*').strip_prefix(&format!("[{name}] ")));
                line.map(str::to_owned)
            };
            for (number, name) in numbers {
                // A number of its own goes before the form that it has.
                let wanted = form(&number.to_string()).or_else(|| form(name)).or_else(|| form("other"));
                let figure = text::digits::localise(&number.to_string(), locale.voice().digits);
                let wanted = wanted.expect("every count has an other").replace("{ $n }", &figure);
                let number = i64::try_from(number).expect("fits");
                let said = locale.try_message(&message.id, &[("n", number.into())]).expect("counts");
                assert_eq!(said.replace('\u{A0}', " "), wanted, "{code}.ftl: {} of {number}", message.id);
            }
        }
    }
}

#[test]
fn what_people_typed_is_isolated_in_a_sentence_of_the_other_direction() {
    let said =
        |code: &str, words: &str| locales().get(code).message("search-none", &[("words", words.into())]);
    let rows = [
        ("a Latin name", "ar", "C++", "لا نتائج عن \u{2068}C++\u{2069}."),
        ("a score alone", "ar", "2-1", "لا نتائج عن \u{2068}2-1\u{2069}."),
        ("a score in Arabic words", "ar", "فاز 2-1", "لا نتائج عن فاز \u{2068}2-1\u{2069}."),
        ("Arabic words", "ar", "نهر", "لا نتائج عن نهر."),
        ("a year", "ar", "2026", "لا نتائج عن 2026."),
    ];
    for (what, code, words, wanted) in rows {
        assert_eq!(said(code, words), wanted, "{what}");
    }
    assert!(said("en", "نهر").contains("\u{2068}نهر\u{2069}"), "{}", said("en", "نهر"));
    assert!(!said("en", "river").contains('\u{2068}'));
}

fn arguments(line: &str) -> Vec<String> {
    line.split('$').skip(1).map(|rest| rest.chars().take_while(|c| c.is_alphanumeric()).collect()).collect()
}

#[test]
fn a_language_says_its_direction_and_its_usual_voice() {
    let all = locales();
    assert_eq!(all.get("ar").dir(), Direction::Rtl);
    assert_eq!(all.get("en").dir(), Direction::Ltr);
    assert_eq!(all.get("ar-EG").code(), "ar");
    for (code, dir) in
        [("fa", Direction::Rtl), ("ur", Direction::Rtl), ("he", Direction::Rtl), ("ckb", Direction::Rtl)]
    {
        assert_eq!((all.get(code).code(), all.get(code).dir()), (code, dir));
    }
    assert_eq!((all.get("fr").dir(), all.get("tr").dir()), (Direction::Ltr, Direction::Ltr));
    assert_eq!(all.get("ps").code(), "ar", "a right-to-left language without a file speaks Arabic");
    assert_eq!(all.get("de").code(), "en");
    assert!(all.find("de").is_none());
}

#[test]
fn an_unknown_message_is_an_error_in_a_template_and_its_own_name_elsewhere() {
    let arabic = locales().get("ar");
    assert!(matches!(arabic.try_message("no-such-thing", &[]), Err(LocaleError::NoSuchMessage { .. })));
    assert_eq!(arabic.message("no-such-thing", &[]), "no-such-thing");
    assert!(matches!(arabic.try_message("page-number", &[]), Err(LocaleError::BadArguments { .. })));
}

#[test]
fn a_site_may_change_one_message_and_add_a_whole_language() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("ar.ftl"), "latest = جديدنا\n").expect("writes");
    let whole =
        fs::read_to_string(format!("{}/../../locales/en.ftl", env!("CARGO_MANIFEST_DIR"))).expect("is there");
    fs::write(dir.path().join("de.ftl"), whole.replace("language-name = English", "language-name = Deutsch"))
        .expect("writes");
    let all = Locales::load(Some(dir.path())).expect("loads");
    assert_eq!(all.get("ar").message("latest", &[]), "جديدنا");
    assert_eq!(all.get("ar").message("sections", &[]), "الأقسام");
    assert_eq!(all.get("de").message("language-name", &[]), "Deutsch");
}

#[test]
fn what_a_site_says_of_a_language_stands_over_what_we_say() {
    let dir = tempfile::tempdir().expect("a folder");
    let own = "language-zone = Asia/Damascus\nlanguage-digits = latn\nlanguage-zone = { \"Africa/Cairo\" }\n";
    fs::write(dir.path().join("ar.ftl"), own).expect("writes");
    let arabic = Locales::load(Some(dir.path())).expect("loads").get("ar");
    assert_eq!((arabic.voice().zone.as_str(), arabic.voice().digits), ("Africa/Cairo", Digits::Latn));
    assert_eq!(arabic.dir(), Direction::Rtl, "what it does not say stays");
}

#[test]
fn a_broken_or_half_language_is_refused_with_its_place() {
    let refused = |name: &str, text: &[u8]| {
        let dir = tempfile::tempdir().expect("a folder");
        fs::write(dir.path().join(name), text).expect("writes");
        Locales::load(Some(dir.path())).map(|_| ()).expect_err("is refused").to_string()
    };
    assert!(refused("de.ftl", b"latest = Neu\n").starts_with("de.ftl lacks: "));
    assert!(refused("ar.ftl", b"ok = x\n\n= broken\n").starts_with("ar.ftl: line 3:"));
    assert!(refused("ar.ftl", b"\xff").contains("ar.ftl"));
    assert!(refused("no_language_at_all_.ftl", b"latest = x\n").contains("not a language code"));
    assert!(refused("ar.ftl", b"language-direction = up\n").contains("rtl or ltr"));
    assert!(refused("ar.ftl", b"language-zone = { latest }\n").contains("language-zone is plain text"));
}

#[test]
fn dates_are_said_in_the_voice() {
    let arabic = locales().get("ar");
    let at = 1_795_434_000_000_000; // 2026-11-23 11:40 UTC
    assert_eq!(helpers::date(&arabic, at), "الاثنين، 23 نوفمبر 2026");
    assert_eq!(helpers::time(&arabic, at), "13:40");
    assert_eq!(helpers::hijri(&arabic, at).as_deref(), Some("13 جمادى الآخرة 1448 هـ"));
    assert_eq!(helpers::datetime(&arabic, at), "2026-11-23T13:40:00+02:00");
    let egyptian = arabic.with_voice(Voice {
        digits: Digits::Arab,
        hijri: false,
        zone: "Africa/Cairo".into(),
        ..arabic.voice().clone()
    });
    assert_eq!(helpers::date(&egyptian, at), "الاثنين، ٢٣ نوفمبر ٢٠٢٦");
    assert_eq!(helpers::hijri(&egyptian, at), None);
}

#[test]
fn the_form_is_right_for_every_number() {
    use text::plural::{Category, category};
    let arabic = locales().get("ar");
    for number in (0..2_500).chain([10_003, 1_000_011, 1_000_100, u64::from(u32::MAX)]) {
        let printed = helpers::count(&arabic, number, "comments").expect("counts").replace('\u{A0}', " ");
        let expected = match category("ar", number) {
            Category::Zero => "لا تعليقات".to_owned(),
            Category::One => "تعليق واحد".to_owned(),
            Category::Two => "تعليقان".to_owned(),
            Category::Few => format!("{number} تعليقات"),
            Category::Many => format!("{number} تعليقًا"),
            Category::Other => format!("{number} تعليق"),
        };
        assert_eq!(printed, expected);
    }
}
