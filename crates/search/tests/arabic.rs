//! What is found, and what comes first.

use search::{Change, Document, Filter, Hits, Index, Order, Request, Settings};
use std::path::Path;

const DAY: i64 = 86_400_000_000;

fn document(id: &str, title: &str, body: &str) -> Document {
    Document {
        id: id.into(),
        title: title.into(),
        body: body.into(),
        lang: "ar".into(),
        facets: vec![("edition".into(), "ar".into())],
        at: 1_000 * DAY,
        ..Document::default()
    }
}

fn index(folder: &Path, documents: Vec<Document>) -> Index {
    let index = Index::open_or_create(folder, Settings::default()).expect("opens");
    index.apply(documents.into_iter().map(Change::Put).collect(), 1).expect("applied");
    index
}

fn ask(index: &Index, text: &str) -> Hits {
    let request = Request { text: text.into(), limit: 20, now: 1_000 * DAY, ..Request::default() };
    index.search(&request).expect("an answer")
}

fn ids(hits: &Hits) -> Vec<&str> {
    hits.hits.iter().map(|hit| hit.id.as_str()).collect()
}

fn sorted(hits: &Hits) -> Vec<&str> {
    let mut ids = ids(hits);
    ids.sort_unstable();
    ids
}

#[test]
fn a_word_with_the_article_finds_its_relatives() {
    let folder = tempfile::tempdir().expect("a folder");
    let texts = [
        ("bare", "محادثات سلام في جنيف"),
        ("and", "والمحادثات مستمرة"),
        ("for", "للمحادثات أثر"),
        ("vowelled", "بدأت المُحادَثات أمس"),
        ("single", "محادثة هاتفية"),
        ("other", "أحداث الأسبوع"),
        ("far", "إسرائيل ولبنان"),
    ];
    let index = index(folder.path(), texts.iter().map(|(id, text)| document(id, "عنوان", text)).collect());
    let hits = ask(&index, "المحادثات");
    assert_eq!(sorted(&hits), ["and", "bare", "for", "single", "vowelled"]);
    assert_eq!(hits.total, 5);
    assert_eq!(ids(&hits)[0], "vowelled", "the form as typed comes first, vowel marks or not");
    assert_eq!(sorted(&ask(&index, "محادثات")), ["and", "bare", "for", "single", "vowelled"]);
    assert_eq!(ids(&ask(&index, "محادثات"))[0], "bare");
    assert_eq!(ids(&ask(&index, "اسرائيل")), ["far"]);
    assert_eq!(ids(&ask(&index, "الكتب")), [""; 0], "control");
}

#[test]
fn variants_of_writing_fall_together_and_the_exact_one_leads() {
    for (typed, exact, variant) in [
        ("أحمد", "أحمد يتحدث", "احمد يتحدث"),
        ("مدرسة", "مدرسة جديدة", "مدرسه جديدة"),
        ("ليبيا", "ليبيا اليوم", "لیبیا اليوم"),
        ("علي", "علي يفوز", "على يفوز"),
        ("2026", "عام 2026", "عام ٢٠٢٦"),
        ("غزة", "غزة", "غــــزّة"),
        ("لا", "لا لعب", "ﻻ لعب"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        // The variant is indexed first, so that a tie would show.
        let index =
            index(folder.path(), vec![document("variant", "", variant), document("exact", "", exact)]);
        let hits = ask(&index, typed);
        assert_eq!(sorted(&hits), ["exact", "variant"], "{typed}");
        if typed != "غزة" {
            assert_eq!(ids(&hits)[0], "exact", "{typed}");
        }
    }
}

#[test]
fn an_exact_body_ranks_before_a_stemmed_title() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = index(
        folder.path(),
        vec![
            document("stem", "محادثة", "شيء آخر تمامًا"),
            document("exact", "عنوان بعيد", &format!("{} ثم بدأت المحادثات", "كلام طويل ".repeat(60))),
        ],
    );
    assert_eq!(ids(&ask(&index, "المحادثات")), ["exact", "stem"]);
    assert_eq!(ids(&ask(&index, "محادثة")), ["stem", "exact"]);
}

#[test]
fn phrases_and_exclusions_hold() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = index(
        folder.path(),
        vec![
            document("council", "مجلس الأمن يجتمع", "استخدم الفيتو"),
            document("apart", "الأمن في مجلس", "بلا فيتو"),
            document("agency", "نقلت أ.ف.ب الخبر", "كتب مراسلها"),
        ],
    );
    assert_eq!(sorted(&ask(&index, "مجلس الأمن")), ["apart", "council"]);
    assert_eq!(ids(&ask(&index, "«مجلس الامن»")), ["council"]);
    assert_eq!(ids(&ask(&index, "\"مجلس الأمن")), ["council"], "a quotation that is not closed");
    assert_eq!(ids(&ask(&index, "مجلس -الفيتو")), ["apart"]);
    assert_eq!(ids(&ask(&index, "أ.ف.ب")), ["agency"]);
    assert_eq!(ask(&index, "-فيتو").total, 0);
    assert_eq!(ask(&index, "").total, 0);
}

