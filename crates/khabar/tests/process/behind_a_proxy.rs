//! Behind a proxy that ends TLS and names the host, readers get what they would get from the program itself.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::time::Duration;

use serde_json::json;

use crate::kit::{Answer, Newsroom, Nginx, Server, get, post, within};

const HOST: &str = "news.example";
const HOME: &str = "https://news.example";
/// What must come through as it was sent.
const HEADERS: [&str; 9] = [
    "content-type",
    "content-encoding",
    "content-security-policy",
    "cache-control",
    "etag",
    "location",
    "strict-transport-security",
    "vary",
    "x-content-type-options",
];

/// The newsroom set up for readers who come over TLS to a host of its own, and nginx before it.
fn behind_nginx(newsroom: &Newsroom) -> Option<(Server, Nginx)> {
    let file = newsroom.data().join("khabar.toml");
    let settings = std::fs::read_to_string(&file).unwrap_or_default();
    let own = format!("hosts = [\"{HOST}\"]\nhttps = true\n[newsroom]\npublic_url = \"{HOME}\"\n{settings}");
    std::fs::write(&file, own).expect("a file can be written");
    let server = newsroom.serve();
    let nginx = Nginx::before(server.address, HOST, &newsroom.beside("nginx"))?;
    Some((server, nginx))
}

fn publish(newsroom: &Newsroom, proxy: SocketAddr) -> (String, String) {
    let body: String =
        (0..40).map(|number| format!("<p>فقرة {number} من نص طويل بما يكفي ليُضغط.</p>")).collect();
    let new = json!({"edition": "ar", "section": "politics", "content": {"headline": "خبر وراء وكيل", "body_html": body}});
    let begun =
        post("/api/v1/articles").token(&newsroom.token).json(&new).answer(proxy).with_status(201).json();
    let id = begun["id"].as_str().expect("an id").to_owned();
    let path = format!("/api/v1/articles/{id}/publication");
    let live = post(&path).token(&newsroom.token).json(&json!({})).answer(proxy).with_status(200).json();
    (id, live["href"].as_str().expect("an address").to_owned())
}

/// Asks the program itself, as the proxy would.
fn itself(server: &Server, path: &str, more: &[(&str, &str)]) -> Answer {
    let call = more.iter().fold(get(path).host(HOST), |call, (name, value)| call.header(name, value));
    call.answer(server.address)
}

fn through(proxy: SocketAddr, path: &str, more: &[(&str, &str)]) -> Answer {
    more.iter().fold(get(path), |call, (name, value)| call.header(name, value)).answer(proxy)
}

fn same(path: &str, one: &Answer, other: &Answer) {
    assert_eq!(one.status, other.status, "{path}");
    for name in HEADERS {
        assert_eq!(one.header(name), other.header(name), "{name} of {path}");
    }
    assert!(one.body == other.body, "{path}: {} bytes and {}", one.body.len(), other.body.len());
}

#[test]
fn a_proxy_passes_on_what_the_program_answers() {
    for newsroom in Newsroom::bares() {
        let Some((server, nginx)) = behind_nginx(&newsroom) else { return };
        let (id, href) = publish(&newsroom, nginx.plain);
        // What is asked for twice must not change in between: the article gets its share card, and a page that was stale
        // when it was first asked for is made anew behind the reader.
        let has_card = || String::from_utf8_lossy(&itself(&server, &href, &[]).body).contains("-1200.webp");
        assert!(within(Duration::from_secs(60), has_card), "{href} has no share card");
        itself(&server, "/ar/", &[]);
        std::thread::sleep(Duration::from_millis(300));
        let short = format!("/s/{id}");
        let paths = [
            "/",
            "/ar",
            "/ar/",
            "/ar/politics/",
            &href,
            &short,
            "/ar/feed.json",
            "/ar/rss.xml",
            "/sitemap.xml",
            "/robots.txt",
            "/ar/nothing/",
            "/ar//x",
            "/ar/%FF",
        ];
        for path in paths {
            for encoding in ["identity", "gzip", "br"] {
                let asked = [("accept-encoding", encoding)];
                let (own, passed) = (itself(&server, path, &asked), through(nginx.plain, path, &asked));
                same(path, &own, &passed);
            }
        }
        let page = through(nginx.plain, &href, &[]);
        assert!(
            page.text().contains(&format!("<link rel=\"canonical\" href=\"{HOME}{}\">", encoded(&href))),
            "{}",
            page.text()
        );
        assert!(page.header("strict-transport-security").is_some(), "readers come over TLS");
        let hosts: BTreeSet<String> = page
            .text()
            .split("http")
            .skip(1)
            .filter_map(|rest| rest.strip_prefix("://").or(rest.strip_prefix("s://")))
            .map(|rest| rest.split(['/', '"', '<', ' ', '&']).next().unwrap_or_default().to_owned())
            .collect();
        assert!(!hosts.iter().any(|host| host.starts_with("127.0.0.1")), "{hosts:?}");
        server.stop();
    }
}

