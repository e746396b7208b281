//! A preview shows a piece as its readers will see it, to those who may see it before them, and leaves no trace for anybody else.

use axum::body::Body;
use axum::http::{Request, header};
use newsroom::features::accounts::actions::suspend;
use newsroom::features::accounts::{Actor, Role};

use crate::kit::store::published_rows;
use crate::kit::{Answer, DAY, HOUR, NewPicture, Newsroom, newsrooms, piece};

async fn stranger(room: &Newsroom, path: &str) -> Answer {
    let request = Request::get(path).header(header::HOST, room.app.public_host());
    room.ask(request.body(Body::empty()).expect("the request is well formed")).await
}

fn link_in(page: &Answer) -> String {
    let body = page.body();
    let at = body.find("/desk/preview/preview_").expect("the link is shown");
    body[at..].split('"').next().expect("it ends").to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_preview_is_the_page_to_be_and_is_kept_nowhere() {
    for room in newsrooms().await {
        let (layla, huda) = (room.editor("ليلى").await, room.colleague("هدى", Role::Contributor).await);
        let picture = layla.uploads(NewPicture::new(3).with("alt", "ميناء")).await;
        let secret = piece("سرّ الميناء").paragraph("نص محظور").embargoed_until(room.now() + DAY);
        let id = layla.writes(secret.with("picture", picture.as_str())).await;
        let before = published_rows(&room.app.db).await;
        let base = format!("/desk/articles/{id}/preview");
        let desk = layla.at_desk().await;
        desk.opens(&base).await.expects(200);
        let page = desk.opens(&format!("{base}/page?look=dark")).await.expects(200);
        assert!(
            page.says("سرّ الميناء") && page.says("نص محظور") && page.body().contains("data-theme=\"dark\"")
        );
        assert!(page.body().contains("noindex") && page.header("x-robots-tag").contains("noindex"));
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(page.header("content-security-policy").contains("frame-ancestors 'self'"));
        let body = page.body();
        let at = body.find(&format!("{base}/media/")).expect("its picture is led here");
        let file = body[at..].split(['"', ' ']).next().expect("it ends").to_owned();
        assert_eq!(desk.opens(&file).await.expects(200).header("content-type"), "image/webp");
        let public = file.replace(&base, "");
        room.reader().meets(&public, 404).await;
        stranger(&room, &file).await.expects(401);
        huda.at_desk().await.opens(&base).await.expects(404);
        assert!(before == published_rows(&room.app.db).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_shows_it_on_a_phone_until_it_is_over_or_ended() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let picture = layla.uploads(NewPicture::new(4).with("alt", "ميناء")).await;
        let id = layla.writes(piece("قبل القرّاء").paragraph("نص").with("picture", picture.as_str())).await;
        let base = format!("/desk/articles/{id}/preview");
        let desk = layla.at_desk().await;
        let link = link_in(&desk.sends(&format!("{base}/link"), &[("hours", "1")]).await.expects(200));
        let page = stranger(&room, &link).await.expects(200);
        assert!(page.says("قبل القرّاء"));
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(page.header("x-robots-tag").contains("noindex"));
        let body = page.body();
        let at = body.find(&format!("{link}/media/")).expect("its picture is led here");
        let file = body[at..].split(['"', ' ']).next().expect("it ends").to_owned();
        stranger(&room, &file).await.expects(200);
        // Nor a picture that readers would not get; colleagues see it.
        let ended: String = text::dates::iso(room.now() - HOUR, "Asia/Beirut").chars().take(16).collect();
        for (until, status) in [(ended.as_str(), 404), ("", 200)] {
            let fields = [("rights_until", until), ("focal_x", "50"), ("focal_y", "50")];
            desk.sends(&format!("/desk/library/{picture}"), &fields).await.expects(303);
            stranger(&room, &file).await.expects(status);
            desk.opens(&file.replace(&link, &base)).await.expects(200);
        }
        // It shows the newest revision, and no other article's picture.
        layla.revises(&id, 1, piece("قبل القرّاء، مصححًا").paragraph("نص")).await.expects(201);
        assert!(stranger(&room, &link).await.expects(200).says("مصححًا"));
        stranger(&room, &file).await.expects(404);

        let never = stranger(&room, &format!("{}x", &link[..link.len() - 1])).await.expects(404);
        room.the_clock_reaches(room.now() + HOUR).await;
        let over = stranger(&room, &link).await.expects(404);
        assert_eq!(over.bytes, never.bytes, "nothing tells one that is over from one that never was");
        let link = link_in(&desk.sends(&format!("{base}/link"), &[("hours", "24")]).await.expects(200));
        stranger(&room, &link).await.expects(200);
        desk.sends(&format!("{base}/end"), &[]).await.expects(303);
        stranger(&room, &link).await.expects(404);

        // It shows as long as whoever made it works here.
        let link = link_in(&desk.sends(&format!("{base}/link"), &[("hours", "24")]).await.expects(200));
        stranger(&room, &link).await.expects(200);
        suspend(&room.app, &Actor::Console, &layla.account).await.expect("she is suspended");
        stranger(&room, &link).await.expects(404);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_seen_in_every_look_and_as_it_would_be_shared() {
    for room in newsrooms().await {
        let (layla, huda) = (room.editor("ليلى").await, room.colleague("هدى", Role::Contributor).await);
        let text = piece("جسر جديد فوق الوادي").paragraph("نص محظور");
        let shared =
            text.with("headlines", serde_json::json!({"social": "شاهدوا الجسر", "search": "جسر الوادي"}));
        let id = layla.writes(shared).await;
        let base = format!("/desk/articles/{id}/preview");
        let desk = layla.at_desk().await;

        let lite = desk.opens(&format!("{base}/page?look=lite")).await.expects(200);
        assert!(
            lite.says("نص محظور") && lite.body().contains("<style>") && !lite.body().contains("<script src")
        );
        let policy = lite.header("content-security-policy");
        assert!(
            policy.contains("style-src 'sha256-") && policy.contains("frame-ancestors 'self'"),
            "{policy}"
        );

        let paper = desk.opens(&format!("{base}/page?look=print")).await.expects(200);
        let body = paper.body();
        let at = body.find("/desk/print/").expect("its sheet is the one for paper");
        assert!(!body.contains("rel=\"stylesheet\" href=\"/assets/"), "and no other");
        let sheet = stranger(&room, body[at..].split('"').next().expect("it ends")).await.expects(200);
        assert_eq!(sheet.header("content-type"), "text/css; charset=utf-8");
        assert!(sheet.body().contains("@media all") && !sheet.body().contains("@media print"));
        for no in ["/desk/print/nothing.css", "/desk/print/..%2Ftheme.toml", "/desk/print/mark.svg"] {
            stranger(&room, no).await.expects(404);
        }

        // What this browser's reader chose does not stand in the way of the look that was asked for.
        for (look, stands) in [("own", true), ("light", false), ("dark", false)] {
            let page = desk.opens(&format!("{base}/page?look={look}")).await.expects(200);
            assert_eq!(page.body().contains(theme::helpers::READER_CHOICES), stands, "{look}");
        }

        let screen = desk.opens(&base).await.expects(200);
        for said in ["شاهدوا الجسر", "جسر الوادي"] {
            assert!(screen.says(said), "{said}");
        }
        let card = desk.opens(&format!("{base}/card")).await.expects(200);
        assert_eq!(card.header("content-type"), "image/webp");
        assert!(card.bytes.starts_with(b"RIFF"));
        stranger(&room, &format!("{base}/card")).await.expects(401);
        huda.at_desk().await.opens(&format!("{base}/card")).await.expects(404);

        let recording = serde_json::json!({"embed": "https://www.youtube.com/watch?v=abc-1", "seconds": 65});
        let video = piece("دقيقة على النهر").of_kind("video").with("recording", recording);
        let video = layla.writes(video).await;
        let page = desk.opens(&format!("/desk/articles/{video}/preview/page")).await.expects(200);
        assert!(page.says("1:05") && page.body().contains("data-player="));
        assert!(
            page.header("content-security-policy").contains("frame-src https://www.youtube-nocookie.com")
        );
    }
}
