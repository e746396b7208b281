//! The desk's door: who guesses does not come far, who asks learns nothing, who is half in is outside, and a page of another
//! site opens nothing. Every unsafe address is tried, as the access matrix lists them.
//!
//! `KHABAR_FULL=1` guesses as often as a botnet would.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, Request, header};
use newsroom::features::accounts::Actor;
use newsroom::features::accounts::Role;
use newsroom::features::accounts::actions::{
    AccountError, Visitor, open_account, sign_in_with_password, suspend,
};
use newsroom::features::sections::by_slug;
use newsroom::id::AccountId;

use crate::kit::distance::{distance, least_likely, likelihood};
use crate::kit::store::{all_rows, difference};
use crate::kit::{Answer, Browser, HOUR, MINUTE, Newsroom, between, full, newsrooms, piece};

const PASSWORD: &str = "قهوة الصباح على السطح";

/// The rows of the matrix for the desk: address, methods, who.
fn rows() -> Vec<(String, Vec<String>, Vec<String>)> {
    let matrix: toml::Table = include_str!("../../access.toml").parse().expect("the matrix is well formed");
    let rows = matrix["route"].as_array().expect("rows").iter();
    let list = |row: &toml::Value, name: &str| -> Vec<String> {
        let values = row[name].as_array().into_iter().flatten();
        values.filter_map(|value| value.as_str().map(str::to_owned)).collect()
    };
    rows.filter(|row| row["surface"].as_str() == Some("desk"))
        .map(|row| {
            (row["path"].as_str().unwrap_or_default().to_owned(), list(row, "methods"), list(row, "who"))
        })
        .collect()
}

fn filled(path: &str, article: &str, account: &str) -> String {
    let path = path.replace("{account}", account).replace("{link}", "none").replace("{name}", "editor.css");
    path.replace("{id}", article).replace("{file}", "x")
}

