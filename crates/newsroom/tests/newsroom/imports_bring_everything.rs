//! Wire items become articles whole, the same file twice changes nothing, and a bad item harms no other.

use std::path::{Path, PathBuf};

use newsroom::features::imports::Report;
use newsroom::features::imports::actions::{ImportOptions, Progress, import_ninjs};
use newsroom::id::ArticleId;
use serde_json::{Value, json};

use crate::kit::store::{all_rows, difference};
use crate::kit::{HOUR, NOON, Newsroom, newsrooms, piece, png};

struct Silent;

impl Progress for Silent {
    fn files(&self, _: usize) {}
    fn file_done(&self, _: &Path) {}
}

async fn import(room: &Newsroom, path: &Path) -> Report {
    let options =
        ImportOptions { publish: true, section: Some("world".to_owned()), ..ImportOptions::default() };
    import_ninjs(&room.app, &[path.to_path_buf()], options, &Silent).await.expect("the import goes through")
}

/// Writes items into a file of their own folder and returns its path.
fn file(room: &Newsroom, folder: &str, items: &Value) -> PathBuf {
    let folder = room.folder().join(folder);
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let path = folder.join("items.json");
    std::fs::write(&path, items.to_string()).expect("the file can be written");
    path
}

/// An item with all that the newsroom keeps.
fn whole_item() -> Value {
    let picture = json!({
        "name": "main", "uri": "urn:agency:picture:1", "type": "picture", "contentCreated": "1998-05-04T10:00:00Z", "by": "سمير عيد",
        "copyrightHolder": "أرشيف الوكالة", "language": "ar",
        "descriptions": [{"role": "caption", "contentType": "text/plain", "value": "الميناء القديم قبل التوسعة"}],
        "headlines": [{"role": "main", "value": "الميناء القديم"}],
        "renditions": [{"name": "full", "href": "https://pictures.example/wire/harbour.png", "contentType": "image/png", "width": 64, "height": 48}],
    });
    let body = "<p>الفقرة الأولى من الخبر.</p><h2>عنوان داخلي</h2><p>الفقرة الثانية.</p>\
        <figure><blockquote><p>سنكمل التوسعة هذا العام.</p></blockquote><figcaption>هدى سالم، مديرة الميناء</figcaption></figure>\
        <p>الفقرة الأخيرة.</p>";
    json!({
        "standard": {"name": "ninjs", "version": "3.1", "schema": "https://iptc.org/std/ninjs/ninjs-schema_3.1.json"},
        "uri": "urn:agency:item:1", "type": "text", "representationType": "full", "version": "1", "language": "ar", "pubStatus": "usable",
        "firstCreated": "2026-11-23T08:15:00Z", "versionCreated": "2026-11-23T08:15:00Z",
        "headlines": [
            {"role": "main", "contentType": "text/plain", "value": "الميناء يتوسع بعد ربع قرن"},
            {"role": "short", "contentType": "text/plain", "value": "الميناء يتوسع"},
            {"role": "seo", "contentType": "text/plain", "value": "توسعة الميناء 2026"},
            {"role": "social", "contentType": "text/plain", "value": "بعد ربع قرن من الانتظار"},
        ],
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": "أربعة أرصفة جديدة قبل نهاية العام."}],
        "bodies": [{"role": "main", "contentType": "text/html", "value": body}],
        "by": "كريم الدلّال", "located": "المرفأ",
        "infoSources": [{"name": "وكالة الساحل", "uri": "https://agency.example/"}, {"name": "هيئة الموانئ", "role": "document"}],
        "copyrightHolder": "وكالة الساحل",
        "subjects": [{"name": "الموانئ", "uri": "https://topics.example/ports"}],
        "organisations": [{"name": "هيئة الموانئ", "rel": "about"}],
        "associations": [picture],
    })
}

fn with(mut item: Value, name: &str, value: impl Into<Value>) -> Value {
    item[name] = value.into();
    item
}

fn named(uri: &str, headline: &str) -> Value {
    let item = with(whole_item(), "uri", uri);
    let item =
        with(item, "headlines", json!([{"role": "main", "contentType": "text/plain", "value": headline}]));
    with(item, "associations", json!([]))
}

async fn article_of(room: &Newsroom, uri: &str) -> ArticleId {
    let rows = crate::kit::store::rows_of(&room.app.db, |table| table == "imported").await;
    let row =
        rows["imported"].iter().find(|row| row.split(" ¦ ").nth(1) == Some(uri)).expect("the item came in");
    ArticleId(row.split(" ¦ ").nth(2).expect("it became an article").to_owned())
}

