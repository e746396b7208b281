//! An identity provider says who somebody is; the newsroom says whether they work here. What it says is believed when it is
//! signed, meant for this newsroom, fresh, and the answer to a question that this browser asked.

use newsroom::features::accounts::actions::{Visitor, go_to_provider, open_account, suspend};
use newsroom::features::accounts::{Actor, Role};
use newsroom::id::AccountId;
use serde_json::{Value, json};

use crate::kit::{Browser, CLIENT, FakeProvider, HOUR, MINUTE, Newsroom, asked, newsrooms, newsrooms_with};

async fn newsrooms_of(provider: &FakeProvider) -> Vec<Newsroom> {
    let issuer = provider.issuer();
    newsrooms_with(&move |own| {
        own.provider.issuer.clone_from(&issuer);
        (own.provider.client_id, own.provider.client_secret) = (CLIENT.0.to_owned(), CLIENT.1.to_owned());
        own.provider.name = "دخول المؤسسة".to_owned();
    })
    .await
}

async fn account(room: &Newsroom, email: &str) -> AccountId {
    open_account(&room.app, &Actor::Console, "ليلى", email, Role::Editor).await.expect("it opens").id
}

/// Goes to the provider; answers the address it was sent to.
async fn goes(browser: &Browser<'_>) -> String {
    browser.opens("/desk/provider").await.expects(303).header("location").to_owned()
}

/// Comes back with a code, as the page of our own sends it; answers the status.
async fn comes_back(browser: &Browser<'_>, state: &str, code: &str) -> u16 {
    browser.opens(&format!("/desk/provider/return?state={state}&code={code}")).await.expects(200);
    let fields = [("state", state), ("code", code)];
    browser.posts("/desk/provider/return", &fields).await.status.as_u16()
}

/// There and back, as whom these claims describe.
async fn enters(room: &Newsroom, provider: &FakeProvider, browser: &Browser<'_>, claims: Value) -> u16 {
    let address = goes(browser).await;
    let code = provider.knows(&address, claims, room.now(), false);
    comes_back(browser, &asked(&address)["state"], &code).await
}