async fn asks(
    room: &Newsroom,
    (method, path): (&str, &str),
    cookie: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Answer {
    let mut request = Request::builder()
        .method(method.parse::<Method>().expect("a method"))
        .uri(path)
        .header(header::HOST, room.app.public_host())
        .header(header::IF_MATCH, "\"1\"");
    if !cookie.is_empty() {
        request = request.header(header::COOKIE, cookie);
    }
    for (name, value) in headers {
        request = request.header(*name, value.replace("HOST", &room.app.public_host()));
    }
    room.ask(request.body(Body::from(body.to_owned())).expect("the request is well formed")).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_of_another_site_opens_nothing_anywhere() {
    const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
    const TEXT: (&str, &str) = ("content-type", "text/plain");
    const READS: [&str; 3] = ["GET", "HEAD", "OPTIONS"];
    let ways: [(&str, Vec<(&str, &str)>); 9] = [
        ("no word of where it comes from", vec![FORM]),
        ("another site's origin", vec![FORM, ("origin", "https://elsewhere.example")]),
        ("no origin", vec![FORM, ("origin", "null")]),
        ("a subdomain", vec![FORM, ("origin", "http://evil.HOST")]),
        ("another port", vec![FORM, ("origin", "http://HOST0")]),
        ("a host that begins like ours", vec![FORM, ("origin", "http://HOST.elsewhere.example")]),
        (
            "cross-site with our origin",
            vec![FORM, ("origin", "http://HOST"), ("sec-fetch-site", "cross-site")],
        ),
        ("same-site", vec![FORM, ("sec-fetch-site", "same-site"), ("origin", "http://HOST")]),
        ("JSON as plain text", vec![TEXT, ("origin", "https://elsewhere.example")]),
    ];
    for room in newsrooms().await {
        let admin = room.colleague("مديرة", Role::Admin).await;
        let id = admin.writes(piece("خبر").paragraph("نص")).await;
        let cookie = admin.at_desk().await.cookie;
        let before = all_rows(&room.app.db).await;
        let (mut tried, mut let_in) = (0, 0);
        for (path, methods, _) in rows() {
            let path = filled(&path, id.as_str(), admin.account.as_str());
            for method in methods.iter().filter(|method| !READS.contains(&method.as_str())) {
                for (way, headers) in &ways {
                    let body = "{\"revision\":1,\"when\":\"now\",\"role\":\"editor\",\"password\":\"x\"}";
                    let answer = asks(&room, (method, &path), &cookie, headers, body).await;
                    assert_eq!(answer.status.as_u16(), 403, "{method} {path} from {way}: {}", answer.body());
                    tried += 1;
                }
                // What only reads does not change anything for being called something else.
                for headers in [
                    vec![("x-http-method-override", method.as_str())],
                    vec![("x-method-override", method.as_str())],
                ] {
                    let address = format!("{path}?_method={method}&revision=1&when=now");
                    let answer = asks(&room, ("GET", &address), &cookie, &headers, "").await;
                    assert!(!answer.status.is_server_error(), "GET {address}: {}", answer.body());
                }
            }
        }
        let after = all_rows(&room.app.db).await;
        assert!(before == after, "{:?}: {}", room.dialect(), difference(&before, &after));
        // The control: what comes from our own page passes this door, whatever is said behind it.
        let own = [FORM, ("origin", "http://HOST"), ("sec-fetch-site", "same-origin")];
        for (path, methods, _) in rows().into_iter().filter(|row| row.0.starts_with("/desk/articles/")) {
            let path = filled(&path, id.as_str(), admin.account.as_str());
            for method in methods.iter().filter(|method| *method != "GET") {
                let answer = asks(&room, (method, &path), &cookie, &own, "").await;
                assert!(!answer.body().contains("came_from_elsewhere"), "{method} {path}");
                let_in += usize::from(answer.status != 403);
            }
        }
        assert!(tried > 200 && let_in > 10, "{tried} tried, {let_in} let in");
        // A cookie is nothing to the API, so that no form of another site reaches that either.
        let new = piece("محاولة").as_new().to_string();
        let json = [("content-type", "application/json"), ("origin", "http://HOST")];
        let answer = asks(&room, ("POST", "/api/v1/articles"), &cookie, &json, &new).await;
        assert_eq!(answer.status.as_u16(), 401, "{}", answer.body());
        println!("{:?}: {tried} requests of other sites, none let in", room.dialect());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_nobody_is_known_yet_a_form_is_small() {
    let form = [("content-type", "application/x-www-form-urlencoded"), ("origin", "http://HOST")];
    for room in newsrooms().await {
        for path in ["/desk/sign-in", "/desk/code", "/desk/link", "/desk/passkey", "/desk/provider/return"] {
            let status = async |bytes: usize| {
                let body = format!("password={}", "x".repeat(bytes));
                asks(&room, ("POST", path), "", &form, &body).await.status.as_u16()
            };
            assert_eq!(status(65 << 10).await, 413, "{path}");
            assert_ne!(status(100).await, 413, "the control: {path}");
        }
    }
}

async fn account(room: &Newsroom, email: &str, role: Role) -> AccountId {
    open_account(&room.app, &Actor::Console, "ليلى منصور", email, role).await.expect("it opens").id
}

/// With a password, and with a second step where that is wanted: what the phone counts by.
async fn settled(room: &Newsroom, email: &str, factor: bool) -> (AccountId, Option<totp_rs::Totp>) {
    let id = account(room, email, Role::Editor).await;
    let browser = room.browser_of(&id).await;
    browser.posts("/desk/me/password", &[("password", PASSWORD)]).await.expects(200);
    if !factor {
        return (id, None);
    }
    let page = browser.opens("/desk/me/second-factor").await.expects(200).body();
    let key = between(&page, "<code dir=\"ltr\">", "</code>").replace(' ', "");
    let secret = data_encoding::BASE32_NOPAD.decode(key.as_bytes()).expect("the key is read");
    let phone = totp_rs::Builder::new().with_secret(secret).build().expect("the app takes the key");
    let number = between(&page, "name=\"number\" value=\"", "\"");
    let typed = code(room, &phone);
    browser.posts("/desk/me/second-factor", &[("number", &number), ("typed", &typed)]).await.expects(200);
    (id, Some(phone))
}

fn code(room: &Newsroom, phone: &totp_rs::Totp) -> String {
    phone.generate((room.now() / 1_000_000).unsigned_abs()).to_string()
}

fn from(network: &str) -> Visitor {
    Visitor { network: Some(network.to_owned()), ..Visitor::default() }
}

/// How many of these guesses came so far that the password was looked at.
async fn reached(room: &Newsroom, tries: impl Iterator<Item = (String, String, Visitor)>) -> (usize, usize) {
    let (mut reached, mut all) = (0, 0);
    for (email, password, visitor) in tries {
        all += 1;
        match sign_in_with_password(&room.app, &email, &password, &visitor).await {
            Err(AccountError::TooManyTries) => {}
            Err(AccountError::WrongPassword) => reached += 1,
            Err(other) => panic!("{other}"),
            Ok(_) => panic!("{email} was guessed"),
        }
    }
    (reached, all)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_guesses_does_not_come_far() {
    let many = if full() { 10_000 } else { 200 };
    for room in newsrooms().await {
        settled(&room, "layla@example.org", false).await;
        let email = |n: usize| format!("person{n}@example.org");
        let guess = |n: usize| format!("guess number {n}");
        // One account, from as many networks as there are.
        let brute = (0..many).map(|n| {
            (
                "layla@example.org".to_owned(),
                guess(n),
                from(&format!("203.{}.{}.{}", n >> 16, (n >> 8) & 255, n & 255)),
            )
        });
        let (brute, _) = reached(&room, brute).await;
        // One password at many accounts, and pairs from elsewhere, each from one network.
        let spray = (0..many / 2).map(|n| (email(n), "Summer2026!".to_owned(), from("198.51.100.7")));
        let (spray, sprayed) = reached(&room, spray).await;
        let stuffing = (0..many).map(|n| (email(n + many), guess(n), from("2001:db8:1:2")));
        let (stuffing, _) = reached(&room, stuffing).await;
        // From many networks at many accounts: each network is held to its own share.
        let networks = many / 40;
        let botnet = (0..networks * 4).map(|n| {
            (
                email(n + 3 * many),
                guess(n),
                from(&format!("192.0.{}.{}", (n % networks) >> 8, (n % networks) & 255)),
            )
        });
        let (botnet, asked) = reached(&room, botnet).await;
        println!(
            "{:?}: of {many} guesses at one account {brute} reached the password, of a spray of {sprayed} from one network {spray}, \
             of {many} pairs from one {stuffing}, of {asked} from {networks} networks {botnet}",
            room.dialect()
        );
        assert!(brute <= 10 && spray <= 30 && stuffing <= 30 && botnet <= networks * 30);
        assert!(brute > 0 && spray > 0 && stuffing > 0, "the control: some do reach it");
        // After an hour there is a new share, and no more than that.
        room.the_clock_reaches_while_stopped(room.now() + HOUR + MINUTE);
        let again =
            (0..50).map(|n| ("layla@example.org".to_owned(), guess(n), from(&format!("203.0.113.{n}"))));
        assert_eq!(reached(&room, again).await.0, 10);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_answers_do_not_tell_who_has_an_account() {
    for room in newsrooms().await {
        settled(&room, "layla@example.org", false).await;
        settled(&room, "samer@example.org", true).await;
        let gone = settled(&room, "rania@example.org", false).await.0;
        suspend(&room.app, &Actor::Console, &gone).await.expect("she is suspended");
        account(&room, "huda1@example.org", Role::Editor).await;
        // As long as each other, so that the pages may be compared byte by byte.
        let emails = [
            "layla@example.org",
            "samer@example.org",
            "rania@example.org",
            "huda1@example.org",
            "nobod@example.org",
        ];
        for (path, field) in [("/desk/sign-in", "password"), ("/desk/link", "other")] {
            let mut answers = BTreeSet::new();
            for email in emails {
                let answer =
                    room.browser().posts(path, &[("email", email), (field, "كلمة أخرى تمامًا")]).await;
                let mut headers: Vec<String> =
                    answer.headers.iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
                headers.sort();
                headers.retain(|line| !line.starts_with("date:"));
                let told = format!("{} {headers:?} {}", answer.status, answer.body().replace(email, "EMAIL"));
                answers.insert(told);
            }
            assert_eq!(answers.len(), 1, "{:?} {path}: {answers:#?}", room.dialect());
        }
        // The control: the right password is answered otherwise.
        room.browser()
            .posts("/desk/sign-in", &[("email", "layla@example.org"), ("password", PASSWORD)])
            .await
            .expects(303);
    }
}

/// How long each try took, in nanoseconds, sorted: the addresses one after the other, in turned order every other round.
async fn timed(room: &Newsroom, rounds: usize, emails: [&str; 2]) -> [Vec<u128>; 2] {
    let mut took = [Vec::with_capacity(rounds), Vec::with_capacity(rounds)];
    for round in 0..rounds {
        // Nobody may try more often than that in an hour.
        if round % 10 == 0 {
            room.the_clock_reaches_while_stopped(room.now() + HOUR + MINUTE);
        }
        for turn in 0..2 {
            let which = (round + turn) % 2;
            let begun = std::time::Instant::now();
            let tried =
                sign_in_with_password(&room.app, emails[which], "كلمة أخرى", &Visitor::default()).await;
            took[which].push(begun.elapsed().as_nanos());
            assert!(matches!(tried, Err(AccountError::WrongPassword)), "{}", emails[which]);
        }
    }
    took.each_mut().map(|times| {
        times.sort_unstable();
        std::mem::take(times)
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_time_it_takes_does_not_tell_who_has_an_account() {
    let rounds = if full() { 5_000 } else { 40 };
    for room in newsrooms().await {
        settled(&room, "layla@example.org", false).await;
        let gone = settled(&room, "rania@example.org", false).await.0;
        suspend(&room.app, &Actor::Console, &gone).await.expect("she is suspended");
        for known in ["layla@example.org", "rania@example.org"] {
            // The second one in little: she is told apart from nobody by the same lines.
            let rounds = if known.starts_with("layla") { rounds } else { rounds.min(500) };
            timed(&room, 10, [known, "nobod@example.org"]).await;
            let [one, other] = timed(&room, rounds, [known, "nobod@example.org"]).await;
            let (distance, p) = (distance(&one, &other), likelihood(&one, &other));
            println!(
                "{:?}: {rounds} tries at {known} and at nobody: median {} µs and {} µs, distance {distance:.4}, p {p:.3}",
                room.dialect(),
                one[rounds / 2] / 1_000,
                other[rounds / 2] / 1_000
            );
            assert!(
                p > least_likely(),
                "{:?}: {known} is told by the time it takes: p {p:.5}",
                room.dialect()
            );
        }
        // The control: where no password is looked at, the time tells it at once.
        let [looked, _] = timed(&room, 40, ["layla@example.org", "nobod@example.org"]).await;
        let mut refused = Vec::new();
        for _ in 0..40 {
            let begun = std::time::Instant::now();
            let tried =
                sign_in_with_password(&room.app, "layla@example.org", "كلمة", &Visitor::default()).await;
            assert!(matches!(tried, Err(AccountError::TooManyTries)));
            refused.push(begun.elapsed().as_nanos());
        }
        refused.sort_unstable();
        assert!(likelihood(&looked, &refused) < 0.001, "the measure sees a difference");
    }
}

fn letters(room: &Newsroom) -> Vec<String> {
    let Ok(folder) = std::fs::read_dir(room.folder().join("outbox")) else { return Vec::new() };
    let mut files: Vec<_> = folder.map(|file| file.expect("a file").path()).collect();
    files.sort();
    files
        .iter()
        .map(|file| std::fs::read_to_string(file).expect("a letter is text").replace("=\r\n", ""))
        .collect()
}

fn link_in(letter: &str) -> String {
    let (_, rest) = letter.split_once("/desk/sign-in/").expect("a link stands in the letter");
    let secret = rest.chars().take_while(|one| one.is_ascii_alphanumeric() || "_-".contains(*one));
    format!("/desk/sign-in/{}", secret.collect::<String>())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_by_mail_is_of_our_host_opens_once_and_not_for_long() {
    for room in newsrooms().await {
        account(&room, "layla@example.org", Role::Editor).await;
        let asks_for = async |headers: &[(&str, &str)]| {
            let form = [
                ("content-type", "application/x-www-form-urlencoded"),
                ("origin", "http://HOST"),
                ("sec-fetch-site", "same-origin"),
            ];
            let headers = [form.as_slice(), headers].concat();
            let body = "email=layla%40example.org";
            let answer = asks(&room, ("POST", "/desk/link"), "", &headers, body).await;
            room.due_work_is_done().await;
            answer.status.as_u16()
        };
        // Whatever a stranger says of the host, the link leads here.
        let poisons = [
            ("x-forwarded-host", "evil.example"),
            ("forwarded", "host=evil.example"),
            ("x-host", "evil.example"),
        ];
        assert_eq!(asks_for(&poisons).await, 200);
        let letter = letters(&room).pop().expect("a letter lies in the outbox");
        assert!(!letter.contains("evil.example") && letter.contains(&room.app.config.public_url), "{letter}");
        let link = link_in(&letter);
        assert!(link.len() - "/desk/sign-in/signin_".len() >= 43, "{link}: 256 bits");
        // Looking at it spends nothing; taking it spends it.
        let browser = room.browser();
        browser.opens(&link).await.expects(200);
        browser.opens(&link).await.expects(200);
        browser.posts(&link, &[]).await.expects(303);
        room.browser().posts(&link, &[]).await.expects(409);
        // Half an hour later a link is worth nothing.
        assert_eq!(asks_for(&[]).await, 200);
        let late = link_in(&letters(&room).pop().expect("another letter"));
        assert_ne!(late, link);
        room.the_clock_reaches_while_stopped(room.now() + 31 * MINUTE);
        room.browser().posts(&late, &[]).await.expects(409);
    }
}

/// The session that a browser holds, as its cookie says it.
fn session_of(answer: &Answer) -> String {
    let set = answer.headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut sessions = set.filter(|set| set.contains("session_"));
    let session = sessions.next_back().expect("a session is set");
    session.split(';').next().expect("a pair").to_owned()
}

async fn opens_with(room: &Newsroom, cookie: &str) -> u16 {
    asks(room, ("GET", "/desk"), cookie, &[], "").await.status.as_u16()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_half_in_is_outside_and_a_session_is_never_taken_over() {
    for room in newsrooms().await {
        let (id, phone) = settled(&room, "layla@example.org", true).await;
        let phone = phone.expect("she has a second step");
        room.the_clock_reaches_while_stopped(room.now() + MINUTE);
        let article = room.editor("كاتبة").await.writes(piece("خبر").paragraph("نص")).await;
        let typed = [("email", "layla@example.org"), ("password", PASSWORD)];
        let browser = room.browser();
        let half = session_of(&browser.posts("/desk/sign-in", &typed).await.expects(303));
        let before = all_rows(&room.app.db).await;
        let own = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("origin", "http://HOST"),
            ("sec-fetch-site", "same-origin"),
        ];
        let mut tried = 0;
        for (path, methods, who) in rows() {
            if who.iter().any(|who| who == "anyone") {
                continue;
            }
            let path = filled(&path, article.as_str(), id.as_str());
            for method in &methods {
                let answer = asks(&room, (method, &path), &half, &own, "").await;
                assert_eq!(answer.status.as_u16(), 401, "{method} {path}: {}", answer.body());
                tried += 1;
            }
        }
        assert!(tried > 50, "{tried}");
        let after = all_rows(&room.app.db).await;
        assert!(before == after, "{:?}: {}", room.dialect(), difference(&before, &after));

        // The second step makes another session; what was half is worth nothing.
        let whole =
            session_of(&browser.posts("/desk/code", &[("typed", &code(&room, &phone))]).await.expects(303));
        assert_ne!(whole, half);
        assert_eq!((opens_with(&room, &whole).await, opens_with(&room, &half).await), (200, 401));
        // One that somebody else chose is not taken over by signing in.
        let chosen = half.split('=').next().expect("a name").to_owned() + "=session_" + &"A".repeat(43);
        let victim = Browser::holding(&room, &chosen);
        let entered = session_of(&victim.posts("/desk/sign-in", &typed).await.expects(303));
        assert!(entered != chosen && opens_with(&room, &chosen).await == 401);
        // Another password, and everybody else is out; out is out for what was copied too.
        room.the_clock_reaches_while_stopped(room.now() + MINUTE);
        let other = room.browser();
        other.posts("/desk/sign-in", &typed).await.expects(303);
        let copied =
            session_of(&other.posts("/desk/code", &[("typed", &code(&room, &phone))]).await.expects(303));
        assert_eq!(opens_with(&room, &copied).await, 200);
        other.posts("/desk/me/password", &[("password", "مساء آخر على السطح نفسه")]).await.expects(200);
        assert_eq!(opens_with(&room, &whole).await, 401);
        other.posts("/desk/sign-out", &[]).await.expects(303);
        assert_eq!(opens_with(&room, &copied).await, 401);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_server_puts_out_whoever_was_suspended_here() {
    for room in newsrooms().await {
        let beside = room.beside().await;
        let layla = room.editor("ليلى").await;
        let cookie = layla.at_desk().await.cookie;
        let there = async |path: &str| {
            let request = Request::get(path)
                .header(header::HOST, beside.app.public_host())
                .header(header::COOKIE, &cookie);
            beside.ask(request.body(Body::empty()).expect("well formed")).await.status.as_u16()
        };
        assert_eq!(there("/desk").await, 200);
        let begun = std::time::Instant::now();
        suspend(&room.app, &Actor::Console, &layla.account).await.expect("she is suspended");
        assert_eq!(there("/desk").await, 401);
        assert_eq!(there("/desk/articles").await, 401);
        println!("{:?}: out on the other server {:?} later", room.dialect(), begun.elapsed());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_matters_asks_for_a_proof_again() {
    for room in newsrooms().await {
        let admin = account(&room, "salma@example.org", Role::Admin).await;
        let desk = room.browser_of(&admin).await;
        desk.posts("/desk/me/password", &[("password", PASSWORD)]).await.expects(200);
        room.the_clock_reaches_while_stopped(room.now() + 16 * MINUTE);
        let before = all_rows(&room.app.db).await;
        let other = account(&room, "other@example.org", Role::Editor).await;
        let section = by_slug(room.app.db.read(), &"ar".into(), "politics").await.expect("it is read");
        let section = section.expect("it is there").id.0;
        let mut asked = 0;
        for (path, methods, who) in rows() {
            if who != ["admin"] || path == "/desk/trail" {
                continue;
            }
            let path = filled(&path, "none", other.as_str());
            let path = path.replace("{edition}", "ar").replace("{section}", &section);
            for method in methods {
                let answer = match method.as_str() {
                    "GET" => desk.opens(&path).await,
                    _ => {
                        desk.posts(
                            &path,
                            &[("role", "admin"), ("part", "ar/"), ("email", "x@example.org"), ("name", "س")],
                        )
                        .await
                    }
                };
                // A form that carries what somebody wrote comes back with it, and says where to prove it.
                let asks = match answer.status.as_u16() {
                    303 => answer.header("location").starts_with("/desk/prove"),
                    401 => answer.body().contains("/desk/prove"),
                    _ => false,
                };
                assert!(asks, "{method} {path}: {} {}", answer.status, answer.body());
                asked += 1;
            }
        }
        assert!(asked >= 8, "{asked}");
        let after = all_rows(&room.app.db).await;
        let changed: Vec<String> = difference(&before, &after)
            .lines()
            .filter(|line| !line.contains("other@example.org") && !line.contains("desk_session"))
            .map(str::to_owned)
            .collect();
        assert!(changed.is_empty(), "{:?}: {changed:?}", room.dialect());
    }
}
