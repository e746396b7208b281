//! What the cache keeps, for how long, and what a purge does, through real connections.

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::{OriginalUri, Path};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::StatusCode;
use support::{Counter, Plan, ask, get as fetch, open, open_as, until};
use web::{Page, PageCacheConfig, Purge, RequestHeaders};

/// A page that says how often it was made.
fn counted(renders: &Counter) -> Router {
    let renders = renders.clone();
    Router::new().route(
        "/",
        get(move || async move {
            let n = renders.next();
            Page::html(format!("render {n}"))
                .tagged(["front"])
                .fresh_for(Duration::from_secs(60))
                .stale_for(Duration::from_secs(60))
        }),
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_hundred_readers_at_once_cost_one_render() {
    let renders = Counter::default();
    let counting = renders.clone();
    let site = Router::new().route(
        "/",
        get(move || async move {
            tokio::time::sleep(Duration::from_millis(300)).await;
            Page::html(format!("render {}", counting.next()))
        }),
    );
    let house = open(site).await;
    let readers: Vec<_> = (0..500).map(|_| tokio::spawn(fetch_owned(house.addr))).collect();
    for reader in readers {
        let reply = reader.await.expect("no panic");
        assert_eq!((reply.status, reply.text().as_str()), (200, "render 1"));
    }
    assert_eq!(renders.so_far(), 1);
}

async fn fetch_owned(addr: std::net::SocketAddr) -> support::Reply {
    fetch(addr, "/").await
}

#[tokio::test]
async fn a_stale_page_is_served_once_more_while_one_refresh_runs_behind() {
    let renders = Counter::default();
    let house = open(counted(&renders)).await;
    assert_eq!(fetch(house.addr, "/").await.text(), "render 1");
    house.clock.forward(Duration::from_secs(59));
    assert_eq!(fetch(house.addr, "/").await.text(), "render 1");
    house.clock.forward(Duration::from_secs(2));
    assert_eq!(fetch(house.addr, "/").await.text(), "render 1", "stale, served at once");
    until("the refresh", || renders.so_far() == 2 && house.cache.stats().fills == 2).await;
    assert_eq!(fetch(house.addr, "/").await.text(), "render 2");
    house.clock.forward(Duration::from_secs(121));
    assert_eq!(fetch(house.addr, "/").await.text(), "render 3", "past stale, made before serving");
}

#[tokio::test]
async fn a_soft_purge_serves_the_old_copy_once_more() {
    let renders = Counter::default();
    let house = open(counted(&renders)).await;
    fetch(house.addr, "/").await;
    house.cache.purge(["other"], 6, Purge::Stale);
    assert_eq!(fetch(house.addr, "/").await.text(), "render 1");
    assert_eq!(renders.so_far(), 1, "another tag is none of its business");
    house.cache.purge(["front"], 7, Purge::Stale);
    assert_eq!(house.cache.position(), 7);
    assert_eq!(fetch(house.addr, "/").await.text(), "render 1");
    until("the refresh", || house.cache.stats().fills == 2).await;
    assert_eq!(fetch(house.addr, "/").await.text(), "render 2");
}

#[tokio::test]
async fn a_hard_purge_takes_the_page_away_at_once() {
    let renders = Counter::default();
    let house = open(counted(&renders)).await;
    fetch(house.addr, "/").await;
    house.cache.purge(["front"], 1, Purge::Gone);
    assert_eq!(fetch(house.addr, "/").await.text(), "render 2");
    house.cache.sweep();
    assert_eq!(house.cache.stats().pages, 1, "what was made since stays");
    house.cache.purge([web::EVERYTHING], 2, Purge::Gone);
    house.cache.sweep();
    assert_eq!(house.cache.stats().pages, 0, "what no reader gets again holds no memory");
    assert_eq!(fetch(house.addr, "/").await.text(), "render 3");
}

#[tokio::test]
async fn an_error_is_not_kept_and_the_old_copy_stands_in_for_it() {
    let (renders, broken) = (Counter::default(), Arc::new(AtomicBool::new(false)));
    let (counting, breaking) = (renders.clone(), broken.clone());
    let site = Router::new().route(
        "/",
        get(move || async move {
            let n = counting.next();
            if breaking.load(Ordering::SeqCst) {
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            } else {
                Page::html(format!("render {n}")).into_response()
            }
        }),
    );
    let house = open(site).await;
    broken.store(true, Ordering::SeqCst);
    let reply = fetch(house.addr, "/").await;
    assert_eq!((reply.status, reply.header("cache-control")), (500, Some("no-store")));
    broken.store(false, Ordering::SeqCst);
    assert_eq!(fetch(house.addr, "/").await.text(), "render 2", "the error was not kept");
    broken.store(true, Ordering::SeqCst);
    house.clock.forward(Duration::from_secs(3600));
    let reply = fetch(house.addr, "/").await;
    assert_eq!(
        (reply.status, reply.text().as_str()),
        (200, "render 2"),
        "an hour old and better than nothing"
    );
    house.clock.forward(Duration::from_secs(86_400));
    assert_eq!(fetch(house.addr, "/").await.status, 500, "a day is the end of it");
}

#[tokio::test]
async fn the_old_copy_of_a_page_taken_away_never_stands_in() {
    let (renders, broken) = (Counter::default(), Arc::new(AtomicBool::new(false)));
    let (counting, breaking) = (renders.clone(), broken.clone());
    let site = Router::new().route(
        "/",
        get(move || async move {
            if breaking.load(Ordering::SeqCst) {
                return StatusCode::INTERNAL_SERVER_ERROR.into_response();
            }
            Page::html(format!("render {}", counting.next())).tagged(["a"]).into_response()
        }),
    );
    let house = open(site).await;
    fetch(house.addr, "/").await;
    broken.store(true, Ordering::SeqCst);
    house.cache.purge(["a"], 1, Purge::Gone);
    assert_eq!(fetch(house.addr, "/").await.status, 500);
}

#[tokio::test]
async fn what_turned_into_a_404_is_forgotten() {
    let there = Arc::new(AtomicBool::new(true));
    let looking = there.clone();
    let site = Router::new().route(
        "/",
        get(move || async move {
            if looking.load(Ordering::SeqCst) {
                Page::html("here").tagged(["a"]).into_response()
            } else {
                StatusCode::NOT_FOUND.into_response()
            }
        }),
    );
    let house = open(site).await;
    assert_eq!(fetch(house.addr, "/").await.status, 200);
    there.store(false, Ordering::SeqCst);
    house.cache.purge(["a"], 1, Purge::Stale);
    assert_eq!(fetch(house.addr, "/").await.status, 200, "the old copy, once");
    until("forgotten", || house.cache.stats().pages == 0).await;
    assert_eq!(fetch(house.addr, "/").await.status, 404);
}

#[tokio::test]
async fn a_404_is_kept_only_with_a_policy() {
    let renders = Counter::default();
    let counting = renders.clone();
    let site = Router::new().route(
        "/{kept}",
        get(move |Path(kept): Path<String>| async move {
            counting.next();
            let page = Page::html("no").status(StatusCode::NOT_FOUND);
            if kept == "kept" { page.fresh_for(Duration::from_secs(10)) } else { page }
        }),
    );
    let house = open(site).await;
    for _ in 0..3 {
        assert_eq!(fetch(house.addr, "/kept").await.status, 404);
    }
    assert_eq!(renders.so_far(), 1);
    for _ in 0..3 {
        assert_eq!(fetch(house.addr, "/passing").await.header("cache-control"), Some("no-store"));
    }
    assert_eq!(renders.so_far(), 4);
}

#[tokio::test]
async fn a_panic_is_a_500_and_leaves_no_key_stuck() {
    let renders = Counter::default();
    let counting = renders.clone();
    let site = Router::new().route(
        "/",
        get(move || async move {
            let n = counting.next();
            assert!(n > 1, "the first one panics");
            Page::html(format!("render {n}"))
        }),
    );
    let house = open(site).await;
    assert_eq!(fetch(house.addr, "/").await.status, 500);
    assert_eq!(fetch(house.addr, "/").await.text(), "render 2");
    assert_eq!(fetch(house.addr, "/").await.text(), "render 2");
}

#[tokio::test]
async fn whoever_waits_too_long_is_told_to_come_back() {
    let site = Router::new().route(
        "/",
        get(|| async {
            tokio::time::sleep(Duration::from_millis(900)).await;
            Page::html("slow")
        }),
    );
    let cache = PageCacheConfig { wait_milliseconds: 100, ..PageCacheConfig::default() };
    let house = open_as(site, Plan { cache, ..Plan::default() }, |front| front).await;
    let first = tokio::spawn(fetch_owned(house.addr));
    tokio::time::sleep(Duration::from_millis(50)).await;
    let second = fetch(house.addr, "/").await;
    assert_eq!((second.status, second.header("retry-after")), (503, Some("1")));
    assert_eq!(first.await.expect("no panic").text(), "slow");
}

#[tokio::test]
async fn a_flood_of_addresses_does_not_grow_the_cache() {
    let site = Router::new().route("/{name}", get(|| async { Page::html(vec![b'x'; 10_000]) }));
    let cache = PageCacheConfig { max_bytes: 1 << 20, ..PageCacheConfig::default() };
    let house = open_as(site, Plan { cache, ..Plan::default() }, |front| front).await;
    for n in 0..400 {
        let reply = ask(house.addr, "GET", &format!("/{n}"), &[("accept-encoding", "gzip")]).await;
        assert_eq!(reply.status, 200);
        assert!(house.cache.stats().bytes <= 1 << 20, "{:?}", house.cache.stats());
    }
    assert!(house.cache.stats().pages > 10);
}

#[tokio::test]
async fn a_page_too_large_is_served_and_not_kept() {
    let site = Router::new().route("/", get(|| async { Page::html(vec![b'x'; 3000]) }));
    let cache = PageCacheConfig { max_entry_bytes: 2000, ..PageCacheConfig::default() };
    let house = open_as(site, Plan { cache, ..Plan::default() }, |front| front).await;
    assert_eq!(fetch(house.addr, "/").await.body.len(), 3000);
    assert_eq!(house.cache.stats().pages, 0);
}

#[tokio::test]
async fn an_unknown_query_is_dropped_before_key_and_handler() {
    let renders = Counter::default();
    let counting = renders.clone();
    let site = Router::new().route(
        "/",
        get(move |OriginalUri(uri): OriginalUri| async move {
            counting.next();
            Page::html(uri.to_string())
        }),
    );
    let house = open(site).await;
    for asked in ["/?page=2&q=%D8%AE", "/?utm_source=x&q=%D8%AE&page=2", "/?q=%D8%AE&page=2&q=z&fbclid=1"] {
        assert_eq!(fetch(house.addr, asked).await.text(), "/?page=2&q=%D8%AE", "{asked}");
    }
    assert_eq!(renders.so_far(), 1);
    assert_eq!(fetch(house.addr, "/?x=1").await.text(), "/");
}

#[tokio::test]
async fn a_handler_that_looks_at_the_reader_is_never_kept() {
    let site = Router::new()
        .route("/blind", get(|headers: http::HeaderMap| async move { Page::html(format!("{headers:?}")) }))
        .route(
            "/looks",
            get(|RequestHeaders(headers): RequestHeaders| async move {
                Page::html(format!("{:?}", headers.get("user-agent")))
            }),
        );
    let house = open(site).await;
    let as_layla = [("user-agent", "layla"), ("cookie", "a=b"), ("authorization", "Basic x")];
    assert_eq!(ask(house.addr, "GET", "/blind", &as_layla).await.text(), "{}");
    assert!(ask(house.addr, "GET", "/looks", &as_layla).await.text().contains("layla"));
    let other = ask(house.addr, "GET", "/looks", &[("user-agent", "omar")]).await;
    assert!(other.text().contains("omar"), "{}", other.text());
    assert_eq!(other.header("cache-control"), Some("no-store"));
    assert_eq!(house.cache.stats().pages, 1);
}

#[tokio::test]
async fn what_is_posted_passes_by_the_cache() {
    let calls = Counter::default();
    let counting = calls.clone();
    let site = Router::new().route(
        "/",
        get(|| async { Page::html("page") }).post(
            move |OriginalUri(uri): OriginalUri, body: String| async move {
                counting.next();
                let answer: Response = Page::html(format!("{uri} {body}")).into_response();
                answer
            },
        ),
    );
    let house = open(site).await;
    for n in 1..=2 {
        let bytes = support::say(
            house.addr,
            b"POST /?any=1 HTTP/1.1\r\nhost: t\r\ncontent-length: 2\r\nconnection: close\r\n\r\nhi",
        )
        .await;
        let text = String::from_utf8(bytes).expect("text");
        assert!(text.contains("/?any=1 hi") && text.contains("cache-control: no-store"), "{text}");
        assert_eq!(calls.so_far(), n);
    }
}

#[tokio::test]
async fn two_hosts_never_share_a_page() {
    let site = Router::new().route(
        "/",
        get(|headers: http::HeaderMap| async move { Page::html(format!("{:?}", headers.get("host"))) }),
    );
    let mut plan = Plan::default();
    plan.front.hosts = vec!["ar.example".into(), "en.example".into()];
    let house = open_as(site, plan, |front| front).await;
    for _ in 0..2 {
        assert!(ask(house.addr, "GET", "/", &[("host", "ar.example")]).await.text().contains("ar.example"));
        assert!(
            ask(house.addr, "GET", "/", &[("host", "EN.example:80")]).await.text().contains("\"en.example\"")
        );
    }
    assert_eq!(house.cache.stats().pages, 2);
    assert_eq!(ask(house.addr, "GET", "/", &[("host", "evil.example")]).await.status, 421);
}

#[tokio::test]
async fn a_streamed_answer_reaches_each_reader_by_itself() {
    let calls = Arc::new(AtomicUsize::new(0));
    let counting = calls.clone();
    let site = Router::new().route(
        "/",
        get(move || async move {
            let n = counting.fetch_add(1, Ordering::SeqCst);
            let pieces =
                futures_util::stream::iter(vec![Ok::<_, std::io::Error>(format!("{n}:")), Ok("end".into())]);
            axum::body::Body::from_stream(pieces).into_response()
        }),
    );
    let house = open(site).await;
    let all = futures_util::future::join_all((0..20).map(|_| fetch_owned(house.addr))).await;
    assert!(all.iter().all(|reply| reply.status == 200 && reply.text().contains("end")));
    assert_eq!(calls.load(Ordering::SeqCst), 20);
}