#[test]
fn a_reader_who_has_the_page_is_told_so_through_a_proxy() {
    for newsroom in Newsroom::bares() {
        let Some((server, nginx)) = behind_nginx(&newsroom) else { return };
        let (_, href) = publish(&newsroom, nginx.plain);
        for encoding in ["identity", "gzip", "br"] {
            let asked = [("accept-encoding", encoding)];
            let page = through(nginx.plain, &href, &asked).with_status(200);
            let named = page.header("content-encoding").unwrap_or("identity");
            assert_eq!(named, encoding, "a page this long is sent in the encoding that was asked for");
            let etag = page.header("etag").expect("a page has an ETag").to_owned();
            let again = through(nginx.plain, &href, &[asked[0], ("if-none-match", &etag)]).with_status(304);
            assert_eq!((again.body.len(), again.header("etag")), (0, Some(etag.as_str())));
        }
        server.stop();
    }
}

#[test]
fn a_proxy_that_keeps_pages_keeps_nothing_it_must_not() {
    for newsroom in Newsroom::bares() {
        let Some((server, nginx)) = behind_nginx(&newsroom) else { return };
        let (_, href) = publish(&newsroom, nginx.keeping);
        let kept = |path: &str, more: &[(&str, &str)]| {
            let answer = through(nginx.keeping, path, more);
            answer.header("x-kept").unwrap_or("-").to_owned()
        };
        println!("an article is kept by the proxy: {}, {}", kept(&href, &[]), kept(&href, &[]));
        for path in ["/desk", "/ar/nothing/", "/ar//x", "/api/v1/sections"] {
            for _ in 0..3 {
                assert_ne!(kept(path, &[]), "HIT", "{path} was kept by the proxy");
            }
        }
        // Each reader gets an encoding that she asked for, whoever came before her.
        for encoding in ["br", "identity", "gzip", "br", "identity"] {
            let asked = [("accept-encoding", encoding)];
            let page = through(nginx.keeping, &href, &asked).with_status(200);
            assert_eq!(page.header("content-encoding").unwrap_or("identity"), encoding);
        }
        server.stop();
    }
}

#[test]
fn what_a_stranger_claims_of_the_way_changes_no_page() {
    for newsroom in Newsroom::bares() {
        let Some((server, nginx)) = behind_nginx(&newsroom) else { return };
        let (_, href) = publish(&newsroom, nginx.plain);
        let page = through(nginx.plain, &href, &[]);
        for claim in [
            ("x-forwarded-host", "evil.example"),
            ("x-forwarded-proto", "http"),
            ("x-forwarded-port", "8443"),
            ("x-original-url", "/desk"),
            ("forwarded", "host=evil.example;proto=http"),
        ] {
            let claimed = through(nginx.plain, &href, &[claim]);
            same(&format!("{href} with {claim:?}"), &page, &claimed);
        }
        // The control: the host does count, and a proxy that forgets to name it is turned away.
        assert_eq!(through(nginx.forgetful, &href, &[]).status, 421);
        server.stop();
    }
}

#[test]
fn an_editor_signs_in_through_a_proxy() {
    for newsroom in Newsroom::bares() {
        let Some((server, nginx)) = behind_nginx(&newsroom) else { return };
        let link = newsroom.run(&["people", "link", "layla@example.org"]).exits(0).out;
        let path =
            link.trim().strip_prefix(HOME).unwrap_or_else(|| panic!("{link} is not at {HOME}")).to_owned();
        through(nginx.plain, &path, &[]).with_status(200);
        post(&path).header("origin", "https://evil.example").answer(nginx.plain).with_status(403);
        let entered = post(&path).header("origin", HOME).answer(nginx.plain).with_status(303);
        let cookie = entered.header("set-cookie").expect("a cookie").to_owned();
        assert!(cookie.contains("Secure") && cookie.contains("HttpOnly"), "{cookie}");
        let cookie = cookie.split(';').next().unwrap_or_default();
        let desk = through(nginx.plain, "/desk", &[("cookie", cookie)]).with_status(200);
        assert_eq!(desk.header("cache-control"), Some("no-store"));
        server.stop();
    }
}

fn encoded(path: &str) -> String {
    path.bytes()
        .map(|byte| if byte.is_ascii() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
