//! Of an old piece sometimes no more than the day is known, or the year: that much is told, and no hour or day is made up.
//! The terms on which its text may be used are told apart from its sources.

use std::path::Path;

use newsroom::features::imports::actions::{ImportOptions, Progress, import_ninjs};
use newsroom::id::ArticleId;
use serde_json::{Value, json};

use crate::kit::{Newsroom, newsrooms, piece};

struct Silent;

impl Progress for Silent {
    fn files(&self, _: usize) {}
    fn file_done(&self, _: &Path) {}
}

const TERMS: &str = "CC BY 2.5: يُنسب إلى أصحابه.";

fn item(name: &str, headline: &str, at: &str, dated_to: Option<&str>) -> Value {
    let ids: Vec<Value> =
        dated_to.map(|to| json!({"role": "datePrecision", "value": to})).into_iter().collect();
    json!({
        "standard": {"name": "ninjs", "version": "3.1", "schema": "https://iptc.org/std/ninjs/ninjs-schema_3.1.json"},
        "uri": format!("urn:old:{name}"), "type": "text", "version": "1", "language": "ar", "pubStatus": "usable",
        "firstCreated": at, "versionCreated": at, "altIds": ids,
        "headlines": [{"role": "main", "contentType": "text/plain", "value": headline}],
        "bodies": [{"role": "main", "contentType": "text/html", "value":
            "<p>نص</p><figure><blockquote><p>قول</p></blockquote><figcaption><strong>هند السرّاج</strong> <span>وزيرة</span> \
             <span class=\"place\">أمام البرلمان</span> <span class=\"source\">محضر الجلسة</span></figcaption></figure>"}],
        "copyrightHolder": "أصحابه", "usageTerms": TERMS,
    })
}

async fn import(room: &Newsroom, items: &Value) {
    let path = room.folder().join("old.json");
    std::fs::write(&path, items.to_string()).expect("the file can be written");
    let options = ImportOptions { publish: true, edition: Some("ar".to_owned()), ..ImportOptions::default() };
    let report = import_ninjs(&room.app, &[path], options, &Silent).await.expect("it is read");
    assert_eq!(report.refused, 0, "{report:?}");
}

/// The page of the piece with this headline, by way of the list that has it.
async fn page(room: &Newsroom, headline: &str) -> crate::kit::Answer {
    let list = room.reader().opens("/ar/latest/").await.expects(200);
    let body = list.body();
    let (before, _) = body.split_once(headline).expect("the list has it");
    let href = before.rsplit("href=\"").next().and_then(|rest| rest.split('"').next()).expect("it is led to");
    room.reader().opens(href).await.expects(200)
}

/// The id in the short address on a page.
fn short(body: &str) -> &str {
    body.split("/s/").nth(1).and_then(|rest| rest.get(..12)).expect("its short address")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_more_of_a_date_is_told_than_is_known() {
    for room in newsrooms().await {
        let items = json!([
            item("year", "خبر عُرف عامه", "2009-07-01T12:00:00Z", Some("year")),
            item("month", "خبر عُرف شهره", "2010-03-15T12:00:00Z", Some("month")),
            item("day", "خبر عُرف يومه", "1912-11-11T08:00:00+02:00", Some("day")),
            item("minute", "خبر عُرفت ساعته", "2011-05-06T09:07:00Z", None),
        ]);
        import(&room, &items).await;
        for (headline, iso, words, clock) in [
            ("خبر عُرف عامه", "2009", "نُشر 2009", false),
            ("خبر عُرف شهره", "2010-03", "نُشر مارس 2010", false),
            ("خبر عُرف يومه", "1912-11-11", "نُشر الاثنين، 11 نوفمبر 1912", false),
            ("خبر عُرفت ساعته", "2011-05-06T", "نُشر الجمعة، 6 مايو 2011، ", true),
        ] {
            let page = page(&room, headline).await;
            let body = page.body();
            assert!(page.says(words), "{words}: {}", page.words());
            assert_eq!(page.says("بتوقيت"), clock, "{headline}: whose clock it is");
            let end = if clock { "" } else { "\"" };
            assert!(body.contains(&format!("datetime=\"{iso}{end}")), "{headline}: {body}");
            assert!(body.contains(&format!("\"datePublished\":\"{iso}{end}")), "{headline}: {body}");
            let lite = room.reader().opens(&format!("/ar/lite/{}", short(&body))).await.expects(200);
            assert!(lite.body().contains(&format!("datetime=\"{iso}{end}")), "{headline}: {}", lite.body());
        }
        let list = room.reader().opens("/ar/latest/").await.expects(200);
        assert!(list.body().contains("datetime=\"2009\">2009<"), "{}", list.body());
        // By day stands what has a day.
        room.reader().sees("/ar/archive/1912/11/11/", "خبر عُرف يومه").await;
        let overview = room.reader().opens("/ar/archive/").await.expects(200);
        assert!(overview.says("1912") && overview.says("2011"), "the control: {}", overview.words());
        assert!(!overview.says("2009") && !overview.says("2010"), "{}", overview.words());
        for day in ["/ar/archive/2009/07/01/", "/ar/archive/2010/03/15/"] {
            room.reader().meets(day, 404).await;
        }
        // Feeds go on having whole dates.
        let feed = room.reader().opens("/ar/rss.xml").await.expects(200);
        assert!(feed.body().contains("01 Jul 2009"), "{}", feed.body());
        // A new revision changes none of it.
        let headline = "خبر عُرف عامه";
        let body = page(&room, headline).await.body();
        let id = ArticleId::from(short(&body));
        let layla = room.editor("ليلى").await;
        layla.revises(&id, 1, piece(headline).paragraph("نص آخر")).await.expects(201);
        layla.publishes_again(&id).await;
        let again = page(&room, headline).await;
        assert!(again.says("نُشر 2009") && again.says(TERMS), "{}", again.words());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn terms_are_a_line_of_their_own_and_no_source() {
    for room in newsrooms().await {
        import(&room, &json!([item("terms", "خبر له رخصة", "2011-05-06T09:07:00Z", None)])).await;
        let page = page(&room, "خبر له رخصة").await;
        assert!(page.says(&format!("الرخصة: {TERMS}")), "{}", page.words());
        assert!(!page.says("وكالة") && !page.says("المصدر: أصحابه"), "{}", page.words());
        // Who said it, where, and where it is written down: each part is parted from the next.
        let caption = page.words();
        assert!(caption.contains("هند السرّاج"), "{caption}");
        assert!(page.says("أمام البرلمان · المصدر: محضر الجلسة"), "{caption}");
    }
}
