//! What a newsroom sees of copies, from outside.

use coverage::copies::{Copies, Group, Member, differing, groups};
use proptest::prelude::*;

const DAY: i64 = 24 * 60 * 60 * 1_000_000;

/// So many different words, from a number on.
fn words(from: usize, count: usize) -> String {
    (from..from + count).map(|n| format!("كلمة{n}")).collect::<Vec<_>>().join(" ")
}

fn ids(copies: Vec<coverage::copies::Copy>) -> Vec<String> {
    copies.into_iter().map(|copy| copy.of).collect()
}

const DISPATCH: &str = "أعلنت وزارة الصحة يوم الثلاثاء تسجيل ١٢ إصابة جديدة بالمرض في ثلاث محافظات شمالية.
وقال المتحدث باسم الوزارة إن المصابين يتلقون العلاج في مستشفى المدينة، وإن حالتهم مستقرة.
وأضاف أن فرقا طبية وصلت إلى القرى المجاورة صباح اليوم لتطعيم السكان.";

#[test]
fn a_dispatch_with_another_lead_and_another_credit_is_a_copy() {
    let mut copies = Copies::new();
    assert!(copies.add("agency", 0, &format!("بيروت (رويترز) - {DISPATCH}")).is_empty());
    let (_, body) = DISPATCH.split_once('\n').unwrap();
    let found =
        copies.add("paper", 1, &format!("قلق في الشمال بعد ظهور المرض مجددا.\n{body}\nالمصدر: وكالات"));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].of, "agency");
    assert!(found[0].jaccard >= 0.5 && found[0].jaccard < 1.0, "{found:?}");
    let same = copies.find(&format!("(أ ف ب) {DISPATCH} (د ب أ)"));
    assert_eq!((same[0].of.as_str(), same[0].jaccard, same[0].contained), ("agency", 1.0, 1.0));
}

#[test]
fn a_dispatch_inside_a_longer_report_is_found_from_either_side() {
    let long = format!("{}\n{DISPATCH}\n{}", words(0, 60), words(100, 60));
    for (first, second) in [(DISPATCH, long.as_str()), (long.as_str(), DISPATCH)] {
        let mut copies = Copies::new();
        copies.add("first", 0, first);
        let found = copies.add("second", 1, second);
        assert_eq!(found.len(), 1);
        assert!(found[0].jaccard < 0.5 && found[0].contained > 0.9, "{found:?}");
    }
}

#[test]
fn a_few_lines_that_longer_reports_took_over_are_found_in_nearly_all_of_them() {
    let mut copies = Copies::new();
    for item in 0..200 {
        copies.add(&item.to_string(), 0, &words(item * 1000, 50));
    }
    let report = |item: usize| {
        format!(
            "{} {} {}",
            words(item * 1000 + 500, 80),
            words(item * 1000, 50),
            words(item * 1000 + 700, 80)
        )
    };
    let missed: Vec<usize> =
        (0..200).filter(|item| ids(copies.find(&report(*item))) != [item.to_string()]).collect();
    assert!(missed.len() <= 1, "{missed:?}");
}

#[test]
fn other_figures_make_a_text_less_alike() {
    let mut copies = Copies::new();
    copies.add("first", 0, DISPATCH);
    let found = copies.find(&DISPATCH.replace("١٢", "١٣"));
    assert!(found[0].jaccard < 1.0);
    assert_eq!(
        copies.find(&DISPATCH.replace("١٢", "12"))[0].jaccard,
        1.0,
        "digits of another script are the same"
    );
}

#[test]
fn too_little_text_is_a_copy_of_nothing() {
    let mut copies = Copies::new();
    for (id, text) in [("empty", ""), ("signs", "…! «»"), ("one", "عاجل"), ("two", "خبر عاجل")]
    {
        assert!(copies.add(id, 0, text).is_empty());
        assert!(copies.add(&format!("{id} again"), 0, text).is_empty());
    }
    assert!(copies.is_empty());
    copies.add("line", 0, "يتبع بعد قليل");
    assert_eq!(ids(copies.find("يتبع بعد قليل")), ["line"], "three words make a text");
    assert!(copies.find(&format!("يتبع بعد قليل {}", words(0, 40))).is_empty(), "and stand in many a text");
}

