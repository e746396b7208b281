//! Settings at the desk: what an administrator chooses holds at once, for readers and for colleagues, and stands in the trail.

use newsroom::features::accounts::actions::open_account;
use newsroom::features::accounts::{Actor, Role};
use newsroom::features::editions::actions::save_edition;
use newsroom::features::editions::{Edition, edition_by_code};
use newsroom::id::AccountId;

use crate::kit::{Browser, Device, MINUTE, Newsroom, eventually, newsrooms, piece};

const AR: &str = "/desk/settings/editions/ar";
const STAGES: &str = "/desk/settings/stages";

async fn account(room: &Newsroom, email: &str, role: Role) -> AccountId {
    open_account(&room.app, &Actor::Console, "سلمى", email, role).await.expect("it opens").id
}

async fn edition(room: &Newsroom) -> Edition {
    let code = "ar".into();
    let found = edition_by_code(room.app.db.read(), &code).await.expect("it is read");
    found.expect("the edition is there")
}

/// The form as the screen shows it, with these fields otherwise.
fn form<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("name", "خبر"),
        ("tagline", ""),
        ("lang", "ar"),
        ("digits", "latn"),
        ("months", "gulf"),
        ("clock", "h24"),
        ("hijri_shift", "0"),
        ("week", "monday"),
        ("quotes", "usual"),
        ("tanwin", "before_alif"),
        ("slugs", "arabic"),
        ("zone", "Asia/Beirut"),
    ];
    let kept = usual.into_iter().filter(|(name, _)| changed.iter().all(|(other, _)| other != name));
    kept.chain(changed.iter().copied()).collect()
}

/// Saves the form as the screen shows it now, with these fields otherwise.
async fn saves(desk: &Browser<'_>, changed: &[(&str, &str)]) -> crate::kit::Answer {
    let base = base(desk).await;
    let mut fields = form(changed);
    fields.push(("base", base.as_str()));
    desk.posts(AR, &fields).await
}

/// What the screen knows the edition by.
async fn base(desk: &Browser<'_>) -> String {
    let page = desk.opens(AR).await.expects(200).body();
    crate::kit::between(&page, "name=\"base\" value=\"", "\"")
}

