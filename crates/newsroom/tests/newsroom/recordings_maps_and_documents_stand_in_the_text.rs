//! A recording, a place and a document inside a text: readers are led to each, and nothing of another site is asked before
//! they tap.

use content::tree::{
    Audio, AudioAttrs, File, FileAttrs, Inline, Map, MapAttrs, Paragraph, Picture, PictureAttrs,
};

use crate::kit::{HOUR, NewPicture, Piece, newsrooms, piece};

fn recording(href: &str, title: &str, said: &str) -> Audio {
    let attrs = AudioAttrs {
        href: href.to_owned(),
        title: title.to_owned(),
        credit: "كريم".to_owned(),
        length: "4:05".to_owned(),
        ..AudioAttrs::default()
    };
    Audio { attrs, content: vec![Paragraph::of(vec![Inline::text(said)])] }
}

fn place(drawn: Option<&str>) -> Map {
    let attrs = MapAttrs {
        place: "قنطرة المرسى".to_owned(),
        latitude: "33.8938".to_owned(),
        longitude: "35.5018".to_owned(),
        caption: "حيث يُقاس المنسوب".to_owned(),
        ..MapAttrs::default()
    };
    let picture =
        |media: &str| Picture { attrs: PictureAttrs { media: media.to_owned(), ..PictureAttrs::default() } };
    Map { attrs, content: drawn.map(picture).into_iter().collect() }
}

fn document(href: &str) -> File {
    let (title, format, weight) = ("نص القانون".to_owned(), "PDF".to_owned(), "2.4 م.ب".to_owned());
    File { attrs: FileAttrs { href: href.to_owned(), title, format, weight, ..FileAttrs::default() } }
}

fn heard_and_seen(drawn: Option<&str>) -> Piece {
    piece("خبر")
        .paragraph("نص")
        .block(recording("https://Sounds.example/41.mp3?a=1&b=2", "جلسة", "كلمة زمرّدة"))
        .block(recording("https://sounds.example/42.ogg", "أخرى", ""))
        .block(recording("https://soundcloud.com/a/b", "ثالثة", ""))
        .block(place(drawn))
        .block(document("/files/law.pdf"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readers_are_led_to_each_and_nothing_is_loaded_with_the_page() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(heard_and_seen(None)).await;
        let page = room.reader().meets(&live.href, 200).await;
        let body = page.body().replace("&#x2f;", "/");
        assert_eq!(body.matches("<audio controls=\"\" preload=\"none\"").count(), 2, "{:?}", room.dialect());
        let policy = page.header("content-security-policy");
        assert!(policy.contains("media-src 'self' https://sounds.example;"), "{policy}");
        assert!(!policy.contains("soundcloud") && !policy.contains("openstreetmap"), "{policy}");
        // A page of another site is a link; so is the way to the place.
        assert!(body.contains("href=\"https://soundcloud.com/a/b\" rel=\"noopener nofollow\""));
        assert!(
            body.contains(
                "https://www.openstreetmap.org/?mlat=33.8938&amp;mlon=35.5018#map=14/33.8938/35.5018"
            )
        );
        assert!(page.says("افتح الخريطة على OpenStreetMap") && page.says("استمع على soundcloud.com"));
        for words in
            ["نص التسجيل", "كلمة زمرّدة", "قنطرة المرسى", "حيث يُقاس المنسوب", "مستند نص القانون PDF 2.4"]
        {
            assert!(page.says(words), "{words}: {}", page.words());
        }
        assert!(
            body.contains("<bdi dir=\"ltr\">33.8938, 35.5018</bdi>"),
            "degrees stand as they are written"
        );
        // What is said in it is found.
        layla.finished_receipt(&live.id).await;
        room.reader().finds("زمرّدة", &[&live.id]).await;
        // Without script, fonts and pictures there are links.
        let lite = room.reader().meets(&format!("/ar/lite/{}", live.id), 200).await;
        assert!(!lite.body().contains("<audio") && lite.body().contains("41.mp3"), "{}", lite.body());
        assert!(lite.says("جلسة") && lite.says("كلمة زمرّدة") && lite.says("نص القانون"));
        // A text that plays nothing has the policy of every page: the control.
        let plain = layla.publishes(piece("خبر آخر").paragraph("نص")).await;
        let plain = room.reader().meets(&plain.href, 200).await;
        assert!(plain.header("content-security-policy").contains("media-src 'self';"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_drawn_map_is_a_picture_like_any_other() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let until = room.now() + HOUR;
        let drawn = NewPicture::new(90).with("caption", "مجرى النهر").with("credit", "خبر");
        let drawn = layla.uploads(drawn.with("rights_until", &text::dates::iso(until, "UTC"))).await;
        let live = layla.publishes(heard_and_seen(Some(&drawn))).await;
        layla.finished_receipt(&live.id).await;
        room.reader().sees(&live.href, "مجرى النهر").await;
        let told = room.reader().opens(&live.href).await.body();
        let map = told.split("class=\"embed map\"").nth(1).expect("there is a map");
        let name = map.split("/media/").nth(1).and_then(|rest| rest.split('-').next()).expect("it is drawn");
        room.reader().meets(&format!("/media/{name}-64.webp"), 200).await;
        room.the_clock_reaches(until).await;
        room.reader().meets(&format!("/media/{name}-64.webp"), 404).await;
        room.reader().misses(&live.href, "مجرى النهر").await;
        room.reader().sees(&live.href, "قنطرة المرسى").await;
        let page = layla.at_desk().await.opens(&format!("/desk/library/{drawn}")).await.expects(200);
        assert!(page.says("خبر"), "the library says where it is shown");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_led_to_is_refused_with_its_place() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let wrong = |degrees: &str| {
            let map = place(None);
            Map { attrs: MapAttrs { latitude: degrees.to_owned(), ..map.attrs }, ..map }
        };
        for (written, why) in [
            (piece("خبر").block(recording("http://sounds.example/a.mp3", "", "")), "https://"),
            (piece("خبر").block(wrong("91")), "-90 to 90"),
            (piece("خبر").block(document("mailto:a@example.org")), "https:// or /"),
        ] {
            let refused = layla.begins(written).await.expects(422).json().to_string();
            assert!(refused.contains(why), "{:?}: {refused}", room.dialect());
        }
    }
}
