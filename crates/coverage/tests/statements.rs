//! What is found in texts, told from outside.

use std::time::Instant;

use coverage::statements::{Found, find};
use proptest::prelude::*;

fn holds(paragraphs: &[&str], found: &Found) {
    let mut last = (0, 0);
    for finding in &found.statements {
        let paragraph = paragraphs[finding.paragraph];
        assert!(!finding.content.is_empty(), "empty content");
        assert!(paragraph.get(finding.content.clone()).is_some(), "{finding:?} does not lie on letters");
        assert!((finding.paragraph, finding.content.start) >= last, "{finding:?} overlaps");
        last = (finding.paragraph, finding.content.end);
    }
    for source in &found.sources {
        assert_eq!(paragraphs[source.paragraph].get(source.span.clone()), Some(source.name.as_str()));
    }
}

const PIECES: &[&str] = &[
    "قال",
    "وأكد",
    "مشيرا",
    "إلى",
    "أن",
    "إن",
    "الوزير",
    "وفقا",
    "لوكالة",
    "نقلا",
    "عن",
    "بحسب",
    "كما",
    "«",
    "»",
    "\"",
    "“",
    "”",
    ":",
    "،",
    ".",
    "\n",
    "ل",
    "في",
    "بيان",
    "said",
    "told",
    "Reuters",
    "that",
    "according",
    "to",
    "adding",
    "He",
    "Ann",
    "Hale",
    ",",
    "?",
    "'",
    "’",
    "‘",
    "ـ",
    "َ",
    "على",
    "حد",
    "قوله",
    "يوم",
    "10:30",
    "a",
    "😀",
    "\u{200f}",
    "والذي",
    "ما",
    "القانون",
    "رويترز",
    "جاء",
    "but",
    "and",
    "(",
    ")",
    "who",
];

proptest! {
    #[test]
    fn any_text_is_read_without_a_fall(one in "\\PC{0,120}", other in "\\PC{0,60}", arabic in any::<bool>()) {
        let paragraphs = [one.as_str(), other.as_str()];
        holds(&paragraphs, &find(if arabic { "ar" } else { "en" }, &paragraphs));
    }

    #[test]
    fn words_of_speech_in_any_order_are_read_without_a_fall(
        places in prop::collection::vec(0..PIECES.len(), 0..80),
        glued in any::<u64>(),
        arabic in any::<bool>(),
    ) {
        let mut text = String::new();
        for (number, place) in places.iter().enumerate() {
            text.push_str(PIECES[*place]);
            if glued >> (number % 64) & 3 != 0 {
                text.push(' ');
            }
        }
        let paragraphs: Vec<&str> = text.split('\n').collect();
        holds(&paragraphs, &find(if arabic { "ar" } else { "en" }, &paragraphs));
    }
}

#[test]
fn a_hostile_text_takes_no_more_than_its_length() {
    let marks = "\"«“ قال ".repeat(60_000);
    let cues = "قال الوزير إن، مشيرا إلى أن، وفقا لوكالة ".repeat(20_000);
    let english = "\"a b c,\" said Ann, according to 'x' ".repeat(30_000);
    for (lang, text) in [("ar", &marks), ("ar", &cues), ("en", &english), ("en", &marks)] {
        let start = Instant::now();
        let paragraphs = [text.as_str()];
        let found = find(lang, &paragraphs);
        holds(&paragraphs, &found);
        assert!(found.statements.len() <= 400 && found.sources.len() <= 400);
        assert!(start.elapsed().as_millis() < 1000, "{lang}: {:?}", start.elapsed());
    }
}

/// The cue, the source and the content of each statement of one paragraph.
fn said(lang: &str, paragraph: &str) -> Vec<(String, String, String)> {
    let found = find(lang, &[paragraph]);
    let told = |finding: coverage::statements::Finding| {
        (finding.cue, finding.source, paragraph[finding.content].to_owned())
    };
    found.statements.into_iter().map(told).collect()
}

#[test]
fn what_only_looks_like_speech_is_none() {
    for paragraph in [
        "يمكن القول إن الموسم كان جيدا على الصيادين.",
        "رفع المحتجون لافتة كتب عليها «لا نريد جسرا من ورق» ثم انصرفوا.",
        "وصف الطبيب للمريض دواء جديدا على أن يعود بعد أسبوع.",
        "كشف الحفر عن جدار قديم يرجح أن يكون سور المدينة.",
        "تعهد المقاول بتنفيذ الطريق على أن ينتهي في الخريف.",
        "دعت البلدية إلى حفل في الساحة، على أن يبدأ عند السابعة.",
        "وعد الصيف بموسم وفير إلى أن جاء البرد.",
        "سأل المارة عن الطريق قبل أن يعرفوا أن الجسر مغلق.",
        "ومن أبرز النتائج التي خرج بها اللقاء أن السوق ستوسع.",
        "عبر الجسر آلاف المشاة قبل أن يغلق.",
        "ظهر المتهم الذي يدعى «أبو سامي الحداد» في الصورة.",
        "أظهرت مؤشرات المصرف في نشرة «أحوال المال والناس» تراجعا.",
        "تقدم السباق العداء الملقب «أبو الريح الحافي» ثم توقف.",
        "وتوزع الحصص وفق جدول معلق على الباب، وبحسب كمية الماء.",
    ] {
        assert_eq!(said("ar", paragraph), [], "{paragraph}");
    }
}

