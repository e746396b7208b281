//! Behind proxies: whose request it is, who is believed about that, and which host is the site's.

mod support;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Extension;
use axum::routing::get;
use support::{House, Plan, ask, open_as};
use tokio::sync::Semaphore;
use web::proxies::ForwardHeader;
use web::{FrontConfig, Limits, Page, PeerAddr, Proxies, Purge, Shows};

fn site(gate: Arc<Semaphore>) -> Router {
    let waiting = move || async move {
        let _ = gate.acquire().await;
        "at last"
    };
    Router::new()
        .route("/", get(|| async { Page::html("page").tagged(["front:ar", "article:1"]) }))
        .route("/file", get(|| async { (Extension(Shows(vec!["picture:1".to_owned()])), "bytes") }))
        .route("/api/who", get(|Extension(peer): Extension<PeerAddr>| async move { peer.0.ip().to_string() }))
        .route("/api/waiting", get(waiting))
}

fn believing(trusted: &[&str]) -> Proxies {
    let trusted = trusted.iter().map(|network| network.parse().expect("a network")).collect();
    Proxies { trusted, header: ForwardHeader::default() }
}

async fn behind(proxies: Proxies, gate: Arc<Semaphore>) -> House {
    let front = FrontConfig {
        pass: vec!["/api/".to_owned()],
        aliases: vec!["www.news.example".to_owned()],
        canonical: "https://news.example".to_owned(),
        hosts: vec!["news.example".to_owned(), "test".to_owned()],
        ..Plan::default().front
    };
    let limits = Limits { max_connections_per_address: 2, ..Limits::default() };
    open_as(site(gate), Plan { front, limits, proxies, ..Plan::default() }, |front| front).await
}

#[tokio::test]
async fn a_proxy_is_believed_where_it_is_known_and_a_stranger_never() {
    let open = || Arc::new(Semaphore::new(1));
    let known = behind(believing(&["127.0.0.0/8"]), open()).await;
    let who = async |house: &House, said: &str| {
        ask(house.addr, "GET", "/api/who", &[("x-forwarded-for", said)]).await.text()
    };
    assert_eq!(who(&known, "192.0.2.66, 198.51.100.7").await, "198.51.100.7");
    assert_eq!(who(&known, "nonsense").await, "127.0.0.1");
    let unknown = behind(believing(&["10.0.0.0/8"]), open()).await;
    assert_eq!(who(&unknown, "198.51.100.7").await, "127.0.0.1", "the control");
}

#[tokio::test]
async fn one_reader_behind_a_proxy_does_not_take_every_place() {
    let gate = Arc::new(Semaphore::new(0));
    let house = behind(believing(&["127.0.0.1"]), gate.clone()).await;
    let asked = |reader: &'static str, path: &'static str| {
        let address = house.addr;
        tokio::spawn(async move { ask(address, "GET", path, &[("x-forwarded-for", reader)]).await })
    };
    let waiting: Vec<_> = (0..2).map(|_| asked("198.51.100.7", "/api/waiting")).collect();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let refused = asked("198.51.100.7", "/").await.expect("no panic");
    assert_eq!((refused.status, refused.header("retry-after")), (429, Some("1")));
    assert_eq!(asked("198.51.100.8", "/").await.expect("no panic").status, 200, "another one is served");
    gate.add_permits(10);
    for waited in waiting {
        assert_eq!(waited.await.expect("no panic").text(), "at last");
    }
    assert_eq!(
        asked("198.51.100.7", "/").await.expect("no panic").status,
        200,
        "and so is the first, in turn"
    );
}

#[tokio::test]
async fn another_name_of_the_site_leads_to_it_and_an_unknown_one_nowhere() {
    let house = behind(Proxies::default(), Arc::new(Semaphore::new(1))).await;
    let to = async |method: &str, host: &str, path: &str| {
        let reply = ask(house.addr, method, path, &[("host", host)]).await;
        (reply.status, reply.header("location").map(str::to_owned))
    };
    let led = |place: &str| Some(format!("https://news.example{place}"));
    assert_eq!(to("GET", "www.news.example", "/ar/?page=2").await, (301, led("/ar/?page=2")));
    assert_eq!(to("GET", "WWW.news.example:443", "/api/who").await, (301, led("/api/who")));
    assert_eq!(to("POST", "www.news.example", "/").await, (308, led("/")));
    assert_eq!(to("GET", "www.news.example", "//evil.example").await, (404, None));
    assert_eq!(to("GET", "evil.example", "/").await, (421, None));
    assert_eq!(to("GET", "news.example", "/").await, (200, None));
}

#[tokio::test]
async fn a_proxy_that_is_believed_is_told_what_an_answer_shows_and_a_stranger_is_not() {
    let open = || Arc::new(Semaphore::new(1));
    let (known, unknown) =
        (behind(believing(&["127.0.0.1"]), open()).await, behind(Proxies::default(), open()).await);
    let shown = async |house: &House, path: &str| {
        ask(house.addr, "GET", path, &[]).await.header("surrogate-key").map(str::to_owned)
    };
    // Made for the first who asks, at hand for the second.
    for _ in 0..2 {
        assert_eq!(shown(&known, "/").await.as_deref(), Some("everything front:ar article:1"));
        assert_eq!(shown(&unknown, "/").await, None);
    }
    assert_eq!(shown(&known, "/file").await.as_deref(), Some("everything picture:1"));
    assert_eq!(shown(&unknown, "/file").await, None);
    let page = ask(known.addr, "GET", "/", &[]).await;
    let etag = page.header("etag").expect("a page has one");
    let again = ask(known.addr, "GET", "/", &[("if-none-match", etag)]).await;
    assert_eq!((again.status, again.header("surrogate-key")), (304, page.header("surrogate-key")));
}

#[tokio::test]
async fn a_copy_that_is_old_here_does_not_become_fresh_before_us() {
    let house = behind(believing(&["127.0.0.1"]), Arc::new(Semaphore::new(1))).await;
    let lasts = async || {
        let page = ask(house.addr, "GET", "/", &[]).await;
        page.header("cache-control").expect("a page says so").to_owned()
    };
    let fresh = lasts().await;
    assert!(fresh.starts_with("public, max-age=60"), "{fresh}");
    house.cache.purge(["article:1"], 1, Purge::Stale);
    let old = lasts().await;
    assert!(old.starts_with("public, max-age=0, ") && old.ends_with("stale-if-error=86400"), "{old}");
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(lasts().await, fresh, "it was made anew behind");
}
