//! Letters over a mail server: an invitation, a link, a new beginning; and what happens when the server does not take them.

use axum::body::Body;
use axum::http::{Request, header};
use data_encoding::BASE64URL_NOPAD;
use newsroom::features::accounts::actions::open_account;
use newsroom::features::accounts::{Actor, Role};
use newsroom::id::AccountId;

use crate::kit::{Browser, MINUTE, Mood, Newsroom, PostOffice, Received, newsrooms_with};

async fn newsrooms(post: &PostOffice) -> Vec<Newsroom> {
    let server = format!("smtp://{}", post.address);
    newsrooms_with(&move |own| {
        own.mail.server.clone_from(&server);
        own.mail.from = "مكتب خبر <desk@news.example>".to_owned();
        own.mail.patience = 1;
    })
    .await
}

async fn admin(room: &Newsroom) -> Browser<'_> {
    let salma = open_account(&room.app, &Actor::Console, "سلمى", "salma@example.org", Role::Admin).await;
    room.browser_of(&salma.expect("it opens").id).await
}

async fn invites(admin: &Browser<'_>, name: &str, email: &str) -> AccountId {
    let fields = [("name", name), ("email", email), ("role", "editor"), ("lang", "ar")];
    let page = admin.posts("/desk/people", &fields).await.expects(201).body();
    let id = page.split_once("/desk/people/").expect("the person's page").1;
    AccountId::from(id.split('/').next().expect("an id"))
}

/// The one letter that came.
async fn letter(room: &Newsroom, post: &PostOffice) -> Received {
    room.due_work_is_done().await;
    let mut taken = post.taken();
    assert_eq!(taken.len(), 1, "{taken:?}");
    taken.remove(0)
}

/// The path of the link in a letter, which stands under the newsroom's own address and holds 256 bits.
fn link(room: &Newsroom, letter: &Received) -> String {
    let body = letter.body();
    let own = format!("{}/desk/sign-in/signin_", room.app.config.public_url);
    let (before, after) = body.split_once(&own).expect("a link of this newsroom");
    assert!(!before.contains("://") || before.contains("<!doctype html>"), "another link: {before}");
    let secret: String =
        after.chars().take_while(|letter| letter.is_ascii_alphanumeric() || "-_".contains(*letter)).collect();
    assert_eq!(BASE64URL_NOPAD.decode(secret.as_bytes()).expect("random bytes").len(), 32);
    format!("/desk/sign-in/signin_{secret}")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_invitation_a_link_and_a_new_beginning_arrive_in_arabic() {
    let post = PostOffice::open().await;
    for room in newsrooms(&post).await {
        let admin = admin(&room).await;
        // A name that would be a second line of the head stays a name, and an address with a line break is none.
        let id = invites(&admin, "ليلى منصور\r\nBcc: thief@example.org", "layla@example.org").await;
        let with_break =
            [("name", "x"), ("email", "a@example.org\r\nBcc: thief@example.org"), ("role", "editor")];
        admin.posts("/desk/people", &with_break).await.expects(422);
        let invitation = letter(&room, &post).await;
        assert_eq!(invitation.to, ["layla@example.org"]);
        assert_eq!(invitation.header("Subject"), "دعوة إلى مكتب خبر");
        assert!(invitation.header("From").contains("مكتب خبر"), "{:?}", invitation.head());
        assert!(invitation.header("From").ends_with("<desk@news.example>"), "{:?}", invitation.head());
        let to = invitation.header("To");
        assert!(to.contains("ليلى منصور") && to.ends_with("<layla@example.org>"), "{to}");
        assert!(invitation.header("Message-ID").ends_with("@news.example>"));
        assert!(!invitation.header("Date").is_empty());
        assert!(invitation.head().iter().all(|line| !line.to_lowercase().starts_with("bcc:")));
        let body = invitation.body();
        assert!(body.contains("dir=\"rtl\"") && body.contains("text/plain; charset=utf-8"), "{body}");
        assert!(body.contains("السلام عليكم") && body.contains("خلال أسبوع"), "{body}");
        let layla = room.browser();
        let first = link(&room, &invitation);
        layla.opens(&first).await.expects(200);
        layla.posts(&first, &[]).await.expects(303);
        room.browser().posts(&first, &[]).await.expects(409);

        // Whoever asks for a link under another host's name gets one to this newsroom.
        let request = Request::post("/desk/link")
            .header(header::HOST, "evil.example")
            .header("x-forwarded-host", "evil.example")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from("email=layla%40example.org"));
        room.ask(request.expect("a request")).await.expects(200);
        let by_link = letter(&room, &post).await;
        assert_eq!(by_link.header("Subject"), "رابط دخولك إلى مكتب خبر");
        assert!(!by_link.raw.contains("evil.example"));
        let second = link(&room, &by_link);
        room.the_clock_reaches(room.now() + 31 * MINUTE).await;
        room.browser().posts(&second, &[]).await.expects(409);

        // A new beginning: every session ends, the letter says so, and its link opens once within half an hour.
        let admin = room.browser_of(&account(&room, "salma@example.org").await).await;
        layla.opens("/desk").await.expects(200);
        admin.posts(&format!("/desk/people/{id}/reset"), &[]).await.expects(200);
        layla.opens("/desk").await.expects(401);
        let anew = letter(&room, &post).await;
        assert_eq!(anew.header("Subject"), "بداية جديدة في مكتب خبر");
        let third = link(&room, &anew);
        room.browser().posts(&third, &[]).await.expects(303);
        room.browser().posts(&third, &[]).await.expects(409);
    }
}

async fn account(room: &Newsroom, email: &str) -> AccountId {
    let found = newsroom::features::accounts::account_by_email(room.app.db.read(), email).await;
    found.expect("it is read").expect("it is there").id
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_letter_that_was_not_taken_is_sent_again_and_its_sender_is_told() {
    let post = PostOffice::open().await;
    for room in newsrooms(&post).await {
        for (mood, why) in [(Mood::Refuses, "no such person here"), (Mood::Silent, "")] {
            let admin = match mood {
                Mood::Refuses => admin(&room).await,
                _ => room.browser_of(&account(&room, "salma@example.org").await).await,
            };
            post.is(mood);
            let id = invites(&admin, "ليلى", &format!("{mood:?}@example.org")).await;
            room.due_work_is_done().await;
            assert!(post.taken().is_empty());
            let page = admin.opens(&format!("/desk/people/{id}")).await.expects(200);
            assert!(page.says("has not gone out yet") && page.says(why), "{}", page.body());
            assert!(page.says("It is tried again"), "{}", page.body());
            assert!(admin.opens("/desk/people").await.says("Letter not sent"));
            // Others are not held up, and the next attempt finds the server well.
            post.is(Mood::Takes);
            room.the_clock_reaches(room.now() + 5 * MINUTE).await;
            let taken = post.taken();
            assert_eq!(taken.len(), 1, "{taken:?}");
            room.browser().posts(&link(&room, &taken[0]), &[]).await.expects(303);
            let page = admin.opens(&format!("/desk/people/{id}")).await.expects(200);
            assert!(!page.says("has not gone out yet"), "{}", page.body());
        }
    }
}
