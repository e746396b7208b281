//! What our own pieces say of days and hours agrees with when they appear, whatever the day on which the sample is filled.

use jiff::civil::{Date, Weekday};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};
use serde_json::Value;
use text::dates::{self, DateStyle, MonthStyle};

use super::calendar::Moved;
use super::fill::{FILES, Newsroom, moved_items, moved_to};

const ARABIC_DAYS: [&str; 7] = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"];
const ENGLISH_DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
/// Days on which somebody may look at the sample.
const TODAYS: [&str; 9] = [
    "2026-11-23T10:53:00Z",
    "2026-11-26T17:00:00Z",
    "2026-11-30T10:51:00Z",
    "2026-12-31T22:30:00Z",
    "2027-01-14T03:00:00Z",
    "2027-03-01T12:00:00Z",
    "2027-06-15T06:00:00Z",
    "2028-02-29T21:10:00Z",
    "2025-05-05T05:05:00Z",
];

/// A piece as a reader gets it.
struct Told {
    uri: String,
    at: Timestamp,
    sentences: Vec<String>,
}

fn day(at: Timestamp) -> Date {
    at.to_zoned_datetime(TimeZone::fixed(Offset::constant(3))).date()
}

fn clock(at: Timestamp) -> (i8, i8) {
    let at = at.to_zoned_datetime(TimeZone::fixed(Offset::constant(3)));
    (at.hour(), at.minute())
}

fn weekday(at: Weekday) -> usize {
    usize::from(at.to_monday_zero_offset().unsigned_abs())
}

/// All that is said, without marks of HTML, by sentences.
fn sentences(item: &Value, into: &mut Vec<String>) {
    let worded = ["headlines", "descriptions", "bodies"].iter().filter_map(|member| item[*member].as_array());
    for text in worded.flatten().filter_map(|wording| wording["value"].as_str()) {
        let mut plain = String::new();
        let mut in_tag = false;
        for letter in text.chars() {
            match letter {
                '<' => (in_tag, plain) = (true, plain + "\n"),
                '>' => in_tag = false,
                '؟' | '!' | '?' if !in_tag => plain.push('\n'),
                _ if in_tag => {}
                letter => plain.push(letter),
            }
        }
        let plain = plain.replace(". ", "\n");
        into.extend(plain.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned));
    }
    for association in item["associations"].as_array().into_iter().flatten() {
        sentences(association, into);
    }
}

fn told(items: &str) -> Vec<Told> {
    let piece = |line: &str| {
        let item: Value = serde_json::from_str(line).expect("an item");
        let at = item["firstCreated"].as_str().expect("a date").parse().expect("a date");
        let mut said = Vec::new();
        sentences(&item, &mut said);
        Told { uri: item["uri"].as_str().expect("a name").to_owned(), at, sentences: said }
    };
    items.lines().filter(|line| !line.trim().is_empty()).map(piece).collect()
}

/// Every file of our own pieces, as it is written and in the words of its edition.
fn files() -> Vec<(String, DateStyle)> {
    let plan = Newsroom::planned().expect("the plan");
    let own = plan.files.iter().filter(|file| file.path.starts_with("own/"));
    own.map(|file| {
        let text = FILES.get_file(&file.path).and_then(|file| file.contents_utf8()).expect("it is there");
        (text.to_owned(), plan.style(file).expect("its edition").clone())
    })
    .collect()
}

/// The words of a sentence without the signs around them.
fn words(sentence: &str) -> Vec<&str> {
    let is_sign = |letter: char| "،,؛;:.()«»“”\u{2066}\u{2069}".contains(letter);
    sentence.split_whitespace().map(|word| word.trim_matches(is_sign)).collect()
}

