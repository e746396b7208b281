//! A film of the newsroom's own: it comes in over a line that breaks, and readers are played it, whole or in part, for as long as
//! something published shows it.

use std::io;
use std::os::unix::fs::MetadataExt;

use axum::body::Body;
use axum::http::Request;
use bytes::Bytes;
use futures_util::stream;
use newsroom::features::mirror::{Keeper, Key, check};
use serde_json::json;

use crate::kit::{Answer, Newsroom, film, newsrooms, piece};

/// A piece of which only so much comes.
fn broken(piece: &[u8]) -> Body {
    let came = [Ok(Bytes::copy_from_slice(piece)), Err(io::Error::from(io::ErrorKind::ConnectionReset))];
    Body::from_stream(stream::iter(came))
}

/// The address of the film that a page plays.
fn played(page: &Answer) -> String {
    let body = page.body();
    let video = body.split("<video").nth(1).and_then(|rest| rest.split('>').next()).expect("it has a player");
    assert!(video.contains("controls") && video.contains("preload=\"metadata\""), "{video}");
    let address = video.split("src=\"").nth(1).and_then(|rest| rest.split('"').next());
    address.expect("it plays something").to_owned()
}

async fn part(room: &Newsroom, address: &str, said: &[(&str, &str)]) -> Answer {
    let request =
        said.iter().fold(Request::get(address), |request, (name, value)| request.header(*name, *value));
    room.reader().asks(request).await
}

