//! The race between a fill and a purge, with its control, and the promise of the key.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::extract::OriginalUri;
use axum::routing::get;
use http_body_util::BodyExt;
use proptest::prelude::*;
use tokio::sync::{Notify, Semaphore};

use super::*;
use crate::{PageCacheConfig, Purge};

async fn text(front: &Front, address: &str) -> String {
    let request = Request::get(address).header("host", "t").body(Body::empty()).expect("a request");
    let Ok(answer) = front.clone().oneshot(request).await;
    let bytes = answer.into_body().collect().await.expect("a body").to_bytes();
    String::from_utf8(bytes.to_vec()).expect("text")
}

/// A site whose page reads the truth, then waits to be let on: a purge can pass in between.
struct Race {
    truth: Arc<AtomicUsize>,
    has_read: Arc<Notify>,
    go_on: Arc<Semaphore>,
    front: Front,
}

fn race() -> Race {
    let truth = Arc::new(AtomicUsize::new(1));
    let (has_read, go_on) = (Arc::new(Notify::new()), Arc::new(Semaphore::new(0)));
    let (reading, announcing, waiting) = (truth.clone(), has_read.clone(), go_on.clone());
    let page = move || async move {
        let seen = reading.load(Ordering::SeqCst);
        announcing.notify_one();
        waiting.acquire().await.expect("open").forget();
        Page::html(format!("truth {seen}")).tagged(["a"])
    };
    let cache = Arc::new(PageCache::new(PageCacheConfig::default()));
    let front = Front::new(cache, Router::new().route("/", get(page)), FrontConfig::default());
    Race { truth, has_read, go_on, front }
}

/// A reader comes, the truth changes and the purge passes while the page is made; then another reader comes.
async fn what_the_next_reader_sees(race: &Race, how: Purge) -> String {
    let front = race.front.clone();
    let first = tokio::spawn(async move { text(&front, "/").await });
    race.has_read.notified().await;
    race.truth.store(2, Ordering::SeqCst);
    race.front.0.cache.purge(["a"], 1, how);
    race.go_on.add_permits(10);
    assert_eq!(first.await.expect("no panic"), "truth 1", "whoever came before the purge may see what was");
    text(&race.front, "/").await
}

#[tokio::test]
async fn a_fill_that_a_purge_overtook_is_served_and_not_kept() {
    for how in [Purge::Stale, Purge::Gone] {
        let race = race();
        assert_eq!(what_the_next_reader_sees(&race, how).await, "truth 2", "{how:?}");
        assert_eq!(race.front.0.cache.stats().lost_fills, 1);
    }
}

#[tokio::test]
async fn control_without_the_memory_of_its_beginning_the_old_page_stays() {
    let race = race();
    race.front.0.cache.forget_where_fills_began.store(true, Ordering::SeqCst);
    assert_eq!(what_the_next_reader_sees(&race, Purge::Gone).await, "truth 1");
}

#[tokio::test]
async fn whoever_comes_after_a_purge_does_not_join_a_flight_from_before_it() {
    let race = race();
    let front = race.front.clone();
    let before = tokio::spawn(async move { text(&front, "/").await });
    race.has_read.notified().await;
    race.truth.store(2, Ordering::SeqCst);
    race.front.0.cache.purge(["a"], 1, Purge::Gone);
    let front = race.front.clone();
    let after = tokio::spawn(async move { text(&front, "/").await });
    tokio::time::sleep(Duration::from_millis(50)).await;
    race.go_on.add_permits(10);
    assert_eq!(before.await.expect("no panic"), "truth 1");
    assert_eq!(after.await.expect("no panic"), "truth 2");
}

#[tokio::test]
async fn a_thousand_stale_hits_begin_one_refresh() {
    let race = race();
    race.go_on.add_permits(1);
    text(&race.front, "/").await;
    race.has_read.notified().await;
    race.truth.store(2, Ordering::SeqCst);
    race.front.0.cache.purge(["a"], 1, Purge::Stale);
    for _ in 0..1000 {
        assert_eq!(text(&race.front, "/").await, "truth 1");
    }
    race.has_read.notified().await;
    race.go_on.add_permits(10);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(text(&race.front, "/").await, "truth 2");
    assert_eq!(race.front.0.cache.stats().fills, 2);
}

#[tokio::test]
async fn each_that_is_refused_under_pressure_counts_towards_a_flood_and_no_other_does() {
    let page = |OriginalUri(uri): OriginalUri| async move { Page::html(uri.to_string()) };
    let cache = Arc::new(PageCache::new(PageCacheConfig::default()));
    let config = FrontConfig { query_allowed: &["q"], ..FrontConfig::default() };
    let front = Front::new(cache, Router::new().route("/", get(page)), config);
    let refused = || front.0.pressure.refused.load(Ordering::SeqCst);
    text(&front, "/?q=kept").await;
    assert_eq!(refused(), 0, "it is calm");
    for step in [Step::Sparing, Step::AtHand] {
        front.press(step);
        let before = refused();
        // One that is made, and a rest after it, whose length is the page's own.
        let turn = front.0.pressure.turn("/?q=made");
        for address in ["/", "/?q=kept", "/nothing", "/?q=1", "/?q=2", "/?q=3"] {
            text(&front, address).await;
        }
        drop(turn);
        assert_eq!(refused() - before, 3, "{step:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Requests with the same key get the same bytes, whatever else they carry; the handler echoes all that it sees.
    #[test]
    fn an_equal_key_means_equal_bytes(
        asked in prop::collection::vec(("/[a-c]{1,2}", prop::collection::vec("(page|q|utm|x)=[01]", 0..4), "[a-z]{1,5}"), 2..12)
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let renders = AtomicUsize::new(0);
            let renders = Arc::new(renders);
            let echo = move |OriginalUri(uri): OriginalUri, headers: HeaderMap| async move {
                Page::html(format!("{uri} {headers:?} {}", renders.fetch_add(1, Ordering::SeqCst)))
            };
            let cache = Arc::new(PageCache::new(PageCacheConfig::default()));
            let config = FrontConfig { query_allowed: &["page", "q"], ..FrontConfig::default() };
            let front = Front::new(cache, Router::new().fallback(echo), config.clone());
            let mut seen = std::collections::HashMap::new();
            for (path, query, header) in asked {
                let address = format!("{path}?{}", query.join("&"));
                let request = Request::get(&address).header("host", "t").header("x-any", &header);
                let request = request.header("cookie", header).body(Body::empty()).expect("a request");
                let Ok(Asked::Page { address: key, .. }) = Asked::read(&request, &config) else { panic!("a page") };
                let key = key.into_owned();
                let Ok(answer) = front.clone().oneshot(request).await;
                let bytes = answer.into_body().collect().await.expect("a body").to_bytes();
                prop_assert_eq!(seen.entry(key).or_insert_with(|| bytes.clone()), &bytes);
            }
            Ok(())
        })?;
    }
}
