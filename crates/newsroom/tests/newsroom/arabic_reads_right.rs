//! Arabic as its readers expect it, wherever our words reach them: on the page and its lite version, in feeds, in what a
//! shared link says of itself. Each row of the tables is named after its rule. What stands on share cards is a table beside
//! `features/cards/card.rs`; how a line is shown, and every form of every count, are tables of the `text` and `theme` crates.

use newsroom::features::accounts::Actor;
use newsroom::features::editions::actions::save_edition;
use newsroom::features::editions::{Direction, Edition, Voice};
use text::bidi::isolate;
use text::dates::{Clock, DateStyle, MonthStyle};
use text::digits::Digits;

use crate::kit::{Answer, NewPicture, Newsroom, Piece, newsrooms, piece};

/// Rules of mixed direction, and a part of a line that each is about.
const PARTS: [(&str, &str); 17] = [
    ("a score", "2-1"),
    ("a score in Arabic digits", "٢-١"),
    ("a telephone number", "+961 1 234567"),
    ("a range", "2020–2024"),
    ("a time", "13:40"),
    ("a date in figures", "23/11/2026"),
    ("a percentage", "57%"),
    ("an amount of money", "$4.25"),
    ("a negative number", "-5"),
    ("a version", "1.2.3"),
    ("an address of mail", "news@example.org"),
    ("an address of the web", "https://example.org/a?b=1"),
    ("a host and its path", "example.org/ar"),
    ("a handle", "@khabar_news"),
    ("a Latin hashtag", "#COP28"),
    ("Latin in brackets", "(Apple Inc.)"),
    ("a Latin name that ends in signs", "C++"),
];

/// What is isolated of a part: of what stands in brackets, what they hold.
fn core(part: &str) -> &str {
    part.trim_matches(['(', ')'])
}

fn main_of(answer: &Answer) -> String {
    let body = answer.body();
    let main = body.split("<main").nth(1).and_then(|rest| rest.split("</main>").next());
    main.unwrap_or_else(|| panic!("no main part: {body}")).to_owned()
}