#[test]
fn when_not_all_words_are_found_most_are_enough() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = index(folder.path(), vec![document("a", "زلزال في المغرب", "أرقام جديدة")]);
    let hits = ask(&index, "زلزال المغرب مراكش");
    assert!(hits.relaxed && ids(&hits) == ["a"]);
    assert!(!ask(&index, "زلزال المغرب").relaxed);
    assert_eq!(ask(&index, "زلزال مراكش").total, 0, "one of two is not most");
}

#[test]
fn spellings_of_one_name_find_each_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = index(
        folder.path(),
        vec![
            document("j", "جوجل تعلن", ""),
            document("a", "الأمير عبدالله", ""),
            document("m", "مسئول كبير", ""),
        ],
    );
    assert_eq!(ids(&ask(&index, "غوغل")), ["j"]);
    assert_eq!(ids(&ask(&index, "\"عبد الله\"")), ["a"]);
    assert_eq!(ids(&ask(&index, "مسؤول")), ["m"]);
    assert_eq!(ask(&index, "أوكسفورد").total, 0, "control");
    index.set_synonyms(&[vec!["أوكسفورد".into(), "الأمير".into()]]);
    assert_eq!(ids(&ask(&index, "أوكسفورد")), ["a"]);
}

#[test]
fn filters_narrow_and_time_orders() {
    let folder = tempfile::tempdir().expect("a folder");
    let dated = |id: &str, at: i64, section: &str| {
        let mut document = document(id, "خبر", "النص");
        document.at = at;
        document.facets.push(("section".into(), section.into()));
        document
    };
    let all = vec![
        dated("old", 10 * DAY, "world"),
        dated("new", 990 * DAY, "world"),
        dated("mid", 500 * DAY, "sport"),
    ];
    let index = index(folder.path(), all);
    let with = |filters: Vec<Filter>, order| {
        let request =
            Request {
                text: "خبر".into(), filters, order, limit: 10, now: 1_000 * DAY, ..Request::default()
            };
        let hits = index.search(&request).expect("an answer");
        hits.hits.into_iter().map(|hit| hit.id).collect::<Vec<_>>()
    };
    let section = |value: &str| vec![value.to_owned()];
    assert_eq!(with(vec![], Order::Newest), ["new", "mid", "old"]);
    assert_eq!(with(vec![], Order::Relevance)[0], "new", "of equals the newer leads");
    let world = Filter::Any { name: "section".into(), values: section("world") };
    assert_eq!(with(vec![world], Order::Newest), ["new", "old"]);
    let not_world = Filter::None { name: "section".into(), values: section("world") };
    assert_eq!(with(vec![not_world], Order::Newest), ["mid"]);
    let between = Filter::Between { from: Some(10 * DAY), to: Some(500 * DAY) };
    assert_eq!(with(vec![between], Order::Newest), ["old"], "the end is not inside");
    let nobody = Filter::Any { name: "section".into(), values: vec![] };
    assert!(with(vec![nobody], Order::Newest).is_empty());
    let forged = Filter::Any { name: "edition\u{1f}ar".into(), values: section("") };
    assert!(with(vec![forged], Order::Newest).is_empty());
}

#[test]
fn pages_do_not_overlap_and_the_total_is_of_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let all = (0..30).map(|n| document(&format!("{n:02}"), "خبر", &format!("رقم {n}"))).collect();
    let index = index(folder.path(), all);
    let mut seen = Vec::new();
    for offset in [0, 10, 20, 30] {
        let request = Request { text: "خبر".into(), limit: 10, offset, ..Request::default() };
        let hits = index.search(&request).expect("an answer");
        assert_eq!(hits.total, 30);
        seen.extend(hits.hits.into_iter().map(|hit| hit.id));
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 30);
    for (limit, offset) in [(0, 0), (usize::MAX, usize::MAX), (usize::MAX, 0)] {
        let request = Request { text: "خبر".into(), limit, offset, ..Request::default() };
        assert_eq!(index.search(&request).expect("an answer").total, 30);
    }
}