async fn adds_passkey(room: &Newsroom, browser: &Browser<'_>) {
    let asked = browser.posts("/desk/me/passkeys/challenge", &[]).await.expects(200).json();
    let (_, answer) = Device::making(&asked, &room.app.config.public_url.replace("127.0.0.1", "localhost"));
    browser.posts("/desk/me/passkeys", &[("credential", &answer)]).await.expects(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn how_an_edition_writes_is_set_at_the_desk_and_readers_see_it_at_once() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        for number in 0..12 {
            layla.publishes(piece(&format!("خبر {number}")).paragraph("نص")).await;
        }
        let (reader, month) = (room.reader(), "/ar/archive/2026/11/");
        reader.sees(month, "12 خبرًا").await;
        let desk = room.browser_of(&account(&room, "salma@example.org", Role::Admin).await).await;
        assert!(desk.opens("/desk/settings").await.expects(200).says("خبر"));
        let page = desk.opens(AR).await.expects(200).body();
        for kept in [
            r#"<option value="gulf" selected>"#,
            r#"<option value="latn" selected>"#,
            r#"value="Asia/Beirut""#,
        ] {
            assert!(page.contains(kept), "{kept} is not in {page}");
        }
        let wanted = [
            ("digits", "arab"),
            ("months", "levant"),
            ("tanwin", "on_alif"),
            ("hijri", "yes"),
            ("name", "خبر اليوم"),
        ];
        let page = saves(&desk, &wanted).await.expects(200);
        assert!(page.says("The settings are kept") && page.says("خبر اليوم"), "{}", page.body());
        assert!(page.body().contains(r#"<option value="levant" selected>"#), "{}", page.body());
        // No restart, no waiting for a page to grow old.
        reader.sees(month, "١٢ خبراً").await;
        let after = reader.opens(month).await;
        assert!(
            after.says("تشرين الثاني") && after.says("هـ") && after.says("خبر اليوم"),
            "{}",
            after.words()
        );
        assert!(reader.opens("/en/").await.expects(200).says("Khabar"), "the other edition is as it was");
        eventually(|| async { desk.opens("/desk/trail").await.expects(200).says("edition saved") }).await;

        // What cannot be is refused in words, and nothing of the form is kept.
        let refused = saves(&desk, &[("zone", "Asia/Nowhere"), ("tagline", "سطر جديد")]).await.expects(422);
        assert!(refused.says("No time zone has this name"), "{}", refused.body());
        for typed in [r#"value="Asia/Nowhere""#, r#"value="سطر جديد""#] {
            assert!(refused.body().contains(typed), "{typed} is lost: {}", refused.body());
        }
        let long = "ا".repeat(101);
        for (field, value) in [
            ("digits", "roman"),
            ("months", ""),
            ("lang", "xx"),
            ("hijri_shift", "many"),
            ("name", " "),
            ("name", long.as_str()),
            ("week", "<script>"),
        ] {
            let refused = saves(&desk, &[(field, value), ("zone", "UTC")]).await.expects(422);
            assert!(refused.says("Not kept"), "{field}: {}", refused.body());
        }
        assert!(desk.opens(AR).await.body().contains(r#"value="Asia/Beirut""#));
        reader.sees(month, "١٢ خبراً").await;
        desk.opens("/desk/settings/editions/xx").await.expects(404);

        // It is an administrator's, who proved lately who they are.
        let chief = room.browser_of(&account(&room, "chief@example.org", Role::Chief).await).await;
        chief.posts(AR, &form(&[])).await.expects(403);
        room.the_clock_reaches(room.now() + 16 * MINUTE).await;
        assert_eq!(desk.opens(AR).await.expects(303).header("location"), "/desk/prove?to=/desk/settings");
        // What was typed meanwhile is not lost.
        let asked = desk.posts(AR, &form(&[("tagline", "سطر كُتب على مهل")])).await.expects(401);
        assert!(asked.says("prove who you are first"), "{}", asked.body());
        for kept in [r#"value="سطر كُتب على مهل""#, r#"href="/desk/prove?to=/desk/settings""#] {
            assert!(asked.body().contains(kept), "{kept} is not in {}", asked.body());
        }
        let fields = [("publications", "77"), ("withdrawals", "1"), ("minutes", "10")];
        let asked = desk.posts("/desk/settings/brake", &fields).await.expects(401);
        assert!(asked.body().contains(r#"value="77""#), "{}", asked.body());
        reader.sees(month, "١٢ خبراً").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_form_does_not_offer_stays_as_it_is() {
    for room in newsrooms().await {
        let desk = room.browser_of(&account(&room, "salma@example.org", Role::Admin).await).await;
        let mut edition = edition(&room).await;
        edition.lang = "de-AT".to_owned();
        edition.voice.dates.hijri_shift = 2;
        save_edition(&room.app, &Actor::Console, edition.clone()).await.expect("the edition is saved");
        let page = desk.opens(AR).await.expects(200).body();
        for kept in [r#"<option value="de" selected>"#, r#"<option value="2" selected>"#] {
            assert!(page.contains(kept), "{kept} is not in {page}");
        }
        let changed = [("lang", "de"), ("hijri_shift", "2"), ("tagline", "سطر")];
        saves(&desk, &changed).await.expects(200);
        let after = self::edition(&room).await;
        assert_eq!((after.lang.as_str(), after.dir), ("de-AT", edition.dir));
        assert_eq!((after.voice.dates.hijri_shift, after.tagline.as_str()), (2, "سطر"));
        saves(&desk, &[("lang", "de"), ("hijri_shift", "3")]).await.expects(422);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_did_not_see_what_another_set_is_told_before_it_is_lost() {
    for room in newsrooms().await {
        let first = room.browser_of(&account(&room, "salma@example.org", Role::Admin).await).await;
        let second = room.browser_of(&account(&room, "omar@example.org", Role::Admin).await).await;
        let seen = base(&second).await;
        saves(&first, &[("tagline", "سطر سلمى"), ("digits", "arab")]).await.expects(200);
        let late = form(&[("tagline", "سطر عمر"), ("base", seen.as_str())]);
        let told = second.posts(AR, &late).await.expects(422);
        assert!(told.says("Somebody else changed it") && told.says("سطر سلمى"), "{}", told.body());
        assert!(told.body().contains(r#"value="سطر عمر""#), "{}", told.body());
        assert_eq!(edition(&room).await.tagline, "سطر سلمى");
        // A form that does not say what it was filled in over is none of ours.
        second.posts(AR, &form(&[("tagline", "سطر عمر")])).await.expects(422);
        // Having seen it, he may.
        let seen = crate::kit::between(&told.body(), "name=\"base\" value=\"", "\"");
        let again = form(&[("tagline", "سطر عمر"), ("base", seen.as_str())]);
        second.posts(AR, &again).await.expects(200);
        assert_eq!(edition(&room).await.tagline, "سطر عمر");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_set_an_edition_at_once_one_is_told_and_loses_nothing() {
    for room in newsrooms().await {
        let salma = room.browser_of(&account(&room, "salma@example.org", Role::Admin).await).await;
        let omar = room.browser_of(&account(&room, "omar@example.org", Role::Admin).await).await;
        for round in 0..6 {
            let seen = base(&salma).await;
            let (hers, his) = (format!("سطر سلمى {round}"), format!("سطر عمر {round}"));
            let one = form(&[("tagline", hers.as_str()), ("base", seen.as_str())]);
            let other = form(&[("tagline", his.as_str()), ("base", seen.as_str())]);
            let (one, other) = tokio::join!(salma.posts(AR, &one), omar.posts(AR, &other));
            let (won, lost, typed) = match one.status.as_u16() {
                200 => (&hers, other, &his),
                _ => (&his, one, &hers),
            };
            let told = lost.expects(422);
            assert!(told.says("Somebody else changed it") && told.says(won), "{}", told.body());
            assert!(told.body().contains(&format!("value=\"{typed}\"")), "the words are lost");
            assert_eq!(&edition(&room).await.tagline, won, "{:?}", room.dialect());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_step_is_asked_of_everybody_once_it_is_set() {
    for room in newsrooms().await {
        let desk = room.browser_of(&account(&room, "salma@example.org", Role::Admin).await).await;
        let editor = room.browser_of(&account(&room, "layla@example.org", Role::Editor).await).await;
        let writer = room.editor("كاتبة").await;
        let (first, second) = (
            writer.writes(piece("أول").paragraph("نص")).await,
            writer.writes(piece("ثان").paragraph("نص")).await,
        );
        let publishes = async |id: &newsroom::id::ArticleId| {
            let order = [("revision", "1"), ("when", "now")];
            editor.posts(&format!("/desk/articles/{id}/sheet"), &order).await.status.as_u16()
        };
        let policy = "/desk/settings/second-factor";
        // Nobody shuts themselves out.
        let refused = desk.posts(policy, &[("wanted", "yes")]).await.expects(422);
        assert!(refused.says("Set a second step of your own first"), "{}", refused.body());
        assert_eq!(publishes(&first).await, 303);
        adds_passkey(&room, &desk).await;
        desk.posts(policy, &[("wanted", "yes")]).await.expects(303);
        assert!(desk.opens("/desk/settings").await.says("It is asked for"));
        assert_eq!(publishes(&second).await, 403);
        assert!(editor.opens("/desk/me").await.says("Until you set a second step"));
        adds_passkey(&room, &editor).await;
        assert_eq!(publishes(&second).await, 303);
        desk.posts(policy, &[("wanted", "no")]).await.expects(303);
        let other = room.browser_of(&account(&room, "omar@example.org", Role::Editor).await).await;
        assert!(!other.opens("/desk/me").await.says("Until you set a second step"));
        eventually(|| async {
            desk.opens("/desk/trail").await.expects(200).says("second factor policy set")
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_section_asks_and_how_much_is_too_much_are_set_at_the_desk() {
    for room in newsrooms().await {
        let desk = room.browser_of(&account(&room, "salma@example.org", Role::Admin).await).await;
        let editor = room.browser_of(&account(&room, "layla@example.org", Role::Editor).await).await;
        let writer = room.editor("كاتبة").await;
        let publishes = async |words: &str| {
            let id = writer.writes(piece(words).paragraph("نص")).await;
            let order = [("revision", "1"), ("when", "now")];
            editor.posts(&format!("/desk/articles/{id}/sheet"), &order).await.status.as_u16()
        };
        assert_eq!(publishes("بلا شروط").await, 303);
        let page = desk.opens("/desk/settings").await.expects(200).body();
        let politics = page.split("/desk/settings/sections/").find(|rest| rest.contains("السياسة"));
        let id = politics.and_then(|rest| rest.split('"').next()).expect("the section is listed");
        let address = format!("/desk/settings/sections/{id}");
        let form = |expected: &'static str, topics: &'static str, two: bool| {
            let rules = [
                "headline_length",
                "lead",
                "authors",
                "sources",
                "speakers",
                "picture",
                "picture_alt",
                "picture_credit",
                "picture_rights",
            ];
            let mut form: Vec<(&str, &str)> = rules.map(|rule| (rule, "advice")).to_vec();
            form.extend([("expected", expected), ("topics", topics)]);
            form.extend(two.then_some(("two_persons", "yes")));
            form
        };
        let page = desk.posts(&address, &form("0", "blocking", false)).await.expects(200);
        assert!(page.body().contains(r#"<option value="blocking" selected>"#), "{}", page.body());
        assert_ne!(publishes("بلا موضوعات").await, 303, "the checklist holds it back");
        // Whoever did not see what another set is told so, and nothing is kept.
        let late = desk.posts(&address, &form("0", "off", false)).await.expects(422);
        assert!(late.says("Somebody else changed it"), "{}", late.body());
        let page = late.body();
        assert!(page.contains(r#"<option value="off" selected>"#) && late.says("Now it is:"), "{page}");
        desk.posts(&address, &form("1", "heavy", false)).await.expects(422);
        desk.posts(&address, &form("1", "off", true)).await.expects(200);
        assert_ne!(publishes("بلا شخص ثان").await, 303, "another person approves first");
        desk.posts(&address, &form("2", "off", false)).await.expects(200);
        assert_eq!(publishes("لا شيء يمنع").await, 303);

        for brake in [["0", "1", "10"], ["5", "1", "1441"], ["many", "1", "10"]] {
            let fields = [("publications", brake[0]), ("withdrawals", brake[1]), ("minutes", brake[2])];
            let refused = desk.posts("/desk/settings/brake", &fields).await.expects(422);
            assert!(refused.says("The brake was not set"), "{}", refused.body());
        }
        let fields = [("publications", "2"), ("withdrawals", "1"), ("minutes", "10")];
        desk.posts("/desk/settings/brake", &fields).await.expects(303);
        assert!(desk.opens("/desk/settings").await.body().contains(
            r#"name="publications" dir="ltr" type="number" min="1" max="100000" required value="2""#
        ));
        assert_ne!(publishes("أكثر مما ينبغي").await, 303, "the brake holds");
    }
}

/// The lines of the form of stages as it stands on a page, with what it showed.
fn stage_fields(page: &str) -> Vec<(String, String)> {
    let value = |part: &str, name: &str| {
        let field = part.split(&format!("name=\"{name}\"")).nth(1).unwrap_or_default();
        crate::kit::between(field, "value=\"", "\"")
    };
    let mut fields = vec![("seen".to_owned(), value(page, "seen"))];
    for line in page.split("<section class=\"desk-card desk-form\"").skip(1) {
        let role = line.split(" selected").next().and_then(|before| before.rsplit("value=\"").next());
        let role = role.and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned();
        for name in ["place", "stage", "name"] {
            fields.push((name.to_owned(), value(line, name)));
        }
        fields.push(("role".to_owned(), role));
    }
    fields
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_stages_are_arranged_at_the_desk() {
    for room in newsrooms().await {
        let desk = room.browser_of(&account(&room, "salma@example.org", Role::Admin).await).await;
        let layla = room.editor("ليلى").await;
        let id = layla.writes(piece("خبر في المراجعة").paragraph("نص")).await;
        assert!(desk.opens("/desk/settings").await.body().contains(STAGES));
        let sends = async |fields: &[(String, String)]| {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            desk.posts(STAGES, &fields).await
        };
        let shown = stage_fields(&desk.opens(STAGES).await.expects(200).body());
        // As it stands it may be saved; nothing changes.
        assert_eq!(stage_fields(&sends(&shown).await.expects(200).body()), shown, "{:?}", room.dialect());

        // The legal stage goes, and one more comes before the last.
        let mut wanted = shown.clone();
        let empty = wanted.iter().position(|(name, value)| name == "stage" && value.is_empty());
        let empty = empty.expect("there is room for one more");
        wanted[empty - 1].1 = "2".to_owned();
        wanted[empty + 1].1 = "تدقيق لغوي".to_owned();
        wanted[empty + 2].1 = "journalist".to_owned();
        wanted.push(("drop".to_owned(), "legal".to_owned()));
        let page = sends(&wanted).await.expects(200);
        assert!(page.says("The stages are kept") && page.says("تدقيق لغوي"), "{}", page.body());
        let stages = layla.asks(axum::http::Method::GET, "/stages", None).await.expects(200).json();
        let codes: Vec<&str> = stages["stages"]
            .as_array()
            .expect("stages")
            .iter()
            .filter_map(|stage| stage["code"].as_str())
            .collect();
        assert_eq!(codes, ["writing", "review", "stage_a", "ready"], "{stages}");
        let editor = room.browser_of(&account(&room, "noor@example.org", Role::Editor).await).await;
        assert!(editor.opens(&format!("/desk/articles/{id}/sheet")).await.says("تدقيق لغوي"));
        editor.opens(STAGES).await.expects(403);

        // Whoever did not see that is told, with theirs still in the form, and may put it in its place.
        let late = sends(&wanted).await.expects(422);
        assert!(late.says("Somebody else changed it") && late.says("Now it is:"), "{}", late.body());
        let refused = sends(&stage_fields(&late.body())[..5]).await.expects(422);
        assert!(refused.says("there are between two and eight stages"), "{}", refused.body());
        let (_, still) = (refused, layla.asks(axum::http::Method::GET, "/stages", None).await.json());
        assert_eq!(still, stages, "nothing was kept");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_set_the_stages_at_once_one_is_told_and_loses_nothing() {
    for room in newsrooms().await {
        let salma = room.browser_of(&account(&room, "salma@example.org", Role::Admin).await).await;
        let huda = room.browser_of(&account(&room, "huda@example.org", Role::Admin).await).await;
        let sends = async |desk: &Browser<'_>, fields: &[(String, String)]| {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            desk.posts(STAGES, &fields).await
        };
        let named = |shown: &[(String, String)], name: &str| {
            let mut fields = shown.to_vec();
            let review = fields.iter().position(|(name, value)| name == "stage" && value == "review");
            fields[review.expect("it is there") + 1].1 = name.to_owned();
            fields
        };
        for round in 0..6 {
            let shown = stage_fields(&salma.opens(STAGES).await.expects(200).body());
            let (hers, others) = (format!("تدقيق {round}"), format!("مراجعة {round}"));
            let (mine, theirs) = (named(&shown, &hers), named(&shown, &others));
            let (one, other) = tokio::join!(sends(&salma, &mine), sends(&huda, &theirs));
            let (won, lost, desk, typed) = match one.status.as_u16() {
                200 => (&hers, other, &huda, &others),
                _ => (&others, one, &salma, &hers),
            };
            let told = lost.expects(422);
            assert!(told.says("Somebody else changed it"), "{}", told.body());
            assert!(told.body().contains(&format!("value=\"{typed}\"")), "her words are lost");
            assert!(told.says(won), "she is not told how it stands: {}", told.words());
            let stands = salma.opens(STAGES).await.expects(200).body();
            assert!(stands.contains(&format!("value=\"{won}\"")), "{stands}");
            // Whoever has seen that may put hers in its place.
            let kept = sends(desk, &stage_fields(&told.body())).await.expects(200).body();
            assert!(kept.contains(&format!("value=\"{typed}\"")), "{kept}");
        }
    }
}
