//! What came in once comes in again: a year later, in other files, by two at once. What people made of it here stays theirs,
//! and what came before comes no second time.

use std::path::PathBuf;

use newsroom::features::imports::actions::{ImportOptions, WordpressOptions, import_ninjs, import_wordpress};
use newsroom::features::imports::{ItemOutcome, Report};
use newsroom::id::ArticleId;
use serde_json::{Value, json};

use crate::kit::store::{all_rows, difference, rows_of};
use crate::kit::wordpress::{Silent, export, import, post, published};
use crate::kit::{HOUR, Newsroom, newsrooms, piece, png};

async fn rows(room: &Newsroom, table: &str) -> Vec<Vec<String>> {
    let rows = rows_of(&room.app.db, |name| name == table).await.remove(table).expect("the table is known");
    rows.iter().map(|row| row.split(" ¦ ").map(str::to_owned).collect()).collect()
}

async fn article(room: &Newsroom, uri: &str) -> ArticleId {
    let rows = rows(room, "imported").await;
    let row = rows.iter().find(|row| row[1] == uri).expect("the item came in");
    ArticleId(row[2].clone())
}

fn dropped(report: &Report, part: &str) -> bool {
    report.items.iter().any(|item| item.dropped.iter().any(|line| line.contains(part)))
}

fn kept(report: &Report) -> Vec<(&str, &str)> {
    let kept = report.items.iter().filter(|item| item.outcome == ItemOutcome::Kept);
    kept.map(|item| (item.place.as_str(), item.why.as_deref().unwrap_or_default())).collect()
}

/// Where the post of this number is read.
async fn address(room: &Newsroom, number: u32) -> String {
    room.reader().meets(&format!("/?p={number}"), 301).await.header("location").to_owned()
}

fn item(uri: &str, headline: &str, more: Value) -> Value {
    let mut item = json!({"standard": {"name": "ninjs", "version": "3.1"}, "uri": uri, "type": "text", "representationType": "full",
        "language": "ar", "pubStatus": "usable", "firstCreated": "2026-11-20T10:00:00Z",
        "headlines": [{"role": "main", "contentType": "text/plain", "value": headline}],
        "bodies": [{"role": "main", "contentType": "text/plain", "value": "نص الوكالة."}]});
    item.as_object_mut().expect("a map").extend(more.as_object().expect("a map").clone());
    item
}