fn layla() -> Value {
    json!({"sub": "layla-1", "email": "Layla@example.org", "email_verified": true})
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_was_invited_comes_in_and_who_was_not_stays_outside() {
    let provider = FakeProvider::open().await;
    for room in newsrooms_of(&provider).await {
        let id = account(&room, "layla@example.org").await;
        let browser = room.browser();
        assert!(browser.opens("/desk/sign-in").await.expects(200).says("دخول المؤسسة"));
        let address = goes(&browser).await;
        let query = asked(&address);
        assert!(address.starts_with(&format!("{}/authorize?", provider.issuer())), "{address}");
        assert_eq!(query["redirect_uri"], room.app.absolute("/desk/provider/return"));
        assert_eq!(
            (query["code_challenge_method"].as_str(), query["response_type"].as_str()),
            ("S256", "code")
        );
        assert!(query["scope"].split(' ').any(|scope| scope == "openid"), "{query:?}");
        assert_eq!(enters(&room, &provider, &browser, layla()).await, 303);
        browser.opens("/desk").await.expects(200);

        // Nobody else by the same address, nobody whose address the provider does not vouch for, nobody without an account.
        let stranger = room.browser();
        let refused = [
            json!({"sub": "layla-2", "email": "layla@example.org", "email_verified": true}),
            json!({"sub": "omar-1", "email": "omar@example.org", "email_verified": true}),
            json!({"sub": "layla-3"}),
        ];
        for claims in refused {
            assert_eq!(enters(&room, &provider, &stranger, claims.clone()).await, 403, "{claims}");
        }
        account(&room, "omar@example.org").await;
        for verified in [json!(false), Value::Null] {
            let claims = json!({"sub": "omar-1", "email": "omar@example.org", "email_verified": verified});
            assert_eq!(enters(&room, &provider, &stranger, claims).await, 403, "{verified}");
        }
        stranger.opens("/desk").await.expects(401);
        let people = newsroom::features::accounts::accounts(room.app.db.read()).await.expect("they are read");
        assert_eq!(people.len(), 2, "the provider opens no account");

        // She is known by who she is there, whatever her address becomes; and not once she is suspended.
        let moved = json!({"sub": "layla-1", "email": "omar@example.org", "email_verified": true});
        let again = room.browser();
        assert_eq!(enters(&room, &provider, &again, moved.clone()).await, 303);
        assert!(again.opens("/desk/me").await.says("layla@example.org"));
        suspend(&room.app, &Actor::Console, &id).await.expect("she is suspended");
        assert_eq!(enters(&room, &provider, &room.browser(), moved).await, 403);
        browser.opens("/desk").await.expects(401);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_to_be_believed_lets_nobody_in() {
    let provider = FakeProvider::open().await;
    for room in newsrooms_of(&provider).await {
        account(&room, "layla@example.org").await;
        let browser = room.browser();
        let past = room.now() / 1_000_000 - 600;
        let with = |name: &str, value: Value| {
            let mut claims = layla();
            claims[name] = value;
            claims
        };
        let wrong = [
            with("iss", json!("https://elsewhere.example")),
            with("aud", json!("another newsroom")),
            with("aud", json!(["khabar", "another newsroom"])),
            with("nonce", json!("another")),
            with("nonce", Value::Null),
            with("exp", json!(past)),
        ];
        for claims in wrong {
            assert_eq!(enters(&room, &provider, &browser, claims.clone()).await, 401, "{claims}");
        }
        // Signed by somebody else.
        let address = goes(&browser).await;
        let code = provider.knows(&address, layla(), room.now(), true);
        assert_eq!(comes_back(&browser, &asked(&address)["state"], &code).await, 401);
        // A code that the provider does not know; and its own refusal.
        let address = goes(&browser).await;
        assert_eq!(comes_back(&browser, &asked(&address)["state"], "made-up").await, 401);
        browser.opens("/desk/provider/return?error=access_denied&state=x").await.expects(401);
        browser.opens("/desk").await.expects(401);
        // The control: the same, said rightly.
        assert_eq!(enters(&room, &provider, &browser, layla()).await, 303);
        browser.opens("/desk").await.expects(200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_comes_back_is_who_left_and_comes_back_once() {
    let provider = FakeProvider::open().await;
    for room in newsrooms_of(&provider).await {
        account(&room, "layla@example.org").await;
        let (own, other) = (room.browser(), room.browser());
        // Another browser with the same address: it may have been put there by somebody else.
        let address = goes(&own).await;
        let state = asked(&address)["state"].clone();
        let code = provider.knows(&address, layla(), room.now(), false);
        assert_eq!(comes_back(&other, &state, &code).await, 409);
        goes(&other).await;
        assert_eq!(comes_back(&other, &state, &code).await, 409);
        assert_eq!(comes_back(&own, "state_made-up", &code).await, 409);
        // Looking at the page spends nothing; what it sends, once.
        let address = goes(&own).await;
        let (state, held) = (asked(&address)["state"].clone(), own.holds("khabar_visit"));
        let code = provider.knows(&address, layla(), room.now(), false);
        assert_eq!(comes_back(&own, &state, &code).await, 303);
        other.is_given("khabar_visit", &held);
        assert_eq!(comes_back(&other, &state, &code).await, 409);
        // Later than minutes.
        let address = goes(&other).await;
        let code = provider.knows(&address, layla(), room.now(), false);
        room.the_clock_reaches(room.now() + 11 * MINUTE).await;
        assert_eq!(comes_back(&other, &asked(&address)["state"], &code).await, 409);
        // The page that goes on leads nowhere else, whatever stands in its address.
        let page =
            other.opens("/desk/provider/return?state=%22%3E%3Cscript%3E&code=https://evil.example/").await;
        let page = page.expects(200).body();
        assert!(!page.contains("<script>") && page.contains("action=\"/desk/provider/return\""), "{page}");
        other.opens("/desk").await.expects(401);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_step_is_asked_for_here_as_well() {
    let provider = FakeProvider::open().await;
    for room in newsrooms_of(&provider).await {
        let id = account(&room, "layla@example.org").await;
        let own = room.browser_of(&id).await;
        let asked = own.posts("/desk/me/passkeys/challenge", &[]).await.expects(200).json();
        let origin = room.app.config.public_url.replace("127.0.0.1", "localhost");
        let (_, answer) = crate::kit::Device::making(&asked, &origin);
        own.posts("/desk/me/passkeys", &[("credential", &answer)]).await.expects(200);
        let browser = room.browser();
        assert_eq!(enters(&room, &provider, &browser, layla()).await, 303);
        browser.opens("/desk").await.expects(401);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_provider_that_is_away_or_another_is_said_to_be() {
    let provider = FakeProvider::open().await;
    for room in newsrooms_of(&provider).await {
        let browser = room.browser();
        provider.calls_itself(Some("https://elsewhere.example"));
        assert!(browser.opens("/desk/provider").await.expects(503).says("does not answer now"));
        provider.calls_itself(None);
        room.the_clock_reaches(room.now() + HOUR).await;
        goes(&browser).await;
    }
    // Where none is set there is no such way.
    for room in newsrooms().await {
        room.browser().opens("/desk/provider").await.expects(404);
        room.browser().opens("/desk/provider/return?code=x").await.expects(404);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_network_goes_there_so_often_in_an_hour_and_is_told_in_words() {
    let provider = FakeProvider::open().await;
    for room in newsrooms_of(&provider).await {
        let own = Visitor { network: Some("198.51.100.7".to_owned()), ..Visitor::default() };
        for _ in 0..200 {
            go_to_provider(&room.app, &own).await.map(drop).expect("a whole house comes in of a morning");
        }
        let goes_from = async |ip: &str| {
            let mut request = axum::http::Request::get("/desk/provider")
                .header("host", room.app.public_host())
                .header("accept-language", "en")
                .body(axum::body::Body::empty())
                .expect("the request is well formed");
            let peer = format!("{ip}:4000").parse().expect("an address");
            request.extensions_mut().insert(web::PeerAddr(peer));
            room.ask(request).await
        };
        assert!(goes_from("198.51.100.7").await.expects(429).says("Too many tries in one hour"));
        goes_from("198.51.100.8").await.expects(303);
    }
}
