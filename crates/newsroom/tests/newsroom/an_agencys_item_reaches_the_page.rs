//! An item of each generation of ninjs on its way from the file to the page, in both languages: whose word it is, who
//! said what, and from which time the picture is.

use std::path::Path;

use newsroom::features::accounts::Actor;
use newsroom::features::editions::actions::save_edition;
use newsroom::features::editions::editions;
use newsroom::features::imports::actions::{ImportOptions, Progress, import_ninjs};
use serde_json::{Value, json};
use text::dates::MonthStyle;

use crate::kit::store::rows_of;
use crate::kit::{Answer, Newsroom, newsrooms, png};

struct Silent;

impl Progress for Silent {
    fn files(&self, _: usize) {}
    fn file_done(&self, _: &Path) {}
}

/// What the three generations say in their own ways.
struct Told {
    lang: &'static str,
    headline: &'static str,
    summary: &'static str,
    agency: &'static str,
    outlet: &'static str,
    speaker: &'static str,
    role: &'static str,
    words: &'static str,
    caption: &'static str,
    photographer: &'static str,
}

const ARABIC: Told = Told {
    lang: "ar",
    headline: "الميناء يتوسع بعد ربع قرن",
    summary: "أربعة أرصفة جديدة قبل نهاية العام.",
    agency: "وكالة الساحل",
    outlet: "جريدة المرفأ",
    speaker: "هدى سالم",
    role: "مديرة الميناء",
    words: "سنكمل التوسعة هذا العام.",
    caption: "الميناء القديم قبل التوسعة",
    photographer: "سمير عيد",
};

const ENGLISH: Told = Told {
    lang: "en",
    headline: "The port grows after a quarter of a century",
    summary: "Four new berths before the end of the year.",
    agency: "Coast Agency",
    outlet: "The Harbour Paper",
    speaker: "Huda Salem",
    role: "director of the port",
    words: "We will finish the extension this year.",
    caption: "The old port before the extension",
    photographer: "Samir Eid",
};

impl Told {
    fn body(&self) -> String {
        let (Told { words, speaker, role, .. }, comma) = (self, if self.lang == "ar" { "،" } else { "," });
        format!(
            "<p>1</p><figure><blockquote><p>{words}</p></blockquote><figcaption>{speaker}{comma} {role}</figcaption></figure><p>2</p>"
        )
    }

    fn uri(&self, generation: u8) -> String {
        format!("urn:agency:{}:{generation}", self.lang)
    }

    /// The item as a generation of the standard writes it.
    fn item(&self, generation: u8) -> Value {
        let sources = match generation {
            1 => json!([{"name": self.agency}, {"name": self.outlet}]),
            _ => {
                json!([{"name": self.agency, "uri": "https://agency.example/"}, {"name": self.outlet, "role": "outlet"}])
            }
        };
        let line = |role: &str, kind: &str, value: &str| match generation {
            2 => json!([{"role": role, "contenttype": kind, "value": value}]),
            _ => json!([{"role": role, "contentType": kind, "value": value}]),
        };
        let picture = format!("urn:agency:picture:{}:{generation}", self.lang);
        let standard = json!({"name": "ninjs", "version": format!("{generation}.{}", if generation == 2 { 2 } else { 1 })});
        match generation {
            1 => json!({
                "uri": self.uri(1), "type": "text", "language": self.lang, "pubstatus": "usable", "version": "1",
                "firstcreated": "2026-11-23T08:15:00Z", "versioncreated": "2026-11-23T08:15:00Z",
                "headline": self.headline, "description_text": self.summary, "body_html": self.body(), "infosource": sources,
                "associations": {"main": {
                    "uri": picture, "type": "picture", "contentcreated": "1998-05-04T10:00:00Z", "byline": self.photographer,
                    "description_text": self.caption,
                    "renditions": {"full": {"href": "https://pictures.example/wire/harbour.png", "mimetype": "image/png", "width": 64, "height": 48}},
                }},
            }),
            2 => json!({
                "standard": standard, "uri": self.uri(2), "type": "text", "representationtype": "full", "language": self.lang,
                "pubstatus": "usable", "version": "1",
                "firstcreated": "2026-11-23T08:15:00Z", "versioncreated": "2026-11-23T08:15:00Z",
                "headlines": line("main", "text/plain", self.headline), "descriptions": line("summary", "text/plain", self.summary),
                "bodies": line("main", "text/html", &self.body()), "infosources": sources,
                "associations": [{
                    "name": "main", "uri": picture, "type": "picture", "contentcreated": "1998-05-04T10:00:00Z", "by": self.photographer,
                    "descriptions": line("caption", "text/plain", self.caption),
                    "renditions": [{"name": "full", "href": "https://pictures.example/wire/harbour.png", "contenttype": "image/png", "width": 64, "height": 48}],
                }],
            }),
            _ => json!({
                "standard": standard, "uri": self.uri(3), "type": "text", "representationType": "full", "language": self.lang,
                "pubStatus": "usable", "version": "1",
                "firstCreated": "2026-11-23T08:15:00Z", "versionCreated": "2026-11-23T08:15:00Z",
                "headlines": line("main", "text/plain", self.headline), "descriptions": line("summary", "text/plain", self.summary),
                "bodies": line("main", "text/html", &self.body()), "infoSources": sources,
                "associations": [{
                    "name": "main", "uri": picture, "type": "picture", "contentCreated": "1998-05-04T10:00:00Z", "by": self.photographer,
                    "descriptions": line("caption", "text/plain", self.caption),
                    "renditions": [{"name": "full", "href": "https://pictures.example/wire/harbour.png", "contentType": "image/png", "width": 64, "height": 48}],
                }],
            }),
        }
    }
}