#[test]
fn the_same_text_under_two_ids_is_a_copy_and_under_one_id_replaces() {
    let mut copies = Copies::new();
    assert!(copies.add("a", 0, DISPATCH).is_empty());
    assert!(copies.add("a", 1, DISPATCH).is_empty(), "nothing is its own copy");
    assert_eq!(copies.len(), 1);
    assert_eq!(ids(copies.add("b", 2, DISPATCH)), ["a"]);
    copies.add("a", 3, &words(0, 50));
    assert_eq!(ids(copies.find(DISPATCH)), ["b"]);
    assert_eq!(ids(copies.find(&words(0, 50))), ["a"]);
    copies.remove("b");
    copies.remove("b");
    assert!(copies.find(DISPATCH).is_empty());
}

#[test]
fn what_is_fourteen_days_old_leaves() {
    let mut copies = Copies::new();
    copies.add("old", 0, DISPATCH);
    copies.add("later", 14 * DAY, &words(0, 30));
    assert_eq!(ids(copies.find(DISPATCH)), ["old"]);
    copies.add("a day later", 15 * DAY, &words(100, 30));
    assert!(copies.find(DISPATCH).is_empty());
    assert!(copies.add("late", 0, DISPATCH).is_empty(), "what is too old when it comes is compared");
    assert!(copies.find(DISPATCH).is_empty(), "and does not stay");
    assert_eq!(copies.len(), 2);
}

#[test]
fn what_everybody_says_is_nobody_s() {
    let follow = words(90_000, 20);
    let mut copies = Copies::new();
    for item in 0..200 {
        copies.add(&item.to_string(), item, &format!("{} {follow}", words(item as usize * 100, 60)));
    }
    assert!(copies.add("only that", 200, &follow).is_empty());
    assert_eq!(
        ids(copies.find(&format!("{} {follow}", words(5000, 60)))),
        ["50"],
        "its own words lead to it"
    );
}

#[test]
fn a_dispatch_that_two_hundred_papers_print_is_found_by_the_last() {
    let mut copies = Copies::new();
    for paper in 0..200 {
        let found = copies.add(&paper.to_string(), paper, DISPATCH);
        assert_eq!(found.is_empty(), paper == 0);
    }
    assert_eq!(copies.find(DISPATCH)[0].of, "0", "the oldest first");
}

#[test]
fn a_monstrous_text_is_bounded_work() {
    let mut copies = Copies::new();
    for (id, text) in [
        ("one letter", "ا".repeat(500_000)),
        ("one word", "كلمة ".repeat(100_000)),
        ("short words", (0..200_000).map(|n| format!("{} ", n % 9973)).collect()),
        ("brackets", "(".repeat(1_000_000)),
        ("marks", "ا\u{651}".repeat(250_000)),
        ("lines", "\n".repeat(1_000_000)),
    ] {
        let begun = std::time::Instant::now();
        copies.add(id, 0, &text);
        copies.find(&text);
        differing(&text, &text[..text.floor_char_boundary(text.len() / 2)]);
        assert!(begun.elapsed().as_secs() < 5, "{id}: {:?}", begun.elapsed());
    }
    assert!(copies.bytes() < 1_000_000, "{}", copies.bytes());
}

#[test]
fn all_that_is_linked_is_one_with_the_oldest_dispatch_at_its_head() {
    let member = |id, at, is_of_an_agency| Member { id, at, is_of_an_agency };
    let members = [
        member("paper", 1, false),
        member("agency", 3, true),
        member("agency again", 5, true),
        member("site", 7, false),
        member("alone", 2, false),
        member("x", 9, false),
        member("y", 8, false),
        member("alone", 2, false),
    ];
    let links = [
        ("site", "paper"),
        ("agency", "site"),
        ("agency again", "agency"),
        ("x", "y"),
        ("x", "gone"),
        ("x", "x"),
    ];
    let group = |head: &str, copies: &[&str]| Group {
        head: head.to_owned(),
        copies: copies.iter().map(|id| (*id).to_owned()).collect(),
    };
    assert_eq!(
        groups(&members, links),
        [group("alone", &[]), group("agency", &["paper", "agency again", "site"]), group("y", &["x"])]
    );
    assert!(groups(&[], [("a", "b")]).is_empty());
}