async fn from_agency(room: &Newsroom, items: &Value, overwrite: bool) -> Report {
    let path = room.folder().join("items.json");
    std::fs::write(&path, items.to_string()).expect("the file can be written");
    let options =
        ImportOptions { publish: true, section: Some("world".to_owned()), edition: None, overwrite };
    import_ninjs(&room.app, &[path], options, &Silent).await.expect("the import goes through")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_editors_changed_here_is_not_written_over() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let all = |word: &str| {
            (1..=3)
                .map(|id| post(id, &format!("{word} {id}"), "publish", &format!("نص {word}"), ""))
                .collect::<String>()
        };
        assert_eq!(import(&room, &export(&room, "site", &all("الأول")), published()).await.published, 3);
        let (first, second) = (address(&room, 1).await, address(&room, 2).await);
        // One is changed and published, one is only being worked on, one nobody touched.
        let one = article(&room, "https://old.example/?p=1").await;
        layla.revises(&one, 1, piece("كلامنا في الأول").paragraph("نصنا.")).await.expects(201);
        layla.publishes_again(&one).await;
        let two = article(&room, "https://old.example/?p=2").await;
        layla.revises(&two, 1, piece("نعمل عليه").paragraph("مسودتنا.")).await.expects(201);

        let before = rows(&room, "revision").await;
        let path = export(&room, "site", &all("الثاني"));
        let report = import(&room, &path, published()).await;
        assert_eq!(
            (report.kept, report.updated, report.published, report.refused),
            (2, 1, 1, 0),
            "{report:?}"
        );
        let told = kept(&report);
        assert!(told[0].0.contains("line 3") && told[1].0.contains("line 4"), "{told:?}");
        assert!(told.iter().all(|(_, why)| why.contains("changed here")), "{told:?}");
        assert_eq!(rows(&room, "revision").await.len(), before.len() + 1, "only the third has a new one");
        room.reader().sees(&first, "كلامنا في الأول").await;
        room.reader().sees(&second, "نص الأول").await;
        assert_eq!(layla.reads(&two).await["revision"], 2);
        room.reader().sees(&address(&room, 3).await, "نص الثاني").await;
        // It is told as often as it comes, and changes as little.
        let before = all_rows(&room.app.db).await;
        room.the_clock_reaches(room.now() + HOUR).await;
        let again = import(&room, &path, published()).await;
        assert_eq!((again.kept, again.unchanged, again.updated), (2, 1, 0), "{again:?}");
        let after = all_rows(&room.app.db).await;
        assert!(before == after, "{:?}:\n{}", room.dialect(), difference(&before, &after));

        // The control: who asks for it has it written over, and what was written here is still there to go back to.
        let overwrite = || WordpressOptions { overwrite: true, ..published() };
        let report = import(&room, &path, overwrite()).await;
        assert_eq!((report.kept, report.updated, report.published), (0, 2, 2), "{report:?}");
        room.reader().sees(&first, "نص الثاني").await;
        assert_eq!(layla.reads(&one).await["revision"], 3);
        let report = import(&room, &path, published()).await;
        assert_eq!((report.unchanged, report.kept), (3, 0), "{report:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_agencys_new_version_is_kept_out_and_its_cancellation_is_not() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let report = from_agency(&room, &json!([item("urn:a:1", "خبر الوكالة", json!({}))]), false).await;
        assert_eq!(report.published, 1, "{report:?}");
        let id = article(&room, "urn:a:1").await;
        let href = room.reader().meets(&format!("/s/{id}"), 301).await.header("location").to_owned();
        layla.revises(&id, 1, piece("خبر حرّرناه").paragraph("نصنا.")).await.expects(201);
        layla.publishes_again(&id).await;
        let second = item("urn:a:1", "خبر الوكالة المحدّث", json!({"version": "2"}));
        let report = from_agency(&room, &json!([second]), false).await;
        assert_eq!((report.kept, report.updated, report.refused), (1, 0, 0), "{report:?}");
        assert!(kept(&report)[0].0.ends_with("items.json"), "{report:?}");
        room.reader().sees(&href, "خبر حرّرناه").await;
        let third = item("urn:a:1", "خبر الوكالة", json!({"version": "3", "pubStatus": "canceled"}));
        let report = from_agency(&room, &json!([third]), false).await;
        assert_eq!((report.withdrawn, report.kept), (1, 0), "{report:?}");
        room.reader().meets(&href, 410).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_what_its_source_says_brings_an_item_in_again() {
    for room in newsrooms().await {
        let term = "<category domain=\"category\" nicename=\"varia\"><![CDATA[منوعات]]></category>";
        let path = export(&room, "site", &post(1, "خبر", "publish", "نص", term));
        assert_eq!(import(&room, &path, published()).await.created, 1);
        let kept = rows(&room, "imported").await;
        assert!(kept[0][4].starts_with("wordpress-1:"), "it says what it was taken of: {kept:?}");
        let before = all_rows(&room.app.db).await;
        // Where it would be filed, and where its pictures would be, are no part of what it says.
        let map = vec![("varia".to_owned(), "politics".to_owned())];
        let uploads = Some(room.folder().join("uploads"));
        std::fs::create_dir_all(room.folder().join("uploads")).expect("the folder can be made");
        let otherwise =
            WordpressOptions { map, uploads, section: Some("politics".to_owned()), ..published() };
        let report = import(&room, &path, otherwise).await;
        assert_eq!((report.unchanged, report.updated), (1, 0), "{report:?}");
        let after = all_rows(&room.app.db).await;
        assert!(before == after, "{:?}:\n{}", room.dialect(), difference(&before, &after));
        // The control: the name of whoever signs it is said elsewhere in the export, and is a part of what it says.
        let text = std::fs::read_to_string(&path).expect("the file can be read");
        std::fs::write(&path, text.replace("سلمى الخوّاص", "سلمى خوّاص")).expect("it can be written");
        assert_eq!(import(&room, &path, published()).await.updated, 1);
        room.reader().sees(&address(&room, 1).await, "سلمى خوّاص").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_post_that_becomes_a_video_is_one_here() {
    for room in newsrooms().await {
        let (reader, layla) = (room.reader(), room.editor("ليلى").await);
        let format =
            "<category domain=\"post_format\" nicename=\"post-format-video\"><![CDATA[Video]]></category>";
        let watched = "https://www.youtube.com/watch?v=old1\n\nنص الفيديو.";
        let as_news = |id| post(id, &format!("قطعة {id}"), "publish", "نص الخبر.", "");
        let as_video = |id| post(id, &format!("قطعة {id}"), "publish", watched, format);
        let report =
            import(&room, &export(&room, "site", &(as_news(1) + &as_news(2) + &as_news(3))), published())
                .await;
        assert_eq!(report.published, 3, "{report:?}");
        let two = article(&room, "https://old.example/?p=2").await;
        layla.revises(&two, 1, piece("كلامنا").paragraph("نصنا.")).await.expects(201);

        let videos = export(&room, "site", &(as_video(1) + &as_video(2)));
        let report = import(&room, &videos, published()).await;
        assert_eq!((report.updated, report.kept, report.refused), (1, 1, 0), "{report:?}");
        reader.sees("/ar/video/", "قطعة 1").await;
        reader.misses("/ar/video/", "قطعة 2").await;
        reader.sees(&address(&room, 1).await, "نص الفيديو.").await;

        // What readers see stays what it is until it is published as the other.
        let path = export(&room, "site", &as_video(3));
        let report = import(&room, &path, WordpressOptions { publish: false, ..published() }).await;
        assert_eq!((report.refused, report.updated), (1, 0), "{report:?}");
        let why = report.items[0].why.clone().unwrap_or_default();
        assert!(why.contains("`news`") && why.contains("`video`") && why.contains("--publish"), "{why}");
        reader.sees(&address(&room, 3).await, "نص الخبر.").await;

        // And back: nothing of the video is left.
        let report = import(&room, &export(&room, "site", &as_news(1)), published()).await;
        assert_eq!((report.updated, report.published), (1, 1), "{report:?}");
        crate::kit::eventually(|| async { !reader.opens("/ar/video/").await.says("قطعة 1") }).await;
        let page = reader.opens(&address(&room, 1).await).await.expects(200);
        assert!(page.says("نص الخبر.") && !page.body().contains("youtube"), "{}", page.words());
        assert!(rows(&room, "published_recording").await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_that_was_missing_comes_when_it_is_there() {
    for room in newsrooms().await {
        let uploads = room.folder().join("uploads");
        std::fs::create_dir_all(uploads.join("2019/05")).expect("the folder can be made");
        let image =
            "نص\n\n<img src=\"https://old.example/wp-content/uploads/2019/05/late.png\" alt=\"متأخرة\">";
        let items = post(1, "خبر بصورة", "publish", image, "") + &post(2, "خبر آخر", "publish", "نص", "");
        let path = export(&room, "site", &items);
        let options = || WordpressOptions { uploads: Some(uploads.clone()), ..published() };
        let report = import(&room, &path, options()).await;
        assert_eq!((report.published, report.pictures), (2, 0), "{report:?}");
        assert!(dropped(&report, "late.png: its file is not in the folder of uploads"), "{report:?}");

        let before = all_rows(&room.app.db).await;
        room.the_clock_reaches(room.now() + HOUR).await;
        for options in [options(), published()] {
            let report = import(&room, &path, options).await;
            assert_eq!((report.unchanged, report.updated), (2, 0), "{report:?}");
        }
        let after = all_rows(&room.app.db).await;
        assert!(before == after, "{:?}:\n{}", room.dialect(), difference(&before, &after));

        std::fs::write(uploads.join("2019/05/late.png"), png(64, 48, 70)).expect("a picture");
        let report = import(&room, &path, options()).await;
        assert_eq!(
            (report.updated, report.unchanged, report.pictures, report.published),
            (1, 1, 1, 1),
            "{report:?}"
        );
        let page = room.reader().opens(&address(&room, 1).await).await.expects(200);
        assert!(page.body().contains("/media/") && page.says("متأخرة"), "{}", page.body());
        let report = import(&room, &path, options()).await;
        assert_eq!((report.unchanged, report.pictures), (2, 0), "{report:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_files_of_one_site_know_of_each_other() {
    for room in newsrooms().await {
        let uploads = room.folder().join("uploads");
        std::fs::create_dir_all(uploads.join("2019/05")).expect("the folder can be made");
        for (name, shade) in [("front.png", 60), ("inside.png", 90)] {
            std::fs::write(uploads.join("2019/05").join(name), png(64, 48, shade)).expect("a picture");
        }
        let featured = "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>91</wp:meta_value></wp:postmeta>";
        let posts = export(
            &room,
            "posts",
            &post(1, "خبر", "publish", "نص\n\n[gallery ids=\"92\"]", featured)
                .replace("<dc:creator>salma", "<dc:creator>huda"),
        );
        let attachment = |id: u32, name: &str| {
            format!(
                "<item><title>{name}</title><excerpt:encoded>شرح {id}</excerpt:encoded><wp:post_id>{id}</wp:post_id><wp:status>inherit</wp:status>\
                 <wp:post_type>attachment</wp:post_type><wp:attachment_url>https://old.example/wp-content/uploads/2019/05/{name}</wp:attachment_url></item>"
            )
        };
        let author = "<wp:author><wp:author_login>huda</wp:author_login><wp:author_display_name>هدى السالم</wp:author_display_name></wp:author>";
        let files = export(
            &room,
            "files",
            &(author.to_owned() + &attachment(91, "front.png") + &attachment(92, "inside.png")),
        );
        let together = async |paths: &[PathBuf]| {
            let options = WordpressOptions { uploads: Some(uploads.clone()), ..published() };
            import_wordpress(&room.app, paths, options, &Silent).await.expect("the import goes through")
        };
        // The control: alone the posts know nothing of their pictures.
        let report = together(std::slice::from_ref(&posts)).await;
        assert_eq!((report.created, report.pictures), (1, 0), "{report:?}");
        assert!(dropped(&report, "the export has no attachment 91"), "{report:?}");
        assert!(dropped(&report, "the export has no attachment 92"), "{report:?}");
        let href = address(&room, 1).await;
        room.reader().sees(&href, "huda").await;

        let report = together(&[posts.clone(), files.clone()]).await;
        assert_eq!((report.updated, report.pictures, report.skipped), (1, 2, 2), "{report:?}");
        let page = room.reader().opens(&href).await.expects(200);
        assert!(page.says("شرح 91") && page.says("شرح 92") && page.says("هدى السالم"), "{}", page.words());

        // Another site's files are its own, whatever numbers they have.
        let text = std::fs::read_to_string(&posts).expect("the file can be read");
        std::fs::write(&posts, text.replace("old.example", "second.example")).expect("it can be written");
        let report = together(&[posts, files]).await;
        assert_eq!((report.created, report.pictures), (1, 0), "{report:?}");
        assert!(dropped(&report, "the export has no attachment 91"), "{report:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_address_under_a_section_of_ours_leads_on() {
    for room in newsrooms().await {
        let reader = room.reader();
        let ours = room.editor("ليلى").await.publishes(piece("خبر لنا").paragraph("نص")).await;
        let unknown = "/ar/politics/0D7K3F9QX2MB/";
        let addresses = [
            "/ar/politics/old-post/",
            "/ar/politics/2019/05/deep/",
            unknown,
            "/ar/politics/",
            "/ar/politics/rss.xml",
            "/ar/video/old-film/",
            ours.href.as_str(),
        ];
        let items: String = (1..)
            .zip(addresses)
            .map(|(id, address)| {
                post(id, "خبر", "publish", "نص", "").replace(&format!("/2019/05/post-{id}/"), address)
            })
            .collect();
        let report = import(&room, &export(&room, "addresses", &items), published()).await;
        assert_eq!((report.created, report.refused), (7, 0), "{report:?}");
        for (number, old) in (1..).zip(&addresses[..3]) {
            let now = address(&room, number).await;
            assert_eq!(reader.meets(old, 301).await.header("location"), now, "{:?}: {old}", room.dialect());
        }
        for old in &addresses[3..] {
            assert!(dropped(&report, &format!("{old}: a page of ours stands there")), "{old}: {report:?}");
        }
        reader.meets("/ar/politics/", 200).await;
        reader.meets("/ar/politics/rss.xml", 200).await;
        reader.sees(&ours.href, "خبر لنا").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_imports_of_one_file_at_once_make_each_article_once() {
    for room in newsrooms().await {
        let other = room.beside().await;
        let tag = |id: u32| {
            format!("<category domain=\"post_tag\" nicename=\"t{0}\"><![CDATA[وسم {0}]]></category>", id % 7)
        };
        let items: String =
            (1..=60).map(|id| post(id, &format!("خبر {id}"), "publish", "نص", &tag(id))).collect();
        let path = export(&room, "site", &items);
        let (one, two) = tokio::join!(import(&room, &path, published()), import(&other, &path, published()));
        assert_eq!((one.refused, two.refused), (0, 0), "{:?}: {one:?}\n{two:?}", room.dialect());
        assert_eq!(one.created + two.created, 60, "{:?}", room.dialect());
        assert_eq!(one.unchanged + two.unchanged, 60, "{:?}", room.dialect());
        let articles: std::collections::HashSet<String> =
            rows(&room, "imported").await.into_iter().map(|row| row[2].clone()).collect();
        assert_eq!((rows(&room, "article").await.len(), articles.len()), (60, 60), "{:?}", room.dialect());
        assert_eq!(rows(&room, "topic").await.len(), 7);
        for number in 1..=60 {
            let href = address(&room, number).await;
            assert_eq!(
                room.reader().meets(&format!("/2019/05/post-{number}/"), 301).await.header("location"),
                href
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_imports_that_want_one_address_share_it_out_and_say_so() {
    for room in newsrooms().await {
        let other = room.beside().await;
        // The same addresses, and different posts: each is led to one of the two, and the other one is told.
        let items = |first: u32| -> String {
            let at = |n: u32| {
                let id = first + n;
                post(id, &format!("خبر {id}"), "publish", "نص", "")
                    .replace(&format!("/2019/05/post-{id}/"), &format!("/shared/{n}/"))
            };
            (1..=40).map(at).collect()
        };
        let (one, two) = (export(&room, "one", &items(100)), export(&room, "two", &items(200)));
        let (one, two) = tokio::join!(import(&room, &one, published()), import(&other, &two, published()));
        assert_eq!((one.created, two.created, one.refused, two.refused), (40, 40, 0, 0), "{one:?}\n{two:?}");
        let told = |report: &Report| {
            let lines = report.items.iter().flat_map(|item| &item.dropped);
            lines.filter(|line| line.contains("it leads elsewhere already")).count()
        };
        assert_eq!(told(&one) + told(&two), 40, "{:?}: {one:?}\n{two:?}", room.dialect());
        for n in 1..=40 {
            let leads =
                room.reader().meets(&format!("/shared/{n}/"), 301).await.header("location").to_owned();
            let (one, two) = (address(&room, 100 + n).await, address(&room, 200 + n).await);
            assert!(leads == one || leads == two, "{leads}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn items_larger_than_what_may_be_held_come_one_after_the_other() {
    let room = newsrooms().await.swap_remove(0);
    // Eight of eleven megabytes: whoever reads the later ones waits for the earlier ones to be gone.
    let line = "كلام طويل لا ينتهي ".repeat(40) + "\n";
    let long = line.repeat(11_000_000 / line.len());
    let items: String = (1..=8).map(|id| post(id, "طويل", "publish", &long, "")).collect();
    let items = items + &post(9, "قصير", "publish", "نص", "");
    let report = import(&room, &export(&room, "large", &items), published()).await;
    assert_eq!((report.created, report.refused), (1, 8), "{report:?}");
}
