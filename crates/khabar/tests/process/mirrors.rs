//! The mirror: a signed copy of the site that a plain file server serves whole, and that the server answers from when its database
//! is gone.

use std::time::Duration;

use serde_json::json;

use crate::kit::{Answer, Newsroom, Nginx, Ran, Server, finish, get, khabar, post, until, within};

const KEPT: [(&str, &str); 3] = [
    ("KHABAR__MIRROR__FOLDER", "mirror"),
    // Nothing is answered from memory.
    ("KHABAR__CACHE__MAX_BYTES", "1"),
    ("KHABAR__DATABASE__PUBLISHED_CACHE_MIB", "0"),
];

const KNOWN_AS: [(&str, &str); 1] = [("KHABAR__NEWSROOM__PUBLIC_URL", "https://news.example")];

/// What a page says itself: cards may be drawn, and others chosen to stand beside it, from one moment to the next.
fn said(page: &str) -> String {
    page.split("<main")
        .nth(1)
        .and_then(|rest| rest.split("aria-labelledby=\"related\"").next())
        .unwrap_or_default()
        .to_owned()
}

/// The addresses on a page that lead to articles.
fn articles_on(page: &str, edition: &str) -> Vec<String> {
    let hrefs = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let mut found: Vec<String> = hrefs
        .filter(|href| {
            href.starts_with(&format!("/{edition}/")) && href.split('/').count() == 5 && !href.ends_with('/')
        })
        .map(str::to_owned)
        .collect();
    found.sort();
    found.dedup();
    found
}

fn key(newsroom: &Newsroom) -> String {
    newsroom.run(&["mirror", "key"]).exits(0).out.trim().to_owned()
}

/// What stands beside articles is chosen behind their publication: with that a page is as it stays.
fn everything_is_chosen(newsroom: &Newsroom) {
    let server = newsroom.serve_with(&KNOWN_AS);
    let database = newsroom.database();
    until("what stands beside articles", Duration::from_secs(240), || {
        let chosen =
            database.number("select coalesce(max(seq), 0) from consumer_cursor where name = 'related'");
        (chosen >= database.number("select seq from event_head")).then_some(())
    });
    server.stop();
}

