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
        huda.at_desk().await.opens(&base).await.expects(403);
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
