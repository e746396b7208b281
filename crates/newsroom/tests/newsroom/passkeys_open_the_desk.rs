//! Passkeys: a device's key is both steps at once, opens this desk and no other, and opens it once for each time it signs.

use newsroom::features::accounts::actions::{AccountError, Visitor, ask_at_door, open_account, suspend};
use newsroom::features::accounts::{Actor, Role};
use newsroom::id::AccountId;

use crate::kit::{
    Browser, Device, HOUR, MINUTE, Newsroom, THERE, between, newsrooms, piece, strict_newsrooms,
};

const PASSWORD: &str = "قهوة الصباح على السطح";
/// What a browser at the door holds while its device signs.
const VISIT: &str = "khabar_visit";

async fn account(room: &Newsroom, email: &str, role: Role) -> AccountId {
    open_account(&room.app, &Actor::Console, "ليلى منصور", email, role).await.expect("it opens").id
}

/// How browsers name the pages of this newsroom: an address of the machine itself is called `localhost`.
fn origin(room: &Newsroom) -> String {
    room.app.config.public_url.replace("127.0.0.1", "localhost")
}

/// Adds a passkey; answers the device and the page.
async fn adds(room: &Newsroom, browser: &Browser<'_>, name: &str) -> (Device, String) {
    let asked = browser.posts("/desk/me/passkeys/challenge", &[]).await.expects(200).json();
    let (device, answer) = Device::making(&asked, &origin(room));
    let fields = [("name", name), ("credential", answer.as_str())];
    let page = browser.posts("/desk/me/passkeys", &fields).await.expects(200).body();
    (device, page)
}

/// Comes to the door with a device; answers the status.
async fn comes_in(browser: &Browser<'_>, device: &Device) -> u16 {
    let asked = browser.posts("/desk/passkey/challenge", &[]).await.expects(200).json();
    enters(browser, &device.signs(&asked)).await
}

