//! Under pressure: what is at hand and what goes straight to the router are answered as ever, what anybody can make up gets a
//! tenth of the time, then none.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::OriginalUri;
use axum::routing::get as on_get;
use support::{Counter, House, Plan, get, open_as};
use web::{Front, FrontConfig, Page, Purge, Step};

mod support;

/// A site that counts what it makes: pages, a search, and a desk behind the front.
async fn site() -> (House, Front, Counter) {
    let made = Counter::default();
    let counting = made.clone();
    let page = move |OriginalUri(uri): OriginalUri| {
        let turn = counting.next();
        async move {
            tokio::time::sleep(Duration::from_millis(20)).await;
            Page::html(format!("{uri} made {turn}")).tagged(["a"])
        }
    };
    let site = Router::new()
        .route("/", on_get(page.clone()))
        .route("/search/", on_get(page.clone()))
        .route("/desk", on_get(page));
    let plan = Plan {
        front: FrontConfig { query_allowed: &["q"], pass: vec!["/desk".into()], ..FrontConfig::default() },
        ..Plan::default()
    };
    let kept = Arc::new(Mutex::new(None));
    let keep = kept.clone();
    let house = open_as(site, plan, move |front| {
        let front = front.error_page(|status, _| Page::of("text/plain", format!("sorry: {status}")));
        *keep.lock().expect("nobody fails in it") = Some(front.clone());
        front
    })
    .await;
    let front = kept.lock().expect("nobody fails in it").take().expect("it was made");
    (house, front, made)
}

#[tokio::test]
async fn searches_get_a_tenth_of_the_time_and_the_rest_goes_on() {
    let (house, front, made) = site().await;
    // The control: while it is calm all of them are made.
    for n in 0..10 {
        assert_eq!(get(house.addr, &format!("/search/?q={n}")).await.status, 200);
    }
    front.press(Step::Sparing);
    let mut refused = 0;
    for n in 10..40 {
        let answer = get(house.addr, &format!("/search/?q={n}")).await;
        if answer.status == 503 {
            assert_eq!(answer.header("retry-after"), Some("5"));
            assert_eq!(answer.header("cache-control"), Some("no-store"));
            assert_eq!(answer.text(), "sorry: 503 Service Unavailable");
            refused += 1;
        }
    }
    assert!((20..30).contains(&refused), "{refused} of 30 were refused");
    // What was made before is at hand; pages without a query are made; the desk is never held.
    assert_eq!(get(house.addr, "/search/?q=3").await.text(), "/search/?q=3 made 4");
    let before = made.so_far();
    assert_eq!(get(house.addr, "/").await.status, 200);
    assert_eq!(get(house.addr, "/desk?of=me").await.status, 200);
    assert_eq!(made.so_far(), before + 2);
    front.press(Step::AtHand);
    for n in 40..50 {
        assert_eq!(get(house.addr, &format!("/search/?q={n}")).await.status, 503);
    }
    assert_eq!(get(house.addr, "/desk?of=me").await.status, 200);
    front.press(Step::Calm);
    assert_eq!(get(house.addr, "/search/?q=50").await.status, 200);
}

#[tokio::test]
async fn under_the_hardest_pressure_what_aged_is_served_as_it_is_and_what_changed_is_made_anew() {
    let (house, front, made) = site().await;
    assert_eq!(get(house.addr, "/").await.text(), "/ made 1");
    house.clock.forward(Duration::from_secs(70));
    front.press(Step::AtHand);
    assert_eq!(get(house.addr, "/").await.text(), "/ made 1");
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(made.so_far(), 1, "nobody makes it anew");
    house.cache.purge(["a"], 1, Purge::Stale);
    get(house.addr, "/").await;
    support::until("it is made anew", || made.so_far() == 2).await;
    while get(house.addr, "/").await.text() != "/ made 2" {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    // The control: with less pressure age alone is enough.
    front.press(Step::Sparing);
    house.clock.forward(Duration::from_secs(70));
    get(house.addr, "/").await;
    support::until("it is made anew", || made.so_far() == 3).await;
}

#[tokio::test]
async fn a_refusal_waits_a_moment_and_no_other_waits_for_it() {
    let (house, front, made) = site().await;
    assert_eq!(get(house.addr, "/").await.status, 200);
    front.press(Step::AtHand);
    let begun = Instant::now();
    let refused: Vec<_> = (0..100)
        .map(|n| tokio::spawn(async move { get(house.addr, &format!("/search/?q={n}")).await }))
        .collect();
    // Meanwhile what is at hand is answered, and nobody holds a thread.
    assert_eq!(get(house.addr, "/").await.status, 200);
    for answer in refused {
        let answer = answer.await.expect("no panic");
        assert_eq!((answer.status, answer.header("retry-after")), (503, Some("5")));
        assert_eq!(answer.text(), "sorry: 503 Service Unavailable");
    }
    let took = begun.elapsed();
    // Three milliseconds for each that waits with it; the control is who asks alone, below.
    assert!((200..2_000).contains(&took.as_millis()), "{took:?} for a hundred at a time");
    assert_eq!(made.so_far(), 1);
    // Who asks alone and without a pause has 33 answers a second.
    let begun = Instant::now();
    for n in 100..105 {
        assert_eq!(get(house.addr, &format!("/search/?q={n}")).await.status, 503);
    }
    assert!(begun.elapsed() >= Duration::from_millis(5 * 30), "{:?}", begun.elapsed());
    // Nor is there more to be had with addresses where nothing stands. The control: while it is calm there is.
    let made_up = async |beginning: &str| {
        let begun = Instant::now();
        for n in 0..5 {
            assert_eq!(get(house.addr, &format!("/{beginning}/{n}")).await.status, 404);
        }
        begun.elapsed()
    };
    assert!(made_up("made-up").await >= Duration::from_millis(5 * 30));
    front.press(Step::Calm);
    assert!(made_up("so-is-this").await < Duration::from_millis(5 * 30));
    // What was made once and is old is better than a refusal, and goes out at once.
    assert_eq!(get(house.addr, "/search/?q=old").await.status, 200);
    house.clock.forward(Duration::from_secs(600));
    front.press(Step::AtHand);
    assert_eq!(get(house.addr, "/search/?q=old").await.status, 200);
}