#[test]
fn the_part_that_differs_is_whole_sentences_of_the_later_text() {
    let earlier =
        "بيروت (رويترز) - قال الوزير إن الأمر انتهى. وعاد إلى مكتبه مساء. ثم سافر.\nوغادر الوفد اليوم.";
    for (later, own) in [
        (earlier, &[][..]),
        ("قالَ الوزير إنّ الأمر انتهى. وعاد الى مكتبه مساءً.\nالمصدر: وكالات", &[]),
        ("قال الوزير إن الأمر لم ينته. وعاد إلى مكتبه مساء.", &["قال الوزير إن الأمر لم ينته."]),
        ("وغادر الوفد اليوم.\nوكان المطر غزيرا. وتأخرت الطائرة.", &["وكان المطر غزيرا. وتأخرت الطائرة."]),
        ("جديد أول هنا.\nجديد ثان هنا.", &["جديد أول هنا.", "جديد ثان هنا."]),
        ("ثم سافر.", &[]),
        ("ثم عاد.", &["ثم عاد."]),
        ("", &[]),
        ("!!!", &[]),
    ] {
        let found: Vec<&str> = differing(earlier, later).into_iter().map(|at| &later[at]).collect();
        assert_eq!(found, own, "{later}");
    }
    assert_eq!(
        differing("", "نص جديد تماما."),
        std::iter::once(0.."نص جديد تماما.".len()).collect::<Vec<_>>()
    );
}

#[test]
fn a_figure_with_a_point_or_a_title_with_one_ends_no_sentence() {
    let later = "سجل المؤشر 4.5 نقطة. وقال د. محمد علي إن ذلك متوقع.";
    let found: Vec<&str> =
        differing("سجل المؤشر 4.5 نقطة.", later).into_iter().map(|at| &later[at]).collect();
    assert_eq!(found, ["وقال د. محمد علي إن ذلك متوقع."]);
}

/// Texts of few different words, so that they share much.
fn texts() -> impl Strategy<Value = Vec<String>> {
    let word = prop::sample::select(vec!["قال", "الوزير", "إن", "الأمر", "انتهى", "12", "أمس", "the", "said"]);
    let text = prop::collection::vec(word, 0..30).prop_map(|words| words.join(" "));
    prop::collection::vec(text, 1..12)
}

proptest! {
    #[test]
    fn what_was_removed_is_as_if_it_had_never_been(texts in texts(), asked in texts()) {
        let mut with = Copies::new();
        let mut without = Copies::new();
        for (at, text) in texts.iter().enumerate() {
            with.add(&at.to_string(), at as i64, text);
            without.add(&at.to_string(), at as i64, text);
        }
        for (at, text) in asked.iter().enumerate() {
            with.add(&format!("more {at}"), at as i64, text);
        }
        (0..asked.len()).for_each(|at| with.remove(&format!("more {at}")));
        for text in &asked {
            prop_assert_eq!(with.find(text), without.find(text));
        }
    }

    #[test]
    fn a_text_of_three_words_is_found_again_whole(texts in texts()) {
        let mut copies = Copies::new();
        for (at, text) in texts.iter().enumerate() {
            copies.add(&at.to_string(), at as i64, text);
        }
        for (at, text) in texts.iter().enumerate().filter(|(_, text)| text.split(' ').count() >= 3) {
            let found = copies.find(text);
            let itself = found.iter().find(|copy| copy.of == at.to_string());
            prop_assert!(itself.is_some_and(|copy| copy.jaccard == 1.0), "{} in {:?}", text, found);
            for copy in found {
                prop_assert!((0.0..=1.0).contains(&copy.jaccard) && copy.jaccard <= copy.contained && copy.contained <= 1.0);
            }
        }
    }

    #[test]
    fn nothing_breaks_it(one in "\\PC{0,200}", other in "[\\n .()\\-رويتزافب:ab1]{0,200}") {
        let mut copies = Copies::new();
        copies.add("one", 0, &one);
        copies.add("other", i64::MAX, &other);
        copies.add("again", i64::MIN, &other);
        for (earlier, later) in [(&one, &other), (&other, &one), (&one, &one)] {
            let mut ends = 0;
            for range in differing(earlier, later) {
                prop_assert!(range.start >= ends && range.start < range.end && later.get(range.clone()).is_some());
                ends = range.end;
            }
        }
        prop_assert!(differing(&one, &one).is_empty());
    }
}
