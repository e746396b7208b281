//! A gallery is its pictures; a video or an audio piece is what is seen or heard in it, and can be read as well.

use std::path::Path;

use newsroom::features::imports::actions::{
    ImportOptions, Progress, WordpressOptions, import_ninjs, import_wordpress,
};
use serde_json::{Value, json};

use crate::kit::store::all_rows;
use crate::kit::{Answer, NewPicture, Newsroom, newsrooms, piece, png};

const FEEDS: [&str; 3] = ["rss.xml", "atom.xml", "feed.json"];

struct Silent;

impl Progress for Silent {
    fn files(&self, _: usize) {}
    fn file_done(&self, _: &Path) {}
}

fn structured(page: &Answer) -> Value {
    let head = page.head();
    let script = head
        .iter()
        .find(|tag| tag.attribute("type") == "application/ld+json")
        .expect("it has structured data");
    serde_json::from_str(&script.text).expect("it is JSON")
}

fn places(text: &str, words: &[&str]) -> Vec<usize> {
    words
        .iter()
        .map(|words| text.find(words).unwrap_or_else(|| panic!("“{words}” is not in {text}")))
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_gallery_shows_its_pictures_in_order_and_numbered() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let mut pictures = Vec::new();
        for (shade, caption) in [(10, "السدّ ممتلئًا"), (20, "المجرى صيفًا"), (30, "الميناء القديم")]
        {
            let picture = NewPicture::new(shade).with("caption", caption).with("credit", "سامي المرايا");
            let picture = if shade == 30 {
                picture.with("archive", "true").with("taken_on", "1998-05")
            } else {
                picture
            };
            pictures.push(layla.uploads(picture).await);
        }
        let gallery = piece("ثلاث صور لنهر واحد")
            .of_kind("gallery")
            .paragraph("تمهيد قصير.")
            .with("picture", pictures[0].clone())
            .picture_in_text(&pictures[1])
            .picture_in_text(&pictures[2]);
        let live = layla.publishes(gallery).await;
        let reader = room.reader();
        let page = reader.opens(&live.href).await.expects(200);
        let order = [
            "تمهيد قصير.",
            "1 من 3",
            "السدّ ممتلئًا",
            "2 من 3",
            "المجرى صيفًا",
            "3 من 3",
            "أرشيف (مايو 1998)",
            "الميناء القديم",
        ];
        let words = page.words();
        let shown = words.rsplit('}').next().expect("what follows the structured data");
        assert!(places(shown, &order).is_sorted(), "{shown}");
        let body = page.body();
        let main =
            body.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).expect("a main part");
        let images: Vec<&str> =
            main.split("<img").skip(1).filter_map(|rest| rest.split('>').next()).take(3).collect();
        let is_late: Vec<bool> = images.iter().map(|image| image.contains("loading=\"lazy\"")).collect();
        assert_eq!(is_late, [false, true, true], "{images:?}");
        assert!(main.contains("href=\"/ar/gallery/\""), "its kind leads to the others");

        let told = structured(&page);
        assert_eq!(told["@type"], json!(["NewsArticle", "ImageGallery"]));
        let images = told["image"].as_array().expect("a list");
        let captions: Vec<&str> = images.iter().filter_map(|image| image["caption"].as_str()).collect();
        assert_eq!(captions, ["السدّ ممتلئًا", "المجرى صيفًا", "الميناء القديم"]);
        for image in images {
            assert_eq!(
                (&image["@type"], &image["creditText"]),
                (&json!("ImageObject"), &json!("سامي المرايا"))
            );
            assert!(image["license"].as_str().is_some_and(|address| address.ends_with("/ar/credits/")));
        }

        reader.sees("/ar/gallery/", "ثلاث صور لنهر واحد").await;
        reader.sees("/ar/gallery/", "3 صور").await;
        reader.misses("/en/gallery/", "ثلاث صور").await;
        reader.misses("/ar/video/", "ثلاث صور").await;
        for file in FEEDS {
            reader.sees(&format!("/ar/gallery/{file}"), live.id.as_str()).await;
        }
        assert_eq!(reader.meets("/ar/gallery", 301).await.header("location"), "/ar/gallery/");
        reader.meets("/ar/gallery/feed.xml", 404).await;
        layla.withdraws(&live.id, "خطأ في المصدر").await.expects(200);
        reader.misses("/ar/gallery/", "ثلاث صور لنهر واحد").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_embedded_video_asks_nobody_before_a_tap() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let poster = layla.uploads(NewPicture::new(40).with("alt", "خريطة النهر")).await;
        let recording = json!({
            "embed": "https://www.youtube.com/embed/abc-1?rel=0", "seconds": 245, "caption": "جولة على المجرى",
            "transcript_html": "<p>يبدأ النهر من عين صغيرة اسمها زمردة.</p>",
        });
        let video = piece("أربع دقائق على النهر")
            .of_kind("video")
            .with("picture", poster)
            .with("recording", recording);
        let live = layla.publishes(video).await;
        let plain = layla.publishes(piece("خبر بلا تسجيل").paragraph("نص")).await;
        let reader = room.reader();
        let page = reader.opens(&live.href).await.expects(200);
        let body = page.body();
        assert!(
            body.contains("href=\"https://www.youtube.com/watch?v=abc-1\""),
            "a plain link without script"
        );
        assert!(body.contains("data-player=\"https://www.youtube-nocookie.com/embed/abc-1\""), "{body}");
        assert!(!body.contains("<iframe") && !body.contains("src=\"https://www.youtube"), "{body}");
        assert!(page.says("4:05") && page.says("جولة على المجرى") && body.contains("<details"));
        let own = web::headers::SITE_CSP;
        let policy = page.header("content-security-policy").to_owned();
        assert_eq!(policy, format!("{own}; frame-src https://www.youtube-nocookie.com"));
        // The second answer comes out of the cache.
        assert_eq!(reader.opens(&live.href).await.header("content-security-policy"), policy);
        assert_eq!(
            reader.opens(&plain.href).await.header("content-security-policy"),
            own,
            "and of others as ever"
        );

        let told = structured(&page);
        let video = &told["video"];
        assert_eq!((&video["@type"], &video["duration"]), (&json!("VideoObject"), &json!("PT4M5S")));
        assert_eq!(video["embedUrl"], "https://www.youtube-nocookie.com/embed/abc-1");
        assert!(video["thumbnailUrl"].as_str().is_some_and(|address| address.contains("/media/")));
        assert!(video["transcript"].as_str().is_some_and(|text| text.contains("زمردة")));
        assert_eq!(
            (&video["name"], &video["uploadDate"]),
            (&json!("أربع دقائق على النهر"), &told["datePublished"])
        );
        let og = page.head().iter().any(|tag| {
            tag.attribute("property") == "og:video" && tag.attribute("content").ends_with("/embed/abc-1")
        });
        assert!(og, "{:?}", page.head());

        let list = reader.opens("/ar/video/").await.expects(200);
        assert!(
            list.says("أربع دقائق على النهر") && list.body().contains("<bdi>4:05</bdi>"),
            "{}",
            list.body()
        );
        for file in FEEDS {
            reader.sees(&format!("/ar/video/{file}"), live.id.as_str()).await;
        }
        // What is said can be found; it is there on the lite page as well, where nothing is played.
        reader.finds("زمردة", &[&live.id]).await;
        reader.sees(&format!("/ar/lite/{}", live.id), "زمردة").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_plays_by_itself_and_words_alone_are_enough() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let recording = json!({"file": "https://files.example/harith.mp3", "seconds": 3723});
        let sound =
            piece("حديث مع حارس القنطرة").of_kind("audio").paragraph("نص").with("recording", recording);
        let sound = layla.publishes(sound).await;
        let words = json!({"seconds": 70, "caption": "لا تسجيل هنا، وهذا نصه", "transcript_html": "<p>قال الحارس</p>"});
        let words = layla.publishes(piece("نص بلا تسجيل").of_kind("video").with("recording", words)).await;
        let bare = layla.publishes(piece("فيديو بلا شيء").of_kind("video").paragraph("نص")).await;
        let reader = room.reader();
        let page = reader.opens(&sound.href).await.expects(200);
        assert!(
            page.body().contains("<audio controls preload=\"none\" src=\"https://files.example/harith.mp3\"")
        );
        assert!(page.says("1:02:03") && !page.body().contains("player."), "{}", page.body());
        let policy = page.header("content-security-policy");
        assert!(
            policy.contains("media-src 'self' https://files.example;") && !policy.contains("frame-src"),
            "{policy}"
        );
        let told = structured(&page)["audio"].clone();
        assert_eq!(
            (&told["@type"], &told["contentUrl"]),
            (&json!("AudioObject"), &json!("https://files.example/harith.mp3"))
        );
        reader.sees("/ar/audio/", "حديث مع حارس القنطرة").await;
        let page = reader.opens(&words.href).await.expects(200);
        assert!(page.says("قال الحارس") && page.says("1:10") && !page.body().contains("<video"));
        assert_eq!(page.header("content-security-policy"), web::headers::SITE_CSP);
        reader.opens(&bare.href).await.expects(200);
        // A new revision takes the recording's rows with it.
        let again = piece("حديث مع حارس القنطرة").paragraph("نص جديد");
        layla.revises(&sound.id, 1, again).await.expects(201);
        layla.publishes_again(&sound.id).await;
        reader.sees(&sound.href, "نص جديد").await;
        reader.misses(&sound.href, "harith.mp3").await;
        layla.withdraws(&words.id, "خطأ").await.expects(200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_recording_that_cannot_be_is_refused_and_changes_nothing() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("فيديو").of_kind("video").paragraph("نص")).await;
        let before = all_rows(&room.app.db).await;
        let deep = "<p>نص</p><iframe src=\"https://www.youtube.com/embed/a\"></iframe>";
        for recording in [
            json!({"embed": "https://evil.example/watch?v=1"}),
            json!({"embed": "javascript:alert(1)"}),
            json!({"file": "http://files.example/a.mp4"}),
            json!({"file": "/media/a.mp4"}),
            json!({"file": "https://files.example/a.mp4", "embed": "https://vimeo.com/1"}),
            json!({"seconds": -1}),
            json!({"seconds": 86_401}),
            json!({"caption": "ك".repeat(2_001)}),
            json!({"transcript_html": deep}),
            json!({"nonsense": 1}),
        ] {
            let new = piece("مرفوض").of_kind("video").paragraph("نص").with("recording", recording.clone());
            layla.begins(new.clone()).await.expects(422);
            layla.revises(&live.id, 1, new).await.expects(422);
            let plain = piece("خبر").paragraph("نص").with("recording", recording);
            layla.begins(plain).await.expects(422);
        }
        let good = json!({"embed": "https://vimeo.com/1"});
        layla.begins(piece("خبر").paragraph("نص").with("recording", good)).await.expects(422);
        layla.begins(piece("خبر").of_kind("film").paragraph("نص")).await.expects(422);
        assert!(before == all_rows(&room.app.db).await);
    }
}