/// What a sentence says that is not so, of a piece that appears at `at`.
fn untruths(sentence: &str, at: Timestamp, months: MonthStyle) -> Vec<String> {
    let (today, words) = (day(at), words(sentence));
    let names = if months == MonthStyle::English { ENGLISH_DAYS } else { ARABIC_DAYS };
    let named = |word: &&str| names.iter().position(|name| name == word);
    let month = |word: &str| (1..=12).find(|month| dates::month_name(*month, months) == word);
    let mut untrue = Vec::new();
    let mut must_be = |is_so: bool, what: String| {
        if !is_so {
            untrue.push(format!("{what}: {sentence}"));
        }
    };
    for pair in words.windows(2) {
        let apart = match pair[0] {
            "اليوم" | "today" | "Today" => 0,
            "أمس" | "yesterday" => -1,
            "غدًا" | "غد" | "tomorrow" => 1,
            _ => continue,
        };
        if let Some(said) = named(&pair[1]) {
            let is = weekday(today.saturating_add(apart.days()).weekday());
            must_be(said == is, format!("{} {} of a {}", pair[0], pair[1], names[is]));
        }
    }
    for (place, group) in words.windows(3).enumerate() {
        let (Some(said), Ok(number), Some(month)) = (named(&group[0]), group[1].parse(), month(group[2]))
        else {
            continue;
        };
        let year = words.get(place + 3).and_then(|year| year.parse::<i16>().ok()).filter(|year| *year > 1900);
        let of = |year: i16| Date::new(year, i8::try_from(month).ok()?, number).ok();
        let near = |date: &Date| today.until(*date).map_or(i32::MAX, |span| span.get_days().abs());
        let found = match year {
            Some(year) => of(year),
            None => (-1..=1).filter_map(|apart| of(today.year() + apart)).min_by_key(near),
        };
        must_be(found.is_some_and(|date| weekday(date.weekday()) == said), format!("{group:?}"));
    }
    // An hour of today is not later than the piece that tells of it, but in what is announced.
    let is_today = words.contains(&"اليوم");
    for word in words.iter().filter(|_| is_today && !sentence.contains("بين الساعة")) {
        let hour = word.split_once(':').and_then(|(h, m)| Some((h.parse::<i8>().ok()?, m.parse().ok()?)));
        if let Some(hour) = hour {
            must_be(hour <= clock(at), format!("{word} of a piece of {:?}", clock(at)));
        }
    }
    untrue
}

#[test]
fn what_our_pieces_say_of_days_and_hours_is_so_whenever_the_sample_is_filled() {
    let plan = Newsroom::planned().expect("the plan");
    let mut pieces = 0;
    for today in TODAYS {
        let now: Timestamp = today.parse().expect("a time");
        let moved = moved_to(&plan.files, now.as_microsecond()).expect("the pieces");
        let mut newest = Timestamp::MIN;
        let mut untrue = Vec::new();
        for (items, style) in files() {
            let items = moved_items(&items, moved, &style).expect("its dates can be written");
            assert!(!items.contains("{{") && !items.contains("}}"), "{today}: a mark is left");
            for Told { uri, at, sentences } in told(&items) {
                newest = newest.max(at);
                pieces += 1;
                let found = sentences.iter().flat_map(|said| untruths(said, at, style.months));
                untrue.extend(found.map(|found| format!("{uri}: {found}")));
            }
        }
        assert!(untrue.is_empty(), "{today}:\n{}", untrue.join("\n"));
        let age = now.as_second() - newest.as_second();
        assert!((0..7 * 86_400).contains(&age), "{today}: the newest piece is {age} seconds old");
    }
    assert!(pieces > 150 * TODAYS.len(), "{pieces}");
}

#[test]
fn the_check_finds_what_is_not_so() {
    // A Thursday, 18:28.
    let at: Timestamp = "2026-11-26T15:28:00Z".parse().expect("a time");
    let found = |said: &str, months| untruths(said, at, months).len();
    for (said, months, untrue) in [
        ("أقرّ البرلمان، فجر اليوم الاثنين، القانون", MonthStyle::Gulf, 1),
        ("أقرّ البرلمان، فجر اليوم الخميس، القانون", MonthStyle::Gulf, 0),
        ("عقد أمس الأربعاء، ويعود غدًا الجمعة", MonthStyle::Gulf, 0),
        ("عقد أمس الخميس", MonthStyle::Gulf, 1),
        ("في يوم الأحد 6 ديسمبر", MonthStyle::Gulf, 0),
        ("في يوم الأحد 7 ديسمبر", MonthStyle::Gulf, 1),
        ("الأحد 14 مارس 2027", MonthStyle::Gulf, 0),
        ("on Friday 27 November at 8 pm", MonthStyle::English, 0),
        ("on Sunday 27 November at 8 pm", MonthStyle::English, 1),
        ("سُجّلت اليوم عند الساعة 19:11", MonthStyle::Gulf, 1),
        ("سُجّلت اليوم عند الساعة 12:11", MonthStyle::Gulf, 0),
    ] {
        assert_eq!(found(said, months), untrue, "{said}");
    }
}