/// Its page names it in full, and programs for podcasts take it from the feeds, where its piece is the newest.
async fn machines_are_told(room: &Newsroom, page: &Answer, address: &str, length: usize) {
    assert!(page.body().contains(&format!("\"contentUrl\":\"{address}\"")));
    let rss = room.reader().opens("/ar/rss.xml").await.expects(200).body();
    let enclosed = format!("<enclosure url=\"{address}\" length=\"{length}\" type=\"video/mp4\"/>");
    assert!(rss.contains(&enclosed), "{enclosed}");
    let feed = room.reader().opens("/ar/feed.json").await.expects(200).json();
    let attached = &feed["items"][0]["attachments"][0];
    assert_eq!((&attached["url"], &attached["duration_in_seconds"]), (&json!(address), &json!(245)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_film_comes_in_over_a_broken_line_and_is_played() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let bytes = film(245, 300_000);
        let begun = layla.begins_upload("recording", "السدّ.mp4", bytes.len()).await.expects(201);
        let upload = begun.header("location").to_owned();
        assert!(upload.starts_with("/api/v1/uploads/"), "{upload}");
        assert_eq!(layla.upload_stands_at(&upload).await, 0);
        let first = layla.sends_piece(&upload, 0, bytes[..100_000].to_vec()).await.expects(204);
        assert_eq!(first.header("upload-offset"), "100000");
        // The line breaks in the middle of the second piece: what came of it is kept.
        layla.sends_piece(&upload, 100_000, broken(&bytes[100_000..150_000])).await.expects(400);
        assert_eq!(layla.upload_stands_at(&upload).await, 150_000);
        let elsewhere = layla.sends_piece(&upload, 100_000, bytes[100_000..].to_vec()).await.expects(409);
        assert_eq!(elsewhere.header("upload-offset"), "150000");
        layla.sends_piece(&upload, 150_000, bytes[150_000..].to_vec()).await.expects(204);
        let told = layla.tus("GET", &upload, &[], "").await.expects(200).json();
        assert_eq!(
            (&told["recording"]["mime"], &told["recording"]["seconds"]),
            (&json!("video/mp4"), &json!(245))
        );
        assert_eq!(told["recording"]["bytes"], json!(bytes.len()));
        assert_eq!(told["recording"]["name"], "السدّ.mp4");

        let ours = told["recording"]["id"].clone();
        let video = piece("السدّ من الجو")
            .of_kind("video")
            .with("recording", json!({"ours": ours, "caption": "جولة"}));
        let live = layla.publishes(video).await;
        let page = room.reader().opens(&live.href).await.expects(200);
        let address = played(&page);
        assert!(address.starts_with("/media/") && address.ends_with(".mp4"), "{address}");
        assert!(page.says("4:05"), "its length is what its file says");
        assert!(!page.body().contains("السدّ.mp4"), "what it was called at home is nobody's business");
        let absolute = room.app.absolute(&address);
        machines_are_told(&room, &page, &absolute, bytes.len()).await;

        let whole = part(&room, &address, &[]).await.expects(200);
        assert_eq!(whole.bytes, bytes);
        let length = bytes.len().to_string();
        for (name, value) in [
            ("content-type", "video/mp4"),
            ("content-length", length.as_str()),
            ("accept-ranges", "bytes"),
            ("x-content-type-options", "nosniff"),
            ("cross-origin-resource-policy", "cross-origin"),
            ("content-security-policy", web::headers::MEDIA_CSP),
        ] {
            assert_eq!(whole.header(name), value, "{name}");
        }
        assert!(whole.header("cache-control").contains("s-maxage=60"));
        let mark = whole.header("etag").to_owned();

        let two = part(&room, &address, &[("range", "bytes=0-1")]).await.expects(206);
        assert_eq!((two.bytes.as_slice(), two.header("content-length")), (&bytes[..2], "2"));
        assert_eq!(two.header("content-range"), format!("bytes 0-1/{length}"));
        let last = part(&room, &address, &[("range", "bytes=-5")]).await.expects(206);
        assert_eq!(last.bytes, bytes[bytes.len() - 5..]);
        let rest = part(&room, &address, &[("range", "bytes=299000-")]).await.expects(206);
        assert_eq!(rest.bytes, bytes[299_000..]);
        let beyond = part(&room, &address, &[("range", "bytes=9000000-")]).await.expects(416);
        assert_eq!(beyond.header("content-range"), format!("bytes */{length}"));
        part(&room, &address, &[("range", "bytes=0-1"), ("if-range", &mark)]).await.expects(206);
        let other =
            part(&room, &address, &[("range", "bytes=0-1"), ("if-range", "\"other\"")]).await.expects(200);
        assert_eq!(other.bytes.len(), bytes.len());
        let several = part(&room, &address, &[("range", "bytes=0-1,5-6")]).await.expects(200);
        assert_eq!(several.bytes.len(), bytes.len(), "several parts at once are answered with the whole");
        part(&room, &address, &[("if-none-match", &mark)]).await.expects(304);
        let head = room.reader().asks(Request::head(&address)).await.expects(200);
        assert_eq!((head.header("content-length"), head.bytes.len()), (length.as_str(), 0));

        layla.withdraws(&live.id, "خطأ").await.expects(200);
        room.reader().meets(&address, 404).await;
        part(&room, &address, &[("range", "bytes=0-1"), ("if-range", &mark)]).await.expects(404);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_published_is_played_at_the_desk_alone() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let bytes = film(10, 1_000);
        let ours = layla.uploads_recording(bytes.clone()).await;
        let video = || piece("لم يُنشر بعد").of_kind("video").with("recording", json!({"ours": ours}));
        layla.writes(video()).await;
        let desk = layla.at_desk().await;
        let at_desk = desk.opens(&format!("/desk/recordings/{ours}/file")).await.expects(200);
        assert_eq!(at_desk.bytes, bytes);
        let live = layla.publishes(video().paragraph("نص")).await;
        let address = played(&room.reader().opens(&live.href).await.expects(200));
        layla.withdraws(&live.id, "خطأ").await.expects(200);
        // The first piece still names it, and nobody published that one.
        room.reader().meets(&address, 404).await;
        for made_up in ["00000000000000000000000000000000.mp4", "x.mp4"] {
            room.reader().meets(&format!("/media/{made_up}"), 404).await;
        }
        let unknown = piece("لا ملف").of_kind("video").with("recording", json!({"ours": "01nofile"}));
        layla.begins(unknown).await.expects(422);
        let two = json!({"ours": ours, "file": "https://v.example/a.mp4"});
        layla.begins(piece("مكانان").of_kind("video").with("recording", two)).await.expects(422);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_film_that_two_pieces_play_stays_with_the_other() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let ours = layla.uploads_recording(film(10, 1_000)).await;
        let video = |headline| piece(headline).of_kind("video").with("recording", json!({"ours": ours}));
        let (one, other) = (layla.publishes(video("الأول")).await, layla.publishes(video("الثاني")).await);
        let address = played(&room.reader().opens(&one.href).await.expects(200));
        layla.withdraws(&one.id, "خطأ").await.expects(200);
        room.reader().meets(&address, 200).await;
        layla.withdraws(&other.id, "خطأ").await.expects(200);
        room.reader().meets(&address, 404).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mirror_holds_the_film_and_lets_it_go() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let bytes = film(10, 3_000_000);
        let ours = layla.uploads_recording(bytes.clone()).await;
        let live =
            layla.publishes(piece("السدّ").of_kind("video").with("recording", json!({"ours": ours}))).await;
        let address = played(&room.reader().opens(&live.href).await.expects(200));
        let (folder, key) = (room.folder().join("mirror"), Key::of(&[9; 32]));
        let public = key.public();
        let keeper = Keeper::open(&room.app, &folder, key).expect("the mirror opens");
        keeper.make_all(2, |_| ()).await.expect("it is made");
        let file = folder.join(address.trim_start_matches('/'));
        assert_eq!(std::fs::read(&file).expect("the film is there"), bytes);
        assert_eq!(check(&folder, &public).expect("it is signed").wrong, Vec::<String>::new());
        // Its article is put right: the film is not copied for that.
        let place = std::fs::metadata(&file).expect("it is there").ino();
        layla.corrects(&live.id, "التاريخ الصحيح أمس", json!({"on_top": true})).await.expects(201);
        keeper.make_all(2, |_| ()).await.expect("it is made");
        assert_eq!(std::fs::metadata(&file).expect("it is there").ino(), place, "{:?}", room.dialect());
        layla.withdraws(&live.id, "خطأ").await.expects(200);
        keeper.make_all(2, |_| ()).await.expect("it is made");
        assert!(!file.exists(), "what was withdrawn is gone");
        assert_eq!(check(&folder, &public).expect("it is signed").wrong, Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_desk_says_what_is_played() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let ours = layla.uploads_recording(film(65, 1_000)).await;
        let transcript = json!({"file": "https://v.example/a.mp4", "transcript_html": "<p>قالت</p>"});
        let id = layla.writes(piece("فيديو").of_kind("video").with("recording", transcript)).await;
        let desk = layla.at_desk().await;
        let address = format!("/desk/articles/{id}/tree");
        let opened = desk.opens(&address).await.expects(200).json();
        assert_eq!(opened["fields"]["recording"]["address"], "https://v.example/a.mp4");
        let mut fields = opened["fields"].clone();
        fields["recording"] = json!({"address": "", "ours": ours, "seconds": 0, "caption": "جولة"});
        let mut said =
            json!({"schema": opened["schema"], "tree": opened["tree"], "headline": "فيديو", "lead": ""});
        said["fields"] = fields.clone();
        let saved = desk.saves(&address, &opened["revision"], &said).await.expects(200).json();
        let kept = desk.opens(&address).await.expects(200).json();
        let recording = &kept["fields"]["recording"];
        assert_eq!((&recording["ours"], &recording["seconds"]), (&json!(ours), &json!(65)));
        // A form that says nothing of it leaves it as it is.
        fields["recording"] = json!(null);
        said["fields"] = fields;
        desk.saves(&address, &saved["revision"], &said).await.expects(200);
        assert_eq!(desk.opens(&address).await.expects(200).json()["fields"]["recording"], *recording);
    }
}
