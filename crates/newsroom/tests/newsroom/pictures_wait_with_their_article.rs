//! The article's time governs its pictures: until then no address gives out a byte of them, and when it comes our right to
//! show them is looked at once more.

use axum::http::{Method, Request};
use serde_json::json;

use crate::kit::store::rows_of;
use crate::kit::{Colleague, HOUR, MINUTE, NewPicture, Newsroom, eventually, newsrooms, piece};

/// Every size of every picture there is, as a stranger who knew its name would ask for it; and share cards.
async fn files(room: &Newsroom) -> Vec<String> {
    let rows = rows_of(&room.app.db, |table| table == "media" || table == "card").await;
    let names = rows["media"].iter().filter_map(|row| row.split(" ¦ ").nth(15));
    let cards = rows["card"].iter().filter_map(|row| row.split(" ¦ ").nth(2)).filter(|name| !name.is_empty());
    let names: Vec<&str> = names.chain(cards).collect();
    assert!(!names.is_empty(), "there are pictures");
    let widths = [64, 320, 480, 640, 800, 960, 1200, 1600];
    let sized = |name: &str| widths.map(|width| format!("/media/{name}-{width}.webp"));
    let originals = rows["media"].iter().filter_map(|row| row.split(" ¦ ").nth(1));
    let originals = originals.flat_map(|blob| [format!("/media/{blob}"), format!("/media/{blob}.webp")]);
    names.into_iter().flat_map(sized).chain(originals).collect()
}

/// Asks for everything as nobody in particular; how many answers gave something.
async fn given(room: &Newsroom) -> Vec<String> {
    let mut given = Vec::new();
    for file in files(room).await {
        for method in [Method::GET, Method::HEAD] {
            for path in [file.clone(), format!("{file}?v=1"), format!("/ar{file}"), format!("/desk{file}")] {
                let request = Request::builder().method(method.clone()).uri(&path);
                let answer = room.reader().asks(request).await;
                match answer.status.as_u16() {
                    200 | 206 | 304 => given.push(path),
                    404 | 401 | 405 => {}
                    other => panic!("{method} {path}: {other}"),
                }
            }
        }
    }
    given
}