#[test]
fn a_day_is_marked_as_still_to_come_if_it_is() {
    let mut marks = 0;
    for (items, _) in files() {
        for line in items.lines().filter(|line| !line.trim().is_empty()) {
            let item: Value = serde_json::from_str(line).expect("an item");
            let at: Timestamp = item["firstCreated"].as_str().expect("a date").parse().expect("a date");
            for mark in line.split("{{").skip(1).filter_map(|rest| rest.split(['}', ' ']).next()) {
                let Ok(date) = mark.trim_start_matches('+').parse::<Date>() else { continue };
                marks += 1;
                assert_eq!(mark.starts_with('+'), date > day(at), "{mark} in {}", item["uri"]);
            }
        }
    }
    assert!(marks > 200, "{marks}");
}

#[test]
fn no_date_stands_in_our_texts_as_it_is() {
    let of = |months| (1..=12).map(move |month| dates::month_name(month, months));
    let months: Vec<String> = of(MonthStyle::Gulf).chain(of(MonthStyle::English)).collect();
    let own = FILES.get_dir("own").expect("our folder");
    for file in
        own.files().filter(|file| file.path().extension().is_some_and(|end| end != "webp" && end != "md"))
    {
        let text = file.contents_utf8().expect("text");
        for sentence in text.split(['\n', '.', '<']) {
            let words = words(sentence);
            let dated = words
                .windows(2)
                .find(|pair| pair[0].parse::<u8>().is_ok() && months.iter().any(|month| month == pair[1]));
            assert_eq!(dated, None, "{}: {sentence}", file.path().display());
        }
    }
}

#[test]
fn marks_are_written_for_the_day_they_have_come_to() {
    let gulf = DateStyle { months: MonthStyle::Gulf, ..DateStyle::default() };
    let english = DateStyle { months: MonthStyle::English, ..DateStyle::default() };
    let week = 7 * 86_400 * 1_000_000;
    let (still, later) = (Moved::to(0, 0), Moved::to(5 * week + 1, 0));
    assert_eq!((still.micros(), later.micros()), (0, 5 * week));
    assert_eq!(Moved::to(-1, 0).micros(), -week);
    for (mark, unmoved, arabic, in_english) in [
        ("{{2026-11-23}}", "23 نوفمبر", "28 ديسمبر", "28 December"),
        ("{{+2026-12-02 full}}", "2 ديسمبر 2026", "6 يناير 2027", "6 January 2027"),
        ("{{2026-11-23 part}}", "أواخر نوفمبر", "أواخر ديسمبر", "late December"),
        ("{{2026-11-08 part}}", "أوائل نوفمبر", "منتصف ديسمبر", "mid-December"),
        ("{{2026-11-28 month}}", "نوفمبر", "يناير", "January"),
        ("{{2026-11-28 iso}}", "2026-11-28", "2027-01-02", "2027-01-02"),
        ("{{2026-11-28 year}}", "2026", "2027", "2027"),
        ("{{2026-09}}", "سبتمبر", "أكتوبر", "October"),
        ("{{2026-12 full}}", "ديسمبر 2026", "يناير 2027", "January 2027"),
        ("ال{{2026-08 season}}", "الصيف", "الخريف", "الautumn"),
        ("{{2026}}", "2026", "2026", "2026"),
        ("x", "x", "x", "x"),
    ] {
        assert_eq!(still.told(mark, &gulf).expect("a mark"), unmoved);
        assert_eq!(later.told(mark, &gulf).expect("a mark"), arabic);
        assert_eq!(later.told(mark, &english).expect("a mark"), in_english);
    }
    for mark in ["{{2026-13-01}}", "{{soon}}", "{{2026 full}}", "{{2026-11-23", "{{2026-11-23 x}}"] {
        assert!(still.told(mark, &gulf).is_err(), "{mark}");
    }
}
