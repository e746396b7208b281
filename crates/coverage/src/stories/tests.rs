//! Stories as an editor meets them.

use proptest::prelude::*;

use super::{CUT, Shelf, Stream};
use crate::terms::{Piece, Reader, Terms};

fn arabic(title: &str, body: &str) -> Terms {
    Reader::new([]).read(&Piece { lang: "ar", title, lead: "", body })
}

const FLOOD: [(&str, &str); 4] = [
    (
        "فيضانات درنة تخلف آلاف القتلى",
        "انهار سدان في درنة الليبية بعد العاصفة دانيال وجرفت السيول أحياء كاملة",
    ),
    (
        "فرق الإنقاذ تصل إلى درنة",
        "وصلت فرق الإنقاذ إلى درنة بعد انهيار السدين والعاصفة دانيال وتبحث عن مفقودين",
    ),
    ("تحقيق في انهيار سدي درنة", "أمر النائب العام الليبي بالتحقيق في انهيار السدين بعد فيضانات درنة"),
    ("المفقودون في درنة", "ما زال آلاف مفقودين في درنة بعد السيول التي جلبتها العاصفة دانيال إلى ليبيا"),
];
const QUAKE: [(&str, &str); 4] = [
    ("زلزال الحوز يهز المغرب", "ضرب زلزال إقليم الحوز جنوب مراكش وانهارت منازل الطين في قرى الأطلس"),
    ("قرى الأطلس تنتظر الإغاثة بعد الزلزال", "لم تصل الإغاثة إلى قرى في إقليم الحوز قرب مراكش بعد الزلزال"),
    ("مراكش تدفن ضحايا الزلزال", "شيعت قرى الحوز قرب مراكش ضحايا الزلزال الذي ضرب الأطلس"),
    ("إعادة إعمار الحوز", "خصص المغرب مليارات لإعمار إقليم الحوز وقرى الأطلس بعد زلزال مراكش"),
];
const OTHER: (&str, &str) =
    ("البنك المركزي يثبت الفائدة", "قرر البنك المركزي تثبيت أسعار الفائدة مع تراجع التضخم");

fn read(piece: (&str, &str)) -> Terms {
    arabic(piece.0, piece.1)
}

fn desk() -> Shelf {
    let mut shelf = Shelf::new();
    for piece in FLOOD.iter().chain(&QUAKE).chain([&OTHER]) {
        shelf.count(&read(*piece));
    }
    shelf.put("flood", &FLOOD[..3].iter().map(|piece| read(*piece)).collect::<Vec<_>>());
    shelf.put("quake", &QUAKE[..3].iter().map(|piece| read(*piece)).collect::<Vec<_>>());
    shelf
}

#[test]
fn a_piece_finds_its_story_and_the_reason_is_given_in_its_own_words() {
    let suggested = desk().suggest(&read(FLOOD[3]));
    assert_eq!(suggested[0].story, "flood");
    assert!(suggested[0].score >= CUT && suggested[0].score <= 1.0);
    assert!(suggested[0].shared.contains(&"درنة".to_owned()), "{:?}", suggested[0].shared);
    assert!(suggested[0].shared.len() <= 5);
    assert_eq!(desk().suggest(&read(QUAKE[3]))[0].story, "quake");
}

#[test]
fn a_piece_of_no_story_disturbs_nobody() {
    assert_eq!(desk().suggest(&read(OTHER)), []);
    assert_eq!(desk().suggest(&Terms::default()), []);
    assert_eq!(Shelf::new().suggest(&read(OTHER)), []);
}