fn said_of_itself(answer: &Answer, property: &str) -> String {
    let head = answer.head();
    let tag = head.iter().find(|tag| [tag.attribute("property"), tag.attribute("name")].contains(&property));
    tag.unwrap_or_else(|| panic!("no {property}")).attribute("content").to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_line_would_reorder_is_isolated_everywhere() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let mut lives = Vec::new();
        for (_, part) in PARTS {
            let written = piece(&format!("فاز الفريق {part} أمس"))
                .lead(&format!("في المقدمة {part} أيضًا"))
                .with("kicker", format!("كأس {part} اليوم"))
                .paragraph(&format!("قال {part} ثم مضى"));
            lives.push(layla.publishes(written).await);
        }
        for ((rule, part), live) in PARTS.into_iter().zip(&lives) {
            let (marked, plain) = (format!("<bdi dir=\"ltr\">{}</bdi>", core(part)), isolate(core(part)));
            let page = reader.opens(&live.href).await.expects(200);
            let main = main_of(&page);
            for (place, before) in
                [("kicker", "كأس "), ("headline", "الفريق "), ("lead", "المقدمة "), ("text", "قال ")]
            {
                let wanted = part.replace(core(part), &marked);
                assert!(main.contains(&format!("{before}{wanted}")), "{rule}: the {place} of {main}");
            }
            let lite = main_of(&reader.opens(&format!("/ar/lite/{}", live.id)).await.expects(200));
            assert!(lite.matches(&marked).count() >= 3, "{rule}, lite: {lite}");
            let title = page.head().into_iter().find(|tag| tag.name == "title").expect("a title");
            for (place, said) in [
                ("title", title.text),
                ("og:title", said_of_itself(&page, "og:title")),
                ("og:description", said_of_itself(&page, "og:description")),
                ("description", said_of_itself(&page, "description")),
            ] {
                assert!(said.contains(&plain), "{rule}, {place}: {said}");
            }
            let shared = text::percent::component(&plain);
            assert!(main.contains(&shared), "{rule}: what is shared keeps its order as well");
            let data = page.head().into_iter().find(|tag| tag.attribute("type") == "application/ld+json");
            let data: serde_json::Value = serde_json::from_str(&data.expect("data").text).expect("JSON");
            assert_eq!(
                data["headline"],
                format!("فاز الفريق {part} أمس"),
                "{rule}: machines get it as it was typed"
            );
        }
        for feed in ["rss.xml", "atom.xml", "feed.json"] {
            let whole = reader.opens(&format!("/ar/{feed}")).await.expects(200).body();
            let whole = crate::kit::decoded(&whole).replace("\\\"", "\"");
            for (rule, part) in PARTS {
                for before in ["الفريق ", "المقدمة "] {
                    let wanted = format!("{before}{}", part.replace(core(part), &isolate(core(part))));
                    assert!(whole.contains(&wanted), "{rule}: {wanted} is not in {feed}");
                }
                let wanted = format!("<bdi dir=\"ltr\">{}</bdi>", core(part));
                assert!(whole.contains(&wanted), "{rule}: the text in {feed}");
            }
        }
        // The control: what reads well is left alone, and so is a line of the other direction.
        let calm =
            layla.publishes(piece("عام 2026 في Beirut").lead("4.25 مليون و F-16").paragraph("نص")).await;
        let main = main_of(&reader.opens(&calm.href).await.expects(200));
        assert!(main.contains("<h1>عام 2026\u{a0}في Beirut</h1>"), "{main}");
        let english = layla.publishes(piece("A 2-1 win").in_section("en", "world").paragraph("Text.")).await;
        assert!(main_of(&reader.opens(&english.href).await.expects(200)).contains("<h1>A 2-1\u{a0}win</h1>"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn names_of_any_direction_stand_by_themselves() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let written = piece("خبر\u{200f} واحد\u{202e}")
            .source("agency", "Reuters", "https://www.reuters.com/", "")
            .source("desk", "خبر", "", "")
            .by("Jean Dupont")
            .about("COP28")
            .paragraph("نص\u{202b} قصير");
        let live = layla.publishes(written).await;
        let page = reader.opens(&live.href).await.expects(200);
        let main = main_of(&page);
        for (rule, wanted) in [
            ("each source by itself", "<bdi>Reuters</bdi></a> + <bdi>خبر</bdi>"),
            ("the author", "<bdi>Jean Dupont</bdi>"),
            ("stray controls in a headline", "<h1>خبر واحد</h1>"),
            ("stray controls in a text", ">نص قصير</p>"),
            // Each is a box of its own in the row.
            ("a topic", "class=\"tags\""),
        ] {
            assert!(main.contains(wanted), "{rule}: {wanted} is not in {main}");
        }
        for feed in ["rss.xml", "atom.xml", "feed.json"] {
            let body = reader.opens(&format!("/ar/{feed}")).await.expects(200).body();
            assert!(!body.contains(['\u{200f}', '\u{202b}', '\u{202e}']), "{feed}: stray controls");
        }
        let rss = reader.opens("/ar/rss.xml").await.expects(200).body();
        assert!(
            rss.contains(&format!("المصدر: {} + {}", isolate("Reuters"), isolate("خبر"))),
            "each source by itself, where there is no markup: {rss}"
        );
        // What is asked goes into a sentence of ours.
        let asked = reader.opens(&format!("/ar/search/?q={}", text::percent::component("C++"))).await;
        assert!(main_of(&asked.expects(200)).contains(&format!("لا نتائج عن {}.", isolate("C++"))));
        let empty = main_of(&reader.opens("/ar/search/").await.expects(200));
        let field = empty.split("<input").nth(1).and_then(|rest| rest.split('>').next()).expect("a field");
        assert!(!field.contains("dir="), "an empty field begins in the direction of its page: {field}");
    }
}

/// An edition's way to write what is generated.
fn voice(months: MonthStyle, digits: Digits, clock: Clock, zone: &str) -> Voice {
    let dates = DateStyle { months, digits, clock, zone: zone.to_owned(), ..DateStyle::default() };
    Voice { dates, ..Voice::default() }
}

async fn speaks(room: &Newsroom, voice: Voice) {
    let edition = Edition {
        code: "ar".into(),
        name: "خبر".to_owned(),
        tagline: String::new(),
        lang: "ar".to_owned(),
        dir: Direction::Rtl,
        voice,
        position: 1,
    };
    save_edition(&room.app, &Actor::Console, edition).await.expect("the edition is saved");
}

/// A house and its voice; the date, the time, the zone in words and the time for machines of Monday 23 November 2026, noon in
/// universal time.
type House = (&'static str, Voice, &'static str, &'static str, &'static str, &'static str);

fn houses() -> [House; 7] {
    use Clock::{H12, H24};
    use Digits::{Arab, Arabext, Latn};
    [
        (
            "the Gulf",
            voice(MonthStyle::Gulf, Arab, H12, "Asia/Riyadh"),
            "الاثنين، ٢٣ نوفمبر ٢٠٢٦",
            "٣:٠٠ م",
            "بتوقيت مكة المكرمة",
            "15:00:00+03:00",
        ),
        (
            "Egypt",
            voice(MonthStyle::Gulf, Arab, H12, "Africa/Cairo"),
            "الاثنين، ٢٣ نوفمبر ٢٠٢٦",
            "٢:٠٠ م",
            "بتوقيت القاهرة",
            "14:00:00+02:00",
        ),
        (
            "the Levant",
            voice(MonthStyle::Levant, Latn, H24, "Asia/Beirut"),
            "الاثنين، 23 تشرين الثاني 2026",
            "14:00",
            "بتوقيت بيروت",
            "14:00:00+02:00",
        ),
        (
            "Tunisia",
            voice(MonthStyle::MaghrebTn, Latn, H24, "Africa/Tunis"),
            "الاثنين، 23 نوفمبر 2026",
            "13:00",
            "بتوقيت تونس",
            "13:00:00+01:00",
        ),
        (
            "Morocco",
            voice(MonthStyle::MaghrebMa, Latn, H24, "UTC"),
            "الاثنين، 23 نونبر 2026",
            "12:00",
            "بتوقيت غرينتش",
            "12:00:00",
        ),
        (
            "pan-Arab desks",
            voice(MonthStyle::Dual, Latn, H24, "UTC"),
            "الاثنين، 23 تشرين الثاني/نوفمبر 2026",
            "12:00",
            "بتوقيت غرينتش",
            "12:00:00",
        ),
        (
            "Persian digits",
            voice(MonthStyle::Gulf, Arabext, H24, "UTC"),
            "الاثنين، ۲۳ نوفمبر ۲۰۲۶",
            "۱۲:۰۰",
            "بتوقيت غرينتش",
            "12:00:00",
        ),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_house_dates_in_its_own_words_and_machines_in_theirs() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let live = layla.publishes(piece("خبر اليوم").paragraph("نص")).await;
        for (house, voice, date, time, zone, hour) in houses() {
            speaks(&room, voice).await;
            reader.sees(&live.href, &format!("{date}، {time}")).await;
            reader.sees(&live.href, zone).await;
            reader.sees(&format!("/ar/lite/{}", live.id), &format!("{date}، {time}")).await;
            reader.sees("/ar/", time).await;
            let page = reader.opens(&live.href).await.expects(200).body();
            assert!(
                page.contains(&format!("datetime=\"2026-11-23T{hour}")),
                "{house}: the time for machines"
            );
            assert!(page.contains("\"datePublished\":\"2026-11-23T"), "{house}: structured data");
            for (feed, when) in [
                ("rss.xml", "<pubDate>Mon, 23 Nov 2026 12:00:00"),
                ("atom.xml", "<published>2026-11-23T12:00:00"),
                ("feed.json", "\"date_published\":\"2026-11-23T12:00:00"),
            ] {
                let body = reader.opens(&format!("/ar/{feed}")).await.expects(200).body();
                assert!(body.contains(when), "{house}: {feed}: {body}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn generated_numbers_have_the_houses_digits_and_typed_ones_stay() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let mut dates = voice(MonthStyle::Gulf, Digits::Arab, Clock::H24, "Asia/Riyadh");
        dates.dates.hijri = true;
        speaks(&room, dates).await;
        let text = "كلمة ".repeat(180 * 3);
        let typed = piece("عام 2026 في ٥٢ دائرة و۳ لجان").paragraph(&text).paragraph("بنسبة 4.5 و٧٪");
        let live = layla.publishes(typed).await;
        let page = reader.opens(&live.href).await.expects(200);
        let words = page.words();
        for (rule, wanted) in [
            ("typed digits stay", "عام 2026 في ٥٢ دائرة و۳ لجان"),
            ("typed separators stay", "بنسبة 4.5 و٧٪"),
            ("a count", "٣ دقائق"),
            ("a date", "٢٣ نوفمبر ٢٠٢٦"),
            ("the Umm al-Qura calendar", "١٣ جمادى الآخرة ١٤٤٨ هـ"),
        ] {
            assert!(words.contains(wanted), "{rule}: {wanted} is not in {words}");
        }
        let path = live.href.rsplit('/').next().unwrap_or_default();
        assert!(
            path.contains("2026") && path.contains("52") && path.contains("-%D9%883-"),
            "addresses are ASCII: {path}"
        );
        for feed in ["rss.xml", "atom.xml", "feed.json", "sitemap-0.xml", "news-sitemap.xml"] {
            let body = reader.opens(&format!("/ar/{feed}")).await.expects(200).body();
            let generated = body.replace("٥٢", "").replace('۳', "").replace("٧٪", "");
            assert!(
                !generated.contains(|c: char| matches!(c, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}')),
                "{feed} has ASCII digits of its own"
            );
        }
        // A search finds all three ways to write a number.
        for asked in ["52", "٥٢", "۵۲"] {
            reader.finds(asked, &[&live.id]).await;
        }
    }
}

/// The noun after so many, as a reader sees it.
fn counted(number: usize, forms: [&str; 5]) -> String {
    let [one, two, few, many, other] = forms;
    match (number, number % 100) {
        (1, _) => one.to_owned(),
        (2, _) => two.to_owned(),
        (_, 3..=10) => format!("{number} {few}"),
        (_, 11..=99) => format!("{number} {many}"),
        _ => format!("{number} {other}"),
    }
}

const NEWS: [&str; 5] = ["خبر واحد", "خبران", "أخبار", "خبرًا", "خبر"];
const MINUTES: [&str; 5] = ["دقيقة واحدة", "دقيقتان", "دقائق", "دقيقة", "دقيقة"];
const PHOTOS: [&str; 5] = ["صورة واحدة", "صورتان", "صور", "صورة", "صورة"];
const RESULTS: [&str; 5] = ["نتيجة واحدة", "نتيجتان", "نتائج", "نتيجة", "نتيجة"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn counts_are_said_as_arabic_counts() {
    // A word for each number that is looked at, in as many pieces.
    let words = [
        (1, "برتقال"),
        (2, "ليمون"),
        (3, "تفاح"),
        (10, "مشمش"),
        (11, "بطيخ"),
        (52, "كرز"),
        (99, "موز"),
        (100, "خوخ"),
        (101, "عنب"),
        (102, "زيتون"),
        (103, "سفرجل"),
    ];
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let story = layla.opens_story("ar", "ملف الحصاد").await;
        let slug = "/ar/story/ملف-الحصاد/";
        let address = text::percent::path(slug);
        for number in 1..=103 {
            let held: Vec<&str> =
                words.iter().filter(|(most, _)| number <= *most).map(|(_, word)| *word).collect();
            let live = layla.publishes(piece(&format!("حصاد {number}")).paragraph(&held.join(" "))).await;
            layla.places(&story, &live.id).await.expects(200);
            if words.iter().any(|(count, _)| *count == number) {
                reader.sees(&address, &counted(number, NEWS)).await;
            }
        }
        reader.sees("/ar/stories/", &counted(103, NEWS)).await;
        for (count, word) in words {
            let asked = format!("/ar/search/?q={}", text::percent::component(word));
            reader.sees(&asked, &counted(count, RESULTS)).await;
        }
        reader.sees("/ar/search/?q=xyzzy", "لا نتائج عن xyzzy.").await;
    }
}

fn minutes_long(minutes: usize) -> Piece {
    let minute = "كلمة ".repeat(180);
    (0..minutes).fold(piece(&format!("نص من {minutes}")), |piece, _| piece.paragraph(minute.trim_end()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lengths_are_said_as_arabic_counts() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        for minutes in [1, 2, 3, 10, 11, 52, 100, 102, 103] {
            let live = layla.publishes(minutes_long(minutes)).await;
            reader.sees(&live.href, &format!("القراءة: {}", counted(minutes, MINUTES))).await;
        }
        let mut pictures = Vec::new();
        for shade in 0..11 {
            pictures.push(layla.uploads(NewPicture::new(shade * 20)).await);
        }
        for photos in [2, 3, 11] {
            let gallery = piece("ألبوم").of_kind("gallery").with("picture", pictures[0].clone());
            let gallery =
                pictures[1..photos].iter().fold(gallery, |piece, picture| piece.picture_in_text(picture));
            layla.publishes(gallery).await;
            reader.sees("/ar/gallery/", &counted(photos, PHOTOS)).await;
        }
    }
}