async fn address_of(room: &Newsroom, uri: &str) -> String {
    let id = article_of(room, uri).await;
    room.reader().meets(&format!("/s/{id}"), 301).await.header("location").to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_item_becomes_an_article_with_all_it_brought() {
    for room in newsrooms().await {
        let path = file(&room, "whole", &whole_item());
        std::fs::write(path.with_file_name("harbour.png"), png(64, 48, 70))
            .expect("the picture can be written");
        let report = import(&room, &path).await;
        assert_eq!(
            (report.created, report.published, report.pictures, report.refused),
            (1, 1, 1, 0),
            "{report:?}"
        );
        let href = address_of(&room, "urn:agency:item:1").await;
        let page = room.reader().opens(&href).await.expects(200);
        for words in [
            "الميناء يتوسع بعد ربع قرن",
            "توسعة الميناء 2026",
            "بعد ربع قرن من الانتظار",
            "أربعة أرصفة جديدة قبل نهاية العام.",
            "عنوان داخلي",
            "هدى سالم",
            "سنكمل التوسعة هذا العام.",
            "كريم الدلّال",
            "المرفأ",
            "المصدر: وكالة الساحل",
            "هيئة الموانئ",
            "الموانئ",
            "الميناء القديم قبل التوسعة",
            "سمير عيد",
            "مايو 1998",
        ] {
            assert!(
                page.says(words),
                "{:?}: the page does not say “{words}”:\n{}",
                room.dialect(),
                page.body()
            );
        }
        // What follows the structured data, which names the statement too.
        let words = page.words();
        let words = words.rsplit('}').next().unwrap_or_default();
        let places: Vec<_> =
            ["الفقرة الأولى", "عنوان داخلي", "الفقرة الثانية", "سنكمل التوسعة", "الفقرة الأخيرة"]
                .map(|p| words.find(p))
                .into();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
        room.reader().sees("/ar/", "الميناء يتوسع").await;
        let layla = room.editor("ليلى").await;
        let article = layla.reads(&article_of(&room, "urn:agency:item:1").await).await;
        assert_eq!(article["published_at"], "2026-11-23T08:15:00+00:00");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_file_twice_changes_nothing() {
    for room in newsrooms().await {
        let path = file(&room, "twice", &json!([whole_item(), named("urn:agency:item:2", "خبر ثان")]));
        std::fs::write(path.with_file_name("harbour.png"), png(64, 48, 70))
            .expect("the picture can be written");
        assert_eq!(import(&room, &path).await.created, 2);
        room.the_clock_reaches(room.now() + HOUR).await;
        let before = all_rows(&room.app.db).await;
        room.the_clock_reaches(room.now() + HOUR).await;
        let report = import(&room, &path).await;
        let counts = (
            report.unchanged,
            report.created,
            report.updated,
            report.published,
            report.pictures,
            report.refused,
        );
        assert_eq!(counts, (2, 0, 0, 0, 0, 0), "{report:?}");
        let after = all_rows(&room.app.db).await;
        assert!(before == after, "{:?}:\n{}", room.dialect(), difference(&before, &after));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_translation_finds_its_original_even_when_that_comes_later() {
    for room in newsrooms().await {
        let mut english = named("urn:agency:en:9", "The harbour grows");
        english["language"] = json!("en");
        english["altIds"] = json!([{"role": "translationOf", "value": "urn:agency:ar:9"}]);
        let mut arabic = named("urn:agency:ar:9", "الميناء يكبر");
        arabic["language"] = json!("ar");
        assert_eq!(import(&room, &file(&room, "translation", &english)).await.published, 1);
        let translated = article_of(&room, "urn:agency:en:9").await;
        let page = room.reader().meets(&format!("/s/{translated}"), 301).await.header("location").to_owned();
        room.reader().misses(&page, "Read in Arabic").await;
        assert_eq!(import(&room, &file(&room, "original", &arabic)).await.published, 1);
        room.reader().sees(&page, "Read in Arabic").await;
        let original = article_of(&room, "urn:agency:ar:9").await;
        let page = room.reader().meets(&format!("/s/{original}"), 301).await.header("location").to_owned();
        room.reader().sees(&page, "The harbour grows").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_version_revises_and_a_cancellation_withdraws() {
    for room in newsrooms().await {
        let first = named("urn:agency:item:3", "الخبر الأول");
        import(&room, &file(&room, "v1", &first)).await;
        let href = address_of(&room, "urn:agency:item:3").await;
        room.reader().sees(&href, "الخبر الأول").await;
        let second = with(named("urn:agency:item:3", "الخبر بعد التحديث"), "version", "2");
        let report = import(&room, &file(&room, "v2", &second)).await;
        assert_eq!((report.updated, report.published, report.created), (1, 1, 0), "{report:?}");
        crate::kit::eventually(|| async {
            room.reader().opens(&href).await.says("الخبر بعد التحديث")
        })
        .await;
        let third = with(with(second, "version", "3"), "pubStatus", "canceled");
        let third = with(third, "edNote", "سُحب لخطأ في الأرقام");
        let report = import(&room, &file(&room, "v3", &third)).await;
        assert_eq!((report.withdrawn, report.refused), (1, 0), "{report:?}");
        assert!(room.reader().meets(&href, 410).await.says("سُحب لخطأ في الأرقام"));
        assert_eq!(import(&room, &file(&room, "v3", &third)).await.unchanged, 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_withheld_stays_a_draft_and_what_is_embargoed_waits() {
    for room in newsrooms().await {
        let withheld = with(named("urn:agency:item:4", "خبر محجوب"), "pubStatus", "withheld");
        let embargoed = with(
            named("urn:agency:item:5", "خبر محظور"),
            "embargoedUntil",
            text::dates::iso(NOON + HOUR, "UTC"),
        );
        let report = import(&room, &file(&room, "held", &json!([withheld, embargoed]))).await;
        assert_eq!((report.created, report.published, report.scheduled), (2, 0, 1), "{report:?}");
        for words in ["خبر محجوب", "خبر محظور"] {
            room.reader().misses("/ar/", words).await;
        }
        let id = article_of(&room, "urn:agency:item:5").await;
        room.reader().meets(&format!("/s/{id}"), 404).await;
        room.the_clock_reaches(NOON + HOUR).await;
        room.reader().sees("/ar/", "خبر محظور").await;
        room.reader().misses("/ar/", "خبر محجوب").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_embargo_that_a_new_version_lifts_holds_no_longer() {
    for room in newsrooms().await {
        let held = with(
            named("urn:agency:item:6", "خبر محظور"),
            "embargoedUntil",
            text::dates::iso(NOON + HOUR, "UTC"),
        );
        import(&room, &file(&room, "held", &held)).await;
        let lifted = with(named("urn:agency:item:6", "خبر محظور"), "version", "2");
        let report = import(&room, &file(&room, "lifted", &lifted)).await;
        assert_eq!((report.updated, report.published, report.refused), (1, 1, 0), "{report:?}");
        room.reader().sees("/ar/", "خبر محظور").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_embargo_that_a_new_version_brings_holds_from_then_on() {
    for room in newsrooms().await {
        let draft = with(named("urn:agency:item:7", "خبر سيُحظر"), "pubStatus", "withheld");
        import(&room, &file(&room, "draft", &draft)).await;
        let held = with(
            named("urn:agency:item:7", "خبر سيُحظر"),
            "embargoedUntil",
            text::dates::iso(NOON + HOUR, "UTC"),
        );
        let report = import(&room, &file(&room, "held", &with(held, "version", "2"))).await;
        assert_eq!((report.scheduled, report.published, report.refused), (1, 0, 0), "{report:?}");
        // Nobody at the desk can put it out before its time either.
        let id = article_of(&room, "urn:agency:item:7").await;
        room.editor("ليلى").await.posts(&id, "publication", json!({})).await.expects(409);
        room.reader().meets(&format!("/s/{id}"), 404).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bad_item_is_refused_with_its_place_while_the_rest_goes_on() {
    for room in newsrooms().await {
        let bad = with(named("urn:agency:item:9", "خبر فاسد"), "firstCreated", "yesterday");
        let silent = json!({"standard": whole_item()["standard"], "uri": "urn:agency:item:10", "type": "text", "language": "ar"});
        let long = named("urn:agency:item:11", &"ط".repeat(400));
        let items = json!([
            named("urn:agency:item:8", "خبر سليم"),
            bad,
            silent,
            long,
            named("urn:agency:item:12", "خبر سليم آخر")
        ]);
        let report = import(&room, &file(&room, "mixed", &items)).await;
        assert_eq!((report.created, report.published, report.refused), (2, 2, 3), "{report:?}");
        for number in [2, 3, 4] {
            let item = report
                .items
                .iter()
                .find(|item| item.place.ends_with(&format!("item {number}")))
                .expect("it is in the report");
            assert!(item.why.as_ref().is_some_and(|why| !why.is_empty()), "{item:?}");
        }
        room.reader().sees("/ar/", "خبر سليم آخر").await;
        let broken = room.folder().join("broken.json");
        std::fs::write(&broken, "{\"uri\": ").expect("the file can be written");
        let report = import(&room, &broken).await;
        assert_eq!((report.refused, report.created), (1, 0), "{report:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_is_read_from_beside_its_item_and_from_nowhere_else() {
    for room in newsrooms().await {
        let outside = room.folder().join("secret.png");
        std::fs::write(&outside, png(64, 48, 1)).expect("the file can be written");
        let hrefs = [
            "../secret.png",
            "../../secret.png",
            "..%2fsecret.png",
            "..\\secret.png",
            "file:///etc/passwd",
            "../../../../../../etc/passwd",
            outside.to_str().expect("the path is text"),
            "/etc/passwd",
            "link.png",
            ".hidden.png",
            "folder",
            "..",
            ".",
        ];
        let associations: Vec<Value> = hrefs
            .iter()
            .enumerate()
            .map(|(n, href)| json!({"name": format!("p{n}"), "uri": format!("urn:p:{n}"), "type": "picture", "renditions": [{"name": "full", "href": href}]}))
            .collect();
        let item = with(named("urn:agency:item:13", "خبر بصور ليست له"), "associations", associations);
        let path = file(&room, "pictures", &item);
        let folder = path.parent().expect("it has a folder");
        std::fs::write(folder.join(".hidden.png"), png(64, 48, 2)).expect("the file can be written");
        std::fs::create_dir_all(folder.join("folder")).expect("the folder can be made");
        std::os::unix::fs::symlink(&outside, folder.join("link.png")).expect("the link can be made");
        let report = import(&room, &path).await;
        assert_eq!(report.pictures, 0, "{report:?}");
        let rows = crate::kit::store::rows_of(&room.app.db, |table| table == "media").await;
        assert!(rows["media"].is_empty(), "{rows:?}");
        // The control: a picture that does stand beside it comes in.
        std::fs::write(folder.join("secret.png"), png(64, 48, 3)).expect("the file can be written");
        let report = import(&room, &file(&room, "pictures", &with(item, "version", "2"))).await;
        assert!(report.pictures > 0, "{report:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_has_one_receipt() {
    for room in newsrooms().await {
        let items: Vec<Value> =
            (0..5).map(|n| named(&format!("urn:agency:batch:{n}"), &format!("خبر الدفعة {n}"))).collect();
        import(&room, &file(&room, "batch", &json!(items))).await;
        let receipts =
            || async { crate::kit::store::rows_of(&room.app.db, |table| table == "receipt").await };
        crate::kit::eventually(|| async {
            receipts().await["receipt"].iter().all(|row| !row.contains('∅'))
        })
        .await;
        let receipts = receipts().await;
        let [receipt] = receipts["receipt"].as_slice() else { panic!("{receipts:?}") };
        assert_eq!(receipt.split(" ¦ ").nth(1), Some("batch"));
        for step in ["purged", "read_back", "indexed"] {
            assert!(receipt.contains(step), "{receipt}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_published_examples_of_the_format_come_in() {
    let Some(root) = std::env::var_os("KHABAR_CORPORA") else {
        println!("NOT RUN: the import of the published ninjs examples (KHABAR_CORPORA is not set)");
        return;
    };
    let root = Path::new(&root).join("iptc-newsinjson");
    for room in newsrooms().await {
        // Something of our own stands before: an import must not touch it.
        let own = room.editor("ليلى").await.publishes(piece("خبر لنا").paragraph("نص")).await;
        let mut taken = 0;
        for folder in ["doc-examples/1.6", "doc-examples/3.1", "examples"] {
            let report = import(&room, &root.join(folder)).await;
            taken += report.created + report.updated;
            for item in &report.items {
                let is_told = item.why.as_ref().is_some_and(|why| !why.is_empty())
                    || !item.changed.is_empty()
                    || !item.dropped.is_empty();
                assert!(is_told, "{item:?}");
            }
            println!(
                "{folder}: {} created, {} updated, {} refused, {} skipped",
                report.created, report.updated, report.refused, report.skipped
            );
        }
        assert!(taken >= 10, "{taken}");
        let before = all_rows(&room.app.db).await;
        let report = import(&room, &root.join("examples")).await;
        assert_eq!((report.created, report.updated), (0, 0), "{report:?}");
        let after = all_rows(&room.app.db).await;
        assert!(before == after, "{}", difference(&before, &after));
        let report = import(&room, &root.join("doc-examples/not-valid")).await;
        assert_eq!((report.refused, report.created), (1, 0), "{report:?}");
        room.reader().sees(&own.href, "خبر لنا").await;
    }
}