#[test]
fn no_more_than_three_are_suggested_and_equal_ones_stand_by_id() {
    let mut shelf = Shelf::new();
    for story in ["d", "b", "c", "a"] {
        shelf.put(story, &[read(FLOOD[0])]);
    }
    let suggested = shelf.suggest(&read(FLOOD[0]));
    assert_eq!(suggested.iter().map(|found| found.story.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
    assert_eq!(shelf.nearest(&read(FLOOD[0]), 9).len(), 4);
}

#[test]
fn what_stands_in_every_story_draws_a_piece_to_none() {
    let tell = |body: &str| arabic("", body);
    let mut shelf = Shelf::new();
    for (story, body) in [
        ("dam", "سدرة انهيار سد الرميلة وغرق القرى"),
        ("cup", "سدرة فوز المنتخب بكأس الوفاق وهدف الطرابيشي"),
        ("bank", "سدرة إفلاس مصرف الضفتين وهروب مديره"),
    ] {
        shelf.put(story, &[tell(body)]);
    }
    assert_eq!(shelf.suggest(&tell("سدرة تستقبل وفد الملاحة وتوقع معاهدة الموانئ الجديدة")), []);
    assert_eq!(shelf.suggest(&tell("سدرة تعيد بناء سد الرميلة"))[0].story, "dam");
}

#[test]
fn an_accepted_piece_draws_the_story_and_a_rejected_one_drives_it_off() {
    let next = read(("محاكمة مسؤولي السدود", "بدأت محاكمة مسؤولين عن سدي درنة"));
    let score =
        |shelf: &Shelf| shelf.nearest(&next, 2).iter().find(|found| found.story == "flood").map(|s| s.score);
    let mut shelf = desk();
    let before = score(&shelf);
    shelf.accept("flood", &next);
    assert!(score(&shelf) > before);
    let mut shelf = desk();
    shelf.reject("flood", &next);
    assert!(score(&shelf) < before);
    assert_eq!(shelf.suggest(&read(FLOOD[3]))[0].story, "flood");
}

#[test]
fn after_twenty_rejections_a_story_asks_for_more() {
    let mut shelf = desk();
    let beside = read(("السيول في السودان", "ضربت السيول ولايات في السودان وتبحث فرق الإنقاذ عن مفقودين"));
    assert_eq!(shelf.threshold("flood"), Some(CUT));
    for _ in 0..10 {
        shelf.reject("flood", &beside);
        shelf.accept("flood", &read(FLOOD[3]));
    }
    assert!(shelf.suggest(&beside).is_empty());
    assert_eq!(shelf.threshold("nothing"), None);
}

#[test]
fn what_was_decided_before_a_start_counts_as_it_did_then() {
    let mut shelf = desk();
    let before = shelf.suggest(&read(FLOOD[3]));
    // Rejected at .2 and accepted at .28: the fewest mistakes are made between.
    shelf.remember("flood", [(0.2, false), (0.28, true)].into_iter().cycle().take(20));
    let learnt = shelf.threshold("flood").unwrap();
    assert!(learnt > 0.2 && learnt <= 0.28, "{learnt}");
    assert_eq!(
        shelf.nearest(&read(FLOOD[3]), 1)[0].score,
        before[0].score,
        "the story itself stays as it is"
    );
    shelf.remember("nothing", [(0.2, false)]);
    assert_eq!(shelf.threshold("nothing"), None);
}

#[test]
fn what_a_rejected_piece_shares_speaks_less_and_the_threshold_stays() {
    let next = read(("محاكمة مسؤولي السدود", "بدأت محاكمة مسؤولين عن سدي درنة"));
    let score = |shelf: &Shelf| shelf.nearest(&next, 1)[0].score;
    let mut shelf = desk();
    let before = score(&shelf);
    shelf.lessen("flood", &next);
    assert!(score(&shelf) < before);
    assert_eq!(shelf.threshold("flood"), Some(CUT));
}

#[test]
fn what_is_answered_crowds_out_nothing() {
    let shelf = desk();
    let first = &shelf.suggest(&read(FLOOD[3]))[0].story;
    assert!(
        shelf.suggest_among(&read(FLOOD[3]), |story| story != first).iter().all(|one| one.story != *first)
    );
}

#[test]
fn decisions_about_a_story_that_is_not_there_open_it_or_do_nothing() {
    let mut shelf = Shelf::new();
    shelf.reject("flood", &read(FLOOD[0]));
    assert!(shelf.is_empty());
    shelf.accept("flood", &read(FLOOD[0]));
    assert_eq!(shelf.suggest(&read(FLOOD[1]))[0].story, "flood");
    shelf.remove("flood");
    shelf.remove("flood");
    assert!(shelf.suggest(&read(FLOOD[1])).is_empty());
}

#[test]
fn a_story_is_known_by_its_words() {
    assert!(desk().known_by("quake").contains(&"الحوز".to_owned()), "{:?}", desk().known_by("quake"));
    assert!(desk().known_by("nothing").is_empty());
}

#[test]
fn stories_that_could_be_one_are_named_with_their_reason() {
    let mut shelf = desk();
    assert_eq!(shelf.alike(), []);
    shelf.put("dams", &[read(FLOOD[3])]);
    let alike = shelf.alike();
    assert_eq!(alike.len(), 1);
    assert_eq!(alike[0].stories, ["dams".to_owned(), "flood".to_owned()]);
    assert!(alike[0].shared.contains(&"درنة".to_owned()), "{:?}", alike[0].shared);
}

const DAY: i64 = 86_400_000_000;

/// Five pieces of one event, among others.
fn incoming(sources: &[&str], days: i64) -> Stream {
    let mut stream = Stream::new();
    for (at, piece) in FLOOD.iter().chain([&FLOOD[1]]).enumerate() {
        let source = sources[at % sources.len()];
        stream.add(&format!("flood-{at}"), at as i64 % days * DAY, source, read(*piece));
    }
    stream.add("other", DAY, "a", read(OTHER));
    stream.add("quake", DAY, "b", read(QUAKE[0]));
    stream
}

fn counted() -> Shelf {
    let mut shelf = desk();
    shelf.remove("flood");
    shelf
}

#[test]
fn what_keeps_coming_back_without_a_story_is_proposed_with_a_name() {
    let proposals = incoming(&["a", "b"], 2).proposals(&counted(), 3 * DAY);
    assert_eq!(proposals.len(), 1, "{proposals:?}");
    assert_eq!(proposals[0].pieces.len(), 5);
    assert_eq!((proposals[0].days, proposals[0].sources), (2, 2));
    assert!(proposals[0].name.contains(&"درنة".to_owned()), "{:?}", proposals[0].name);
}

#[test]
fn one_day_needs_three_sources() {
    assert_eq!(incoming(&["a", "b"], 1).proposals(&counted(), DAY), []);
    assert_eq!(incoming(&["a", "b", "c"], 1).proposals(&counted(), DAY).len(), 1);
}

#[test]
fn four_pieces_are_no_story_and_neither_are_old_ones() {
    let mut stream = incoming(&["a", "b", "c"], 2);
    assert_eq!(stream.proposals(&counted(), 20 * DAY), []);
    stream.remove("flood-2");
    assert_eq!(stream.len(), 6);
    assert_eq!(stream.proposals(&counted(), 3 * DAY), []);
}

#[test]
fn what_has_a_story_is_not_proposed() {
    assert_eq!(incoming(&["a", "b", "c"], 2).proposals(&desk(), 3 * DAY), []);
}

#[test]
fn the_stream_is_bounded() {
    let mut stream = Stream::new();
    for at in 0..12_500 {
        stream.add(&at.to_string(), at, "a", Terms::default());
    }
    stream.add("12499", 5, "a", Terms::default());
    assert_eq!(stream.len(), 12_000);
}

/// Pieces of a few words out of forty.
fn pieces(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Terms>> {
    let piece = prop::collection::vec(10_u32..50, 1..30).prop_map(|words| {
        let body: String = words.iter().map(|word| format!("w{word} ")).collect();
        Reader::new([]).read(&Piece { lang: "fr", body: &body, ..Piece::default() })
    });
    prop::collection::vec(piece, count)
}

/// A shelf with each piece in the story of its remainder by three.
fn shelf_of(pieces: &[Terms]) -> Shelf {
    let mut shelf = Shelf::new();
    pieces.iter().for_each(|piece| shelf.count(piece));
    for story in 0..3 {
        let own: Vec<Terms> = pieces.iter().skip(story).step_by(3).cloned().collect();
        shelf.put(&story.to_string(), &own);
    }
    shelf
}

proptest! {
    #[test]
    fn the_order_of_a_storys_pieces_does_not_matter(pieces in pieces(3..20)) {
        let (mut one, mut other) = (shelf_of(&pieces), shelf_of(&pieces));
        let reversed: Vec<Terms> = pieces.iter().rev().cloned().collect();
        one.put("all", &pieces);
        other.put("all", &reversed);
        for piece in &pieces {
            prop_assert_eq!(one.suggest(piece), other.suggest(piece));
        }
    }

    #[test]
    fn to_remove_undoes_to_put(pieces in pieces(6..20)) {
        let (untouched, mut shelf) = (shelf_of(&pieces), shelf_of(&pieces));
        shelf.put("extra", &pieces);
        shelf.accept("extra", &pieces[0]);
        shelf.remove("extra");
        for piece in &pieces {
            prop_assert_eq!(untouched.suggest(piece), shelf.suggest(piece));
        }
        prop_assert_eq!(untouched.alike(), shelf.alike());
    }

    #[test]
    fn the_same_happens_twice_in_the_same_way(pieces in pieces(3..20)) {
        let run = || {
            let mut shelf = shelf_of(&pieces);
            for (at, piece) in pieces.iter().enumerate() {
                if at % 2 == 0 { shelf.accept("1", piece) } else { shelf.reject("2", piece) }
            }
            let mut stream = Stream::new();
            for (at, piece) in pieces.iter().enumerate() {
                stream.add(&at.to_string(), at as i64 * DAY / 4, "a", piece.clone());
            }
            (pieces.iter().map(|piece| shelf.suggest(piece)).collect::<Vec<_>>(), stream.proposals(&shelf, 5 * DAY))
        };
        prop_assert_eq!(run(), run());
    }

    #[test]
    fn scores_are_shares_and_the_strongest_stands_first(pieces in pieces(3..20)) {
        let shelf = shelf_of(&pieces);
        for piece in &pieces {
            let found = shelf.nearest(piece, 3);
            prop_assert!(found.iter().all(|suggestion| (0.0..=1.0).contains(&suggestion.score)));
            prop_assert!(found.is_sorted_by(|a, b| a.score >= b.score));
        }
    }
}