async fn with_pictures(layla: &Colleague<'_>, headline: &str) -> crate::kit::Piece {
    let until = text::dates::iso(layla.room.now() + 10 * HOUR, "UTC");
    let lead = layla.uploads(NewPicture::new(40).with("rights_until", &until)).await;
    let inside = layla.uploads(NewPicture::new(41)).await;
    let (one, other) = (layla.uploads(NewPicture::new(42)).await, layla.uploads(NewPicture::new(43)).await);
    let piece = piece(headline).paragraph("نص").picture_in_text(&inside).gallery_in_text(&[&one, &other]);
    piece.with("picture", lead)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pictures_of_a_scheduled_article_come_with_it_and_not_before() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let at = room.now() + HOUR;
        let piece = with_pictures(&layla, "خبر الساعة").await;
        let id = layla.writes(piece.embargoed_until(at)).await;
        layla.schedules(&id, at).await.expects(202);
        for then in [room.now(), at - 1] {
            room.the_clock_reaches(then).await;
            assert_eq!(given(&room).await, Vec::<String>::new(), "{:?}: before its time", room.dialect());
        }
        room.the_clock_reaches(at).await;
        let rows = rows_of(&room.app.db, |table| table == "media").await;
        for name in rows["media"].iter().filter_map(|row| row.split(" ¦ ").nth(15)) {
            room.reader().meets(&format!("/media/{name}-64.webp"), 200).await;
        }
        let href = layla.reads(&id).await["href"].as_str().expect("it has an address").to_owned();
        for path in [href.clone(), "/ar/".to_owned(), format!("/ar/lite/{id}")] {
            let answer = room.reader().opens(&path).await;
            assert!(matches!(answer.status.as_u16(), 200 | 404), "{path}: {}", answer.status);
        }
        // The card is drawn after publication, and is there then.
        room.due_work_is_done().await;
        eventually(async || given(&room).await.iter().any(|path| path.ends_with("-1200.webp"))).await;
        // Taken back, nothing is left of them.
        layla.withdraws(&id, "سبب").await.expects(200);
        assert_eq!(given(&room).await, Vec::<String>::new(), "{:?}: after it was withdrawn", room.dialect());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_whose_rights_ended_meanwhile_holds_the_publication_and_the_desk_is_asked() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let at = room.now() + HOUR;
        let piece = with_pictures(&layla, "خبر الساعة").await;
        let (held, other) =
            (layla.writes(piece).await, layla.writes(crate::kit::piece("خبر آخر").paragraph("نص")).await);
        layla.schedules(&held, at).await.expects(202);
        layla.schedules(&other, at).await.expects(202);
        // The agency takes it back half an hour before.
        let rows = rows_of(&room.app.db, |table| table == "media").await;
        let lead =
            rows["media"].iter().min().and_then(|row| row.split(" ¦ ").next()).expect("a picture").to_owned();
        room.the_clock_reaches(at - 30 * MINUTE).await;
        let desk = layla.at_desk().await;
        let wall: String = text::dates::iso(at - 20 * MINUTE, "Asia/Beirut").chars().take(16).collect();
        let fields = [("rights_until", wall.as_str()), ("focal_x", "50"), ("focal_y", "50")];
        desk.sends(&format!("/desk/library/{lead}"), &fields).await.expects(303);
        room.the_clock_reaches(at).await;
        room.reader().sees("/ar/", "خبر آخر").await;
        room.reader().misses("/ar/", "خبر الساعة").await;
        // The other one's share card is drawn; nothing of the pictures is given.
        let pictures: Vec<String> =
            given(&room).await.into_iter().filter(|path| !path.contains("-1200.webp")).collect();
        assert_eq!(pictures, Vec::<String>::new(), "{:?}", room.dialect());
        let article = layla.reads(&held).await;
        assert!(article["scheduled_for"].is_null() && article["live_revision"].is_null(), "{article}");
        let today = desk.opens("/desk").await.expects(200);
        assert!(today.says("Their time came, and they were held") && today.says("خبر الساعة"));
        assert!(today.says("Our right to show a picture in it has ended"), "{}", today.words());
        // With another picture it goes out, and nobody is asked any more.
        layla.revises(&held, 1, crate::kit::piece("خبر الساعة").paragraph("نص")).await.expects(201);
        layla.publishes_again(&held).await;
        room.reader().sees("/ar/", "خبر الساعة").await;
        room.the_clock_reaches(room.now() + MINUTE).await;
        assert!(!desk.opens("/desk").await.says("they were held"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_set_for_a_time_when_its_pictures_may_not_be_shown() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let piece = with_pictures(&layla, "خبر الغد").await;
        let id = layla.writes(piece).await;
        let refused = layla.schedules(&id, room.now() + 11 * HOUR).await.expects(409).json();
        assert_eq!(refused["code"], json!("not_publishable"));
        assert!(refused["detail"].as_str().is_some_and(|why| why.contains("right to show")), "{refused}");
        layla.schedules(&id, room.now() + HOUR).await.expects(202);
    }
}

/// The first picture that a page shows.
fn file_of(page: &str) -> String {
    let at = page.find("/media/").expect("it shows the picture");
    page[at..].chars().take_while(|letter| !" \"'?".contains(*letter)).collect()
}

/// The desk's way to write a time, on its own clock.
fn wall(at: i64) -> String {
    text::dates::iso(at, "Asia/Beirut").chars().take(16).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_whose_right_is_ended_by_hand_is_given_out_no_more_however_many_articles_show_it() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let picture = layla.uploads(NewPicture::new(44)).await;
        // More than are placed anew at once, and the last ones wait behind other work.
        let mut last = None;
        for number in 0..101 {
            let text = piece(&format!("خبر {number}")).paragraph("نص").picture_in_text(&picture);
            last = Some(layla.publishes(text).await);
        }
        let last = last.expect("one was published");
        let file = file_of(&room.reader().opens(&last.href).await.body());
        // In whatever size; a share card is drawn without it, and stays.
        let picture_of = file.split('-').next().expect("it has a name").to_owned();
        room.reader().meets(&file, 200).await;
        let ended = wall(room.now() - MINUTE);
        let fields = [("rights_until", ended.as_str()), ("focal_x", "50"), ("focal_y", "50")];
        layla.at_desk().await.sends(&format!("/desk/library/{picture}"), &fields).await.expects(303);
        // Nothing else has run yet.
        room.reader().meets(&file, 404).await;
        room.works_until(async || !room.reader().opens(&last.href).await.body().contains(&picture_of)).await;
        room.reader().misses(&last.href, &picture_of).await;
        room.reader().meets(&file, 404).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_right_that_is_set_anew_begins_and_ends_at_its_times() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let picture = layla.uploads(NewPicture::new(44)).await;
        // In the long run more than are placed anew at once.
        let mut shown = layla.publishes(piece("خبر").paragraph("نص").picture_in_text(&picture)).await;
        for _ in 0..if std::env::var_os("KHABAR_FULL").is_some() { 100 } else { 0 } {
            shown = layla.publishes(piece("خبر").paragraph("نص").picture_in_text(&picture)).await;
        }
        let file = file_of(&room.reader().opens(&shown.href).await.body());
        let picture_of = file.split('-').next().expect("it has a name").to_owned();
        let ended = wall(room.now() - MINUTE);
        let fields = [("rights_until", ended.as_str()), ("focal_x", "50"), ("focal_y", "50")];
        layla.at_desk().await.sends(&format!("/desk/library/{picture}"), &fields).await.expects(303);
        room.due_work_is_done().await;
        let (from, until) = (wall(room.now() + HOUR), wall(room.now() + 3 * HOUR));
        let fields = [
            ("rights_from", from.as_str()),
            ("rights_until", until.as_str()),
            ("focal_x", "50"),
            ("focal_y", "50"),
        ];
        layla.at_desk().await.sends(&format!("/desk/library/{picture}"), &fields).await.expects(303);
        room.due_work_is_done().await;
        room.reader().misses(&shown.href, &picture_of).await;
        room.the_clock_reaches(room.now() + 2 * HOUR).await;
        room.reader().sees(&shown.href, &picture_of).await;
        room.the_clock_reaches(room.now() + 2 * HOUR).await;
        room.reader().misses(&shown.href, &picture_of).await;
        room.reader().meets(&file, 404).await;
    }
}