#[test]
fn whoever_is_told_and_how_it_is_said_are_no_part_of_who_says_it() {
    for (paragraph, source) in [
        ("أكد صاحب القارب لمراسل «نسيم أف أم» أن الشباك تمزقت كلها.", "صاحب القارب"),
        ("واعتبر القاضي سامي الحداد «بأسف بالغ» أن المهلة انتهت.", "القاضي سامي الحداد"),
        ("وحذر الأطباء من أن اللقاح سينفد بعد أيام.", "الأطباء"),
        ("وطالب رئيس اللجنة بفتح الدفاتر، معتبرا أن السكوت لم يعد ممكنا.", "رئيس اللجنة"),
        ("أبرز الوزير أن السوق ستوسع في الخريف.", "الوزير"),
        ("وقالت وزارة الري الأسبوع الماضي إن السد سليم.", "وزارة الري"),
        ("واعتبرت «ملتقى أهل البحر» أن المهلة لا تكفي أحدا.", "«ملتقى أهل البحر»"),
        ("وشدد سامي الحداد على أن المهلة لا تكفي أحدا.", "سامي الحداد"),
        ("ولفت سامي الحداد إلى أن المهلة لا تكفي أحدا.", "سامي الحداد"),
    ] {
        let found = said("ar", paragraph);
        assert_eq!(found.len(), 1, "{paragraph}: {found:?}");
        assert_eq!(found[0].1, source, "{paragraph}");
    }
    let found = said("ar", "ثم قال الموظف «هذا الاسم ممنوع تسجيله».");
    assert_eq!(found.len(), 1, "a few words that begin as speech does are speech: {found:?}");
}

#[test]
fn sources_are_found_by_their_kind() {
    for (lang, paragraph, names) in [
        ("ar", "وبحسب مصادر مطلعة على العقد، يستعد المقاول للرحيل.", &["مصادر مطلعة على العقد"][..]),
        (
            "en",
            "The union said in a leaked internal memo that talks had failed.",
            &["a leaked internal memo"],
        ),
        (
            "en",
            "The club said in an email to the Tarnside Herald that it was sorry.",
            &["an email", "Tarnside Herald"],
        ),
        ("en", "According to residents, the bell had not rung for years.", &["residents"]),
        ("en", "Sources said the bridge would stay shut.", &["Sources"]),
    ] {
        let found = find(lang, &[paragraph]).sources;
        let found: Vec<&str> = found.iter().map(|source| source.name.as_str()).collect();
        assert_eq!(found, names, "{paragraph}");
    }
}

/// Who says each statement of these paragraphs.
fn speakers(paragraphs: &[&str]) -> Vec<String> {
    find("ar", paragraphs).statements.into_iter().map(|finding| finding.source).collect()
}

#[test]
fn whom_a_verb_is_done_to_does_not_speak_on() {
    for paragraph in [
        "قال سامي الحداد إن الجسر مغلق. وطالب المقاولين بفتحه، مؤكدا أن المهلة انتهت.",
        "قال سامي الحداد إن الجسر مغلق. واعتبر مبادرة البلدية متأخرة، مؤكدا أن المهلة انتهت.",
        "قال سامي الحداد إن الجسر مغلق. وأكد الحداد مساندة السائقين، مضيفا أن المهلة انتهت.",
        "قال سامي الحداد إن الجسر القديم، وهو ضيق، يعتبر خطرا على السائقين، مضيفا أن المهلة انتهت.",
    ] {
        let found = speakers(&[paragraph]);
        assert_eq!(found.len(), 2, "{paragraph}: {found:?}");
        assert!(found.iter().all(|who| who.ends_with("الحداد")), "{paragraph}: {found:?}");
    }
}

#[test]
fn a_word_that_only_looks_like_a_participle_ends_no_statement() {
    for (paragraph, content) in [
        ("قال الوزير إن الطريق إلى مدينة المرسى سيفتح غدا.", "الطريق إلى مدينة المرسى سيفتح غدا"),
        ("قال الوزير إن الجسر سيغلق مجددا في الخريف.", "الجسر سيغلق مجددا في الخريف"),
        ("قال الوزير إن الحكومة وقعت مذكرة تفاهم مع الجوار.", "الحكومة وقعت مذكرة تفاهم مع الجوار"),
        (
            "قال الوزير إن القافلة سارت تحت حراسة مشددة إلى الميناء.",
            "القافلة سارت تحت حراسة مشددة إلى الميناء",
        ),
        (
            "قال الوزير إن السيل جرف التربة مما أدى حسب قوله إلى سد المجرى.",
            "السيل جرف التربة مما أدى حسب قوله إلى سد المجرى",
        ),
    ] {
        let found = said("ar", paragraph);
        assert_eq!(found.len(), 1, "{paragraph}: {found:?}");
        assert_eq!(found[0].2, content);
    }
}

#[test]
fn whoever_confirmed_a_report_speaks_on_and_is_named_without_a_preposition() {
    let report = "أغلق الجسر أمام الشاحنات، وفق ما أكده مدير المرور سامي الحداد.";
    assert_eq!(speakers(&[report, "وأضاف أن الصيانة تستمر أسبوعا."])[1], "مدير المرور سامي الحداد");
    let found = speakers(&["أغلق الجسر أمام الشاحنات كلها، وفقا للمصدر ذاته."]);
    assert_eq!(found, ["المصدر ذاته"]);
}