/// A newsroom's galleries and recordings come in as they are called elsewhere.
async fn imported(room: &Newsroom, name: &str, item: &Value) -> String {
    let path = room.folder().join(format!("{name}.json"));
    std::fs::write(&path, item.to_string()).expect("the file can be written");
    let options = ImportOptions {
        publish: true,
        section: Some("world".to_owned()),
        edition: Some("ar".to_owned()),
        ..ImportOptions::default()
    };
    let report = import_ninjs(&room.app, &[path], options, &Silent).await.expect("the import goes through");
    assert_eq!((report.created, report.published, report.refused), (1, 1, 0), "{report:?}");
    format!("/s/{}", report.items[0].article.clone().expect("it became an article"))
}

async fn page_of(room: &Newsroom, short: &str) -> Answer {
    let reader = room.reader();
    let href = reader.meets(short, 301).await.header("location").to_owned();
    reader.opens(&href).await.expects(200)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_agencys_galleries_and_recordings_keep_their_kind() {
    for room in newsrooms().await {
        for (name, shade) in [("one.png", 50), ("two.png", 60)] {
            std::fs::write(room.folder().join(name), png(64, 48, shade)).expect("the picture can be written");
        }
        let picture = |name: &str| {
            json!({"name": name, "uri": format!("urn:p:{name}"), "type": "picture", "pubStatus": "usable",
                "descriptions": [{"role": "caption", "contentType": "text/plain", "value": format!("شرح {name}")}],
                "renditions": [{"name": "original", "href": format!("https://a.example/{name}"), "contentType": "image/png"}]})
        };
        let item = |uri: &str, kind: &str, more: Value| {
            let mut item = json!({"standard": {"name": "ninjs", "version": "3.1"}, "uri": uri, "type": kind, "representationType": "full",
                "language": "ar", "pubStatus": "usable", "firstCreated": "2026-11-20T10:00:00Z",
                "headlines": [{"role": "main", "contentType": "text/plain", "value": format!("عنوان {uri}")}]});
            item.as_object_mut().expect("a map").extend(more.as_object().expect("a map").clone());
            item
        };
        let gallery = item(
            "g",
            "text",
            json!({"genres": [{"name": "صور"}], "associations": [picture("one.png"), picture("two.png")]}),
        );
        let page = page_of(&room, &imported(&room, "gallery", &gallery).await).await;
        assert!(page.says("1 من 2") && page.says("2 من 2") && page.says("شرح two.png"), "{}", page.words());

        let played = json!({"name": "video", "uri": "urn:v:1", "type": "video", "pubStatus": "usable",
            "bodies": [{"role": "main", "contentType": "text/html", "value": "<p>كلام مسموع</p>"}],
            "renditions": [{"name": "main", "href": "https://a.example/v.mp4", "contentType": "video/mp4", "duration": 61.4}]});
        let video = item(
            "v",
            "text",
            json!({"genres": [{"name": "video"}], "associations": [picture("one.png"), played]}),
        );
        let page = page_of(&room, &imported(&room, "video", &video).await).await;
        assert!(
            page.body()
                .contains("<video controls playsinline preload=\"none\" src=\"https://a.example/v.mp4\""),
            "{}",
            page.body()
        );
        assert!(page.says("1:01") && page.says("كلام مسموع"));

        let renditions = json!([{"name": "main", "href": "https://a.example/a.mp3", "contentType": "audio/mpeg", "duration": 5.0}]);
        let sound = item("a", "audio", json!({"renditions": renditions}));
        let page = page_of(&room, &imported(&room, "sound", &sound).await).await;
        assert!(page.body().contains("<audio controls preload=\"none\" src=\"https://a.example/a.mp3\""));
        for (list, uri) in [("gallery", "g"), ("video", "v"), ("audio", "a")] {
            room.reader().sees(&format!("/ar/{list}/"), &format!("عنوان {uri}")).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_posts_format_is_its_kind() {
    for room in newsrooms().await {
        let item = |id: u32, title: &str, format: &str, content: &str| {
            let date = "<wp:post_date>2019-05-01 10:00:00</wp:post_date><wp:post_date_gmt>2019-05-01 07:00:00</wp:post_date_gmt>";
            format!(
                "<item><title>{title}</title><link>https://old.example/{id}/</link><content:encoded><![CDATA[{content}]]></content:encoded>\
                 <wp:post_id>{id}</wp:post_id>{date}<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>\
                 <category domain=\"post_format\" nicename=\"post-format-{format}\"><![CDATA[{format}]]></category></item>"
            )
        };
        let items = item(1, "فيديو قديم", "video", "https://www.youtube.com/watch?v=old1\n\nنص الفيديو.")
            + &item(2, "خبر جانبي", "aside", "نص عادي.");
        let text = format!(
            "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>قديم</title><link>https://old.example</link>\
             <language>ar</language><wp:wxr_version>1.2</wp:wxr_version>{items}</channel></rss>"
        );
        let path = room.folder().join("formats.xml");
        std::fs::write(&path, text).expect("the file can be written");
        let options = WordpressOptions {
            publish: true,
            section: Some("world".to_owned()),
            ..WordpressOptions::default()
        };
        let report =
            import_wordpress(&room.app, &[path], options, &Silent).await.expect("the import goes through");
        assert_eq!((report.published, report.refused), (2, 0), "{report:?}");
        let reader = room.reader();
        reader.sees("/ar/video/", "فيديو قديم").await;
        reader.misses("/ar/video/", "خبر جانبي").await;
        let page = page_of(&room, "/?p=1").await;
        assert!(
            page.body().contains("data-player=\"https://www.youtube-nocookie.com/embed/old1\""),
            "{}",
            page.body()
        );
        assert!(
            page.says("نص الفيديو.") && page.body().matches("youtube.com/watch").count() == 1,
            "it is there once"
        );
    }
}
