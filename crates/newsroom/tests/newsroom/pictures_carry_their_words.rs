//! Whoever keeps a picture of ours keeps its words: credit, caption and terms stand in the file, as they are published and no
//! sooner, and follow when they change.

use axum::http::Request;
use image::ImageFormat;
use newsroom::features::accounts::Role;

use crate::kit::{Answer, DAY, HOUR, NewPicture, Newsroom, newsrooms, piece};
use crate::pictures;

/// The address of a rendition that a page shows.
fn file_on(page: &Answer) -> String {
    let body = page.body().replace("&#x2f;", "/");
    let name: String = body
        .split("/media/")
        .nth(1)
        .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-.".contains(*c)).collect())
        .expect("the page shows a picture");
    format!("/media/{name}")
}

async fn asks_again(room: &Newsroom, file: &str, mark: &str) -> Answer {
    room.reader().asks(Request::get(file).header("if-none-match", mark)).await
}

fn said(answer: &Answer) -> media::Metadata {
    media::Metadata::read(&answer.bytes)
}

/// The form of the library with these words.
fn form<'a>(caption: &'a str, credit: &'a str) -> [(&'a str, &'a str); 5] {
    [
        ("caption", caption),
        ("credit", credit),
        ("licence", "https://creativecommons.org/licenses/by/4.0/"),
        ("focal_x", "50"),
        ("focal_y", "50"),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_are_in_the_file_and_follow_what_is_published() {
    for room in newsrooms().await {
        let (layla, noor) = (room.editor("ليلى").await, room.colleague("نور", Role::Journalist).await);
        let original = pictures::encoded(&pictures::picture(400, 300), ImageFormat::Jpeg);
        let picture = NewPicture::of(original)
            .with("caption", "سوق <المدينة> & الميناء")
            .with("credit", "ليلى حداد / خبر")
            .with("licence", "https://creativecommons.org/licenses/by/4.0/")
            .with("taken_on", "2026-11-02");
        let id = layla.uploads(picture).await;
        let shows = piece("خبر مصوّر").paragraph("نص").picture_in_text(&id).with("picture", id.as_str());
        let live = layla.publishes(shows).await;
        let file = file_on(&room.reader().meets(&live.href, 200).await);
        let first = room.reader().meets(&file, 200).await;
        let words = said(&first);
        assert_eq!(words.caption.as_deref(), Some("سوق <المدينة> & الميناء"), "{:?}", room.dialect());
        assert_eq!(words.credit.as_deref(), Some("ليلى حداد / خبر"));
        assert_eq!(words.usage_terms.as_deref(), Some("CC BY 4.0"));
        assert_eq!(words.licence.as_deref(), Some("https://creativecommons.org/licenses/by/4.0/"));
        assert_eq!(words.date_created.as_deref(), Some("2026-11-02"));
        assert!(pictures::contains(&first.bytes, &format!("/s/{}", live.id)), "where it is credited");
        image::load_from_memory(&first.bytes).expect("it is a picture");
        let mark = first.header("etag").to_owned();
        asks_again(&room, &file, &mark).await.expects(304);
        asks_again(&room, &file, &format!("\"other\", W/{mark}")).await.expects(304);

        // What a colleague says is not published yet: the file says what the page says.
        let page = format!("/desk/library/{id}");
        noor.at_desk().await.sends(&page, &form("شرح ينتظر", "وكالة")).await.expects(303);
        asks_again(&room, &file, &mark).await.expects(304);

        // An editor's word reaches readers at once, and who had the file is given the other.
        layla.at_desk().await.sends(&page, &form("شرح ثانٍ", "نور سالم")).await.expects(303);
        let second = asks_again(&room, &file, &mark).await.expects(200);
        let words = said(&second);
        assert_eq!(words.caption.as_deref(), Some("شرح ثانٍ"), "{:?}", room.dialect());
        assert_eq!(words.credit.as_deref(), Some("نور سالم"));
        assert_ne!(second.header("etag"), mark);
        let pixels =
            |answer: &Answer| image::load_from_memory(&answer.bytes).expect("it is a picture").to_rgb8();
        assert_eq!(pixels(&first), pixels(&second), "its pixels are as before");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_right_that_ends_is_told_before_and_takes_the_picture_away() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let until = text::dates::iso(room.now() + DAY, "UTC");
        let picture = NewPicture::new(17)
            .with("caption", "حقوقها قصيرة")
            .with("credit", "وكالة")
            .with("rights_until", &until);
        let id = layla.uploads(picture).await;
        assert!(!layla.at_desk().await.opens("/desk").await.says("حقوقها قصيرة"), "readers do not see it");
        let shows = piece("خبر مصوّر").paragraph("نص").with("picture", id.as_str());
        let live = layla.publishes(shows).await;
        assert!(layla.at_desk().await.opens("/desk").await.says("حقوقها قصيرة"), "{:?}", room.dialect());
        let file = file_on(&room.reader().meets(&live.href, 200).await);
        let mark = room.reader().meets(&file, 200).await.header("etag").to_owned();
        room.the_clock_reaches(room.now() + DAY + HOUR).await;
        asks_again(&room, &file, &mark).await.expects(404);
        let name = file.trim_start_matches("/media/").split('-').next().expect("a name").to_owned();
        for page in [live.href.as_str(), "/ar/", "/ar/rss.xml", "/ar/lite"] {
            let page = room.reader().opens(page).await;
            assert!(!page.whole().contains(&name), "{:?}", room.dialect());
        }
        assert!(!layla.at_desk().await.opens("/desk").await.says("حقوقها قصيرة"));
    }
}
