//! People at the desk: invited, known again by what they know and hold, let do their part and no more, and put out at once.

use axum::http::Method;
use data_encoding::BASE32_NOPAD;
use newsroom::features::accounts::actions::{give_remit, open_account, suspend};
use newsroom::features::accounts::{Actor, Remit, Role};
use newsroom::features::sections;
use newsroom::id::{AccountId, SectionId};
use serde_json::json;

use crate::kit::{Browser, Colleague, HOUR, MINUTE, Newsroom, between, newsrooms, piece, strict_newsrooms};

const PASSWORD: &str = "قهوة الصباح على السطح";

/// What the app on a phone counts.
struct Phone(totp_rs::Totp);

impl Phone {
    /// Reads the key that a page shows.
    fn reading(page: &str) -> Phone {
        let key = between(page, "<code dir=\"ltr\">", "</code>").replace(' ', "");
        let secret = BASE32_NOPAD.decode(key.as_bytes()).expect("the key is read");
        Phone(totp_rs::Builder::new().with_secret(secret).build().expect("the app takes the key"))
    }

    fn code(&self, room: &Newsroom) -> String {
        self.0.generate((room.now() / 1_000_000).unsigned_abs()).to_string()
    }
}

/// The letters that lie in the outbox, the oldest first.
async fn letters(room: &Newsroom) -> Vec<String> {
    room.due_work_is_done().await;
    let Ok(folder) = std::fs::read_dir(room.folder().join("outbox")) else { return Vec::new() };
    let mut files: Vec<_> = folder.map(|file| file.expect("a file").path()).collect();
    files.sort();
    files.iter().map(|file| std::fs::read_to_string(file).expect("a letter is text")).collect()
}

/// The link in a letter, whose lines are folded in transit.
fn link_in(letter: &str) -> String {
    let whole = letter.replace("=\r\n", "").replace("=3D", "=");
    let (_, rest) = whole.split_once("/desk/sign-in/").expect("a link stands in the letter");
    let secret = rest.chars().take_while(|letter| letter.is_ascii_alphanumeric() || "_-".contains(*letter));
    format!("/desk/sign-in/{}", secret.collect::<String>())
}

/// Sets password and second factor; answers the phone and the codes on paper.
async fn settles_in(room: &Newsroom, browser: &Browser<'_>) -> (Phone, Vec<String>) {
    browser.posts("/desk/me/password", &[("password", PASSWORD)]).await.expects(200);
    let page = browser.opens("/desk/me/second-factor").await.expects(200).body();
    let phone = Phone::reading(&page);
    let number = between(&page, "name=\"number\" value=\"", "\"");
    let fields = [("number", number.as_str()), ("typed", &phone.code(room))];
    let page = browser.posts("/desk/me/second-factor", &fields).await.expects(200).body();
    let codes = page.split("<li><code>").skip(1).filter_map(|rest| rest.split('<').next());
    (phone, codes.map(str::to_owned).collect())
}

async fn account(room: &Newsroom, email: &str, role: Role) -> AccountId {
    open_account(&room.app, &Actor::Console, "ليلى منصور", email, role).await.expect("it opens").id
}