async fn enters(browser: &Browser<'_>, answer: &str) -> u16 {
    browser.posts("/desk/passkey", &[("credential", answer)]).await.status.as_u16()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_passkey_is_both_steps_and_its_person_publishes() {
    for room in strict_newsrooms().await {
        let layla = account(&room, "layla@example.org", Role::Editor).await;
        let first = room.browser_of(&layla).await;
        let id = room.editor("كاتبة").await.writes(piece("خبر ينتظر").paragraph("نص")).await;
        let (sheet, order) = (format!("/desk/articles/{id}/sheet"), [("revision", "1"), ("when", "now")]);
        first.posts(&sheet, &order).await.expects(403);
        let (device, page) = adds(&room, &first, "هاتفي").await;
        assert!(page.contains("هاتفي") && page.contains("The passkey is added"), "{page}");
        assert_eq!(page.matches("<li><code>").count(), 10, "codes for paper come with the first passkey");
        first.posts("/desk/sign-out", &[]).await.expects(303);
        first.opens("/desk").await.expects(401);

        room.the_clock_reaches(room.now() + 24 * HOUR).await;
        let elsewhere = room.browser();
        let asked = elsewhere.posts("/desk/passkey/challenge", &[]).await.expects(200).json();
        assert_eq!(asked["publicKey"]["userVerification"], "required");
        assert!(asked["publicKey"]["allowCredentials"].as_array().is_none_or(Vec::is_empty), "{asked}");
        let fields = [("credential", device.signs(&asked))];
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        let entered = elsewhere.posts("/desk/passkey", &fields).await.expects(303);
        assert_eq!(entered.header("location"), "/desk");
        elsewhere.posts(&sheet, &order).await.expects(303);
        room.reader().sees("/ar/", "خبر ينتظر").await;

        // A second one, and the first goes: what it signs opens nothing any more.
        let (second, page) = adds(&room, &elsewhere, "").await;
        assert!(page.contains("last used:") && page.contains("Firefox · Linux"), "{page}");
        assert!(!page.contains("<li><code>"), "the codes on paper stay as they are");
        let gone = between(&page, "name=\"passkey\" value=\"", "\"");
        elsewhere.posts("/desk/me/passkeys/removal", &[("passkey", &gone)]).await.expects(303);
        assert!(!elsewhere.opens("/desk/me").await.body().contains("هاتفي"));
        assert_eq!(comes_in(&room.browser(), &device).await, 401);
        assert_eq!(comes_in(&room.browser(), &second).await, 303);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_signature_opens_once_and_only_where_it_was_asked_for() {
    for room in newsrooms().await {
        let layla = account(&room, "layla@example.org", Role::Editor).await;
        let (mut device, _) = adds(&room, &room.browser_of(&layla).await, "هاتف").await;
        let door = room.browser();
        let asks = async |browser: &Browser<'_>| {
            browser.posts("/desk/passkey/challenge", &[]).await.expects(200).json()
        };
        // A signature for what another browser was asked.
        let other = room.browser();
        let elsewhere = asks(&other).await;
        asks(&door).await;
        assert_eq!(enters(&door, &device.signs(&elsewhere)).await, 401);
        // Without what the browser was given, there was no question.
        assert_eq!(enters(&room.browser(), &device.signs(&asks(&door).await)).await, 409);
        // Once, and the same again in the same browser, or to a new question.
        let asked = asks(&door).await;
        let (held, answer) = (door.holds(VISIT), device.signs(&asked));
        assert_eq!(enters(&door, &answer).await, 303);
        let thief = room.browser();
        thief.is_given(VISIT, &held);
        assert_eq!(enters(&thief, &answer).await, 409);
        asks(&thief).await;
        assert_eq!(enters(&thief, &answer).await, 401);
        // A wrong answer spends the question as well.
        let asked = asks(&thief).await;
        let held = thief.holds(VISIT);
        assert_eq!(enters(&thief, "{}").await, 401);
        thief.is_given(VISIT, &held);
        assert_eq!(enters(&thief, &device.signs(&asked)).await, 409);
        // Later than minutes.
        let asked = asks(&thief).await;
        room.the_clock_reaches(room.now() + 6 * MINUTE).await;
        assert_eq!(enters(&thief, &device.signs(&asked)).await, 409);
        // On a page of another site; and when the device did not look who holds it.
        device.origin = "https://desk.example".to_owned();
        assert_eq!(comes_in(&thief, &device).await, 401);
        device.origin = origin(&room);
        let recognised = std::mem::replace(&mut device.owner, THERE);
        assert_eq!(comes_in(&thief, &device).await, 401);
        device.owner = recognised;
        // A copy of the device, whose counter fell behind.
        assert_eq!(comes_in(&thief, &device).await, 303);
        let asked = asks(&other).await;
        assert_eq!(enters(&other, &device.signs_again(&asked)).await, 401);
        for (browser, way) in [(&room.browser(), "nothing"), (&other, "a copy")] {
            assert_eq!(browser.opens("/desk").await.status.as_u16(), 401, "{way} opened the desk");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_suspended_or_begins_anew_is_not_let_in_by_a_passkey() {
    for room in newsrooms().await {
        let layla = account(&room, "layla@example.org", Role::Editor).await;
        let (device, _) = adds(&room, &room.browser_of(&layla).await, "هاتف").await;
        assert_eq!(comes_in(&room.browser(), &device).await, 303);
        let asked = room.browser();
        let challenge = asked.posts("/desk/passkey/challenge", &[]).await.expects(200).json();
        suspend(&room.app, &Actor::Console, &layla).await.expect("she is suspended");
        assert_eq!(enters(&asked, &device.signs(&challenge)).await, 401);
        assert_eq!(comes_in(&room.browser(), &device).await, 401);

        let salma = account(&room, "salma@example.org", Role::Admin).await;
        let admin = room.browser_of(&salma).await;
        admin.posts(&format!("/desk/people/{layla}/restoration"), &[]).await.expects(303);
        assert_eq!(comes_in(&room.browser(), &device).await, 303);
        admin.posts(&format!("/desk/people/{layla}/reset"), &[]).await.expects(200);
        assert_eq!(comes_in(&room.browser(), &device).await, 401, "she lost the phone");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_a_passkey_a_password_alone_opens_nothing() {
    for room in newsrooms().await {
        let layla = account(&room, "layla@example.org", Role::Editor).await;
        let own = room.browser_of(&layla).await;
        own.posts("/desk/me/password", &[("password", PASSWORD)]).await.expects(200);
        let (device, page) = adds(&room, &own, "هاتف").await;
        let code = between(&page, "<li><code>", "<");
        let (right, wrong) = (
            [("email", "layla@example.org"), ("password", PASSWORD)],
            [("email", "layla@example.org"), ("password", "كلمة أخرى تمامًا")],
        );
        let door = room.browser();
        let half = door.posts("/desk/sign-in", &right).await.expects(303);
        assert_eq!(half.header("location"), "/desk/code");
        door.opens("/desk").await.expects(401);
        assert_eq!(comes_in(&door, &device).await, 303, "the passkey is the second step");
        door.opens("/desk").await.expects(200);
        let paper = room.browser();
        paper.posts("/desk/sign-in", &right).await.expects(303);
        paper.posts("/desk/code", &[("typed", "000000")]).await.expects(401);
        paper.posts("/desk/code", &[("typed", &code)]).await.expects(303);
        paper.opens("/desk").await.expects(200);

        // Strangers guess until the password is shut for an hour: the passkey still opens.
        let stranger = room.browser();
        for _ in 0..10 {
            stranger.posts("/desk/sign-in", &wrong).await.expects(401);
        }
        stranger.posts("/desk/sign-in", &right).await.expects(429);
        assert_eq!(comes_in(&room.browser(), &device).await, 303);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_passkey_proves_who_is_there_and_anothers_does_not() {
    for room in newsrooms().await {
        let salma = account(&room, "salma@example.org", Role::Admin).await;
        let desk = room.browser_of(&salma).await;
        desk.posts("/desk/prove/challenge", &[]).await.expects(404);
        desk.posts("/desk/me/password", &[("password", PASSWORD)]).await.expects(200);
        let (device, _) = adds(&room, &desk, "هاتف").await;
        let other = room.browser_of(&account(&room, "other@example.org", Role::Admin).await).await;
        let (others, _) = adds(&room, &other, "هاتف آخر").await;

        room.the_clock_reaches(room.now() + 16 * MINUTE).await;
        desk.opens("/desk/people").await.expects(303);
        // Adding one and removing one wait for the proof as well.
        desk.posts("/desk/me/passkeys/challenge", &[]).await.expects(303);
        desk.posts("/desk/me/passkeys/removal", &[("passkey", "01none")]).await.expects(303);
        let proves = async |answer: &str| {
            let fields = [("credential", answer), ("to", "/desk/people")];
            desk.posts("/desk/prove/passkey", &fields).await
        };
        let asks = async || desk.posts("/desk/prove/challenge", &[]).await.expects(200).json();
        proves(&others.signs(&asks().await)).await.expects(401);
        proves(&device.signs(&other.posts("/desk/prove/challenge", &[]).await.json())).await.expects(409);
        // What was signed to come in proves nothing here.
        let door = desk.posts("/desk/passkey/challenge", &[]).await.expects(200).json();
        asks().await;
        proves(&device.signs(&door)).await.expects(401);
        desk.posts("/desk/prove", &[("typed", PASSWORD)]).await.expects(401);
        desk.opens("/desk/people").await.expects(303);
        let answer = device.signs(&asks().await);
        let proven = proves(&answer).await.expects(303);
        assert_eq!(proven.header("location"), "/desk/people");
        desk.opens("/desk/people").await.expects(200);
        proves(&answer).await.expects(409);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_is_added_by_whoever_asked_for_it_and_once() {
    for room in newsrooms().await {
        let layla = account(&room, "layla@example.org", Role::Editor).await;
        let (own, other) = (room.browser_of(&layla).await, room.editor("أخرى").await.account);
        let other = room.browser_of(&other).await;
        let asked = own.posts("/desk/me/passkeys/challenge", &[]).await.expects(200).json();
        let (_, answer) = Device::making(&asked, &origin(&room));
        let adds = async |browser: &Browser<'_>, answer: &str| {
            browser.posts("/desk/me/passkeys", &[("credential", answer)]).await.status.as_u16()
        };
        assert_eq!(adds(&other, &answer).await, 409, "another session asked for nothing");
        assert_eq!(adds(&own, &answer).await, 200);
        assert_eq!(adds(&own, &answer).await, 409);
        // The same key under another account.
        other.posts("/desk/me/passkeys/challenge", &[]).await.expects(200);
        assert_eq!(adds(&other, &answer).await, 401);
        // No more than twenty.
        for _ in 1..20 {
            let asked = own.posts("/desk/me/passkeys/challenge", &[]).await.expects(200).json();
            assert_eq!(adds(&own, &Device::making(&asked, &origin(&room)).1).await, 200);
        }
        own.posts("/desk/me/passkeys/challenge", &[]).await.expects(422);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_network_asks_at_the_door_so_often_in_an_hour_and_keeps_no_other_out() {
    for room in newsrooms().await {
        let from = |network: &str| Visitor { network: Some(network.to_owned()), ..Visitor::default() };
        let (own, other) = (from("198.51.100.7"), from("198.51.100.8"));
        for _ in 0..200 {
            ask_at_door(&room.app, &own).await.map(drop).expect("a whole house comes in of a morning");
        }
        let refused = ask_at_door(&room.app, &own).await.map(drop);
        assert!(matches!(refused, Err(AccountError::TooManyTries)), "{refused:?}");
        ask_at_door(&room.app, &other).await.map(drop).expect("another network is asked");
        // On the screen it is said in words.
        let host = room.app.public_host();
        let mut request = axum::http::Request::post("/desk/passkey/challenge")
            .header("host", &host)
            .header("origin", format!("http://{host}"))
            .header("sec-fetch-site", "same-origin")
            .header("accept-language", "en")
            .body(axum::body::Body::empty())
            .expect("the request is well formed");
        let peer = "198.51.100.7:4000".parse().expect("an address");
        request.extensions_mut().insert(web::PeerAddr(peer));
        assert!(room.ask(request).await.expects(429).says("Too many tries in one hour"));
        room.the_clock_reaches(room.now() + 61 * MINUTE).await;
        ask_at_door(&room.app, &own).await.map(drop).expect("an hour later it is asked again");
    }
}