#[test]
fn excerpts_mark_whole_words_as_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let long = format!(
        "{}. وقال إنّ المُحادَثاتِ ستُستأنف، و«محادثات» أخرى تُعقد. {}",
        "حشو ".repeat(80),
        "ذيل ".repeat(80)
    );
    let index = index(folder.path(), vec![document("a", "والمحادثات مستمرة", &long)]);
    let hits = ask(&index, "محادثات");
    let marked = |excerpt: &search::Excerpt| -> Vec<String> {
        excerpt.marks.iter().map(|range| excerpt.text[range.clone()].to_owned()).collect()
    };
    assert_eq!(marked(&hits.hits[0].title), ["والمحادثات"]);
    assert_eq!(marked(&hits.hits[0].text), ["المُحادَثاتِ", "محادثات"]);
    assert!(hits.hits[0].text.cut_before && hits.hits[0].text.cut_after);
    assert!(hits.hits[0].text.text.len() < 600);
}

#[test]
fn a_document_takes_the_place_of_its_former_self() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = index(folder.path(), vec![document("a", "قديم", "")]);
    index
        .apply(vec![Change::Put(document("a", "جديد", "")), Change::Put(document("a", "أجدد", ""))], 2)
        .expect("applied");
    assert_eq!(index.len(), 1);
    assert_eq!(ids(&ask(&index, "أجدد")), ["a"]);
    assert_eq!(ask(&index, "قديم").total, 0);
    index.apply(vec![Change::Remove("a".into()), Change::Remove("nobody".into())], 3).expect("applied");
    assert!(index.is_empty());
}

#[test]
fn what_is_typed_is_never_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = index(folder.path(), vec![document("a", "خبر عاجل", "\u{0} \u{202e} \"")]);
    let long = "خبر ".repeat(100_000);
    for text in [
        "",
        " ",
        "\"",
        "\"\"",
        "«»",
        "-",
        "--",
        "- -",
        "-\"",
        "*",
        "?",
        "(",
        ")",
        "AND",
        "OR NOT",
        "title:x",
        "a:b:c",
        "[1 TO 2]",
        "خبر AND",
        "+خبر",
        "خبر~2",
        "خبر^9",
        "\\",
        "/x/",
        "\0",
        "\u{202e}",
        "\u{1f}",
        "ـــ",
        "ًٌٍ",
        "🕌",
        &long,
        "' OR 1=1 --",
        "<script>",
        "%00",
        "«خبر «عاجل»",
        "ﷺ",
        "e\u{301}",
    ] {
        let _ = ask(&index, text);
    }
    assert_eq!(ids(&ask(&index, "(خبر) +عاجل *")), ["a"], "signs of other query languages mean nothing");
}

#[test]
fn vowelled_news_is_found_by_plain_words() {
    let Some(root) = std::env::var_os("KHABAR_CORPORA") else {
        println!("NOT RUN: vowelled news is found by plain words (KHABAR_CORPORA is not set)");
        return;
    };
    let path = Path::new(&root).join("wikinews-ar-farasa/WikiNewsTruth.txt");
    let text = std::fs::read_to_string(path).expect("the corpus");
    let folder = tempfile::tempdir().expect("a folder");
    let lines: Vec<&str> = text.lines().filter(|line| line.chars().count() > 30).collect();
    let all = lines.iter().enumerate().map(|(n, line)| document(&n.to_string(), "", line)).collect();
    let index = index(folder.path(), all);
    for query in [
        "محادثات",
        "المحادثات",
        "الاكاديمية البريطانية",
        "سوريا",
        "الانتخابات",
        "لندن",
        "\"هونغ كونغ\"",
        "جوائز",
    ] {
        let hits = ask(&index, query);
        println!("{query}: {} of {}", hits.total, lines.len());
        assert!(hits.total > 0, "{query}");
        assert!(hits.hits.iter().all(|hit| !hit.text.marks.is_empty()), "{query}: what was found is marked");
    }
    assert_eq!(ask(&index, "قسطرتشوف").total, 0, "control");
    plain_words_find_their_lines(&index, &lines);
}

/// Every long word of every fifth line, typed without its marks, finds that line.
fn plain_words_find_their_lines(index: &Index, lines: &[&str]) {
    let plain = |word: &str| -> String {
        word.chars()
            .filter(|c| c.is_alphanumeric() && !matches!(c, '\u{64b}'..='\u{652}' | '\u{670}'))
            .collect()
    };
    let (mut asked, mut found) = (0, 0);
    for (number, line) in lines.iter().enumerate().step_by(5) {
        for word in line.split_whitespace().filter(|word| plain(word).chars().count() > 4).step_by(7) {
            let request = Request { text: plain(word), limit: 100, ..Request::default() };
            let hits = index.search(&request).expect("an answer");
            asked += 1;
            let listed = hits.hits.iter().any(|hit| hit.id == number.to_string());
            found += usize::from(listed || hits.total > 100);
        }
    }
    println!("{found} of {asked} plain words find their vowelled line");
    assert!(asked > 50 && found * 100 >= asked * 98, "{found} of {asked}");
}
