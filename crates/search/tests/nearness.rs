//! What is found though it was typed otherwise, what is like a text, what begins so, and how much there is of what.

use search::{Alike, Beginning, Change, Document, Filter, Hits, Index, Name, Request, Settings};
use std::path::Path;

const DAY: i64 = 86_400_000_000;

fn document(id: &str, title: &str, body: &str) -> Document {
    Document {
        id: id.into(),
        title: title.into(),
        body: body.into(),
        lang: "ar".into(),
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

#[test]
fn a_slip_of_the_finger_finds_what_was_meant_and_says_so() {
    for (typed, meant) in [
        ("الانتخبات", "الانتخابات"),
        ("الانتحابات", "الانتخابات"),
        ("الانتخاابات", "الانتخابات"),
        ("الاتنخابات", "الانتخابات"),
        ("اسرائبل", "إسرائيل"),
        ("electoin", "election"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let index = index(
            folder.path(),
            vec![document("a", "", &format!("نص عن {meant} اليوم")), document("b", "", "نص آخر بعيد")],
        );
        let hits = ask(&index, typed);
        assert_eq!(ids(&hits), ["a"], "{typed}");
        assert_eq!(hits.did_you_mean.as_deref(), Some(meant), "{typed}");
        let text = &hits.hits[0].text;
        assert_eq!(&text.text[text.marks[0].clone()], meant, "what was found is marked");
        assert_eq!(ask(&index, meant).did_you_mean, None, "{meant}: nothing to mend");
    }
}

#[test]
fn a_known_word_is_not_taken_for_another() {
    let folder = tempfile::tempdir().expect("a folder");
    let index =
        index(folder.path(), vec![document("rain", "", "مطر غزير"), document("airport", "", "مطار جديد")]);
    assert_eq!(ids(&ask(&index, "مطر")), ["rain"]);
    assert_eq!(ids(&ask(&index, "مطار")), ["airport"]);
    assert_eq!(ask(&index, "من").did_you_mean, None);
}

#[test]
fn a_proposal_keeps_the_rest_of_the_question() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = index(folder.path(), vec![document("a", "", "نتائج الانتخابات في تونس")]);
    let meant = ask(&index, "نتائج الانتخبات «في تونس» -مصر").did_you_mean;
    assert_eq!(meant.as_deref(), Some("نتائج الانتخابات «في تونس» -مصر"));
}

#[test]
fn plurals_find_their_singulars_and_the_word_as_typed_leads() {
    let folder = tempfile::tempdir().expect("a folder");
    let all = vec![
        document("one", "", "مدرسة في القرية"),
        document("many", "", "المدارس مغلقة"),
        document("no", "", "مدينة"),
    ];
    let index = index(folder.path(), all);
    assert_eq!(ids(&ask(&index, "المدارس")), ["many", "one"]);
    assert_eq!(ids(&ask(&index, "مدرسة")), ["one", "many"]);
}

#[test]
fn english_words_find_their_relatives() {
    let folder = tempfile::tempdir().expect("a folder");
    let all = vec![document("a", "", "The minister was elected"), document("b", "", "Floods and rain")];
    let index = index(folder.path(), all);
    assert_eq!(ids(&ask(&index, "electing")), ["a"]);
    assert_eq!(ids(&ask(&index, "flooded")), ["b"]);
}

#[test]
fn facets_and_stretches_of_time_are_counted_among_all_that_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let all = (0..30).map(|n: i64| {
        let mut one = document(&n.to_string(), "زيتون", "نص");
        one.at = n * DAY;
        one.facets = vec![("place".into(), format!("p{}", n % 3)), ("other".into(), "x".into())];
        one
    });
    let index = index(folder.path(), all.collect());
    index.apply(vec![Change::Remove("0".into())], 2).expect("applied");
    let request = Request {
        text: "زيتون".into(),
        limit: 5,
        facets: vec!["place".into(), "nobody".into()],
        spans: vec![0..10 * DAY, 5 * DAY..100 * DAY],
        ..Request::default()
    };
    let hits = index.search(&request).expect("an answer");
    let place: Vec<(&str, u64)> =
        hits.facets["place"].iter().map(|(value, n)| (value.as_str(), *n)).collect();
    assert_eq!(place, [("p1", 10), ("p2", 10), ("p0", 9)]);
    assert!(hits.facets["nobody"].is_empty() && !hits.facets.contains_key("other") && !hits.counted_partly);
    assert_eq!(hits.spans, [9, 25]);
    let filters = vec![Filter::Any { name: "place".into(), values: vec!["p1".into()] }];
    let narrowed = index.search(&Request { filters, ..request }).expect("an answer");
    assert_eq!((narrowed.total, narrowed.facets["place"].len()), (10, 1), "a count holds what it says");
}

#[test]
fn the_like_of_a_text_shares_what_tells_it_from_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let filler = (0..60)
        .map(|n| document(&format!("f{n}"), "طقس", &format!("كلام عام عن الطقس والناس والمدينة رقم {n}")));
    let flood = "فاض نهر الزرقان على قرى السهلة وقطعت السيول جسر المرج";
    let later = "عادت عائلات قرى السهلة بعد انحسار نهر الزرقان ورمم الجيش جسر المرج";
    let mut old = document("old", "سيول السهلة", flood);
    old.at = 900 * DAY;
    let all = filler.chain([old, document("far", "كرة", "فاز الفريق في مباراة الأمس بهدفين")]).collect();
    let index = index(folder.path(), all);
    let to =
        Alike {
            title: "السيول".into(), text: later.into(), lang: "ar".into(), limit: 4, ..Alike::default()
        };
    let near = index.alike(&to).expect("an answer");
    assert_eq!(near.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["old"]);
    assert_eq!(near[0].at, 900 * DAY);
    let shared: Vec<&str> = near[0].shared.iter().map(String::as_str).collect();
    assert_eq!(shared.len(), 5);
    assert!(shared.contains(&"الزرقان"), "as it is written: {shared:?}");
    let one = Alike { title: String::new(), text: "الزرقان وحده".into(), ..to.clone() };
    assert!(index.alike(&one).expect("an answer").is_empty(), "one word is not enough");
    let ranked = index.alike(&Alike { cut: 0.0, ..one }).expect("an answer");
    assert_eq!(ranked.len(), 1, "without a cut all are ranked");
    for filter in
        [Filter::Except { ids: vec!["old".into()] }, Filter::Between { from: None, to: Some(900 * DAY) }]
    {
        let to = Alike { filters: vec![filter], ..to.clone() };
        assert!(index.alike(&to).expect("an answer").is_empty());
    }
    let common = Alike {
        text: "كلام عام عن الطقس".into(), lang: "ar".into(), limit: 4, ..Alike::default()
    };
    assert!(index.alike(&common).expect("an answer").is_empty(), "common words make nothing alike");
    assert!(index.alike(&Alike { limit: 4, ..Alike::default() }).expect("an answer").is_empty());
}