/// Imports an item with its picture beside it, and opens the article's page.
async fn page_of(room: &Newsroom, told: &Told, generation: u8) -> Answer {
    let folder = room.folder().join(format!("{}-{generation}", told.lang));
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let path = folder.join("item.json");
    std::fs::write(&path, told.item(generation).to_string()).expect("the file can be written");
    let picture = png(64, 48, 70 + generation + told.lang.as_bytes()[0] % 50);
    std::fs::write(folder.join("harbour.png"), picture).expect("the picture can be written");
    let options =
        ImportOptions { publish: true, section: Some("world".to_owned()), ..ImportOptions::default() };
    let report = import_ninjs(&room.app, &[path], options, &Silent).await.expect("the import goes through");
    let counts = (report.created, report.published, report.pictures, report.refused);
    assert_eq!(counts, (1, 1, 1, 0), "{report:?}");
    let rows = rows_of(&room.app.db, |table| table == "imported").await;
    let columns = rows["imported"].iter().map(|row| row.split(" ¦ ").collect::<Vec<_>>());
    let uri = told.uri(generation);
    let row = columns.into_iter().find(|columns| columns[1] == uri).expect("the item came in");
    let short = room.reader().meets(&format!("/s/{}", row[2]), 301).await;
    room.reader().opens(short.header("location")).await.expects(200)
}

/// The words between two marks of a page.
fn words_within(page: &Answer, from: &str, to: &str) -> String {
    let body = page.body();
    let (_, rest) = body.split_once(from).unwrap_or_else(|| panic!("`{from}` is not on the page:\n{body}"));
    let (part, _) = rest.split_once(to).expect("the part ends");
    Answer { bytes: format!("<i {part}").into_bytes(), ..page.clone() }.words()
}

fn check(page: &Answer, told: &Told, archive: &str, source: &str) {
    for words in [told.headline, told.summary] {
        assert!(page.says(words), "the page does not say “{words}”:\n{}", page.body());
    }
    let picture = words_within(page, "<figcaption", "</figcaption>");
    assert!(picture.starts_with(archive), "the picture's words are “{picture}”");
    for words in [told.caption, told.photographer] {
        assert!(picture.contains(words), "“{words}” is not under the picture: {picture}");
    }
    assert_eq!(words_within(page, "class=\"src\"", "</div>"), source);
    let statement = words_within(page, "class=\"say\"", "</figure>");
    let places = [told.words, told.speaker, told.role].map(|words| statement.find(words));
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "who said what: {statement}");
}

/// Gives the English edition the months of its language.
async fn english_months(room: &Newsroom) {
    let all = editions(room.app.db.read()).await.expect("the editions can be read");
    let mut english = all.into_iter().find(|edition| edition.lang == "en").expect("there is one");
    english.voice.dates.months = MonthStyle::English;
    save_edition(&room.app, &Actor::Console, english).await.expect("the edition is saved");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_generation_of_ninjs_becomes_the_same_page() {
    for room in newsrooms().await {
        english_months(&room).await;
        for generation in [1, 2, 3] {
            let page = page_of(&room, &ARABIC, generation).await;
            check(&page, &ARABIC, "أرشيف (4 مايو 1998): ", "المصدر: وكالة الساحل + جريدة المرفأ");
            let page = page_of(&room, &ENGLISH, generation).await;
            check(&page, &ENGLISH, "Archive (4 May 1998): ", "Source: Coast Agency + The Harbour Paper");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_of_the_day_is_called_no_archive_picture() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        for (lang, word) in [("ar", "أرشيف"), ("en", "Archive")] {
            let mut captions = Vec::new();
            for archive in ["true", "false"] {
                let shade = if archive == "true" { 10 } else { 20 };
                let picture = crate::kit::NewPicture::new(shade + lang.as_bytes()[0] % 50);
                let picture = layla.uploads(picture.with("archive", archive).with("caption", "1")).await;
                let written = crate::kit::piece("1 2").in_section(lang, "world").with("picture", picture);
                let live = layla.publishes(written.paragraph("1")).await;
                let page = room.reader().opens(&live.href).await.expects(200);
                captions.push(words_within(&page, "<figcaption", "</figcaption>"));
            }
            assert!(captions[0].starts_with(&format!("{word}: ")), "without a date: {captions:?}");
            assert!(!captions[1].contains(word), "{captions:?}");
        }
    }
}
