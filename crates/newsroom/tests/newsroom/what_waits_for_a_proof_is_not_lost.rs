//! What somebody sent who was to prove first who they are: it comes back to them, and once they have proved it they send it again.

use newsroom::features::accounts::Role;

use crate::kit::{Answer, Colleague, MINUTE, Newsroom, between, newsrooms};

const PASSWORD: &str = "قهوة الصباح على السطح";
const OTHER_PASSWORD: &str = "شاي المساء في الحديقة";

/// The form that came back: where it goes, and what is in it.
fn came_back(asked: &Answer) -> (String, Vec<(String, String)>) {
    let page = asked.body();
    assert!(asked.says("prove who you are first"), "{page}");
    assert!(page.contains("href=\"/desk/prove?to=/desk/"), "{page}");
    let form = between(&page, "<form class=\"desk-form\" method=\"post\"", "</form>");
    let value = |field: &str, name: &str| match field.contains(&format!("{name}=\"")) {
        true => between(field, &format!("{name}=\""), "\""),
        false => String::new(),
    };
    let fields = form.split("<input ").skip(1).map(|field| (value(field, "name"), value(field, "value")));
    (between(&form, "action=\"", "\""), fields.collect())
}

/// An administrator with a password.
async fn admin(room: &Newsroom) -> Colleague<'_> {
    room.colleague("سلمى", Role::Admin).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_sent_before_a_proof_is_sent_again_after_it() {
    for room in newsrooms().await {
        let (salma, sami) = (admin(&room).await, room.editor("سامي").await);
        let desk = salma.at_desk().await;
        desk.sends("/desk/me/password", &[("password", PASSWORD)]).await.expects(200);
        room.the_clock_reaches(room.now() + 16 * MINUTE).await;
        let person = |verb: &str| format!("/desk/people/{}/{verb}", sami.account);
        let (role, part, suspension) = (person("role"), person("parts"), person("suspension"));
        let orders: [(&str, &[(&str, &str)]); 5] = [
            (
                "/desk/people",
                &[("name", "ليلى منصور"), ("email", "l@example.org"), ("role", "chief"), ("lang", "ar")],
            ),
            (&part, &[("part", "ar/"), ("role", "chief")]),
            (&role, &[("role", "chief")]),
            ("/desk/settings/second-factor", &[("wanted", "no")]),
            (&suspension, &[]),
        ];
        let mut kept = Vec::new();
        for (path, fields) in orders {
            let asked = desk.sends_from_a_page(path, fields).await.expects(401);
            let (action, found) = came_back(&asked);
            let sent: Vec<(String, String)> =
                fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            assert_eq!((action.as_str(), &found), (path, &sent), "{:?}", room.dialect());
            kept.push((action, found));
        }
        // What somebody wrote is before their eyes.
        let asked = desk.sends_from_a_page(orders[0].0, orders[0].1).await.expects(401);
        for seen in ["ليلى منصور", "l@example.org"] {
            assert!(asked.body().contains(&format!("dir=\"auto\" value=\"{seen}\"")), "{}", asked.body());
        }
        // Nothing of it was done.
        sami.at_desk().await.opens("/desk").await.expects(200);

        // In another window; then all of it goes from where it stands.
        desk.sends("/desk/prove", &[("typed", PASSWORD), ("to", "/desk/people")]).await.expects(303);
        for (action, fields) in &kept {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let status = desk.sends_from_a_page(action, &fields).await.status;
            assert!(status.is_success() || status.is_redirection(), "{action}: {status}");
        }
        let people = desk.opens("/desk/people").await.expects(200);
        assert!(people.says("ليلى منصور") && people.says("Suspended"), "{}", people.words());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_secret_is_typed_again_and_what_goes_with_it_stays() {
    for room in newsrooms().await {
        let salma = admin(&room).await;
        let desk = salma.at_desk().await;
        let page = desk.opens("/desk/me/second-factor").await.expects(200).body();
        let number = between(&page, "name=\"number\" value=\"", "\"");
        room.the_clock_reaches(room.now() + 16 * MINUTE).await;
        let path = "/desk/me/second-factor";
        let sent = [("number", number.as_str()), ("typed", "123456")];
        let (action, fields) = came_back(&desk.sends_from_a_page(path, &sent).await.expects(401));
        // What the phone has read from the screen stays what it was.
        let wanted = [("number".to_owned(), number.clone()), ("typed".to_owned(), String::new())];
        assert_eq!((action.as_str(), fields.as_slice()), (path, wanted.as_slice()));

        let path = "/desk/me/password";
        let asked = desk.sends_from_a_page(path, &[("password", OTHER_PASSWORD)]).await.expects(401);
        assert_eq!(came_back(&asked), (path.to_owned(), vec![("password".to_owned(), String::new())]));
        assert!(asked.body().contains("type=\"password\"") && !asked.body().contains(OTHER_PASSWORD));

        // What a device signed cannot be typed: whoever sent it is led to the proof. So is whoever asks by a program.
        let signed = [("name", "هاتفي"), ("credential", "{}")];
        let led = desk.sends_from_a_page("/desk/me/passkeys", &signed).await.expects(303);
        assert_eq!(led.header("location"), "/desk/prove?to=/desk/me");
        desk.sends("/desk/people", &[("name", "ليلى")]).await.expects(303);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_proof_is_asked_for_in_the_language_of_whoever_owes_it() {
    for room in newsrooms().await {
        let salma = admin(&room).await;
        let desk = salma.at_desk().await;
        desk.sends("/desk/me/language", &[("lang", "ar")]).await.expects(303);
        room.the_clock_reaches(room.now() + 16 * MINUTE).await;
        let asked = desk.sends_from_a_page("/desk/people", &[("name", "ليلى")]).await.expects(401).body();
        assert!(asked.contains("lang=\"ar\" dir=\"rtl\"") && asked.contains("أثبت هويتك أولًا"), "{asked}");
    }
}