#[test]
fn what_neither_of_two_texts_is_named_after_brings_them_together_only_when_it_is_much() {
    let folder = tempfile::tempdir().expect("a folder");
    let filler = (0..60).map(|n| document(&format!("f{n}"), "طقس", "كلام عام عن الطقس والناس والمدينة"));
    let publisher = "الخانجي ناجي الحلوجي الجمالي قروش";
    let own = |word: &str| (1..=5).map(|n| format!("{word}{n}")).collect::<Vec<_>>().join(" ");
    let text = format!("{publisher} {}", own("نحو"));
    let other = document("other", "طبقات النحاة", &format!("{publisher} {}", own("فقه")));
    let all = filler.chain([document("this", "أمالي المرتضى", &text), other]).collect();
    let index = index(folder.path(), all);
    let to = |title: &str| Alike {
        title: title.into(),
        text: text.clone(),
        lang: "ar".into(),
        limit: 4,
        filters: vec![Filter::Except { ids: vec!["this".into()] }],
        ..Alike::default()
    };
    let ranked = index.alike(&Alike { cut: 0.0, ..to("أمالي المرتضى") }).expect("an answer");
    assert!((0.22..0.44).contains(&ranked[0].score), "it would be near: {ranked:?}");
    assert!(index.alike(&to("أمالي المرتضى")).expect("an answer").is_empty(), "a publisher is no subject");
    let named = index.alike(&to("مكتبة الخانجي")).expect("an answer");
    assert_eq!(named.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["other"]);

    // Where it is very much, nobody asks for a name.
    let folder = tempfile::tempdir().expect("a folder");
    let filler = (0..60).map(|n| document(&format!("f{n}"), "طقس", "كلام عام عن الطقس والناس والمدينة"));
    let again = document("again", "طبقات النحاة", &text);
    let index = crate::index(folder.path(), filler.chain([again]).collect());
    let near = index.alike(&to("أمالي المرتضى")).expect("an answer");
    assert!(near.iter().any(|one| one.id == "again" && one.score > 0.44), "{near:?}");
}

#[test]
fn what_begins_so_is_offered_from_the_dictionary_while_it_lives() {
    let folder = tempfile::tempdir().expect("a folder");
    let name =
        |group: &str, id: &str, text: &str| Name { group: group.into(), id: id.into(), text: text.into() };
    let with = |id: &str, title: &str, names: Vec<Name>| Document { names, ..document(id, title, "نص") };
    let ahmad = || name("people", "1", "أحمد علي");
    let all = vec![
        with("a", "إحمرار السماء", vec![ahmad(), name("titles", "a", "إحمرار السماء")]),
        with("b", "حديقة", vec![ahmad(), name("elsewhere", "9", "أحمد الآخر")]),
    ];
    let index = index(folder.path(), all);
    let begins = |text: &str| {
        let groups = vec!["people".into(), "titles".into()];
        let offers = index.begins(&Beginning { text: text.into(), groups, limit: 8 }).expect("an answer");
        offers.into_iter().map(|offer| (offer.group, offer.text, offer.documents)).collect::<Vec<_>>()
    };
    let offer = |group: &str, text: &str, n| (group.to_owned(), text.to_owned(), n);
    assert_eq!(begins("احم")[0], offer("people", "أحمد علي", 2), "variants of writing begin alike");
    assert_eq!(begins("علي"), [offer("people", "أحمد علي", 2)], "a short name is found by each word");
    assert!(begins("حدي").contains(&offer("", "حديقة", 1)), "{:?}", begins("حدي"));
    assert!(begins("أحمد").iter().all(|one| one.1 != "أحمد الآخر"), "only groups that were asked for");
    assert!(begins("").is_empty() && begins("«»").is_empty());
    index.apply(vec![Change::Remove("a".into()), Change::Remove("b".into())], 2).expect("applied");
    assert!(begins("احم").is_empty(), "names go with the last document that has them");
}