#[test]
fn a_plain_file_server_serves_the_whole_site() {
    for newsroom in Newsroom::samples() {
        let folder = newsroom.beside("mirror");
        let at = folder.display().to_string();
        everything_is_chosen(&newsroom);
        newsroom.run_with(&["mirror", "build", &at], &KNOWN_AS).exits(0);
        let ours = key(&newsroom);
        let check = |key: &str| plain(&["mirror", "check", &at, "--key", key]);
        println!("{}", check(&ours).exits(0).out);
        // One key in sixty-four begins with a hyphen, and is a key like any other.
        for others in
            ["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "-hBo7cJsUX7OGnX1iAyHsXO3_ErFrdXfnzbAid42YmA"]
        {
            check(others).exits(1).complains_of("the key does not fit");
        }
        let mode = std::os::unix::fs::PermissionsExt::mode(
            &std::fs::metadata(newsroom.data().join("mirror.key")).expect("it was made").permissions(),
        );
        assert_eq!(mode & 0o777, 0o600);
        let Some(nginx) = Nginx::serving(&folder, &newsroom.beside("nginx")) else { return };
        let server = newsroom.serve_with(&KNOWN_AS);
        let (mut seen, mut pictures) = (0, 0);
        for (edition, lists) in [("ar", ["", "latest/", "politics/"]), ("en", ["", "latest/", "world/"])] {
            for list in lists {
                let path = format!("/{edition}/{list}");
                let copy = get(&path).answer(nginx.plain).with_status(200).text();
                for href in articles_on(&copy, edition) {
                    let (copy, live) = (get(&href).answer(nginx.plain), get(&href).answer(server.address));
                    let (copy, live) = (copy.with_status(200).text(), live.with_status(200).text());
                    assert!(said(&copy).len() > 200, "{href}: {copy}");
                    assert_eq!(said(&copy), said(&live), "{href}");
                    seen += 1;
                }
                for picture in copy.split("src=\"/media/").skip(1).filter_map(|rest| rest.split('"').next()) {
                    get(&format!("/media/{picture}")).answer(nginx.plain).with_status(200);
                    pictures += 1;
                }
            }
            for path in ["about/", "archive/", "rss.xml", "stories/", "lite/"] {
                get(&format!("/{edition}/{path}")).answer(nginx.plain).with_status(200);
            }
        }
        assert!(seen > 20 && pictures > 5, "{seen} articles, {pictures} pictures");
        let second = get("/ar/latest/?page=2").answer(nginx.plain).with_status(200).text();
        assert_eq!(
            said(&second),
            said(&get("/ar/latest/?page=2").answer(server.address).with_status(200).text())
        );
        server.stop();
    }
}

/// Whether an answer says that it is a copy.
fn is_a_copy(answer: &Answer) -> bool {
    answer.header("khabar-stale").is_some()
}

#[test]
fn what_was_published_stays_readable_when_the_database_is_gone() {
    for mut newsroom in Newsroom::samples() {
        let server = newsroom.serve_with(&KEPT);
        let folder = newsroom.data().join("mirror");
        let whole =
            within(Duration::from_secs(120), || folder.join(".well-known/khabar-mirror/MANIFEST").exists());
        assert!(whole, "{}", server.log());
        let published = publishes(&newsroom, &server, "خبر نُشر والمرآة قائمة");
        let gone = publishes(&newsroom, &server, "خبر سُحب والمرآة قائمة");
        let file = |href: &str| folder.join(decoded(href)).join("index.html");
        for href in [&published, &gone] {
            let is_there = within(Duration::from_secs(60), || file(href).exists());
            assert!(is_there, "{href} is not in the mirror within a minute: {}", server.log());
        }
        let id = gone.split('/').nth(3).expect("an id");
        post(&format!("/api/v1/articles/{id}/withdrawal"))
            .token(&newsroom.token)
            .json(&json!({"reason": "خطأ"}))
            .answer(server.address)
            .with_status(200);
        assert!(within(Duration::from_secs(10), || !file(&gone).exists()), "{}", server.log());
        // The other piece says the same and stands beside it: it names what was withdrawn, and stays readable.
        assert!(file(&published).exists(), "{published} went with it: {}", server.log());
        let front = get("/ar/latest/").answer(server.address).with_status(200);
        assert!(!is_a_copy(&front), "the control: the newsroom answers by itself");
        let articles = articles_on(&front.text(), "ar");
        assert!(articles.len() > 10, "{articles:?}");
        // All that is about what changed has been made by now.
        until("the mirror is at rest", Duration::from_secs(60), || {
            articles.iter().chain([&published]).all(|href| file(href).exists()).then_some(())
        });

        newsroom.loses_its_database();
        let mut copies = 0;
        for path in ["/ar/", "/ar/latest/", "/en/", "/ar/about/", published.as_str()]
            .into_iter()
            .chain(articles.iter().map(String::as_str))
        {
            let answer = get(path).answer(server.address);
            let is_copy = is_a_copy(&answer);
            assert_eq!(answer.status, 200, "{path} on {}: {}", newsroom.kind, server.log());
            copies += usize::from(is_copy);
            if is_copy {
                assert_eq!(answer.header("cache-control"), Some("no-store"));
                assert!(answer.header("warning").is_some_and(|warning| warning.starts_with("111")));
                assert!(answer.header("content-security-policy").is_some());
            }
        }
        assert!(copies > 10, "{copies} of them were copies, on {}", newsroom.kind);
        // What was withdrawn is in no copy, and neither is what was never there.
        for path in [gone.as_str(), "/ar/politics/ZZZZZZZZZZZZ/x", "/desk/today"] {
            assert_ne!(get(path).answer(server.address).status, 200, "{path}");
        }
        let wrong = plain(&["mirror", "check", &folder.display().to_string(), "--key", &key(&newsroom)]);
        println!("{}", wrong.out);
        drop(server);
    }
}

fn decoded(href: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = href.trim_matches('/').bytes();
    while let Some(byte) = rest.next() {
        let mut digit =
            || rest.next().and_then(|digit| char::from(digit).to_digit(16)).expect("two digits") as u8;
        bytes.push(if byte == b'%' { digit() * 16 + digit() } else { byte });
    }
    String::from_utf8(bytes).expect("an address is UTF-8")
}

/// Publishes a piece; its address.
fn publishes(newsroom: &Newsroom, server: &Server, headline: &str) -> String {
    let folder = newsroom.beside(&format!("piece-{}", headline.len()));
    let path = folder.join("one.ndjson");
    let mut item = crate::kit::item(&format!("urn:khabar-test:{headline}"), headline);
    item["language"] = json!("ar");
    crate::kit::ndjson(&path, &[item]);
    let said =
        newsroom.run(&["import", "ninjs", "--publish", "--json", &path.display().to_string()]).exits(0).out;
    let said: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let id = said["items"][0]["article"].as_str().unwrap_or_else(|| panic!("{said}"));
    let to = get(&format!("/s/{id}")).answer(server.address);
    to.header("location").expect("it leads there").to_owned()
}

/// A command that needs no newsroom.
fn plain(words: &[&str]) -> Ran {
    let mut command = khabar();
    command.args(words);
    finish(command)
}