async fn section(room: &Newsroom, edition: &str, slug: &str) -> SectionId {
    let all = sections::sections(room.app.db.read()).await.expect("the sections are read");
    all.into_iter().find(|one| one.edition.as_str() == edition && one.slug == slug).expect("it is open").id
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_invited_comes_in_sets_a_password_and_a_second_step_and_publishes() {
    for room in strict_newsrooms().await {
        let chief = room.browser_of(&account(&room, "admin@example.org", Role::Admin).await).await;
        chief.opens("/desk/people").await.expects(403);
        settles_in(&room, &chief).await;
        let invitation =
            [("name", "ليلى منصور"), ("email", "Layla@example.org"), ("role", "editor"), ("lang", "ar")];
        let page = chief.posts("/desk/people", &invitation).await.expects(201);
        assert!(page.says("invitation is on its way"), "{}", page.body());
        let letter = letters(&room).await.pop().expect("an invitation lies in the outbox");
        assert!(letter.contains("layla@example.org") && letter.contains("dir=3D\"rtl\""), "{letter}");

        // Six days later she opens it; looking at the link spends nothing.
        room.the_clock_reaches(room.now() + 6 * 24 * HOUR).await;
        let (layla, link) = (room.browser(), link_in(&letter));
        layla.opens(&link).await.expects(200);
        let entered = layla.posts(&link, &[]).await.expects(303);
        assert_eq!(entered.header("location"), "/desk/me");
        room.browser().posts(&link, &[]).await.expects(409);
        assert!(layla.opens("/desk/me").await.expects(200).says("حتى تفعّل الخطوة الثانية"));

        // Until there is a second step she writes, and no more.
        let writer = room.editor("كاتبة").await;
        let id = writer.writes(piece("خبر ينتظر").paragraph("نص")).await;
        let sheet = format!("/desk/articles/{id}/sheet");
        let order = [("revision", "1"), ("when", "now")];
        layla.posts(&sheet, &order).await.expects(403);
        room.reader().misses("/ar/", "خبر ينتظر").await;
        for weak in ["قصير", "layla123456", "aaaaaaaaaaaa"] {
            layla.posts("/desk/me/password", &[("password", weak)]).await.expects(422);
        }
        let (phone, codes) = settles_in(&room, &layla).await;
        assert_eq!(codes.len(), 10);
        layla.posts(&sheet, &order).await.expects(303);
        room.reader().sees("/ar/", "خبر ينتظر").await;

        // The next day: the password alone opens nothing, and a code opens once.
        room.the_clock_reaches(room.now() + 24 * HOUR).await;
        layla.opens("/desk").await.expects(401);
        let typed = [("email", "layla@example.org"), ("password", PASSWORD)];
        let half = layla.posts("/desk/sign-in", &typed).await.expects(303);
        assert_eq!(half.header("location"), "/desk/code");
        layla.opens("/desk").await.expects(401);
        layla.posts("/desk/code", &[("typed", "000000")]).await.expects(401);
        let code = phone.code(&room);
        layla.posts("/desk/code", &[("typed", &code)]).await.expects(303);
        layla.opens("/desk").await.expects(200);
        let thief = room.browser();
        thief.posts("/desk/sign-in", &typed).await.expects(303);
        thief.posts("/desk/code", &[("typed", &code)]).await.expects(401);
        thief.opens("/desk").await.expects(401);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_on_paper_opens_once() {
    for room in newsrooms().await {
        let layla = account(&room, "layla@example.org", Role::Editor).await;
        let (_, codes) = settles_in(&room, &room.browser_of(&layla).await).await;
        let typed = [("email", "layla@example.org"), ("password", PASSWORD)];
        let comes_in = async |code: &str| {
            let browser = room.browser();
            browser.posts("/desk/sign-in", &typed).await.expects(303);
            browser.posts("/desk/code", &[("typed", code)]).await.status.as_u16()
        };
        assert_eq!(comes_in(&codes[0].to_uppercase().replace('-', " ")).await, 303);
        assert_eq!(comes_in(&codes[0]).await, 401);
        assert_eq!(comes_in(&codes[1]).await, 303);
        let again = room.browser();
        again.posts("/desk/sign-in", &typed).await.expects(303);
        again.posts("/desk/code", &[("typed", &codes[2])]).await.expects(303);
        assert!(again.opens("/desk/me").await.says("7 codes on paper are left"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn suspension_cuts_an_open_session_and_tokens_at_once() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let browser = room.browser_of(&layla.account).await;
        let id = layla.writes(piece("سر المساء").paragraph("نص")).await;
        layla.schedules(&id, room.now() + HOUR).await.expects(202);
        browser.opens("/desk").await.expects(200);
        layla.asks(Method::GET, "/sections", None).await.expects(200);

        let admin = room.colleague("سلمى", Role::Admin).await;
        let desk = room.browser_of(&admin.account).await;
        desk.posts(&format!("/desk/people/{}/suspension", layla.account), &[]).await.expects(303);
        browser.opens("/desk").await.expects(401);
        browser.posts(&format!("/desk/articles/{id}/sheet"), &[("revision", "1")]).await.expects(401);
        layla.asks(Method::GET, "/sections", None).await.expects(401);
        room.the_clock_reaches(room.now() + 2 * HOUR).await;
        room.reader().misses("/ar/", "سر المساء").await;

        let back = room.browser_of(&admin.account).await;
        back.posts(&format!("/desk/people/{}/restoration", layla.account), &[]).await.expects(303);
        browser.opens("/desk").await.expects(401);
        layla.asks(Method::GET, "/sections", None).await.expects(200);
        room.browser_of(&layla.account).await.opens("/desk").await.expects(200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_administrator_stays() {
    for room in newsrooms().await {
        let salma = account(&room, "salma@example.org", Role::Admin).await;
        let desk = room.browser_of(&salma).await;
        let of = |what: &str| format!("/desk/people/{salma}/{what}");
        let refused = desk.posts(&of("suspension"), &[]).await.expects(409);
        assert!(refused.says("last administrator"), "{}", refused.body());
        desk.posts(&of("role"), &[("role", "editor")]).await.expects(409);
        account(&room, "other@example.org", Role::Admin).await;
        desk.posts(&of("role"), &[("role", "editor")]).await.expects(303);
        desk.opens("/desk/people").await.expects(403);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_lost_everything_begins_anew() {
    for room in newsrooms().await {
        let layla = account(&room, "layla@example.org", Role::Editor).await;
        let old = room.browser_of(&layla).await;
        settles_in(&room, &old).await;
        let admin = account(&room, "admin@example.org", Role::Admin).await;
        let desk = room.browser_of(&admin).await;
        let page = desk.posts(&format!("/desk/people/{layla}/reset"), &[]).await.expects(200).body();
        old.opens("/desk").await.expects(401);
        let typed = [("email", "layla@example.org"), ("password", PASSWORD)];
        room.browser().posts("/desk/sign-in", &typed).await.expects(401);
        let link = format!("/desk/sign-in/{}", between(&page, "/desk/sign-in/", "\""));
        let anew = room.browser();
        // No second step is asked for: it was taken off with the password.
        let entered = anew.posts(&link, &[]).await.expects(303);
        assert_eq!(entered.header("location"), "/desk");
        assert_eq!(settles_in(&room, &anew).await.1.len(), 10);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_forgot_the_password_has_a_link_sent() {
    for room in newsrooms().await {
        let layla = account(&room, "layla@example.org", Role::Journalist).await;
        let stranger = room.browser();
        let asked = stranger.posts("/desk/link", &[("email", "nobody@example.org")]).await.expects(200);
        assert!(letters(&room).await.is_empty(), "a letter to nobody");
        let known = stranger.posts("/desk/link", &[("email", "LAYLA@example.org")]).await.expects(200);
        assert_eq!(
            asked.body().replace("nobody@example.org", ""),
            known.body().replace("LAYLA@example.org", ""),
            "the answer tells who has an account"
        );
        let letter = letters(&room).await.pop().expect("a letter lies in the outbox");
        let browser = room.browser();
        browser.posts(&link_in(&letter), &[]).await.expects(303);
        browser.posts("/desk/me/password", &[("password", PASSWORD)]).await.expects(200);
        suspend(&room.app, &Actor::Console, &layla).await.expect("she is suspended");
        stranger.posts("/desk/link", &[("email", "layla@example.org")]).await.expects(200);
        assert_eq!(letters(&room).await.len(), 1, "a letter to somebody suspended");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_device_is_signed_out_from_another() {
    for room in newsrooms().await {
        let layla = account(&room, "layla@example.org", Role::Editor).await;
        let (home, lost) = (room.browser_of(&layla).await, room.browser_of(&layla).await);
        let page = home.opens("/desk/me").await.expects(200);
        assert!(page.says("Firefox · Linux"), "{}", page.body());
        let session = between(&page.body(), "name=\"session\" value=\"", "\"");
        lost.opens("/desk").await.expects(200);
        home.posts("/desk/me/sessions", &[("session", &session)]).await.expects(303);
        lost.opens("/desk").await.expects(401);
        home.opens("/desk").await.expects(200);
        // Another's session is not ended by naming it.
        let other = account(&room, "other@example.org", Role::Editor).await;
        let other = room.browser_of(&other).await;
        let third = room.browser_of(&layla).await;
        let page = home.opens("/desk/me").await.body();
        let session = between(&page, "name=\"session\" value=\"", "\"");
        other.posts("/desk/me/sessions", &[("session", &session)]).await.expects(303);
        third.opens("/desk").await.expects(200);
        // A new password puts all others out.
        home.posts("/desk/me/password", &[("password", PASSWORD)]).await.expects(200);
        third.opens("/desk").await.expects(401);
        home.opens("/desk").await.expects(200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_who_guess_lock_nobody_out() {
    for room in newsrooms().await {
        let layla = account(&room, "layla@example.org", Role::Editor).await;
        let own = room.browser_of(&layla).await;
        own.posts("/desk/me/password", &[("password", PASSWORD)]).await.expects(200);
        own.posts("/desk/sign-out", &[]).await.expects(303);
        let (right, wrong) = (
            [("email", "layla@example.org"), ("password", PASSWORD)],
            [("email", "layla@example.org"), ("password", "كلمة أخرى تمامًا")],
        );
        let stranger = room.browser();
        for _ in 0..10 {
            stranger.posts("/desk/sign-in", &wrong).await.expects(401);
        }
        let shut = stranger.posts("/desk/sign-in", &right).await.expects(429);
        assert!(shut.says("Too many tries"), "{}", shut.body());
        // An address without an account is shut in the same way.
        let nobody = [("email", "nobody@example.org"), ("password", PASSWORD)];
        for _ in 0..10 {
            stranger.posts("/desk/sign-in", &nobody).await.expects(401);
        }
        stranger.posts("/desk/sign-in", &nobody).await.expects(429);
        // Her own device is known and counted by itself; a link opens meanwhile as well.
        own.posts("/desk/sign-in", &right).await.expects(303);
        own.opens("/desk").await.expects(200);
        room.browser_of(&layla).await.opens("/desk").await.expects(200);
        room.the_clock_reaches(room.now() + HOUR + MINUTE).await;
        stranger.posts("/desk/sign-in", &right).await.expects(303);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_matters_is_proven_again() {
    for room in newsrooms().await {
        let salma = account(&room, "salma@example.org", Role::Admin).await;
        let desk = room.browser_of(&salma).await;
        desk.posts("/desk/me/password", &[("password", PASSWORD)]).await.expects(200);
        desk.opens("/desk/people").await.expects(200);
        room.the_clock_reaches(room.now() + 16 * MINUTE).await;
        for path in ["/desk/people", "/desk/me/second-factor"] {
            let asked = desk.opens(path).await.expects(303);
            assert_eq!(asked.header("location"), format!("/desk/prove?to={path}"));
        }
        desk.posts("/desk/me/password", &[("password", "جملة أخرى طويلة جدًا")]).await.expects(303);
        let other = account(&room, "other@example.org", Role::Editor).await;
        desk.posts(&format!("/desk/people/{other}/suspension"), &[]).await.expects(303);
        room.browser_of(&other).await.opens("/desk").await.expects(200);
        // What does not matter so much goes on.
        desk.opens("/desk").await.expects(200);
        desk.opens("/desk/prove?to=/desk/people").await.expects(200);
        desk.posts("/desk/prove", &[("typed", "خطأ"), ("to", "/desk/people")]).await.expects(401);
        let proof = [("typed", PASSWORD), ("to", "https://elsewhere.example/")];
        let proven = desk.posts("/desk/prove", &proof).await.expects(303);
        assert_eq!(proven.header("location"), "/desk/me", "a proof leads nowhere else");
        desk.opens("/desk/people").await.expects(200);
        // With a second step, that is the proof, and the password is none.
        let (phone, _) = settles_in(&room, &desk).await;
        room.the_clock_reaches(room.now() + 16 * MINUTE).await;
        desk.posts("/desk/prove", &[("typed", PASSWORD)]).await.expects(401);
        desk.posts("/desk/prove", &[("typed", &phone.code(&room))]).await.expects(303);
        desk.opens("/desk/people").await.expects(200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_section_editor_publishes_in_her_section_and_nowhere_else() {
    for room in newsrooms().await {
        let writer = room.editor("كاتبة").await;
        let in_politics = writer.writes(piece("في السياسة").paragraph("نص")).await;
        let in_world = writer.writes(piece("في العالم").paragraph("نص").in_section("ar", "world")).await;
        let layla = room.colleague("ليلى", Role::Journalist).await;
        let publishes = async |who: &Colleague<'_>, id| who.posts(id, "publication", json!({})).await;
        publishes(&layla, &in_politics).await.expects(403);

        let politics = section(&room, "ar", "politics").await;
        let remit = |section, role| Remit { edition: "ar".into(), section, role };
        let gave = |account: &AccountId, remit| {
            let account = account.clone();
            let app = room.app.clone();
            async move { give_remit(&app, &Actor::Console, &account, remit).await }
        };
        gave(&layla.account, remit(Some(politics.clone()), Role::Editor)).await.expect("she has a section");
        publishes(&layla, &in_world).await.expects(403);
        publishes(&layla, &in_politics).await.expects(200);
        layla.withdraws(&in_politics, "سبب").await.expects(200);

        // A part is told on the screen, and taken back there.
        let admin = account(&room, "admin@example.org", Role::Admin).await;
        let desk = room.browser_of(&admin).await;
        let address = format!("/desk/people/{}", layla.account);
        assert!(desk.opens(&address).await.expects(200).says("Editor: السياسة · خبر"));
        let part = format!("ar/{politics}");
        desk.posts(&format!("{address}/parts"), &[("part", &part)]).await.expects(303);
        let again = writer.writes(piece("ثانية").paragraph("نص")).await;
        publishes(&layla, &again).await.expects(403);
        // The whole edition, and what is not there.
        let whole = [("part", "ar/"), ("role", "editor")];
        desk.posts(&format!("{address}/parts"), &whole).await.expects(303);
        publishes(&layla, &in_world).await.expects(200);
        let nowhere = [("part", "xx/"), ("role", "editor")];
        desk.posts(&format!("{address}/parts"), &nowhere).await.expects(422);
        let wrong = gave(
            &layla.account,
            Remit { edition: "en".into(), ..remit(Some(section(&room, "ar", "world").await), Role::Chief) },
        );
        wrong.await.expect_err("the section is of another edition");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_moderator_sees_no_draft() {
    for room in newsrooms().await {
        let id = room.editor("كاتبة").await.writes(piece("سر لم يُنشر").paragraph("نص")).await;
        let moderator = room.colleague("سامر", Role::Moderator).await;
        for (path, refused) in
            [(format!("/articles/{id}"), 404), ("/sections".to_owned(), 403), ("/fronts/ar".to_owned(), 403)]
        {
            moderator.asks(Method::GET, &path, None).await.expects(refused);
        }
        moderator.begins(piece("محاولة").paragraph("نص")).await.expects(403);
        let browser = room.browser_of(&moderator.account).await;
        let list = browser.opens("/desk").await.expects(200);
        assert!(!list.says("سر لم يُنشر"), "{}", list.body());
        browser.opens(&format!("/desk/articles/{id}")).await.expects(404);
        browser.opens(&format!("/desk/articles/{id}/tree")).await.expects(404);
        browser.opens("/desk/people").await.expects(403);
    }
}
